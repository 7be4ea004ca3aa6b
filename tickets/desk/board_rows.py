"""What the team lead's board shows: frozen values, detached from the store. Nothing slow to import."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tickets.desk.duty_rows import WeekView
from tickets.rules.duty import Week
from tickets.rules.states import State


class Why(StrEnum):
    """What a ticket waits for, and why it is late where that is known."""

    FAILED = "failed"  # its reply failed
    UNCERTAIN = "uncertain"  # nobody knows whether its reply is out
    ON_ITS_WAY = "on_its_way"  # its reply waits to be published
    PROPOSED = "proposed"  # a department's proposal lies ready
    DEPARTMENT = "department"  # with a department
    ASIDE = "aside"  # somebody put it aside
    WAITING = "waiting"  # for the citizen
    FOUND_LATE = "found_late"  # the bridge found it long after our server had it
    UNTOUCHED = "untouched"  # nobody has taken it up
    IN_WORK = "in_work"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardTicket:
    """A ticket whose deadline has passed or is near."""

    id: int
    account: str
    person: str
    excerpt: str
    state: State
    assignee: str | None
    department: str | None
    """Key of the department that has it; None where none does."""
    received_at: datetime
    due_at: datetime
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """Tickets of one sort, the earliest deadline first. Of very many only the first are listed."""

    total: int
    tickets: tuple[BoardTicket, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one person has."""

    login: str | None
    """None: what nobody has."""
    on_duty: bool
    """Acts today."""
    open: int
    """In the inbox and with departments."""
    waiting: int
    """For the citizen, or put aside."""
    at_risk: int
    breached: int
    """Whose deadline has passed."""
    oldest: datetime | None
    """When the longest waiting of the open ones was received; None where none is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentLoad:
    """What one department has."""

    key: str
    name: str
    open: int
    """Questions without a proposal."""
    overdue: int
    """Of these: the term that we gave has passed."""
    oldest: datetime | None
    """When the longest waiting of them was asked; None where none is open."""
    proposed: int
    """Proposals that wait for us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverState:
    """How the latest change of duty stands."""

    week: Week
    """The week that began."""
    outgoing: str | None
    incoming: str
    made_at: datetime
    acknowledged_at: datetime | None
    """None: it waits to be acknowledged."""
    acknowledged_by: str | None
    tickets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """How things stand now."""

    made_at: datetime
    breached: Pressing
    at_risk: Pressing
    people: tuple[Load, ...]
    """Who is on duty first, nobody last."""
    departments: tuple[DepartmentLoad, ...]
    """In the order of the settings."""
    roster: tuple[WeekView, ...]
    """This week and those to come; empty where no roster is kept."""
    hand_over: HandOverState | None
    """None where none was made yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendWeek:
    """What happened in one week. Each thing counts when it happened, as in the reports."""

    week: Week
    received: int
    answered: int
    kept: int
    """Promises met in time."""
    breached: int
    """Promises whose deadline passed in this week before they were met, whatever became of them."""
    is_over: bool

    @property
    def kept_percent(self) -> int | None:
        """Share of the promises kept, rounded down: a hundred is all. None where none was decided."""
        decided = self.kept + self.breached
        return 100 * self.kept // decided if decided else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A promise that was broken this week or last week and is owed no longer: made good, not undone."""

    ticket: int
    account: str
    person: str
    excerpt: str
    assignee: str | None
    due_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How it came to this."""

    made_at: datetime
    weeks: tuple[TrendWeek, ...]
    """The oldest first, from the first in which there was anything."""
    broken: tuple[Broken, ...]
    """The latest deadline first. Of very many only the first."""
