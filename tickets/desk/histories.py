"""The histories of many tickets, for figures: flat rows, found by index and read in chunks.

No person is read, and no text: of details, which hold what people wrote, only those that are asked for.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import groupby, starmap
from operator import attrgetter
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Select, case, select, union
from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.rules.sla import Clocks, Happening
from tickets.rules.states import Kind
from tickets.rules.undo import standing
from tickets.storage.models import Event, Ticket, What, table

_CHUNK = 5000
"""Rows that are held at a time."""

_E = table(Event)
_T = table(Ticket)

_OF_CLOCKS = frozenset({What(each.value) for each in Happening}) | {What.UNDONE}


class Happened(NamedTuple):
    """One event: the columns of `storage.models.Event`, by the same names, two of its ticket's, one of its post's."""

    ticket_id: int
    id: int
    at: datetime
    actor: str
    what: What
    since: datetime | None
    due_at: datetime | None
    detail: dict[str, Any] | None
    """None where it was not asked for."""
    account_id: int
    kind: Kind
    written_at: datetime | None = None
    """By the author's server; None where it was not asked for."""


History = Sequence[Happened]
"""All that happened to one ticket and was not undone, in the order in which it became known."""


def events(
    since: datetime,
    owed: ColumnElement[bool],
    *,
    more: Collection[What] = (),
    detailed: Collection[What] = (),
) -> Select[*tuple[Any, ...]]:
    """The whole history of tickets to which something happened since then, or for which `owed` holds.

    It has the events from which clocks are folded, and `more`; `detailed`: those whose details are wanted, besides
    what undoes another event.
    """
    touched = union(select(_E.c.ticket_id).where(_E.c.at >= since), select(_T.c.id).where(owed))
    return (
        select(
            _E.c.ticket_id,
            _E.c.id,
            _E.c.at,
            _E.c.actor,
            _E.c.what,
            _E.c.since,
            _E.c.due_at,
            case((_E.c.what.in_((What.UNDONE, *detailed)), _E.c.detail)),
            _T.c.account_id,
            _T.c.kind,
        )
        .join_from(_E, _T, _T.c.id == _E.c.ticket_id)
        .where(_E.c.ticket_id.in_(touched), _E.c.what.in_(_OF_CLOCKS.union(more)))
        .order_by(_E.c.ticket_id, _E.c.id)
    )


def read(session: Session, statement: Select[*tuple[Any, ...]]) -> Iterator[History]:
    """One ticket's history after the other; `statement` is made of `events`."""
    rows = session.execute(statement.execution_options(yield_per=_CHUNK))
    for _ticket, happened in groupby(starmap(Happened, rows), key=attrgetter("ticket_id")):
        yield standing(tuple(happened))


def folded(happened: History) -> Clocks:
    """The clocks of this history, by the desk's own reckoning: from the deadlines as they were set then."""
    return history.clocks(cast("Sequence[Event]", happened))  # the rows have the columns of events
