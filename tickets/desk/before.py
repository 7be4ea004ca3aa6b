"""What a ticket was before an act: kept with the act's event, so that undoing it needs no guessing.

`history.load` looks at the ticket before an act changes it, `history.record` keeps what was seen. Between the two it
lies in the session, which lives no longer than the act's transaction.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.rules.states import Kind, Queue, State, Zone
from tickets.rules.undo import UNDOABLE
from tickets.storage.desk_models import Before
from tickets.storage.models import Event, Ticket
from tickets.storage.triage_models import Cluster

_SEEN = "tickets as they were before an act"
_FIRST = "the first event of the act"
"""Where a session keeps them."""

Fields = dict[str, Any]


def look(session: Session, ticket: Ticket) -> None:
    """Remember the ticket as it is now."""
    seen: dict[int, Fields] = session.info.setdefault(_SEEN, {})
    seen[ticket.id] = {
        "state": ticket.state.value,
        "kind": ticket.kind.value,
        "zone": ticket.zone.value,
        "priority": ticket.priority,
        "rank": ticket.rank,
        "department_id": ticket.department_id,
        "assignee": ticket.assignee,
        "received_at": ticket.received_at.isoformat(),
        "snoozed_until": ticket.snoozed_until.isoformat() if ticket.snoozed_until else None,
        "forwards": [],
    }


def add_ended(session: Session, ticket: Ticket, forwards: Iterable[int]) -> None:
    """The act has ended these questions to departments."""
    seen = session.info.get(_SEEN, {}).get(ticket.id)
    if seen is not None:
        seen["forwards"] += forwards


def keep(session: Session, ticket: Ticket, event: Event) -> None:
    """Keep what the ticket was before the act of which this event tells, if it can be undone."""
    seen = session.info.get(_SEEN, {}).pop(ticket.id, None)
    if seen is None or event.what.value not in UNDOABLE:
        return
    act_id = session.info.setdefault(_FIRST, event.id)
    was = {**seen, "cluster": _cluster(session, ticket)}
    session.add(Before(event_id=event.id, act_id=act_id, ticket_id=ticket.id, was=was))


def _cluster(session: Session, ticket: Ticket) -> Fields | None:
    """What was decided for its near copies."""
    if ticket.cluster_id is None:
        return None
    cluster = session.get_one(Cluster, ticket.cluster_id)
    return {
        "ignored": cluster.ignored,
        "kind": cluster.kind.value if cluster.kind else None,
        "department_id": cluster.department_id,
        "decided_by": cluster.decided_by,
        "decided_at": cluster.decided_at.isoformat() if cluster.decided_at else None,
    }


def of(session: Session, event_id: int) -> Before | None:
    """What is kept with this event."""
    return session.get(Before, event_id)


def together(session: Session, before: Before) -> list[Before]:
    """All that was done in the same act, the last first."""
    statement = select(Before).where(Before.act_id == before.act_id).order_by(Before.event_id.desc())
    return list(session.scalars(statement))


def restore(ticket: Ticket, was: Fields) -> None:
    """Make the ticket what it was; its clocks follow from its history."""
    ticket.state = State(was["state"])
    ticket.queue = Queue(ticket.state.queue)
    ticket.kind, ticket.zone = Kind(was["kind"]), Zone(was["zone"])
    ticket.priority, ticket.department_id = was["priority"], was["department_id"]
    ticket.assignee = was["assignee"]
    ticket.received_at = datetime.fromisoformat(was["received_at"])
    ticket.snoozed_until = _time(was["snoozed_until"])


def restore_decision(cluster: Cluster, was: Fields) -> None:
    """Make what was decided for near copies what it was."""
    cluster.ignored = was["ignored"]
    cluster.kind = Kind(was["kind"]) if was["kind"] else None
    cluster.department_id = was["department_id"]
    cluster.decided_by, cluster.decided_at = was["decided_by"], _time(was["decided_at"])


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
