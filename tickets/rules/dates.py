"""Days and times as people read them: ISO 8601, and in German as it is written there (DIN 5008)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tickets.i18n import language


def day_word(day: date) -> str:
    """A day: `2026-05-13`, in German `13.05.2026`."""
    return f"{day:%d.%m.%Y}" if language() == "de" else day.isoformat()


def time_word(moment: datetime, zone: ZoneInfo) -> str:
    """A time by the clocks of this zone: `2026-05-13 17:00`, in German `13.05.2026, 17:00`."""
    local = moment.astimezone(zone)
    return f"{local:%d.%m.%Y, %H:%M}" if language() == "de" else f"{local:%Y-%m-%d %H:%M}"
