"""The last weeks: what came, what was answered, which promises were kept. Counted as the reports count it.

Only what something happened to since the first of these weeks is read, by the index of events on their time, and
tickets that are late: a deadline breaks without an event where no bridge watches.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import enquiry, histories
from tickets.desk.board_rows import Broken, Trend, TrendWeek
from tickets.desk.enquiry import Fact
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.rules.duty import Week
from tickets.rules.sla import Cycle
from tickets.storage.models import Account, Person, Ticket, table

WEEKS = 12
"""The current one among them."""

_MOST_BROKEN = 100

_T = table(Ticket)


class _Late(NamedTuple):
    """A broken promise that is owed no longer."""

    ticket: int
    due_at: datetime
    ended_at: datetime


def trend(session: Session, act: Act) -> Trend:
    """The last weeks. Raises NotAllowed.

    It takes about a second for forty thousand tickets to which something happened in these weeks: for a thread, and
    not for every change of the store.
    """
    act.actor.require(Right.READ_ALL)
    zone = ZoneInfo(act.house.settings.timezone)
    this_week = Week.of(act.now.astimezone(zone).date())
    first, lately = this_week.later(1 - WEEKS), _midnight(this_week.later(-1).first_day, zone)
    begin = _midnight(first.first_day, zone)
    counts: dict[Week, Counter[Fact]] = defaultdict(Counter)
    late: list[_Late] = []
    for history in histories.read(session, histories.events(begin, _T.c.due_at < act.now)):
        for each in enquiry.owed(history, histories.folded(history)):
            for fact, at in each.facts(act.now):
                if at >= begin:
                    counts[Week.of(at.astimezone(zone).date())][fact] += 1
            late += _late(history[0].ticket_id, each.promises, act.now, lately)
    return Trend(
        made_at=act.now,
        weeks=tuple(_weeks(counts, first, this_week)),
        broken=_broken(session, late),
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def _late(ticket: int, promises: Sequence[Cycle], now: datetime, since: datetime) -> Iterator[_Late]:
    for cycle in promises:
        if cycle.due_at >= since and cycle.ended_at is not None and cycle.breached(now):
            yield _Late(ticket, cycle.due_at, cycle.ended_at)


def _weeks(counts: dict[Week, Counter[Fact]], first: Week, last: Week) -> Iterator[TrendWeek]:
    week, begun = first, False
    while week <= last:
        begun = begun or week in counts
        if begun:
            of_week = counts[week]
            yield TrendWeek(
                week=week,
                received=of_week[Fact.RECEIVED],
                answered=of_week[Fact.ANSWERED],
                kept=of_week[Fact.KEPT],
                breached=of_week[Fact.BREACHED],
                is_over=week < last,
            )
        week = week.next


def _broken(session: Session, late: list[_Late]) -> tuple[Broken, ...]:
    """Whose these were."""
    shown = sorted(late, key=attrgetter("due_at", "ticket"), reverse=True)[:_MOST_BROKEN]
    of_ticket = _T.c.id.in_({each.ticket for each in shown})
    rows = session.execute(
        select(_T.c.id, Account.name, Person.handle, _T.c.excerpt, _T.c.assignee)
        .join(Account, Account.id == _T.c.account_id)
        .join(Person, Person.id == _T.c.person_id)
        .where(of_ticket)
    )
    known = {row[0]: row for row in rows}
    return tuple(
        Broken(
            ticket=each.ticket,
            account=known[each.ticket][1],
            person=known[each.ticket][2],
            excerpt=known[each.ticket][3],
            assignee=known[each.ticket][4],
            due_at=each.due_at,
            ended_at=each.ended_at,
        )
        for each in shown
        if each.ticket in known
    )
