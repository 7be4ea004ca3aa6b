"""The days a report is about, and the weeks they belong to. Dates are local, instants aware UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from zoneinfo import ZoneInfo

from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.dates import day_word
from tickets.rules.duty import Week

TREND_AT_LEAST = 12
"""Weeks that a trend shows, however short the report's own period is."""
TREND_AT_MOST = 53

_DAY = timedelta(days=1)
_YEARS = range(1970, 3000)


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included, by the clocks of `zone`."""

    first: date
    last: date
    zone: ZoneInfo

    @cached_property
    def start(self) -> datetime:
        """The first instant of it; aware UTC."""
        return self._midnight(self.first)

    @cached_property
    def end(self) -> datetime:
        """The first instant after it; aware UTC."""
        return self._midnight(self.last + _DAY)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, tzinfo=self.zone).astimezone(UTC)

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant < self.end

    def week_of(self, instant: datetime) -> Week:
        """The week in which this instant falls."""
        return _week(instant.astimezone(self.zone).date())

    def weeks(self) -> Iterator[Week]:
        """Every week that the period touches."""
        week, last = Week.of(self.first), Week.of(self.last)
        while week <= last:
            yield week
            week = week.next

    def trend(self, today: date) -> "Period":
        """The whole weeks that show how it came to this: some twelve or more to the period's end or today's."""
        last = Week.of(min(self.last, today))
        first = min(Week.of(self.first), last.later(1 - TREND_AT_LEAST))
        first = max(first, last.later(1 - TREND_AT_MOST))
        return Period(first.first_day, last.last_day, self.zone)


@cache
def _week(day: date) -> Week:
    """A report asks this of every single thing that happened."""
    return Week.of(day)


def whole_week(week: Week, zone: ZoneInfo) -> Period:
    """All days of this week."""
    return Period(week.first_day, week.last_day, zone)


def chosen(first: date | None, last: date | None, *, today: date, zone: ZoneInfo) -> Period:
    """What somebody asked for: without days the last week that is over, without a last day until today.

    Raises UsageError for days in the wrong order, in the future, or of no calendar that we keep.
    """
    if first is None and last is None:
        return whole_week(Week.of(today).later(-1), zone)
    if first is None:
        raise UsageError(_("Nobody can tell from which day on"), _("Give --from too, such as 2026-05-11"))
    period = Period(first, today if last is None else last, zone)
    if first.year not in _YEARS or period.last.year not in _YEARS:
        raise UsageError(
            _("There are no figures of so early or late a year"),
            _("Name days such as 2026-05-11"),
        )
    if first > today:
        raise UsageError(
            _("The period begins on {day}, which is yet to come").format(day=day_word(first)),
            _("Name a first day up to today, {today}").format(today=day_word(today)),
        )
    if first > period.last:
        raise UsageError(
            _("The period ends before it begins: from {first} to {last}").format(
                first=day_word(first), last=day_word(period.last)
            ),
            _("Swap the two days"),
        )
    return period
