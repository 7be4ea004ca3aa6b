"""What the store knows of a period: few flat queries, by index, in chunks. No text and no person is read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Select, case, exists, or_, select, union
from sqlalchemy.orm import Session

from tickets.rules.duty import Week
from tickets.rules.sla import Happening
from tickets.rules.states import Kind
from tickets.storage.duty_models import Duty
from tickets.storage.models import Account, Department, Event, Ticket, What, table

_CHUNK = 5000
"""Rows that are held at a time."""

_E = table(Event)
_T = table(Ticket)

_NEEDED = frozenset({What(each.value) for each in Happening}) | {
    What.ASSIGNED,
    What.LABELLED,
    What.NOTED,
    What.REPLY_QUEUED,
    What.REPLY_WITHDRAWN,
    What.REPLY_FAILED,
    What.REPLY_UNCERTAIN,
}
# Which post, which department: all that is wanted of details. Others hold what people wrote.
_WITH_DETAIL = (What.ARRIVED, What.JOINED, What.FORWARDED)


class Happened(NamedTuple):
    """One event: the columns of `storage.models.Event`, by the same names, and two of its ticket's."""

    ticket_id: int
    id: int
    at: datetime
    actor: str
    what: What
    since: datetime | None
    due_at: datetime | None
    detail: dict[str, Any] | None
    """None but for arrivals and forwards."""
    account_id: int
    kind: Kind


History = Sequence[Happened]
"""All that happened to one ticket, in the order in which it became known."""


class OnDuty(NamedTuple):
    """Who did the community management in a week, and who stood in."""

    login: str
    deputy: str | None


def histories(
    session: Session, *, start: datetime, end: datetime, account_id: int | None = None
) -> Iterator[History]:
    """The histories of all tickets that something happened to in [start, end), or that were owed something.

    Those that are owed something today are among them, whatever the period. Of each the whole history: a
    deadline that broke in the period may have been set long before.
    """
    statement = _statement(start, end)
    if account_id is not None:
        statement = statement.where(_T.c.account_id == account_id)
    rows = session.execute(statement.execution_options(yield_per=_CHUNK))
    for _ticket_id, events in groupby(map(Happened._make, rows), key=attrgetter("ticket_id")):
        yield tuple(events)


def _statement(start: datetime, end: datetime) -> Select[*tuple[Any, ...]]:
    # What nothing happened to since the period began stood then as it stands now: owed something, or at rest.
    touched = union(
        select(_E.c.ticket_id).where(_E.c.at >= start), select(_T.c.id).where(_T.c.due_at.is_not(None))
    )
    earlier = _E.alias()
    found_late = exists().where(earlier.c.ticket_id == _T.c.id, earlier.c.since < end)
    return (
        select(
            _E.c.ticket_id,
            _E.c.id,
            _E.c.at,
            _E.c.actor,
            _E.c.what,
            _E.c.since,
            _E.c.due_at,
            case((_E.c.what.in_(_WITH_DETAIL), _E.c.detail)),
            _T.c.account_id,
            _T.c.kind,
        )
        .join_from(_E, _T, _T.c.id == _E.c.ticket_id)
        .where(
            _E.c.ticket_id.in_(touched),
            _E.c.what.in_(_NEEDED),
            or_(_T.c.created_at < end, _T.c.due_at.is_not(None), found_late),
        )
        .order_by(_E.c.ticket_id, _E.c.id)
    )


def account_names(session: Session) -> Mapping[int, str]:
    """Our accounts' names by their ids, those too that the settings have dropped."""
    return dict(session.execute(select(Account.id, Account.name)).all())


def department_names(session: Session) -> Mapping[str, str]:
    """The departments' names by their keys, those too that the settings have dropped."""
    return dict(session.execute(select(Department.key, Department.name)).all())


def duties(session: Session, first: Week, last: Week) -> Mapping[Week, OnDuty]:
    """Who was on duty in each of these weeks; a week that nobody was given is not in it."""
    rows = session.execute(
        select(Duty.year, Duty.week, Duty.login, Duty.deputy).where(Duty.year.between(first.year, last.year))
    )
    return {Week(year, week): OnDuty(login, deputy) for year, week, login, deputy in rows}
