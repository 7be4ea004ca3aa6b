"""Every legal and every illegal step from every situation of a ticket, through the desk, on both engines."""

import itertools
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.situations import STEPS, TABLE, path_to
from tests.support.store import Clock, at_the_same_store, intake_of, mention
from tickets.desk import forwards, handling, outbox, ticket_view
from tickets.desk.arrivals import Deletion, Edit
from tickets.desk.house import Act, Desk
from tickets.desk.intake import Intake
from tickets.desk.interim import promised_until
from tickets.desk.rows import TicketView
from tickets.errors import IllegalMove
from tickets.rules.audience import Visibility
from tickets.rules.sla import Promise
from tickets.storage.models import Direction, Message, Purpose, Reply, ReplyState, Ticket

LETTERS = {Promise.ANSWER: "A", Promise.INTERIM: "I", Promise.DEPARTMENT: "D"}
_numbers = itertools.count(5000)


class Walk:
    """One ticket, and the steps that are made with it."""

    def __init__(self, desk: Desk, clock: Clock, intake: Intake) -> None:
        self.desk, self.clock, self.intake = desk, clock, intake
        self.bridge = at_the_same_store(desk, "bridge")
        self.first = str(next(_numbers))
        intake.take([mention(remote_id=self.first, at=clock.at)])
        self.ticket_id = desk.see(
            lambda session, _act: session.scalars(
                select(Message.ticket_id).where(Message.remote_id == self.first)
            ).one()
        )

    def step(self, name: str) -> None:
        """Make this step, a minute later. Raises IllegalMove."""
        self.clock.forward(minutes=1)
        steps: dict[str, Callable[[], object]] = {
            "arrival": self._arrive,
            "reply": lambda: self._publish(Purpose.ANSWER),
            "interim": lambda: self._publish(Purpose.INTERIM),
            "forward": lambda: self.desk.do(forwards.forward, self.ticket_id, to="buerger"),
            "wait": lambda: self.desk.do(handling.wait, self.ticket_id),
            "ignore": lambda: self.desk.do(handling.ignore, self.ticket_id),
            "rescue": lambda: self.desk.do(handling.rescue, self.ticket_id),
            "edit": self._edit,
            "delete": self._delete,
            "reopen": lambda: self.desk.do(handling.reopen, self.ticket_id),
        }
        steps[name]()

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
            assert walk.show() == before
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
