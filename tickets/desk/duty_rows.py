"""What screens and commands are shown of roster and hand-over: frozen values, detached from the store."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tickets.rules.duty import Week
from tickets.rules.states import Queue, State


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceView:
    """Days on which somebody is away, both ends included."""

    login: str
    first_day: date
    last_day: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """Who is on duty in a week."""

    week: Week
    login: str | None
    """None is a hole: nobody is on duty."""
    deputy: str | None
    note: str
    absences: tuple[AbsenceView, ...]
    """Of these two, in this week."""
    uncovered: tuple[date, ...]
    """Days of service on which nobody acts."""
    is_current: bool
    """It is this week, at the office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChangeView:
    """One line of the roster's history."""

    at: datetime
    actor: str
    what: str
    subject: str
    """The week, or the login of whoever is away."""
    before: dict[str, str | None] | None
    after: dict[str, str | None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """Who is on duty now, and until when."""

    is_kept: bool
    """There is a roster at all; where there is none, nobody misses anybody."""
    login: str | None
    """Whose week it is; None is a hole."""
    acting: str | None
    """Who acts today: the deputy while the manager is away; None is nobody."""
    changes_on: date | None
    """The Monday from which on it is another one's turn; None where the roster does not say."""
    next_login: str | None
    """Whose turn it is then; None is a hole."""
    waiting: "HandOverView | None"
    """The brief that waits for whoever asks to be acknowledged."""


class Section(StrEnum):
    """Where a ticket stands in a brief."""

    OPEN = "open"
    PROMISED = "promised"  # an interim status promised a date
    WAITING = "waiting"  # for the citizen, or put aside


class Change(StrEnum):
    """What has become of a ticket since it was handed over."""

    NONE = "none"
    DONE = "done"  # answered, closed or ignored
    LATE = "late"  # its deadline has passed
    MOVED = "moved"  # it has another deadline, or none any longer
    GONE = "gone"  # nobody keeps it any longer


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """A ticket as it was when it was handed over; `person`, `excerpt`, `state_now` and `due_now` as they are now."""

    ticket: int
    section: Section
    account: str
    person: str
    """"" where the ticket is there no longer."""
    excerpt: str
    due_at: datetime | None
    """The earliest deadline; None while no clock runs."""
    until: datetime | None
    """For one put aside: when it comes back."""
    since: datetime | None
    """For one that waits for the citizen: since when."""
    due_this_week: bool
    breached: bool
    """A deadline of it is or was broken."""
    assignee: str | None
    """Whose it is since."""
    former: str | None
    """Whose it was before."""
    state_now: State | None
    """None where the ticket is there no longer."""
    due_now: datetime | None
    """The earliest deadline now; None while no clock runs."""

    @property
    def is_done(self) -> bool:
        """Nobody has to do anything about it any longer."""
        return self.state_now is not None and self.state_now.queue in (Queue.DONE, Queue.IGNORED)

    def change(self, made_at: datetime, now: datetime) -> Change:
        """Since it was handed over."""
        if self.state_now is None:
            return Change.GONE
        if self.is_done:
            return Change.DONE
        moved = self.due_now != self.due_at
        if self.due_now is not None and self.due_now < now and (moved or self.due_now >= made_at):
            return Change.LATE
        return Change.MOVED if moved else Change.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverView:
    """The brief at a change of duty."""

    week: Week
    """The week that begins."""
    outgoing: str | None
    """None where nobody was on duty before."""
    incoming: str
    made_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    lines: tuple[BriefLine, ...]
    """What is due first first."""

    def changes(self, now: datetime) -> dict[Change, int]:
        """How many of its tickets have changed since, and how."""
        return Counter(line.change(self.made_at, now) for line in self.lines)

    def section(self, section: Section) -> tuple[BriefLine, ...]:
        """The tickets of one section."""
        return tuple(line for line in self.lines if line.section is section)

    @property
    def due_this_week(self) -> tuple[BriefLine, ...]:
        """What falls due before the week ends."""
        return tuple(line for line in self.lines if line.due_this_week)

    @property
    def breached(self) -> tuple[BriefLine, ...]:
        """Whose promise is or was broken."""
        return tuple(line for line in self.lines if line.breached)


@dataclass(frozen=True, slots=True)
class Briefing:
    """A brief as it is read at the desk."""

    brief: HandOverView
    absences: tuple[AbsenceView, ...]
    """Who is away in its week."""
    waits: bool
    """Whoever reads it is asked to acknowledge it."""
