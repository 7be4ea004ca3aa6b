"""Working days and hours: when an answer is due, and why.

"Two working days" is not "sixteen hours". A term in days does not count the day of arrival (§ 187 (1) BGB),
wherever in the day or the week it falls, and is due at the end of service of its last day. A term in hours
counts every hour of service from the arrival on. Both are reckoned at the office and given in UTC.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Self

from tickets.errors import TicketsError
from tickets.i18n import _
from tickets.rules.calendar import Calendar, Day, Standing, utc
from tickets.rules.dates import day_word
from tickets.rules.hours import Misconfigured, Span, parse_hours, parse_spans

__all__ = (
    "Calendar",
    "Explanation",
    "Misconfigured",
    "NoWorkingDay",
    "Span",
    "Step",
    "Term",
    "add_working_time",
    "deadline",
    "end_of_service",
    "explain",
    "next_service",
    "parse_hours",
    "parse_spans",
    "warn_moment",
    "working_time",
)

_TERM = re.compile(r"(?:([0-9]{1,3})\s*d|([0-9]{1,4}(?:\.[0-9]{1,2})?)\s*h)")
_HOUR = timedelta(hours=1)
_ZERO = timedelta()
_SATURDAY = 5
# Days without service after which the search for the next one ends: ten years.
_HORIZON = 3653


class NoWorkingDay(TicketsError):
    """A calendar has no service for ten years on, so nothing is ever due."""

    def __init__(self, calendar: Calendar, after: datetime) -> None:
        super().__init__(
            _("The calendar “{name}” knows no working day in the ten years after {date}").format(
                name=calendar.name, date=day_word(calendar.date_of(after))
            ),
            _("Look at its hours and closed days in the settings"),
        )


@dataclass(frozen=True, slots=True)
class Term:
    """How long something may take: whole working days, or working hours; one of both, more than none.

    Raises Misconfigured.
    """

    days: int | None = None
    hours: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.days is None) == (self.hours is None) or (self.days or self.hours or 0) <= 0:
            raise _no_term(str(self))

    @classmethod
    def parse(cls, text: str) -> Self:
        """The term written as "2d", "16h" or "1.5h"; up to 999 days or 9999.99 hours.

        Raises Misconfigured.
        """
        match = _TERM.fullmatch(text.strip().lower())
        if match is None:
            raise _no_term(text)
        days, hours = match.groups()
        return cls(days=int(days)) if days else cls(hours=Decimal(hours))

    def __str__(self) -> str:
        return f"{self.days}d" if self.hours is None else f"{self.hours.normalize():f}h"


@dataclass(frozen=True, slots=True)
class Step:
    """One day at the office on the way to a deadline; whether it counted, and why."""

    date: date
    counted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A deadline (aware UTC), and every day from the arrival to it."""

    due_at: datetime
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Passed:
    """A day on the way to a deadline, and what of the term it took."""

    date: date
    day: Day
    number: int = 0  # of the working days so far; 0 where this one is not counted
    worked: timedelta = _ZERO


_Way = tuple[datetime, list[_Passed]]
"""The end of a way, and the days from its start to it."""


def deadline(received_at: datetime, term: Term, calendar: Calendar) -> datetime:
    """When an answer to what arrived at `received_at` is due. Both aware, the result in UTC.

    Raises NoWorkingDay.
    """
    return _way(received_at, term, calendar)[0]


def explain(received_at: datetime, term: Term, calendar: Calendar, *, language: str) -> Explanation:
    """The same deadline, with what each day did for it.

    language: of the holidays' names ("de", "en"); all other words are in the language in use (`i18n`).
    Raises NoWorkingDay.
    """
    due_at, passed = _way(received_at, term, calendar)
    reasons = _reasons_in_days(passed, term.days) if term.days else _reasons_in_hours(passed)
    steps = (
        Step(
            date=one.date,
            counted=one.number > 0 or one.worked > _ZERO,
            reason=reason or _closed_reason(one, calendar.holiday(one.date, language)),
        )
        for one, reason in zip(passed, reasons, strict=True)
    )
    return Explanation(due_at, tuple(steps))


def end_of_service(day: date, calendar: Calendar) -> datetime:
    """When service ends on this date at the office; aware UTC.

    Raises ValueError for a day without service: ask `Calendar.is_working` first.
    """
    service = calendar.service(day)
    if not service:
        raise ValueError(f"{day} is no working day")
    return service[-1][1]


def next_service(moment: datetime, calendar: Calendar) -> datetime:
    """The moment itself while the office serves, else when it serves next; aware UTC.

    Raises NoWorkingDay.
    """
    for date_, _day in _days_from(moment, calendar):
        for opens, closes in calendar.service(date_):
            if utc(moment) < closes:
                return max(opens, utc(moment))
    raise NoWorkingDay(calendar, moment)


def working_time(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """The time of service between two instants (aware); none where the end is not after the start."""
    start, end = utc(start), utc(end)
    first, last = calendar.date_of(start).toordinal(), calendar.date_of(end).toordinal()
    return sum(
        (
            max(min(closes, end) - max(opens, start), _ZERO)
            for day in range(first, last + 1)
            for opens, closes in calendar.service(date.fromordinal(day))
        ),
        _ZERO,
    )


def add_working_time(start: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    """The first instant (UTC) at which `amount` of service has passed since `start` (aware).

    Raises NoWorkingDay.
    """
    return _way_in_hours(start, amount, calendar)[0] if amount > _ZERO else utc(start)


def warn_moment(started_at: datetime, due_at: datetime, share: float, calendar: Calendar) -> datetime:
    """When `share` (0..1) of the working time between start and deadline has passed; UTC.

    The deadline itself where there is no working time between them.
    Raises ValueError for any other share.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is no share of a time")
    total = working_time(started_at, due_at, calendar)
    return add_working_time(started_at, total * share, calendar) if total else utc(due_at)


def _way(start: datetime, term: Term, calendar: Calendar) -> _Way:
    if term.days is not None:
        return _way_in_days(start, term.days, calendar)
    return _way_in_hours(start, _HOUR * float(term.hours or 0), calendar)


def _way_in_days(start: datetime, days: int, calendar: Calendar) -> _Way:
    passed: list[_Passed] = []
    number = 0
    for date_, day in _days_from(start, calendar):
        counts = bool(passed and day.spans)  # the first is the day of arrival
        number += counts
        passed.append(_Passed(date_, day, number=number if counts else 0))
        if number == days:
            return end_of_service(date_, calendar), passed
    raise NoWorkingDay(calendar, start)


def _way_in_hours(start: datetime, amount: timedelta, calendar: Calendar) -> _Way:
    passed: list[_Passed] = []
    left = amount
    for date_, day in _days_from(start, calendar):
        before = left
        for opens, closes in calendar.service(date_):
            begin = max(opens, utc(start))
            taken = min(max(closes - begin, _ZERO), left)
            left -= taken
            if not left:
                return begin + taken, [*passed, _Passed(date_, day, worked=before)]
        passed.append(_Passed(date_, day, worked=before - left))
    raise NoWorkingDay(calendar, start)


def _days_from(start: datetime, calendar: Calendar) -> Iterator[tuple[date, Day]]:
    """Every day from the date of `start` on; ends when there was no service for the length of the horizon."""
    date_, idle = calendar.date_of(start), 0
    while idle <= _HORIZON and date_ < date.max:
        day = calendar.on(date_)
        idle = 0 if day.spans else idle + 1
        yield date_, day
        date_ += timedelta(days=1)


def _reasons_in_days(passed: list[_Passed], total: int) -> Iterator[str]:
    """Why each day counted, or does not as the day of arrival; "" where the calendar has the reason."""
    yield _("Day of arrival, not counted")
    for one in passed[1:]:
        words = _("Working day {number} of {total}").format(number=one.number, total=total)
        yield _with_note(words, one.day) if one.number else ""


def _reasons_in_hours(passed: list[_Passed]) -> Iterator[str]:
    """How much of each day counted; "" where the calendar has the reason."""
    total, so_far = sum((one.worked for one in passed), _ZERO), _ZERO
    for one in passed:
        so_far += one.worked
        words = _("{counted} hours counted, {so_far} of {total}").format(
            counted=_clock(one.worked), so_far=_clock(so_far), total=_clock(total)
        )
        yield _with_note(words, one.day) if one.worked else ""


def _with_note(words: str, day: Day) -> str:
    notes = {Standing.SHORT: _("short day"), Standing.OPENED: _("opened by exception")}
    return f"{words}; {notes[day.standing]}" if day.standing in notes else words


def _closed_reason(one: _Passed, holiday: str | None) -> str:
    match one.day.standing:
        case Standing.HOLIDAY:
            return _("Holiday: {name}").format(name=holiday)
        case Standing.CLOSED:
            return _("Closed")
        case Standing.NO_SERVICE:
            return _("Weekend") if one.date.weekday() >= _SATURDAY else _("No service on this weekday")
        case _:
            return _("No service left on this day")


def _clock(amount: timedelta) -> str:
    """Hours and minutes, as 7:30."""
    hours, rest = divmod(amount, _HOUR)
    return f"{hours}:{rest // timedelta(minutes=1):02}"


def _no_term(text: str) -> Misconfigured:
    return Misconfigured(
        _("“{text}” is no term").format(text=text),
        _("Write working days as 2d, or working hours as 16h or 1.5h"),
    )
