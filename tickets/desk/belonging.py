"""To whom tickets belong by the roster: at a change of duty they go along.

What goes along is what belongs to duty: tickets of the manager who leaves, tickets of nobody, and those that
nobody was given by name, such as the ones that came while a deputy acted. What a person gave to somebody else by
name stays there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, insert, or_, select, update
from sqlalchemy.orm import Session

from tickets.desk.house import Act
from tickets.desk.people import BRIDGE
from tickets.desk.undone import was_undone
from tickets.rules.states import Queue
from tickets.storage.models import Event, Ticket, What, table

LIVE = (Queue.INBOX, Queue.DEPARTMENTS, Queue.WAITING)
"""Queues whose tickets still want something of us."""

CHUNK = 500
"""Values in one IN list."""

_T = table(Ticket)
_E = table(Event)


@dataclass(frozen=True, slots=True)
class Passed:
    """A ticket that went along, and whose it was."""

    ticket: int
    former: str | None


def pass_on(
    session: Session, act: Act, *, to: str, leaving: Collection[str], week: str
) -> tuple[Passed, ...]:
    """Give the tickets that belong to duty to whoever has it now; ASSIGNED for each. They stay untouched: no move.

    leaving: managers who had duty until now. The bridge is named in the events, for it is nobody's word that this
    ticket shall be theirs; `by` names whoever changed the roster, where somebody did.
    """
    session.flush()
    statement = (
        select(_T.c.id, _T.c.assignee)
        .where(_T.c.queue.in_(LIVE), or_(_T.c.assignee.is_(None), _T.c.assignee != to))
        .where(or_(_T.c.assignee.is_(None), _T.c.assignee.in_(leaving), _given_by_duty()))
        .order_by(_T.c.id)
        .with_for_update()
    )
    passed = tuple(Passed(ticket, former) for ticket, former in session.execute(statement))
    for start in range(0, len(passed), CHUNK):
        ids = [each.ticket for each in passed[start : start + CHUNK]]
        session.execute(
            update(_T)
            .where(_T.c.id.in_(ids))
            .values(assignee=to, updated_at=act.now, version=_T.c.version + 1)
        )
    by = {} if act.actor == BRIDGE else {"by": act.actor.login}
    append(
        session,
        replace(act, actor=BRIDGE),
        What.ASSIGNED,
        {each.ticket: {"to": to, "from": each.former, "week": week, **by} for each in passed},
    )
    # What the session has read of these tickets is old now.
    session.expire_all()
    return passed


def append(session: Session, act: Act, what: What, details: Mapping[int, Mapping[str, object]]) -> None:
    """Append one event to each of many tickets, by one statement; `details` by ticket."""
    rows = [
        {"ticket_id": ticket, "at": act.now, "actor": act.actor.login, "what": what, "detail": dict(detail)}
        for ticket, detail in details.items()
    ]
    if rows:
        session.execute(insert(_E), rows)


def _given_by_duty() -> ColumnElement[bool]:
    """Whether no person was the last to say whose it is; what was undone was never said."""
    last = (
        select(_E.c.actor)
        .where(_E.c.ticket_id == _T.c.id, _E.c.what == What.ASSIGNED, ~was_undone(_E))
        .order_by(_E.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(last, BRIDGE.login) == BRIDGE.login
