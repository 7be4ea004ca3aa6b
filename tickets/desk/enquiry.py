"""An enquiry: what a citizen is owed from a question to its end, through however many interim statuses.

A ticket holds one enquiry for each question that found nothing owed. The board and the reports count from them, so
that a promise that is kept in one of them is kept in the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from tickets.rules.sla import Clocks, Cycle, Outcome, Promise
from tickets.storage.models import What


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


class Told(Protocol):
    """What an enquiry needs of an event: the columns of `storage.models.Event`, by the same names."""

    @property
    def id(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def what(self) -> What: ...
    @property
    def since(self) -> datetime | None: ...


E = TypeVar("E", bound=Told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One enquiry. Its promises follow each other: an answer, then word by one promised date after another."""

    promises: tuple[Cycle, ...]
    end: End
    asked: bool
    """A citizen asked; else we began it ourselves."""

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


_STOPS = {What.IGNORED: End.IGNORED, What.CLOSED: End.CLOSED, What.WAITING: End.WAITING}


def owed(events: Sequence[Told], clocks: Clocks) -> list[Owed]:
    """The enquiries of one ticket, in the order in which they began.

    events: those that were not undone, in the order in which they became known; `clocks` is folded from them.
    """
    cycles = [cycle for cycle in clocks.cycles if cycle.promise is not Promise.DEPARTMENT]
    return [
        Owed(promises=chain, end=_end(events, chain[-1]), asked=began(events, chain[0]).what is What.ARRIVED)
        for chain in _chains(cycles)
    ]


def began(events: Sequence[E], cycle: Cycle) -> E:
    """The event that began this promise."""
    return next(event for event in events if str(event.id) == cycle.ref)


def _chains(cycles: Sequence[Cycle]) -> list[tuple[Cycle, ...]]:
    """Promises that follow each other without a break."""
    chains: list[tuple[Cycle, ...]] = []
    for cycle in cycles:
        last = chains[-1][-1] if chains else None
        if last is not None and cycle.promise is Promise.INTERIM and _renews(cycle, last):
            chains[-1] = (*chains[-1], cycle)
        else:
            chains.append((cycle,))
    return chains


def _renews(cycle: Cycle, last: Cycle) -> bool:
    """Whether the interim status that began this cycle met the last one."""
    return last.outcome is Outcome.MET and last.ended_at == cycle.started_at


def _end(events: Sequence[Told], last: Cycle) -> End:
    match last.outcome:
        case Outcome.RUNNING:
            return End.OPEN
        case Outcome.MET:
            return End.ANSWERED
        case Outcome.STOPPED:
            return next(_STOPS[event.what] for event in reversed(events) if _stopped(event, last))


def _stopped(event: Told, cycle: Cycle) -> bool:
    return event.what in _STOPS and (event.since or event.at) == cycle.ended_at
