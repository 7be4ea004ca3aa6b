"""Who else has a ticket open: a sign of life every few seconds, and gone half a minute after the last one."""

from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.house import Act
from tickets.desk.presence_rows import BEAT, LIFE, Company, PresenceView
from tickets.storage.answer_models import Forward
from tickets.storage.desk_models import Presence
from tickets.storage.models import Department

__all__ = ["BEAT", "LIFE", "PresenceView", "beat", "everywhere", "leave", "others"]


def beat(session: Session, act: Act, ticket_id: int, *, writing: bool = False) -> tuple[PresenceView, ...]:
    """This person has the ticket open, and still does; who else has. Raises NotFound, NotAllowed."""
    history.load(session, act, ticket_id)
    others, own = [], None
    for row in session.scalars(
        select(Presence).where(Presence.ticket_id == ticket_id).order_by(Presence.login)
    ):
        if row.login == act.actor.login:
            own = row
        elif _lives(row, act.now):
            others.append(_view(row))
        else:
            session.delete(row)
    if own is None:
        own = Presence(ticket_id=ticket_id, login=act.actor.login, since=act.now, beat_at=act.now)
        session.add(own)
    elif not _lives(own, act.now):
        own.since = act.now
    own.writing, own.beat_at = writing, act.now
    return tuple(others)


def others(session: Session, act: Act, ticket_id: int) -> tuple[PresenceView, ...]:
    """Who else has the ticket open. Asks once, whatever there is."""
    return _found(session, act, Presence.ticket_id == ticket_id).get(ticket_id, ())


def everywhere(session: Session, act: Act) -> Company:
    """Who else is at which ticket, of those that this person may see. Asks once, whatever there is."""
    key = act.actor.department
    if key is None:
        return _found(session, act)
    own = (
        select(Forward.ticket_id)
        .join(Department, Department.id == Forward.department_id)
        .where(Department.key == key)
    )
    return _found(session, act, Presence.ticket_id.in_(own))


def _found(session: Session, act: Act, *conditions: ColumnElement[bool]) -> Company:
    statement = (
        select(Presence)
        .where(Presence.login != act.actor.login, Presence.beat_at > act.now - LIFE, *conditions)
        .order_by(Presence.ticket_id, Presence.writing.desc(), Presence.login)
    )
    by_ticket = groupby(session.scalars(statement), key=lambda row: row.ticket_id)
    return {ticket: tuple(map(_view, rows)) for ticket, rows in by_ticket}


def leave(session: Session, act: Act, ticket_id: int) -> None:
    """This person has closed the ticket."""
    session.execute(
        delete(Presence).where(Presence.ticket_id == ticket_id, Presence.login == act.actor.login)
    )


def _lives(row: Presence, now: datetime) -> bool:
    return row.beat_at > now - LIFE


def _view(row: Presence) -> PresenceView:
    return PresenceView(row.login, row.writing, row.since)
