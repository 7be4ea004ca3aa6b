"""Frozen rows for screens and commands. Queries stay flat to a million tickets: by index, paged by key."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, func, or_, select, true
from sqlalchemy.orm import Session

from tickets.config import is_demo
from tickets.desk import dispatch, list_conditions, list_queries, search
from tickets.desk.house import Act
from tickets.desk.rows import Page, Query, Row
from tickets.desk.service_rows import DepartmentView, ServiceView, WorkerView
from tickets.rules.reply import OPEN, ReplyState
from tickets.rules.states import Queue
from tickets.storage.answer_models import Reply, replies_in
from tickets.storage.bridge_models import Worker
from tickets.storage.models import Department, Direction, Message, Ticket, table

_T = table(Ticket)
_M = table(Message)
_R = table(Reply)

BRIDGE_SILENCE = timedelta(seconds=45)
"""After so long without a sign of life the bridge counts as stopped; it gives one every few seconds."""

_row: Callable[[Iterable[Any]], Row] = partial(tuple.__new__, Row)
"""`Row._make` without its look at the length: a test holds the columns of `list_queries` to those of `Row`."""


def page(store: Session | Connection, act: Act, query: Query) -> Page:
    """A part of a list; without a queue, all queues in one order.

    Best first. What is looked for (`Query.found`) comes newest first, the ticket whose number was typed before all
    others.
    """
    if query.found:
        return _found(store, act, query)
    values = _values(act, query)
    rows = store.execute(list_queries.best_first(frozenset(values)), values).all()
    return Page(_rows(act, rows[: query.limit]), more=len(rows) > query.limit)


def _found(store: Session | Connection, act: Act, query: Query) -> Page:
    """What has all the words, and is as was asked; an index gives it in its order, however many there are."""
    sought = search.sought(query.search)
    values = _values(act, query)
    after_rank, after = values.pop("after_rank", None), values.pop("after_id", None)
    found: list[Any] = []
    if sought.number is not None and after_rank is None:
        named = {**values, "number": sought.number}
        found += store.execute(list_queries.best_first(frozenset(named)), named).all()
    if not sought.only:
        if sought.number is not None:
            values["but"] = sought.number
        if after is not None and after != sought.number:
            values["before"] = after
        found += _newest(store, query, values)
    return Page(_rows(act, found[: query.limit]), more=len(found) > query.limit)


def _rows(act: Act, found: Iterable[Any]) -> tuple[Row, ...]:
    """As this person may see them: for a specialist nothing stands behind a row."""
    rows = tuple(map(_row, found))
    return rows if act.actor.department is None else tuple(row._replace(copies=0) for row in rows)


def _newest(store: Session | Connection, query: Query, values: dict[str, Any]) -> Sequence[Any]:
    """Newest first: led by the index of words, where there are any."""
    # Whoever's name begins so has the words of that beginning: the index knows them too.
    words = search.words(f"{query.search} {query.person_begins or ''}")
    if not words:
        nothing_to_find = bool(query.search.strip())
        statement = list_queries.newest_first(frozenset(values))
        return () if nothing_to_find else store.execute(statement, values).all()
    sqlite = search.on_sqlite(store)
    values["words"] = search.asked(words, sqlite=sqlite)
    return store.execute(list_queries.with_words(frozenset(values), sqlite=sqlite), values).all()


def one(session: Session, act: Act, ticket_id: int) -> Row | None:
    """The row of one ticket, or None where there is none that this person may see."""
    values = _values(act, Query(limit=0)) | {"number": ticket_id}
    found = session.execute(list_queries.best_first(frozenset(values)), values).all()
    return next(iter(_rows(act, found)), None)


def _values(act: Act, query: Query) -> dict[str, Any]:
    """What the query asks for, by the names that the statements know."""
    after_rank, after_id = query.after or (None, None)
    asked: dict[str, object] = {
        "queue": query.queue,
        "breached": query.breached or None,
        "overdue": query.overdue or None,
        "due_before": query.due_before,
        "account": query.account,
        "assignee": query.assignee,
        "unassigned": query.unassigned or None,
        "department": query.department,
        "kind": query.kind,
        "language": query.language,
        "reply": query.reply,
        "person": query.person,
        "person_begins": query.person_begins,
        "received_from": query.received_from,
        "received_before": query.received_before,
        "copies_of": query.copies_of,
        "after_rank": after_rank,
        "after_id": after_id,
        "forwarded_to": act.actor.department,
    }
    given = {name: value for name, value in asked.items() if value is not None}
    return given | {"now": act.now, "most": query.limit + 1}


def counts(session: Session, act: Act, *, most: int | None = None) -> dict[Queue, int]:
    """How many tickets each queue holds.

    most: count no queue further than to one more than this; None counts to the end.
    """
    statement = select(*(_held(act, queue, most) for queue in Queue))
    return dict(zip(Queue, session.execute(statement).one(), strict=True))


def _held(act: Act, queue: Queue, most: int | None) -> ScalarSelect[int]:
    tickets = select(_T.c.id).where(_T.c.queue == queue, _own(act, _T.c.id))
    some = tickets if most is None else tickets.limit(most + 1)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


def _own(act: Act, ticket: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the ticket of this number counts for this person: for a specialist those of the own department do."""
    department = act.actor.department
    return true() if department is None else list_conditions.forwarded_to(department, ticket)


def service(session: Session, act: Act, *, most: int | None = None) -> ServiceView:
    """How the service is: the bridge, its workers, the queues, the outbox. most: see `counts`."""
    workers = tuple(
        WorkerView(worker.name, worker.state, worker.detail, worker.since, worker.beat_at)
        for worker in session.scalars(select(Worker).order_by(Worker.name))
    )
    bridge = next((worker for worker in workers if worker.name == "bridge"), None)
    return ServiceView(
        bridge_running=bridge is not None
        and bridge.state == "running"
        and act.now - bridge.beat_at < BRIDGE_SILENCE,
        bridge_seen_at=bridge.beat_at if bridge else None,
        of_demo=is_demo(act.house.settings.folder),
        workers=workers,
        counts=counts(session, act, most=most),
        breached=_count(session, act, _T.c.due_at < act.now),
        at_risk=_count(
            session, act, _T.c.due_at >= act.now, or_(_T.c.warn_at.is_(None), _T.c.warn_at <= act.now)
        ),
        replies_pending=_replies(session, act, replies_in(*OPEN)),
        replies_failed=_for_a_person(session, act, ReplyState.FAILED),
        replies_uncertain=_for_a_person(session, act, ReplyState.UNCERTAIN),
        notices=dispatch.view(session, act),
    )


def _count(session: Session, act: Act, *conditions: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(_T)
    return session.scalar(counted.where(_T.c.due_at.is_not(None), *conditions, _own(act, _T.c.id))) or 0


def _for_a_person(session: Session, act: Act, state: ReplyState) -> int:
    """Replies that came to this and that a person has to look after: those of the tickets that the filter finds."""
    return _replies(session, act, _R.c.state == state, list_conditions.needs_a_person(_T.c.queue))


def _replies(session: Session, act: Act, *conditions: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(_R).join(_T, _T.c.id == _R.c.ticket_id)
    return session.scalar(counted.where(*conditions, _own(act, _R.c.ticket_id))) or 0


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
