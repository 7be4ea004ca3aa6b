"""What a hand-over brief lists: every open, promised and waiting ticket with its date, as it stands.

It is kept without a word of any citizen: numbers and dates only. Who wrote, and what, is looked up when the brief
is read, so that an erasure reaches it too.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.belonging import CHUNK, LIVE
from tickets.desk.duty_rows import BriefLine, HandOverView, Section
from tickets.desk.house import Act
from tickets.rules.duty import Week
from tickets.rules.sla import Promise
from tickets.rules.states import State
from tickets.storage.duty_models import HandOver
from tickets.storage.models import Account, Event, Person, Ticket, What, table

_T = table(Ticket)
_TIMES = ("due_at", "until", "since")

Stored = dict[str, Any]
"""A line as JSON knows it."""


def compose(session: Session, act: Act, *, until: date) -> list[Stored]:
    """The lines of a brief, what is due first first: of the tickets that are there when it is made.

    until: the last day of the week; what falls due by then, and has not yet, is due this week.
    """
    date_of = act.house.settings.calendar().date_of
    rows = session.execute(
        select(_T.c.id, _T.c.state, _T.c.due_at, _T.c.breached_at, _T.c.snoozed_until, _T.c.assignee)
        .where(_T.c.queue.in_(LIVE), _T.c.received_at <= act.now)
        .order_by(_T.c.due_at.is_(None), _T.c.due_at, _T.c.id)
    ).all()
    promised = _promised(session)
    waiting = _waiting_since(session)
    return [
        {
            "ticket": row.id,
            "section": _section(row.state, promised=row.id in promised).value,
            "due_at": _iso(row.due_at),
            "until": _iso(row.snoozed_until),
            "since": _iso(waiting.get(row.id)) if row.state is State.WAITING else None,
            "due_this_week": row.due_at is not None
            and act.now <= row.due_at
            and date_of(row.due_at) <= until,
            "breached": row.breached_at is not None or (row.due_at is not None and row.due_at < act.now),
            "assignee": row.assignee,
            "former": row.assignee,
        }
        for row in rows
    ]


def _section(state: State, *, promised: bool) -> Section:
    if state in (State.WAITING, State.SNOOZED):
        return Section.WAITING
    return Section.PROMISED if promised else Section.OPEN


def _promised(session: Session) -> set[int]:
    """Live tickets whose running clock is a promised date."""
    told = select(Event.ticket_id).where(Event.what == What.INTERIM)
    events = session.scalars(
        select(Event)
        .join(Ticket, Ticket.id == Event.ticket_id)
        .where(Ticket.queue.in_(LIVE), Ticket.due_at.is_not(None), Event.ticket_id.in_(told))
        .order_by(Event.id)
    )
    histories: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        histories[event.ticket_id].append(event)
    answers = {ticket: history.clocks(past).answer for ticket, past in histories.items()}
    return {ticket for ticket, owed in answers.items() if owed and owed.promise is Promise.INTERIM}


def _waiting_since(session: Session) -> Mapping[int, datetime]:
    """Since when tickets wait for their citizens."""
    statement = (
        select(Event.ticket_id, func.max(Event.at))
        .join(Ticket, Ticket.id == Event.ticket_id)
        .where(Ticket.state == State.WAITING, Event.what.in_((What.WAITING, What.ASKED)))
        .group_by(Event.ticket_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a ticket as it is now."""

    account: str
    person: str
    excerpt: str
    state: State | None
    due_at: datetime | None


def view(session: Session, row: HandOver) -> HandOverView:
    """The brief for the eyes."""
    stored: list[Stored] = row.brief["lines"]
    told = _told(session, [line["ticket"] for line in stored])
    return HandOverView(
        week=Week(row.year, row.week),
        outgoing=row.outgoing,
        incoming=row.incoming,
        made_at=row.made_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        lines=tuple(_line(line, told) for line in stored),
    )


def tickets(session: Session, row: HandOver) -> list[int]:
    """The tickets that the brief lists, as far as they are still there."""
    listed = [line["ticket"] for line in row.brief["lines"]]
    return [
        ticket
        for start in range(0, len(listed), CHUNK)
        for ticket in session.scalars(select(_T.c.id).where(_T.c.id.in_(listed[start : start + CHUNK])))
    ]


def _line(stored: Stored, told: Mapping[int, _Told]) -> BriefLine:
    about = told.get(stored["ticket"], _Told("", "", "", None, None))
    times = {name: datetime.fromisoformat(stored[name]) if stored[name] else None for name in _TIMES}
    return BriefLine(
        **{**stored, **times, "section": Section(stored["section"])},
        account=about.account,
        person=about.person,
        excerpt=about.excerpt,
        state_now=about.state,
        due_now=about.due_at,
    )


def _told(session: Session, ids: Collection[int]) -> Mapping[int, _Told]:
    return {
        row.id: _Told(row.name, row.handle, row.excerpt, row.state, row.due_at)
        for row in _rows(session, list(ids))
    }


def _rows(session: Session, ids: list[int]) -> Iterable[Any]:
    for start in range(0, len(ids), CHUNK):
        yield from session.execute(
            select(_T.c.id, Account.name, Person.handle, _T.c.excerpt, _T.c.state, _T.c.due_at)
            .join_from(_T, Account, Account.id == _T.c.account_id)
            .join(Person, Person.id == _T.c.person_id)
            .where(_T.c.id.in_(ids[start : start + CHUNK]))
        )
