"""From enquiries to a report: each is looked at once and let go, so that a large store fits into memory."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import TypeVar

from tickets.desk.enquiry import End
from tickets.reports.enquiry import Asked, Enquiry
from tickets.reports.figures import (
    Breach,
    DepartmentTerm,
    Ending,
    Group,
    Open,
    Report,
    Standing,
    Tally,
    Times,
    WeekGroup,
)
from tickets.reports.period import Period
from tickets.reports.reading import OnDuty
from tickets.reports.spent import Stage
from tickets.rules.calendar import Calendar
from tickets.rules.delay import NOTEWORTHY
from tickets.rules.duty import Week
from tickets.rules.sla import Cycle, Outcome, at_risk
from tickets.rules.states import Kind
from tickets.rules.worktime import working_time

Key = TypeVar("Key", bound=str | None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a report is about, and by whose hours it is reckoned."""

    period: Period
    now: datetime
    account: str | None
    department: str | None
    names: Mapping[str, str]
    """The departments' names by their keys."""
    accounts: Mapping[int, str]
    """Our accounts' names by their ids."""
    calendar: Callable[[str], Calendar]
    """Of an account, by its name."""
    warn_at: float
    duties: Mapping[Week, OnDuty]

    @property
    def trend(self) -> Period:
        """The whole weeks that the trend shows."""
        return self.period.trend(self.now.astimezone(self.period.zone).date())


class Reckoning:
    """A report in the making."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._trend_period = frame.trend
        self._total = Tally()
        self._accounts: dict[str, Tally] = defaultdict(Tally)
        self._departments: dict[str | None, Tally] = defaultdict(Tally)
        self._kinds: dict[Kind, Tally] = defaultdict(Tally)
        self._weeks: dict[Week, Tally] = defaultdict(Tally)
        self._trend: dict[Week, Tally] = defaultdict(Tally)
        self._before_trend = 0
        self._terms: dict[str, _Terms] = defaultdict(_Terms)
        self._breaches: list[Breach] = []
        self._open_now = 0
        self._pressing: list[Open] = []

    def take(self, enquiry: Enquiry) -> None:
        """Count an enquiry, unless it is of another department than the report."""
        frame = self._frame
        if frame.department not in (None, enquiry.department):
            return
        account = frame.accounts[enquiry.account_id]
        mine = (
            self._total,
            self._accounts[account],
            self._departments[enquiry.department],
            self._kinds[enquiry.kind],
        )
        if enquiry.is_open(frame.period.start):
            for tally in mine:
                tally.open_before += 1
        self._before_trend += enquiry.is_open(self._trend_period.start)
        for fact, at in enquiry.facts(frame.now):
            for tally in self._tallies(mine, at):
                tally.counts[fact] += 1
        if enquiry.transit > NOTEWORTHY:
            for tally in self._tallies(mine, enquiry.started_at):
                tally.transit.append(enquiry.transit)
        self._time(enquiry, account, mine)
        self._look_at(enquiry, account)

    def _tallies(self, mine: Iterable[Tally], at: datetime) -> Iterable[Tally]:
        """Where something of this instant counts."""
        period = self._frame.period
        if at in period:
            yield from mine
            yield self._weeks[period.week_of(at)]
        if at in self._trend_period:
            yield self._trend[period.week_of(at)]

    def _time(self, enquiry: Enquiry, account: str, mine: Iterable[Tally]) -> None:
        """Keep how long the answer took."""
        real, ended_at = enquiry.real_time, enquiry.ended_at
        if real is None or ended_at is None:
            return
        tallies = list(self._tallies(mine, ended_at))
        if not tallies:
            return
        worked = working_time(enquiry.started_at, ended_at, self._frame.calendar(account))
        for tally in tallies:
            tally.working.append(worked)
            tally.real.append(real)

    def _look_at(self, enquiry: Enquiry, account: str) -> None:
        """Keep what has to be told of this very enquiry: broken promises, and a deadline that is near."""
        frame = self._frame
        for cycle in enquiry.promises:
            if cycle.breached(frame.now) and cycle.due_at in frame.period:
                self._breaches.append(self._breach(enquiry, cycle, account))
        last = enquiry.promises[-1]
        if enquiry.end is not End.OPEN:
            return
        self._open_now += 1
        if last.breached(frame.now):
            self._press(enquiry, account, Standing.OVERDUE)
        elif at_risk(last, frame.now, frame.warn_at, frame.calendar(account)):
            self._press(enquiry, account, Standing.AT_RISK)

    def _breach(self, enquiry: Enquiry, cycle: Cycle, account: str) -> Breach:
        frame, calendar = self._frame, self._frame.calendar(account)
        until = cycle.ended_at or frame.now
        return Breach(
            ticket_id=enquiry.ticket_id,
            account=account,
            department=enquiry.department,
            kind=enquiry.kind,
            promise=cycle.promise,
            started_at=cycle.started_at,
            due_at=cycle.due_at,
            ended_at=cycle.ended_at,
            ending=Ending(enquiry.end.value) if cycle is enquiry.promises[-1] else Ending.INTERIM,
            duty=frame.duties.get(frame.period.week_of(cycle.due_at)),
            late=until - cycle.due_at,
            whole=working_time(cycle.started_at, until, calendar),
            parts=enquiry.course.parts(cycle, until, calendar),
            transit=enquiry.transit,
        )

    def _press(self, enquiry: Enquiry, account: str, standing: Standing) -> None:
        last = enquiry.promises[-1]
        self._pressing.append(
            Open(
                ticket_id=enquiry.ticket_id,
                account=account,
                department=enquiry.department,
                kind=enquiry.kind,
                promise=last.promise,
                due_at=last.due_at,
                standing=standing,
                stage=enquiry.course.now.stage,
            )
        )

    def take_term(self, asked: Asked, account_id: int) -> None:
        """Count that a department was asked, and whether its proposal came in time."""
        frame, cycle = self._frame, asked.cycle
        if frame.department not in (None, asked.department):
            return
        terms = self._terms[asked.department]
        terms.asked += cycle.started_at in frame.period
        if cycle.breached(frame.now):
            terms.breached += cycle.due_at in frame.period
        if cycle.outcome is Outcome.MET and cycle.ended_at is not None and cycle.ended_at in frame.period:
            terms.kept += not cycle.breached(frame.now)
            calendar = frame.calendar(frame.accounts[account_id])
            terms.working.append(working_time(cycle.started_at, cycle.ended_at, calendar))

    def report(self) -> Report:
        """What was counted so far."""
        frame = self._frame
        return Report(
            period=frame.period,
            made_at=frame.now,
            account=frame.account,
            department=frame.department,
            names=frame.names,
            total=self._total.figures(),
            accounts=_groups(self._accounts, sorted(self._accounts)),
            departments=_groups(self._departments, sorted(self._departments, key=self._by_name)),
            kinds=_groups(self._kinds, [kind for kind in Kind if kind in self._kinds]),
            weeks=self._week_groups(frame.period, self._weeks, self._total.open_before),
            trend=self._week_groups(self._trend_period, self._trend, self._before_trend),
            terms=tuple(self._terms[key].figures(key) for key in sorted(self._terms, key=self._by_name)),
            breaches=tuple(sorted(self._breaches, key=attrgetter("due_at", "ticket_id"))),
            spent=self._spent(),
            open_now=self._open_now,
            pressing=tuple(sorted(self._pressing, key=attrgetter("due_at", "ticket_id"))),
        )

    def _by_name(self, key: str | None) -> tuple[bool, str]:
        """Departments by their names; what nobody was asked about comes last."""
        return key is None, self._frame.names.get(key or "", key or "").casefold()

    def _week_groups(
        self, period: Period, tallies: Mapping[Week, Tally], open_before: int
    ) -> tuple[WeekGroup, ...]:
        """The weeks of the period that have begun, from the first in which there was anything at all."""
        frame = self._frame
        today = frame.now.astimezone(period.zone).date()
        groups: list[WeekGroup] = []
        for week in period.weeks():
            if week.first_day > today or not (groups or open_before or week in tallies):
                continue
            figures = tallies.get(week, Tally()).figures(open_before)
            open_before = figures.open_after
            is_over = min(week.last_day, period.last) < today
            groups.append(WeekGroup(week=week, duty=frame.duties.get(week), is_over=is_over, figures=figures))
        return tuple(groups)

    def _spent(self) -> Mapping[Stage, timedelta]:
        return {
            stage: sum((breach.parts[stage] for breach in self._breaches), timedelta()) for stage in Stage
        }


class _Terms:
    """A department's term in the making."""

    def __init__(self) -> None:
        self.asked = self.kept = self.breached = 0
        self.working: list[timedelta] = []

    def figures(self, key: str) -> DepartmentTerm:
        return DepartmentTerm(
            key=key,
            asked=self.asked,
            kept=self.kept,
            breached=self.breached,
            working_time=Times.of(self.working),
        )


def _groups(tallies: Mapping[Key, Tally], order: Iterable[Key]) -> tuple[Group, ...]:
    figures = ((key, tallies[key].figures()) for key in order)
    return tuple(Group(key, each) for key, each in figures if not each.is_empty)
