"""Reports without a store: made from a few histories that are written down by hand."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from tests.support.brute import ZONE
from tests.support.offices import BONN
from tickets.desk.histories import Happened, History, folded
from tickets.reports.enquiry import asked, enquiries
from tickets.reports.figures import Report
from tickets.reports.period import Period
from tickets.reports.reading import OnDuty
from tickets.reports.reckoning import Frame, Reckoning
from tickets.rules.duty import Week
from tickets.rules.states import Kind
from tickets.rules.worktime import Term, deadline
from tickets.storage.models import What

NOW = datetime(2026, 5, 26, 9, tzinfo=UTC)
WEEK = Period(date(2026, 5, 18), date(2026, 5, 24), ZONE)
HOUR = timedelta(hours=1)
TRANSIT = {2: 5 * HOUR, 5: timedelta(minutes=4)}
"""How long posts were on their way to our server, by the last digit of their ticket."""
TERMS = {What.ARRIVED: Term(days=2), What.INTERIM: Term(days=2), What.FORWARDED: Term(days=1)}


def history(ticket: int, begun: datetime, *steps: tuple[What, float], kind: Kind = Kind.QUESTION) -> History:
    """A ticket to which these things happened, each so many hours after the one before."""
    at, events = begun, []
    for number, (what, hours) in enumerate(steps, start=1):
        at += hours * HOUR
        detail = {What.ARRIVED: {"message": f"{ticket}"}, What.FORWARDED: {"to": "buerger"}}.get(what)
        due_at = deadline(at, TERMS[what], BONN) if what in TERMS else None
        actor = "bridge" if what is What.ARRIVED else "kim"
        number_ = ticket * 1000 + number
        written_at = at - TRANSIT.get(ticket % 10, timedelta()) if what is What.ARRIVED else None
        event = Happened(ticket, number_, at, actor, what, None, due_at, detail, 1, kind, written_at)
        events.append(event)
    return tuple(events)


def busy() -> list[History]:
    """Some weeks with something of everything."""
    monday = datetime(2026, 5, 4, 7, tzinfo=UTC)
    answered = ((What.ARRIVED, 0.0), (What.ASSIGNED, 2.0), (What.ANSWERED, 3.0))
    late = ((What.ARRIVED, 0.0), (What.FORWARDED, 20.0), (What.PROPOSED, 70.0), (What.ANSWERED, 9.0))
    promised = ((What.ARRIVED, 0.0), (What.REPLY_QUEUED, 9.0), (What.INTERIM, 1.0), (What.ANSWERED, 300.0))
    ignored = ((What.ARRIVED, 0.0), (What.IGNORED, 1.0))
    fresh = ((What.ARRIVED, 0.0),)
    stories = [answered, late, promised, ignored, answered]
    told = [
        history(number + 1, monday + 13 * number * HOUR, *stories[number % 5], kind=list(Kind)[number % 7])
        for number in range(38)
    ]
    return [*told, history(90, NOW - 94 * HOUR, *fresh), history(91, NOW - 2 * HOUR, *fresh)]


def report(
    histories: Sequence[History],
    *,
    period: Period = WEEK,
    now: datetime = NOW,
    names: Mapping[str, str] | None = None,
    account: str = "amt",
    duties: Mapping[Week, OnDuty] | None = None,
) -> Report:
    """What a report says of them."""
    frame = Frame(
        period=period,
        now=now,
        account=None,
        department=None,
        names={"buerger": "Referat Bürgerservice"} if names is None else names,
        accounts={1: account},
        calendar=lambda _account: BONN,
        warn_at=0.75,
        duties=duties or {Week(2026, 21): OnDuty("kim", "lea")},
    )
    reckoning = Reckoning(frame)
    for events in histories:
        clocks = folded(events)
        for enquiry in enquiries(events, clocks):
            reckoning.take(enquiry)
        for each in asked(events, clocks):
            reckoning.take_term(each, 1)
    return reckoning.report()
