"""What a person does to tickets: one value for each deed, and what comes of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tickets.desk.rows import Envelope, Row
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose

if TYPE_CHECKING:
    from tui.backend import Backend


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What came of a deed."""

    tickets: int = 1
    """To how many it was done: near copies stand behind one row."""
    left: tuple[str, ...] = ()
    """Why others stay as they are, as sentences."""
    what: str = ""
    """What was undone, as a clause."""


def together(effects: Sequence[Effect]) -> Effect:
    """What came of several of them."""
    return Effect(
        tickets=sum(each.tickets for each in effects),
        left=tuple(sentence for each in effects for sentence in each.left),
        what=next((each.what for each in effects if each.what), ""),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that is done to each of some tickets."""

    rows: tuple[Row, ...]
    run: Callable[["Backend", Row], Effect | None]
    """Does it to one row, and to what stands behind it; in a thread. None: to one ticket."""
    told: Callable[[Effect], str]
    """What to say when it worked, in a whole sentence."""
    undoable: bool = False
    """Whether `u` may take it back."""
    leaves: bool = False
    """The tickets leave the list that is on screen."""
    cursor: int | None = None
    """The ticket to go to afterwards; None: the cursor stays where it is."""
    action: str = ""
    """By which action of the table it was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Envelope):
    """A reply as it stands in the composer: a text, and what it is to be besides."""

    ticket_id: int
    text: str
    version: int | None = None
    """Of the ticket as the writer saw it."""
    seen: int | None = None
    """The last event of the ticket that the writer has been shown; None until the ticket has been read."""

    @property
    def envelope(self) -> Envelope:
        """What the store keeps of it besides its text."""
        return Envelope(**{each.name: getattr(self, each.name) for each in fields(Envelope)})


def in_envelope(draft: Draft, envelope: Envelope) -> Draft:
    """The draft as it was begun; what its writer has chosen anew stays."""
    purpose = envelope.purpose if draft.purpose is Purpose.ANSWER else draft.purpose
    promise = draft.promise or envelope.promise
    return replace(
        draft,
        purpose=purpose,
        promise=promise if purpose is Purpose.INTERIM else None,
        visibility=draft.visibility or envelope.visibility,
        spoiler_text=envelope.spoiler_text if draft.spoiler_text is None else draft.spoiler_text,
        language=draft.language or envelope.language,
    )


def changed(draft: Draft, what: str, value: str) -> Draft:
    """The draft with another purpose, promise, visibility or language, by the desk's values. Raises ValueError."""
    match what:
        case "purpose":
            purpose = Purpose(value)
            promise = draft.promise if purpose is Purpose.INTERIM else None
            return replace(draft, purpose=purpose, promise=promise)
        case "promise":
            return replace(draft, promise=date.fromisoformat(value))
        case "visibility":
            return replace(draft, visibility=Visibility(value))
        case "language":
            return replace(draft, language=value)
    raise ValueError(what)


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer that the bridge was handed: to one person, or to each of those who wrote nearly the same."""

    row: Row
    """The ticket as it was answered."""
    reply_ids: tuple[int, ...]
    goes_at: datetime
    """From then on it is published; before, it can surely be called back."""


@dataclass(slots=True)
class Deeds:
    """What can be taken back, newest last."""

    done: list[Deed] = field(default_factory=list)

    def remember(self, deed: Deed, ticket_ids: tuple[int, ...]) -> None:
        """Keep it, for the tickets with which it worked."""
        rows = tuple(row for row in deed.rows if row.id in ticket_ids)
        if deed.undoable and rows:
            self.done.append(replace(deed, rows=rows))

    def is_last(self, ticket_id: int) -> bool:
        """Whether the newest deed was done to this ticket."""
        return bool(self.done) and any(row.id == ticket_id for row in self.done[-1].rows)

    def last(self) -> tuple[Row, ...]:
        """The rows of the newest deed, which is forgotten here; empty where there is none."""
        return self.done.pop().rows if self.done else ()


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
