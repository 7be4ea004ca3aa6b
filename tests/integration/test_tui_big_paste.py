"""A megabyte pasted into the composer: no crash, nothing lost, and the next key is about as quick as ever."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events

from tests.support.store import Clock, make_desk
from tests.support.terminal import SMALL, Terminal, asked, sheet, stored, terminal
from tickets.desk import replies
from tickets.desk.house import Desk
from tui.widgets.sheet import Sheet

MEGABYTE = 1_000_000
LINE = "x" * MEGABYTE
WORDS = ("Wort und " * (MEGABYTE // 9 + 1))[:MEGABYTE]


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


async def paste(at: Terminal, text: str) -> None:
    at.app.post_message(events.Paste(text))
    await at.settle()


@pytest.mark.parametrize("text", [LINE, WORDS], ids=["one word", "one line"])
async def test_all_of_it_is_there_kept_and_too_long_by_a_bound(desk: Desk, text: str) -> None:
    ticket_id = asked(desk)
    async with terminal(desk, size=SMALL) as at:
        await at.press("r")
        await at.type("Davor. ")
        await paste(at, text)
        await at.press("!")
        assert sheet(at).text == f"Davor. {text}!"
        assert "999,508 characters too many" in at.said("#letter-line")
        assert "too long even for a thread" in at.said("#audience")
        await at.press("ctrl+s")
        assert stored(desk, ticket_id).replies == ()
        await at.press("escape")
        assert at.app.screen is at.screen
        assert stored(desk, ticket_id).draft == f"Davor. {text}!"
        # The desk shows how it begins, and the composer all of it.
        await at.press("r")
        assert len(sheet(at).text) == MEGABYTE + 8


async def test_a_line_that_is_too_long_is_not_wrapped_and_a_shorter_one_is_again(desk: Desk) -> None:
    asked(desk)
    async with terminal(desk) as at:
        await at.press("r")
        field = sheet(at)
        assert isinstance(field, Sheet)
        await at.type("Kurz")
        assert field.soft_wrap
        await paste(at, "y" * 30_000)
        await at.until(lambda: not field.soft_wrap)
        await at.press("ctrl+z")
        await at.until(lambda: field.text == "Kurz" and field.soft_wrap)


def test_a_huge_text_is_not_measured_but_bounded(desk: Desk) -> None:
    ticket_id = asked(desk)
    shown = desk.see(replies.preview, ticket_id, text=LINE)
    assert (shown.length, shown.left, shown.parts) == (MEGABYTE, 500 - MEGABYTE, ())
    assert len(shown.text) < MEGABYTE / 10
    # A text that a thread might hold is counted as Mastodon counts.
    counted = desk.see(replies.preview, ticket_id, text="https://www.bund.de/" + "a" * 3000)
    assert counted.length == len("@anna ") + 23
