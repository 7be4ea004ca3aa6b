"""What a person does to tickets: one value for each deed, with how it is taken back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tickets.desk.rows import Row

if TYPE_CHECKING:
    from tui.backend import Backend


@dataclass(frozen=True, slots=True)
class Me:
    """Who sits at the desk, as screens need to know it: by the values of `desk.people.Right`."""

    login: str
    role: str
    department: str | None
    rights: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that is done to each of some tickets."""

    rows: tuple[Row, ...]
    run: Callable[["Backend", Row], object]
    """Does it to one ticket; in a thread."""
    told: str
    """What to say when it worked, in a whole clause."""
    undo: Callable[["Backend", Row], object] | None = None
    """Takes it back; None where nothing legal does."""
    leaves: bool = False
    """The tickets leave the list that is on screen."""


@dataclass(slots=True)
class Deeds:
    """What can be taken back, newest last."""

    done: list[Deed] = field(default_factory=list)

    def remember(self, deed: Deed, ticket_ids: tuple[int, ...]) -> None:
        """Keep it, for the tickets with which it worked."""
        rows = tuple(row for row in deed.rows if row.id in ticket_ids)
        if deed.undo is not None and rows:
            self.done.append(_only(deed, rows))

    def take_back(self, told: str) -> Deed | None:
        """The newest deed turned round; None where there is nothing to take back. `told` is for its result."""
        if not self.done:
            return None
        last = self.done.pop()
        if last.undo is None:
            return None
        return Deed(rows=last.rows, run=last.undo, told=told.format(deed=last.told))


def _only(deed: Deed, rows: tuple[Row, ...]) -> Deed:
    return Deed(rows=rows, run=deed.run, told=deed.told, undo=deed.undo, leaves=deed.leaves)
