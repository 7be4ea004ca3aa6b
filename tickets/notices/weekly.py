"""Which week's figures are due: once a week, from the day and time that the settings name."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tickets.config import Settings
from tickets.desk.house import Act
from tickets.rules.duty import Week
from tickets.rules.hours import WEEKDAYS

Weekly = Callable[[Session, Act, Week], tuple[str, str, str]]
"""The figures of a week: subject, text, and a page in HTML that stands for itself."""


def due(now: datetime, settings: Settings) -> Week | None:
    """The week before this one, once its figures are due; None before, and where nobody wants them."""
    reports = settings.reports
    local = now.astimezone(ZoneInfo(settings.timezone))
    wanted = (WEEKDAYS.index(reports.day), reports.time)
    if not reports.weekly or (local.weekday(), f"{local:%H:%M}") < wanted:
        return None
    return Week.of(local.date()).later(-1)
