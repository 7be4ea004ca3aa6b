"""A near copy joins the others as it is stored, and what a person decided for its text holds for it at once."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, bindparam, func, literal, select, update
from sqlalchemy.orm import Session

from tickets.desk import clusters, history, likeness, priorities
from tickets.desk.acquaintance import has_other_open_ticket
from tickets.desk.belonging import CHUNK, LIVE
from tickets.desk.house import Act
from tickets.desk.likeness import VERY_NEAR, Match, Post
from tickets.desk.preparing import Prepared
from tickets.rules import priority
from tickets.rules.audience import Visibility
from tickets.rules.states import Kind, Move, Zone
from tickets.storage.models import Ticket, What, table
from tickets.storage.triage_models import Cluster

_COUNTED = 1024
"""Of a larger cluster nobody counts each time how large it is."""

_T = table(Ticket)


def join(session: Session, act: Act, opened: Mapping[int, Prepared]) -> None:
    """Put those of these new tickets that open with a near copy of an earlier post into its cluster.

    opened: the posts by the tickets they opened, in the order in which they were written.
    """
    posts = [Post(ticket, item.signature) for ticket, item in opened.items() if item.signature]
    matches = likeness.find(session, posts) if posts else {}
    if not matches:
        return
    joined = _sorted_in(session, act, matches)
    for cluster_id, members in joined.items():
        cluster = session.get_one(Cluster, cluster_id, populate_existing=True)
        if cluster.decided_by is not None:
            with clusters.folding_once(session):
                for ticket in members:
                    _follow(session, act, cluster, ticket, opened[ticket], matches[ticket])
        clusters.refold(session, cluster_id)
        _rank_by_size(session, act, cluster_id, len(members))


def _sorted_in(session: Session, act: Act, matches: Mapping[int, Match]) -> dict[int, list[int]]:
    """The new tickets by their clusters; a post that has its first near copy gets one."""
    cluster_of = _clusters_of(session, {match.ticket_id for match in matches.values()} - matches.keys())
    joined: dict[int, list[int]] = {}
    for ticket, match in matches.items():
        cluster = cluster_of.get(match.ticket_id)
        if cluster is None:
            cluster = clusters.made_of(session, match.ticket_id, act.now).id
            _put(session, [match.ticket_id], cluster, folded=None)
            cluster_of[match.ticket_id] = cluster
        cluster_of[ticket] = cluster
        joined.setdefault(cluster, []).append(ticket)
    for cluster, members in joined.items():
        _put(session, members, cluster, folded=True)
    return joined


def _clusters_of(session: Session, tickets: Iterable[int]) -> dict[int, int | None]:
    """The clusters of these tickets. Nobody else changes them, or makes one, before this transaction ends.

    First the clusters, then the tickets: people's acts take them in the same order (`clusters.hold`).
    """
    wanted = sorted(tickets)
    found: dict[int, int | None] = {}
    for start in range(0, len(wanted), CHUNK):
        chunk = select(_T.c.id, _T.c.cluster_id).where(_T.c.id.in_(wanted[start : start + CHUNK]))
        alone = _T.c.cluster_id.is_(None)
        session.execute(chunk.where(alone).order_by(_T.c.id).with_for_update())
        found.update((ticket, cluster) for ticket, cluster in session.execute(chunk))
    for cluster in sorted({cluster for cluster in found.values() if cluster is not None}):
        clusters.lock(session, cluster)
    return found


def _put(session: Session, tickets: Sequence[int], cluster: int, *, folded: bool | None) -> None:
    """Into the cluster, behind the others or (None) where they are; their versions stay."""
    values: dict[str, ColumnElement[object]] = {"cluster_id": literal(cluster)}
    if folded is not None:
        values["folded"] = literal(folded)
    statement = update(_T).where(_T.c.id == bindparam("ticket")).values(values)
    session.connection().execute(statement, [{"ticket": ticket} for ticket in tickets])
    clusters.forget(session, tickets)


def _follow(
    session: Session, act: Act, cluster: Cluster, ticket_id: int, item: Prepared, match: Match
) -> None:
    """Do with the new ticket what a person decided for its text."""
    ticket = session.get_one(Ticket, ticket_id)
    told: dict[str, object] = {"copy_of": match.ticket_id, "decided_by": cluster.decided_by}
    if cluster.kind is not None:
        _label(session, act, ticket, cluster.kind, told)
    if cluster.department_id is not None:
        ticket.department_id = cluster.department_id
    if cluster.ignored is False:
        ticket.zone = Zone.NORMAL
    if cluster.ignored and not item.case.circumstances.allowed:
        ticket.zone = Zone.SUGGEST
        if _may_be_ignored(session, act, ticket, item, match):
            history.move(ticket, Move.IGNORE)
            # As of its receipt: nobody has waited for us, however late we found it.
            since = item.mention.received_at
            history.record(session, act, ticket, What.IGNORED, since=since, detail=told)
    priorities.reprioritise(session, act, ticket)
    history.rewind(session, act, ticket)


def _label(session: Session, act: Act, ticket: Ticket, kind: Kind, told: dict[str, object]) -> None:
    before, ticket.kind = ticket.kind, kind
    ticket.zone = Zone.SUGGEST if kind in (Kind.HOSTILE, Kind.SPAM) else Zone.NORMAL
    if kind is not before:
        detail = {"before": before.value, "kind": kind.value, **told}
        history.record(session, act, ticket, What.LABELLED, detail=detail)


def _may_be_ignored(session: Session, act: Act, ticket: Ticket, item: Prepared, match: Match) -> bool:
    """Whether nothing shows that this person has a matter of their own besides the words of others."""
    mention = item.mention
    reports = item.verdict.kind is Kind.INCIDENT and mention.visibility is Visibility.DIRECT
    adds = match.resemblance < VERY_NEAR and bool(item.case.advice.evidence)
    shows = bool(mention.attachments or mention.quotes)
    allowed = act.house.settings.triage.ignore
    return allowed and not (reports or adds or shows or has_other_open_ticket(session, ticket))


def _rank_by_size(session: Session, act: Act, cluster_id: int, added: int) -> None:
    """How many say the same counts for the row that stands for them: reckoned anew each time they have doubled."""
    some = select(_T.c.id).where(_T.c.cluster_id == cluster_id).limit(_COUNTED).subquery()
    size = session.scalar(select(func.count()).select_from(some)) or 0
    if size.bit_length() == (size - added).bit_length():
        return
    shown = select(Ticket).where(
        Ticket.cluster_id == cluster_id, Ticket.folded.is_(False), Ticket.queue.in_(LIVE)
    )
    for ticket in session.scalars(shown).all():
        points = priority.points(priorities.parts(session, act, ticket))
        rank = priority.rank(ticket.due_at, points, ended_at=act.now)
        # The ticket itself has not changed: whoever is writing an answer is not in conflict with a copy.
        session.execute(update(_T).where(_T.c.id == ticket.id).values(priority=points, rank=rank))
        session.expire(ticket, ["priority", "rank"])
    clusters.refold(session, cluster_id)
