"""The second look at the terminal desk: what was drawn of the ignored tickets, one key for each answer."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention
from tests.support.terminal import LARGE, SMALL, flat, stored, terminal
from tests.support.verdicts import ANGRY, hear
from tickets.desk import second_look
from tickets.desk.house import Desk
from tickets.rules.states import State

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
MONDAY = datetime(2026, 5, 25, 6, 0, tzinfo=UTC)
SCORN = {
    "x": ANGRY,
    "y": f"{ANGRY[:10]} Nichtsnutze, geht endlich nach Hause und kommt nie wieder",
    "z": f"{ANGRY[:10]} Versager aus dem Rathaus, von vorn bis hinten unfähig",
}
"""No two of them nearly the same."""


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """The bridge ignored three tickets last week, and all of them were drawn."""
    with make_desk(tmp_path, clock=clock) as opened:
        for name, text in SCORN.items():
            hear(opened, mention(text, by=f"{name}@bad.example", at=WEDNESDAY))
        clock.at = MONDAY
        at_the_same_store(opened, "bridge").do(second_look.draw, chance=Random(1))
        assert len(opened.see(second_look.waiting)) == 3
        yield opened


@BOTH
async def test_the_ignored_queue_says_how_many_wait_and_one_key_each_answers(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with terminal(desk, size=size) as at:
        assert "second look" not in flat(at)
        await at.press("5")
        assert "Press e: 3 ignored tickets wait for a second look." in flat(at)
        await at.press("e")
        first, second, third = at.listed
        assert "i Rightly ignored" in at.text
        assert "u Bring back" in at.text
        await at.press("i")
        assert f"Ticket {first} was rightly ignored." in at.text
        assert at.cursor == second
        await at.press("u")
        assert stored(desk, second).row.state is State.OPEN
        assert at.listed == [third]
        await at.press("i")
        assert "Nothing waits for a second look any longer" in flat(at)
        await at.press("escape")
        assert sorted(at.listed) == sorted([first, third])
        assert desk.see(second_look.waiting) == ()
        assert "wait for a second look" not in flat(at)


async def test_outside_the_second_look_the_keys_do_what_they_always_do(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("5")
        ticket_id = at.cursor
        assert ticket_id is not None
        await at.press("i")
        assert "cannot be moved by “ignore”" in flat(at)
        await at.press("u")
        assert stored(desk, ticket_id).row.state is State.OPEN
        await at.press("ctrl+p")
        await at.type("rightly")
        assert "Rightly ignored" not in at.text


@BOTH
async def test_what_was_brought_back_by_mistake_waits_again_once_it_is_undone(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with terminal(desk, size=size) as at:
        await at.press("5", "e")
        first = at.cursor
        assert first is not None
        await at.press("u")
        assert f"Ticket {first} was wrongly ignored and is back" in flat(at)
        assert "takes it back" not in flat(at)
        await at.press("1")
        await at.go_to(first)
        await at.press("u")
        assert stored(desk, first).row.state is State.IGNORED
        await at.press("5")
        assert "Press e: 3 ignored tickets wait for a second look." in flat(at)
        await at.press("e")
        assert first in at.listed


async def test_a_specialist_is_asked_for_no_second_look(desk: Desk) -> None:
    async with terminal(at_the_same_store(desk, "sam")) as at:
        await at.press("5", "e")
        assert "second look" not in at.said("#queues")
        assert "not yours to do" in flat(at)
