"""A second look: each week some of what the bridge ignored comes back for a person's eyes, drawn by lot.

What is found is the only measure of how often triage is wrong where nobody looks. It is drawn from the whole week
before, every ticket as likely as any other; what a person has rescued since was looked at already and is not drawn.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from random import Random, SystemRandom
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select, text
from sqlalchemy.orm import Session

from tickets.desk import handling, history, roster, views
from tickets.desk.house import Act
from tickets.desk.people import BRIDGE, Right
from tickets.desk.rows import Row
from tickets.desk.second_look_found import MARK, settle
from tickets.desk.second_look_rows import LookView
from tickets.errors import IllegalMove, NotFound
from tickets.i18n import _
from tickets.rules.duty import Week
from tickets.rules.states import State
from tickets.storage.models import Event, Ticket, What, table
from tickets.storage.triage_models import SecondLook

_CHANCE = SystemRandom()

_E = table(Event)
_T = table(Ticket)
_L = table(SecondLook)


def draw(session: Session, act: Act, *, done: Week | None = None, chance: Random = _CHANCE) -> Week:
    """Draw from what was ignored last week, unless that was done this week; this week. For the bridge.

    done: the last week of which the caller knows that it was done. chance: given in tests only.
    """
    week = roster.this_week(act)
    count = act.house.settings.triage.second_look
    if week == done or not count or _is_drawn(session, week):
        return week
    found = _ignored_in(session, act, week.later(-1))
    for ticket_id in sorted(chance.sample(found, min(count, len(found)))):
        session.add(SecondLook(ticket_id=ticket_id, year=week.year, week=week.number, drawn_at=act.now))
    return week


def _is_drawn(session: Session, week: Week) -> bool:
    if session.get_bind().dialect.name != "sqlite":
        # Of two bridges only one draws; on SQLite nobody else writes anyway.
        session.execute(text("LOCK TABLE second_looks IN SHARE ROW EXCLUSIVE MODE"))
    drawn = exists().where(_L.c.year == week.year, _L.c.week == week.number)
    return bool(session.scalar(select(drawn)))


def _ignored_in(session: Session, act: Act, week: Week) -> Sequence[int]:
    """What the bridge ignored in this week, and no person has touched since; ascending."""
    start, end = _bounds(act, week)
    others = _E.alias()
    decided = exists().where(
        others.c.ticket_id == _E.c.ticket_id,
        others.c.what.in_((What.IGNORED, What.RESCUED)),
        others.c.actor != BRIDGE.login,
    )
    statement = (
        select(_E.c.ticket_id)
        .distinct()
        .join_from(_E, _T, _T.c.id == _E.c.ticket_id)
        .where(_E.c.at >= start, _E.c.at < end, _E.c.what == What.IGNORED, _E.c.actor == BRIDGE.login)
        .where(_T.c.state == State.IGNORED, ~decided, ~exists().where(_L.c.ticket_id == _E.c.ticket_id))
        .order_by(_E.c.ticket_id)
    )
    return session.scalars(statement).all()


def _bounds(act: Act, week: Week) -> tuple[datetime, datetime]:
    """The first instant of this week at the office, and that of the next one."""
    zone = ZoneInfo(act.house.settings.calendar().zone)
    first, last = (datetime.combine(each.first_day, time.min, zone) for each in (week, week.next))
    return first.astimezone(UTC), last.astimezone(UTC)


def waiting(session: Session, act: Act) -> tuple[LookView, ...]:
    """What was drawn and nobody has looked at, the longest waiting first. Raises NotAllowed."""
    act.actor.require(Right.IGNORE)
    rows = session.execute(
        select(_L.c.ticket_id, _L.c.year, _L.c.week, _L.c.drawn_at)
        .join_from(_L, _T, _T.c.id == _L.c.ticket_id)
        .where(_L.c.wrong.is_(None), _T.c.state == State.IGNORED)
        .order_by(_L.c.drawn_at, _L.c.ticket_id)
    ).all()
    told = _told(session, [row.ticket_id for row in rows])
    shown = ((row, views.one(session, act, row.ticket_id)) for row in rows)
    return tuple(
        _view(ticket, Week(row.year, row.week), row.drawn_at, told.get(ticket.id, (row.drawn_at, {})))
        for row, ticket in shown
        if ticket is not None
    )


def _told(session: Session, tickets: Sequence[int]) -> dict[int, tuple[datetime, dict[str, Any]]]:
    """By ticket: when the bridge ignored it, and by what."""
    statement = (
        select(_E.c.ticket_id, _E.c.at, _E.c.detail)
        .where(_E.c.ticket_id.in_(tickets), _E.c.what == What.IGNORED, _E.c.actor == BRIDGE.login)
        .order_by(_E.c.id)
    )
    return {ticket: (at, detail) for ticket, at, detail in session.execute(statement)}


def _view(ticket: Row, week: Week, drawn_at: datetime, told: tuple[datetime, dict[str, Any]]) -> LookView:
    ignored_at, detail = told
    return LookView(
        ticket=ticket,
        week=week,
        drawn_at=drawn_at,
        ignored_at=ignored_at,
        score=detail.get("score"),
        threshold=detail.get("threshold"),
        phrase=detail.get("phrase"),
        copy_of=detail.get("copy_of"),
    )


def confirm(session: Session, act: Act, ticket_id: int, *, version: int | None = None) -> None:
    """A person finds that it was rightly ignored: from here on a person has ignored it.

    Raises NotAllowed, NotFound for a ticket that was not drawn, Conflict, and IllegalMove for one that is ignored no
    longer.
    """
    act.actor.require(Right.IGNORE)
    look = _drawn(session, ticket_id)
    ticket = history.load(session, act, ticket_id, version=version)
    if ticket.state is not State.IGNORED:
        raise IllegalMove(
            _("Ticket {id} is not ignored any longer").format(id=ticket_id),
            _("Look at it with “tickets show {id}”").format(id=ticket_id),
        )
    settle(act, look, wrong=False)
    history.record(session, act, ticket, What.IGNORED, detail={MARK: _week(look)})


def wrong(session: Session, act: Act, ticket_id: int, *, version: int | None = None) -> None:
    """A person finds that it should not have been ignored: it is rescued, with the clock that it had.

    Raises NotAllowed, NotFound for a ticket that was not drawn, and Conflict.
    """
    act.actor.require(Right.IGNORE)
    look = _drawn(session, ticket_id)
    ticket = history.load(session, act, ticket_id, version=version)
    settle(act, look, wrong=True)
    if ticket.state is State.IGNORED:
        handling.rescue(session, act, ticket_id)


def _drawn(session: Session, ticket_id: int) -> SecondLook:
    look = session.get(SecondLook, ticket_id)
    if look is None:
        raise NotFound(
            _("Ticket {id} was not drawn for a second look").format(id=ticket_id),
            _("“tickets second-look” shows those that were; to bring back another one, use “tickets rescue”"),
        )
    return look


def _week(look: SecondLook) -> str:
    return str(Week(look.year, look.week))
