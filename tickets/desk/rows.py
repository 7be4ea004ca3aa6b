"""What screens and commands are shown: frozen values, detached from the store. Nothing slow to import."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from tickets.desk.presence_rows import PresenceView
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose, ReplyState
from tickets.rules.states import Kind, Queue, State, Zone

if TYPE_CHECKING:
    # The clocks bring the calendars with them, and the first picture of the terminal needs neither.
    from tickets.rules.sla import Cycle


class Row(NamedTuple):
    """One ticket in a list: the command line's contract, and what the screens need besides.

    A tuple, because a list is fetched at every key that is pressed and these are made straight from its columns.
    """

    id: int
    account: str
    person: str
    queue: Queue
    state: State
    kind: Kind
    priority: int
    department: str | None
    """Key of the department asked, or of the one that triage suggests."""
    assignee: str | None
    visibility: Visibility
    language: str | None
    received_at: datetime
    due_at: datetime | None
    breached: bool
    """A deadline of this ticket is or was broken."""
    at_risk: bool
    """The deadline is near, and not yet broken."""
    zone: Zone
    excerpt: str
    rank: int
    version: int
    copies: int = 0
    """How many near copies stand behind this row; 0 for those that stand there themselves."""
    of_department: bool = False
    """What is due is a department's proposal; the answer to the citizen is due later."""
    reply: ReplyState | None = None
    """A person has to look after a reply: it is uncertain, or it failed and the ticket is not done."""

    def is_late(self, now: datetime) -> bool:
        """Whether what is owed now should have been there."""
        return self.due_at is not None and self.due_at < now

    @property
    def suggestion(self) -> str | None:
        """What triage would do, as long as nobody has decided: `ignore`, `forward`, or None."""
        if self.state not in (State.NEW, State.OPEN):
            return None
        if self.zone is not Zone.NORMAL:
            return "ignore"
        return "forward" if self.department else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which tickets, in which part of the list. None: whichever."""

    queue: Queue | None = None
    breached: bool = False
    """A deadline is or was broken, of what is answered too."""
    overdue: bool = False
    """What is owed now should have been there."""
    search: str = ""
    account: str | None = None
    assignee: str | None = None
    unassigned: bool = False
    department: str | None = None
    kind: Kind | None = None
    language: str | None = None
    """ISO 639 code, as the posts name it."""
    reply: ReplyState | None = None
    """A reply came to this, and a person has to look after it: as `Row.reply` says."""
    person: str | None = None
    """The citizen's handle, whole, in lower case."""
    person_begins: str | None = None
    """How the handle begins, in lower case."""
    received_from: datetime | None = None
    """From here on it was received."""
    received_before: datetime | None = None
    due_before: datetime | None = None
    """A clock runs, and its deadline is earlier."""
    copies_of: int | None = None
    """The number of a ticket: it and its near copies, those that stand behind a row among them."""
    newest: bool = False
    """Newest first, and each near copy for itself, as all that is looked for by words comes."""
    limit: int = 50
    after: tuple[int, int] | None = None
    """(rank, id) of the last row of the page before."""

    @property
    def found(self) -> bool:
        """Whether the list holds what was looked for, newest first, rather than what there is to do."""
        return self.newest or bool(self.search.strip() or self.person_begins)


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list, best first. `more`: whether there is another part after it."""

    rows: tuple[Row, ...]
    more: bool

    @property
    def next(self) -> tuple[int, int] | None:
        """What `Query.after` takes for the next part; None at the end."""
        return (self.rows[-1].rank, self.rows[-1].id) if self.more else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """One post of the conversation."""

    direction: str
    remote_id: str
    author: str
    """Handle of the citizen, or of our account."""
    text: str
    spoiler_text: str
    visibility: Visibility
    language: str | None
    url: str | None
    attachments: tuple[dict[str, str], ...]
    via: str
    created_at: datetime
    received_at: datetime
    stored_at: datetime
    """Found by us; see `rules.delay`."""
    edited_at: datetime | None
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class EventView:
    """One line of the history."""

    at: datetime
    actor: str
    what: str
    detail: dict[str, Any]
    id: int = 0
    undone: bool = False
    """Somebody has undone it since: it is struck, and counts no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyView:
    """A reply, wherever it is on its way."""

    id: int
    purpose: Purpose
    state: ReplyState
    text: str
    visibility: Visibility
    author: str
    created_at: datetime
    sent_at: datetime | None
    next_attempt_at: datetime
    seconds_left: float | None
    """For so long it can surely be called back; None where it is out of our hands, or came to an end."""
    attempts: int
    part: int
    parts: int
    """Of how many posts it is which; 1 of 1 where it is not part of a thread."""
    promise_at: datetime | None
    remote_id: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardView:
    """A question that was handed to a department."""

    department: str
    author: str
    note: str
    created_at: datetime
    due_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """An answer that a department proposes."""

    id: int
    department: str | None
    author: str
    text: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """What to know of the citizen."""

    handle: str
    display_name: str
    url: str
    bot: bool
    known_since: datetime | None
    first_seen_at: datetime
    tickets: int
    ignored: int
    answered: int


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Why triage says what it says, or why the ticket stands where it stands."""

    about: str
    """`priority`, the kind it speaks for, or `department:` and the key of the department."""
    name: str
    detail: str
    """What shows it: a piece of the post; "" where the name says it all."""
    weight: float
    """Below 0 it speaks against it."""
    words: str
    """What it says, in the reader's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesView:
    """Tickets whose posts say nearly the same, and what was decided for those to come."""

    total: int
    """How many others there are, in whichever queue."""
    tickets: tuple[int, ...]
    """Their numbers; of very many the first."""
    ignored: bool | None
    """Whether they are ignored (True) or read (False); None: nobody decided."""
    kind: Kind | None
    """What somebody labelled one of them."""
    department: str | None
    """Key of the department that somebody asked for one of them."""
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What a reply that was begun is to be, besides its text: it must not go to more people than was meant."""

    purpose: Purpose = Purpose.ANSWER
    promise: date | None = None
    """For an interim status: the local day that it promises; None takes the term of the settings."""
    visibility: Visibility | None = None
    """None: as narrow as the question."""
    spoiler_text: str | None = None
    """None: the citizen's own content warning."""
    language: str | None = None
    """Of the text, by its code; None: the citizen's."""
    template: str = ""
    """The name of the text that lay ready, as long as nobody has changed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketView:
    """All there is to know of one ticket."""

    row: Row
    person: PersonView
    messages: tuple[MessageView, ...]
    events: tuple[EventView, ...]
    replies: tuple[ReplyView, ...]
    forwards: tuple[ForwardView, ...]
    proposals: tuple[ProposalView, ...]
    clock: "tuple[Cycle, ...]"
    reasons: tuple[ReasonView, ...]
    snoozed_until: datetime | None
    draft: str
    """What this reader typed and has not sent."""
    envelope: Envelope = Envelope()
    """Of that draft."""
    near_copies: CopiesView | None = None
    """None where no other post says nearly the same."""
    seen: int = 0
    """The number of the last event it shows: `desk.meanwhile` tells what came after."""
    present: tuple[PresenceView, ...] = ()
    """Who else has it open."""
