"""The clocks of a ticket, rebuilt from its history, never counters.

What happened is folded, in order, into cycles, one for each promise that ran. A cycle keeps the deadline
that was reckoned when it began and stored with the event, so no calendar that changes later rewrites a past
breach.

The citizen is owed one thing at a time: an answer or, after an interim status, word by the promised date.
What a department owes runs beside it. Every happening is legal in every state: histories are facts, not to
argue with.

    ARRIVED     nothing owed: an answer is, from its receipt on. Something owed: that older clock runs on.
                Found late, and older than the message whose clock runs: the clock goes back to it, and never
                gains time
    ANSWERED    meets what is owed (answered twice: nothing), and stops the department
    ASKED       meets what is owed: a question back is an answer, and then it is the citizen's turn; stops the
                department, which would not know what to answer
    INTERIM     meets what is owed and promises word by its date, even if nothing was owed or the ticket is
                ignored or closed: a promise given in public holds. Without a date: nothing, the clock runs
                on
    WAITING     stops what is owed, and the department: it is the citizen's turn
    IGNORED     stops what is owed, and the department
    RESCUED     what the ignoring stopped is owed again, from the original start to the original deadline.
                Not ignored, or owed something new since: nothing
    CLOSED      stops what is owed, and the department
    REOPENED    nothing owed, and a deadline given: an answer is. Else: nothing
    FORWARDED   the department owes a proposal; one that was with another department is stopped
    PROPOSED    meets what the department owes
    RECALLED    stops what the department owes
    RECKONED    what is owed to the citizen is due at the deadline given; it began when it began. Broken
                already, nothing owed, or no deadline given: nothing. The department keeps the date it was told
    DELETED     nothing: a deleted question's clock runs until a person decides. People delete to write anew
                (Mastodon's "delete and redraft"), servers delete unasked, and what ends by itself nobody
                sees
    the others  JOINED, SNOOZED, WOKEN, EDITED: nothing. Putting aside is our convenience, and who mends a
                typo asks nothing new

A cycle that was met or stopped after its deadline is breached all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tickets.rules.calendar import Calendar
from tickets.rules.worktime import warn_moment


class Happening(StrEnum):
    """What happened to a ticket, as far as clocks care."""

    ARRIVED = "arrived"  # a message that wants an answer; carries when it is due
    JOINED = "joined"  # a message that wants none
    ANSWERED = "answered"  # published
    INTERIM = "interim"  # published; carries the promised date
    ASKED = "asked"  # a question back, published
    FORWARDED = "forwarded"  # carries when the department's proposal is due
    PROPOSED = "proposed"
    RECALLED = "recalled"
    WAITING = "waiting"  # for the citizen
    SNOOZED = "snoozed"
    WOKEN = "woken"
    IGNORED = "ignored"
    RESCUED = "rescued"
    CLOSED = "closed"
    REOPENED = "reopened"  # by hand; may carry when an answer is due
    RECKONED = "reckoned"  # anew, by a calendar or term that changed; carries the new deadline
    EDITED = "edited"  # the citizen's message
    DELETED = "deleted"  # the citizen's message


class Promise(StrEnum):
    """What is owed."""

    ANSWER = "answer"  # to the citizen
    INTERIM = "interim"  # to the citizen: word by the date we promised
    DEPARTMENT = "department"  # by a department to us: a proposal


class Outcome(StrEnum):
    """How a cycle ended; whether it was in time is another question."""

    RUNNING = "running"
    MET = "met"
    STOPPED = "stopped"  # without what was promised


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. Times are aware.

    at: when it counts from; for a message, when our server received it.
    due_at: the deadline it brought, as reckoned then; without one it starts no clock.
    ref: the message, reply or forward it is about.
    known_at: when we learnt of it, where that was later: of a message that catch-up found, or of an answer
    that was out although its server never said so. What we published before we knew the message does not
    answer it; the answer counts from when it was out.
    """

    at: datetime
    what: Happening
    due_at: datetime | None = None
    ref: str = ""
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One promise from its start to its end; `ref` is that of the moment that started it."""

    promise: Promise
    started_at: datetime
    due_at: datetime
    ended_at: datetime | None = None
    outcome: Outcome = Outcome.RUNNING
    ref: str = ""

    @property
    def is_running(self) -> bool:
        """Whether the promise is still owed."""
        return self.outcome is Outcome.RUNNING

    def breached(self, now: datetime) -> bool:
        """Whether it ended after its deadline, or runs past it; at the deadline itself it is kept."""
        return (self.ended_at or now) > self.due_at


@dataclass(frozen=True, slots=True)
class Clocks:
    """Every cycle of a ticket, in the order they began to be known."""

    cycles: tuple[Cycle, ...] = ()

    @property
    def running(self) -> tuple[Cycle, ...]:
        """What is owed: at most one promise to the citizen and one of a department."""
        return tuple(cycle for cycle in self.cycles if cycle.is_running)

    @property
    def answer(self) -> Cycle | None:
        """What is owed to the citizen, an answer or word by a promised date; None where nothing is."""
        return next((cycle for cycle in self.running if cycle.promise is not Promise.DEPARTMENT), None)

    @property
    def department(self) -> Cycle | None:
        """What a department owes; None where nothing."""
        return next((cycle for cycle in self.running if cycle.promise is Promise.DEPARTMENT), None)

    @property
    def due_at(self) -> datetime | None:
        """The earliest deadline of all that is owed, a department's too; None where nothing is."""
        return min((cycle.due_at for cycle in self.running), default=None)

    def breaches(self, now: datetime) -> tuple[Cycle, ...]:
        """Every promise that was broken, past ones too."""
        return tuple(cycle for cycle in self.cycles if cycle.breached(now))


def clocks(history: Iterable[Moment]) -> Clocks:
    """The clocks after this history. Moments count in the order they became known; ties as they stand."""
    fold = _Fold()
    for moment in sorted(history, key=lambda moment: moment.known_at or moment.at):
        fold.take(moment)
    return Clocks(tuple(fold.cycles))


def at_risk(cycle: Cycle, now: datetime, warn_at: float, calendar: Calendar) -> bool:
    """Whether a running cycle is near its deadline and not past it.

    warn_at: share (0..1) of the working time between start and deadline.
    """
    if not cycle.is_running or cycle.breached(now):
        return False
    return now >= warn_moment(cycle.started_at, cycle.due_at, warn_at, calendar)


class _Fold:
    """The state between two moments; an index points into `cycles`, None is nothing owed."""

    def __init__(self) -> None:
        self.cycles: list[Cycle] = []
        self._citizen: int | None = None
        self._department: int | None = None
        self._ignored: int | None = None  # what the last ignoring stopped, as long as it can be rescued

    def take(self, moment: Moment) -> None:
        match moment.what:
            case Happening.ARRIVED | Happening.REOPENED:
                self._owe_answer(moment)
            case Happening.INTERIM if moment.due_at is not None:
                self._end_citizen(Outcome.MET, moment)
                self._citizen = self._start(Promise.INTERIM, moment, moment.due_at)
            case Happening.ANSWERED | Happening.ASKED:
                self._end_citizen(Outcome.MET, moment)
                self._end_department(Outcome.STOPPED, moment)
            case Happening.WAITING | Happening.CLOSED:
                self._end_citizen(Outcome.STOPPED, moment)
                self._end_department(Outcome.STOPPED, moment)
            case Happening.IGNORED:
                self._ignore(moment)
            case Happening.RESCUED:
                self._rescue()
            case Happening.FORWARDED:
                self._forward(moment)
            case Happening.PROPOSED:
                self._end_department(Outcome.MET, moment)
            case Happening.RECALLED:
                self._end_department(Outcome.STOPPED, moment)
            case Happening.RECKONED:
                self._reckon(moment)

    def _owe_answer(self, moment: Moment) -> None:
        if moment.due_at is None:
            return
        if self._citizen is None:
            self._citizen = self._start(Promise.ANSWER, moment, moment.due_at)
            self._ignored = None
            return
        running = self.cycles[self._citizen]
        if running.promise is Promise.ANSWER and moment.at < running.started_at:
            due_at = min(running.due_at, moment.due_at)
            older = replace(running, started_at=moment.at, due_at=due_at, ref=moment.ref)
            self.cycles[self._citizen] = older

    def _forward(self, moment: Moment) -> None:
        self._end_department(Outcome.STOPPED, moment)
        if moment.due_at is not None:
            self._department = self._start(Promise.DEPARTMENT, moment, moment.due_at)

    def _ignore(self, moment: Moment) -> None:
        stopped = self._ignored if self._citizen is None else self._citizen
        self._end_citizen(Outcome.STOPPED, moment)
        self._end_department(Outcome.STOPPED, moment)
        self._ignored = stopped

    def _rescue(self) -> None:
        if self._ignored is None:
            return
        original = self.cycles[self._ignored]
        self.cycles[self._ignored] = replace(original, ended_at=None, outcome=Outcome.RUNNING)
        self._citizen, self._ignored = self._ignored, None

    def _reckon(self, moment: Moment) -> None:
        if self._citizen is None or moment.due_at is None:
            return
        owed = self.cycles[self._citizen]
        if not owed.breached(moment.at):
            self.cycles[self._citizen] = replace(owed, due_at=moment.due_at)

    def _start(self, promise: Promise, moment: Moment, due_at: datetime) -> int:
        self.cycles.append(Cycle(promise=promise, started_at=moment.at, due_at=due_at, ref=moment.ref))
        return len(self.cycles) - 1

    def _end_citizen(self, outcome: Outcome, moment: Moment) -> None:
        self._end(self._citizen, outcome, moment)
        self._citizen = self._ignored = None

    def _end_department(self, outcome: Outcome, moment: Moment) -> None:
        self._end(self._department, outcome, moment)
        self._department = None

    def _end(self, index: int | None, outcome: Outcome, moment: Moment) -> None:
        if index is not None:
            self.cycles[index] = replace(self.cycles[index], ended_at=moment.at, outcome=outcome)
