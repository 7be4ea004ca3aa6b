"""What we know of the people who write: what became of their tickets before. One query for a batch."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from tickets.desk.people import BRIDGE
from tickets.desk.undone import was_undone
from tickets.rules.states import Kind, Queue, State, Zone
from tickets.storage.models import Event, Person, Ticket, What, table

_CHUNK = 500
_REMEMBERED = 50
"""Of each person the latest tickets count: somebody who wrote ten thousand times costs no more."""

_T = table(Ticket)
_P = table(Person)
_E = table(Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """A person's history with us."""

    ignored: int = 0
    """Of the latest tickets, those that a person of the house ignored."""
    answered: int = 0
    thanked: int = 0
    """Tickets of praise, or in which they thanked for what ended it."""
    has_open_ticket: bool = False
    """Among all tickets, not only the latest."""


def acquaintances(session: Session, handles: Collection[str]) -> Mapping[str, Acquaintance]:
    """What we know of these people, by handle; who never wrote to us is not in it."""
    wanted = sorted(handles)
    found: dict[str, Acquaintance] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = session.execute(
            select(
                _P.c.handle,
                _latest(_ignored_by_a_person()),
                _latest(_T.c.state == State.ANSWERED),
                _latest(_thanks()),
                _open(_P.c.id),
            ).where(_P.c.handle.in_(wanted[start : start + _CHUNK]))
        )
        for handle, ignored, answered, thanked, is_open in rows:
            found[handle] = Acquaintance(
                ignored=ignored, answered=answered, thanked=thanked, has_open_ticket=bool(is_open)
            )
    return found


def has_other_open_ticket(session: Session, ticket: Ticket) -> bool:
    """Whether this ticket's person has another matter open with us, here or at another account."""
    return bool(session.scalar(select(_open(ticket.person_id, but=ticket.id))))


def _open(person_id: int | ColumnElement[int], *, but: int = 0) -> ColumnElement[bool]:
    # What is new and about to be put away is no matter of anybody's.
    settled = or_(_T.c.state != State.NEW, _T.c.zone != Zone.IGNORE)
    live = _T.c.queue.in_((Queue.INBOX, Queue.DEPARTMENTS, Queue.WAITING))
    return exists().where(_T.c.person_id == person_id, _T.c.id != but, live, settled)


def _latest(condition: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many of the person's latest tickets are so."""
    mine = _T.alias()
    latest = (
        select(mine.c.id).where(mine.c.person_id == _P.c.id).order_by(mine.c.id.desc()).limit(_REMEMBERED)
    ).correlate(_P)
    return select(func.count()).select_from(_T).where(_T.c.id.in_(latest), condition).scalar_subquery()


def _ignored_by_a_person() -> ColumnElement[bool]:
    """What the bridge ignored says nothing of the person: triage must not learn from itself."""
    by_a_person = and_(_E.c.what == What.IGNORED, _E.c.actor != BRIDGE.login, ~was_undone(_E))
    return and_(_T.c.state == State.IGNORED, _happened(by_a_person))


def _thanks() -> ColumnElement[bool]:
    """Praise; and what joined an ended ticket without taking it up again was thanks (`desk.filing`)."""
    ended = _T.c.queue == Queue.DONE
    praised = and_(_T.c.kind == Kind.PRAISE, _T.c.state != State.IGNORED)
    return or_(praised, and_(ended, _happened(_E.c.what == What.JOINED)))


def _happened(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(_E.c.ticket_id == _T.c.id, condition)
