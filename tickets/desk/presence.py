"""Who else has a ticket open: a sign of life every few seconds, and gone half a minute after the last one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.house import Act
from tickets.storage.desk_models import Presence

LIFE = timedelta(seconds=30)
"""So long a sign of life lasts."""
BEAT = timedelta(seconds=10)
"""How often whoever has a ticket open should give one."""


@dataclass(frozen=True, slots=True)
class PresenceView:
    """Somebody else who has the ticket open."""

    login: str
    writing: bool
    """They write an answer; else they read."""
    since: datetime


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
    statement = (
        select(Presence)
        .where(
            Presence.ticket_id == ticket_id,
            Presence.login != act.actor.login,
            Presence.beat_at > act.now - LIFE,
        )
        .order_by(Presence.login)
    )
    return tuple(map(_view, session.scalars(statement)))


def leave(session: Session, act: Act, ticket_id: int) -> None:
    """This person has closed the ticket."""
    session.execute(
        delete(Presence).where(Presence.ticket_id == ticket_id, Presence.login == act.actor.login)
    )


def _lives(row: Presence, now: datetime) -> bool:
    return row.beat_at > now - LIFE


def _view(row: Presence) -> PresenceView:
    return PresenceView(row.login, row.writing, row.since)
