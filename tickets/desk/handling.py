"""What people do to a ticket besides answering it."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from tickets.desk import before, history, notices, second_look_found
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.desk.priorities import reprioritise
from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.states import Kind, Move, Zone
from tickets.rules.worktime import deadline
from tickets.storage.answer_models import Forward
from tickets.storage.models import Ticket, What


def assign(session: Session, act: Act, ticket_id: int, *, to: str | None, version: int | None = None) -> None:
    """Give the ticket to somebody, or (None) to nobody. A ticket that rests stays where it is."""
    act.actor.require(Right.TRIAGE)
    ticket = history.load(session, act, ticket_id, version=version)
    if to is not None:
        require_known(act, to)
        _require_answering(act, to)
        history.move(ticket, Move.TAKE)
    ticket.assignee = to
    history.record(session, act, ticket, What.ASSIGNED, detail={"to": to})


def require_known(act: Act, login: str) -> None:
    """A ticket given to nobody's login would be seen by nobody. Raises UsageError."""
    users = act.house.settings.users
    if users and act.house.settings.user(login) is None and login != act.actor.login:
        raise UsageError(
            _("There is no user “{login}”").format(login=login),
            _("The settings name these: {known}").format(known=", ".join(user.login for user in users)),
        )


def _require_answering(act: Act, login: str) -> None:
    """Specialists see what their department was asked, which a ticket of theirs need not be. Raises UsageError."""
    user = act.house.settings.user(login)
    if user is not None and user.department is not None:
        raise UsageError(
            _("{login} is a specialist, and tickets are given to those who answer them").format(login=login),
            _("Forward it to “{department}”").format(department=user.department),
        )


def ignore(
    session: Session, act: Act, ticket_id: int, *, reason: str = "", version: int | None = None
) -> None:
    """Put the ticket away without an answer. It stays, and can be rescued with its original clock."""
    act.actor.require(Right.IGNORE)
    ticket = history.load(session, act, ticket_id, version=version)
    _end(session, act, ticket, Move.IGNORE, What.IGNORED, reason)


def close(
    session: Session, act: Act, ticket_id: int, *, reason: str = "", version: int | None = None
) -> None:
    """End the ticket without an answer."""
    act.actor.require(Right.TRIAGE)
    ticket = history.load(session, act, ticket_id, version=version)
    _end(session, act, ticket, Move.CLOSE, What.CLOSED, reason)


def _end(session: Session, act: Act, ticket: Ticket, step: Move, what: What, reason: str) -> None:
    history.move(ticket, step)
    end_forwards(session, act, ticket)
    history.record(session, act, ticket, what, detail={"reason": reason} if reason else None)
    history.rewind(session, act, ticket)


def rescue(session: Session, act: Act, ticket_id: int, *, version: int | None = None) -> None:
    """Bring an ignored ticket back; it carries its original clock, however late that makes it."""
    act.actor.require(Right.IGNORE)
    ticket = history.load(session, act, ticket_id, version=version)
    history.move(ticket, Move.RESCUE)
    # A person has said that it is not hostile.
    ticket.zone = Zone.NORMAL
    reprioritise(session, act, ticket)
    history.record(session, act, ticket, What.RESCUED)
    second_look_found.correct(session, act, ticket)
    history.rewind(session, act, ticket)


def reopen(session: Session, act: Act, ticket_id: int, *, version: int | None = None) -> None:
    """Take an ended ticket up again, with a new clock from now."""
    act.actor.require(Right.TRIAGE)
    ticket = history.load(session, act, ticket_id, version=version)
    history.move(ticket, Move.REOPEN)
    calendar = act.house.calendar(history.account_name(session, ticket.account_id))
    history.record(
        session,
        act,
        ticket,
        What.REOPENED,
        due_at=deadline(act.now, act.house.answer, calendar),
        detail=history.reckoned_by(calendar, act.house.answer),
    )
    history.rewind(session, act, ticket)


def snooze(
    session: Session, act: Act, ticket_id: int, *, until: datetime, version: int | None = None
) -> None:
    """Put the ticket aside until a time. Its clock runs on: that we wait is our own choice."""
    act.actor.require(Right.TRIAGE)
    if until <= act.now:
        raise UsageError(
            _("A ticket cannot be put aside until a time that has passed"), _("Name a later one")
        )
    ticket = history.load(session, act, ticket_id, version=version)
    history.move(ticket, Move.SNOOZE)
    ticket.snoozed_until = until
    history.record(session, act, ticket, What.SNOOZED, detail={"until": until.isoformat()})
    history.rewind(session, act, ticket)


def wait(session: Session, act: Act, ticket_id: int, *, version: int | None = None) -> None:
    """Wait for the citizen: the clock stops until they write again."""
    act.actor.require(Right.TRIAGE)
    ticket = history.load(session, act, ticket_id, version=version)
    history.move(ticket, Move.WAIT)
    end_forwards(session, act, ticket)
    history.record(session, act, ticket, What.WAITING)
    history.rewind(session, act, ticket)


def note(session: Session, act: Act, ticket_id: int, *, text: str) -> None:
    """Write a note into the history; nobody outside the house ever sees it."""
    act.actor.require(Right.NOTE)
    if not text.strip():
        raise UsageError(_("The note is empty"), _("Write something, or leave it"))
    ticket = history.load(session, act, ticket_id)
    history.record(session, act, ticket, What.NOTED, detail={"text": text})


def label(session: Session, act: Act, ticket_id: int, *, kind: Kind, version: int | None = None) -> None:
    """Correct what the ticket is about; the order of the list follows."""
    act.actor.require(Right.TRIAGE)
    ticket = history.load(session, act, ticket_id, version=version)
    before = ticket.kind
    ticket.kind = kind
    ticket.zone = Zone.SUGGEST if kind in (Kind.HOSTILE, Kind.SPAM) else Zone.NORMAL
    reprioritise(session, act, ticket)
    history.record(session, act, ticket, What.LABELLED, detail={"before": before.value, "kind": kind.value})
    history.rewind(session, act, ticket)
    if kind is Kind.INCIDENT:
        notices.incident(session, act, ticket)


def end_forwards(session: Session, act: Act, ticket: Ticket) -> None:
    """What a department has not answered by now, it need not answer any longer."""
    ended = session.scalars(
        update(Forward)
        .where(Forward.ticket_id == ticket.id, Forward.ended_at.is_(None))
        .values(ended_at=act.now)
        .returning(Forward.id)
        .execution_options(synchronize_session=False)
    ).all()
    before.add_ended(session, ticket, ended)
