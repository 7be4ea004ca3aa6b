"""The next step at the terminal desk: suggested where it is possible, said whole, and in nothing's way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.roster import MONDAY_MORNING, at_work
from tests.support.store import Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, asked, flat, rows, stored, terminal
from tickets.desk import forwards, handling, interim, outbox, replies, service
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.rules.states import Queue
from tui.format import Clock as ScreenClock
from tui.screens.board import BoardScreen
from tui.screens.dialogs import Writer
from tui.screens.help import Help
from tui.widgets.paper import Paper
from tui.widgets.ticket_row import RowLook

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


# What is refused.


async def test_what_was_typed_on_after_a_refused_key_is_no_command(desk: Desk) -> None:
    ticket_id = asked(desk)
    desk.do(handling.ignore, ticket_id)
    async with terminal(desk) as at:
        await at.press("5")
        for refused in ("m", "r", "s", "p"):
            await at.press(refused, "1", "ctrl+s")
            assert at.screen.queue is Queue.IGNORED
            assert "Rescue it first" in flat(at)
        await at.press("1")
        assert at.screen.queue is Queue.INBOX


@pytest.mark.parametrize("key", ["r", "A", "f", "n", "z", "l"])
async def test_a_key_in_an_empty_queue_says_that_there_is_no_ticket(desk: Desk, key: str) -> None:
    async with terminal(desk) as at:
        await at.press(key)
        assert "There is no ticket here" in at.said("#status")


@BOTH
async def test_a_refusal_is_said_whole_with_what_to_do(desk: Desk, size: tuple[int, int]) -> None:
    asked(desk)
    sentence = "“Reply” is not possible now, for a reason that takes long to tell. " * 2 + "Do this instead."
    async with terminal(desk, size=size) as at:
        at.screen.say(sentence)
        await at.settle()
        assert at.said("#status").endswith("Do this instead.")
        assert at.screen.query_one("#keys").region.bottom == size[1]
        at.screen.status.hush()
        await at.settle()
        assert at.screen.status.region.height == 1


# What is suggested.


@BOTH
async def test_to_a_specialist_nothing_is_suggested_that_would_be_refused(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ticket_id = asked(desk)
    desk.do(forwards.forward, ticket_id, to="zertifizierung")
    clock.forward(days=9)
    sam = at_the_same_store(desk, "sam")
    async with terminal(sam, size=size) as at:
        assert "P Your department is asked: propose an answer." in flat(at)
        assert "interim status lies ready" not in flat(at)
        await at.press("P")
        await at.type("Drei Jahre.")
        await at.press("escape")
        await at.until(lambda: "P You have begun a proposal: go on." in flat(at))


@BOTH
async def test_whoever_proposes_an_answer_has_the_question_in_sight(
    desk: Desk, size: tuple[int, int]
) -> None:
    ticket_id = asked(desk, "Wie lange gilt das Zertifikat? " + "Es ist dringend. " * 60)
    desk.do(forwards.forward, ticket_id, to="zertifizierung")
    async with terminal(at_the_same_store(desk, "sam"), size=size) as at:
        await at.press("P")
        assert isinstance(at.app.screen, Writer)
        assert "Wie lange gilt das Zertifikat?" in at.text
        await at.type("Drei Jahre.")
        assert "Drei Jahre." in at.text
        paper = at.app.screen.query_one(Paper)
        await at.press("tab", "end")
        assert paper.has_focus
        await at.press("tab", "ctrl+s")
    assert stored(desk, ticket_id).proposals[-1].text == "Drei Jahre."


def test_a_row_shows_with_whom_it_is_and_what_is_suggested(desk: Desk, clock: Clock) -> None:
    asked(desk)
    row = rows(desk)[0]._replace(assignee="a-very-long-login-of-somebody", department="zertifizierung")
    assert row.suggestion == "forward"
    for tall, width in ((True, 63), (False, 140), (False, 78)):
        look = RowLook(ScreenClock(clock), width, tall, show_queue=False, names={})
        text = "\n".join(
            "".join(span.text for span in line) for line in look.lines(row, current=True, marked=False)
        )
        assert "f?" in text
        assert ("a-very-long" in text) == (tall or width == 140)


# Failed replies.


@BOTH
async def test_the_status_line_says_how_to_get_to_failed_replies(desk: Desk, size: tuple[int, int]) -> None:
    first = asked(desk)
    receive(desk, mention("Noch etwas?", by="ben@example.social"))
    queued = desk.do(replies.queue, first, text="Geht nicht raus.")
    bridge = at_the_same_store(desk, BRIDGE.login)
    bridge.do(outbox.fail, queued.reply_id, reason="The post was deleted")
    bridge.do(service.report, "bridge", state="running")
    async with terminal(desk, size=size) as at:
        assert "1 reply failed (/ reply:failed)" in flat(at)
        await at.press("slash")
        await at.type("reply:failed\n")
        assert at.listed == [first]
        await at.press("slash")
        at.app.screen.query_one("#search Input").value = ""  # type: ignore[attr-defined]
        await at.type("reply:uncertain\n")
        assert at.listed == []


# What lies over it.


async def test_a_message_does_not_stay_over_what_opens_next(desk: Desk) -> None:
    async with terminal(desk) as at:
        at.screen.warn("Something went wrong.")
        await at.until(lambda: "Something went wrong." in at.text)
        await at.press("question_mark")
        assert isinstance(at.app.screen, Help)
        assert "Something went wrong." not in at.text


async def test_the_board_has_its_help_and_says_how_to_see_figures(desk: Desk, clock: Clock) -> None:
    clock.at = MONDAY_MORNING
    async with terminal(at_work(desk), size=LARGE) as at:
        await at.press("L")
        assert isinstance(at.app.screen, BoardScreen)
        assert "v Figures" in at.text
        await at.press("question_mark")
        assert isinstance(at.app.screen, Help)
        await at.press("escape")
        assert isinstance(at.app.screen, BoardScreen)


async def test_an_own_text_beside_a_proposal_is_not_compared_word_by_word(desk: Desk) -> None:
    ticket_id = asked(desk)
    desk.do(forwards.forward, ticket_id, to="zertifizierung")
    proposed = "Die Zertifikate gelten drei Jahre ab dem Tag der Ausstellung."
    at_the_same_store(desk, "sam").do(forwards.propose, ticket_id, text=proposed)
    ready = desk.see(interim.ready, ticket_id).text
    async with terminal(desk, size=LARGE) as at:
        await at.press("s")
        assert ready.split()[0] in at.text
        assert "[−" not in at.text
        assert proposed[:20] in at.text
