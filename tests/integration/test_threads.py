"""A text of several posts: each goes out exactly once, one under the other, whatever dies in between."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from tests.support.mastodon import Town
from tests.support.outbox import POSTS, Office, office
from tests.support.postgres import store_on
from tests.support.relay import Fate, Relay
from tests.support.store import Clock
from tickets.desk import doubts, outbox, replies, undoing
from tickets.desk.calling_back import Withdrawn
from tickets.errors import TextTooLong, UsageError
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose
from tickets.rules.states import State
from tickets.storage.models import Account
from tickets.triage import Classifier

LONG = " ".join(f"Dies ist der Satz Nummer {number} von vielen, und er sagt wenig." for number in range(24))
"""Four posts."""


@pytest.fixture
def clock() -> Clock:
    """It begins where the server's clock is, and then stands."""
    return Clock(datetime.now(UTC))


@pytest.fixture
def store_url(request: pytest.FixtureRequest) -> str:
    """A SQLite store; where a test asks for it, one on PostgreSQL too."""
    return store_on(request, getattr(request, "param", "sqlite"))


on_both_engines = pytest.mark.parametrize("store_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def amt(desk, clock: Clock, way: Relay, place: Town, classifier: Classifier) -> Iterator[Office]:  # type: ignore[no-untyped-def]
    with office(desk, clock, way, place, classifier) as opened:
        with desk.database.write() as session:
            # This server counts the servers of handles too.
            session.execute(update(Account).values(character_limit=450))
        yield opened


def answer(amt: Office, asked: str, *, purpose: Purpose = Purpose.ANSWER) -> int:
    """Kim answers in several posts; the id of the first."""
    ticket = amt.show(asked).row.id
    return amt.kim.do(replies.queue, ticket, text=LONG, purpose=purpose, thread=True).reply_id


def states(amt: Office, asked: str) -> list[str]:
    return [reply.state.value for reply in amt.show(asked).replies]


def said(amt: Office, asked: str) -> str:
    """What all our posts say together, without handles and numbers."""
    texts = [re.sub(r" \(\d+/\d+\)$", "", post.text) for post in amt.published(asked)]
    return " ".join(text.removeprefix(f"@{amt.anna.handle} ") for text in texts)


@on_both_engines
def test_each_post_answers_the_one_before_and_the_clock_is_met_by_the_last(amt: Office) -> None:
    asked = amt.asked(visibility=Visibility.UNLISTED)
    answer(amt, asked)
    assert amt.publisher().run() == 4
    posts = amt.published(asked)
    assert [post.in_reply_to_id for post in posts] == [asked, *(post.remote_id for post in posts[:-1])]
    assert all(post.text.startswith(f"@{amt.anna.handle} ") for post in posts)
    assert [post.text[-5:] for post in posts] == ["(1/4)", "(2/4)", "(3/4)", "(4/4)"]
    assert {post.visibility for post in posts} == {Visibility.UNLISTED}
    assert said(amt, asked) == LONG
    view = amt.show(asked)
    assert (view.row.state, view.row.due_at) == (State.ANSWERED, None)
    assert [message.remote_id for message in view.messages][1:] == [post.remote_id for post in posts]
    whats = [event.what for event in view.events]
    assert (whats.count("reply_queued"), whats.count("part_published"), whats.count("answered")) == (1, 3, 1)
    assert len(set(amt.keys())) == 4
    assert amt.publisher().run() == 0


def test_a_text_that_is_too_long_takes_a_yes(amt: Office) -> None:
    ticket = amt.show(amt.asked()).row.id
    with pytest.raises(TextTooLong, match="thread of 4 posts"):
        amt.kim.do(replies.queue, ticket, text=LONG)
    shown = amt.kim.see(replies.preview, ticket, text=LONG)
    assert len(shown.parts) == 4
    short = amt.kim.see(replies.preview, ticket, text="Ja.")
    assert short.parts == (short.text,)


class Dying:
    """A desk's act at which the process dies, the given time that it comes."""

    def __init__(self, amt: Office, function: Callable[..., object], *, time: int, after: bool) -> None:
        self.amt, self.function, self.left, self.after = amt, function, time, after

    def run(self) -> None:
        dying, bridge = self, self.amt.bridge

        class Mortal(type(bridge)):  # type: ignore[misc]
            def do(self, function, /, *args, **kwargs):  # type: ignore[no-untyped-def]
                dying.left -= function is dying.function
                dies = function is dying.function and dying.left == 0
                if dies and not dying.after:
                    raise KeyboardInterrupt
                done = super().do(function, *args, **kwargs)
                if dies:
                    raise KeyboardInterrupt
                return done

        desk = Mortal(bridge.database, bridge.house, bridge.actor, bridge.now)
        with pytest.raises(KeyboardInterrupt):
            self.amt.publisher(desk=desk).run()


@pytest.mark.parametrize("time", [1, 2, 4])
@pytest.mark.parametrize(
    ("function", "after"),
    [
        (outbox.claim, True),
        (outbox.trying, False),
        (outbox.trying, True),
        (outbox.sent, False),
        (outbox.sent, True),
    ],
    ids=["claimed", "looked again", "about to post", "posted", "settled"],
)
def test_whoever_dies_where_ever_there_is_one_post_for_each_part(
    amt: Office, function: Callable[..., object], after: bool, time: int
) -> None:
    asked = amt.asked()
    answer(amt, asked)
    Dying(amt, function, time=time, after=after).run()
    amt.later()
    amt.publisher().run()
    assert said(amt, asked) == LONG
    assert len(amt.published(asked)) == len(amt.posted()) == 4
    assert states(amt, asked) == ["sent"] * 4
    assert [event.what for event in amt.show(asked).events].count("answered") == 1


def lose(amt: Office, way: Relay, fate: Fate) -> None:
    """The second post and its answer do not come together."""
    posted = iter([None, fate])

    class Unlucky(type(amt.bridge)):  # type: ignore[misc]
        def do(self, function, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            done = super().do(function, *args, **kwargs)
            if function is outbox.trying and (now := next(posted, None)):
                way.lose("POST", POSTS, now)
            return done

    bridge = amt.bridge
    amt.publisher(desk=Unlucky(bridge.database, bridge.house, bridge.actor, bridge.now)).run()


@pytest.mark.parametrize("fate", [Fate.LOSE_ANSWER, Fate.LOSE_REQUEST])
def test_a_part_whose_answer_is_lost_is_looked_for_before_it_is_sent_again(
    amt: Office, way: Relay, fate: Fate
) -> None:
    asked = amt.asked()
    answer(amt, asked)
    lose(amt, way, fate)
    assert states(amt, asked) == ["sent", "sending", "pending", "pending"]
    amt.later()
    assert amt.publisher().run() == 3
    assert said(amt, asked) == LONG
    assert len(amt.published(asked)) == 4


def test_what_is_called_back_before_the_first_is_out_goes_out_nowhere(amt: Office) -> None:
    asked = amt.asked()
    first = answer(amt, asked)
    assert amt.kim.do(replies.withdraw, first + 2) == Withdrawn(stopped=4, out=0)
    assert (states(amt, asked), amt.show(asked).draft) == (["withdrawn"] * 4, LONG)
    assert amt.publisher().run() == 0
    assert amt.posted() == []


def one_is_out(amt: Office, asked: str) -> int:
    first = answer(amt, asked)
    Dying(amt, outbox.sent, time=1, after=True).run()
    assert states(amt, asked) == ["sent", "pending", "pending", "pending"]
    return first


@on_both_engines
def test_what_is_called_back_later_is_stopped_and_said_to_be_half_out(amt: Office) -> None:
    asked = amt.asked()
    first = one_is_out(amt, asked)
    with pytest.raises(UsageError, match="published"):
        amt.kim.do(undoing.undo, amt.show(asked).row.id)
    assert amt.kim.do(replies.withdraw, first) == Withdrawn(stopped=3, out=1)
    view = amt.show(asked)
    assert states(amt, asked) == ["sent", "withdrawn", "withdrawn", "withdrawn"]
    assert (view.events[-1].what, view.events[-1].detail["out"], view.events[-1].detail["parts"]) == (
        "reply_withdrawn",
        1,
        4,
    )
    assert LONG.endswith(view.draft)
    assert view.row.due_at is not None, "nobody has answered yet"
    amt.later()
    assert amt.publisher().run() == 0
    assert len(amt.posted()) == 1


def test_a_part_that_waits_for_a_server_does_not_go_out_after_the_rest_was_called_back(
    amt: Office, way: Relay
) -> None:
    asked = amt.asked()
    first = answer(amt, asked)
    Dying(amt, outbox.claim, time=1, after=True).run()
    assert states(amt, asked)[0] == "sending"
    assert amt.kim.do(replies.withdraw, first) == Withdrawn(stopped=3, out=1)
    amt.later()
    assert amt.publisher().run() == 0
    assert states(amt, asked) == ["failed", "withdrawn", "withdrawn", "withdrawn"]
    assert amt.posted() == []


def test_a_change_of_the_question_stops_what_is_not_out(amt: Office) -> None:
    asked = amt.asked("Wann offen?")
    one_is_out(amt, asked)
    amt.anna.edit(asked, f"@{amt.amt.name} Warum geschlossen?")
    assert amt.publisher().run() == 0
    assert states(amt, asked) == ["sent", "failed", "failed", "failed"]
    assert LONG.endswith(amt.show(asked).draft)
    assert amt.show(asked).row.due_at is not None


def test_a_part_that_cannot_be_found_is_for_a_person_to_judge_and_the_rest_waits_for_it(
    amt: Office, way: Relay
) -> None:
    asked = amt.asked()
    first = answer(amt, asked)
    lose(amt, way, Fate.LOSE_REQUEST)
    amt.later()
    assert amt.publisher(idempotent=False).run() == 0
    assert states(amt, asked) == ["sent", "uncertain", "pending", "pending"]
    amt.later()
    assert amt.publisher(idempotent=False).run() == 0
    amt.kim.do(doubts.send_again, first + 1)
    assert amt.publisher(idempotent=False).run() == 3
    assert said(amt, asked) == LONG


def test_what_would_follow_a_part_of_which_nobody_knows_where_it_is_comes_back(
    amt: Office, way: Relay
) -> None:
    asked = amt.asked()
    first = answer(amt, asked)
    lose(amt, way, Fate.LOSE_REQUEST)
    amt.later()
    amt.publisher(idempotent=False).run()
    amt.kim.do(doubts.is_out, first + 1)
    assert states(amt, asked) == ["sent", "sent", "failed", "failed"]
    assert amt.show(asked).draft
    assert amt.publisher().run() == 0


def test_a_promise_in_several_posts_is_made_by_the_last(amt: Office) -> None:
    asked = amt.asked()
    answer(amt, asked, purpose=Purpose.INTERIM)
    Dying(amt, outbox.sent, time=3, after=True).run()
    assert [cycle.promise.value for cycle in amt.show(asked).clock] == ["answer"]
    assert amt.publisher().run() == 1
    assert [cycle.promise.value for cycle in amt.show(asked).clock] == ["answer", "interim"]
