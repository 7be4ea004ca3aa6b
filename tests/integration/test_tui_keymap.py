"""The desk under a person's own keys: every key, bar, list, help and sentence follows the file."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets._toast import Toast

from tests.support.store import WEDNESDAY, Clock, make_desk, mention, receive
from tests.support.terminal import LARGE, Terminal, flat, rows, sheet, stored, terminal
from tickets.desk.house import Desk
from tickets.rules.states import Queue, State
from tui.actions import usual_actions
from tui.actions.composing import composing
from tui.keymap import Keymap, read_keymap, use
from tui.screens.composer import Composer
from tui.screens.help import Help
from tui.widgets.paper import Paper

MINE = """
[keys]
reply = "F9"
ignore = "Ö"
undo = "Ä"
down = ["ö", "Pfeil runter"]
forward = "ä"
copies = "ß"
help = "F12"
hand_over = "Ü"
queue_done = "F4"
send = "Strg+G"
purpose = "F11"
"""


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        for number in range(3):
            at = WEDNESDAY + timedelta(minutes=number)
            receive(opened, mention(f"Frage {number}?", by=f"p{number}@example.social", at=at))
        yield opened


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Keymap]:
    yield keymap(tmp_path, MINE)
    use(Keymap())


def keymap(tmp_path: Path, text: str) -> Keymap:
    file = tmp_path / "keys.toml"
    file.write_text(text, encoding="utf-8")
    return read_keymap(file, usual_actions(), composing())


async def begin_reply(at: Terminal) -> None:
    await at.press("f9")
    await at.type("So geht das.")


async def test_keys_of_ones_own_do_what_the_usual_ones_did(desk: Desk, mine: Keymap) -> None:
    assert not mine.problems
    async with terminal(desk, keymap=mine) as at:
        first, second, third = at.listed
        await at.press("ö")
        assert at.cursor == second
        await at.press("down")
        assert at.cursor == third
        await at.press("Ö")
        assert stored(desk, third).row.state is State.IGNORED
        await at.press("Ä")
        assert stored(desk, third).row.state is State.NEW
        await at.press("k", "k", "f9")
        assert isinstance(at.app.screen, Composer)
        assert at.app.screen.row.id == first


async def test_usual_keys_that_were_given_away_do_nothing(desk: Desk, mine: Keymap) -> None:
    async with terminal(desk, keymap=mine) as at:
        first, *_others = at.listed
        await at.press("i", "r", "j", "question_mark")
        assert at.app.screen is at.screen
        assert at.cursor == first
        assert not rows(desk, Queue.IGNORED)


async def test_key_bar_queue_bar_and_head_show_the_keys_that_hold(desk: Desk, mine: Keymap) -> None:
    async with terminal(desk, size=LARGE, keymap=mine) as at:
        bar = at.said("#keys")
        assert "F9 Reply" in bar
        assert "Ö Ignore" in bar
        assert "F12 Help" in bar
        assert "F4 Done" in at.said("#queues")
        await at.press("Ö")
        assert "Ä takes it back." in at.said("#status")
        await at.press("5")
        assert "Ä Ignored. If that was wrong, rescue it." in at.said("#head")
        await at.press("2")
        assert "What you forward with ä waits here." in at.said("#empty")


async def test_the_list_of_commands_and_the_help_show_them_too(desk: Desk, mine: Keymap) -> None:
    async with terminal(desk, size=LARGE, keymap=mine) as at:
        await at.press("ctrl+p")
        await at.type("hand")
        assert "Hand-over (Ü)" in at.text
        await at.press("escape", "f12")
        assert isinstance(at.app.screen, Help)
        assert "F9" in at.text
        assert "Strg" not in at.text
        before = at.text
        await at.press("ö")
        assert at.text != before, "one's own key for “down” moves in the help as well"
        await at.press("f12")
        assert at.app.screen_stack[-1] is at.screen


async def test_the_help_says_where_ones_own_keys_stand(desk: Desk, mine: Keymap) -> None:
    async with terminal(desk, size=LARGE, keymap=mine) as at:
        await at.press("f12")
        said = " ".join(at.app.screen.query_one(Paper).text.split())
        assert "“tickets keys --example” writes it" in said


async def test_the_composer_has_ones_own_keys(desk: Desk, mine: Keymap) -> None:
    async with terminal(desk, keymap=mine) as at:
        first, *_others = at.listed
        await begin_reply(at)
        assert "Ctrl+G Send" in at.text
        assert "F11 Purpose" in at.text
        await at.press("f2", "ctrl+s")
        assert isinstance(at.app.screen, Composer), "the usual keys are given away"
        assert sheet(at).text == "So geht das."
        await at.press("ctrl+g")
        assert stored(desk, first).replies
        assert at.app.screen_stack[-1] is at.screen


async def test_a_note_is_handed_in_by_the_key_that_sends(desk: Desk, mine: Keymap) -> None:
    async with terminal(desk, keymap=mine) as at:
        first, *_others = at.listed
        await at.press("n")
        await at.type("Nachgefragt.")
        assert "Ctrl+G hands it in" in at.text
        await at.press("ctrl+g")
        assert [event.what for event in stored(desk, first).events][-1] == "noted"


async def test_a_click_on_the_key_bar_follows_the_file(desk: Desk, mine: Keymap) -> None:
    async with terminal(desk, keymap=mine) as at:
        await at.pilot.click("#keys", offset=(3, 0))
        await at.settle()
        assert isinstance(at.app.screen, Composer)


async def test_mistakes_are_told_at_the_start_and_the_rest_holds(desk: Desk, tmp_path: Path) -> None:
    wrong = keymap(tmp_path, '[keys]\nrepli = "F9"\nclose = "Foo"\nignore = "Ö"\nquit = []\n')
    async with terminal(desk, size=LARGE, keymap=wrong) as at:
        toasts = at.app.screen.query(Toast)
        assert all(toast.region.height > 1 for toast in toasts)
        said = " ".join(toast._notification.message for toast in toasts)
        assert "There is no such action" in said
        assert "There is no key “Foo”" in said
        assert "q stays" in said
        await at.press("Ö")
        assert len(rows(desk, Queue.IGNORED)) == 1
        await at.pilot.press("q")
        await at.until(lambda: not at.app.is_running)
    use(Keymap())


async def test_of_many_mistakes_the_first_are_told_and_where_the_others_are(
    desk: Desk, tmp_path: Path
) -> None:
    wrong = keymap(tmp_path, "[keys]\n" + "".join(f'wrong_{number} = "x"\n' for number in range(9)))
    async with terminal(desk, size=LARGE, keymap=wrong) as at:
        assert "6 more mistakes" in flat(at)
        assert "wrong_2" in flat(at)
        assert "wrong_3" not in flat(at)


async def test_without_a_file_nothing_is_said(desk: Desk, tmp_path: Path) -> None:
    async with terminal(desk, keymap=read_keymap(tmp_path / "none.toml", usual_actions())) as at:
        assert not at.app._notifications
