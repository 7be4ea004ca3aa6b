"""Where the time of a promise went: stage by stage, from the receipt to the answer, with no gap between.

The stages are read off the ticket's history. What comes first in this list holds where several would:

    outage      our server had the post, and we did not: from its receipt until it was stored here
    publishing  a reply is queued, and neither out nor failed nor called back; uncertain ones too
    department  a department was asked and owes us a proposal
    aside       put aside, or out of the way: ignored and rescued later, say
    unread      nobody has done anything since the question came
    writing     somebody has: it is ours to write
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import chain, pairwise

from tickets.desk.histories import Happened
from tickets.desk.people import BRIDGE
from tickets.rules.calendar import Calendar
from tickets.rules.sla import Cycle
from tickets.rules.worktime import working_time
from tickets.storage.models import What

PATIENCE = timedelta(minutes=15)
"""A post that is stored so soon after its receipt came in as it should: catch-up looks every few minutes."""


class Stage(StrEnum):
    """What a ticket was waiting for at one time."""

    OUTAGE = "outage"
    UNREAD = "unread"
    WRITING = "writing"
    DEPARTMENT = "department"
    PUBLISHING = "publishing"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Mark:
    """From `at` on the ticket is in this stage; `department` has been asked, whatever the stage."""

    at: datetime
    stage: Stage
    department: str | None


_ARRIVALS = (What.ARRIVED, What.JOINED)
_PUBLISHED = (What.ANSWERED, What.INTERIM, What.ASKED)
_DONE_BY_PEOPLE = frozenset(
    {
        What.ASSIGNED,
        What.LABELLED,
        What.NOTED,
        What.FORWARDED,
        What.PROPOSED,
        What.RECALLED,
        What.SNOOZED,
        What.WAITING,
        What.IGNORED,
        What.CLOSED,
        What.REOPENED,
        What.RESCUED,
        What.REPLY_QUEUED,
        What.REPLY_WITHDRAWN,
    }
)


class Course:
    """A ticket's way through the stages.

    questions: ids of the events that began something new to be owed; until somebody acts it is unread.
    """

    def __init__(self, events: Sequence[Happened], questions: frozenset[int]) -> None:
        self._events = events
        self._questions = questions

    @cached_property
    def _marks(self) -> tuple[Mark, ...]:
        # Of most tickets nobody asks.
        return tuple(_marks(self._events, self._questions))

    @property
    def now(self) -> Mark:
        """The stage in which the ticket is today."""
        return self._marks[-1]

    def department(self, first: Cycle, until: datetime | None) -> str | None:
        """The key of the last department that was asked while this was owed; None where none was."""
        if all(event.what is not What.FORWARDED for event in self._events):
            return None
        asked = None
        for mark in self._marks[self._place(first) :]:
            if until is not None and mark.at > until:
                break
            asked = mark.department or asked
        return asked

    def parts(self, cycle: Cycle, until: datetime, calendar: Calendar) -> Mapping[Stage, timedelta]:
        """Working time in each stage from the promise's start to `until`; all stages, adding up to the whole."""
        spent = dict.fromkeys(Stage, timedelta())
        for begun, ended, stage in _slices(self._stages(cycle), cycle.started_at, until):
            spent[stage] += working_time(begun, ended, calendar)
        return spent

    def _stages(self, cycle: Cycle) -> Iterator[tuple[datetime, Stage]]:
        place = self._place(cycle)
        began = self._events[place]
        if began.what in _ARRIVALS:
            found = self._found(began)
            late = found - cycle.started_at > PATIENCE
            yield cycle.started_at, Stage.OUTAGE if late else Stage.UNREAD
            yield found, Stage.UNREAD
        else:
            # Out already, though something else was known before it.
            yield cycle.started_at, self._marks[place].stage
        for mark in self._marks[place:]:
            yield mark.at, mark.stage

    def _found(self, arrival: Happened) -> datetime:
        """When its post was stored here: a post may be told of twice, by its arrival and as unanswered."""
        post = _post(arrival)
        same = (event.at for event in self._events if event.what in _ARRIVALS and _post(event) == post)
        return min(same) if post else arrival.at

    def _place(self, cycle: Cycle) -> int:
        return next(place for place, event in enumerate(self._events) if str(event.id) == cycle.ref)


def _post(arrival: Happened) -> object:
    return (arrival.detail or {}).get("message")


def _marks(events: Sequence[Happened], questions: frozenset[int]) -> Iterator[Mark]:
    """One mark for each event, never before the one that precedes it."""
    standing = _Standing()
    last = None
    for event in events:
        standing.take(event, is_question=event.id in questions)
        at = event.since or event.at if event.what in _PUBLISHED else event.at
        last = at if last is None else max(last, at)
        yield Mark(last, standing.stage, standing.department)


def _slices(
    stages: Iterable[tuple[datetime, Stage]], start: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime, Stage]]:
    """From when to when each stage lasted, within [start, until)."""
    for (begun, stage), (ended, _next) in pairwise(chain(stages, [(until, Stage.WRITING)])):
        yield max(begun, start), min(ended, until), stage


@dataclass(slots=True)
class _Standing:
    """How a ticket stands after an event."""

    touched: bool = False
    queued: bool = False
    aside: bool = False
    department: str | None = None

    @property
    def stage(self) -> Stage:
        if self.queued:
            return Stage.PUBLISHING
        if self.department is not None:
            return Stage.DEPARTMENT
        if self.aside:
            return Stage.ASIDE
        return Stage.WRITING if self.touched else Stage.UNREAD

    def take(self, event: Happened, *, is_question: bool) -> None:
        if event.what in _DONE_BY_PEOPLE and event.actor != BRIDGE.login:
            self.touched = True
        match event.what:
            case What.ARRIVED:
                self.aside = False
                self.touched = self.touched and not is_question
            case What.FORWARDED:
                self.department, self.aside = str((event.detail or {}).get("to", "")), False
            case What.PROPOSED | What.RECALLED:
                self.department = None
            case What.REPLY_QUEUED:
                self.queued = True
            case What.REPLY_WITHDRAWN | What.REPLY_FAILED | What.INTERIM:
                self.queued = False
            case What.ANSWERED | What.ASKED:
                self.queued, self.department, self.aside = False, None, False
            case What.WAITING | What.IGNORED | What.CLOSED:
                self.department, self.aside = None, True
            case What.SNOOZED:
                self.aside = True
            case What.WOKEN | What.RESCUED | What.REOPENED:
                self.aside = False
