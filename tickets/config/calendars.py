"""From the calendars of the settings to those of the rules."""

from collections.abc import Mapping

from tickets.config import values
from tickets.config.mistakes import Mistake
from tickets.config.schema import CalendarSettings
from tickets.rules.worktime import Calendar, Misconfigured, parse_hours, parse_spans

DEFAULT = "default"
"""Name of the calendar that holds where none is set."""

# What each key is without an effect: the one that makes a calendar possible is the one to blame.
_WITHOUT: Mapping[str, Mapping[str, object]] = {
    "closed": {"closed": ()},
    "short": {"short": {}},
    "opened": {"opened": {}},
    "categories": {"categories": ()},
    "subdivision": {"subdivision": ""},
    "country": {"country": "", "subdivision": "", "categories": ()},
}


def check_calendars(calendars: Mapping[str, CalendarSettings], zone: str) -> None:
    """Raises Mistake unless names can be typed, and hours and days make sense.

    Of a country only whether there is one: to know its holidays would import `holidays`.
    """
    for name, settings in calendars.items():
        try:
            values.name(name)
        except Mistake as mistake:
            raise Mistake(mistake.what, mistake.remedy, ("calendars", name)) from None
        hours_only = settings.model_copy(update=_WITHOUT["country"]) if settings.country else settings
        build_calendar(name, hours_only, zone)


def build_calendar(name: str, settings: CalendarSettings, zone: str) -> Calendar:
    """The calendar as the rules know it; `zone` is that of an office that names none. Raises Mistake."""
    try:
        return _calendar(name, settings, zone)
    except Misconfigured as error:
        blamed = _blamed(name, settings, zone)
        path = ("calendars", name, blamed) if blamed else ("calendars", name)
        raise Mistake(error.what, error.remedy, path) from None


def _calendar(name: str, settings: CalendarSettings, zone: str) -> Calendar:
    return Calendar(
        name=name,
        zone=settings.timezone or zone,
        country=settings.country or None,
        subdivision=settings.subdivision or None,
        categories=settings.categories,
        hours=parse_hours(settings.hours.model_dump()),
        closed=settings.closed,
        short=tuple((day, parse_spans(hours)) for day, hours in settings.short.items()),
        opened=tuple((day, parse_spans(hours) or None) for day, hours in settings.opened.items()),
    )


def _blamed(name: str, settings: CalendarSettings, zone: str) -> str | None:
    for key, without in _WITHOUT.items():
        try:
            _calendar(name, settings.model_copy(update=without), zone)
        except Misconfigured:
            continue
        return key
    return None
