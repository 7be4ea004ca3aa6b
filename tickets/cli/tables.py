"""What fits into the lines of a terminal: how wide the columns of a table are, and where long lines are broken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

GAP = 2
"""Cells between two columns."""
_LEAST = 14
"""Cells below which what is broken or cut cannot be read any longer."""


class Yields(StrEnum):
    """What a column does where its text is wider than the room."""

    NOTHING = "nothing"  # numbers, times: stands whole or not at all
    LINES = "lines"  # goes on in the next line
    END = "end"  # is cut, with “…”
    PLACE = "place"  # is left out: `show` has it


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    yields: Yields = Yields.LINES


def whole(title: str) -> Column:
    """A column that is never broken or cut."""
    return Column(title, Yields.NOTHING)


def cut(title: str) -> Column:
    """A column whose ends are cut."""
    return Column(title, Yields.END)


def spare(title: str) -> Column:
    """A column that a narrow terminal does without; of several the last goes first."""
    return Column(title, Yields.PLACE)


def widths(
    columns: Sequence[Column], natural: Sequence[int], room: int, *, words: Sequence[int] = ()
) -> tuple[int | None, ...]:
    """The width of each column in cells; None for one that is left out.

    natural: how wide each would be by itself. room: cells of a line. words: how long the longest word of each is; only
    what goes on in the next line minds. What is left when the whole ones have theirs is shared: nobody gets more than
    they need, and those who need more get the same.
    """
    shown = list(range(len(columns)))
    spares = [index for index in shown if columns[index].yields is Yields.PLACE]
    while spares and _least(columns, natural, shown) > room:
        shown.remove(spares.pop())
    found = {index: natural[index] for index in shown if columns[index].yields is Yields.NOTHING}
    left = room - GAP * (len(shown) - 1) - sum(found.values())
    floors = {
        index: min(words[index], left // 2) if words and columns[index].yields is Yields.LINES else 0
        for index in shown
    }
    pending = [index for index in shown if index not in found]
    while pending:
        share = left // len(pending)
        settled = {index: natural[index] for index in pending if natural[index] <= share}
        settled = settled or {index: floors[index] for index in pending if floors[index] > share}
        settled = settled or {pending[0]: max(1, share)}
        found |= settled
        left -= sum(settled.values())
        pending = [index for index in pending if index not in settled]
    return tuple(found.get(index) for index in range(len(columns)))


def _least(columns: Sequence[Column], natural: Sequence[int], shown: Sequence[int]) -> int:
    """The cells that these columns need to be read."""
    needed = (
        natural[index] if columns[index].yields is Yields.NOTHING else min(natural[index], _LEAST)
        for index in shown
    )
    return sum(needed) + GAP * (len(shown) - 1)


def wrapped(line: str, width: int) -> Iterator[str]:
    """The line in parts of at most so many cells, broken between words; each begins as far in as the line does."""
    from rich.cells import cell_len  # slow to import, and not needed in a pipe

    body = line.lstrip(" ")
    indent = " " * min(len(line) - len(body), width // 2)
    part = ""
    for word in body.split(" "):
        longer = f"{part} {word}" if part else word
        if part and cell_len(indent + longer) > width:
            yield indent + part
            part = word
        else:
            part = longer
    yield indent + part
