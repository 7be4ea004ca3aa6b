"""What a person found at a second look: it stands with the draw, and goes with the act that said it."""

from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.house import Act
from tickets.rules.undo import standing
from tickets.storage.models import Event, Ticket
from tickets.storage.triage_models import SecondLook

MARK = "second_look"
"""In the detail of an event by which a person has agreed: the week of the draw."""


def settle(act: Act, look: SecondLook, *, wrong: bool) -> None:
    """Whoever acts has looked. wrong: it should not have been ignored."""
    look.wrong, look.seen_by, look.seen_at = wrong, act.actor.login, act.now


def correct(session: Session, act: Act, ticket: Ticket) -> None:
    """It is rescued: if somebody had found that it was rightly ignored, that does not hold."""
    look = session.get(SecondLook, ticket.id)
    if look is not None and look.wrong is False:
        settle(act, look, wrong=True)


def take_back(session: Session, ticket: Ticket, event: Event) -> None:
    """What this event's act found counts no longer: what was found before it does, or the ticket waits again.

    To be called when the undoing is recorded.
    """
    look = session.get(SecondLook, ticket.id)
    if look is None or (look.seen_by, look.seen_at) != (event.actor, event.at):
        return
    agreed = [each for each in standing(history.events_of(session, ticket)) if MARK in (each.detail or {})]
    look.wrong = False if agreed else None
    look.seen_by, look.seen_at = (agreed[-1].actor, agreed[-1].at) if agreed else (None, None)
