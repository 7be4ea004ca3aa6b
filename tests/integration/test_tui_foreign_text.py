"""What others wrote is shown, and does nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.store import Clock, author, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, rows, terminal
from tickets.desk import forwards, handling
from tickets.desk.house import Desk

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])

MARKUP = (
    "[/nope] [@click=app.quit]x[/] [bold red]rot[/] [link=file:///etc/passwd]hier[/link] {kind} %s \\[ []"
)
STEERING = "\x1b[31mrot\x1b[0m \x1b]0;Titel\x07 \x9b2J \u202eumgekehrt\u202c \x1b]8;;http://x\x1b\\link"
WIDE = "日本語の質問です 🏳️‍🌈 👩‍👩‍👧‍👦 👍🏽 ｆｕｌｌ e\u0301\u0302 \u200bunsichtbar"


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


def assert_harmless(at: Terminal) -> None:
    for strip in at.app.screen._compositor.render_strips():
        for segment in strip:
            assert not any(letter in segment.text for letter in "\x1b\x07\x9b\u202e\n"), segment
            meta = segment.style.meta if segment.style else {}
            assert "@click" not in meta, segment
            assert segment.style is None or segment.style.link is None


@BOTH
@pytest.mark.parametrize("text", [MARKUP, STEERING, WIDE], ids=["markup", "steering", "wide"])
async def test_posts_names_and_warnings_are_only_shown(desk: Desk, size: tuple[int, int], text: str) -> None:
    by = author("eve@example.social", display_name=text)
    receive(desk, mention(text + " Zertifikat?", by=by, spoiler_text=text))
    ticket_id = rows(desk)[0].id
    desk.do(handling.note, ticket_id, text=text)
    desk.do(forwards.forward, ticket_id, to="zertifizierung", note=text)
    desk.do(forwards.propose, ticket_id, text=text)
    async with terminal(desk, size=size) as at:
        for key in (
            "enter",
            "v",
            "v",
            "v",
            "escape",
            "p",
            "f4",
            "escape",
            "escape",
            "n",
            "escape",
            "f",
            "escape",
        ):
            await at.press(key)
            assert_harmless(at)
        assert at.app.is_running
        assert at.app.screen is at.screen


async def test_markup_in_a_search_or_an_error_is_only_shown(desk: Desk) -> None:
    receive(desk, mention("Eine Frage?"))
    async with terminal(desk, size=LARGE) as at:
        await at.press("slash")
        await at.type("[/nope] [bold]x[/]\n")
        assert "[/nope] [bold]x[/]" in at.text
        at.app.notify("[/nope]", markup=False)
        await at.settle()
        assert at.app.is_running


async def test_a_click_on_a_post_runs_nothing(desk: Desk) -> None:
    receive(desk, mention(MARKUP))
    async with terminal(desk, size=SMALL) as at:
        await at.press("enter")
        for column in range(2, 40, 4):
            await at.pilot.click("#paper", offset=(column, 2))
        await at.settle()
        assert at.app.is_running


async def test_a_post_of_ten_thousand_lines_is_read_like_any_other(desk: Desk) -> None:
    line = "Zeile {} mit Wörtern, die zusammen länger sind als das schmale Fenster breit ist, und 日本 dazu"
    receive(desk, mention("\n".join(line.format(number) for number in range(10_000))))
    async with terminal(desk, size=SMALL) as at:
        assert "Zeile 0 mit" in at.text
        await at.press("enter", "G")
        assert "Zeile 9999" in at.text
        await at.pilot.resize_terminal(140, 45)
        await at.settle()
        await at.press("r")
        assert "characters left" in at.text
