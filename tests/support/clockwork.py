"""Time that passes at the desk: what is to happen is done in its order, each at its time, by the desk's functions.

What is not possible when its time has come (to answer what was ignored meanwhile, say) is left.
"""

import heapq
import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Concatenate, ParamSpec

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.store import Clock, at_the_same_store
from tickets.desk.arrivals import Change, Mention
from tickets.desk.house import Act, Desk, House
from tickets.desk.intake import Intake
from tickets.desk.people import actor
from tickets.errors import TicketsError
from tickets.storage.models import Message
from tickets.triage import Classifier

P = ParamSpec("P")

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2027, 1, 4, 9, tzinfo=UTC)
"""A Monday morning: the last week of the year is over."""

NEW_TERM = datetime(2026, 9, 1, 10, tzinfo=UTC)
"""When the house promised an answer in three days instead of two, and reckoned open tickets anew."""


@dataclass
class Year:
    """The year in the making."""

    desk: Desk
    clock: Clock
    chance: random.Random
    house: House
    later_house: House
    classifier: Classifier
    until: datetime
    _queue: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def today(self) -> House:
        """The house as it is at this time."""
        return self.house if self.clock.at < NEW_TERM else self.later_house

    def number(self) -> int:
        """A number that nothing had before."""
        return next(self._numbers)

    def at(self, moment: datetime, act: Callable[[], object]) -> None:
        """Do this at that time, if it is not over by then."""
        if moment < self.until:
            heapq.heappush(self._queue, (moment, next(self._numbers), act))

    def run(self) -> None:
        """Let it pass."""
        while self._queue:
            moment, _number, act = heapq.heappop(self._queue)
            self.clock.at = max(moment, self.clock.at)
            act()
        self.clock.at = self.until

    def soon(self, hours: float) -> timedelta:
        """A while of some hours; now and then many times that."""
        return timedelta(hours=self.chance.expovariate(1 / hours), seconds=self.chance.randrange(60))

    def act(
        self, function: Callable[Concatenate[Session, Act, P], object], *args: P.args, **kwargs: P.kwargs
    ) -> object:
        """By the manager; None where it is not possible."""
        return self.by("kim", function, *args, **kwargs)

    def by(
        self,
        login: str,
        function: Callable[Concatenate[Session, Act, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> object:
        """By this person; None where it is not possible."""
        desk = Desk(self.desk.database, self.today, actor(self.today.settings, login), self.clock)
        try:
            result: object = desk.do(function, *args, **kwargs)
        except TicketsError:
            return None
        return result

    def by_bridge(
        self, function: Callable[Concatenate[Session, Act, P], object], *args: P.args, **kwargs: P.kwargs
    ) -> object:
        """By the service."""
        bridge = replace(at_the_same_store(self.desk, "bridge"), house=self.today)
        return bridge.do(function, *args, **kwargs)

    def take(self, change: Change) -> None:
        """Something comes in."""
        Intake(self.desk.database, self.today, self.classifier, self.clock).take([change])

    def receive(self, post: Mention) -> int:
        """The post is stored; the number of its ticket."""
        self.take(post)
        with self.desk.database.read() as session:
            return session.scalars(select(Message.ticket_id).where(Message.remote_id == post.remote_id)).one()
