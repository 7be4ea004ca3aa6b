"""From what people decided to a model that may be used: learnt, tried, and refused where it would do worse."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from tickets.triage import departments as heads
from tickets.triage.departments import Example
from tickets.triage.fitting import Floats
from tickets.triage.learning import (
    ENOUGH_LEGITIMATE,
    See,
    choose_spread,
    learn,
    material,
    own_thresholds,
)
from tickets.triage.learnt import Learnt, pack, unpack
from tickets.triage.lessons import Known, Lesson, distinct
from tickets.triage.model import Model
from tickets.triage.regression import Post
from tickets.triage.routing import Department, Router
from tickets.triage.trial import HEAD_TOLERANCE, TOLERANCE, Court, Score

_FEWEST_FORWARDS = 20
"""From so many on, learnt routing must find the right department at least as often as the settings alone."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What came of an attempt."""

    raw: bytes
    """The weights, packed."""
    card: Mapping[str, object]
    """Figures and reasons, for people and for ever; no citizen's word among them."""
    lessons: int
    """Different texts that it learnt from."""
    refused: bool


@dataclass(frozen=True, slots=True)
class School:
    """What is needed to learn: the shipped model, how it sees posts, whom it compares with, where questions go."""

    shipped: Model
    see: See
    compared: Sequence[Post]
    """Posts that no model has learnt from."""
    rehearsed: Sequence[Post]
    """Posts that the shipped model has learnt from."""
    departments: Sequence[Department]

    def teach(self, lessons: Iterable[Lesson], in_use: Model | None) -> Taught:
        """Learn from these lessons, the latest first, and compare with the shipped model and the one in use.

        Takes some seconds for 10,000 lessons.
        """
        known = distinct(lessons)
        stuff = material(known, self.rehearsed, self.see, self.shipped)
        spread = choose_spread(stuff)
        routing, told = self._routing(known)
        raw = pack(
            Learnt(
                base=self.shipped.version,
                thresholds=own_thresholds(stuff, spread, self.shipped.thresholds),
                heads=learn(stuff, spread),
                departments=routing,
            )
        )
        # It is judged as it will be used: out of the package.
        scores, card = self._judged(unpack(raw), in_use)
        refused = not all(scores[0].is_no_worse(other) for other in scores[1:])
        legitimate = int(stuff.legitimate.sum())
        card |= {
            "lessons": len(known),
            "legitimate": legitimate,
            "own_thresholds": legitimate >= ENOUGH_LEGITIMATE,
            "spread": spread,
            "routing": told,
        }
        return Taught(raw, card, len(known), refused)

    def _judged(self, learnt: Learnt, in_use: Model | None) -> tuple[list[Score], dict[str, object]]:
        """The scores of the new model and of those it is compared with, and what to tell of them."""
        court = Court(self.compared, self.see)
        new = learnt.on(self.shipped, self.shipped.version)
        rivals = {"learnt": new, "shipped": self.shipped} | ({"in_use": in_use} if in_use else {})
        scores = {name: court.score(model) for name, model in rivals.items()}
        told = {name: asdict(score) | asdict(rivals[name].thresholds) for name, score in scores.items()}
        tolerances = {"tolerance": TOLERANCE, "head_tolerance": HEAD_TOLERANCE}
        return list(scores.values()), {"scores": told, **tolerances, "posts": len(self.compared)}

    def _routing(self, known: Sequence[Known]) -> tuple[dict[str, Floats], dict[str, object]]:
        """A head for each department, if that is better than none, and what to tell of it."""
        keys = [department.key for department in self.departments]
        router = Router(self.departments)
        asked = [self._example(router, each) for each in known if each.lesson.department in keys]
        if not asked:
            return {}, {"forwards": 0}
        settings, learnt = heads.right(asked, keys)
        told: dict[str, object] = {
            "forwards": len(asked),
            "right_by_settings": settings,
            "right_learnt": learnt,
        }
        if len(asked) >= _FEWEST_FORWARDS and learnt < settings:
            return {}, told | {"used": False}
        return heads.learn([*asked, *self._described(router)], keys), told | {"used": True}

    @staticmethod
    def _example(router: Router, known: Known) -> Example:
        said = router.said(known.features)
        return Example(heads.pieces_of(known.features), known.lesson.department or "", said)

    def _described(self, router: Router) -> Iterable[Example]:
        """What the settings say of a department, as if it had been asked that."""
        for department in self.departments:
            for text in (department.name, department.description, *department.keywords, *department.examples):
                if text:
                    lesson = Lesson(text=text, language=None, department=department.key)
                    yield from (self._example(router, known) for known in distinct([lesson]))
