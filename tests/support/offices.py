"""Offices to reckon deadlines with."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tickets.rules.calendar import Calendar
from tickets.rules.hours import parse_hours

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE_HOURS = parse_hours(
    {
        "mon": "09:00-17:00",
        "tue": "09:00-17:00",
        "wed": "09:00-17:00",
        "thu": "09:00-17:00",
        "fri": "09:00-15:00",
    }
)

BONN = Calendar(
    name="bonn",
    zone="Europe/Berlin",
    country="DE",
    subdivision="NW",
    hours=OFFICE_HOURS,
    closed=("12-24", "12-31", "2026-05-15"),
)


def berlin(text: str) -> datetime:
    """The instant at which clocks in Berlin show this."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def office(daily: str = "09:00-17:00", **changes: Any) -> Calendar:
    """An office in Berlin, open on weekdays, but for the changes."""
    hours = parse_hours(dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), daily))
    return Calendar(**({"name": "office", "zone": "Europe/Berlin", "hours": hours} | changes))
