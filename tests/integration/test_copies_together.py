"""One act, or one answer, for all near copies; whatever is done, one row stands for them. On both engines."""

import itertools
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.support.campaign import arrive, assert_one_row_each, passed_on
from tests.support.postgres import Postgres
from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention, receive
from tests.support.waiting import until
from tickets.desk import copies, forwards, handling, history, outbox, replies, ticket_view, views, watch
from tickets.desk.copies import Letter
from tickets.desk.house import Act, Desk
from tickets.desk.rows import Query, Row, TicketView
from tickets.errors import AudienceTooWide, Conflict, IllegalMove, NotAllowed, TextTooLong, UsageError
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose, ReplyState
from tickets.rules.states import Kind, Queue, State
from tickets.storage.answer_models import Reply
from tickets.storage.models import Ticket

_rounds = itertools.count(1)


def show(desk: Desk, ticket_id: int) -> TicketView:
    return desk.see(ticket_view.show, ticket_id)


def listed(desk: Desk, queue: Queue = Queue.INBOX) -> tuple[Row, ...]:
    return desk.see(views.page, Query(queue=queue)).rows


def publish(desk: Desk, clock: Clock, reply_id: int) -> None:
    bridge = at_the_same_store(desk, "bridge")
    bridge.do(outbox.sent, reply_id, remote_id=f"out-{reply_id}", created_at=clock.at)


@pytest.mark.parametrize(
    ("deed", "what"),
    [
        (handling.ignore, "ignored"),
        (handling.close, "closed"),
        (partial(handling.label, kind=Kind.CRITICISM), "labelled"),
        (partial(forwards.forward, to="buerger"), "forwarded"),
        (partial(handling.assign, to="lea"), "assigned"),
    ],
)
def test_what_is_done_for_all_is_an_event_of_each_by_whoever_did_it(
    desk: Desk, deed: Callable[..., object], what: str
) -> None:
    tickets = arrive(desk, *(passed_on() for _three in range(3)))
    done = desk.do(copies.for_all, tickets[1], deed)
    assert next(iter(done)) == tickets[1]
    assert sorted(done) == tickets
    for ticket in tickets:
        assert [(event.actor, event.what) for event in show(desk, ticket).events[1:]] == [("kim", what)]
    assert len({show(desk, ticket).row.queue for ticket in tickets}) == 1
    assert assert_one_row_each(desk) == 1


def test_only_those_in_the_same_queue_go_along(desk: Desk) -> None:
    first, second, third = arrive(desk, *(passed_on() for _three in range(3)))
    desk.do(handling.wait, second)
    assert sorted(desk.do(copies.for_all, first, handling.ignore)) == [first, third]
    assert show(desk, second).row.state is State.WAITING
    assert sorted(desk.do(copies.for_all, third, handling.rescue)) == [first, third]


def test_a_ticket_that_nobody_copied_is_done_alone(desk: Desk) -> None:
    (ticket,) = arrive(desk, mention())
    assert [*desk.do(copies.for_all, ticket, handling.close)] == [ticket]


def test_all_or_none(desk: Desk) -> None:
    tickets = arrive(desk, passed_on(), passed_on())
    desk.do(copies.for_all, tickets[0], handling.close)
    with pytest.raises(IllegalMove):
        desk.do(copies.for_all, tickets[0], handling.close)
    sam = at_the_same_store(desk, "sam")
    with pytest.raises(NotAllowed):
        sam.do(copies.for_all, tickets[0], handling.reopen)
    assert [len(show(desk, ticket).events) for ticket in tickets] == [2, 2]


def test_an_answer_for_all_is_a_reply_to_each_as_wide_as_their_own_post(desk: Desk) -> None:
    first, second, third, fourth = arrive(
        desk,
        passed_on(by="a@example.net"),
        passed_on(by="b@example.net", visibility=Visibility.DIRECT),
        passed_on(by="c@example.net", visibility=Visibility.UNLISTED),
        passed_on(by="d@example.net", visibility=Visibility.PRIVATE),
    )
    spread = desk.do(copies.reply_to_all, first, Letter(text="Der Beschluss wird noch einmal beraten."))
    assert {ticket: queued.preview.visibility for ticket, queued in spread.queued.items()} == {
        first: Visibility.PUBLIC,
        second: Visibility.DIRECT,
        third: Visibility.UNLISTED,
        fourth: Visibility.DIRECT,
    }
    assert spread.left == {}
    with desk.database.read() as session:
        rows = session.scalars(select(Reply).order_by(Reply.id)).all()
    assert len({row.idempotency_key for row in rows}) == 4
    assert [row.text.split()[0] for row in rows] == [f"@{name}@example.net" for name in "abcd"]


def test_a_narrower_answer_is_narrower_for_all_and_a_wider_one_for_nobody(desk: Desk) -> None:
    first, second, third = arrive(
        desk, passed_on(), passed_on(visibility=Visibility.DIRECT), passed_on(visibility=Visibility.UNLISTED)
    )
    with pytest.raises(AudienceTooWide):
        desk.do(copies.reply_to_all, third, Letter(text="Ja.", visibility=Visibility.PUBLIC))
    spread = desk.do(copies.reply_to_all, first, Letter(text="Ja.", visibility=Visibility.UNLISTED))
    assert {ticket: queued.preview.visibility for ticket, queued in spread.queued.items()} == {
        first: Visibility.UNLISTED,
        second: Visibility.DIRECT,
        third: Visibility.UNLISTED,
    }


def test_who_cannot_be_answered_is_named_and_keeps_nobody_from_an_answer(desk: Desk) -> None:
    first, second, third = arrive(desk, *(passed_on() for _three in range(3)))
    desk.do(replies.queue, second, text="Schon unterwegs.")
    spread = desk.do(copies.reply_to_all, first, Letter(text="Ja."))
    assert (sorted(spread.queued), [*spread.left]) == ([first, third], [second])
    assert "still on its way" in spread.left[second]
    with pytest.raises(UsageError):
        desk.do(copies.reply_to_all, first, Letter(text="Ja."))


def test_a_text_too_long_for_one_is_sent_to_nobody(desk: Desk) -> None:
    tickets = arrive(desk, passed_on(by="a@example.net"), passed_on(by="a_very_long_name@example.net"))
    with pytest.raises(TextTooLong):
        desk.do(copies.reply_to_all, tickets[0], Letter(text="x" * 490))
    assert [show(desk, ticket).replies for ticket in tickets] == [(), ()]


def test_an_interim_status_lies_ready_for_each(desk: Desk) -> None:
    tickets = arrive(desk, passed_on(), passed_on())
    spread = desk.do(copies.reply_to_all, tickets[0], Letter(text=None, purpose=Purpose.INTERIM))
    assert sorted(spread.queued) == tickets
    assert all(show(desk, ticket).replies[0].promise_at for ticket in tickets)


def test_one_citizen_with_one_matter_at_two_accounts_gets_one_answer_and_both_close(
    desk: Desk, clock: Clock
) -> None:
    amt, presse, other = arrive(
        desk,
        passed_on(by="ute@example.net"),
        passed_on(by="ute@example.net", account="presse", at=clock.forward(minutes=1)),
        passed_on(at=clock.forward(minutes=1)),
    )
    assert [row.id for row in listed(desk)] == [amt]
    spread = desk.do(copies.reply_to_all, amt, Letter(text="Der Beschluss wird noch einmal beraten."))
    assert sorted(spread.queued) == [amt, other]
    assert str(amt) in spread.left[presse]

    publish(desk, clock, spread.queued[amt].reply_id)
    assert show(desk, amt).row.state is State.ANSWERED
    closed = show(desk, presse)
    assert (closed.row.state, closed.row.due_at) == (State.CLOSED, None)
    assert (closed.events[-1].actor, closed.events[-1].detail) == ("bridge", {"answered": amt})
    assert show(desk, other).row.queue is Queue.INBOX
    assert assert_one_row_each(desk) == 1


def test_neither_an_interim_status_nor_a_reply_of_its_own_closes_the_other(desk: Desk, clock: Clock) -> None:
    amt, presse = arrive(
        desk, passed_on(by="ute@example.net"), passed_on(by="ute@example.net", account="presse")
    )
    interim = desk.do(replies.queue, amt, text="Es dauert länger.", purpose=Purpose.INTERIM)
    publish(desk, clock, interim.reply_id)
    assert show(desk, presse).row.state is State.NEW
    both = [desk.do(replies.queue, ticket, text="Ja.").reply_id for ticket in (amt, presse)]
    publish(desk, clock, both[0])
    assert show(desk, presse).row.state is State.NEW
    publish(desk, clock, both[1])
    assert {show(desk, ticket).row.state for ticket in (amt, presse)} == {State.ANSWERED}


class _Walk:
    """A campaign of its own, and what may happen to its tickets."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.desk, self.clock = desk, clock
        number = next(_rounds)
        self.text = " ".join(f"wort{number}x{place}" for place in range(30))
        self.posts = [passed_on(self.text, at=clock.at)]
        self.tickets = arrive(desk, *self.posts)
        self.bridge = at_the_same_store(desk, "bridge")

    def step(self, act: int, which: int) -> None:
        """Something happens to one of them; what the law of states forbids does not."""
        self.clock.forward(minutes=7)
        ticket = self.tickets[which % len(self.tickets)]
        acts: list[Callable[[], object]] = [
            lambda: self._pass_on(which),
            lambda: self._pass_on(which, account="presse", by="ute@example.net"),
            lambda: self._write_again(which % len(self.tickets)),
            lambda: self._answer(ticket),
            lambda: self.bridge.do(watch.watch),
            lambda: self.desk.do(handling.ignore, ticket),
            lambda: self.desk.do(handling.rescue, ticket),
            lambda: self.desk.do(handling.label, ticket, kind=[*Kind][which % len(Kind)]),
            lambda: self.desk.do(forwards.forward, ticket, to="buerger"),
            lambda: self.desk.do(forwards.recall, ticket),
            lambda: self.desk.do(handling.close, ticket),
            lambda: self.desk.do(handling.reopen, ticket),
            lambda: self.desk.do(handling.wait, ticket),
            lambda: self.desk.do(handling.snooze, ticket, until=self.clock.at + timedelta(minutes=9)),
            lambda: self.desk.do(copies.for_all, ticket, handling.ignore),
            lambda: self.desk.do(copies.for_all, ticket, handling.rescue),
            lambda: self.desk.do(copies.for_all, ticket, handling.close),
        ]
        try:
            acts[act % len(acts)]()
        except (IllegalMove, UsageError):
            return

    def _pass_on(self, which: int, *, by: str | None = None, account: str = "amt") -> None:
        changed = self.text.replace(" ", " anders ", which % 5)
        posts = [
            passed_on(changed, at=self.clock.at, by=by, account=account) for _each in range(1 + which % 3)
        ]
        receive(self.desk, posts)
        self.posts += posts
        self.tickets += arrive(self.desk, *posts)

    def _write_again(self, which: int) -> None:
        post = self.posts[which]
        receive(
            self.desk,
            mention(
                "Und wann?",
                by=post.author,
                in_reply_to_id=post.remote_id,
                account=post.account,
                at=self.clock.at,
            ),
        )

    def _answer(self, ticket: int) -> None:
        publish(self.desk, self.clock, self.desk.do(replies.queue, ticket, text="Ja.").reply_id)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 16), st.integers(0, 20)), min_size=5, max_size=20))
@example([(step, 1) for step in range(17)])
@example([(step, 2) for step in (0, 1, 5, 0, 3, 14, 15, 2, 16, 11, 13, 4, 8, 9, 6)])
def test_whatever_is_done_one_row_stands_for_a_cluster_in_each_queue(
    desk: Desk, clock: Clock, steps: list[tuple[int, int]]
) -> None:
    walk = _Walk(desk, clock)
    walk.step(0, 5)
    for act, which in steps:
        walk.step(act, which)
        assert assert_one_row_each(desk) >= 1


def test_one_row_stands_for_them_though_many_act_at_once(desk: Desk) -> None:
    tickets = arrive(desk, *(passed_on() for _eight in range(8)))
    start = threading.Barrier(3)
    troubles: list[Exception] = []

    def people(mine: list[int]) -> None:
        start.wait()
        for ticket in mine * 3:
            for deed in (handling.close, handling.reopen):
                try:
                    desk.do(deed, ticket)
                except Conflict:
                    pass
                except IllegalMove:
                    pass
                except Exception as trouble:
                    troubles.append(trouble)

    def citizens() -> None:
        start.wait()
        for _each in range(8):
            receive(desk, passed_on())

    threads = [threading.Thread(target=people, args=(tickets[part::2],)) for part in (0, 1)]
    threads.append(threading.Thread(target=citizens))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert troubles == []
    assert assert_one_row_each(desk) == 1
    with desk.database.read() as session:
        assert len(session.scalars(select(Ticket.id).where(Ticket.cluster_id.is_not(None))).all()) == 16
        assert ReplyState.SENT not in session.scalars(select(Reply.state)).all()


def test_who_acts_meanwhile_waits_for_the_cluster_and_sees_what_was_done(desk: Desk) -> None:
    first, _second, third = arrive(desk, *(passed_on() for _three in range(3)))
    others = threading.Thread(target=lambda: desk.do(handling.close, third))
    with desk.database.write() as session:
        handling.close(session, desk.act(), first)
        others.start()
        # SQLite lets nobody else begin; on PostgreSQL they are in the midst of it.
        if not desk.database.is_sqlite:
            until(lambda: not others.is_alive() or desk.see(_somebody_waits))
        assert others.is_alive()
    others.join(60)
    assert [row.copies for row in listed(desk, Queue.DONE)] == [1]
    assert assert_one_row_each(desk) == 1


def _somebody_waits(session: Session, _act: Act) -> bool:
    return bool(session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


def test_a_ticket_that_gets_its_first_copy_while_it_is_closed_is_folded_with_it(desk: Desk) -> None:
    (first,) = arrive(desk, passed_on())
    with desk.database.write() as session:
        handling.close(session, desk.act(), first)
        citizens = threading.Thread(target=lambda: receive(desk, passed_on()))
        citizens.start()
        if not desk.database.is_sqlite:
            until(lambda: not citizens.is_alive() or desk.see(_somebody_waits))
        assert citizens.is_alive()
    citizens.join(60)
    assert [row.copies for queue in (Queue.INBOX, Queue.DONE) for row in listed(desk, queue)] == [0, 0]
    assert assert_one_row_each(desk) == 1


def test_who_has_read_a_ticket_before_its_first_copy_came_folds_it_all_the_same(
    tmp_path: Path, postgres: Postgres
) -> None:
    """On SQLite nobody can write between somebody's reading and writing."""
    with make_desk(tmp_path, url=postgres.new_store()) as desk:
        (first,) = arrive(desk, passed_on(visibility=Visibility.DIRECT))
        with desk.database.write() as session:
            read = history.load(session, desk.act(), first)
            arrive(
                desk, passed_on(), passed_on(visibility=Visibility.DIRECT, at=WEDNESDAY - timedelta(days=1))
            )
            assert read.cluster_id is None
            handling.close(session, desk.act(), first)
        assert [row.id for row in listed(desk, Queue.DONE)] == [first]
        assert assert_one_row_each(desk) == 1
