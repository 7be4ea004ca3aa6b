"""What has happened to a ticket while somebody was writing: shown before their answer goes out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.house import Act
from tickets.desk.rows import EventView
from tickets.storage.models import Event, Message, Ticket, What


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """A post that its author changed."""

    remote_id: str
    before: str
    """As the reader saw it; the content warning in brackets in front."""
    after: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """What came after the last event that somebody saw."""

    version: int
    """The ticket's version now: an answer that names it is in no conflict with what is shown here."""
    seen: int
    """The number of the last event that is shown now."""
    events: tuple[EventView, ...]
    arrived: tuple[str, ...]
    """What the citizen has written since."""
    reworded: tuple[Rewording, ...]
    deleted: tuple[str, ...]
    """The words of posts that the citizen has deleted since."""

    @property
    def anything(self) -> bool:
        """Whether the ticket is another than the one that was seen."""
        return bool(self.events)

    @property
    def by_citizen(self) -> bool:
        """Whether an answer to what was seen may be an answer to something else: that takes a second look."""
        return bool(self.arrived or self.reworded or self.deleted)


def since(session: Session, act: Act, ticket_id: int, seen: int) -> Meanwhile:
    """What has changed since the event of this number (`TicketView.seen`). Raises NotFound, NotAllowed."""
    ticket = history.load(session, act, ticket_id)
    return changes(session, ticket, seen)


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
