"""A ticket's priority, reckoned anew from what is stored of it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tickets.desk.house import Act
from tickets.rules import priority
from tickets.rules.audience import Visibility
from tickets.storage.models import Event, Person, Ticket, What

_ENDINGS = (What.ANSWERED, What.ASKED, What.INTERIM)


def parts(session: Session, act: Act, ticket: Ticket) -> tuple[priority.Part, ...]:
    """What the ticket's priority is the sum of."""
    bot = session.scalar(select(Person.bot).where(Person.id == ticket.person_id))
    return priority.parts(
        kind=ticket.kind,
        zone=ticket.zone,
        direct=ticket.visibility is Visibility.DIRECT,
        bot=bool(bot),
        repeat=_repeats(session, ticket),
        alike=_alike(session, ticket),
        weights=act.house.weights,
    )


def _repeats(session: Session, ticket: Ticket) -> bool:
    """Whether the citizen had to write more than once since we last did."""
    last = (
        select(func.coalesce(func.max(Event.id), 0))
        .where(Event.ticket_id == ticket.id, Event.what.in_(_ENDINGS))
        .scalar_subquery()
    )
    arrived = session.scalar(
        select(func.count())
        .select_from(Event)
        .where(Event.ticket_id == ticket.id, Event.what == What.ARRIVED, Event.id > last)
    )
    return (arrived or 0) > 1


def _alike(session: Session, ticket: Ticket) -> int:
    """How many tickets say nearly the same, this one among them."""
    if ticket.cluster_id is None:
        return 1
    statement = select(func.count()).select_from(Ticket).where(Ticket.cluster_id == ticket.cluster_id)
    return session.scalar(statement) or 1


def reprioritise(session: Session, act: Act, ticket: Ticket) -> None:
    """Set the ticket's points; the caller rewinds the clocks afterwards, which sets the rank."""
    ticket.priority = priority.points(parts(session, act, ticket))
