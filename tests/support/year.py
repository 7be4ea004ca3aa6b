"""A year at the desk: citizens write, people act, servers fail, by chance and always by the same chance.

Everything is done by the desk's own functions, each at its time. What is not possible when its time has come (to
answer what was ignored meanwhile, say) is left.
"""

import heapq
import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Concatenate, ParamSpec

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.store import Clock, at_the_same_store, learned, mention
from tickets.config import Settings, load
from tickets.desk import forwards, handling, outbox, reckoning, registry, replies, watch
from tickets.desk.arrivals import Deletion, Mention, Via
from tickets.desk.house import Act, Desk, House
from tickets.desk.intake import Intake
from tickets.desk.people import actor
from tickets.errors import TicketsError
from tickets.rules.states import Kind
from tickets.storage.duty_models import Duty
from tickets.storage.models import Message, Purpose
from tickets.triage import Classifier, open_classifier

P = ParamSpec("P")

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2027, 1, 4, 9, tzinfo=UTC)
"""A Monday morning: the last week of the year is over."""

SETTINGS = """
timezone = "Europe/Berlin"
language = "en"

[[accounts]]
name = "amt"
server = "https://social.example.org"
calendar = "bonn"

[[accounts]]
name = "presse"
server = "https://social.example.org"
calendar = "muenchen"

[calendars.bonn]
country = "DE"
subdivision = "NW"
closed = ["12-24", "12-31"]
[calendars.bonn.hours]
mon = "09:00-17:00"
tue = "09:00-17:00"
wed = "09:00-17:00"
thu = "09:00-17:00"
fri = "09:00-15:00"

[calendars.muenchen]
country = "DE"
subdivision = "BY"
categories = ["catholic"]
[calendars.muenchen.hours]
mon = "08:00-12:00, 13:00-16:30"
tue = "08:00-12:00, 13:00-16:30"
wed = "08:00-12:00"
thu = "08:00-12:00, 13:00-18:00"
fri = "08:00-12:00"

[[departments]]
key = "zertifizierung"
name = "Referat Zertifizierung"
keywords = ["Zertifikat", "ISO 27001"]

[[departments]]
key = "buerger"
name = "Referat Bürgerservice"
keywords = ["Passwort", "Phishing"]

[[users]]
login = "kim"
role = "manager"

[[users]]
login = "sam"
role = "specialist"
department = "zertifizierung"

[[users]]
login = "lea"
role = "lead"

[sla]
answer = "{answer}"

[database]
url = "{url}"
"""

TEXTS = (
    "Wie bekomme ich ein Zertifikat nach ISO 27001?",
    "Wo melde ich Phishing?",
    "Warum dauert das so lange?",
    "Danke für die schnelle Hilfe!",
    "Ihr seid alle Idioten, verpisst euch",
    "Ransomware hat unser Rathaus verschlüsselt.",
)
OUTAGES = (
    (datetime(2026, 3, 27, 22, tzinfo=UTC), datetime(2026, 3, 30, 8, tzinfo=UTC)),
    (datetime(2026, 7, 7, 6, tzinfo=UTC), datetime(2026, 7, 7, 15, tzinfo=UTC)),
    (datetime(2026, 12, 22, 12, tzinfo=UTC), datetime(2026, 12, 28, 9, tzinfo=UTC)),
)
"""When posts reached our server and nobody fetched them; one over the change of clocks, one over Christmas."""

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
    done: int = 0

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
        house = self.house if self.clock.at < NEW_TERM else self.later_house
        desk = Desk(self.desk.database, house, actor(house.settings, login), self.clock)
        try:
            result: object = desk.do(function, *args, **kwargs)
        except TicketsError:
            return None
        self.done += 1
        return result

    def by_bridge(
        self, function: Callable[Concatenate[Session, Act, P], object], *args: P.args, **kwargs: P.kwargs
    ) -> object:
        """By the service."""
        house = self.house if self.clock.at < NEW_TERM else self.later_house
        self.done += 1
        bridge = replace(at_the_same_store(self.desk, "bridge"), house=house)
        return bridge.do(function, *args, **kwargs)

    def receive(self, post: Mention) -> int:
        """The post is stored; the number of its ticket."""
        house = self.house if self.clock.at < NEW_TERM else self.later_house
        Intake(self.desk.database, house, self.classifier, self.clock).take([post])
        with self.desk.database.read() as session:
            return session.scalars(select(Message.ticket_id).where(Message.remote_id == post.remote_id)).one()


def make_year(
    folder: Path, *, seed: int, tickets: int, url: str = "sqlite:///year.db", until: datetime = END
) -> Year:
    """The year, passed, or what of it is over by `until`: there the desk's clock stands."""
    clock = Clock(BEGIN)
    house, later_house = (House.of(_settings(folder / term, url, folder, term)) for term in ("2d", "3d"))
    desk = Desk.open(house.settings, actor(house.settings, "lea"), now=clock)
    desk.do(registry.sync)
    for account in ("amt", "presse"):
        desk.do(registry.learn, account, learned(account))
    with desk.database.write() as session:
        session.add_all(
            Duty(year=2026, week=week, login=("kim", "lea")[week % 2], deputy="mia" if week % 3 else None)
            for week in range(1, 50)
        )
    # Reading its word lists takes longer than a month of the year.
    classifier = open_classifier(house.settings.departments)
    year = Year(desk, clock, random.Random(seed), house, later_house, classifier, until)
    for number in range(tickets):
        _ticket(year, number)
    for day in range(1, 368):
        year.at(BEGIN + timedelta(days=day, hours=4), lambda: year.by_bridge(watch.watch))
    year.at(NEW_TERM, lambda: _reckon(year))
    year.run()
    return year


def _settings(folder: Path, url: str, home: Path, answer: str) -> Settings:
    folder.mkdir(parents=True)
    file = folder / "config.toml"
    whole = url.replace("sqlite:///", f"sqlite:///{home}/")
    file.write_text(SETTINGS.replace("{answer}", answer).replace("{url}", whole), encoding="utf-8")
    return load(file, environ={})


def _reckon(year: Year) -> None:
    with year.desk.database.read() as session:
        act = Act(year.desk.actor, year.clock.at, year.later_house)
        ids = [each.ticket for each in reckoning.changed(session, act)]
    year.by("lea", reckoning.reckon, ids)


def _ticket(year: Year, number: int) -> None:
    """One citizen's matter: a post at some time of the year, and what follows from it."""
    chance = year.chance
    received = BEGIN + timedelta(seconds=chance.randrange(int((END - BEGIN).total_seconds())))
    post = mention(
        chance.choice(TEXTS),
        by=f"p{number}@example.social",
        at=received,
        remote_id=f"{number}-1",
        account=chance.choice(["amt", "amt", "presse"]),
    )
    year.at(_found(year, received), lambda: _begin(year, post))


def _found(year: Year, received: datetime) -> datetime:
    """When a post comes in: at once, unless nobody listens."""
    for begun, ended in OUTAGES:
        if begun <= received < ended:
            return ended + timedelta(seconds=year.chance.randrange(300))
    return received + timedelta(seconds=year.chance.choice([1, 2, 5, 170, 1300]))


def _begin(year: Year, post: Mention) -> None:
    ticket = year.receive(post)
    story = year.chance.choices(list(_STORIES), weights=[weight for _story, weight in _STORIES.values()])[0]
    at = year.clock.at
    for hours, step in _STORIES[story][0]:
        at += year.soon(hours)
        year.at(at, lambda step=step: step(year, ticket, post))  # type: ignore[misc]


Step = Callable[[Year, int, Mention], None]


def _assign(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.assign, ticket, to="kim")


def _label(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.label, ticket, kind=year.chance.choice(list(Kind)))


def _note(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.note, ticket, text="Herr Meier weiß mehr.")


def _forward(year: Year, ticket: int, _post: Mention) -> None:
    year.act(forwards.forward, ticket, to=year.chance.choice(["zertifizierung", "buerger"]))


def _propose(year: Year, ticket: int, _post: Mention) -> None:
    # The manager may write down what a department said elsewhere.
    year.by(year.chance.choice(["sam", "kim"]), forwards.propose, ticket, text="Bitte das Formular nehmen.")


def _recall(year: Year, ticket: int, _post: Mention) -> None:
    year.act(forwards.recall, ticket)


def _ignore(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.ignore, ticket)


def _rescue(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.rescue, ticket)


def _close(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.close, ticket)


def _wait(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.wait, ticket)


def _reopen(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.reopen, ticket)


def _snooze(year: Year, ticket: int, _post: Mention) -> None:
    year.act(handling.snooze, ticket, until=year.clock.at + timedelta(hours=30))


def _reply(year: Year, ticket: int, purpose: Purpose, *, fate: str = "sent") -> None:
    queued = year.act(replies.queue, ticket, text="Das geht so.", purpose=purpose)
    if isinstance(queued, replies.Queued):
        # Most go out at once; some wait for a server that does not answer.
        wait = year.chance.choice([timedelta(seconds=20), timedelta(minutes=3), year.soon(6)])
        year.at(year.clock.at + wait, lambda: _settle(year, queued.reply_id, fate))


def _settle(year: Year, reply: int, fate: str) -> None:
    out = {"remote_id": f"r{reply}", "created_at": year.clock.at - timedelta(seconds=3)}
    match fate:
        case "sent":
            year.by_bridge(outbox.sent, reply, **out)  # type: ignore[arg-type]
        case "failed":
            year.by_bridge(outbox.fail, reply, reason="refused")
        case "withdrawn":
            year.act(replies.withdraw, reply)
        case _:
            year.by_bridge(outbox.uncertain, reply, reason="no answer")
            year.at(year.clock.at + year.soon(5), lambda: _resolve(year, reply, out))


def _resolve(year: Year, reply: int, out: dict[str, object]) -> None:
    """Somebody has looked: it was out all the while, or it is not."""
    if year.chance.random() < 0.5:
        year.by_bridge(outbox.sent, reply, **out)  # type: ignore[arg-type]
    else:
        year.act(replies.give_up, reply)


def _answering(fate: str = "sent") -> Step:
    return lambda year, ticket, _post: _reply(year, ticket, Purpose.ANSWER, fate=fate)


def _interim(year: Year, ticket: int, _post: Mention) -> None:
    _reply(year, ticket, Purpose.INTERIM)


def _ask(year: Year, ticket: int, _post: Mention) -> None:
    _reply(year, ticket, Purpose.ASK)


def _writes(text: str, *, earlier: timedelta = timedelta(), via: Via = Via.STREAM) -> Step:
    """The citizen writes again; `earlier`: it reached our server before, and was found only now."""

    def step(year: Year, _ticket: int, post: Mention) -> None:
        number = next(year._numbers)
        again = mention(
            text,
            by=post.author,
            at=max(year.clock.at - earlier, BEGIN),
            remote_id=f"{post.remote_id}-{number}",
            account=post.account,
            in_reply_to_id=post.remote_id,
            via=via,
        )
        year.receive(again)

    return step


def _deletes(year: Year, _ticket: int, post: Mention) -> None:
    intake = Intake(year.desk.database, year.house, year.classifier, year.clock)
    intake.take([Deletion(account=post.account, remote_id=post.remote_id, noticed_at=year.clock.at)])


_asks = _writes("Und was kostet das? Wie lange dauert es?")
_asked_before = _writes("Wie geht das?", earlier=timedelta(hours=90), via=Via.CONTEXT)
_thanks = _writes("Danke!")
_answer = _answering()

# What happens after the first post: how many hours later about, and what. Then how often such a thing happens.
_STORIES: dict[str, tuple[list[tuple[float, Step]], int]] = {
    "answered": ([(8, _assign), (3, _answer)], 30),
    "quickly": ([(1, _answer)], 20),
    "slowly": ([(60, _label), (20, _answer)], 8),
    "by department": ([(4, _forward), (12, _propose), (3, _answer)], 16),
    "by a slow department": ([(4, _assign), (2, _forward), (70, _propose), (6, _answer)], 6),
    "department asked twice": ([(4, _forward), (20, _forward), (9, _recall), (6, _answer)], 4),
    "answered over the department": ([(4, _forward), (15, _answer), (9, _propose)], 3),
    "promised": ([(6, _assign), (8, _interim), (50, _answer)], 8),
    "promised twice": ([(6, _forward), (20, _interim), (40, _interim), (30, _answer)], 4),
    "asked back": ([(6, _ask), (20, _asks), (10, _answer)], 6),
    "ignored": ([(5, _ignore)], 10),
    "rescued": ([(5, _ignore), (40, _rescue), (10, _answer)], 4),
    "ignored with a promise": ([(5, _interim), (9, _ignore), (60, _rescue), (9, _answer)], 2),
    "promised after all": ([(5, _answer), (30, _interim), (50, _answer)], 2),
    "closed": ([(12, _close), (30, _reopen), (12, _answer)], 4),
    "waiting": ([(6, _wait), (30, _asks), (9, _forward), (20, _close)], 4),
    "asleep": ([(6, _snooze), (40, _note), (10, _answer)], 5),
    "failed": ([(6, _answering("failed")), (9, _answer)], 4),
    "withdrawn": ([(6, _answering("withdrawn")), (12, _answer)], 3),
    "uncertain": ([(6, _answering("uncertain")), (30, _answer)], 4),
    "writes again": ([(3, _asks), (6, _answer), (20, _asks), (3, _thanks), (8, _answer)], 8),
    "writes meanwhile": ([(4, _answer), (0.05, _asks), (30, _answer)], 5),
    "found late": ([(5, _assign), (6, _asked_before), (10, _answer)], 4),
    "found after the answer": ([(5, _answer), (30, _asked_before), (10, _note), (20, _answer)], 3),
    "deleted": ([(5, _deletes), (10, _close)], 2),
    "forgotten": ([], 3),
}
