"""A sent reply waits a few seconds: they are counted, and one key calls it back wherever the cursor is by then."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.store import Clock, at_the_same_store, make_desk, mention, receive, with_replies
from tests.support.terminal import LARGE, SMALL, Terminal, rows, sheet, stored, terminal
from tickets import i18n
from tickets.desk import handling, outbox, replies, settlement
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.i18n import _

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
ANNA, BERT = "anna@example.social", "bert@example.social"


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A desk whose replies wait ten seconds."""
    with make_desk(tmp_path, clock=clock) as opened:
        yield with_replies(opened, delay_seconds=10)


@pytest.fixture
def two(desk: Desk) -> tuple[int, int]:
    """Tickets of Anna and Bert, in the order of the list."""
    receive(desk, mention("Wie geht das?", by=ANNA, remote_id="1"))
    receive(desk, mention("Bis wann gilt die Frist?", by=BERT, remote_id="2"))
    first, second = (row.id for row in rows(desk))
    return first, second


async def answer(at: Terminal, ticket_id: int, text: str) -> None:
    await at.go_to(ticket_id)
    await at.press("r")
    await at.type(text)
    await at.press("ctrl+s")


def states(desk: Desk, ticket_id: int) -> list[str]:
    return [reply.state.value for reply in stored(desk, ticket_id).replies]


@BOTH
@pytest.mark.parametrize("language", ["de", "en"])
async def test_the_seconds_are_counted_until_it_is_with_the_bridge(
    desk: Desk, two: tuple[int, int], clock: Clock, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    async with terminal(desk, size=size) as at:
        await answer(at, two[0], "So geht das.")
        counted = _("#{id}: reply to {person} goes out in {seconds} s · {key} calls it back")

        def words(seconds: int) -> str:
            return counted.format(id=two[0], person="@anna", seconds=seconds, key="w")

        assert words(10) in at.said("#status")
        in_head = _("A reply goes out in {seconds} s; until then it can be called back.")
        assert in_head.format(seconds=10) in at.said("#head")
        clock.forward(seconds=3)
        await at.until(lambda: words(7) in at.said("#status"))
        await at.until(lambda: in_head.format(seconds=7) in at.said("#head"))
        clock.forward(seconds=7)
        over = _("#{id}: reply to {person} is handed to the bridge · {key} calls it back until it is out")
        await at.until(lambda: over.format(id=two[0], person="@anna", key="w")[:50] in at.said("#status"))
        await at.until(lambda: _("A reply is on its way; it can still be called back.") in at.said("#head"))


async def test_it_is_called_back_although_the_cursor_has_moved_on(desk: Desk, two: tuple[int, int]) -> None:
    async with terminal(desk, size=LARGE) as at:
        await answer(at, two[0], "Zu schnell.")
        await at.press("j")
        assert at.cursor == two[1]
        await at.press("w")
        assert states(desk, two[0]) == ["withdrawn"]
        assert f"#{two[0]}: the reply to @anna is called back" in at.said("#status")
        # The cursor is on its ticket again: the next key goes on with it.
        assert at.cursor == two[0]
        await at.press("r")
        assert sheet(at).text == "Zu schnell."


async def test_sent_and_called_back_in_one_burst(desk: Desk, two: tuple[int, int]) -> None:
    async with terminal(desk) as at:
        await at.go_to(two[0])
        await at.press("r", *"Ja", "ctrl+s", "j", "w")
        assert states(desk, two[0]) == ["withdrawn"]
        assert states(desk, two[1]) == []


async def test_of_several_the_newest_is_called_back_first(desk: Desk, two: tuple[int, int]) -> None:
    async with terminal(desk) as at:
        await answer(at, two[0], "Eins.")
        await answer(at, two[1], "Zwei.")
        await at.press("w")
        assert (states(desk, two[0]), states(desk, two[1])) == (["pending"], ["withdrawn"])
        assert (
            f"#{two[0]}: reply to @anna goes out" in at.said("#status") or "@bert is called back" in at.text
        )
        await at.press("w")
        assert (states(desk, two[0]), states(desk, two[1])) == (["withdrawn"], ["withdrawn"])


async def test_in_an_empty_queue_too(desk: Desk, two: tuple[int, int]) -> None:
    async with terminal(desk) as at:
        await answer(at, two[0], "Eins.")
        await at.press("3")
        assert at.cursor is None
        await at.press("w")
        assert states(desk, two[0]) == ["withdrawn"]


async def test_a_moment_too_late_nothing_else_is_called_back(
    desk: Desk, two: tuple[int, int], clock: Clock
) -> None:
    lea = at_the_same_store(desk, "lea")
    async with terminal(desk, size=LARGE) as at:
        await answer(at, two[0], "Eins.")
        clock.forward(seconds=10)
        lea.do(replies.queue, two[1], text="Von Lea.")
        bridge = at_the_same_store(desk, BRIDGE.login)
        (outgoing,) = bridge.see(outbox.due, "amt")
        bridge.do(outbox.claim, outgoing)
        await at.go_to(two[1])
        await at.press("w")
        # Ours is being published; Lea's, which lies under the cursor, was not meant.
        assert "cannot be taken back" in at.text
        assert states(desk, two[1]) == ["pending"]


async def test_later_the_key_is_about_the_ticket_in_hand_again(
    desk: Desk, two: tuple[int, int], clock: Clock
) -> None:
    async with terminal(desk) as at:
        await answer(at, two[0], "Eins.")
        await at.go_to(two[1])
        clock.forward(minutes=1)
        await at.press("w")
        assert states(desk, two[0]) == ["pending"]
        assert "has no reply on its way. What is published cannot be called back." in at.said("#status")


async def test_what_else_is_said_leaves_the_seconds_in_sight(desk: Desk, two: tuple[int, int]) -> None:
    async with terminal(desk) as at:
        await answer(at, two[0], "Eins.")
        await at.press("j", "a")
        assert at.said("#status").endswith("↑ 10 s · w")
        assert stored(desk, two[1]).row.assignee == "kim"


async def test_nothing_ticks_while_nothing_waits(desk: Desk, two: tuple[int, int], clock: Clock) -> None:
    async with terminal(desk) as at:
        timers = len(at.screen._timers)
        await answer(at, two[0], "Eins.")
        assert len(at.screen._timers) > timers
        clock.forward(minutes=1)
        await at.until(lambda: len(at.screen._timers) == timers)


async def test_that_it_is_published_is_said_once(desk: Desk, two: tuple[int, int], clock: Clock) -> None:
    async with terminal(desk, size=LARGE) as at:
        await answer(at, two[0], "So geht das.")
        (reply,) = stored(desk, two[0]).replies
        clock.forward(seconds=10)
        bridge = at_the_same_store(desk, BRIDGE.login)
        (outgoing,) = bridge.see(outbox.due, "amt")
        bridge.do(outbox.claim, outgoing)
        bridge.do(settlement.sent, reply.id, remote_id="out-1", created_at=clock.at)
        await at.until(lambda: f"#{two[0]}: reply to @anna is published." in at.said("#status"))
        # Its key does not mean it any longer.
        await at.press("w")
        assert states(desk, two[0]) == ["sent"]
        assert "has no reply on its way. What is published cannot be called back." in at.said("#status")


@BOTH
async def test_that_it_is_published_is_said_however_late_that_is(
    desk: Desk, two: tuple[int, int], clock: Clock, size: tuple[int, int]
) -> None:
    bridge = at_the_same_store(desk, BRIDGE.login)
    async with terminal(desk, size=size) as at:
        timers = len(at.screen._timers)
        await answer(at, two[0], "So geht das.")
        await answer(at, two[1], "Bis Freitag.")
        first, second = (stored(desk, ticket).replies[0].id for ticket in two)
        clock.forward(minutes=10)  # the bridge was away
        await at.until(lambda: len(at.screen._timers) == timers)
        bridge.do(settlement.sent, first, remote_id="out-1", created_at=clock.at)
        await at.until(lambda: f"#{two[0]}: reply to @anna is published." in at.said("#status"))
        at.screen.status.hush()
        bridge.do(settlement.fail, second, reason="The post was deleted")
        await at.until(
            lambda: f"#{two[1]}: reply to @bert failed; its text is your draft again." in at.said("#status")
        )
        at.screen.status.hush()
        assert at.cursor is not None
        desk.do(handling.note, at.cursor, text="Erledigt.")
        await at.until(lambda: at.shown.events[-1].what == "noted")
        assert "reply to" not in at.said("#status"), "each is said once"
