"""One decision, and if wanted one answer, for all near copies that stand behind one row."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from tickets.desk import clusters, history, interim, replies, templating
from tickets.desk.belonging import LIVE
from tickets.desk.handling import end_forwards
from tickets.desk.house import Act
from tickets.desk.list_conditions import forwarded_to
from tickets.desk.people import BRIDGE
from tickets.desk.replies import Queued
from tickets.desk.rows import CopiesView
from tickets.desk.templating import INTERIM
from tickets.errors import NotFound, UsageError
from tickets.i18n import _
from tickets.rules.audience import Visibility, default_visibility
from tickets.rules.reply import Purpose, ReplyState
from tickets.rules.states import Move, Queue
from tickets.storage.answer_models import Reply
from tickets.storage.models import Department, Ticket, What, table
from tickets.storage.triage_models import Cluster

P = ParamSpec("P")
T = TypeVar("T")

_NAMED = 100
"""Of a larger cluster only the first tickets are named; `Query.copies_of` lists all."""
_PORTION = 200
"""Tickets that are changed in one transaction: about half a second for which nobody else writes."""
_PAUSE = 0.12
"""Seconds between two of them. SQLite keeps no queue: who waits looks again every 0.1 s (its source,
`sqliteDefaultBusyCallback`), and would find the store taken each time.
"""
_ON_THEIR_WAY = (ReplyState.PENDING, ReplyState.SENDING, ReplyState.UNCERTAIN)

_T = table(Ticket)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """An answer to all near copies. By ticket, that of the row first."""

    queued: Mapping[int, Queued]
    left: Mapping[int, str]
    """Why a ticket gets no reply, as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What everybody is to be told."""

    text: str | None
    """None: the one that lies ready for each ticket."""
    template: str = INTERIM
    """Where there is no text: the name of the one that lies ready, filled in for each ticket."""
    purpose: Purpose = Purpose.ANSWER
    promise: date | None = None
    visibility: Visibility | None = None
    """Nobody's reply is wider than this, nor than the post that it answers; None: as their post."""
    spoiler_text: str | None = None
    language: str | None = None
    """Of the text; None: as their post, and of what lies ready, as that is written."""


def for_all(
    session: Session,
    act: Act,
    ticket_id: int,
    deed: Callable[Concatenate[Session, Act, int, P], T],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> dict[int, T]:
    """Do the same to a ticket and to its near copies in the same queue: an event each.

    deed: an act of the desk. Returns what it returned, by ticket, the named one first; raises what it raises.
    More than a few hundred are done in portions: what was done before is committed then, and from the first one on
    holds for copies to come. Each portion is done wholly or not at all. The named ticket is in the last, so that
    whoever was interrupted finds the others by it: the same again finishes them.
    """
    members = together(session, act, ticket_id)
    named = session.get_one(Ticket, ticket_id)
    cluster_id, queue = named.cluster_id, named.queue
    if cluster_id is None:
        return {ticket_id: deed(session, act, ticket_id, *args, **kwargs)}
    done: dict[int, T] = {}
    for portion in _portions(session, [*members[1:], ticket_id]):
        # As long as somebody holds them, the session does not read them again for each deed.
        _cluster, tickets = _still_there(session, cluster_id, queue, portion)
        with clusters.folding_once(session):
            done |= {ticket.id: deed(session, act, ticket.id, *args, **kwargs) for ticket in tickets}
    return {member: done[member] for member in members if member in done}


def _portions(session: Session, tickets: Sequence[int]) -> Iterator[Sequence[int]]:
    """Some of the tickets at a time, a transaction each; the caller ends the last one."""
    for start in range(0, len(tickets), _PORTION):
        if start:
            session.commit()
            # The next transaction sees what others write now.
            session.expunge_all()
            _let_others_write(session)
        yield tickets[start : start + _PORTION]


def _let_others_write(session: Session) -> None:
    if session.get_bind().dialect.name == "sqlite":
        time.sleep(_PAUSE)


def _still_there(
    session: Session, cluster_id: int, queue: Queue, portion: Sequence[int]
) -> tuple[Cluster, Sequence[Ticket]]:
    """The cluster, and those of the portion that nobody has moved out of it or out of the queue meanwhile."""
    clusters.lock(session, cluster_id)
    statement = select(Ticket).where(
        Ticket.id.in_(portion), Ticket.cluster_id == cluster_id, Ticket.queue == queue
    )
    found = {ticket.id: ticket for ticket in session.scalars(statement)}
    return session.get_one(Cluster, cluster_id), [found[ticket] for ticket in portion if ticket in found]


def together(session: Session, act: Act, ticket_id: int, *, version: int | None = None) -> Sequence[int]:
    """The ticket, then its near copies in the same queue, in the order of the list. Raises as `history.load`."""
    ticket = history.load(session, act, ticket_id, version=version)
    clusters.hold(ticket)
    if ticket.cluster_id is None:
        return [ticket_id]
    others = session.scalars(
        select(_T.c.id)
        .where(_T.c.cluster_id == ticket.cluster_id, _T.c.queue == ticket.queue, _T.c.id != ticket_id)
        .order_by(_T.c.rank, _T.c.id)
    )
    return [ticket_id, *others]


def reply_to_all(
    session: Session, act: Act, ticket_id: int, letter: Letter, *, version: int | None = None
) -> Spread:
    """Queue a reply to each person of the near copies in the same queue: their own, under a key of its own.

    A person with several of these tickets gets one. Whoever cannot be answered is left out and named; only if it is
    the ticket itself, or if the text is too long for somebody, is nothing queued. Raises as `replies.queue`.
    """
    members = together(session, act, ticket_id, version=version)
    queued: dict[int, Queued] = {ticket_id: _reply(session, act, ticket_id, letter)}
    answered = {_person(session, ticket_id): ticket_id}
    left: dict[int, str] = {}
    for member in members[1:]:
        person = _person(session, member)
        if person in answered:
            left[member] = _("The same person gets the reply to ticket {id}.").format(id=answered[person])
            continue
        try:
            queued[member] = _reply(session, act, member, _narrowed(session, letter, member))
            answered[person] = member
        except (NotFound, UsageError) as error:
            left[member] = str(error)
    return Spread(queued=queued, left=left)


def _reply(session: Session, act: Act, ticket_id: int, letter: Letter) -> Queued:
    text, promise, language = letter.text, letter.promise, letter.language
    if text is None and letter.template == INTERIM:
        ready = interim.ready(session, act, ticket_id, promise=promise)
        text, promise, language = ready.text, ready.promise, language or ready.language
    elif text is None:
        filled = templating.one(
            session, act, ticket_id, name=letter.template, language=language, promise=promise
        )
        text, language = filled.text, language or filled.language
    return replies.queue(
        session,
        act,
        ticket_id,
        text=text,
        purpose=letter.purpose,
        promise=promise,
        visibility=letter.visibility,
        spoiler_text=letter.spoiler_text,
        language=language,
        template=letter.template if letter.text is None else "",
    )


def _person(session: Session, ticket_id: int) -> int:
    return session.get_one(Ticket, ticket_id).person_id


def _narrowed(session: Session, letter: Letter, ticket_id: int) -> Letter:
    """The letter for somebody who wrote to fewer people than others did."""
    usual = default_visibility(session.get_one(Ticket, ticket_id).visibility)
    wanted = letter.visibility
    return replace(letter, visibility=wanted if wanted and usual.wider_than(wanted) else None)


def close_linked(session: Session, act: Act, answered: Ticket) -> None:
    """The same person asked the same elsewhere, say at another account of ours: that is answered too.

    What has a reply of its own on its way is left to it.
    """
    if answered.cluster_id is None:
        return
    on_its_way = exists().where(Reply.ticket_id == Ticket.id, Reply.state.in_(_ON_THEIR_WAY))
    linked = select(Ticket).where(
        Ticket.cluster_id == answered.cluster_id,
        Ticket.person_id == answered.person_id,
        Ticket.id != answered.id,
        Ticket.queue.in_(LIVE),
        ~on_its_way,
    )
    bridge = replace(act, actor=BRIDGE)
    for ticket in session.scalars(linked.order_by(Ticket.id)).all():
        history.move(ticket, Move.CLOSE)
        end_forwards(session, bridge, ticket)
        history.record(session, bridge, ticket, What.CLOSED, detail={"answered": answered.id})
        history.rewind(session, bridge, ticket)


def view(session: Session, act: Act, ticket: Ticket) -> CopiesView | None:
    """What else says nearly the same as this ticket, and what was decided for all; None where nothing does.

    For a specialist only of what the own department was asked.
    """
    if ticket.cluster_id is None:
        return None
    cluster = session.get_one(Cluster, ticket.cluster_id)
    others = select(_T.c.id).where(_T.c.cluster_id == cluster.id, _T.c.id != ticket.id)
    if act.actor.department is not None:
        others = others.where(forwarded_to(act.actor.department))
    ids = session.scalars(others.order_by(_T.c.id)).all()
    if not ids and act.actor.department is not None:
        return None
    return CopiesView(
        total=len(ids),
        tickets=tuple(ids[:_NAMED]),
        ignored=cluster.ignored,
        kind=cluster.kind,
        department=session.scalar(select(Department.key).where(Department.id == cluster.department_id)),
        decided_by=cluster.decided_by,
        decided_at=cluster.decided_at,
    )
