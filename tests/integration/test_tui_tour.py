"""The tour: offered only where somebody tries the program out, driven by the real keys, never in the way."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, rows, stored, terminal
from tickets import i18n
from tickets.desk.house import Desk
from tickets.rules.states import Queue, State
from tui.actions import usual_actions
from tui.app import DeskApp
from tui.screens.composer import Composer
from tui.screens.help import Help
from tui.screens.tour import steps

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        for number in range(4):
            at = WEDNESDAY + timedelta(minutes=number)
            receive(opened, mention(f"Frage {number}?", by=f"p{number}@example.social", at=at))
        yield opened


@asynccontextmanager
async def demo(desk: Desk, size: tuple[int, int] = SMALL) -> AsyncIterator[Terminal]:
    """The desk as the demo opens it."""
    app = DeskApp(lambda: desk, now=desk.now, offer_tour=True)
    async with app.run_test(size=size, notifications=True) as pilot:
        at = Terminal(app, pilot, desk)
        await at.until(lambda: at.screen.me is not None)
        await at.settle()
        yield at
    app.stop_watching()


def test_every_step_is_a_sentence_and_an_action_of_the_table() -> None:
    known = {action.id: action for action in usual_actions()}
    assert 6 <= len(steps()) <= 8
    for action_id, sentence in steps():
        assert known[action_id].keys
        assert sentence.endswith(".")


async def test_in_real_use_nobody_is_asked(desk: Desk) -> None:
    async with terminal(desk) as at:
        assert not at.screen.query_one("#tour").display
        assert "tour" not in at.text.lower()


@BOTH
async def test_the_demo_offers_it_below_the_work(desk: Desk, size: tuple[int, int]) -> None:
    async with demo(desk, size) as at:
        assert "T A tour of 8 steps" in at.said("#tour").replace("Your first time here? ", "")
        assert len(at.listed) == 4
        assert at.shown.row.id == at.cursor
        await at.press("escape")
        assert not at.screen.query_one("#tour").display
        await at.press("T")
        assert "Tour 1/8" in at.said("#tour")


@BOTH
async def test_each_step_goes_on_when_its_key_was_pressed_in_the_real_desk(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with demo(desk, size) as at:
        first, second, *_others = at.listed
        await at.press("T")
        assert "Tour 1/8 j" in at.said("#tour")
        await at.press("k")
        assert "Tour 1/8" in at.said("#tour"), "another key is no step"
        await at.press("j")
        assert at.cursor == second
        assert "Tour 2/8 Enter" in at.said("#tour")
        await at.press("enter")
        assert at.screen.is_reading
        assert "Tour 3/8 s" in at.said("#tour")
        await at.press("escape")
        assert "Tour 3/8 s" in at.said("#tour"), "Esc led back from the text, and not out of the tour"
        await at.press("s", "escape")
        assert "Tour 3/8 s" in at.said("#tour"), "nothing was sent"
        await at.press("s")
        assert isinstance(at.app.screen, Composer)
        await at.press("ctrl+s")
        assert stored(desk, second).replies
        assert "Tour 4/8 f" in at.said("#tour")
        await at.press("f", "escape")
        assert "Tour 4/8 f" in at.said("#tour"), "nobody was asked"
        await at.press("f")
        await at.type("Bürger\n")
        assert rows(desk, Queue.DEPARTMENTS)
        assert "Tour 5/8 i" in at.said("#tour")
        await at.press("i")
        (ignored,) = rows(desk, Queue.IGNORED)
        assert "Tour 6/8 u" in at.said("#tour")
        await at.press("u")
        assert stored(desk, ignored.id).row.state is State.NEW
        assert "Tour 7/8 h" in at.said("#tour")
        await at.press("h", "escape")
        assert "Tour 8/8 ?" in at.said("#tour")
        await at.press("question_mark")
        assert isinstance(at.app.screen, Help)
        await at.press("escape")
        assert not at.screen.query_one("#tour").display
        assert "That was the tour. T begins it again." in at.said("#status")
        await at.press("T")
        assert "Tour 1/8" in at.said("#tour")
        assert first in at.listed


@BOTH
async def test_where_a_letter_is_written_one_line_goes_on_with_the_tour(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with terminal(desk, size=size) as at:
        await at.press("T", "T", "T", "s")
        line = at.app.screen.query_one("#tour")
        assert at.said("#tour") == "▸ Tour 3/8 Ctrl+S sends what lies ready; Esc leads back without sending."
        assert line.region.height == 1
        assert "Ctrl+S Send" in at.said("#keys")
        assert "Everybody can read this" in at.text
        await at.press("escape", "r")
        assert at.said("#tour") == "▸ Tour 3/8 Esc leads back to the tour; what you type is kept."


async def test_a_letter_says_nothing_of_a_tour_that_is_not_under_way(desk: Desk) -> None:
    async with demo(desk) as at:
        assert at.screen.query_one("#tour").display, "it is offered"
        await at.press("s")
        assert isinstance(at.app.screen, Composer)
        assert not at.app.screen.query("#tour")
        assert "tour" not in at.text.lower()


async def test_a_step_that_cannot_be_done_is_left_out_by_its_key(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("T", "T", "T")
        assert "Tour 3/8" in at.said("#tour")
        await at.press(*["T"] * 6)
        assert not at.screen.query_one("#tour").display


async def test_esc_ends_it_and_it_can_be_taken_up_again_where_it_was(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("T", "j", "escape")
        assert not at.screen.query_one("#tour").display
        assert "T takes it up again" in at.said("#status")
        await at.press("enter", "escape", "T")
        assert "Tour 2/8" in at.said("#tour")


async def test_a_specialist_is_shown_only_what_is_theirs_to_do(desk: Desk) -> None:
    async with terminal(at_the_same_store(desk, "sam")) as at:
        await at.press("T")
        assert "Tour 1/4 j" in at.said("#tour")


async def test_it_fits_and_speaks_german(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = i18n.language()
    i18n.use("de")
    try:
        async with demo(desk) as at:
            for _step in steps():
                await at.press("T")
                assert at.screen.query_one("#tour").region.height <= 3
                assert len(at.said("#tour")) > 20
            await at.press("T", "T", "T", "T", "s")
            assert at.app.screen.query_one("#tour").region.height == 1
            assert at.said("#tour").startswith("▸ Rundgang 3/8 Strg+S")
    finally:
        i18n.use(before)
