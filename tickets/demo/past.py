"""Ten weeks of the office before the play: what was asked, and what became of it. All of it has ended.

Each post comes in through intake and is worked on at the desk, at its own time and in the order of time, so that every
figure of the board and of the reports is reckoned from events as they are written in an office. The local server
knows none of these posts: it began to exist when the demo was started.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.demo.citizens import BY_USERNAME, OFFICE
from tickets.demo.script import text
from tickets.desk import forwards, handling, outbox, replies
from tickets.desk.arrivals import Author, Change, Mention, Taken, Via
from tickets.desk.house import Act, Desk
from tickets.desk.intake import Intake
from tickets.desk.people import actor
from tickets.errors import IllegalMove
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose
from tickets.rules.worktime import Calendar, add_working_time
from tickets.storage.models import Message
from tickets.triage import Classifier

WEEKS_BACK = 12
"""So far back the fiftieth working day lies at most, with every holiday between."""

_FOUND_AFTER = timedelta(seconds=2)
"""How long a post takes from our server to the store."""
_SENT_AFTER = timedelta(seconds=3)
_FORWARDED, _INTERIM, _PROPOSED = 0.1, 0.5, 0.7
"""The share of a matter's time after which that was done."""
_ID_BITS = 16
"""An id of Mastodon's begins with the time in milliseconds; the rest is a number of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What somebody wanted, and what the office did; see `texts/past.toml`."""

    day: int
    """How many working days ago."""
    at: str
    person: str
    text: str
    hours: float
    """Of service, from its receipt to its end."""
    visibility: str = Visibility.PUBLIC
    department: str = ""
    proposal: str = ""
    interim: str = ""
    answer: str = ""
    ends: str = "answered"

    def mention(self, account: str, received_at: datetime) -> Mention:
        """The post as it arrived."""
        citizen = BY_USERNAME[self.person]
        remote_id = str(round(received_at.timestamp() * 1000) << _ID_BITS)
        return Mention(
            account=account,
            remote_id=remote_id,
            author=_author(self.person),
            text=self.text,
            spoiler_text="",
            visibility=Visibility(self.visibility),
            language=citizen.language,
            sensitive=False,
            url=None,
            created_at=received_at,
            received_at=received_at,
            edited_at=None,
            in_reply_to_id=None,
            mentions=(OFFICE.handle,),
            attachments=(),
            quotes=None,
            via=Via.STREAM,
        )


class _Step(NamedTuple):
    """What somebody did. Sorted by time; `number` keeps apart what was done at the same moment."""

    at: datetime
    number: int
    login: str
    do: Callable[[Desk], object]


def read_matters() -> tuple[Matter, ...]:
    """The past as we ship it, oldest first."""
    return tuple(Matter(**table) for table in tomllib.loads(text("past.toml"))["matters"])


def relive(desk: Desk, classifier: Classifier, on_duty: Callable[[date], str]) -> None:
    """Let it all have happened before now. `on_duty`: the login of whoever had that day. Raises TicketsError.

    desk: of whoever leads; the store knows the account already, and what its server allows.
    """
    (account,) = desk.house.settings.accounts
    calendar, now, numbers = desk.house.calendar(account.name), desk.now(), count()
    days = working_days(calendar, calendar.date_of(now))
    steps: list[_Step] = []
    for matter in read_matters():
        day = days[matter.day]
        course = _Course(matter, calendar, received_at=_moment(day, matter.at, calendar))
        steps.append(_Step(course.received_at, next(numbers), "", _arrival(course, account.name, classifier)))
        for at, login, do in course.acts(on_duty):
            steps.append(_Step(at, next(numbers), login, do))
    for step in sorted(steps, key=lambda step: step[:2]):
        # Of a matter that would end only after now, the rest is left to whoever sits at the desk.
        if step.at <= now:
            step.do(_at(desk, step.at, step.login))


class Punctual(Intake):
    """Takes in each post at the time at which it came: the bridge of this office has always run."""

    def __init__(self, desk: Desk, classifier: Classifier) -> None:
        super().__init__(desk.database, desk.house, classifier, desk.now)
        self._desk = desk
        self._with = classifier

    def take(
        self, batch: Sequence[Change], *, cursor: str | None = None, account: str | None = None
    ) -> Taken:
        """As the door of the bridge does, post by post."""
        taken = Taken()
        for post in batch:
            if isinstance(post, Mention):
                taken += self._at(post.received_at + _FOUND_AFTER).take([post])
        rest = [change for change in batch if not isinstance(change, Mention)]
        return taken + super().take(rest, cursor=cursor, account=account)

    def _at(self, moment: datetime) -> Intake:
        return Intake(self._desk.database, self._desk.house, self._with, lambda: moment)


@dataclass(slots=True)
class _Course:
    """One matter on its way."""

    matter: Matter
    calendar: Calendar
    received_at: datetime
    ticket: int = 0
    """Its number, once it has arrived."""

    def acts(
        self, on_duty: Callable[[date], str]
    ) -> Iterator[tuple[datetime, str, Callable[[Desk], object]]]:
        """What was done, when and by whom."""
        matter = self.matter
        if matter.department:
            yield self._after(_FORWARDED, on_duty, self._forward)
            yield self._after(_PROPOSED, on_duty, self._propose)
        if matter.interim:
            yield self._after(_INTERIM, on_duty, self._say_that_it_takes_longer)
        last = {"answered": self._answer, "closed": self._close, "ignored": self._ignore}[matter.ends]
        yield self._after(1.0, on_duty, last)

    def _after(
        self, share: float, on_duty: Callable[[date], str], do: Callable[[Desk], object]
    ) -> tuple[datetime, str, Callable[[Desk], object]]:
        at = add_working_time(self.received_at, timedelta(hours=self.matter.hours * share), self.calendar)
        return at, on_duty(self.calendar.date_of(at)), do

    def _forward(self, desk: Desk) -> None:
        desk.do(forwards.forward, self.ticket, to=self.matter.department)

    def _propose(self, desk: Desk) -> None:
        specialists = {user.department: user.login for user in desk.house.settings.users}
        # Of departments that have nobody here the answer came by telephone.
        login = specialists.get(self.matter.department, desk.actor.login)
        _at(desk, desk.now(), login).do(forwards.propose, self.ticket, text=self.matter.proposal)

    def _say_that_it_takes_longer(self, desk: Desk) -> None:
        self._send(desk, self.matter.interim, Purpose.INTERIM)

    def _answer(self, desk: Desk) -> None:
        self._send(desk, self.matter.answer, Purpose.ANSWER)

    def _send(self, desk: Desk, words: str, purpose: Purpose) -> None:
        queued = desk.do(replies.queue, self.ticket, text=words, purpose=purpose)
        sent_at = desk.now() + _SENT_AFTER
        remote_id = str(round(sent_at.timestamp() * 1000) << _ID_BITS)
        _at(desk, sent_at).do(outbox.sent, queued.reply_id, remote_id=remote_id, created_at=sent_at)

    def _close(self, desk: Desk) -> None:
        desk.do(handling.close, self.ticket)

    def _ignore(self, desk: Desk) -> None:
        # The bridge may have been faster.
        with suppress(IllegalMove):
            desk.do(handling.ignore, self.ticket)


def _arrival(course: _Course, account: str, classifier: Classifier) -> Callable[[Desk], object]:
    def arrive(desk: Desk) -> None:
        mention = course.matter.mention(account, course.received_at)
        Punctual(desk, classifier).take([mention])
        course.ticket = desk.see(_ticket_of, mention.remote_id)

    return arrive


def _ticket_of(session: Session, _act: Act, remote_id: str) -> int:
    ticket_id = session.scalar(select(Message.ticket_id).where(Message.remote_id == remote_id))
    if ticket_id is None:
        raise AssertionError("what was taken in is stored")
    return ticket_id


def _at(desk: Desk, moment: datetime, login: str = "") -> Desk:
    """The same store at another time, and perhaps by somebody else."""
    who = actor(desk.house.settings, login) if login else desk.actor
    return replace(desk, actor=who, now=lambda: moment)


def working_days(calendar: Calendar, today: date) -> Mapping[int, date]:
    """The last working days, by how many of them ago they were."""
    days = (today - timedelta(days=ago) for ago in range(1, WEEKS_BACK * 7 + 1))
    return dict(enumerate((day for day in days if calendar.is_working(day)), start=1))


def _moment(day: date, at: str, calendar: Calendar) -> datetime:
    local = datetime.combine(day, time.fromisoformat(at), tzinfo=ZoneInfo(calendar.zone))
    return local.astimezone(UTC)


def _author(username: str) -> Author:
    """As the server describes them."""
    citizen = BY_USERNAME[username]
    return Author(
        handle=citizen.handle,
        display_name=citizen.display_name,
        url=f"https://{citizen.handle.partition('@')[2]}/@{username}",
        bot=citizen.bot,
        known_since=datetime.combine(citizen.since, time(12), UTC),
    )
