"""Who will read it and what one writes, both in sight: with many readers, and where there is little room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.store import Clock, make_desk
from tests.support.terminal import SMALL, asked, sheet, stored, terminal
from tickets import i18n
from tickets.desk.house import Desk
from tickets.rules.audience import Visibility
from tui.screens.look_first import ReadersLook
from tui.widgets.paper import Paper

TINY = (40, 12)
BYSTANDERS = " ".join(f"@person{number}@social{number}.example.org" for number in range(12))


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


@pytest.mark.parametrize("visibility", [Visibility.PUBLIC, Visibility.DIRECT])
@pytest.mark.parametrize("language", ["de", "en"])
async def test_many_readers_leave_room_for_the_text(
    desk: Desk, visibility: Visibility, language: str
) -> None:
    i18n.use(language)
    asked(desk, visibility=visibility)
    async with terminal(desk, size=SMALL) as at:
        await at.press("r")
        await at.type(f"Guten Tag {BYSTANDERS}")
        # By name and number, and nothing of it cut.
        assert "@anna@example.social" in at.said("#audience")
        assert "10 " in at.said("#audience")
        assert sheet(at).content_size.height >= 3
        assert at.app.screen.query_one("#question").region.height >= 3


async def test_whoever_is_added_is_named_before_it_goes_out(desk: Desk) -> None:
    ticket_id = asked(desk, visibility=Visibility.DIRECT)
    async with terminal(desk, size=SMALL) as at:
        await at.press("r")
        await at.type(BYSTANDERS)
        assert "@person11@social11" not in at.said("#audience")
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, ReadersLook)
        written = at.app.screen.query_one(Paper).text
        assert all(f"@person{number}@social{number}.example.org" in written for number in range(12))
        await at.press("end")
        assert "@person11@social11.example.org" in at.text
        await at.press("enter")
        assert stored(desk, ticket_id).replies == ()
        await at.press("ctrl+s", "y")
        assert len(stored(desk, ticket_id).replies) == 1


async def test_a_small_window_can_be_written_in(desk: Desk) -> None:
    ticket_id = asked(desk, visibility=Visibility.DIRECT)
    async with terminal(desk, size=TINY) as at:
        await at.press("r")
        await at.type("Eins\nzwei\ndrei")
        assert "Only @anna@example.social" in at.text
        assert sheet(at).content_size.height >= 3
        await at.press("ctrl+s")
        assert len(stored(desk, ticket_id).replies) == 1


async def test_few_characters_left_are_said_with_a_symbol(desk: Desk) -> None:
    asked(desk)
    async with terminal(desk, size=SMALL) as at:
        await at.press("r")
        await at.type("x" * 400)
        assert "⚠" not in at.said("#letter-line")
        await at.type("x" * 60)
        assert "⚠ 34 characters left" in at.said("#letter-line")
