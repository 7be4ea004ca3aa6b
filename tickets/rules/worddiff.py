"""What was changed in a text, word by word: what is gone, what came, what stayed.

The fewest changes are found by Myers' algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986). Its cost
grows with the square of the changes, so they are bounded: texts that have little in common are compared sentence by
sentence, and those that have nothing in common count as replaced.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TypeVar

_WORDS = re.compile(r"\s+|\w+|[^\w\s]+")
_SENTENCES = re.compile(r"[^.!?\n]*[.!?\n]*\s*", re.DOTALL)
_MOST_CHANGES = 400
KEPT_SHARE = 0.5
"""Of two texts one of which is a version of the other, at least so much of the shorter one stands in both."""

T = TypeVar("T", bound=Hashable)


class Change(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text, and what became of it."""

    change: Change
    text: str


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in order; where something was replaced, what is gone stands before what came.

    Blanks alone between two changes go with them, for whole phrases are easier to read than every other word.
    """
    for pattern in (_WORDS, _SENTENCES):
        old, new = _cut(pattern, before), _cut(pattern, after)
        found = changes(old, new)
        if found is not None:
            return tuple(_joined(found))
    return tuple(_joined([(Change.REMOVED, before), (Change.ADDED, after)]))


def is_version(pieces: Sequence[Piece]) -> bool:
    """Whether one text was made of the other, so that the difference tells something: by the letters that stayed.

    Two texts of one language share their small words; what merely shares those is another text.
    """
    shorter = min(_letters(text_before(pieces)), _letters(text_after(pieces)))
    kept = sum(_letters(piece.text) for piece in pieces if piece.change is Change.KEPT)
    return kept >= KEPT_SHARE * shorter > 0


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def text_before(pieces: Iterable[Piece]) -> str:
    """The text as it was."""
    return "".join(piece.text for piece in pieces if piece.change is not Change.ADDED)


def text_after(pieces: Iterable[Piece]) -> str:
    """The text as it is."""
    return "".join(piece.text for piece in pieces if piece.change is not Change.REMOVED)


def _cut(pattern: re.Pattern[str], text: str) -> list[str]:
    return [piece for piece in pattern.findall(text) if piece]


def changes(
    old: Sequence[T], new: Sequence[T], *, most: int = _MOST_CHANGES
) -> list[tuple[Change, T]] | None:
    """The fewest changes that lead from one sequence to the other; None where they are more than `most`."""
    begin = _alike(old, new)
    end = _alike(old[begin:][::-1], new[begin:][::-1])
    middle = _path(old[begin : len(old) - end], new[begin : len(new) - end], most)
    if middle is None:
        return None
    kept = [(Change.KEPT, each) for each in old]
    return [*kept[:begin], *middle, *kept[len(old) - end :]]


def _alike(one: Sequence[T], other: Sequence[T]) -> int:
    """How many are the same from the beginning."""
    places = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(places) if a != b), min(len(one), len(other)))


def _path(old: Sequence[T], new: Sequence[T], most: int) -> list[tuple[Change, T]] | None:
    """Myers' greedy search: how far each diagonal (place in `old` less place in `new`) leads, change by change."""
    if abs(len(old) - len(new)) > most:
        return None
    reach = {1: 0}
    trace: list[dict[int, int]] = []
    for count in range(min(most, len(old) + len(new)) + 1):
        trace.append(dict(reach))
        for diagonal in range(-count, count + 1, 2):
            x = _step(reach, diagonal, count)
            while x < len(old) and x - diagonal < len(new) and old[x] == new[x - diagonal]:
                x += 1
            reach[diagonal] = x
            if x >= len(old) and x - diagonal >= len(new):
                return _walked(old, new, trace)
    return None


def _step(reach: dict[int, int], diagonal: int, count: int) -> int:
    """Where one more change leads to on this diagonal."""
    if _came_down(reach, diagonal, count):
        return reach[diagonal + 1]
    return reach[diagonal - 1] + 1


def _came_down(reach: dict[int, int], diagonal: int, count: int) -> bool:
    """Whether the way to it was something new, rather than leaving out something old."""
    return diagonal == -count or (diagonal != count and reach[diagonal - 1] < reach[diagonal + 1])


def _walked(old: Sequence[T], new: Sequence[T], trace: list[dict[int, int]]) -> list[tuple[Change, T]]:
    """The way back from the end of both, the right way round."""
    way: list[tuple[Change, T]] = []
    x, y = len(old), len(new)
    for count in range(len(trace) - 1, 0, -1):
        reach, diagonal = trace[count], x - y
        down = _came_down(reach, diagonal, count)
        before = reach[diagonal + 1] if down else reach[diagonal - 1]
        begun = before if down else before + 1
        way.extend((Change.KEPT, old[place]) for place in range(x - 1, begun - 1, -1))
        y -= x - begun
        x = begun
        if down:
            y -= 1
            way.append((Change.ADDED, new[y]))
        else:
            x -= 1
            way.append((Change.REMOVED, old[x]))
    way.extend((Change.KEPT, old[place]) for place in range(x - 1, -1, -1))
    return way[::-1]


def _joined(changed: list[tuple[Change, str]]) -> Iterator[Piece]:
    """Runs of the same kind as one piece."""
    for change, run in groupby(_paired(changed), key=lambda each: each[0]):
        text = "".join(text for _change, text in run)
        if text:
            yield Piece(change, text)


def _paired(changed: list[tuple[Change, str]]) -> Iterator[tuple[Change, str]]:
    """What was replaced together as one pair; the blanks at its end stayed."""
    for is_kept, run in groupby(_without_gaps(changed), key=lambda each: each[0] is Change.KEPT):
        parts = list(run)
        if is_kept:
            yield from parts
            continue
        gone, come = (
            "".join(text for each, text in parts if each is change)
            for change in (Change.REMOVED, Change.ADDED)
        )
        blanks = _blanks_at_end(gone, come)
        yield Change.REMOVED, gone.removesuffix(blanks)
        yield Change.ADDED, come.removesuffix(blanks)
        yield Change.KEPT, blanks


def _blanks_at_end(one: str, other: str) -> str:
    """Those that both end with."""
    blanks = one[len(one.rstrip()) :]
    return next((blanks[place:] for place in range(len(blanks)) if other.endswith(blanks[place:])), "")


def _without_gaps(changed: list[tuple[Change, str]]) -> Iterator[tuple[Change, str]]:
    """Blanks that stayed between two changes count as replaced too."""
    for place, (change, text) in enumerate(changed):
        between = 0 < place < len(changed) - 1 and all(
            changed[beside][0] is not Change.KEPT for beside in (place - 1, place + 1)
        )
        if change is Change.KEPT and text.isspace() and "\n" not in text and between:
            yield Change.REMOVED, text
            yield Change.ADDED, text
        else:
            yield change, text
