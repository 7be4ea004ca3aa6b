"""A window drawn as small as a stamp, and back: nothing crashes, and cursor, marks and text are where they were."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from tests.support.store import WEDNESDAY, Clock, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, terminal
from tickets.desk.house import Desk
from tickets.errors import StoreError
from tui.screens.dialogs import Confirm
from tui.screens.trouble import Trouble

STAMP = (20, 5)
OPENINGS = (
    "",  # the list
    "open",
    "reply",
    "interim",
    "note",
    "close",
    "forward",
    "assign",
    "snooze",
    "label",
    "search",
    "copies",
    "palette",
    "views",
    "keep_view",
    "theme",
    "hand_over",
    "board",
    "departments",
    "help",
    "second_look",
)
"""What every opening is called in `tui.actions`. Whoever adds a screen or a dialog adds the action that opens it."""

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        receive(
            opened,
            [
                mention(f"Frage {n}?", by=f"p{n}@example.social", at=WEDNESDAY + timedelta(minutes=n))
                for n in range(60)
            ],
        )
        yield opened


def typed(at: Terminal) -> list[str]:
    """What stands in the fields of the top screen."""
    screen = at.app.screen
    return [
        *(sheet.text for sheet in screen.query(TextArea)),
        *(field.value for field in screen.query(Input)),
    ]


async def through_a_stamp(at: Terminal, size: tuple[int, int]) -> None:
    for columns, lines in (STAMP, (1, 1), size):
        await at.pilot.resize_terminal(columns, lines)
        await at.settle()


@BOTH
async def test_the_list_keeps_cursor_marks_and_place(desk: Desk, size: tuple[int, int]) -> None:
    async with terminal(desk, size=size, every_frame=True) as at:
        await at.press(*["j"] * 40, "space", "space")
        the_list = at.screen.tickets
        before = at.cursor, set(the_list.marks)
        await through_a_stamp(at, size)
        assert (at.cursor, the_list.marks) == before
        place = at.listed.index(at.cursor or 0) * (2 if the_list.tall else 1)
        assert the_list.scroll_y <= place < the_list.scroll_y + the_list.size.height


@BOTH
@pytest.mark.parametrize(
    "openings", [OPENINGS[part::3] for part in range(3)], ids=["first", "second", "third"]
)
async def test_every_screen_and_dialog_survives_it_with_what_was_typed(
    desk: Desk, size: tuple[int, int], openings: tuple[str, ...]
) -> None:
    async with terminal(desk, size=size, every_frame=True) as at:
        cursor = at.cursor
        for name in openings:
            if name:
                at.screen.action_act(name)
                await at.settle()
            if isinstance(at.app.focused, TextArea | Input):
                await at.type("Ein Anfang")
            before = at.app.screen, typed(at)
            await through_a_stamp(at, size)
            assert (at.app.screen, typed(at)) == before, name
            for _way_out in range(4):
                if at.app.screen is not at.screen or at.screen.is_reading or at.screen.is_aside:
                    await at.press("escape")
            if at.screen.search_field.display:
                await at.press("escape")
            assert at.app.screen is at.screen, name
            assert at.cursor == cursor, name


async def test_a_question_and_a_trouble_survive_it(desk: Desk) -> None:
    async with terminal(desk, every_frame=True) as at:
        for dialog in (
            Confirm("Really?", "It cannot be taken back. " * 20, yes="do it"),
            Trouble(StoreError("The store is gone " * 20, "Put it back")),
        ):
            at.app.push_screen(dialog)
            await at.settle()
            await through_a_stamp(at, SMALL)
            assert at.app.screen_stack[-1] is dialog
            await at.press("escape")
            assert dialog not in at.app.screen_stack
