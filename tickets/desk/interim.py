"""The interim status: a promise of a date, and a draft of it that lies ready when a ticket is at risk."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import history, wording
from tickets.desk.house import Act
from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.calendar import Calendar
from tickets.rules.dates import day_word
from tickets.rules.worktime import deadline, end_of_service
from tickets.storage.answer_models import Forward
from tickets.storage.models import Department, Person, Ticket

_TEMPLATE = "interim"
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class ReadyInterim:
    """A draft, in the citizen's language where there is a template for it, and the day that it promises."""

    text: str
    promise: date
    language: str
    """Of the text: a tag of BCP 47."""


def ready(session: Session, act: Act, ticket_id: int, *, promise: date | None = None) -> ReadyInterim:
    """The interim status that lies ready for this ticket; nothing is stored.

    promise: the day until whose end of service the answer is promised; None takes the term of the settings.
    Raises NotFound, NotAllowed, UsageError for a day that cannot be promised, SettingsError for a bad template.
    """
    ticket = history.load(session, act, ticket_id)
    calendar = act.house.calendar(history.account_name(session, ticket.account_id))
    # Service may end at midnight, which is the next day already.
    day = promise or calendar.date_of(promised_until(act, None, calendar) - _INSTANT)
    promised_until(act, day, calendar)
    settings = act.house.settings
    template = wording.find(
        _TEMPLATE, wanted=ticket.language, house=settings.language, folder=settings.templates
    )
    person = session.get_one(Person, ticket.person_id)
    text = template.fill(
        {
            "person": wording.name_for(person.display_name, person.handle),
            "date": wording.written_date(day, template.language),
            "department": asked(session, ticket),
        }
    )
    return ReadyInterim(text, day, template.language)


def asked(session: Session, ticket: Ticket) -> str | None:
    """The department with which the question is, by the name people read."""
    return session.scalar(
        select(Department.name)
        .join(Forward, Forward.department_id == Department.id)
        .where(Forward.ticket_id == ticket.id, Forward.ended_at.is_(None))
        .order_by(Forward.id.desc())
        .limit(1)
    )


def promised_until(act: Act, promise: date | None, calendar: Calendar) -> datetime:
    """The instant that an interim status promises: an end of service on a working day to come.

    promise: the local day; None takes the term of the settings. Raises UsageError.
    """
    if promise is None:
        return deadline(act.now, act.house.interim, calendar)
    if not calendar.is_working(promise):
        raise UsageError(
            _("{day} is not a working day").format(day=day_word(promise)),
            _("Promise a day on which somebody can answer"),
        )
    until = end_of_service(promise, calendar)
    if until <= act.now:
        raise UsageError(_("{day} is over").format(day=day_word(promise)), _("Promise a day to come"))
    return until
