"""The worst that somebody can post: it is shown, it does nothing, it moves no column, and it takes no time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import TextArea

from tests.support.store import Clock, at_the_same_store, author, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, rows, terminal
from tickets.desk import forwards, handling
from tickets.desk.house import Desk
from tui.drawing import Block, Span, lay_out

WORST = {
    "markup": "[/nope] [@click=app.quit]x[/] [bold]rot[/] [link=file:///etc/passwd]hier[/link] {kind} %s \\[ []",
    "steering": "\x1b[31mrot\x1b[0m\x1b]0;Titel\x07\x9b2J\x1b]8;;http://x\x1b\\link\x00\x08\x7f\r\r\n",
    "bidi": "\u202eumgekehrt\u202c \u2066isoliert\u2069 \u200eLTR\u200f مرحبا بالعالم שלום",
    "zero width": "un\u200bsicht\u200cbar\u200d\ufeff\u2060\u00ad",
    "wide": "日本語の質問です ｆｕｌｌｗｉｄｔｈ 한국어 " * 8,
    "joined emoji": "🏳️‍🌈 👩‍👩‍👧‍👦 👍🏽 🇩🇪 ✊🏿 1️⃣ " * 8,
    "piled accents": "Z" + "\u0301\u0316\u0323" * 200 + "algo",
    "tabs and breaks": "a\tb\t\tc\r\nd\u2028e\u2029f\x0bg\x0ch",
    "one word": "x" * 500,
    "blanks": " " * 5_000 + "\u3000" * 500,
}
STEERS = "\x1b\x07\x08\x9b\x7f\x00\r\n\u202e\u202c\u2066\u2069\u200e"


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


def assert_harmless(at: Terminal) -> None:
    """Nothing on screen steers the terminal or does anything, and every line is as wide as the terminal."""
    for line in at.app.screen._compositor.render_strips():
        assert line.cell_length == at.app.size.width
        for segment in line:
            assert not any(letter in segment.text for letter in STEERS), segment
            assert segment.style is None or ("@click" not in segment.style.meta and not segment.style.link)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
@pytest.mark.parametrize("text", WORST.values(), ids=WORST.keys())
async def test_wherever_it_is_shown_it_is_only_shown(desk: Desk, size: tuple[int, int], text: str) -> None:
    by = author("eve@example.social", display_name=text)
    receive(desk, mention(f"{text} Zertifikat?", by=by, spoiler_text=text))
    ticket_id = rows(desk)[0].id
    desk.do(handling.note, ticket_id, text=f"Notiz {text}")
    desk.do(forwards.forward, ticket_id, to="zertifizierung", note=text)
    at_the_same_store(desk, "sam").do(forwards.propose, ticket_id, text=f"Vorschlag {text}")
    async with terminal(desk, size=size, every_frame=True) as at:
        for act in ("", "open", "view", "view"):
            if act:
                at.screen.action_act(act)
            await at.settle()
            assert_harmless(at)
        await at.press("escape")
        for act in ("use_proposal", "note", "forward", "close", "palette"):
            at.screen.action_act(act)
            await at.settle()
            assert_harmless(at)
            await at.press("escape")
        at.screen.say(text)
        at.screen.warn(text)
        await at.settle()
        assert_harmless(at)
        assert at.app.screen is at.screen


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
async def test_no_name_and_no_text_moves_a_column(desk: Desk, size: tuple[int, int]) -> None:
    for number, text in enumerate(WORST.values()):
        by = author(f"eve{number}@example.social", display_name=text)
        receive(desk, mention(f"{text} Zertifikat?", by=by, spoiler_text=text))
    async with terminal(desk, size=size, every_frame=True) as at:
        the_list = at.screen.tickets
        width = the_list.scrollable_content_region.width
        height = 2 if the_list.tall else 1
        drawn = [the_list.render_line(line) for line in range(len(at.listed) * height)]
        assert {line.cell_length for line in drawn} == {width}
        assert len({line.text.index("● eve") for line in drawn[::height]}) == 1


@pytest.mark.parametrize(
    "text",
    [
        " " * 200_000,
        "\t" * 100_000,
        "x" * 200_000,
        "日" * 100_000,
        "e" + "\u0301" * 100_000,
        "wort " * 40_000,
    ],
    ids=["blanks", "tabs", "one word", "wide", "accents", "words"],
)
@pytest.mark.timeout(20)
def test_one_line_of_any_length_is_wrapped_in_time_that_grows_with_it_only(text: str) -> None:
    # What took the square of its length, as a run of blanks once did, would not end here before the test does.
    for spans in ((Span(text),), (Span("a "), Span(text))):
        assert len(list(lay_out([Block(spans=spans)], 78))) >= 1


async def test_ten_thousand_lines_are_laid_out_in_portions_and_read_to_their_end(desk: Desk) -> None:
    receive(desk, mention("\n".join(f"Zeile {number}" for number in range(10_000)), remote_id="1"))
    async with terminal(desk, size=SMALL, every_frame=True) as at:
        paper = at.screen.pane.paper
        paper.show([Block(spans=(Span("\n".join(["Wort"] * 10_000)),))])
        assert paper.virtual_size.height < 2_000, "all of it was laid out before the first paint"
        await at.until(lambda: paper.virtual_size.height == 10_000)
        await at.press("enter", "G")
        assert paper.scroll_y == paper.max_scroll_y > 9_000


async def test_another_ticket_ends_the_laying_out_of_a_long_one(desk: Desk) -> None:
    receive(desk, mention("Kurz?"))
    async with terminal(desk, size=SMALL, every_frame=True) as at:
        paper = at.screen.pane.paper
        paper.show([Block(spans=(Span("\n".join(["Wort"] * 10_000)),))])
        paper.show([Block(spans=(Span("Kurz"),))])
        await at.settle()
        assert paper.text == "Kurz"


async def test_a_draft_with_the_worst_of_texts_comes_back_as_it_can_be_sent(desk: Desk) -> None:
    receive(desk, mention("Eine Frage?"))
    async with terminal(desk, size=SMALL, every_frame=True) as at:
        await at.press("r")
        for text in WORST.values():
            await at.type(text)
            assert_harmless(at)
        sheet = at.app.screen.query_one("#text", TextArea)
        assert "rot" in sheet.text
