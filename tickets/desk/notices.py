"""Notices to people of the house: written in the transaction of what they tell of, sent later, in service hours.

Only a threat, somebody who may harm themselves, and a vulnerability wait for nobody's service hours.

Each is written once for each way to somebody (an entry under [[notify]]), under a key that stays for ever, so none
is repeated. They name a ticket's number, kind, deadline and department, and nothing of its citizen: they travel by
ways on which we have promised nobody anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.config import NotifySettings, Role
from tickets.desk import roster
from tickets.desk.house import Act
from tickets.i18n import _
from tickets.rules.calendar import Calendar
from tickets.rules.dates import time_word
from tickets.rules.duty import Week
from tickets.rules.sla import Cycle, Promise
from tickets.rules.states import kind_word
from tickets.rules.worktime import next_service
from tickets.storage.duty_models import Notice
from tickets.storage.models import Account, Department, Message, Ticket, table
from tickets.storage.upserts import insert_into
from tickets.triage.signs import CANNOT_WAIT

BREACH, INCIDENT, ALARM, REPORT = "breach", "incident", "alarm", "report"
"""What a notice tells of: how its key begins. It goes on with the ticket's number, or the week of the report.

An alarm is an incident that is told of at any hour.
"""

LEAD, DUTY = "lead", "duty"
"""Whom an entry under [[notify]] can name besides a person."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a notice is about."""

    what: str
    ticket: int | None
    """None for a report."""
    week: Week | None
    """None for all but a report."""


def subject_of(key: str) -> Subject:
    """What a notice with this key is about."""
    what, about, *_rest = key.split(":")
    if what == REPORT:
        return Subject(what, None, Week.parse(about))
    return Subject(what, int(about), None)


def breach(session: Session, act: Act, ticket: Ticket, cycle: Cycle) -> None:
    """A promise of this ticket is broken: the team lead learns."""
    if not act.house.settings.notify:
        return
    calendar = _calendar(session, act, ticket)
    told = {
        Promise.ANSWER: _("Ticket {id} ({about}): the answer was due {time}"),
        Promise.INTERIM: _("Ticket {id} ({about}): word was promised by {time}"),
        Promise.DEPARTMENT: _("Ticket {id} ({about}): the department's proposal was due {time}"),
    }[cycle.promise]
    _write(
        session,
        act,
        f"{BREACH}:{ticket.id}:{_stamp(cycle.due_at)}",
        to=list(_entries(act, lead=True)),
        subject=_("Ticket {id}: a promise is broken").format(id=ticket.id),
        body=told.format(id=ticket.id, about=_about(session, ticket), time=_local(cycle.due_at, calendar)),
        send_after=next_service(act.now, calendar),
    )


def incident(session: Session, act: Act, ticket: Ticket) -> None:
    """Somebody reports an incident: whoever is on duty and the team lead learn, once until it is answered.

    At once, where it cannot wait; else in service hours. On duty is who will be when the notice may go out.
    """
    if ticket.due_at is None or not act.house.settings.notify:
        return
    calendar = _calendar(session, act, ticket)
    if _is_alarming(session, ticket):
        what, send_after = ALARM, act.now
        subject = _("Ticket {id}: an incident that cannot wait")
        told = _("Ticket {id} ({about}): an incident is reported that cannot wait; the answer is due {time}")
    else:
        what, send_after = INCIDENT, next_service(act.now, calendar)
        subject = _("Ticket {id}: an incident")
        told = _("Ticket {id} ({about}): an incident is reported; the answer is due {time}")
    on_duty = roster.on_duty(session, act, calendar.date_of(send_after))
    _write(
        session,
        act,
        f"{what}:{ticket.id}:{_stamp(ticket.received_at)}",
        to=list(_entries(act, lead=True, duty=True, login=on_duty)),
        subject=subject.format(id=ticket.id),
        body=told.format(id=ticket.id, about=_about(session, ticket), time=_local(ticket.due_at, calendar)),
        send_after=send_after,
    )


def _is_alarming(session: Session, ticket: Ticket) -> bool:
    """Whether triage found in any of its posts what cannot wait."""
    verdicts = session.scalars(
        select(Message.verdict).where(Message.ticket_id == ticket.id, Message.verdict.is_not(None))
    )
    names = {reason["name"] for verdict in verdicts if verdict for reason in verdict["reasons"]}
    return not names.isdisjoint(CANNOT_WAIT)


def report(session: Session, act: Act, week: Week, *, subject: str, text: str) -> None:
    """The figures of a week go to the team lead. Once, whoever orders it how often."""
    calendar = act.house.settings.calendar()
    _write(
        session,
        act,
        f"{REPORT}:{week}",
        to=list(_entries(act, lead=True)),
        subject=subject,
        body=text,
        send_after=next_service(act.now, calendar),
    )


def reported(session: Session, act: Act, week: Week) -> bool:
    """Whether there is nobody left to whom the figures of this week should go."""
    keys = [_key(f"{REPORT}:{week}", entry) for entry in _entries(act, lead=True)]
    known = session.scalars(select(Notice.key).where(Notice.key.in_(keys))).all()
    return len(known) == len(keys)


def _entries(
    act: Act, *, lead: bool = False, duty: bool = False, login: str | None = None
) -> Iterator[NotifySettings]:
    """The ways to these people, each once."""
    settings = act.house.settings
    for entry in settings.notify:
        user = settings.user(entry.to)
        if entry.to in (LEAD, DUTY):
            wanted = lead if entry.to == LEAD else duty
        else:
            is_lead = user is not None and user.role is Role.LEAD
            wanted = (lead and is_lead) or (login is not None and entry.to.casefold() == login.casefold())
        if wanted:
            yield entry


def _write(
    session: Session,
    act: Act,
    key: str,
    *,
    to: list[NotifySettings],
    subject: str,
    body: str,
    send_after: datetime,
) -> None:
    if not to:
        return
    fields = {"subject": subject, "body": body, "created_at": act.now, "send_after": send_after}
    rows = [
        {"key": _key(key, entry), "to": entry.name, "attempts": 0, "reason": "", **fields} for entry in to
    ]
    statement = insert_into(session, table(Notice)).values(rows)
    session.execute(statement.on_conflict_do_nothing(index_elements=["key"]))


def _key(about: str, entry: NotifySettings) -> str:
    return f"{about}:{entry.name}"


def _stamp(moment: datetime) -> str:
    """A moment as a part of a key: no colon in it."""
    return f"{moment:%Y%m%dT%H%M%S.%f}"


def _calendar(session: Session, act: Act, ticket: Ticket) -> Calendar:
    name = session.scalars(select(Account.name).where(Account.id == ticket.account_id)).one()
    return act.house.calendar(name)


def _about(session: Session, ticket: Ticket) -> str:
    """Kind and department: as much as may be told."""
    department = session.scalar(select(Department.name).where(Department.id == ticket.department_id))
    return ", ".join(filter(None, (kind_word(ticket.kind), department)))


def _local(moment: datetime, calendar: Calendar) -> str:
    return time_word(moment, ZoneInfo(calendar.zone))
