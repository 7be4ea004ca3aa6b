"""The team lead's board: what is late, what is near its deadline, who has what, who is on duty. Only read."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from tickets.desk import departments_board, roster
from tickets.desk.board_rows import Board, BoardTicket, HandOverState, Load, Pressing, Why
from tickets.desk.duty_rows import WeekView
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.rules.delay import NOTEWORTHY, discovery
from tickets.rules.duty import Week
from tickets.rules.reply import ReplyState
from tickets.rules.states import Queue, State
from tickets.storage.answer_models import Reply
from tickets.storage.duty_models import HandOver
from tickets.storage.models import Account, Department, Direction, Message, Person, Ticket, table

SHOWN = 100
"""Of more tickets than these only the first are listed."""

_WEEKS_AHEAD = 6

_T = table(Ticket)
_D = table(Department)

_OPEN = (Queue.INBOX, Queue.DEPARTMENTS)
_BY_REPLY = {
    ReplyState.FAILED: Why.FAILED,
    ReplyState.UNCERTAIN: Why.UNCERTAIN,
    ReplyState.PENDING: Why.ON_ITS_WAY,
    ReplyState.SENDING: Why.ON_ITS_WAY,
}
_BY_STATE = {
    State.PROPOSED: Why.PROPOSED,
    State.FORWARDED: Why.DEPARTMENT,
    State.SNOOZED: Why.ASIDE,
    State.WAITING: Why.WAITING,
}


def board(session: Session, act: Act) -> Board:
    """How things stand now. Raises NotAllowed."""
    act.actor.require(Right.READ_ALL)
    return Board(
        made_at=act.now,
        breached=_pressing(session, _late(act)),
        at_risk=_pressing(session, _near(act)),
        people=_people(session, act),
        departments=departments_board.loads(session, act),
        roster=_roster(session, act),
        hand_over=_hand_over(session),
    )


def _late(act: Act) -> ColumnElement[bool]:
    return _T.c.due_at < act.now


def _near(act: Act) -> ColumnElement[bool]:
    """As a row of the list says it: the warning has been given, or its moment has come."""
    return and_(_T.c.due_at >= act.now, or_(_T.c.warn_at.is_(None), _T.c.warn_at <= act.now))


# Tickets.


def _pressing(session: Session, condition: ColumnElement[bool]) -> Pressing:
    rows = session.execute(
        select(
            _T.c.id,
            Account.name.label("account"),
            Person.handle.label("person"),
            _T.c.excerpt,
            _T.c.state,
            _T.c.assignee,
            case((_T.c.queue == Queue.DEPARTMENTS, _D.c.key)).label("department"),
            _T.c.received_at,
            _T.c.due_at,
        )
        .join(Account, Account.id == _T.c.account_id)
        .join(Person, Person.id == _T.c.person_id)
        .outerjoin(_D, _D.c.id == _T.c.department_id)
        .where(_T.c.due_at.is_not(None), condition)
        .order_by(_T.c.due_at, _T.c.id)
        .limit(SHOWN)
    ).all()
    ids = [row.id for row in rows]
    replies, late = _replies(session, ids), _found_late(session, ids)
    return Pressing(
        total=_count(session, condition, len(rows)),
        tickets=tuple(
            BoardTicket(
                **row._asdict(),
                why=replies.get(row.id) or _why(row.state, row.assignee, found_late=row.id in late),
            )
            for row in rows
        ),
    )


def _count(session: Session, condition: ColumnElement[bool], listed: int) -> int:
    if listed < SHOWN:
        return listed
    counted = select(func.count()).select_from(_T).where(_T.c.due_at.is_not(None), condition)
    return session.scalar(counted) or 0


def _why(state: State, assignee: str | None, *, found_late: bool) -> Why:
    """Where no reply says it."""
    if state in _BY_STATE:
        return _BY_STATE[state]
    if found_late:
        return Why.FOUND_LATE
    return Why.UNTOUCHED if state is State.NEW and assignee is None else Why.IN_WORK


def _replies(session: Session, tickets: Collection[int]) -> Mapping[int, Why]:
    """What became of the last reply to each, where it is not out."""
    rows = session.execute(
        select(Reply.ticket_id, Reply.state).where(Reply.ticket_id.in_(tickets)).order_by(Reply.id)
    )
    last: dict[int, ReplyState] = dict(rows.all())
    return {ticket: _BY_REPLY[state] for ticket, state in last.items() if state in _BY_REPLY}


def _found_late(session: Session, tickets: Collection[int]) -> set[int]:
    """Those whose oldest open question the bridge found long after our server had it."""
    rows = session.execute(
        select(Message.ticket_id, Message.received_at, Message.stored_at)
        .join(Ticket, Ticket.id == Message.ticket_id)
        .where(
            Message.ticket_id.in_(tickets),
            Message.direction == Direction.IN,
            Message.received_at == Ticket.received_at,
        )
    )
    return {ticket for ticket, received, stored in rows if discovery(received, stored) > NOTEWORTHY}


# People.


def _people(session: Session, act: Act) -> tuple[Load, ...]:
    acting = roster.on_duty(session, act, roster.today(act))
    loads = {
        row[0]: Load(login=row[0], on_duty=row[0] == acting, **_figures(row)) for row in _held(session, act)
    }
    for login in (acting, None):
        loads.setdefault(login, Load(login=login, on_duty=login is not None, **_NOTHING))
    return tuple(sorted(loads.values(), key=_place))


_NOTHING: Mapping[str, Any] = {"open": 0, "waiting": 0, "at_risk": 0, "breached": 0, "oldest": None}


def _figures(row: Any) -> Mapping[str, Any]:
    return dict(zip(_NOTHING, row[1:], strict=True))


def _held(session: Session, act: Act) -> Collection[Any]:
    is_open = _T.c.queue.in_(_OPEN)
    # As an expression: else SQLite goes by the index of assignees, through all the tickets that have ended.
    whose = func.nullif(func.coalesce(_T.c.assignee, ""), "")
    return session.execute(
        select(
            whose,
            func.sum(case((is_open, 1), else_=0)),
            func.sum(case((is_open, 0), else_=1)),
            func.sum(case((func.coalesce(_near(act), false()), 1), else_=0)),
            func.sum(case((func.coalesce(_late(act), false()), 1), else_=0)),
            func.min(case((is_open, _T.c.received_at))),
        )
        .where(_T.c.queue.in_((*_OPEN, Queue.WAITING)))
        .group_by(whose)
    ).all()


def _place(load: Load) -> tuple[bool, bool, str]:
    """Who is on duty first, what nobody has last."""
    return load.login is None, not load.on_duty, (load.login or "").casefold()


# Duty.


def _roster(session: Session, act: Act) -> tuple[WeekView, ...]:
    this_week = roster.this_week(act)
    if not roster.known(session, this_week.later(-_WEEKS_AHEAD)):
        return ()
    return roster.weeks(session, act, this_week, _WEEKS_AHEAD)


def _hand_over(session: Session) -> HandOverState | None:
    row = session.scalar(select(HandOver).order_by(HandOver.year.desc(), HandOver.week.desc()).limit(1))
    if row is None:
        return None
    return HandOverState(
        week=Week(row.year, row.week),
        outgoing=row.outgoing,
        incoming=row.incoming,
        made_at=row.made_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        tickets=len(row.brief.get("lines", ())),
    )
