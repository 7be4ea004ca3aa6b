"""What the store knows of a period: few flat queries, by index, in chunks. No text and no person is read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import JSON, Select, and_, case, exists, func, or_, select, type_coerce, union
from sqlalchemy.orm import Session

from tickets.desk.people import BRIDGE
from tickets.reports.period import Period
from tickets.reports.sampling import SecondLooks
from tickets.rules.duty import Week
from tickets.rules.sla import Happening
from tickets.rules.states import Kind
from tickets.rules.undo import standing
from tickets.storage.duty_models import Duty
from tickets.storage.models import Account, Department, Event, Message, Ticket, What, table
from tickets.storage.triage_models import SecondLook

_CHUNK = 5000
"""Rows that are held at a time."""

_E = table(Event)
_L = table(SecondLook)
_M = table(Message)
_T = table(Ticket)

_NEEDED = frozenset({What(each.value) for each in Happening}) | {
    What.ASSIGNED,
    What.LABELLED,
    What.NOTED,
    What.REPLY_QUEUED,
    What.REPLY_WITHDRAWN,
    What.REPLY_FAILED,
    What.REPLY_UNCERTAIN,
    What.UNDONE,
}
# Which post, which department, what was undone: all that is wanted of details. Others hold what people wrote.
_WITH_DETAIL = (What.ARRIVED, What.JOINED, What.FORWARDED, What.UNDONE)


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
    """None but for arrivals, forwards, and what undoes another event."""
    account_id: int
    kind: Kind
    written_at: datetime | None = None
    """By the author's server; None but for arrivals."""


History = Sequence[Happened]
"""All that happened to one ticket and was not undone, in the order in which it became known."""


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
        yield tuple(standing(tuple(events)))


def _statement(start: datetime, end: datetime) -> Select[*tuple[Any, ...]]:
    # What nothing happened to since the period began stood then as it stands now: owed something, or at rest.
    touched = union(
        select(_E.c.ticket_id).where(_E.c.at >= start), select(_T.c.id).where(_T.c.due_at.is_not(None))
    )
    earlier = _E.alias()
    post = and_(
        _E.c.what == What.ARRIVED,
        _M.c.account_id == _T.c.account_id,
        _M.c.remote_id == type_coerce(_E.c.detail, JSON)["message"].as_string(),
    )
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
            _M.c.created_at,
        )
        .join_from(_E, _T, _T.c.id == _E.c.ticket_id)
        .outerjoin(_M, post)
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


def second_looks(session: Session, period: Period, *, account_id: int | None = None) -> SecondLooks:
    """What was drawn in the period, and what is known of it today.

    Who rescued a drawn ticket without a further word has said what there was to say.
    """
    rescued = exists().where(
        _E.c.ticket_id == _L.c.ticket_id,
        _E.c.at >= _L.c.drawn_at,
        _E.c.what == What.RESCUED,
        _E.c.actor != BRIDGE.login,
    )
    unsaid = and_(_L.c.wrong.is_(None), rescued)
    statement = (
        select(
            func.count(),
            func.count().filter(or_(_L.c.wrong.is_not(None), unsaid)),
            func.count().filter(or_(_L.c.wrong.is_(True), unsaid)),
        )
        .select_from(_L)
        .where(_L.c.drawn_at >= period.start, _L.c.drawn_at < period.end)
    )
    if account_id is not None:
        statement = statement.join(_T, _T.c.id == _L.c.ticket_id).where(_T.c.account_id == account_id)
    return SecondLooks(*session.execute(statement).one())
