"""What time does to tickets: they come to be at risk, they breach, they wake."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.house import Act
from tickets.rules.states import Move, State
from tickets.storage.models import Ticket, What

_AT_ONCE = 200


def watch(session: Session, act: Act) -> int:
    """Write down what has come due since the last look; the number of tickets touched, at most a few hundred.

    Call it again while it returns more than nothing.
    """
    return _warn(session, act) + _breach(session, act) + _wake(session, act)


def _warn(session: Session, act: Act) -> int:
    late = session.scalars(
        select(Ticket)
        .where(Ticket.due_at.is_not(None), Ticket.warn_at <= act.now)
        .order_by(Ticket.due_at)
        .limit(_AT_ONCE)
    ).all()
    for ticket in late:
        ticket.warn_at = None
        if ticket.due_at is not None and ticket.due_at > act.now:
            history.record(session, act, ticket, What.AT_RISK, detail={"due_at": ticket.due_at.isoformat()})
    return len(late)


def _breach(session: Session, act: Act) -> int:
    """A broken promise is written down once for each deadline, and stays."""
    broken = session.scalars(
        select(Ticket)
        .where(Ticket.due_at < act.now)
        .where((Ticket.breach_noted_for.is_(None)) | (Ticket.breach_noted_for != Ticket.due_at))
        .order_by(Ticket.due_at)
        .limit(_AT_ONCE)
    ).all()
    for ticket in broken:
        ticket.breach_noted_for = ticket.due_at
        ticket.breached_at = ticket.breached_at or ticket.due_at
        due_at = ticket.due_at.isoformat() if ticket.due_at else None
        history.record(session, act, ticket, What.BREACHED, detail={"due_at": due_at})
    return len(broken)


def _wake(session: Session, act: Act) -> int:
    sleepers = session.scalars(
        select(Ticket).where(Ticket.state == State.SNOOZED, Ticket.snoozed_until <= act.now).limit(_AT_ONCE)
    ).all()
    for ticket in sleepers:
        history.move(ticket, Move.WAKE)
        history.record(session, act, ticket, What.WOKEN)
        history.rewind(session, act, ticket)
    return len(sleepers)
