"""Frozen rows for screens and commands. Queries stay flat to a million tickets: by index, paged by key."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import cache, partial
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    false,
    func,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import Session

from tickets.desk import dispatch, search
from tickets.desk.house import Act
from tickets.desk.rows import DepartmentView, Page, Query, Row, ServiceView, WorkerView
from tickets.rules.reply import ReplyState
from tickets.rules.states import Queue
from tickets.storage.models import (
    Account,
    Department,
    Direction,
    Forward,
    Message,
    Person,
    Reply,
    Ticket,
    Worker,
    table,
)
from tickets.storage.types import UtcDateTime

_T = table(Ticket)
_M = table(Message)
_A = table(Account)
_P = table(Person)
_D = table(Department)

BRIDGE_SILENCE = timedelta(seconds=45)
"""After so long without a sign of life the bridge counts as stopped; it gives one every few seconds."""

_row: Callable[[Iterable[Any]], Row] = partial(tuple.__new__, Row)
"""`Row._make` without its look at the length: the columns below are those of `Row`, a test holds them to it."""

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
)


def _with_names(tickets: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """What the columns need besides the ticket."""
    return (
        tickets.join(_A, _A.c.id == _T.c.account_id)
        .join(_P, _P.c.id == _T.c.person_id)
        .outerjoin(_D, _D.c.id == _T.c.department_id)
    )


_ROWS = _with_names(select(*_COLUMNS).select_from(_T))


def page(store: Session | Connection, act: Act, query: Query) -> Page:
    """A part of a list; without a queue, all queues in one order.

    Best first. What is searched for comes newest first, the ticket whose number was typed before all others.
    """
    if query.search.strip():
        return _found(store, act, query)
    values = _values(act, query)
    found = store.execute(_listing(frozenset(values)), values).all()
    return Page(tuple(map(_row, found[: query.limit])), more=len(found) > query.limit)


def _found(store: Session | Connection, act: Act, query: Query) -> Page:
    """What has all the words; an index gives it in its order, however many have them."""
    sought = search.sought(query.search)
    values = _values(act, query)
    after_rank, after = values.pop("after_rank", None), values.pop("after_id", None)
    found: list[Any] = []
    if sought.number is not None and after_rank is None:
        named = {**values, "number": sought.number}
        found += store.execute(_listing(frozenset(named)), named).all()
    if sought.words and not sought.only:
        sqlite = search.on_sqlite(store)
        values["words"] = search.asked(sought.words, sqlite=sqlite)
        if sought.number is not None:
            values["but"] = sought.number
        if after is not None and after != sought.number:
            values["before"] = after
        found += store.execute(_finding(frozenset(values), sqlite=sqlite), values).all()
    return Page(tuple(map(_row, found[: query.limit])), more=len(found) > query.limit)


def one(session: Session, act: Act, ticket_id: int) -> Row | None:
    """The row of one ticket, or None where there is none."""
    values = session.execute(_ROWS.where(_T.c.id == ticket_id), {"now": act.now}).first()
    return _row(values) if values else None


def _values(act: Act, query: Query) -> dict[str, object]:
    """What the query asks for, by the names that `_listing` knows."""
    after_rank, after_id = query.after or (None, None)
    asked: dict[str, object] = {
        "queue": query.queue,
        "breached": query.breached or None,
        "account": query.account,
        "assignee": query.assignee,
        "unassigned": query.unassigned or None,
        "department": query.department,
        "kind": query.kind,
        "language": query.language,
        "person": query.person,
        "received_from": query.received_from,
        "received_before": query.received_before,
        "copies_of": query.copies_of,
        "after_rank": after_rank,
        "after_id": after_id,
        "forwarded_to": act.actor.department,
    }
    given = {name: value for name, value in asked.items() if value is not None}
    return given | {"now": act.now, "most": query.limit + 1}


@cache
def _listing(asked: frozenset[str]) -> Select[*tuple[Any, ...]]:
    """The list for this combination of conditions. Made once each: it is asked for at every key pressed."""
    return _ROWS.where(*_conditions(asked)).order_by(_T.c.rank, _T.c.id).limit(_bound("most"))


@cache
def _finding(asked: frozenset[str], *, sqlite: bool) -> Select[*tuple[Any, ...]]:
    """What the index of words gives, newest first: the index leads, and nothing is sorted."""
    words = search.index(sqlite=sqlite)
    hits = select(*_COLUMNS).select_from(words.table).join(_T, _T.c.id == words.key)
    of_key = {"but": words.key != _bound("but"), "before": words.key < _bound("before")}
    wanted = [condition for name, condition in of_key.items() if name in asked]
    return (
        _with_names(hits)
        .where(words.matches, *wanted, *_conditions(asked))
        .order_by(words.key.desc())
        .limit(_bound("most"))
    )


def _conditions(asked: frozenset[str]) -> list[ColumnElement[bool]]:
    """Those of all conditions that are asked for, by the names that `_values` gives."""
    conditions = {
        # Near copies stand behind one of them, which is opened to see the others.
        "queue": and_(
            _T.c.queue == bindparam("queue"), true() if "copies_of" in asked else _T.c.folded.is_(False)
        ),
        "breached": or_(_T.c.breached_at.is_not(None), _T.c.due_at < _NOW),
        "account": _A.c.name == bindparam("account"),
        "assignee": _T.c.assignee == bindparam("assignee"),
        "unassigned": _T.c.assignee.is_(None),
        "department": _D.c.key == bindparam("department"),
        "kind": _T.c.kind == bindparam("kind"),
        "language": _T.c.language == bindparam("language"),
        "person": _P.c.handle == bindparam("person"),
        "received_from": _T.c.received_at >= bindparam("received_from"),
        "received_before": _T.c.received_at < bindparam("received_before"),
        "copies_of": or_(_T.c.id == _bound("copies_of"), _T.c.cluster_id == _cluster_of("copies_of")),
        "after_rank": tuple_(_T.c.rank, _T.c.id) > tuple_(_bound("after_rank"), _bound("after_id")),
        "number": _T.c.id == _bound("number"),
        # A specialist sees what was forwarded to the own department, and nothing else.
        "forwarded_to": _forwarded_to(bindparam("forwarded_to")),
    }
    return [condition for name, condition in conditions.items() if name in asked]


def _bound(name: str) -> BindParameter[int]:
    return bindparam(name, type_=BigInteger())


def _cluster_of(ticket: str) -> ScalarSelect[int | None]:
    named = _T.alias()
    return select(named.c.cluster_id).where(named.c.id == _bound(ticket)).scalar_subquery()


def _forwarded_to(department: BindParameter[str] | str) -> ColumnElement[bool]:
    return _T.c.id.in_(
        select(Forward.ticket_id)
        .join(Department, Department.id == Forward.department_id)
        .where(Department.key == department)
    )


def counts(session: Session, act: Act) -> dict[Queue, int]:
    """How many tickets each queue holds."""
    statement = select(_T.c.queue, func.count()).group_by(_T.c.queue)
    if act.actor.department is not None:
        statement = statement.where(_forwarded_to(act.actor.department))
    found: dict[Queue, int] = dict(session.execute(statement).all())
    return {queue: found.get(queue, 0) for queue in Queue}


def service(session: Session, act: Act) -> ServiceView:
    """How the service is: the bridge, its workers, the queues, the outbox."""
    workers = tuple(
        WorkerView(worker.name, worker.state, worker.detail, worker.since, worker.beat_at)
        for worker in session.scalars(select(Worker).order_by(Worker.name))
    )
    bridge = next((worker for worker in workers if worker.name == "bridge"), None)
    outbox = dict(session.execute(select(Reply.state, func.count()).group_by(Reply.state)).all())
    return ServiceView(
        bridge_running=bridge is not None
        and bridge.state == "running"
        and act.now - bridge.beat_at < BRIDGE_SILENCE,
        bridge_seen_at=bridge.beat_at if bridge else None,
        workers=workers,
        counts=counts(session, act),
        breached=_count(session, _T.c.due_at < act.now),
        at_risk=_count(
            session, and_(_T.c.due_at >= act.now, or_(_T.c.warn_at.is_(None), _T.c.warn_at <= act.now))
        ),
        replies_pending=outbox.get(ReplyState.PENDING, 0) + outbox.get(ReplyState.SENDING, 0),
        replies_failed=_unanswered_failures(session, ReplyState.FAILED),
        replies_uncertain=outbox.get(ReplyState.UNCERTAIN, 0),
        notices=dispatch.view(session, act),
    )


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return (
        session.scalar(select(func.count()).select_from(_T).where(_T.c.due_at.is_not(None), condition)) or 0
    )


def _unanswered_failures(session: Session, state: ReplyState) -> int:
    """Failed replies whose ticket still waits: what nobody has made good yet."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Reply)
            .join(Ticket, Ticket.id == Reply.ticket_id)
            .where(Reply.state == state, Ticket.queue.in_((Queue.INBOX, Queue.DEPARTMENTS, Queue.WAITING)))
        )
        or 0
    )


def departments(session: Session, act: Act) -> tuple[DepartmentView, ...]:
    """The departments that can be asked, in the order of the settings."""
    described = {item.key: item for item in act.house.settings.departments}
    active = set(session.scalars(select(Department.key).where(Department.active)))
    return tuple(
        DepartmentView(key, item.name, item.description) for key, item in described.items() if key in active
    )


def message_count(session: Session, _act: Act) -> int:
    """How many posts of citizens are stored."""
    return session.scalar(select(func.count()).select_from(_M).where(_M.c.direction == Direction.IN)) or 0
