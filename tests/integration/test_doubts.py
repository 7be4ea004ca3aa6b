"""An uncertain reply after somebody has looked: it is out, it is sent again, it is given up; on both engines."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.support.postgres import Postgres
from tests.support.store import Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import asked, rows, stored
from tests.support.waiting import until
from tickets.desk import doubts, handling, outbox, replies, views
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.desk.rows import Query
from tickets.desk.words import event_words
from tickets.errors import NotAllowed, UsageError
from tickets.rules.reply import Purpose, ReplyState
from tickets.rules.states import State

ADDRESS = "https://social.example.org/@amt/4711"


@pytest.fixture
def bridge(desk: Desk) -> Desk:
    return at_the_same_store(desk, BRIDGE.login)


@pytest.fixture
def ticket_id(desk: Desk) -> int:
    return asked(desk)


@pytest.fixture
def reply_id(desk: Desk, bridge: Desk, ticket_id: int, clock: Clock) -> int:
    """Handed to the server, which did not answer; ten minutes later nobody can tell."""
    return doubtful(desk, bridge, ticket_id, clock)


def doubtful(desk: Desk, bridge: Desk, ticket_id: int, clock: Clock, *, promise: date | None = None) -> int:
    purpose = Purpose.INTERIM if promise else Purpose.ANSWER
    queued = desk.do(replies.queue, ticket_id, text="So geht das.", purpose=purpose, promise=promise)
    (outgoing,) = bridge.see(outbox.due, "amt")
    assert bridge.do(outbox.claim, outgoing)
    assert bridge.do(outbox.trying, outgoing)
    clock.forward(minutes=10)
    assert bridge.do(outbox.uncertain, queued.reply_id, reason="no answer")
    return queued.reply_id


def test_on_somebodys_word_it_is_out_from_when_the_server_was_given_it(
    desk: Desk, ticket_id: int, reply_id: int, clock: Clock
) -> None:
    at_the_same_store(desk, "lea").do(doubts.is_out, reply_id)
    ticket = stored(desk, ticket_id)
    assert (ticket.row.state, ticket.row.due_at) == (State.ANSWERED, None)
    assert [cycle.outcome.value for cycle in ticket.clock] == ["met"]
    (reply,) = ticket.replies
    assert (reply.state, reply.remote_id, reply.sent_at) == (
        ReplyState.SENT,
        None,
        clock.at - timedelta(minutes=10),
    )
    # Nobody knows which post it is, and none is made up.
    assert [message.direction for message in ticket.messages] == ["in"]


@pytest.mark.parametrize("end", [handling.close, handling.ignore])
def test_what_may_be_out_is_listed_as_it_is_counted_whatever_became_of_the_ticket(
    desk: Desk, ticket_id: int, reply_id: int, end: Callable[..., object]
) -> None:
    def counted_and_listed() -> tuple[int, list[int], list[int]]:
        queries = (Query(reply=ReplyState.UNCERTAIN, newest=newest) for newest in (False, True))
        ranked, newest = ([row.id for row in desk.see(views.page, query).rows] for query in queries)
        return desk.see(views.service).replies_uncertain, ranked, newest

    assert counted_and_listed() == (1, [ticket_id], [ticket_id])
    desk.do(end, ticket_id)
    assert counted_and_listed() == (1, [ticket_id], [ticket_id])
    assert stored(desk, ticket_id).row.reply is ReplyState.UNCERTAIN
    desk.do(doubts.is_out, reply_id)
    assert counted_and_listed() == (0, [], [])


def test_what_failed_needs_nobody_when_the_ticket_is_done(desk: Desk, bridge: Desk, ticket_id: int) -> None:
    queued = desk.do(replies.queue, ticket_id, text="So geht das.")
    bridge.do(outbox.fail, queued.reply_id, reason="refused")
    assert [row.id for row in desk.see(views.page, Query(reply=ReplyState.FAILED)).rows] == [ticket_id]
    desk.do(handling.close, ticket_id)
    assert desk.see(views.page, Query(reply=ReplyState.FAILED)).rows == ()
    assert desk.see(views.service).replies_failed == 0
    assert stored(desk, ticket_id).row.reply is None


def test_who_wrote_it_and_on_whose_word_it_is_out_stand_in_the_history(
    desk: Desk, ticket_id: int, reply_id: int
) -> None:
    at_the_same_store(desk, "lea").do(doubts.is_out, reply_id)
    event = stored(desk, ticket_id).events[-1]
    assert (event.what, event.actor, event.detail["seen_by"]) == ("answered", "kim", "lea")
    assert event_words(event, str) == "Answer published, as lea saw on Mastodon"


@pytest.mark.parametrize(
    ("address", "remote_id"),
    [
        (ADDRESS, "4711"),
        (f" {ADDRESS}/ ", "4711"),
        ("https://SOCIAL.example.org/@amt/statuses/01HX3V9Q", "01HX3V9Q"),
    ],
)
def test_a_post_that_was_found_is_kept_with_the_conversation(
    desk: Desk, ticket_id: int, reply_id: int, address: str, remote_id: str
) -> None:
    desk.do(doubts.is_out, reply_id, address=address)
    ticket = stored(desk, ticket_id)
    assert [(message.direction, message.remote_id) for message in ticket.messages] == [
        ("in", "1"),
        ("out", remote_id),
    ]


def test_the_citizens_answer_to_it_comes_to_the_same_ticket(
    desk: Desk, ticket_id: int, reply_id: int
) -> None:
    desk.do(doubts.is_out, reply_id, address=ADDRESS)
    receive(desk, mention("Und was kostet das?", remote_id="9", in_reply_to_id="4711"))
    assert [row.id for row in rows(desk)] == [ticket_id]


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/@amt/4711",
        "https://social.example.org/@amt",
        "https://social.example.org/",
        "http://[",
        "4711",
    ],
)
def test_an_address_that_is_not_of_a_post_on_our_server_is_refused(
    desk: Desk, ticket_id: int, reply_id: int, address: str
) -> None:
    with pytest.raises(UsageError, match=r"no address of a post on social\.example\.org"):
        desk.do(doubts.is_out, reply_id, address=address)
    assert stored(desk, ticket_id).replies[0].state is ReplyState.UNCERTAIN


def test_the_address_of_another_post_is_refused(desk: Desk, ticket_id: int, reply_id: int) -> None:
    with pytest.raises(UsageError, match=f"which ticket {ticket_id} has already"):
        desk.do(doubts.is_out, reply_id, address="https://social.example.org/@anna/1")


def test_sent_again_it_is_tried_anew_with_the_same_key(
    desk: Desk, bridge: Desk, ticket_id: int, clock: Clock
) -> None:
    queued = desk.do(replies.queue, ticket_id, text="So geht das.")
    (before,) = bridge.see(outbox.due, "amt")
    bridge.do(outbox.claim, before)
    bridge.do(outbox.trying, before)
    bridge.do(outbox.uncertain, queued.reply_id, reason="no answer")
    clock.forward(hours=2)
    desk.do(doubts.send_again, queued.reply_id)
    clock.forward(minutes=1)
    (again,) = bridge.see(outbox.due, "amt")
    assert again.idempotency_key == before.idempotency_key
    # Whether it is out is in doubt no longer: nobody looks for it in the thread once more.
    assert not again.may_be_out()
    assert bridge.do(outbox.claim, again)
    # Whoever held it before has lost it.
    assert not bridge.do(outbox.trying, before)
    event = stored(desk, ticket_id).events[-1]
    assert event_words(event, str) == "Answer handed to the bridge once more"


def test_a_promise_that_is_over_is_not_sent_again(
    desk: Desk, bridge: Desk, ticket_id: int, clock: Clock
) -> None:
    reply_id = doubtful(desk, bridge, ticket_id, clock, promise=date(2026, 5, 21))
    clock.forward(days=2)
    with pytest.raises(UsageError, match="is over"):
        desk.do(doubts.send_again, reply_id)


def test_to_an_ignored_ticket_nothing_is_sent_again(desk: Desk, ticket_id: int, reply_id: int) -> None:
    desk.do(handling.ignore, ticket_id)
    with pytest.raises(UsageError, match="Rescue it first"):
        desk.do(doubts.send_again, reply_id)


def test_only_of_an_uncertain_reply_something_can_be_said(desk: Desk, ticket_id: int, reply_id: int) -> None:
    desk.do(replies.give_up, reply_id)
    for act in (doubts.is_out, doubts.send_again):
        with pytest.raises(UsageError, match="nobody is in doubt: it is withdrawn"):
            desk.do(act, reply_id)


def test_a_specialist_says_nothing_of_replies(desk: Desk, reply_id: int) -> None:
    sam = at_the_same_store(desk, "sam")
    for act in (doubts.is_out, doubts.send_again):
        with pytest.raises(NotAllowed):
            sam.do(act, reply_id)


def test_an_uncertain_reply_is_not_called_back_but_looked_for(
    desk: Desk, ticket_id: int, reply_id: int
) -> None:
    with pytest.raises(UsageError, match=f"tickets settle {reply_id}"):
        desk.do(replies.withdraw, reply_id)


def test_who_calls_a_reply_back_waits_for_a_publisher_that_is_claiming_it(
    postgres: Postgres, tmp_path: Path, clock: Clock
) -> None:
    with make_desk(tmp_path, url=postgres.new_store(), clock=clock) as desk, ThreadPoolExecutor(1) as pool:
        ticket_id = asked(desk)
        queued = desk.do(replies.queue, ticket_id, text="Zu schnell.")
        bridge = at_the_same_store(desk, BRIDGE.login)
        (outgoing,) = bridge.see(outbox.due, "amt")
        with desk.database.write() as session:
            assert outbox.claim(session, bridge.act(), outgoing)
            called_back = pool.submit(desk.do, replies.withdraw, queued.reply_id)
            until(lambda: _somebody_waits(desk), what="a lock that is waited for")
        with pytest.raises(UsageError, match="being published"):
            called_back.result(timeout=30)
        assert stored(desk, ticket_id).replies[0].state is ReplyState.SENDING


def _somebody_waits(desk: Desk) -> bool:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    with desk.database.read() as session:
        return bool(session.scalar(waiting))
