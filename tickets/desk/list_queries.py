"""The statements of the lists, made once for each combination of conditions: a list is asked for at every key."""

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    null,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from tickets.desk import search
from tickets.rules.reply import OPEN, ReplyState
from tickets.rules.states import Queue
from tickets.storage.answer_models import Forward, Reply
from tickets.storage.models import Account, Department, Person, Ticket, table
from tickets.storage.types import UtcDateTime

_T = table(Ticket)
_A = table(Account)
_P = table(Person)
_D = table(Department)
_R = table(Reply)

WAITING_QUEUES = (Queue.INBOX, Queue.DEPARTMENTS, Queue.WAITING)
"""Where tickets are that are not done."""

_LATER = _R.alias()
NOT_MADE_GOOD = or_(
    _R.c.state == ReplyState.UNCERTAIN,
    and_(
        _R.c.state == ReplyState.FAILED,
        ~exists()
        .where(
            _LATER.c.ticket_id == _R.c.ticket_id,
            _LATER.c.id > _R.c.id,
            or_(*(_LATER.c.state == state for state in (*OPEN, ReplyState.SENT))),
        )
        .correlate(_R),
    ),
)
"""Whether a reply did not get out, or nobody can tell, and no other one is out or on its way in its place."""

_NOW = bindparam("now", type_=UtcDateTime())

_BEHIND = _T.alias()
_COPIES = case(
    (or_(_T.c.cluster_id.is_(None), _T.c.folded), 0),
    else_=select(func.count())
    .select_from(_BEHIND)
    .where(_BEHIND.c.cluster_id == _T.c.cluster_id, _BEHIND.c.folded, _BEHIND.c.queue == _T.c.queue)
    .correlate(_T)
    .scalar_subquery(),
)
"""How many near copies stand behind a row."""

_OF_DEPARTMENT = case(
    (_T.c.queue != Queue.DEPARTMENTS, false()),
    else_=exists()
    .where(Forward.ticket_id == _T.c.id, Forward.ended_at.is_(None), Forward.due_at == _T.c.due_at)
    .correlate(_T),
)
"""Whether the nearest deadline is a department's."""

_REPLY = case(
    (and_(*(_T.c.queue != queue for queue in WAITING_QUEUES)), null()),
    # Of both, the one that is in doubt: as a word it is the greater.
    else_=select(func.max(_R.c.state))
    .where(_R.c.ticket_id == _T.c.id, NOT_MADE_GOOD)
    .correlate(_T)
    .scalar_subquery(),
)
"""What became of a reply, where a person has to look after it."""

# In the order of `Row`.
_COLUMNS = (
    _T.c.id,
    _A.c.name,
    _P.c.handle,
    _T.c.queue,
    _T.c.state,
    _T.c.kind,
    _T.c.priority,
    _D.c.key,
    _T.c.assignee,
    _T.c.visibility,
    _T.c.language,
    _T.c.received_at,
    _T.c.due_at,
    or_(_T.c.breached_at.is_not(None), func.coalesce(_T.c.due_at < _NOW, false())),
    func.coalesce(and_(_T.c.due_at >= _NOW, or_(_T.c.warn_at.is_(None), _T.c.warn_at <= _NOW)), false()),
    _T.c.zone,
    _T.c.excerpt,
    _T.c.rank,
    _T.c.version,
    _COPIES,
    _OF_DEPARTMENT,
    _REPLY,
)


def _with_names(tickets: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """What the columns need besides the ticket."""
    return (
        tickets.join(_A, _A.c.id == _T.c.account_id)
        .join(_P, _P.c.id == _T.c.person_id)
        .outerjoin(_D, _D.c.id == _T.c.department_id)
    )


_ROWS = _with_names(select(*_COLUMNS).select_from(_T))


_WALKABLE = frozenset(("now", "most", "after_rank", "after_id", "account", "kind", "language", "unassigned"))
"""What may be asked where all queues are walked: it has no index of its own, and usually many tickets meet it."""


@cache
def best_first(asked: frozenset[str]) -> Select[*tuple[Any, ...]]:
    """The list for this combination of conditions, by rank."""
    if asked <= _WALKABLE:
        return of_all_queues(asked)
    return _ROWS.where(*_conditions(asked)).order_by(_T.c.rank, _T.c.id).limit(_bound("most"))


@cache
def of_all_queues(asked: frozenset[str]) -> Select[*tuple[Any, ...]]:
    """As `best_first`, of all queues: the best of each are merged, for one index serves each, and none all of them."""
    tickets = select(_T.c.id, _T.c.rank)
    if "account" in asked:
        tickets = tickets.join(_A, _A.c.id == _T.c.account_id)
    best = [
        tickets.where(_T.c.queue == queue, _T.c.folded.is_(folded), *_conditions(asked))
        .order_by(_T.c.rank, _T.c.id)
        .limit(_bound("most"))
        .subquery()
        for queue in Queue
        for folded in (False, True)
    ]
    merged = union_all(*(select(each.c.id, each.c.rank) for each in best)).subquery()
    chosen = select(merged.c.id).order_by(merged.c.rank, merged.c.id).limit(_bound("most"))
    return _ROWS.where(_T.c.id.in_(chosen)).order_by(_T.c.rank, _T.c.id)


@cache
def newest_first(asked: frozenset[str]) -> Select[*tuple[Any, ...]]:
    """The list for this combination of conditions, by number: a walk down the tickets, and nothing is sorted."""
    wanted = _conditions(asked, each_for_itself=True)
    if "before" in asked:
        wanted.append(_T.c.id < _bound("before"))
    return _ROWS.where(*wanted).order_by(_T.c.id.desc()).limit(_bound("most"))


@cache
def with_words(asked: frozenset[str], *, sqlite: bool) -> Select[*tuple[Any, ...]]:
    """What the index of words gives, newest first: the index leads, and nothing is sorted."""
    words = search.index(sqlite=sqlite)
    hits = select(*_COLUMNS).select_from(words.table).join(_T, _T.c.id == words.key)
    of_key = {"but": words.key != _bound("but"), "before": words.key < _bound("before")}
    wanted = [condition for name, condition in of_key.items() if name in asked]
    return (
        _with_names(hits)
        .where(words.matches, *wanted, *_conditions(asked, each_for_itself=True))
        .order_by(words.key.desc())
        .limit(_bound("most"))
    )


def _conditions(asked: frozenset[str], *, each_for_itself: bool = False) -> list[ColumnElement[bool]]:
    """Those of all conditions that are asked for, by the names that `views` gives.

    each_for_itself: near copies too that stand behind another row.
    """
    # Near copies stand behind one of them, which is opened to see the others.
    # Specialists see each for itself: it may stand behind one that they must not see.
    alone = each_for_itself or not asked.isdisjoint(("copies_of", "forwarded_to"))
    unfolded = true() if alone else _T.c.folded.is_(False)
    conditions = {
        "queue": and_(_T.c.queue == bindparam("queue"), unfolded),
        "breached": or_(_T.c.breached_at.is_not(None), _T.c.due_at < _NOW),
        "overdue": _T.c.due_at < _NOW,
        "due_before": _T.c.due_at < bindparam("due_before"),
        "account": _A.c.name == bindparam("account"),
        "assignee": _T.c.assignee == bindparam("assignee"),
        "unassigned": _T.c.assignee.is_(None),
        "department": _D.c.key == bindparam("department"),
        "kind": _T.c.kind == bindparam("kind"),
        "language": _T.c.language == bindparam("language"),
        "reply": _T.c.id.in_(_waiting_with_a_reply(bindparam("reply"))),
        "person": _P.c.handle == bindparam("person"),
        "person_begins": func.substr(_P.c.handle, 1, func.length(bindparam("person_begins")))
        == bindparam("person_begins"),
        "received_from": _T.c.received_at >= bindparam("received_from"),
        "received_before": _T.c.received_at < bindparam("received_before"),
        "copies_of": or_(_T.c.id == _bound("copies_of"), _T.c.cluster_id == _cluster_of("copies_of")),
        "after_rank": tuple_(_T.c.rank, _T.c.id) > tuple_(_bound("after_rank"), _bound("after_id")),
        "number": _T.c.id == _bound("number"),
        # A specialist sees what was forwarded to the own department, and nothing else.
        "forwarded_to": forwarded_to(bindparam("forwarded_to")),
    }
    return [condition for name, condition in conditions.items() if name in asked]


def _waiting_with_a_reply(state: BindParameter[str]) -> Select[int]:
    """Tickets with such a reply to be made good that are not done: from the few that are open, each by its replies."""
    ticket = _T.alias()
    return (
        select(ticket.c.id)
        .join(_R, _R.c.ticket_id == ticket.c.id)
        .where(ticket.c.queue.in_(WAITING_QUEUES), _R.c.state == state, NOT_MADE_GOOD)
    )


def _bound(name: str) -> BindParameter[int]:
    return bindparam(name, type_=BigInteger())


def _cluster_of(ticket: str) -> ScalarSelect[int | None]:
    named = _T.alias()
    return select(named.c.cluster_id).where(named.c.id == _bound(ticket)).scalar_subquery()


def forwarded_to(
    department: BindParameter[str] | str, ticket: ColumnElement[int] = _T.c.id
) -> ColumnElement[bool]:
    """Whether the ticket was ever handed to this department, by its key. ticket: the column of its number."""
    return ticket.in_(
        select(Forward.ticket_id)
        .join(Department, Department.id == Forward.department_id)
        .where(Department.key == department)
    )
