"""A ticket's history: events are appended here and nowhere else, and what follows from them is kept current.

The deadlines of a ticket are folded from its events (`rules.sla`); the ticket's own columns `due_at`,
`warn_at`, `received_at` and `rank` only repeat the result so that lists can be indexed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import before, clusters, notices
from tickets.desk.house import Act
from tickets.desk.people import BRIDGE, Actor
from tickets.desk.rows import EventView
from tickets.errors import Conflict, NotAllowed, NotFound
from tickets.i18n import _
from tickets.rules import priority, sla
from tickets.rules.states import Move, State, after
from tickets.rules.undo import standing, undone_in
from tickets.rules.worktime import Calendar, Term, warn_moment
from tickets.storage.answer_models import Forward
from tickets.storage.models import Account, Department, Event, Ticket, What

_CLOCK_EVENTS = {happening.value: happening for happening in sla.Happening}
_OF_OTHERS = frozenset({"answered", "copy_of"})
"""Details that name another ticket."""


def load(session: Session, act: Act, ticket_id: int, *, version: int | None = None) -> Ticket:
    """The ticket, if this person may see it and it is still as it was read.

    version: the version the person looked at; None where that does not matter.
    Raises NotFound, NotAllowed, Conflict.
    """
    ticket = session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound(
            _("There is no ticket {id}").format(id=ticket_id), _("“tickets list” shows those there are")
        )
    _require_own(session, act, ticket)
    if version is not None and ticket.version != version:
        raise Conflict
    before.look(session, ticket)
    return ticket


def _require_own(session: Session, act: Act, ticket: Ticket) -> None:
    """A specialist sees what was forwarded to the own department, and nothing else."""
    key = act.actor.department
    if key is None:
        return
    forwarded = session.scalar(
        select(Forward.id)
        .join(Department, Department.id == Forward.department_id)
        .where(Forward.ticket_id == ticket.id, Department.key == key)
        .limit(1)
    )
    if forwarded is None:
        raise NotAllowed(
            _("Ticket {id} was not forwarded to your department").format(id=ticket.id),
            _("Ask the community manager on duty"),
        )


def record(
    session: Session,
    act: Act,
    ticket: Ticket,
    what: What,
    *,
    due_at: datetime | None = None,
    since: datetime | None = None,
    detail: dict[str, object] | None = None,
) -> None:
    """Append one event. `due_at` is a deadline that it sets, `since` when it really began."""
    event = Event(
        ticket_id=ticket.id,
        at=act.now,
        actor=act.actor.login,
        what=what,
        since=since,
        due_at=due_at,
        detail=detail or {},
    )
    session.add(event)
    ticket.updated_at = act.now
    session.flush()
    if act.actor.login != BRIDGE.login:
        before.keep(session, ticket, event)
    clusters.keep(session, ticket, event)


def move(ticket: Ticket, step: Move) -> State:
    """Make a legal move; the queue follows the state. Raises IllegalMove."""
    clusters.hold(ticket)
    ticket.state = after(ticket.state, step)
    ticket.queue = ticket.state.queue
    if ticket.state is not State.SNOOZED:
        ticket.snoozed_until = None
    return ticket.state


def events_of(session: Session, ticket: Ticket) -> Sequence[Event]:
    """The ticket's events, in the order in which they were written down."""
    session.flush()
    return session.scalars(select(Event).where(Event.ticket_id == ticket.id).order_by(Event.id)).all()


def was_labelled(session: Session, ticket: Ticket) -> bool:
    """Whether a person chose the ticket's kind, or that of the near copy whose fate it shares."""
    events = events_of(session, ticket)
    undone = undone_in(events)
    return any(event.what is What.LABELLED and event.id not in undone for event in events)


def views(events: Sequence[Event]) -> tuple[EventView, ...]:
    """A ticket's whole history as it is shown."""
    undone = undone_in(events)
    return tuple(EventView(e.at, e.actor, e.what.value, e.detail, e.id, e.id in undone) for e in events)


def seen_by(reader: Actor, told: Sequence[EventView]) -> tuple[EventView, ...]:
    """The history as this person may read it: for a specialist without the numbers of other tickets."""
    if reader.department is None:
        return tuple(told)
    return tuple(
        replace(each, detail={key: value for key, value in each.detail.items() if key not in _OF_OTHERS})
        for each in told
    )


def clocks(events: Iterable[Event]) -> sla.Clocks:
    """The clocks of a ticket, from its events in the order in which the house learned of them.

    What was undone has moved no clock.
    """
    return sla.clocks(
        sla.Moment(
            at=event.since or event.at,
            what=_CLOCK_EVENTS[event.what],
            due_at=event.due_at,
            ref=str(event.id),
            known_at=event.at,
        )
        for event in standing(tuple(events))
        if event.what in _CLOCK_EVENTS
    )


def reckoned_by(calendar: Calendar, term: Term | None) -> dict[str, object]:
    """What an event tells of how its deadline was reckoned; `term` None where a person named the day."""
    told: dict[str, object] = {"calendar": calendar.name, "fingerprint": calendar.fingerprint}
    return told if term is None else told | {"term": str(term)}


def rewind(session: Session, act: Act, ticket: Ticket, *, resting: int | None = None) -> None:
    """Fold the clocks again and repeat the result in the ticket's columns.

    resting: the rank of a ticket that owes nothing; None where it came to rest just now.
    """
    events = events_of(session, ticket)
    folded = clocks(events)
    ticket.due_at = folded.due_at
    if folded.answer is not None:
        ticket.received_at = folded.answer.started_at
    ticket.warn_at = _warn_at(session, act, ticket, folded)
    ticket.rank = priority.rank(ticket.due_at, ticket.priority, ended_at=act.now)
    if ticket.due_at is None and resting is not None:
        ticket.rank = resting
    # What ended too late before the watcher saw it is a breach all the same; what runs is for the watcher.
    ended = [cycle for cycle in folded.breaches(act.now) if not cycle.is_running]
    note_late(session, replace(act, actor=BRIDGE), ticket, events, ended)
    clusters.arrange(session, ticket)


def _warn_at(session: Session, act: Act, ticket: Ticket, folded: sla.Clocks) -> datetime | None:
    """When the earliest running clock is at risk."""
    running = min(folded.running, key=lambda cycle: cycle.due_at, default=None)
    return None if running is None else risk_begins(session, act, ticket, running)


def risk_begins(session: Session, act: Act, ticket: Ticket, cycle: sla.Cycle) -> datetime:
    """From when on this running promise is at risk."""
    calendar = act.house.calendar(account_name(session, ticket.account_id))
    return warn_moment(cycle.started_at, cycle.due_at, act.house.warn_at, calendar)


def note_late(
    session: Session, act: Act, ticket: Ticket, events: Iterable[Event], cycles: Iterable[sla.Cycle]
) -> None:
    """Write down that these promises are at risk or broken, each once for its deadline; tell of the broken ones.

    events: the ticket's, in which those stand that were written down before.
    """
    told = {(event.what, event.detail.get("due_at")) for event in events}
    for cycle in cycles:
        what = What.BREACHED if cycle.breached(act.now) else What.AT_RISK
        due_at = cycle.due_at.isoformat()
        if (what, due_at) in told:
            continue
        told.add((what, due_at))
        detail: dict[str, object] = {"due_at": due_at, "promise": cycle.promise.value}
        record(session, act, ticket, what, detail=detail)
        if what is What.BREACHED:
            ticket.breached_at = ticket.breached_at or cycle.due_at
            notices.breach(session, act, ticket, cycle)


def account_name(session: Session, account_id: int) -> str:
    """The account's name in the settings."""
    name = session.scalar(select(Account.name).where(Account.id == account_id))
    if name is None:
        raise NotFound(_("There is no account {id}").format(id=account_id))
    return name
