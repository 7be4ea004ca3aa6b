"""What people's decisions say of texts: which kind a post is, whether it is legitimate, which department knows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tickets.rules.states import Kind
from tickets.triage.features import Features, read
from tickets.triage.similar import Signature, signature_of

HARMFUL = frozenset({Kind.HOSTILE, Kind.SPAM})
"""Kinds that are ignored; all others are legitimate."""

_COMPARED = 8
"""With as many earlier texts that share a key, at most, a text is compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One text, and what people decided about it."""

    text: str
    language: str | None
    """What the post says of itself."""
    direct: bool = False
    kind: Kind | None = None
    """What somebody labelled it; None where nobody did."""
    legitimate: bool | None = None
    """Whether it was answered, forwarded or rescued (True), or ignored (False); None where nothing was decided."""
    department: str | None = None
    """Key of the department that somebody asked."""

    def and_before(self, earlier: "Lesson") -> "Lesson":
        """This lesson, completed by what an earlier one says and this one does not contradict."""
        legitimate = earlier.legitimate if self.legitimate is None else self.legitimate
        kind = self.kind or earlier.kind
        if kind is not None and legitimate is not None and (kind in HARMFUL) is legitimate:
            kind = self.kind
        return replace(
            self, kind=kind, legitimate=legitimate, department=self.department or earlier.department
        )


@dataclass(frozen=True, slots=True)
class Known:
    """A lesson and its text as triage reads it."""

    lesson: Lesson
    features: Features


def distinct(lessons: Iterable[Lesson]) -> list[Known]:
    """Each text once, near copies too: the latest decision counts, earlier ones where it says nothing.

    lessons: the latest decision first. The same order comes back.
    """
    texts = _Texts()
    for lesson in lessons:
        texts.add(lesson)
    return texts.known


class _Texts:
    """Texts that were seen, to be found by near copies of theirs."""

    def __init__(self) -> None:
        self.known: list[Known] = []
        self._signatures: list[Signature | None] = []
        self._places: dict[object, list[int]] = {}

    def add(self, lesson: Lesson) -> None:
        features = read(lesson.text)
        signed = signature_of(features)
        # What is too short to have a signature is the same only where each word is.
        keys: tuple[object, ...] = signed.keys if signed else (features.tokens,)
        for place in self._candidates(keys):
            other = self._signatures[place]
            if signed is None or (other is not None and signed.is_near(other)):
                known = self.known[place]
                self.known[place] = replace(known, lesson=known.lesson.and_before(lesson))
                return
        for key in keys:
            self._places.setdefault(key, []).append(len(self.known))
        self.known.append(Known(lesson, features))
        self._signatures.append(signed)

    def _candidates(self, keys: Iterable[object]) -> Iterator[int]:
        places = dict.fromkeys(place for key in keys for place in self._places.get(key, ())[:_COMPARED])
        yield from list(places)[:_COMPARED]
