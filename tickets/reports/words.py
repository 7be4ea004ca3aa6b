"""The words of a report, in the reader's language; whichever way it is printed."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tickets.i18n import _
from tickets.reports.figures import Breach, Ending, Figures, Report, Standing, Times, WeekGroup
from tickets.reports.period import Period
from tickets.reports.reading import OnDuty
from tickets.reports.spent import Stage
from tickets.rules.dates import day_word
from tickets.rules.delay import NOTEWORTHY, length_word
from tickets.rules.duty import Week

NOTHING = "–"
"""Where there is no figure to give."""

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_LONG = timedelta(days=1)


def hours(amount: timedelta) -> str:
    """A length of time as people read it: `7:30 h`, to the nearest minute."""
    minutes = round(amount / _MINUTE)
    return _("{hours}:{minutes:02} h").format(hours=minutes // 60, minutes=minutes % 60)


def real(amount: timedelta) -> str:
    """A length of time by the clock on the wall: long ones in days and hours."""
    if amount < _LONG:
        return hours(amount)
    whole = round(amount / _HOUR)
    return _("{days} d {hours} h").format(days=whole // 24, hours=whole % 24)


def percent(share: int | None) -> str:
    """A share in percent."""
    return NOTHING if share is None else _("{number} %").format(number=share)


def fraction(share: float | None) -> str:
    """A share from 0 to 1, in percent."""
    return NOTHING if share is None else percent(round(100 * share))


def interval(bounds: tuple[float, float] | None) -> str:
    """What a share lies between, in whole percent, rounded outwards: it promises no more than is known."""
    if bounds is None:
        return NOTHING
    low, high = bounds
    return _("{low} to {high} %").format(low=math.floor(100 * low), high=math.ceil(100 * high))


def signed(count: int) -> str:
    """A number; below 0 with a minus that is as wide as a digit."""
    return str(count).replace("-", "−")


def week_word(week: Week) -> str:
    """A week, in full."""
    return _("Week {number}/{year}").format(number=week.number, year=week.year)


def short_week(week: Week) -> str:
    """A week where there is little room."""
    return _("W{number}").format(number=week.number)


def week_name(group: WeekGroup) -> str:
    """A week, and whether it is over."""
    name = week_word(group.week)
    return name if group.is_over else _("{week}, so far").format(week=name)


def period_word(period: Period) -> str:
    """The days of a report."""
    first, last = day_word(period.first), day_word(period.last)
    if period.first == period.last:
        return first
    days = _("{first} to {last}").format(first=first, last=last)
    week = Week.of(period.first)
    whole = (week.first_day, week.last_day) == (period.first, period.last)
    return f"{week_word(week)}, {days}" if whole else days


def week_on_duty(group: WeekGroup) -> str:
    """A week, and who was on duty."""
    return week_name(group) if group.duty is None else f"{week_name(group)}: {duty_word(group.duty)}"


def duty_word(duty: OnDuty) -> str:
    """Who was on duty."""
    if duty.deputy is None:
        return duty.login
    return _("{login}, deputy {deputy}").format(login=duty.login, deputy=duty.deputy)


def department_word(report: Report, key: str | None) -> str:
    """A department's name; words of their own where none was asked."""
    return _("no department asked") if key is None else report.names.get(key, key)


def stage_word(stage: Stage) -> str:
    """What the ticket waited for."""
    return {
        Stage.OUTAGE: _("our outage"),
        Stage.UNREAD: _("unread"),
        Stage.WRITING: _("being written"),
        Stage.DEPARTMENT: _("with the department"),
        Stage.PUBLISHING: _("waiting to be published"),
        Stage.ASIDE: _("put aside"),
    }[stage]


def ending_word(ending: Ending) -> str:
    """How a broken promise ended."""
    return {
        Ending.OPEN: _("still open"),
        Ending.ANSWERED: _("answered"),
        Ending.INTERIM: _("interim status"),
        Ending.IGNORED: _("ignored"),
        Ending.CLOSED: _("closed"),
        Ending.WAITING: _("waiting for the citizen"),
    }[ending]


def parts_words(breach: Breach) -> str:
    """Where the time of a broken promise went, the longest part first; what took less than a minute is left out."""
    stages = sorted(breach.parts, key=lambda stage: -breach.parts[stage])
    told = [stage for stage in stages if breach.parts[stage] >= _MINUTE]
    if len(told) == 1:
        parts = stage_word(told[0])
    else:
        parts = ", ".join(f"{stage_word(each)} {hours(breach.parts[each])}" for each in told) or NOTHING
    return _("{whole}: {parts}").format(whole=hours(breach.whole), parts=parts)


def transit_words(breach: Breach) -> str:
    """How late the question reached us; "" where it did in time."""
    if breach.transit <= NOTEWORTHY:
        return ""
    return _("reached us {length} after it was written").format(length=length_word(breach.transit))


def share(part: timedelta, whole: timedelta) -> str:
    """A part of a time, in percent."""
    if not whole:
        return NOTHING
    number = round(100 * (part / whole))
    return _("under 1 %") if part and not number else percent(number)


def standing_word(standing: Standing) -> str:
    """How near the deadline is."""
    return {Standing.OVERDUE: _("too late"), Standing.AT_RISK: _("at risk")}[standing]


@dataclass(frozen=True, slots=True)
class Column:
    """A figure of every group: what it is called, and how its value reads."""

    key: str
    name: str
    read: Callable[[Figures], str]


def columns() -> tuple[Column, ...]:
    """The figures that are shown of every group, in their order."""
    return (
        Column("received", _("Received"), lambda figures: str(figures.received)),
        Column("answered", _("Answered"), lambda figures: str(figures.answered)),
        Column("ignored", _("Ignored"), lambda figures: str(figures.ignored)),
        Column("interim", _("Interim statuses"), lambda figures: str(figures.interim)),
        Column("kept", _("Kept"), lambda figures: str(figures.kept)),
        Column("breached", _("Broken"), lambda figures: str(figures.breached)),
        Column("kept_percent", _("Share kept"), lambda figures: percent(figures.kept_percent)),
        Column("median", _("Median to the answer"), lambda figures: working(figures.working_time, "median")),
        Column(
            "ninetieth",
            _("9 of 10 answers within"),
            lambda figures: working(figures.working_time, "ninetieth"),
        ),
        Column("open", _("Open at the end"), lambda figures: str(figures.open_after)),
    )


def elapsed(times: Times | None, which: str) -> str:
    """The median or the 90th percentile in real time."""
    if times is None:
        return NOTHING
    return real(times.median if which == "median" else times.ninetieth)


def working(times: Times | None, which: str) -> str:
    """The median or the 90th percentile in working time."""
    if times is None:
        return NOTHING
    return hours(times.median if which == "median" else times.ninetieth)
