"""What somebody typed to find tickets, made a question to the list. Nothing slow to import: screens do so too."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tickets.desk.rows import Query
from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.filter_values import LATE, NOBODY, Known
from tickets.rules.filters import Filters, read

if TYPE_CHECKING:
    from tickets.desk.house import Act


def known(act: "Act") -> Known:
    """What can be named in a filter here, today, by whoever acts."""
    settings = act.house.settings
    return Known(
        today=act.now.astimezone(ZoneInfo(settings.timezone)).date(),
        me=act.actor.login,
        accounts=tuple(account.name for account in settings.accounts),
        departments={each.key: each.name for each in settings.departments},
        people=tuple(user.login for user in settings.users if not user.department),
    )


def query_typed(act: "Act", typed: str) -> Query:
    """The list that was asked for. Raises UsageError where it names a filter or a value that there is not."""
    return query_of(read(typed, known(act)), ZoneInfo(act.house.settings.timezone))


def query_of(filters: Filters, zone: tzinfo) -> Query:
    """The list: a queue by itself as it is worked through, all else newest first. zone: in which days are meant.

    Raises UsageError for a day at the end of the calendar.
    """
    is_of_queue = filters.queue is not None and not filters.words and not filters.person
    return Query(
        queue=filters.queue,
        overdue=filters.due == LATE,
        search=filters.words,
        account=filters.account,
        assignee=filters.assignee or None,
        unassigned=filters.assignee == NOBODY,
        department=filters.department,
        kind=filters.kind,
        language=filters.language,
        reply=filters.reply,
        person_begins=filters.person,
        received_from=midnight(filters.first, zone) if filters.first else None,
        received_before=midnight(filters.last, zone, later=1) if filters.last else None,
        due_before=midnight(filters.due, zone, later=1) if isinstance(filters.due, date) else None,
        newest=not is_of_queue,
    )


def midnight(day: date, zone: tzinfo, *, later: int = 0) -> datetime:
    """When the day, or that one so many days later, begins here. Raises UsageError at the end of the calendar."""
    try:
        return datetime.combine(day + timedelta(days=later), time.min, zone).astimezone(UTC)
    except OverflowError:
        raise UsageError(_("“{text}” is no day").format(text=day), _("Write it like 2026-05-13")) from None
