"""A text that many people pass on, and what the store must always look like while they do."""

import itertools
from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.store import mention, receive
from tickets.desk.arrivals import Mention
from tickets.desk.house import Act, Desk
from tickets.storage.models import Message, Ticket, table

CAMPAIGN = (
    "Stoppt die Schließung der Stadtbibliothek in der Oststadt! Über 4.000 Menschen nutzen sie jede Woche,"
    " Kinder lernen dort lesen. Nehmen Sie den Beschluss vom 3. November zurück."
)
REWORDED = CAMPAIGN.replace("Kinder lernen dort lesen.", "Unsere Kinder haben dort das Lesen gelernt.")
"""Near enough to be a copy, and not very near."""
_people = itertools.count(1)

_T = table(Ticket)
_M = table(Message)


def passed_on(text: str = CAMPAIGN, *, by: str | None = None, **more: object) -> Mention:
    """A copy of it, by somebody who has not written before."""
    return mention(text, by=by or f"person{next(_people)}@example.social", **more)  # type: ignore[arg-type]


def arrive(desk: Desk, *posts: Mention) -> list[int]:
    """Let these come in, one after the other; the numbers of their tickets."""
    for post in posts:
        receive(desk, post)
    return [ticket_of(desk, post) for post in posts]


def ticket_of(desk: Desk, post: Mention) -> int:
    """The number of the ticket that holds this post; at whichever account it came first."""
    statement = select(_M.c.ticket_id).where(_M.c.remote_id == post.remote_id).order_by(_M.c.id)
    found: list[int] = desk.see(lambda session, _act: [*session.scalars(statement)])
    return found[0]


def assert_one_row_each(desk: Desk) -> int:
    """In each queue one ticket of a cluster is shown, the first; whoever is in none is shown. How many clusters."""
    places: dict[tuple[int, str], list[tuple[int, int, bool]]] = defaultdict(list)
    for id_, cluster, queue, rank, folded in desk.see(_tickets):
        if cluster is None:
            assert not folded, f"ticket {id_} stands behind nothing"
        else:
            places[cluster, queue].append((rank, id_, folded))
    for place, members in places.items():
        members.sort()
        assert [folded for _rank, _id, folded in members] == [False] + [True] * (len(members) - 1), place
    return len({cluster for cluster, _queue in places})


def _tickets(session: Session, _act: Act) -> list[tuple[int, int | None, str, int, bool]]:
    columns = (_T.c.id, _T.c.cluster_id, _T.c.queue, _T.c.rank, _T.c.folded)
    return [(row[0], row[1], row[2], row[3], row[4]) for row in session.execute(select(*columns))]
