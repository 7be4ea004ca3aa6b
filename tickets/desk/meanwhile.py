"""What has happened to a ticket while somebody was writing: shown before their answer goes out."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.house import Act
from tickets.desk.meanwhile_rows import Meanwhile, Rewording
from tickets.desk.rows import EventView
from tickets.storage.models import Event, Message, Ticket, What

__all__ = ["Meanwhile", "Rewording", "changes", "since"]


def since(session: Session, act: Act, ticket_id: int, seen: int) -> Meanwhile:
    """What has changed since the event of this number (`TicketView.seen`). Raises NotFound, NotAllowed."""
    ticket = history.load(session, act, ticket_id)
    changed = changes(session, ticket, seen)
    return replace(changed, events=history.seen_by(act.actor, changed.events))


def changes(session: Session, ticket: Ticket, seen: int) -> Meanwhile:
    """As `since`, of a ticket that was read already."""
    statement = select(Event).where(Event.ticket_id == ticket.id).order_by(Event.id)
    views = history.views(session.scalars(statement).all())
    new = tuple(event for event in views if event.id > seen)
    told = {str(event.detail["message"]) for event in new if "message" in event.detail}
    rows = session.scalars(
        select(Message)
        .where(Message.account_id == ticket.account_id, Message.remote_id.in_(told))
        .order_by(Message.id)
    )
    posts = {row.remote_id: row for row in rows}
    return Meanwhile(
        version=ticket.version,
        seen=views[-1].id if views else 0,
        events=new,
        arrived=tuple(_text(posts[key]) for key in _posts(new, What.ARRIVED, What.JOINED) if key in posts),
        reworded=tuple(_rewordings(new, posts)),
        deleted=tuple(_text(posts[key]) for key in _posts(new, What.DELETED) if key in posts),
    )


def _posts(events: tuple[EventView, ...], *whats: What) -> dict[str, EventView]:
    """The posts of these events, each once, with the first event that tells of it."""
    found: dict[str, EventView] = {}
    for event in events:
        if event.what in whats and "message" in event.detail:
            found.setdefault(str(event.detail["message"]), event)
    return found


def _rewordings(events: tuple[EventView, ...], posts: dict[str, Message]) -> list[Rewording]:
    """From what was seen to what stands there now, however often it was changed between."""
    return [
        Rewording(
            remote_id=key,
            before=_worded(**event.detail["before"]),
            after=_text(posts[key]),
            at=posts[key].edited_at or event.at,
        )
        for key, event in _posts(events, What.EDITED).items()
        if key in posts
    ]


def _text(message: Message) -> str:
    return _worded(message.text, message.spoiler_text)


def _worded(text: str, spoiler_text: str) -> str:
    return f"[{spoiler_text}] {text}" if spoiler_text else text
