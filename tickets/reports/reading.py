"""What the store knows of a period: few flat queries, by index, in chunks. No text and no person is read."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import JSON, Select, and_, exists, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from tickets.desk.histories import History, events, read
from tickets.desk.people import BRIDGE
from tickets.desk.undone import was_undone
from tickets.reports.period import Period
from tickets.reports.sampling import SecondLooks
from tickets.rules.duty import Week
from tickets.storage.duty_models import Duty
from tickets.storage.models import Account, Department, Event, Message, Ticket, What, table
from tickets.storage.triage_models import SecondLook

_E = table(Event)
_L = table(SecondLook)
_M = table(Message)
_T = table(Ticket)

_OF_STAGES = (
    What.ASSIGNED,
    What.LABELLED,
    What.NOTED,
    What.REPLY_QUEUED,
    What.REPLY_WITHDRAWN,
    What.REPLY_FAILED,
    What.REPLY_UNCERTAIN,
)
"""What says in which stage a ticket was, though it moves no clock."""
_WITH_DETAIL = (What.ARRIVED, What.JOINED, What.FORWARDED)
"""Which post, which department: all that is wanted of details."""


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
    return read(session, statement)


def _statement(start: datetime, end: datetime) -> Select[*tuple[Any, ...]]:
    earlier = _E.alias()
    post = and_(
        _E.c.what == What.ARRIVED,
        _M.c.account_id == _T.c.account_id,
        _M.c.remote_id == type_coerce(_E.c.detail, JSON)["message"].as_string(),
    )
    found_late = exists().where(earlier.c.ticket_id == _T.c.id, earlier.c.since < end)
    return (
        # What nothing happened to since the period began stood then as it stands now: owed something, or at rest.
        events(start, _T.c.due_at.is_not(None), more=_OF_STAGES, detailed=_WITH_DETAIL)
        .add_columns(_M.c.created_at)
        .outerjoin(_M, post)
        .where(or_(_T.c.created_at < end, _T.c.due_at.is_not(None), found_late))
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

    Who rescued a drawn ticket without a further word has said what there was to say, unless it was undone.
    """
    rescued = exists().where(
        _E.c.ticket_id == _L.c.ticket_id,
        _E.c.at >= _L.c.drawn_at,
        _E.c.what == What.RESCUED,
        _E.c.actor != BRIDGE.login,
        ~was_undone(_E),
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
