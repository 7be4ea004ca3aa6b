"""An enquiry: what a citizen is owed from a question to its end, through however many interim statuses.

A ticket holds one enquiry for each question that found nothing owed. All of a report is counted from them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from tickets.desk import history
from tickets.reports.reading import Happened, History
from tickets.reports.spent import Course
from tickets.rules.delay import federation
from tickets.rules.sla import Clocks, Cycle, Outcome, Promise
from tickets.rules.states import Kind
from tickets.storage.models import Event, What


class End(StrEnum):
    """How an enquiry stands today."""

    OPEN = "open"
    ANSWERED = "answered"  # an answer or a question back is published
    IGNORED = "ignored"
    CLOSED = "closed"  # without an answer
    WAITING = "waiting"  # for the citizen, as a person decided


class Fact(StrEnum):
    """What can be counted of enquiries; each happens at one instant, and counts in the period that has it."""

    RECEIVED = "received"  # a question reached our server
    REOPENED = "reopened"  # we took a ticket up again, or promised something that nobody was owed
    ANSWERED = "answered"
    IGNORED = "ignored"
    CLOSED = "closed"
    WAITING = "waiting"
    INTERIM = "interim"  # an interim status is published
    KEPT = "kept"  # a promise is met in time
    BREACHED = "breached"  # a deadline has passed, and what was promised was not there


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """One enquiry. Its promises follow each other: an answer, then word by one promised date after another."""

    ticket_id: int
    account_id: int
    kind: Kind
    department: str | None
    """Key of the last department that was asked about it; None where none was."""
    promises: tuple[Cycle, ...]
    end: End
    asked: bool
    """A citizen asked; else we began it ourselves."""
    transit: timedelta
    """From the question's writing to its receipt by our server: federation, which no promise counts."""
    course: Course

    @property
    def started_at(self) -> datetime:
        """When the question reached our server."""
        return self.promises[0].started_at

    @property
    def ended_at(self) -> datetime | None:
        """When nothing was owed any longer, never before the start; None: it is open."""
        ended_at = self.promises[-1].ended_at
        return None if ended_at is None else max(ended_at, self.started_at)

    def is_open(self, instant: datetime) -> bool:
        """Whether something was owed at this instant."""
        return self.started_at < instant and (self.ended_at is None or self.ended_at >= instant)

    def facts(self, now: datetime) -> Iterator[tuple[Fact, datetime]]:
        """What there is to count, and when it was."""
        yield Fact.RECEIVED if self.asked else Fact.REOPENED, self.started_at
        if self.ended_at is not None:
            yield Fact(self.end.value), self.ended_at
        for cycle in self.promises:
            if cycle.promise is Promise.INTERIM:
                yield Fact.INTERIM, cycle.started_at
            if cycle.breached(now):
                yield Fact.BREACHED, cycle.due_at
            elif cycle.outcome is Outcome.MET:
                yield Fact.KEPT, cycle.ended_at or now

    @property
    def real_time(self) -> timedelta | None:
        """From the question to its answer; None where there is no answer, or no question."""
        if not self.asked or self.end is not End.ANSWERED or self.ended_at is None:
            return None
        return self.ended_at - self.started_at


@dataclass(frozen=True, slots=True)
class Asked:
    """A department was asked; `cycle` is its own promise."""

    department: str
    cycle: Cycle


_STOPS = {What.IGNORED: End.IGNORED, What.CLOSED: End.CLOSED, What.WAITING: End.WAITING}


def folded(events: History) -> Clocks:
    """The clocks of this history, by the desk's own reckoning: from the deadlines as they were set then."""
    return history.clocks(cast("Sequence[Event]", events))  # the rows have the columns of events


def enquiries(events: History, clocks: Clocks) -> list[Enquiry]:
    """The enquiries of one ticket, in the order in which they began."""
    owed = [cycle for cycle in clocks.cycles if cycle.promise is not Promise.DEPARTMENT]
    chains = _chains(owed)
    course = Course(events, frozenset(int(chain[0].ref) for chain in chains))
    return [_enquiry(events, chain, course) for chain in chains]


def asked(events: History, clocks: Clocks) -> Iterator[Asked]:
    """Every time that a department was asked about this ticket."""
    keys = {str(event.id): _key(event) for event in events if event.what is What.FORWARDED}
    for cycle in clocks.cycles:
        if cycle.promise is Promise.DEPARTMENT:
            yield Asked(keys[cycle.ref], cycle)


def _key(event: Happened) -> str:
    return str((event.detail or {}).get("to", ""))


def _chains(owed: Sequence[Cycle]) -> list[tuple[Cycle, ...]]:
    """Promises that follow each other without a break."""
    chains: list[tuple[Cycle, ...]] = []
    for cycle in owed:
        last = chains[-1][-1] if chains else None
        if last is not None and cycle.promise is Promise.INTERIM and _renews(cycle, last):
            chains[-1] = (*chains[-1], cycle)
        else:
            chains.append((cycle,))
    return chains


def _renews(cycle: Cycle, last: Cycle) -> bool:
    """Whether the interim status that began this cycle met the last one."""
    return last.outcome is Outcome.MET and last.ended_at == cycle.started_at


def _enquiry(events: History, chain: tuple[Cycle, ...], course: Course) -> Enquiry:
    first, last = chain[0], chain[-1]
    began = next(event for event in events if str(event.id) == first.ref)
    return Enquiry(
        ticket_id=began.ticket_id,
        account_id=began.account_id,
        kind=began.kind,
        department=course.department(first, last.ended_at),
        promises=chain,
        end=_end(events, last),
        asked=began.what is What.ARRIVED,
        transit=federation(began.written_at or first.started_at, first.started_at),
        course=course,
    )


def _end(events: History, last: Cycle) -> End:
    match last.outcome:
        case Outcome.RUNNING:
            return End.OPEN
        case Outcome.MET:
            return End.ANSWERED
        case Outcome.STOPPED:
            return next(_STOPS[event.what] for event in reversed(events) if _stopped(event, last))


def _stopped(event: Happened, cycle: Cycle) -> bool:
    return event.what in _STOPS and (event.since or event.at) == cycle.ended_at
