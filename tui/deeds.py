"""What a person does to tickets: one value for each deed, with how it is taken back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from tickets.desk.rows import Row
from tickets.rules.audience import Visibility

if TYPE_CHECKING:
    from tui.backend import Backend


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
    cursor: int | None = None
    """The ticket to go to afterwards; None: the cursor stays where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A reply as it stands in the composer."""

    ticket_id: int
    text: str
    purpose: str = "answer"
    """Value of the desk's Purpose."""
    promise: date | None = None
    """For an interim status: the day it promises; None takes the term of the settings."""
    visibility: Visibility | None = None
    """None: as narrow as the question."""
    spoiler_text: str | None = None
    """None: the citizen's own content warning."""
    version: int | None = None
    """Of the ticket as the writer saw it."""


def changed(draft: Draft, what: str, value: str) -> Draft:
    """The draft with another purpose, promise or visibility, by the values of the desk. Raises ValueError."""
    match what:
        case "purpose":
            return replace(draft, purpose=value, promise=draft.promise if value == "interim" else None)
        case "promise":
            return replace(draft, promise=date.fromisoformat(value))
        case "visibility":
            return replace(draft, visibility=Visibility(value))
    raise ValueError(what)


@dataclass(slots=True)
class Deeds:
    """What can be taken back, newest last."""

    done: list[Deed] = field(default_factory=list)

    def remember(self, deed: Deed, ticket_ids: tuple[int, ...]) -> None:
        """Keep it, for the tickets with which it worked."""
        rows = tuple(row for row in deed.rows if row.id in ticket_ids)
        if deed.undo is not None and rows:
            self.done.append(replace(deed, rows=rows))

    def take_back(self, told: str) -> Deed | None:
        """The newest deed turned round; None where there is nothing to take back. told: as in `Deed`."""
        if not self.done:
            return None
        last = self.done.pop()
        if last.undo is None:
            return None
        return Deed(rows=last.rows, run=last.undo, told=told, cursor=last.rows[0].id)


@dataclass(slots=True)
class Versions:
    """What our own deeds made of tickets that the screen still shows as they were before.

    Two keys in quick succession are no conflict of somebody with themselves. Used by one lane of errands.
    """

    after: dict[int, tuple[frozenset[int], int]] = field(default_factory=dict)
    """By ticket: the versions that our deeds began with, and the one that the last of them left."""

    def current(self, row: Row) -> Row:
        """The row with the version that it has by our own doing."""
        ours, last = self.after.get(row.id, (frozenset(), row.version))
        return row._replace(version=last) if row.version in ours else row

    def remember(self, row: Row, version: int) -> None:
        """Our deed on this row, as it was on screen, left this version."""
        ours, last = self.after.get(row.id, (frozenset[int](), row.version))
        before = ours | {last} if row.version in ours or row.version == last else frozenset[int]()
        self.after[row.id] = (before | {row.version}, version)
