"""A team's corrections in the model: what they change in the weights, and from where on it ignores.

The shipped weights stay as they are; what is learnt is added to them, and reckoned anew from all corrections each
time, so that a decision that was taken back leaves nothing behind.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickets.rules.states import Kind
from tickets.triage.features import Features, read
from tickets.triage.fitting import Floats, Rows, Task, fit, log_loss, sigmoid
from tickets.triage.learnt import WIDTH
from tickets.triage.lessons import HARMFUL, Known, Lesson
from tickets.triage.linear import Seen
from tickets.triage.model import HEADS, PARTS, Model, Odds, Thresholds, by_head
from tickets.triage.regression import Post

SPREADS = (1.0, 4.0, 16.0)
"""The prior's variances that are tried: the larger, the more a correction changes."""
USUAL_SPREAD = 4.0
"""The one taken while there are too few corrections to try others."""

ENOUGH_TO_TRY = 200
"""Lessons from which on the variance is chosen by how well it foretells those left out."""
_TRIED = 2_000
"""Lessons that it is chosen by: more would say the same."""
ENOUGH_LEGITIMATE = 500
"""Legitimate posts of the team from which on its own thresholds are reckoned."""
FOLDS = 5

_SPARED, _KEPT = 0.995, 0.95
"""Shares of the team's legitimate posts that stay below the thresholds of ignore and of suggest."""
_MARGIN = 1.0
"""Log-odds by which the threshold of suggest may come down: it is only a suggestion."""

_HINT = 0.3  # how much it counts that a post of one kind is not of another: it may be of both
_HALF = 0.5  # how much it counts that somebody ignored a post that nobody has called anything
_HOSTILE = HEADS.index(Kind.HOSTILE)
_ALONE = frozenset({*HARMFUL, Kind.OTHER})
"""Kinds that no post is beside another kind."""

See = Callable[[Features, str | None, bool], Seen]
"""A post as models judge it: from its features, its language, and whether it is direct."""


@dataclass(frozen=True, slots=True)
class Material:
    """Lessons as numbers."""

    rows: Rows
    tasks: tuple[Task, ...]
    """By head, in the order of `HEADS`."""
    legitimate: NDArray[np.bool_]
    """Which of the team's posts somebody found legitimate."""
    is_own: NDArray[np.bool_]
    """Which are the team's; the others are rehearsed."""

    def pick(self, chosen: NDArray[np.bool_]) -> "Material":
        """The same for some of the posts."""
        tasks = tuple(task.pick(chosen) for task in self.tasks)
        return Material(self.rows.pick(chosen), tasks, self.legitimate[chosen], self.is_own[chosen])


def material(lessons: Iterable[Known], rehearsed: Iterable[Post], see: See, model: Model) -> Material:
    """The lessons that say something of a post's kind, and how the shipped model judges each without them.

    rehearsed: some of what the shipped model learnt from. It stands for the rest, so that what the model makes of it
    is not forgotten over the new (Li and Hoiem, Learning without Forgetting, 2016).
    """
    useful = [known for known in lessons if known.lesson.legitimate is not None]
    seen = [see(known.features, known.lesson.language, known.lesson.direct) for known in useful]
    seen += [see(read(post.text), post.language, post.direct) for post in rehearsed]
    odds = judged(model, seen).astype(np.float32)
    # What is rehearsed is to be judged as it was, whatever that is: by itself it changes nothing.
    wanted, counts = sigmoid(odds), np.ones_like(odds)
    for place, known in enumerate(useful):
        wanted[place], counts[place] = zip(*(_said(known.lesson, head) for head in HEADS), strict=True)
    is_own = np.arange(len(seen)) < len(useful)
    legitimate = np.zeros(len(seen), np.bool_)
    legitimate[: len(useful)] = [known.lesson.legitimate for known in useful]
    tasks = tuple(Task(odds[:, head], wanted[:, head], counts[:, head]) for head in range(len(HEADS)))
    pieces = [each.post.indices & (WIDTH - 1) for each in seen]
    return Material(Rows.of(pieces, WIDTH, is_own.astype(np.float32)), tasks, legitimate, is_own)


def judged(model: Model, seen: Sequence[Seen]) -> Odds:
    """The log-odds of each head for each post, shape `(posts, len(HEADS))`."""
    parts = [model.parts(each.post, each.evidence) for each in seen]
    return by_head(np.array(parts).reshape(len(seen), len(PARTS)))


def _said(lesson: Lesson, head: Kind) -> tuple[float, float]:
    """Whether the post is of this kind, 1 or 0, and how much that counts."""
    if lesson.kind is head:
        return 1.0, 1.0
    if lesson.kind is not None:
        return 0.0, 1.0 if head in HARMFUL or lesson.kind in _ALONE else _HINT
    if lesson.legitimate:
        return 0.0, float(head in HARMFUL)
    if head is Kind.HOSTILE:
        return 1.0, _HALF
    return 0.0, 0.0 if head in _ALONE else _HALF


def learn(known: Material, spread: float) -> Floats:
    """What the lessons add to the weights, shape `(WIDTH, len(HEADS))`."""
    return np.stack([fit(known.rows, task, spread=spread) for task in known.tasks], axis=1)


def choose_spread(known: Material) -> float:
    """The variance that foretells best what people said of posts that were left out; the usual one of too few."""
    if int(known.is_own.sum()) < ENOUGH_TO_TRY:
        return USUAL_SPREAD
    some = known.pick(~known.is_own | (np.cumsum(known.is_own) <= _TRIED))
    own = some.tasks[_HOSTILE].pick(some.is_own)
    return min(SPREADS, key=lambda spread: (log_loss(own, _out_of_folds(some, spread)), spread))


def _out_of_folds(known: Material, spread: float) -> Floats:
    """How hostile each of the team's posts is, by what was learnt from the others; log-odds."""
    task = known.tasks[_HOSTILE]
    odds = task.known.copy()
    fold = np.where(known.is_own, np.cumsum(known.is_own) % FOLDS, FOLDS)
    for number in range(FOLDS):
        inside, outside = fold == number, fold != number
        weights = fit(known.rows.pick(outside), task.pick(outside), spread=spread)
        odds[inside] += known.rows.pick(inside).times(weights)
    return odds[known.is_own]


def own_thresholds(known: Material, spread: float, shipped: Thresholds) -> Thresholds:
    """The thresholds by the team's own legitimate posts, each judged by what was learnt from the others.

    Never below the shipped one for `ignore`, and for `suggest` only a little; the shipped ones while there are fewer
    than `ENOUGH_LEGITIMATE` such posts.
    """
    if int(known.legitimate.sum()) < ENOUGH_LEGITIMATE:
        return shipped
    odds = _out_of_folds(known, spread)[known.legitimate[known.is_own]]
    ignore = max(shipped.ignore, float(np.quantile(odds, _SPARED, method="higher")))
    suggest = max(shipped.suggest - _MARGIN, float(np.quantile(odds, _KEPT, method="higher")))
    return Thresholds(ignore=ignore, suggest=min(suggest, ignore))
