"""Deadlines of open tickets reckoned anew: after the calendar or a promise was changed in the settings.

Never by itself: somebody says so, and each ticket's history says who, when, and what it was before. What was broken
stays broken, and a date that a citizen was told stays that date.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.rules.sla import Promise
from tickets.rules.worktime import Term, deadline
from tickets.storage.models import Account, Event, Ticket, What

AT_ONCE = 200
"""Tickets in one transaction: the store is not locked for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """A deadline that is another by the settings of today."""

    ticket: int
    account: str
    promise: Promise
    before: datetime
    after: datetime
    overdue: bool
    """The new one has passed already."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A ticket whose deadline is another, and by what the old and the new one were reckoned."""

    ticket: Ticket
    reckoned: Reckoned
    before: str | None
    """Fingerprint of the calendar; None where the event that set it does not tell."""
    after: dict[str, object]


@dataclass(frozen=True, slots=True)
class _Owed:
    """A running promise to the citizen that no date was told for: from when it counts, and by which term."""

    promise: Promise
    since: datetime
    due_at: datetime
    term: Term
    fingerprint: str | None


def changed(session: Session, act: Act, *, account: str | None = None) -> tuple[Reckoned, ...]:
    """The deadlines that `reckon` would change, by ticket; of this account alone where one is named."""
    statement = (
        select(Ticket.id)
        .join(Account, Account.id == Ticket.account_id)
        .where(Ticket.due_at.is_not(None))
        .order_by(Ticket.id)
    )
    if account is not None:
        statement = statement.where(Account.name == account)
    ids = session.scalars(statement).all()
    chunks = (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
    return tuple(found.reckoned for chunk in chunks for found in _examined(session, act, chunk))


def reckon(session: Session, act: Act, ticket_ids: Sequence[int]) -> tuple[Reckoned, ...]:
    """Reckon these tickets' deadlines anew, a few hundred at most; RECKONED for each that changes.

    Raises NotAllowed, NoWorkingDay.
    """
    act.actor.require(Right.RECKON)
    # Nobody shall answer meanwhile what is reckoned here (PostgreSQL; on SQLite nobody can).
    session.execute(select(Ticket.id).where(Ticket.id.in_(ticket_ids)).with_for_update())
    found = list(_examined(session, act, ticket_ids))
    for each in found:
        detail: dict[str, object] = {
            "promise": each.reckoned.promise.value,
            "before": each.reckoned.before.isoformat(),
            "after": each.reckoned.after.isoformat(),
            "fingerprint_before": each.before,
            **each.after,
        }
        history.record(session, act, each.ticket, What.RECKONED, due_at=each.reckoned.after, detail=detail)
        history.rewind(session, act, each.ticket)
    return tuple(each.reckoned for each in found)


def _examined(session: Session, act: Act, ticket_ids: Sequence[int]) -> Iterator[_Found]:
    """Those of these tickets that get another deadline."""
    rows = session.execute(
        select(Ticket, Account.name)
        .join(Account, Account.id == Ticket.account_id)
        .where(Ticket.id.in_(ticket_ids), Ticket.due_at.is_not(None))
        .order_by(Ticket.id)
    ).all()
    events = _events(session, ticket_ids)
    for ticket, account in rows:
        owed = _owed(act, events[ticket.id])
        if owed is None or owed.due_at < act.now:
            continue
        calendar = act.house.calendar(account)
        after = deadline(owed.since, owed.term, calendar)
        if after != owed.due_at:
            reckoned = Reckoned(
                ticket=ticket.id,
                account=account,
                promise=owed.promise,
                before=owed.due_at,
                after=after,
                overdue=after < act.now,
            )
            yield _Found(ticket, reckoned, owed.fingerprint, history.reckoned_by(calendar, owed.term))


def _events(session: Session, ticket_ids: Sequence[int]) -> dict[int, list[Event]]:
    """The events of each of these tickets, in the order in which they were written down."""
    events: dict[int, list[Event]] = {ticket: [] for ticket in ticket_ids}
    for event in session.scalars(select(Event).where(Event.ticket_id.in_(ticket_ids)).order_by(Event.id)):
        events[event.ticket_id].append(event)
    return events


def _owed(act: Act, events: Sequence[Event]) -> _Owed | None:
    """What is owed to the citizen, if its deadline follows from the settings; None for a date that was told."""
    cycle = history.clocks(events).answer
    if cycle is None:
        return None
    origin: Event | None = next(event for event in events if str(event.id) == cycle.ref)
    since, term = cycle.started_at, act.house.answer
    if cycle.promise is Promise.INTERIM:
        origin = _queued_without_a_date(events, origin)
        if origin is None:
            return None
        since, term = origin.at, act.house.interim
    return _Owed(cycle.promise, since, cycle.due_at, term, _fingerprint(events, origin))


def _queued_without_a_date(events: Iterable[Event], published: Event | None) -> Event | None:
    """The event by which this interim status was written, if it promised a term rather than a day."""
    reply = published.detail.get("reply") if published else None
    return next(
        (
            event
            for event in events
            if event.what is What.REPLY_QUEUED
            and event.detail.get("reply") == reply
            and "term" in event.detail
        ),
        None,
    )


def _fingerprint(events: Iterable[Event], origin: Event | None) -> str | None:
    """Of the calendar by which the deadline was reckoned last."""
    told = None if origin is None else origin.detail.get("fingerprint")
    for event in events:
        if event.what is What.RECKONED and origin is not None and event.id > origin.id:
            told = event.detail.get("fingerprint", told)
    return None if told is None else str(told)
