"""The tour: offered only where somebody tries the program out, driven by the real keys, never in the way."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, rows, stored, terminal
from tickets import i18n
from tickets.desk import handling
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


@pytest.fixture
def hostile(desk: Desk) -> int:
    """The one ticket that needs no answer."""
    receive(desk, mention("Idioten!", by="troll@example.social", at=WEDNESDAY + timedelta(minutes=9)))
    return next(row.id for row in rows(desk, Queue.INBOX) if row.suggestion == "ignore")


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
    for step in steps():
        assert known[step.action].keys
        assert step.sentence.endswith(".")
        assert bool(step.fits) == bool(step.why)


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
    desk: Desk, hostile: int, size: tuple[int, int]
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
        assert at.cursor != hostile
        assert f"Tour 5/8 T Go to ticket {hostile} for the next step: it needs no" in at.said("#tour")
        await at.press("T")
        assert at.cursor == hostile
        assert "Tour 5/8 i" in at.said("#tour")
        await at.press("i")
        (ignored,) = rows(desk, Queue.IGNORED)
        assert ignored.id == hostile
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


@BOTH
async def test_a_step_is_done_only_on_a_ticket_that_it_is_for_and_hinders_nobody(
    desk: Desk, hostile: int, size: tuple[int, int]
) -> None:
    async with demo(desk, size) as at:
        await at.press(*["T"] * 5)
        assert at.cursor == hostile, "the key that goes on leads there"
        assert "Tour 5/8 i" in at.said("#tour")
        await at.press("g")
        serious = at.cursor
        assert serious != hostile
        assert f"Tour 5/8 T Go to ticket {hostile}" in at.said("#tour")
        await at.press("i")
        assert [row.id for row in rows(desk, Queue.IGNORED)] == [serious], "whoever means it does it"
        assert f"Tour 5/8 T Go to ticket {hostile}" in at.said("#tour"), "and it is not what was asked for"
        await at.press("j", "j", "j", "j")
        assert at.cursor == hostile, "one may walk there too"
        await at.press("i")
        assert "Tour 6/8 u" in at.said("#tour")


async def test_from_another_queue_the_tour_leads_to_the_inbox_first(desk: Desk, hostile: int) -> None:
    async with demo(desk) as at:
        await at.press(*["T"] * 5, "4")
        assert "Tour 5/8 T Go to the inbox: the next step is about a ticket there." in at.said("#tour")
        await at.press("T")
        assert (at.screen.queue, at.cursor) == (Queue.INBOX, hostile)
        assert "Tour 5/8 i" in at.said("#tour")


async def test_where_no_ticket_fits_a_step_it_says_so_and_teaches_nothing_wrong(
    desk: Desk, hostile: int
) -> None:
    async with demo(desk) as at:
        await at.press(*["T"] * 5)
        at_the_same_store(desk, "lea").do(handling.ignore, hostile)
        await at.until(lambda: hostile not in at.listed)
        said = "Tour 5/8 T Go on: just now there is no ticket here to try “Ignore” on (i)."
        assert said in at.said("#tour")
        await at.press("i")
        assert said in at.said("#tour"), "a serious question is no example"
        await at.press("T")
        assert "Tour 6/8 u" in at.said("#tour")


async def test_a_letter_to_another_ticket_than_the_steps_is_not_sent_by_the_tour(
    desk: Desk, hostile: int
) -> None:
    async with demo(desk) as at:
        await at.press("T", "T", "T")
        await at.go_to(hostile)
        await at.press("s")
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
