"""What departments were asked, and how that stands. A specialist sees the own department, and nothing else."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from tickets.desk.board_rows import DepartmentLoad
from tickets.desk.department_rows import Question, Questions, Stand
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.errors import NotAllowed
from tickets.i18n import _
from tickets.rules.states import Queue, State
from tickets.storage.answer_models import Forward
from tickets.storage.models import Department, Person, Ticket, table

SHOWN = 200
"""Of more questions than these only the first are listed."""
_ANSWERED = 50

_T = table(Ticket)
_F = table(Forward)


def loads(session: Session, act: Act) -> tuple[DepartmentLoad, ...]:
    """Every department that can be asked or has something, in the order of the settings; a specialist's own one."""
    asked, proposed = _asked(session, act), _proposed(session)
    names = {each.key: each.name for each in act.house.settings.departments}
    mine = act.actor.department
    return tuple(
        DepartmentLoad(
            key=key,
            name=names.get(key, name),
            open=asked.get(id_, _NONE)[0],
            overdue=asked.get(id_, _NONE)[1],
            oldest=asked.get(id_, _NONE)[2],
            proposed=proposed.get(id_, 0),
        )
        for id_, key, name, active in sorted(_known(session), key=_order([*names]))
        if mine in (None, key) and (active or id_ in asked or id_ in proposed)
    )


_NONE: tuple[int, int, datetime | None] = (0, 0, None)


def _known(session: Session) -> Collection[Any]:
    return session.execute(select(Department.id, Department.key, Department.name, Department.active)).all()


def _order(keys: list[str]) -> Any:
    """Those that the settings have dropped come last."""
    return lambda row: (keys.index(row.key) if row.key in keys else len(keys), row.key)


def _asked(session: Session, act: Act) -> dict[int, tuple[int, int, datetime | None]]:
    """Open questions, those past their term, and since when the oldest waits; by department."""
    rows = session.execute(
        select(
            _F.c.department_id,
            func.count(),
            func.sum(case((_F.c.due_at < act.now, 1), else_=0)),
            func.min(_F.c.created_at),
        )
        .where(_F.c.ticket_id.in_(select(_T.c.id).where(_T.c.queue == Queue.DEPARTMENTS)))
        .where(_F.c.ended_at.is_(None))
        .group_by(_F.c.department_id)
    )
    return {department: (count, overdue, oldest) for department, count, overdue, oldest in rows}


def _proposed(session: Session) -> dict[int, int]:
    # As an expression: else SQLite goes by the index of departments, through all the tickets that have ended.
    whose = func.coalesce(_T.c.department_id, 0)
    rows = session.execute(
        select(whose, func.count())
        .where(_T.c.queue == Queue.INBOX, _T.c.state == State.PROPOSED)
        .group_by(whose)
    )
    return dict(rows.all())


def questions(session: Session, act: Act, key: str) -> Questions:
    """The questions of one department. Raises NotAllowed where it is not the reader's."""
    if act.actor.department != key:
        _require_all(act)
    number = session.scalar(select(Department.id).where(Department.key == key))
    return Questions(
        department=key,
        open=_listed(session, act, number, Stand.OPEN),
        proposed=_listed(session, act, number, Stand.PROPOSED),
        answered=_listed(session, act, number, Stand.ANSWERED),
    )


def _require_all(act: Act) -> None:
    if act.actor.department is not None:
        raise NotAllowed(
            _("You see the questions of your own department only"), _("Ask the community manager on duty")
        )
    act.actor.require(Right.READ_ALL)


def _listed(session: Session, act: Act, department: int | None, stand: Stand) -> tuple[Question, ...]:
    newer = _F.alias()
    last = (
        select(func.max(newer.c.id))
        .where(newer.c.ticket_id == _T.c.id, newer.c.department_id == department)
        .correlate(_T)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            _T.c.id.label("ticket"),
            Person.handle.label("person"),
            _T.c.excerpt,
            _F.c.note,
            _F.c.author.label("asked_by"),
            _F.c.created_at.label("asked_at"),
            _F.c.due_at,
            _F.c.ended_at,
        )
        .select_from(_T)
        .join(_F, _F.c.id == last)
        .join(Person, Person.id == _T.c.person_id)
        .where(_T.c.department_id == department, *_standing(stand))
        .order_by(*_ordered(stand))
        .limit(_ANSWERED if stand is Stand.ANSWERED else SHOWN)
    )
    return tuple(
        Question(**row, overdue=(row["ended_at"] or act.now) > row["due_at"], stand=stand)
        for row in rows.mappings()
    )


def _standing(stand: Stand) -> tuple[ColumnElement[bool], ...]:
    match stand:
        case Stand.OPEN:
            return _T.c.queue == Queue.DEPARTMENTS, _F.c.ended_at.is_(None)
        case Stand.PROPOSED:
            return _T.c.queue == Queue.INBOX, _T.c.state == State.PROPOSED
        case Stand.ANSWERED:
            return (_T.c.queue == Queue.DONE,)


def _ordered(stand: Stand) -> tuple[ColumnElement[Any], ...]:
    """What waits longest first; of what has ended, what ended last: its rank says so (`rules.priority`)."""
    if stand is Stand.ANSWERED:
        return _T.c.rank, _T.c.id
    return _F.c.created_at, _T.c.id
