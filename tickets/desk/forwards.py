"""Departments and what they propose."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.handling import end_forwards
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.desk.registry import department
from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.states import Move
from tickets.rules.worktime import deadline
from tickets.storage.models import Department, Forward, Proposal, What


def forward(
    session: Session, act: Act, ticket_id: int, *, to: str, note: str = "", version: int | None = None
) -> int:
    """Hand the question to a department; the answer clock runs on, the department's own one starts.

    Returns the forward's id. Raises NotFound for an unknown department.
    """
    act.actor.require(Right.FORWARD)
    ticket = history.load(session, act, ticket_id, version=version)
    target = department(session, to)
    history.move(ticket, Move.FORWARD)
    end_forwards(session, act, ticket)
    calendar = act.house.calendar(history.account_name(session, ticket.account_id))
    due_at = deadline(act.now, act.house.department, calendar)
    if ticket.due_at is not None and act.now < ticket.due_at < due_at:
        # In time for us to answer: a department's proposal after our own deadline helps nobody.
        due_at = ticket.due_at
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
    detail: dict[str, object] = {"to": to, **history.reckoned_by(calendar, act.house.department)}
    if note:
        detail["note"] = note
    history.record(session, act, ticket, What.FORWARDED, due_at=due_at, detail=detail)
    history.rewind(session, act, ticket)
    return row.id


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
    key = session.scalar(select(Department.key).where(Department.id == row.department_id))
    history.record(session, act, ticket, What.PROPOSED, detail={"department": key})
    history.rewind(session, act, ticket)
    return row.id
