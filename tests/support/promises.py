"""What a ticket's state and clocks should be after each step, by a small model that uses nothing of the program.

The rules are those that people are told: an answer or an interim status meets what is owed, waiting and ignoring stop
it, a rescue brings back what was stopped with the deadline it had, an edit and a deletion change nothing, and asking a
department starts a clock of its own, of whose time a quarter of what is left to us stays ours.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.support.office_hours import DAY, ZERO, ZONE, service, worked

OFFICE = "amt"
WORK = ("new", "open", "proposed", "forwarded")
ENDED = ("answered", "closed")


@dataclass
class Clock:
    """One promise."""

    promise: str
    start: datetime
    due: datetime
    end: datetime | None = None
    outcome: str = "running"

    def stop(self, at: datetime, outcome: str) -> None:
        self.end, self.outcome = at, outcome

    def is_broken(self, now: datetime) -> bool:
        return (self.end or now) > self.due


@dataclass
class Expected:
    """A ticket; `owed` to the citizen, `asked` of a department, `shelved` by ignoring."""

    state: str = "new"
    clocks: list[Clock] = field(default_factory=list)
    owed: Clock | None = None
    asked: Clock | None = None
    shelved: Clock | None = None

    def take(self, step: str, at: datetime) -> bool:
        """Whether this step is legal; then it is made."""
        if not self._is_legal(step):
            return False
        match step:
            case "arrival" | "reopen":
                self.state = self.state if self.state in WORK else "open"
                if self.owed is None:
                    self.owed, self.shelved = self._start("answer", at, end_of_day(at, 2)), None
            case "reply":
                self._stop(at, "met")
                self.state = "answered"
            case "interim":
                self.state = "open" if self.state == "new" else self.state
                self._stop(at, "met", department=False)
                self.owed = self._start("interim", at, end_of_day(at, 2))
            case "forward":
                self.state = "forwarded"
                if self.asked:
                    self.asked.stop(at, "stopped")
                self.asked = self._start("department", at, self._asked_by(at))
            case "wait":
                self._stop(at, "stopped")
                self.state = "waiting"
            case "ignore":
                shelved = self.owed or self.shelved
                self._stop(at, "stopped")
                self.state, self.shelved = "ignored", shelved
            case "rescue":
                self.state = "open"
                if self.shelved:
                    self.shelved.end, self.shelved.outcome = None, "running"
                    self.owed, self.shelved = self.shelved, None
        return True

    @property
    def running(self) -> list[Clock]:
        return [clock for clock in self.clocks if clock.end is None]

    def _is_legal(self, step: str) -> bool:
        match step:
            case "forward" | "ignore":
                return self.state not in (*ENDED, "ignored")
            case "wait":
                return self.state not in (*ENDED, "ignored", "waiting")
            case "rescue":
                return self.state == "ignored"
            case "reopen":
                return self.state in ENDED
        return True

    def _start(self, promise: str, at: datetime, due: datetime) -> Clock:
        self.clocks.append(Clock(promise, at, due))
        return self.clocks[-1]

    def _stop(self, at: datetime, outcome: str, *, department: bool = True) -> None:
        if self.owed:
            self.owed.stop(at, outcome)
        if self.asked and department:
            self.asked.stop(at, "stopped")
            self.asked = None
        self.owed = self.shelved = None

    def _asked_by(self, at: datetime) -> datetime:
        term = end_of_day(at, 1)
        if self.owed is None or self.owed.is_broken(at):
            return term
        return min(term, after(at, worked(OFFICE, at, self.owed.due) * 3 / 4))


def end_of_day(at: datetime, days: int) -> datetime:
    """The end of service of the working day of this number after this one."""
    day = at.astimezone(ZONE).date()
    while days:
        day += DAY
        days -= bool(service(OFFICE, day))
    return service(OFFICE, day)[-1][1]


def after(at: datetime, amount: timedelta) -> datetime:
    """When so much service has passed."""
    day = at.astimezone(ZONE).date()
    while True:
        for opens, closes in service(OFFICE, day):
            left = max(closes - max(opens, at), ZERO)
            if amount <= left:
                return max(opens, at) + amount
            amount -= left
        day += DAY
