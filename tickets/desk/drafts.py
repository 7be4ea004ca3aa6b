"""What somebody typed and has not sent: nothing typed is ever lost."""

from dataclasses import asdict, fields
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.house import Act
from tickets.desk.rows import Envelope
from tickets.storage.answer_models import Draft, Reply
from tickets.storage.models import Account

_USUAL = Envelope()
_FIELDS = tuple(field.name for field in fields(Envelope))


def keep(session: Session, act: Act, ticket_id: int, *, text: str, envelope: Envelope = _USUAL) -> None:
    """Keep what this person has typed so far, and what it is to be; an empty text forgets both."""
    history.load(session, act, ticket_id)
    if not text.strip():
        forget(session, act, ticket_id)
        return
    session.merge(_draft(act, ticket_id, act.actor.login, text, envelope))


def typed(session: Session, act: Act, ticket_id: int) -> tuple[str, Envelope]:
    """What this person typed last and has not sent, empty where there is nothing; and what it is to be."""
    row = session.get(Draft, (ticket_id, act.actor.login))
    if row is None:
        return "", _USUAL
    return row.text, Envelope(**{name: getattr(row, name) for name in _FIELDS})


def restore(session: Session, act: Act, reply: Reply, *, text: str) -> None:
    """A reply comes back to its author as it was, for the same readers; unless they are typing something else."""
    if session.get(Draft, (reply.ticket_id, reply.author)) is not None:
        return
    zone = ZoneInfo(act.house.calendar(session.get_one(Account, reply.account_id).name).zone)
    envelope = Envelope(
        purpose=reply.purpose,
        promise=reply.promise_at.astimezone(zone).date() if reply.promise_at else None,
        visibility=reply.visibility,
        spoiler_text=reply.spoiler_text,
        language=reply.language,
        template=reply.template,
    )
    session.add(_draft(act, reply.ticket_id, reply.author, text, envelope))


def forget(session: Session, act: Act, ticket_id: int) -> None:
    """It is sent, or was thrown away."""
    row = session.get(Draft, (ticket_id, act.actor.login))
    if row is not None:
        session.delete(row)


def _draft(act: Act, ticket_id: int, author: str, text: str, envelope: Envelope) -> Draft:
    return Draft(ticket_id=ticket_id, author=author, text=text, updated_at=act.now, **asdict(envelope))
