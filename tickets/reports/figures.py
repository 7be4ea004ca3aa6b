"""The figures of a report: what they are, and how they are counted up. Nothing is read and nothing written here."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from tickets.desk.enquiry import End, Fact
from tickets.reports.period import Period
from tickets.reports.reading import OnDuty
from tickets.reports.sampling import SecondLooks
from tickets.reports.spent import Stage
from tickets.rules.duty import Week
from tickets.rules.sla import Promise
from tickets.rules.states import Kind


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took: of `count` times the median, and the time within which nine of ten lay."""

    count: int
    median: timedelta
    ninetieth: timedelta

    @classmethod
    def of(cls, times: Sequence[timedelta]) -> Self | None:
        """None of no times.

        The median of an even number is the mean of the two in the middle; the 90th percentile is the nearest
        rank, a time that really was taken.
        """
        if not times:
            return None
        ordered = sorted(times)
        count = len(ordered)
        median = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
        return cls(count, median, ordered[math.ceil(count * 9 / 10) - 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What happened in a period. Each thing counts once, when it happened: weeks add up to their month.

    open_before + received + reopened = answered + ignored + closed + waiting + open_after
    """

    open_before: int
    """Enquiries that were open when the period began."""
    received: int
    """Questions that reached our server."""
    reopened: int
    """Enquiries that we began ourselves: tickets taken up again."""
    answered: int
    """Enquiries that ended with an answer, or a question back, published."""
    ignored: int
    closed: int
    """Ended without an answer."""
    waiting: int
    """Ended because we wait for the citizen."""
    open_after: int
    """Enquiries that were open when the period ended, or are open today."""
    interim: int
    """Interim statuses published."""
    kept: int
    """Promises met in time: an answer, or word by a promised date."""
    breached: int
    """Promises whose deadline passed before they were met."""
    working_time: Times | None
    """From question to answer, in hours of service; of the questions answered in the period."""
    real_time: Times | None
    """The same by the clock on the wall."""
    transit_time: Times | None
    """From writing to receipt by our server, of the questions that took more than `rules.delay.NOTEWORTHY`."""

    @property
    def decided(self) -> int:
        """Promises of which it is known whether they were kept."""
        return self.kept + self.breached

    @property
    def kept_percent(self) -> int | None:
        """Share of the promises kept, rounded down: a hundred is all. None where none was decided."""
        return 100 * self.kept // self.decided if self.decided else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened and nothing was open."""
        return not any((self.open_before, self.received, self.reopened, self.decided, self.interim))


@dataclass(slots=True)
class Tally:
    """Figures in the making."""

    open_before: int = 0
    counts: Counter[Fact] = field(default_factory=Counter)
    working: list[timedelta] = field(default_factory=list)
    real: list[timedelta] = field(default_factory=list)
    transit: list[timedelta] = field(default_factory=list)

    def figures(self, open_before: int | None = None) -> Figures:
        """What was counted; `open_before` where that follows from what was counted before."""
        counts = self.counts
        before = self.open_before if open_before is None else open_before
        begun = counts[Fact.RECEIVED] + counts[Fact.REOPENED]
        ended = sum(counts[Fact(end.value)] for end in End if end is not End.OPEN)
        return Figures(
            open_before=before,
            received=counts[Fact.RECEIVED],
            reopened=counts[Fact.REOPENED],
            answered=counts[Fact.ANSWERED],
            ignored=counts[Fact.IGNORED],
            closed=counts[Fact.CLOSED],
            waiting=counts[Fact.WAITING],
            open_after=before + begun - ended,
            interim=counts[Fact.INTERIM],
            kept=counts[Fact.KEPT],
            breached=counts[Fact.BREACHED],
            working_time=Times.of(self.working),
            real_time=Times.of(self.real),
            transit_time=Times.of(self.transit),
        )


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one account, department or kind. `key` None: no department was asked."""

    key: str | None
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekGroup:
    """The figures of one week, or of the days of it that the period has."""

    week: Week
    duty: OnDuty | None
    """None where the roster names nobody."""
    is_over: bool
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentTerm:
    """How a department kept the term we gave it, in the period."""

    key: str
    asked: int
    kept: int
    """Proposals that came in time."""
    breached: int
    """Terms that passed without a proposal."""
    working_time: Times | None
    """From being asked to the proposal, in hours of service."""


class Ending(StrEnum):
    """How a broken promise ended at last."""

    OPEN = "open"  # it has not
    ANSWERED = "answered"
    INTERIM = "interim"  # an interim status promised another date
    IGNORED = "ignored"
    CLOSED = "closed"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A promise to a citizen that was broken, and where the time went."""

    ticket_id: int
    account: str
    department: str | None
    kind: Kind
    promise: Promise
    started_at: datetime
    due_at: datetime
    ended_at: datetime | None
    """None: it is still owed."""
    ending: Ending
    duty: OnDuty | None
    """Who was on duty when the deadline passed."""
    late: timedelta
    """From the deadline to the end, or to now, by the clock on the wall."""
    whole: timedelta
    """Working time from the start to the end, or to now."""
    parts: Mapping[Stage, timedelta]
    """The same, by stage; the parts add up to the whole."""
    transit: timedelta
    """How long the question was on its way to our server, before all this."""


class Standing(StrEnum):
    """How near an open enquiry is to its deadline, now."""

    OVERDUE = "overdue"
    AT_RISK = "at_risk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An open enquiry that is overdue or at risk, now."""

    ticket_id: int
    account: str
    department: str | None
    kind: Kind
    promise: Promise
    due_at: datetime
    standing: Standing
    stage: Stage
    """What it waits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a report says, whichever way it is printed."""

    period: Period
    made_at: datetime
    account: str | None
    """The one account that it is about; None: all."""
    department: str | None
    """The one department that it is about; None: all, and what no department was asked about."""
    names: Mapping[str, str]
    """The departments' names by their keys."""
    total: Figures
    accounts: tuple[Group, ...]
    departments: tuple[Group, ...]
    kinds: tuple[Group, ...]
    weeks: tuple[WeekGroup, ...]
    """The weeks of the period, by who was on duty."""
    trend: tuple[WeekGroup, ...]
    """Whole weeks, before the period too where it is short."""
    terms: tuple[DepartmentTerm, ...]
    breaches: tuple[Breach, ...]
    """In the order of their deadlines."""
    spent: Mapping[Stage, timedelta]
    """Where the time of all these breaches went."""
    open_now: int
    """Enquiries open now, whatever the period."""
    pressing: tuple[Open, ...]
    """Of those, the overdue ones and those at risk, the most urgent first."""
    second_look: SecondLooks | None = None
    """What was drawn of the automatically ignored. None for a single department: what is ignored has none."""

    @property
    def overdue_now(self) -> int:
        """Enquiries whose deadline has passed, now."""
        return sum(each.standing is Standing.OVERDUE for each in self.pressing)

    @property
    def at_risk_now(self) -> int:
        """Enquiries that are at risk, now."""
        return sum(each.standing is Standing.AT_RISK for each in self.pressing)
