"""The statements of the lists, made once for each combination of conditions: a list is asked for at every key."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select, union_all

from tickets.desk import search
from tickets.desk.list_conditions import NOT_NOTED, NOTED, NOW, bound, conditions, hide, needs_a_person
from tickets.rules.states import Queue
from tickets.storage.answer_models import Forward, Reply
from tickets.storage.models import Account, Department, Person, Ticket, table

_T = table(Ticket)
_A = table(Account)
_P = table(Person)
_D = table(Department)
_R = table(Reply)

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

_REPLY = (
    # Of both, the one that is in doubt: as a word it is the greater.
    select(func.max(_R.c.state))
    .where(_R.c.ticket_id == _T.c.id, needs_a_person(_T.c.queue))
    .correlate(_T)
    .scalar_subquery()
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
    or_(_T.c.breached_at.is_not(None), func.coalesce(_T.c.due_at < NOW, false())),
    func.coalesce(and_(_T.c.due_at >= NOW, or_(_T.c.warn_at.is_(None), _T.c.warn_at <= NOW)), false()),
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


_WALKED = frozenset(("now", "most", "after_rank", "after_id", "account", "kind", "language", "unassigned"))
_MERGED = _WALKED | {"assignee", "department"}
"""What may be asked where the queues are walked one by one: an index serves each, and none all of them."""
_LED = frozenset(("number", "copies_of", "person", "reply", "forwarded_to"))
"""What leads to few tickets by itself."""
_ALL_LEADERS = frozenset(("queue", "folded", "assignee", "department_id"))
"""Columns with which an index begins that is in the order of the list."""


@cache
def best_first(asked: frozenset[str]) -> Select[*tuple[Any, ...]]:
    """The list for this combination of conditions, by rank."""
    if "breached" in asked and asked.isdisjoint(_LED):
        rest = asked - {"breached"}
        return _best_of(_best(rest, part, hidden=_ALL_LEADERS) for part in (NOTED, NOT_NOTED))
    if asked <= _MERGED:
        return _best_of(_each_queue(asked))
    if "received_from" in asked and asked.isdisjoint({"queue", *_LED}):
        # Perhaps very many, and only the best are worth more than a number.
        return _best_of([_best(asked, hidden=_ALL_LEADERS)])
    return _ROWS.where(*conditions(asked, hidden=_hidden(asked))).order_by(*_BY_RANK).limit(bound("most"))


_BY_RANK = (_T.c.rank, _T.c.id)
_Best = Select[tuple[int, int]]
"""Rank and number of the first tickets of some sort."""


def _each_queue(asked: frozenset[str]) -> Iterator[_Best]:
    """The best of each: the index of queues has what is folded apart, the others do not know it."""
    hidden = _hidden(asked)
    parts = [()] if "folded" in hidden else [(_T.c.folded.is_(folded),) for folded in (False, True)]
    return (_best(asked, _T.c.queue == queue, *part, hidden=hidden) for queue in Queue for part in parts)


def _best(asked: frozenset[str], *part: ColumnElement[bool], hidden: frozenset[str]) -> _Best:
    wanted = conditions(asked, hidden=hidden)
    return select(_T.c.rank, _T.c.id).where(*part, *wanted).order_by(*_BY_RANK).limit(bound("most"))


def _best_of(parts: Iterable[_Best]) -> Select[*tuple[Any, ...]]:
    """The best of several parts, which have no ticket in common."""
    best = [part.subquery() for part in parts]
    merged = union_all(*(select(each.c.rank, each.c.id) for each in best)).subquery()
    chosen = select(merged.c.id).order_by(merged.c.rank, merged.c.id).limit(bound("most"))
    return _ROWS.where(_T.c.id.in_(chosen)).order_by(*_BY_RANK)


def _hidden(asked: frozenset[str]) -> frozenset[str]:
    """Of several indexes that are in order one is to lead: whose tickets are fewer than a queue's."""
    if "assignee" in asked:
        return frozenset(("folded", "department_id"))
    return frozenset(("folded",)) if "department" in asked else frozenset()


_SORTED = frozenset(("breached", "overdue", "due_before", "received_from"))
"""Where an index knows which tickets meet it, and not by number: they are few, or were received lately."""
_GATHERED = _SORTED | {"assignee", "department"}
"""As these, or it is left to the database whether they are few."""


@cache
def newest_first(asked: frozenset[str]) -> Select[*tuple[Any, ...]]:
    """The list for this combination of conditions, by number: a walk down the tickets.

    Where an index knows those that meet a condition, their numbers alone are read and sorted.
    """
    hidden = _hidden(asked)
    if "unassigned" in asked:
        hidden |= {"assignee"}  # what nobody has is most of all that there is
    if "breached" in asked:
        hidden = _ALL_LEADERS
    wanted = conditions(asked - {"breached"}, each_for_itself=True, hidden=hidden)
    if "breached" in asked:
        broken = (select(_T.c.id).where(part) for part in (NOTED, NOT_NOTED))
        wanted.append(_T.c.id.in_(union_all(*broken)))
    if "before" in asked:
        wanted.append(_T.c.id < bound("before"))
    if asked.isdisjoint(_GATHERED):
        return _ROWS.where(*wanted).order_by(_T.c.id.desc()).limit(bound("most"))
    number = _T.c.id if asked.isdisjoint(_SORTED) else hide(_T.c.id)
    chosen = select(_T.c.id).where(*wanted).order_by(number.desc()).limit(bound("most"))
    return _ROWS.where(_T.c.id.in_(chosen)).order_by(_T.c.id.desc())


@cache
def with_words(asked: frozenset[str], *, sqlite: bool) -> Select[*tuple[Any, ...]]:
    """What the index of words gives, newest first: the index leads, and nothing is sorted."""
    words = search.index(sqlite=sqlite)
    hits = select(*_COLUMNS).select_from(words.table).join(_T, _T.c.id == words.key)
    of_key = {"but": words.key != bound("but"), "before": words.key < bound("before")}
    wanted = [condition for name, condition in of_key.items() if name in asked]
    return (
        _with_names(hits)
        .where(words.matches, *wanted, *conditions(asked, each_for_itself=True))
        .order_by(words.key.desc())
        .limit(bound("most"))
    )
