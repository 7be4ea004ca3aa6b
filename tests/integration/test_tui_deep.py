"""Deep in a long list: page after page is fetched, and marks and cursor stay, whatever arrives above."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.store import WEDNESDAY, Clock, make_desk, mention, receive
from tests.support.terminal import SMALL, terminal
from tickets.desk.house import Desk
from tui.screens.listing import PAGE

COUNT = 2 * PAGE + 50


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """More tickets than two pages hold, the oldest first."""
    with make_desk(tmp_path, clock=clock) as opened:
        posts = [
            mention(f"Frage Nummer {n}?", by=f"p{n}@example.social", at=WEDNESDAY + timedelta(seconds=n))
            for n in range(COUNT)
        ]
        receive(opened, posts)
        yield opened


async def test_the_end_is_reached_page_by_page_and_marks_from_the_top_are_kept(desk: Desk) -> None:
    async with terminal(desk, size=SMALL) as at:
        await at.press("space", "j", "space")
        the_list = at.screen.tickets
        marks = set(the_list.marks)
        assert len(marks) == 2
        while the_list.more:
            await at.press("G")
        await at.press("G")
        assert at.cursor == at.listed[-1]
        assert len(at.listed) == len(set(at.listed)) == COUNT
        receive(
            desk,
            mention("Phishing in Ihrem Namen!", by="zoe@example.social", at=WEDNESDAY - timedelta(days=1)),
        )
        cursor, top = at.cursor, the_list.scroll_y
        await at.until(lambda: len(at.listed) == COUNT + 1)
        await at.settle()
        assert at.cursor == cursor
        assert the_list.scroll_y == top + 1
        assert the_list.marks == marks
        await at.press("g")
        assert at.cursor == at.listed[0]
        assert [row.id for row in the_list.marked] == [each for each in at.listed if each in marks]


async def test_pages_go_down_and_up_to_the_same_ticket(desk: Desk) -> None:
    async with terminal(desk, size=SMALL) as at:
        start = at.cursor
        await at.press(*["pagedown"] * 12)
        deep = at.cursor
        assert at.listed.index(deep or 0) > PAGE - 30
        await at.press(*["pageup"] * 12)
        assert at.cursor == start
