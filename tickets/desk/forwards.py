"""Departments and what they propose."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.handling import end_forwards
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.desk.registry import department
from tickets.errors import IllegalMove, UsageError
from tickets.i18n import _
from tickets.rules.states import Move
from tickets.rules.worktime import Calendar, deadline, warn_moment
from tickets.storage.answer_models import Forward, Proposal
from tickets.storage.models import Department, Ticket, What


def forward(
    session: Session, act: Act, ticket_id: int, *, to: str, note: str = "", version: int | None = None
) -> int:
    """Hand the question to a department; the answer clock runs on, the department's own one starts.

    to: the department's key, or its name. Returns the forward's id. Raises NotFound for an unknown department,
    IllegalMove where it has the question already.
    """
    act.actor.require(Right.FORWARD)
    ticket = history.load(session, act, ticket_id, version=version)
    target = department(session, to)
    _require_other(session, ticket, target)
    history.move(ticket, Move.FORWARD)
    end_forwards(session, act, ticket)
    calendar = act.house.calendar(history.account_name(session, ticket.account_id))
    due_at = _due_in_time(session, act, ticket, calendar)
    ticket.department_id = target.id
    row = Forward(
        ticket_id=ticket_id,
        department_id=target.id,
        author=act.actor.login,
        note=note,
        created_at=act.now,
        due_at=due_at,
    )
    session.add(row)
    detail: dict[str, object] = {
        "to": target.key,
        "name": target.name,
        **history.reckoned_by(calendar, act.house.department),
    }
    if note:
        detail["note"] = note
    history.record(session, act, ticket, What.FORWARDED, due_at=due_at, detail=detail)
    history.rewind(session, act, ticket)
    return row.id


def _require_other(session: Session, ticket: Ticket, target: Department) -> None:
    """Asked twice, the department would count twice in every figure."""
    has_it = session.scalar(
        select(Forward.id)
        .where(Forward.ticket_id == ticket.id, Forward.department_id == target.id, Forward.ended_at.is_(None))
        .limit(1)
    )
    if has_it is not None:
        raise IllegalMove(
            _("Ticket {id} is with “{department}” already").format(id=ticket.id, department=target.name),
            _("Write a note for them, or take it back first: tickets recall {id}").format(id=ticket.id),
        )


def _due_in_time(session: Session, act: Act, ticket: Ticket, calendar: Calendar) -> datetime:
    """When the department's proposal is due: by its own term, and in time for us to answer.

    It has at most as large a share of the working time left to us as passes before a ticket is at risk; the rest is
    ours. What we owe is broken already, or we owe nothing: its term alone.
    """
    due_at = deadline(act.now, act.house.department, calendar)
    owed = history.clocks(history.events_of(session, ticket)).answer
    if owed is None or owed.breached(act.now):
        return due_at
    return min(due_at, warn_moment(act.now, owed.due_at, act.house.warn_at, calendar))


def recall(session: Session, act: Act, ticket_id: int, *, version: int | None = None) -> None:
    """Take the question back from the department, unanswered."""
    act.actor.require(Right.FORWARD)
    ticket = history.load(session, act, ticket_id, version=version)
    history.move(ticket, Move.RECALL)
    end_forwards(session, act, ticket)
    history.record(session, act, ticket, What.RECALLED)
    history.rewind(session, act, ticket)


def propose(session: Session, act: Act, ticket_id: int, *, text: str) -> int:
    """A department proposes an answer; the ticket comes back to the inbox. Returns the proposal's id.

    A manager may write down what a department said elsewhere, say on the telephone.
    """
    act.actor.require(Right.PROPOSE)
    if not text.strip():
        raise UsageError(_("The proposal is empty"), _("Write the answer that you propose"))
    ticket = history.load(session, act, ticket_id)
    history.move(ticket, Move.PROPOSE)
    asked = session.scalar(
        select(Forward).where(Forward.ticket_id == ticket_id).order_by(Forward.id.desc()).limit(1)
    )
    row = Proposal(
        ticket_id=ticket_id,
        forward_id=asked.id if asked else None,
        department_id=asked.department_id if asked else None,
        author=act.actor.login,
        text=text,
        created_at=act.now,
    )
    session.add(row)
    end_forwards(session, act, ticket)
    asked_of = session.get(Department, row.department_id) if row.department_id else None
    detail: dict[str, object] = {"department": asked_of.key, "name": asked_of.name} if asked_of else {}
    history.record(session, act, ticket, What.PROPOSED, detail=detail)
    history.rewind(session, act, ticket)
    return row.id
