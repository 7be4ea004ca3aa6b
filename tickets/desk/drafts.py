"""What somebody typed and has not sent: nothing typed is ever lost."""

from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.house import Act
from tickets.storage.answer_models import Draft, Reply


def keep(session: Session, act: Act, ticket_id: int, *, text: str) -> None:
    """Keep what this person has typed so far; an empty text forgets it."""
    history.load(session, act, ticket_id)
    if not text.strip():
        forget(session, act, ticket_id)
        return
    session.merge(Draft(ticket_id=ticket_id, author=act.actor.login, text=text, updated_at=act.now))


def typed(session: Session, act: Act, ticket_id: int) -> str:
    """What this person typed last and has not sent; empty where there is nothing."""
    row = session.get(Draft, (ticket_id, act.actor.login))
    return row.text if row else ""


def restore(session: Session, act: Act, reply: Reply, *, text: str) -> None:
    """The text of a reply comes back to its author, unless they are typing something else already."""
    if session.get(Draft, (reply.ticket_id, reply.author)) is None:
        session.add(Draft(ticket_id=reply.ticket_id, author=reply.author, text=text, updated_at=act.now))


def forget(session: Session, act: Act, ticket_id: int) -> None:
    """It is sent, or was thrown away."""
    row = session.get(Draft, (ticket_id, act.actor.login))
    if row is not None:
        session.delete(row)
