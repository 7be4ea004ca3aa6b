"""Service of German offices, reckoned apart from the program: tables of every day, looked up by bisection.

Of the program nothing is used here, nor `zoneinfo`: summer time is that of Directive 2000/84/EC, from 1 o'clock UTC on
the last Sunday of March to 1 o'clock UTC on the last Sunday of October. Instants are seconds since 1970.
"""

import calendar
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

import holidays

FIRST, LAST = date(2023, 12, 1), date(2028, 12, 31)
"""The days that are in the tables."""
HOUR = 3600
DAY = 24 * HOUR


@dataclass(frozen=True)
class Place:
    """An office: whose holidays it keeps, and its hours, Monday first, as "09:00-12:00, 13:00-17:00"."""

    subdivision: str
    hours: tuple[str, ...]
    categories: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    short: Mapping[str, str] = field(default_factory=dict)
    opened: Mapping[str, str] = field(default_factory=dict)


class Almanac:
    """Every day of one office."""

    def __init__(self, place: Place) -> None:
        self._free = holidays.country_holidays(
            "DE",
            subdiv=place.subdivision,
            categories=("public", *place.categories),
            years=range(FIRST.year, LAST.year + 1),
        )
        self._place = place
        self.days: list[date] = []
        """Those with service."""
        self.spans: list[tuple[int, int]] = []
        """Hours of service."""
        self._ends: list[int] = []
        for day in _every_day():
            spans = [*self._service(day)]
            if spans:
                self.days.append(day)
                self._ends.append(spans[-1][1])
                self.spans += spans
        self._opens = [opens for opens, _closes in self.spans]
        self._worked = [*accumulate((closes - opens for opens, closes in self.spans), initial=0)]

    def after_days(self, received: int, days: int) -> int:
        """The end of service on the working day of this number after the day of arrival."""
        return self._ends[bisect_right(self.days, local_date(received)) + days - 1]

    def after_service(self, received: int, seconds: int) -> int:
        """The first instant at which so much service has passed."""
        begun = bisect_right(self._opens, received)
        passed = self._worked[begun]
        if begun:
            passed -= max(0, self.spans[begun - 1][1] - received)
        wanted = passed + seconds
        place = bisect_left(self._worked, wanted) - 1
        return self._opens[place] + wanted - self._worked[place]

    def _service(self, day: date) -> Iterator[tuple[int, int]]:
        for span in filter(None, self._hours(day).split(", ")):
            begin, _dash, end = span.partition("-")
            yield instant(day, begin), instant(day, end)

    def _hours(self, day: date) -> str:
        place, every_year = self._place, f"{day:%m-%d}"
        usual = place.hours[day.weekday()]
        if str(day) in place.opened:
            return place.opened[str(day)]
        if every_year in place.closed or dict.__contains__(self._free, day):
            return ""
        return place.short.get(every_year, usual) if usual else ""


def instant(day: date, clock: str) -> int:
    """When clocks in Germany show this; a time that comes twice the first time, one that never comes an hour later."""
    hours, minutes = map(int, clock.split(":"))
    shown = (day - date(1970, 1, 1)).days * DAY + hours * HOUR + minutes * 60
    in_summer = shown - 2 * HOUR
    return in_summer if is_summer(in_summer) else shown - HOUR


def local_date(at: int) -> date:
    """The date in Germany."""
    shown = at + (2 * HOUR if is_summer(at) else HOUR)
    return date(1970, 1, 1) + timedelta(days=shown // DAY)


def is_summer(at: int) -> bool:
    """Whether clocks are set forward."""
    begin, end = changes(datetime.fromtimestamp(at, UTC).year)
    return begin <= at < end


def changes(year: int) -> tuple[int, int]:
    """When clocks are set forward and back."""
    begin, end = (_last_sunday(year, month) for month in (3, 10))
    return begin, end


def _last_sunday(year: int, month: int) -> int:
    day = max(week[calendar.SUNDAY] for week in calendar.monthcalendar(year, month))
    return calendar.timegm((year, month, day, 1, 0, 0))


def _every_day() -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        yield day
        day += timedelta(days=1)
