"""What time does to tickets: they come to be at risk, they breach, they wake."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.house import Act
from tickets.rules import sla
from tickets.rules.states import Move, State
from tickets.storage.models import Ticket, What

_AT_ONCE = 200
_INSTANT = timedelta(microseconds=1)


def watch(session: Session, act: Act) -> int:
    """Write down what has come due since the last look; the number of tickets touched, at most a few hundred.

    Call it again while it returns more than nothing.
    """
    return _look(session, act) + _wake(session, act)


def _look(session: Session, act: Act) -> int:
    """Tickets whose time for a look has come, or whose deadline has passed since the last one."""
    near = select(Ticket).where(Ticket.due_at.is_not(None), Ticket.warn_at <= act.now)
    past = select(Ticket).where(
        Ticket.due_at < act.now,
        or_(Ticket.breach_noted_for.is_(None), Ticket.breach_noted_for != Ticket.due_at),
    )
    found = {ticket.id: ticket for statement in (near, past) for ticket in _some(session, statement)}
    for ticket in found.values():
        _note(session, act, ticket)
    return len(found)


def _some(session: Session, statement: Select[Ticket]) -> Iterator[Ticket]:
    yield from session.scalars(statement.order_by(Ticket.due_at, Ticket.id).limit(_AT_ONCE))


def _note(session: Session, act: Act, ticket: Ticket) -> None:
    """Every promise of this ticket that is at risk or broken, each for itself.

    A department may be late while we are still in time, and we may be late after it.
    """
    events = history.events_of(session, ticket)
    running = sorted(history.clocks(events).running, key=lambda cycle: cycle.due_at)
    begins = {cycle: history.risk_begins(session, act, ticket, cycle) for cycle in running}
    late = [cycle for cycle in running if cycle.breached(act.now) or begins[cycle] <= act.now]
    history.note_late(session, act, ticket, events, late)
    if ticket.due_at is not None and ticket.due_at < act.now:
        ticket.breach_noted_for = ticket.due_at
    ticket.warn_at = _next_look(begins, act.now)


def _next_look(begins: Mapping[sla.Cycle, datetime], now: datetime) -> datetime | None:
    """When there is something else to write down.

    begins: from when each running promise is at risk, the earliest deadline first. As long as that one is at risk
    and not broken, None says so in the ticket's row, and the passing of its deadline is noticed by itself.
    """
    first = next(iter(begins), None)
    if first is None or begins[first] <= now <= first.due_at:
        return None
    moments = [moment for cycle, begun in begins.items() for moment in (begun, cycle.due_at + _INSTANT)]
    return min((moment for moment in moments if moment > now), default=None)


def _wake(session: Session, act: Act) -> int:
    sleepers = session.scalars(
        select(Ticket).where(Ticket.state == State.SNOOZED, Ticket.snoozed_until <= act.now).limit(_AT_ONCE)
    ).all()
    for ticket in sleepers:
        history.move(ticket, Move.WAKE)
        history.record(session, act, ticket, What.WOKEN)
        history.rewind(session, act, ticket)
    return len(sleepers)
