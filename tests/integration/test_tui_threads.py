"""A reply that is too long for one post: shown as a thread, and sent as one only after a question."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.store import Clock, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, asked, flat, rows, sheet, stored, terminal
from tickets import i18n
from tickets.desk.house import Desk
from tickets.i18n import _, ngettext
from tickets.rules.audience import Visibility
from tui.screens.composer import Composer
from tui.screens.look_first import ThreadLook
from tui.widgets.paper import Paper

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
LONG = "\n\n".join(f"Absatz {number}: " + "So ist das geregelt. " * 15 for number in range(1, 4))
"""Three paragraphs; no two of them fit into one post."""


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


@BOTH
@pytest.mark.parametrize("language", ["de", "en"])
async def test_how_many_posts_it_is_and_what_is_left_stand_below_the_text(
    desk: Desk, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    asked(desk)
    async with terminal(desk, size=size) as at:
        await at.press("r")
        await at.type(LONG)
        screen = at.app.screen
        assert isinstance(screen, Composer)
        assert screen.preview is not None
        left = ngettext("{count} character left", "{count} characters left", screen.preview.left)
        said = at.said("#letter-line")
        assert "⚠ " + _("{count} posts as a thread").format(count=3) in said
        assert left.format(count=screen.preview.left) in said


@BOTH
async def test_each_post_is_shown_and_enter_is_no(desk: Desk, size: tuple[int, int]) -> None:
    ticket_id = asked(desk)
    async with terminal(desk, size=size) as at:
        await at.press("r")
        await at.type(LONG)
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, ThreadLook)
        assert "Send it as a thread of 3?" in at.text
        shown = at.app.screen.query_one(Paper).text
        for number in (1, 2, 3):
            assert f"Post {number} of 3" in shown
            assert f"({number}/3)" in shown
        # What does not fit on the screen is reached by scrolling.
        await at.press("end")
        assert "(3/3)" in at.text
        await at.press("enter")
        assert stored(desk, ticket_id).replies == ()
        assert sheet(at).text == LONG


async def test_yes_sends_all_posts_to_one_audience(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("r")
        await at.type(LONG)
        await at.press("ctrl+s", "y")
        assert at.app.screen is at.screen
        replies = stored(desk, ticket_id).replies
        assert [(reply.part, reply.parts) for reply in replies] == [(1, 3), (2, 3), (3, 3)]
        assert {reply.visibility for reply in replies} == {Visibility.PUBLIC}
        # One key calls all of them back.
        await at.press("w")
        assert {reply.state.value for reply in stored(desk, ticket_id).replies} == {"withdrawn"}
        assert stored(desk, ticket_id).draft == LONG.strip()


async def test_a_wider_audience_and_a_thread_are_two_questions(desk: Desk) -> None:
    ticket_id = asked(desk, visibility=Visibility.DIRECT)
    async with terminal(desk, size=LARGE) as at:
        await at.press("r")
        await at.type(f"Fragen Sie @bob@example.net. {LONG}")
        await at.press("ctrl+s", "y")
        assert isinstance(at.app.screen, ThreadLook)
        assert stored(desk, ticket_id).replies == ()
        await at.press("y")
        assert len(stored(desk, ticket_id).replies) == 3


async def test_what_cannot_be_cut_says_so_before_it_is_sent(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk, size=LARGE) as at:
        await at.press("r")
        await at.type("Wort " * 3000)
        assert "too long even for a thread of 20 posts" in at.said("#audience")
        assert "✗" in at.said("#letter-line")
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, Composer)
        assert "Shorten it" in flat(at)
        await at.press("ctrl+z")
        assert sheet(at).text == ""
        assert "Shorten it" not in flat(at), "that was of another text"
        assert stored(desk, ticket_id).replies == ()


async def test_near_copies_get_one_post_each(desk: Desk) -> None:
    for number in range(7):
        receive(
            desk,
            mention(
                "Stoppt die Schließung der Bibliothek in unserer Stadt, sofort und für immer!",
                by=f"person{number}@example.social",
                remote_id=f"{number}",
            ),
        )
    (row,) = [row for row in rows(desk) if row.copies]
    async with terminal(desk, size=LARGE) as at:
        await at.go_to(row.id)
        await at.press("r")
        await at.type(LONG)
        await at.press("ctrl+s")
        assert "one post for each person" in at.said("#trouble")
        assert not any(stored(desk, each.id).replies for each in rows(desk))
