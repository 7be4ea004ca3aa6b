"""Small promises of the desk to its reader: places stay, keys meet what they were meant for, words say what holds."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from textual import events

from tests.support.store import WEDNESDAY, Clock, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, rows, stored, terminal
from tickets import i18n
from tickets.desk import handling
from tickets.desk.house import Desk
from tickets.rules.states import Queue, State
from tui.actions import usual_actions
from tui.actions.composing import composing
from tui.keymap import Keymap, read_keymap, use
from tui.screens.board import BoardScreen
from tui.screens.departments import DepartmentsScreen
from tui.screens.look_first import ThreadLook
from tui.themes import PLAIN
from tui.widgets import ticket_list
from tui.widgets.key_bar import Hint, KeyBar

MANY = 20


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Many questions, one of them ignored."""
    with make_desk(tmp_path, clock=clock) as opened:
        for number in range(MANY):
            at = WEDNESDAY + timedelta(minutes=number)
            receive(opened, mention(f"Frage {number}?", by=f"p{number}@example.social", at=at))
        opened.do(handling.ignore, rows(opened)[0].id)
        yield opened


# Places.


async def test_a_queue_is_found_again_as_its_reader_left_it(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press(*"jjjjjjjjjjjj")
        cursor, top = at.cursor, at.screen.tickets.scroll_y
        assert top > 0
        await at.press("5")
        assert at.screen.queue is Queue.IGNORED
        await at.press("1")
        assert (at.cursor, at.screen.tickets.scroll_y) == (cursor, top)


async def test_a_queue_is_found_again_from_a_list_beside_it(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("j", "j")
        cursor = at.cursor
        await at.press("slash")
        await at.type("Frage\n")
        assert at.screen.is_aside
        await at.press("5", "1")
        assert at.cursor == cursor


async def test_the_key_of_the_queue_on_screen_leads_to_its_top(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("j", "j", "1")
        assert at.cursor == at.listed[0]


# Keys.


def _list_that_does_not_come(at: Terminal) -> None:
    """As if another list were asked for, and the store were silent."""
    listing = at.screen.listing
    listing._fresh, listing._asked, listing._asked_at = True, listing.query, monotonic()


async def test_keys_that_waited_too_long_for_another_list_meet_none(desk: Desk) -> None:
    async with terminal(desk) as at:
        ticket_id = at.cursor
        assert ticket_id is not None
        _list_that_does_not_come(at)
        at.app.post_message(events.Key("i", "i"))
        await at.as_soon_as(lambda: at.app._keys._held)
        at.screen.listing._asked_at = 0.0
        await at.press("j")
        assert "The list does not come" in at.said("#status")
        assert stored(desk, ticket_id).row.state is State.NEW
        assert at.cursor == at.listed[1], "what is pressed after that is for what is on screen"


async def test_keys_that_waited_for_a_list_that_came_are_done(desk: Desk) -> None:
    async with terminal(desk) as at:
        listed = at.listed
        await at.press("5", "1", "j", "i")
        assert stored(desk, listed[1]).row.state is State.IGNORED


MINE = """
[keys]
board = "Ö"
departments = "Ä"
view = "F8"
"""


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Keymap]:
    file = tmp_path / "keys.toml"
    file.write_text(MINE, encoding="utf-8")
    yield read_keymap(file, usual_actions(), composing())
    use(Keymap())


async def test_the_key_that_opens_a_screen_closes_it_whichever_it_is(desk: Desk, mine: Keymap) -> None:
    async with terminal(desk, keymap=mine) as at:
        for key, screen in (("Ö", BoardScreen), ("Ä", DepartmentsScreen)):
            await at.press(key)
            assert isinstance(at.app.screen, screen)
            await at.press("L", "d")
            assert isinstance(at.app.screen, screen), "the usual keys are given away"
            await at.press(key)
            assert at.app.screen_stack[-1] is at.screen
        await at.press("Ö", "3")
        before = at.text
        await at.press("f8")
        assert at.text != before, "weeks as figures, by one's own key"
        assert "F8 Charts" in at.said("#keys")


async def test_in_german_j_is_yes_and_scrolls_nothing(desk: Desk) -> None:
    i18n.use("de")
    async with terminal(desk) as at:
        ticket_id = at.cursor
        assert ticket_id is not None
        await at.press("r")
        await at.type("\n\n".join("So ist das geregelt. " * 15 for _paragraph in range(3)))
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, ThreadLook)
        await at.press("j")
        assert len(stored(desk, ticket_id).replies) == 3


async def test_while_a_search_is_typed_the_bar_shows_what_leads_out_of_it(desk: Desk) -> None:
    async with terminal(desk) as at:
        usual = at.said("#keys")
        await at.press("slash")
        assert at.said("#keys").split()[::2] != usual.split()[::2]
        assert "r Reply" not in at.said("#keys")
        assert at.said("#keys").endswith("Esc Back")
        await at.press("escape")
        assert at.said("#keys") == usual


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_an_ignored_ticket_is_brought_back_by_one_key_that_is_shown_once(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with terminal(desk, size=size) as at:
        await at.press("5")
        assert "u Bring back" in at.said("#keys")
        assert "Undo" not in at.said("#keys")


def test_what_is_impossible_leaves_the_key_bar_first() -> None:
    bar = KeyBar()
    bar.show(
        [
            Hint("r", "Reply", "reply", possible=False),
            Hint("i", "Ignore", "ignore"),
            Hint("s", "Interim status", "interim", suggested=True),
            Hint("?", "Help", "help"),
        ]
    )
    ((*spans,),) = bar.lines(34)
    assert "".join(span.text for span in spans).split("  ") == ["i Ignore", "s Interim status", "? Help", ""]


# What is read again, and what can be read.


async def test_of_a_long_list_only_what_is_near_or_marked_is_read_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticket_list, "_MOST_READ", 5)
    monkeypatch.setattr(ticket_list, "_MORE_AHEAD", 1)
    async with terminal(desk) as at:
        tickets, loaded = at.screen.tickets, len(at.listed)
        assert 5 < tickets.wanted < loaded
        await at.press("G")
        assert tickets.wanted >= loaded
        await at.press("space", "g")
        assert tickets.wanted >= loaded


async def test_on_the_reversed_cursor_nothing_is_dim(desk: Desk) -> None:
    async with terminal(desk) as at:
        at.app.theme = PLAIN
        await at.settle()
        styles = [part.style for line in at.app.screen._compositor.render_strips() for part in line]
        reversed_ = [style for style in styles if style is not None and style.reverse]
        assert reversed_
        assert any(style.dim for style in styles if style is not None)
        assert not any(style.dim for style in reversed_)
