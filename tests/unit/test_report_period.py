"""The days a report is about: local, both ends included, and the weeks of its trend."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tickets.errors import UsageError
from tickets.reports.period import Period, chosen, whole_week
from tickets.rules.duty import Week

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = date(2026, 5, 20)
DAY = timedelta(days=1)


def asked(first: str | None = None, last: str | None = None, today: date = WEDNESDAY) -> Period:
    days = [None if day is None else date.fromisoformat(day) for day in (first, last)]
    return chosen(*days, today=today, zone=BERLIN)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (WEDNESDAY, date(2026, 5, 11)),
        (date(2026, 5, 17), date(2026, 5, 4)),  # a Sunday: its week is not over
        (date(2026, 5, 18), date(2026, 5, 11)),
        (date(2027, 1, 4), date(2026, 12, 28)),
    ],
)
def test_without_days_it_is_the_last_week_that_is_over(today: date, first: date) -> None:
    assert asked(today=today) == Period(first, first + 6 * DAY, BERLIN)


def test_without_a_last_day_it_is_until_today() -> None:
    assert asked("2026-05-01") == Period(date(2026, 5, 1), WEDNESDAY, BERLIN)


def test_one_day_is_a_period_and_so_is_one_that_ends_in_the_future() -> None:
    assert asked("2026-05-20", "2026-05-20").last == WEDNESDAY
    assert asked("2026-05-18", "2026-05-24").last == date(2026, 5, 24)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, "2026-05-01", "--from"),
        ("2026-05-02", "2026-05-01", "Swap"),
        ("2026-05-21", "2026-05-24", "2026-05-20"),
        ("1969-12-31", "2026-05-01", "year"),
        ("2026-05-01", "3000-01-01", "year"),
    ],
)
def test_what_is_no_period_is_refused_with_the_way_out(first: str | None, last: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        asked(first, last)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (WEDNESDAY, 24)]
)
def test_a_day_is_as_long_as_clocks_make_it(day: date, hours: int) -> None:
    period = Period(day, day, BERLIN)
    assert period.end - period.start == timedelta(hours=hours)
    assert period.start in period
    assert period.end not in period
    assert period.end - timedelta(microseconds=1) in period


def test_an_instant_belongs_to_the_week_that_is_here_then() -> None:
    late_on_sunday = datetime(2026, 5, 17, 21, 59, tzinfo=UTC)
    period = Period(WEDNESDAY, WEDNESDAY, BERLIN)
    assert period.week_of(late_on_sunday) == Week(2026, 20)
    assert period.week_of(late_on_sunday + timedelta(minutes=1)) == Week(2026, 21)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (whole_week(Week(2026, 20), BERLIN), Week(2026, 9), Week(2026, 20)),
        (Period(date(2026, 5, 1), date(2026, 5, 31), BERLIN), Week(2026, 10), Week(2026, 21)),
        (Period(date(2025, 11, 1), date(2026, 5, 17), BERLIN), Week(2025, 44), Week(2026, 20)),
        (Period(date(2020, 1, 1), date(2026, 5, 17), BERLIN), Week(2025, 20), Week(2026, 20)),
    ],
)
def test_the_trend_shows_whole_weeks_some_twelve_or_more_and_none_to_come(
    period: Period, first: Week, last: Week
) -> None:
    trend = period.trend(WEDNESDAY)
    assert (trend.first, trend.last) == (first.first_day, last.last_day)
    assert 12 <= len(list(trend.weeks())) <= 53


def test_a_period_touches_every_week_it_has_a_day_of() -> None:
    period = Period(date(2026, 12, 27), date(2027, 1, 4), BERLIN)
    assert list(period.weeks()) == [Week(2026, 52), Week(2026, 53), Week(2027, 1)]
