"""What can be asked of a list, condition by condition; and which replies a person has to look after."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    true,
    tuple_,
)

from tickets.rules.reply import OPEN, ReplyState
from tickets.rules.states import Queue
from tickets.storage.answer_models import Forward, Reply, replies_in
from tickets.storage.models import Account, Department, Person, Ticket, table
from tickets.storage.types import UtcDateTime, Word

_T = table(Ticket)
_A = table(Account)
_P = table(Person)
_D = table(Department)
_R = table(Reply)

NOW = bindparam("now", type_=UtcDateTime())

WAITING_QUEUES = (Queue.INBOX, Queue.DEPARTMENTS, Queue.WAITING)
"""Where tickets are that are not done."""

_LATER = _R.alias()
_NOT_MADE_GOOD = ~exists().where(
    _LATER.c.ticket_id == _R.c.ticket_id,
    _LATER.c.id > _R.c.id,
    or_(*(_LATER.c.state == state for state in (*OPEN, ReplyState.SENT))),
).correlate(_R)
"""Whether no later reply is out or on its way in its place."""


def needs_a_person(queue: ColumnElement[Queue]) -> ColumnElement[bool]:
    """Whether somebody must look after a reply. queue: of its ticket.

    What failed is made good by another reply, or with the end of its ticket; what may be out must be looked for,
    whatever became of the ticket.
    """
    # Not by `in_`: that list would be written out anew for every page.
    waits = or_(*(queue == each for each in WAITING_QUEUES))
    failed = and_(_R.c.state == ReplyState.FAILED, waits, _NOT_MADE_GOOD)
    in_trouble = replies_in(ReplyState.FAILED, ReplyState.UNCERTAIN)
    return and_(in_trouble, or_(_R.c.state == ReplyState.UNCERTAIN, failed))


NOTED = _T.c.breached_at.is_not(None)
NOT_NOTED = and_(_T.c.breached_at.is_(None), _T.c.due_at < NOW)
"""Broken since the watcher of the clocks looked last: few, while the bridge is running."""


def conditions(
    asked: frozenset[str], *, each_for_itself: bool = False, hidden: frozenset[str] = frozenset()
) -> list[ColumnElement[bool]]:
    """Those of all conditions that are asked for, by the names that `views` gives.

    each_for_itself: near copies too that stand behind another row. hidden: columns that are compared in such a way that
    no index of theirs is taken.
    """
    queue, folded, assignee, department = (
        hide(_T.c[name]) if name in hidden else _T.c[name]
        for name in ("queue", "folded", "assignee", "department_id")
    )
    # Near copies stand behind one of them, which is opened to see the others.
    # Specialists see each for itself: it may stand behind one that they must not see.
    alone = each_for_itself or not asked.isdisjoint(("copies_of", "forwarded_to"))
    unfolded = true() if alone else folded.is_(False)
    begins = bindparam("person_begins", type_=Text())
    conditions = {
        "queue": and_(queue == bindparam("queue", type_=Word(Queue)), unfolded),
        "breached": or_(NOTED, NOT_NOTED),
        "overdue": _T.c.due_at < NOW,
        "due_before": _T.c.due_at < bindparam("due_before"),
        "account": _T.c.account_id == _number_of(_A, _A.c.name == bindparam("account")),
        "assignee": assignee == bindparam("assignee"),
        "unassigned": assignee.is_(None),
        "department": department == _number_of(_D, _D.c.key == bindparam("department")),
        "kind": _T.c.kind == bindparam("kind"),
        "language": _T.c.language == bindparam("language"),
        "reply": _T.c.id.in_(_with_a_reply(bindparam("reply"))),
        "person": _T.c.person_id == _number_of(_P, _P.c.handle == bindparam("person")),
        "person_begins": exists()
        .where(_P.c.id == _T.c.person_id, func.substr(_P.c.handle, 1, func.length(begins)) == begins)
        .correlate(_T),
        "received_from": _T.c.received_at >= bindparam("received_from"),
        "received_before": _T.c.received_at < bindparam("received_before"),
        "copies_of": or_(_T.c.id == bound("copies_of"), _T.c.cluster_id == _cluster_of("copies_of")),
        "after_rank": tuple_(_T.c.rank, _T.c.id) > tuple_(bound("after_rank"), bound("after_id")),
        "number": _T.c.id == bound("number"),
        # A specialist sees what was forwarded to the own department, and nothing else.
        "forwarded_to": forwarded_to(bindparam("forwarded_to")),
    }
    return [condition for name, condition in conditions.items() if name in asked]


def hide(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same value, as an expression: no index is known to hold it."""
    return func.coalesce(column, column)


def _number_of(named: Table, name: ColumnElement[bool]) -> ScalarSelect[int]:
    """Of the account, person or department that is called so."""
    return select(named.c.id).where(name).scalar_subquery()


def _with_a_reply(state: BindParameter[str]) -> Select[tuple[int]]:
    """Tickets with such a reply that needs a person: from those few, not from the tickets."""
    ticket = _T.alias()
    return (
        select(_R.c.ticket_id)
        .join(ticket, ticket.c.id == _R.c.ticket_id)
        .where(_R.c.state == state, needs_a_person(ticket.c.queue))
    )


def bound(name: str) -> BindParameter[int]:
    return bindparam(name, type_=BigInteger())


def _cluster_of(ticket: str) -> ScalarSelect[int | None]:
    named = _T.alias()
    return select(named.c.cluster_id).where(named.c.id == bound(ticket)).scalar_subquery()


def forwarded_to(
    department: BindParameter[str] | str, ticket: ColumnElement[int] = _T.c.id
) -> ColumnElement[bool]:
    """Whether the ticket was ever handed to this department, by its key. ticket: the column of its number."""
    return ticket.in_(
        select(Forward.ticket_id)
        .join(Department, Department.id == Forward.department_id)
        .where(Department.key == department)
    )
