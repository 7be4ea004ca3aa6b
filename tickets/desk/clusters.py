"""Clusters of near copies: one row for all of them in each queue, and what a person decided for all of them.

`history` calls it for every ticket that is in a cluster; to all others it costs nothing.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import bindparam, literal, select, union_all, update
from sqlalchemy.orm import Session, object_session

from tickets.desk.people import BRIDGE
from tickets.desk.registry import department_ids
from tickets.rules.states import Kind, Queue
from tickets.rules.undo import standing
from tickets.storage.models import Event, Ticket, What, table
from tickets.storage.triage_models import Cluster
from tickets.storage.types import Word

DECISIONS = frozenset({What.IGNORED, What.RESCUED, What.LABELLED, What.FORWARDED})
"""Acts of a person that hold for a text, whoever passes it on."""

_NUISANCE = (Kind.HOSTILE, Kind.SPAM)

_WAITING = "clusters to fold"
"""Where a session keeps their ids."""

_T = table(Ticket)
_OF_CLUSTER = _T.c.cluster_id == bindparam("cluster")
_FIELDS = (_T.c.id, _T.c.queue, _T.c.folded, _T.c.rank)
_BEHIND = [
    select(*_FIELDS)
    .where(_OF_CLUSTER, _T.c.folded.is_(True), _T.c.queue == literal(queue, Word(Queue)))
    .order_by(_T.c.rank, _T.c.id)
    .limit(1)
    .subquery()
    for queue in Queue
]
_FOREMOST = union_all(
    select(*_FIELDS).where(_OF_CLUSTER, _T.c.folded.is_(False)), *(select(behind) for behind in _BEHIND)
)
"""Those that are shown, and of each queue the first of those that are not."""


def hold(ticket: Ticket) -> None:
    """Let nobody else change the ticket's cluster before this transaction ends. Before the ticket is changed."""
    session = object_session(ticket)
    if session is not None and ticket.cluster_id is not None:
        lock(session, ticket.cluster_id)


def lock(session: Session, cluster_id: int) -> None:
    """On PostgreSQL, so that two who move near copies at once see each other; on SQLite nobody else writes."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(select(Cluster.id).where(Cluster.id == cluster_id).with_for_update())


def arrange(session: Session, ticket: Ticket) -> None:
    """After the ticket's queue or rank was set: the right one of its cluster stands for all of them."""
    cluster_id = ticket.cluster_id
    if cluster_id is None and session.get_bind().dialect.name != "sqlite":
        # Its first near copy may have come while this transaction waited for its row.
        session.flush()
        cluster_id = session.scalar(select(_T.c.cluster_id).where(_T.c.id == ticket.id))
    waiting: set[int] | None = session.info.get(_WAITING)
    if cluster_id is None:
        return
    if waiting is None:
        refold(session, cluster_id)
    else:
        waiting.add(cluster_id)


@contextmanager
def folding_once(session: Session) -> Iterator[None]:
    """Where much happens to one cluster: it is folded at the end of the block, and not each time."""
    waiting: set[int] = set()
    session.info[_WAITING] = waiting
    try:
        yield
    finally:
        del session.info[_WAITING]
    for cluster_id in sorted(waiting):
        refold(session, cluster_id)


def refold(session: Session, cluster_id: int) -> None:
    """Show of each queue the ticket with the lowest rank, and fold the others behind it.

    Folding is no change of a ticket: its version stays, so that nobody's draft is in conflict with a copy.
    """
    session.flush()
    lock(session, cluster_id)
    rows = session.execute(_FOREMOST, {"cluster": cluster_id}).all()
    first = {row.queue: row.id for row in sorted(rows, key=lambda row: (row.rank, row.id), reverse=True)}
    shown = set(first.values())
    _fold(session, [row.id for row in rows if not row.folded and row.id not in shown], folded=True)
    _fold(session, [row.id for row in rows if row.folded and row.id in shown], folded=False)


def _fold(session: Session, ids: Iterable[int], *, folded: bool) -> None:
    rows = [{"ticket": ticket} for ticket in ids]
    if rows:
        statement = update(_T).where(_T.c.id == bindparam("ticket")).values(folded=literal(folded))
        session.connection().execute(statement, rows)
        forget(session, [row["ticket"] for row in rows])


def leave(session: Session, ticket: Ticket) -> None:
    """The person has said something of their own: the ticket stands for itself again."""
    cluster_id = ticket.cluster_id
    if cluster_id is not None:
        lock(session, cluster_id)
        ticket.cluster_id, ticket.folded = None, False
        refold(session, cluster_id)


def forget(session: Session, ids: Iterable[int]) -> None:
    """What the session has read of these tickets' clusters is old now."""
    wanted = set(ids)
    for known in list(session.identity_map.values()):
        if isinstance(known, Ticket) and known.id in wanted:
            session.expire(known, ["cluster_id", "folded"])


def keep(session: Session, ticket: Ticket, event: Event) -> None:
    """What a person has decided for a ticket of a cluster holds for its near copies to come."""
    if ticket.cluster_id is None or not is_decision(event):
        return
    cluster = session.get_one(Cluster, ticket.cluster_id)
    decide(session, cluster, event)
    if event.what is What.LABELLED and cluster.kind not in _NUISANCE and ticket.queue is not Queue.IGNORED:
        _read_it(cluster)


def is_decision(event: Event) -> bool:
    """Whether a person said what is to become of a text. What the bridge does follows from that."""
    return event.what in DECISIONS and event.actor != BRIDGE.login


def decide(session: Session, cluster: Cluster, event: Event) -> None:
    """Keep this decision; a later one replaces what contradicts it."""
    match event.what:
        case What.IGNORED:
            cluster.ignored = True
        case What.RESCUED:
            cluster.ignored = False
            cluster.kind = None if cluster.kind in _NUISANCE else cluster.kind
        case What.LABELLED:
            cluster.kind = Kind(event.detail["kind"])
        case What.FORWARDED:
            cluster.department_id = department_ids(session).get(str(event.detail["to"]))
            _read_it(cluster)
    cluster.decided_by, cluster.decided_at = event.actor, event.at


def _read_it(cluster: Cluster) -> None:
    """Who labels it as somebody's matter, or asks a department, does not want it ignored any longer."""
    if cluster.ignored:
        cluster.ignored = False


def made_of(session: Session, ticket_id: int, now: datetime) -> Cluster:
    """A new cluster around this ticket, with what was decided for it before it had any near copy."""
    cluster = Cluster(created_at=now)
    session.add(cluster)
    told = select(Event).where(Event.ticket_id == ticket_id, Event.what.in_(DECISIONS | {What.UNDONE}))
    for event in standing(tuple(session.scalars(told.order_by(Event.id)))):
        if is_decision(event):
            decide(session, cluster, event)
    session.flush()
    return cluster
