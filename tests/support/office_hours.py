"""The hours of service of the two offices of a year, reckoned by hand: nothing of the program is used here."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

ZONE = ZoneInfo("Europe/Berlin")
ZERO = timedelta()
DAY = timedelta(days=1)

HOURS: dict[str, list[list[tuple[str, str]]]] = {
    "amt": [[("09:00", "17:00")]] * 4 + [[("09:00", "15:00")], [], []],
    "presse": [
        [("08:00", "12:00"), ("13:00", "16:30")],
        [("08:00", "12:00"), ("13:00", "16:30")],
        [("08:00", "12:00")],
        [("08:00", "12:00"), ("13:00", "18:00")],
        [("08:00", "12:00")],
        [],
        [],
    ],
}
CLOSED = {"amt": {(12, 24), (12, 31)}, "presse": set()}
HOLIDAYS = {
    "amt": holidays.country_holidays("DE", subdiv="NW", years=range(2025, 2028)),
    "presse": holidays.country_holidays(
        "DE", subdiv="BY", categories=("public", "catholic"), years=range(2025, 2028)
    ),
}


def worked(account: str, start: datetime, end: datetime) -> timedelta:
    """Hours of service between two instants: day by day, span by span."""
    total = ZERO
    day = start.astimezone(ZONE).date() - DAY
    while day <= end.astimezone(ZONE).date() + DAY:
        for opens, closes in service(account, day):
            if min(end, closes) > max(start, opens):
                total += min(end, closes) - max(start, opens)
        day += DAY
    return total


@cache
def service(account: str, day: date) -> tuple[tuple[datetime, datetime], ...]:
    if day in HOLIDAYS[account] or (day.month, day.day) in CLOSED[account]:
        return ()
    return tuple((_local(day, opens), _local(day, closes)) for opens, closes in HOURS[account][day.weekday()])


def _local(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=ZONE).astimezone(UTC)


def midnight(day: date) -> datetime:
    return _local(day, "00:00")
