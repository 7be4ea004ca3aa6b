"""The working time of one office: on which days it serves, and from when to when.

What the settings say of a date ("2026-12-24") beats what they say of the day of every year ("12-24"), which
beats holidays and weekdays.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import chain
from zoneinfo import ZoneInfo

from tickets.i18n import _
from tickets.rules.hours import MIDNIGHT, WEEKDAYS, Misconfigured, Spans, check_order, written
from tickets.rules.region import Region

Interval = tuple[datetime, datetime]
"""Start and end, aware UTC."""

_DAY = re.compile(r"(?:([0-9]{4})-)?([0-9]{2})-([0-9]{2})")
_LEAP_YEAR = 2000


class Standing(StrEnum):
    """Why a day has the service it has."""

    REGULAR = "regular"  # the weekday's hours
    SHORT = "short"  # other hours than the weekday's
    OPENED = "opened"  # by exception: a weekend, a holiday
    NO_SERVICE = "no_service"  # the weekday has no hours
    HOLIDAY = "holiday"
    CLOSED = "closed"  # by the house


@dataclass(frozen=True, slots=True)
class Day:
    """The service of one day; no spans, no service."""

    spans: Spans
    standing: Standing


_CLOSED = Day((), Standing.CLOSED)
_OPENED_AS_EVER = Day((), Standing.OPENED)  # stands for "with the hours of the weekday"


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The working time of one office.

    zone: IANA name.
    country, subdivision, categories: see `Region`; without a country no public holidays are kept.
    hours: seven entries, Monday first; () is a weekday without service.
    closed, short, opened: days of the house, "MM-DD" or "YYYY-MM-DD", each named once. `short` gives other
    hours to a day that has service, and opens none; `opened` beats holidays, with hours of its own or, where
    they are None, with those of the weekday.

    Raises Misconfigured, a ValueError. With a country, the first one built imports `holidays`: build it late.
    """

    name: str
    zone: str
    hours: tuple[Spans, ...]
    country: str | None = None
    subdivision: str | None = None
    categories: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    short: tuple[tuple[str, Spans], ...] = ()
    opened: tuple[tuple[str, Spans | None], ...] = ()

    def __post_init__(self) -> None:
        _check_zone(self.zone)
        _check_region(self)
        _check_hours(self)
        _check_days(self)

    @property
    def fingerprint(self) -> str:
        """12 hexadecimal digits over every field that decides deadlines, in whatever order lists are written.

        Not over the name, which decides none. Not over the release of `holidays`: one that mends the holidays
        of another country must not make this look like another calendar, and what it did to a deadline is
        seen in the deadline, which is stored.
        """
        parts = (
            self.zone,
            (self.country, self.subdivision, sorted({*self.categories} - {"public"})),
            [written(spans) for spans in self.hours],
            sorted(self.closed),
            sorted((day, written(spans)) for day, spans in self.short),
            sorted((day, "" if spans is None else written(spans)) for day, spans in self.opened),
        )
        return hashlib.blake2b(json.dumps(parts).encode(), digest_size=6).hexdigest()

    def on(self, day: date) -> Day:
        """The service of this day, and why."""
        iso = day.isoformat()
        exception = self._exceptions.get(iso) or self._exceptions.get(iso[len("YYYY-") :])
        if exception is None:
            return self._regular(day)
        if exception is _OPENED_AS_EVER:
            spans = self.hours[day.weekday()]
            return Day(spans, Standing.OPENED if spans else Standing.NO_SERVICE)
        if exception.standing is Standing.SHORT:
            regular = self._regular(day)
            return exception if regular.spans else regular
        return exception

    def spans(self, day: date) -> Spans:
        """The hours of service on this day, local time, in order."""
        return self.on(day).spans

    def is_working(self, day: date) -> bool:
        """Whether there is any service on this day."""
        return bool(self.on(day).spans)

    def service(self, day: date) -> tuple[Interval, ...]:
        """The hours of service on this day as instants, in order, never overlapping.

        A local time that comes twice (clocks set back) is its first occurrence; one that never comes (clocks
        set forward) is as much later as the clocks were set (PEP 495, fold=0). No instant is served twice.
        """
        intervals: list[Interval] = []
        for span in self.spans(day):
            last_day = day + timedelta(days=1) if span.end == MIDNIGHT else day
            start, end = self._instant(day, span.start), self._instant(last_day, span.end)
            if intervals:
                start = max(start, intervals[-1][1])
            intervals.append((start, max(start, end)))
        return tuple(intervals)

    def date_of(self, instant: datetime) -> date:
        """The date at the office at this instant.

        Raises ValueError for a naive datetime.
        """
        return utc(instant).astimezone(self._tz).date()

    def holiday(self, day: date, language: str) -> str | None:
        """The name of the public holiday on this day (see `Region.holiday`); None where it is none."""
        return self._region.holiday(day, language) if self._region else None

    def _regular(self, day: date) -> Day:
        spans = self.hours[day.weekday()]
        if not spans:
            return Day((), Standing.NO_SERVICE)
        if self.holiday(day, "en"):
            return Day((), Standing.HOLIDAY)
        return Day(spans, Standing.REGULAR)

    def _instant(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, tzinfo=self._tz).astimezone(UTC)

    @cached_property
    def _tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def _region(self) -> Region | None:
        return Region(self.country, self.subdivision, self.categories) if self.country else None

    @cached_property
    def _exceptions(self) -> Mapping[str, Day]:
        closed = dict.fromkeys(self.closed, _CLOSED)
        short = {day: Day(spans, Standing.SHORT) for day, spans in self.short}
        opened = {
            day: _OPENED_AS_EVER if spans is None else Day(spans, Standing.OPENED)
            for day, spans in self.opened
        }
        return closed | short | opened


def utc(instant: datetime) -> datetime:
    """The same instant, in UTC.

    Raises ValueError for a naive datetime.
    """
    if instant.tzinfo is None:
        raise ValueError("a datetime without a time zone is no instant")
    return instant.astimezone(UTC)


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise Misconfigured(
            _("The time zone “{zone}” does not exist").format(zone=zone),
            _("Write its IANA name, such as Europe/Berlin"),
        ) from None


def _check_region(calendar: Calendar) -> None:
    if calendar.country:
        Region(calendar.country, calendar.subdivision, calendar.categories)
    elif calendar.subdivision or calendar.categories:
        raise Misconfigured(
            _("The calendar “{name}” names holidays and no country").format(name=calendar.name),
            _("Set its country, such as DE"),
        )


def _check_hours(calendar: Calendar) -> None:
    if len(calendar.hours) != len(WEEKDAYS):
        raise ValueError("a calendar has the hours of seven weekdays")
    exceptional = [spans for _day, spans in (*calendar.short, *calendar.opened) if spans is not None]
    for spans in chain(calendar.hours, exceptional):
        check_order(spans)
    if not all(exceptional):
        raise Misconfigured(
            _("The calendar “{name}” has a short or opened day without hours").format(name=calendar.name),
            _("Give it hours, such as 09:00-12:00, or name it under “closed”"),
        )
    if not any(calendar.hours) and not any(spans for _day, spans in calendar.opened):
        raise Misconfigured(
            _("The calendar “{name}” has no working day").format(name=calendar.name),
            _("Give hours to a weekday, such as mon = 09:00-17:00"),
        )


def _check_days(calendar: Calendar) -> None:
    seen: set[str] = set()
    for day in (*calendar.closed, *(day for day, _spans in (*calendar.short, *calendar.opened))):
        _check_day(day)
        if day in seen:
            raise Misconfigured(
                _("The day {day} is named twice").format(day=day),
                _("Keep it once: under “closed”, “short” or “opened”"),
            )
        seen.add(day)
    for day, spans in calendar.opened:
        if spans is None and len(day) == len("YYYY-MM-DD"):
            _check_opened(calendar, date.fromisoformat(day))


def _check_day(text: str) -> None:
    match = _DAY.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        year, month, day = match.groups()
        date(int(year or _LEAP_YEAR), int(month), int(day))
    except ValueError:
        raise Misconfigured(
            _("The day “{day}” does not exist").format(day=text),
            _("Write 12-24 for every year, or 2026-12-24 for one"),
        ) from None


def _check_opened(calendar: Calendar, day: date) -> None:
    if not calendar.hours[day.weekday()]:
        raise Misconfigured(
            _("The opened day {day} is on a weekday without hours").format(day=day.isoformat()),
            _("Give it hours, such as 09:00-12:00"),
        )
