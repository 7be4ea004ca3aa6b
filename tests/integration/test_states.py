"""Every legal and every illegal step from every situation of a ticket, through the desk, on both engines.

And every sequence of three steps, one or two nights apart, with every clock of it against a model of its own.
"""

import itertools
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.promises import Expected
from tests.support.situations import STEPS, TABLE, path_to
from tests.support.store import WEDNESDAY, Clock, at_the_same_store, intake_of, make_desk, mention
from tickets.desk import forwards, handling, outbox, ticket_view
from tickets.desk.arrivals import Deletion, Edit
from tickets.desk.house import Act, Desk, House
from tickets.desk.intake import Intake
from tickets.desk.interim import promised_until
from tickets.desk.rows import TicketView
from tickets.errors import IllegalMove
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose, ReplyState
from tickets.rules.sla import Promise
from tickets.storage.answer_models import Reply
from tickets.storage.models import Direction, Message, Ticket

LETTERS = {Promise.ANSWER: "A", Promise.INTERIM: "I", Promise.DEPARTMENT: "D"}
HOUR = timedelta(hours=1)
_numbers = itertools.count(5000)


def each_by_itself(desk: Desk) -> Desk:
    """The same desk where nothing is decided for copies: all these citizens write the same words."""
    settings = desk.house.settings
    triage = settings.triage.model_copy(update={"copies_days": 0})
    return replace(desk, house=House.of(settings.model_copy(update={"triage": triage})))


@pytest.fixture
def desk(desk: Desk) -> Desk:
    return each_by_itself(desk)


@pytest.fixture
def sqlite_desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """The engine is not what matters here."""
    with make_desk(tmp_path, clock=clock) as opened:
        yield each_by_itself(opened)


class Walk:
    """One ticket, and the steps that are made with it."""

    def __init__(self, desk: Desk, clock: Clock, intake: Intake) -> None:
        self.desk, self.clock, self.intake = desk, clock, intake
        self.asked = ""
        self.bridge = at_the_same_store(desk, "bridge")
        self.first = str(next(_numbers))
        intake.take([mention(remote_id=self.first, at=clock.at)])
        self.ticket_id = desk.see(
            lambda session, _act: session.scalars(
                select(Message.ticket_id).where(Message.remote_id == self.first)
            ).one()
        )

    def step(self, name: str, *, hours: float = 1 / 60) -> None:
        """Make this step, so much later. Raises IllegalMove."""
        self.clock.forward(hours=hours)
        steps: dict[str, Callable[[], object]] = {
            "arrival": self._arrive,
            "reply": lambda: self._publish(Purpose.ANSWER),
            "interim": lambda: self._publish(Purpose.INTERIM),
            "forward": self._forward,
            "wait": lambda: self.desk.do(handling.wait, self.ticket_id),
            "ignore": lambda: self.desk.do(handling.ignore, self.ticket_id),
            "rescue": lambda: self.desk.do(handling.rescue, self.ticket_id),
            "edit": self._edit,
            "delete": self._delete,
            "reopen": lambda: self.desk.do(handling.reopen, self.ticket_id),
        }
        steps[name]()

    def _forward(self) -> None:
        # The one that has it is not asked again.
        to = "zertifizierung" if self.asked == "buerger" else "buerger"
        self.desk.do(forwards.forward, self.ticket_id, to=to)
        self.asked = to

    def _arrive(self) -> None:
        question, number = "Und wie lange dauert das noch?", str(next(_numbers))
        self.intake.take([mention(question, remote_id=number, in_reply_to_id=self.first, at=self.clock.at)])

    def _delete(self) -> None:
        self.intake.take([Deletion(account="amt", remote_id=self.first, noticed_at=self.clock.at)])

    def _edit(self) -> None:
        edit = Edit(
            account="amt",
            remote_id=self.first,
            text=f"Wie lange dauert es, Stand {self.clock.at}?",
            spoiler_text="",
            language="de",
            sensitive=False,
            edited_at=self.clock.at,
            attachments=(),
            mentions=("amt@social.example.org",),
        )
        self.intake.take([edit])

    def _publish(self, purpose: Purpose) -> None:
        """A reply that was handed over before, wherever the ticket has gone meanwhile, turns out to be out."""
        reply_id = self.desk.do(self._hand_over, purpose)
        remote_id = str(next(_numbers))
        self.bridge.do(outbox.sent, reply_id, remote_id=remote_id, created_at=self.clock.at)

    def _hand_over(self, session: Session, act: Act, purpose: Purpose) -> int:
        ticket = session.get_one(Ticket, self.ticket_id)
        asked = session.scalars(
            select(Message)
            .where(Message.ticket_id == ticket.id, Message.direction == Direction.IN)
            .order_by(Message.id.desc())
        ).first()
        assert asked is not None
        interim = purpose is Purpose.INTERIM
        row = Reply(
            ticket_id=ticket.id,
            account_id=ticket.account_id,
            message_id=asked.id,
            purpose=purpose,
            state=ReplyState.PENDING,
            text="Ja.",
            visibility=Visibility.PUBLIC,
            promise_at=promised_until(act, None, act.house.calendar("amt")) if interim else None,
            idempotency_key=str(uuid.uuid4()),
            author="kim",
            created_at=act.now,
            next_attempt_at=act.now + timedelta(hours=1),
        )
        session.add(row)
        session.flush()
        return row.id

    def show(self) -> TicketView:
        return self.desk.see(ticket_view.show, self.ticket_id)

    def situation(self) -> str:
        """State and what is owed, in the words of the table; what a rescue would bring back cannot be seen."""
        ticket = self.show()
        owed = sorted(LETTERS[cycle.promise] for cycle in ticket.clock if cycle.is_running)
        letters = "".join(sorted(owed, key="AID".index))
        return f"{ticket.row.state} {letters}".rstrip()


def visible(situation: str) -> str:
    """The situation without what only a rescue shows."""
    return situation.rstrip("ai").rstrip() if situation.startswith("ignored") else situation


@pytest.mark.parametrize("row", TABLE)
def test_each_step_leads_where_the_table_says_or_is_refused_and_changes_nothing(
    desk: Desk, clock: Clock, row: str
) -> None:
    intake = intake_of(desk)
    for step in STEPS:
        walk = Walk(desk, clock, intake)
        for earlier in path_to(row):
            walk.step(earlier)
        assert walk.situation() == visible(row)
        before, target = walk.show(), TABLE[row][step]
        if target is None:
            with pytest.raises(IllegalMove):
                walk.step(step)
            # What the place in the list is due to may name the hours that are left.
            assert replace(walk.show(), reasons=()) == replace(before, reasons=())
            continue
        walk.step(step)
        assert (step, walk.situation()) == (step, visible(target))
        after = walk.show()
        assert len(after.events) > len(before.events)
        # The list shows the earliest of what is owed, and what is owed is in the history alone.
        running = [cycle.due_at for cycle in after.clock if cycle.is_running]
        assert after.row.due_at == min(running, default=None)


@pytest.mark.parametrize("row", [row for row in TABLE if row.startswith("ignored")])
def test_what_was_ignored_comes_back_with_what_it_was_owed_then(desk: Desk, clock: Clock, row: str) -> None:
    walk = Walk(desk, clock, intake_of(desk))
    seen = []
    for step in path_to(row):
        seen.append([cycle for cycle in walk.show().clock if cycle.is_running])
        walk.step(step)
    clock.forward(days=30)
    walk.step("rescue")
    assert walk.situation() == TABLE[row]["rescue"]
    owed = [cycle for cycle in walk.show().clock if cycle.is_running]
    if row.endswith(("a", "i")):
        assert owed == [cycle for cycle in seen[-1] if cycle.promise is not Promise.DEPARTMENT]


PACE = 22.0
"""Hours from step to step: the third is made on Saturday morning, after Friday's deadline of what came on Wednesday."""


@pytest.mark.parametrize("first", STEPS)
def test_every_sequence_of_three_steps_leaves_the_state_and_the_clocks_that_it_should(
    sqlite_desk: Desk, clock: Clock, first: str
) -> None:
    """What is refused changes nothing, so that what comes after it is the same as without it."""
    intake = intake_of(sqlite_desk)
    sequences = [(first, *rest) for length in range(3) for rest in itertools.product(STEPS, repeat=length)]
    seen = 0
    for sequence in sequences:
        expected = Expected()
        expected.take("arrival", WEDNESDAY)
        times = [WEDNESDAY + number * PACE * HOUR for number in range(1, len(sequence) + 1)]
        legal = [expected.take(step, at) for step, at in zip(sequence, times, strict=True)]
        if not all(legal[:-1]):
            continue
        clock.at = WEDNESDAY
        walk = Walk(sqlite_desk, clock, intake)
        for step in sequence[:-1]:
            walk.step(step, hours=PACE)
        if legal[-1]:
            walk.step(sequence[-1], hours=PACE)
        else:
            with pytest.raises(IllegalMove):
                walk.step(sequence[-1], hours=PACE)
        assert (sequence, *seen_of(walk)) == (sequence, *told_of(expected, times[-1]))
        seen += 1
    assert seen == {"rescue": 1, "reopen": 1}.get(first) or seen > 50


Told = tuple[str, datetime | None, bool, list[tuple[object, ...]]]


def seen_of(walk: Walk) -> Told:
    """State, what the list shows as due, whether it was ever late, and every clock from start to end."""
    shown = walk.show()
    cycles: list[tuple[object, ...]] = [
        (each.promise.value, each.started_at, each.due_at, each.ended_at, each.outcome.value)
        for each in shown.clock
    ]
    return shown.row.state.value, shown.row.due_at, shown.row.breached, cycles


def told_of(expected: Expected, now: datetime) -> Told:
    due = min((each.due for each in expected.running), default=None)
    late = any(each.is_broken(now) for each in expected.clocks)
    cycles: list[tuple[object, ...]] = [
        (each.promise, each.start, each.due, each.end, each.outcome) for each in expected.clocks
    ]
    return expected.state, due, late, cycles
