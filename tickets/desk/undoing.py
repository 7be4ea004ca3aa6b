"""Undo: the last act of a person on a ticket, and with it all that was done in the same act, as if it had never been.

Not what is published. Nothing is taken out of the history: an event says what was undone, and neither counts any
longer (`rules.undo`). A promise that was broken meanwhile stays broken.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tickets.desk import before, clusters, history, replies, second_look_found
from tickets.desk.house import Act
from tickets.desk.people import BRIDGE, Right
from tickets.desk.rows import EventView
from tickets.errors import TicketsError, UsageError
from tickets.i18n import _
from tickets.rules.states import State
from tickets.rules.undo import next_to_undo, standing
from tickets.storage.answer_models import Forward
from tickets.storage.desk_models import Before
from tickets.storage.models import Event, Ticket, What
from tickets.storage.triage_models import Cluster

_RIGHTS = {
    What.IGNORED: Right.IGNORE,
    What.RESCUED: Right.IGNORE,
    What.FORWARDED: Right.FORWARD,
    What.RECALLED: Right.FORWARD,
    What.NOTED: Right.NOTE,
    What.REPLY_QUEUED: Right.REPLY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What was undone."""

    event: EventView
    """As the history tells it."""
    tickets: tuple[int, ...]
    """Those that are as they were before, the named one first."""
    left: Mapping[int, str]
    """Why a ticket to which the same was done stays as it is, as a sentence."""

    @property
    def what(self) -> str:
        """The name of the event."""
        return self.event.what


def undo(session: Session, act: Act, ticket_id: int, *, version: int | None = None) -> Undone:
    """Undo what this person did last to the ticket; what was done to others in the same act, too.

    To a ticket to which something else has happened since, nothing is done. If it is the named one, that is an error:
    raises UsageError, NotFound, NotAllowed, Conflict.
    """
    ticket = history.load(session, act, ticket_id, version=version)
    event = _next(session, act, ticket)
    act.actor.require(_RIGHTS.get(event.what, Right.TRIAGE))
    members = _members(session, event)
    done = []
    left: dict[int, str] = {}
    with clusters.folding_once(session):
        for member in members:
            try:
                _undo(session, act, member)
                done.append(member.ticket_id)
            except TicketsError as error:
                if member.ticket_id == ticket_id:
                    raise
                left[member.ticket_id] = str(error)
        if event.what is What.IGNORED:
            done += _followers(session, act, ticket, event)
    done.sort(key=lambda number: number != ticket_id)
    view = EventView(event.at, event.actor, event.what.value, event.detail, event.id, undone=True)
    return Undone(event=view, tickets=tuple(done), left=left)


def _next(session: Session, act: Act, ticket: Ticket) -> Event:
    return next_to_undo(history.events_of(session, ticket), login=act.actor.login)


def _members(session: Session, event: Event) -> list[Before]:
    """All that the act did, the last first."""
    kept = before.of(session, event.id)
    if kept is None:
        raise UsageError(
            _("Nobody knows any longer what the ticket was before"),
            _("Look at its history, and change what you want changed"),
        )
    return before.together(session, kept)


def _undo(session: Session, act: Act, member: Before) -> None:
    ticket = history.load(session, act, member.ticket_id)
    clusters.hold(ticket)
    event = _next(session, act, ticket)
    if event.id != member.event_id:
        raise UsageError(_("You have done something else to ticket {id} since").format(id=ticket.id))
    _require_unbroken(session, act, ticket, event)
    if event.what is What.REPLY_QUEUED:
        replies.unqueue(session, act, int(event.detail["reply"]))
    before.restore(ticket, member.was)
    _restore_forwards(session, ticket, event, member.was["forwards"])
    _restore_decision(session, ticket, event, member.was["cluster"])
    _record(session, act, ticket, event)
    second_look_found.take_back(session, ticket, event)
    history.rewind(session, act, ticket, resting=member.was["rank"])


def _require_unbroken(session: Session, act: Act, ticket: Ticket, event: Event) -> None:
    """A promise that began with the act and was broken meanwhile would be gone with it."""
    cycles = history.clocks(history.events_of(session, ticket)).cycles
    if any(cycle.ref == str(event.id) and cycle.breached(act.now) for cycle in cycles):
        raise UsageError(
            _("The promise that began with it is broken already, and stays in the history"),
            _("Take the question back, or close the ticket"),
        )


def _record(session: Session, act: Act, ticket: Ticket, event: Event) -> None:
    detail: dict[str, object] = {"undoes": event.id, "what": event.what.value}
    if second_look_found.MARK in event.detail:
        detail[second_look_found.MARK] = event.detail[second_look_found.MARK]
    history.record(session, act, ticket, What.UNDONE, detail=detail)


def _restore_forwards(session: Session, ticket: Ticket, event: Event, ended: list[int]) -> None:
    """Departments are asked as they were asked before, and a question that began with the act was never put."""
    if event.what is What.FORWARDED:
        session.execute(
            delete(Forward)
            .where(
                Forward.ticket_id == ticket.id,
                Forward.author == event.actor,
                Forward.created_at == event.at,
            )
            .execution_options(synchronize_session=False)
        )
    if ended:
        session.execute(
            update(Forward)
            .where(Forward.id.in_(ended))
            .values(ended_at=None)
            .execution_options(synchronize_session=False)
        )


def _restore_decision(session: Session, ticket: Ticket, event: Event, was: before.Fields | None) -> None:
    """What was decided for near copies with it, unless somebody has decided something else since."""
    if ticket.cluster_id is None or event.what not in clusters.DECISIONS:
        return
    cluster = session.get_one(Cluster, ticket.cluster_id)
    if (cluster.decided_by, cluster.decided_at) != (event.actor, event.at):
        return
    if was is not None:
        before.restore_decision(cluster, was)
        return
    # The cluster was made after the act, with what had been decided for this ticket by then.
    cluster.ignored = cluster.kind = cluster.department_id = None
    cluster.decided_by = cluster.decided_at = None
    for each in standing(history.events_of(session, ticket)):
        if each.id != event.id and clusters.is_decision(each):
            clusters.decide(session, cluster, each)


def _followers(session: Session, act: Act, ticket: Ticket, event: Event) -> list[int]:
    """Near copies that came since and were ignored because of it are in the inbox, as if nobody had decided."""
    if ticket.cluster_id is None:
        return []
    ignored = select(Ticket).where(Ticket.cluster_id == ticket.cluster_id, Ticket.state == State.IGNORED)
    found = []
    for each in session.scalars(ignored.order_by(Ticket.id)).all():
        last = next(iter(reversed(standing(history.events_of(session, each)))), None)
        if last is None or not _follows(last, event):
            continue
        before.look(session, each)
        each.state, each.queue = State.NEW, State.NEW.queue
        _record(session, act, each, last)
        history.rewind(session, replace(act, actor=BRIDGE), each)
        found.append(each.id)
    return found


def _follows(last: Event, event: Event) -> bool:
    """Whether the bridge ignored it because of what this event tells."""
    is_copy = last.what is What.IGNORED and last.actor == BRIDGE.login and "copy_of" in last.detail
    return is_copy and last.id > event.id and last.detail.get("decided_by") == event.actor
