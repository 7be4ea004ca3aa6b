"""Near copies at the terminal desk: one row, one decision and one answer for all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.campaign import arrive, passed_on
from tests.support.store import Clock, make_desk, mention
from tests.support.terminal import LARGE, SMALL, flat, rows, stored, terminal
from tickets.desk import handling
from tickets.desk.house import Desk
from tickets.rules.audience import Visibility
from tickets.rules.states import Kind, Queue, State

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Four people pass on a text, and somebody asks something else."""
    with make_desk(tmp_path, clock=clock) as opened:
        arrive(opened, *(passed_on() for _number in range(4)), mention("Wo finde ich Formular 7?"))
        yield opened


def folded(desk: Desk) -> int:
    return next(row.id for row in rows(desk, Queue.INBOX) if row.copies)


def states(desk: Desk) -> list[State]:
    """Of the near copies."""
    return [row.state for row in rows(desk) if row.excerpt.startswith("Stoppt")]


@BOTH
async def test_a_row_says_for_how_many_it_stands_and_a_key_lists_them(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with terminal(desk, size=size) as at:
        assert len(at.listed) == 2
        await at.go_to(folded(desk))
        assert "×4 Stoppt" in at.text
        # What the key does stands beside it, and not what others do.
        assert "x shows the 4 near copies one by one; what you do is done to all." in at.text
        await at.press("x")
        assert len(at.listed) == 4
        assert at.cursor == folded(desk)
        assert "4 tickets" in at.text
        assert "×4" not in at.text
        await at.press("escape")
        assert len(at.listed) == 2
        assert at.cursor == folded(desk)


async def test_a_ticket_without_near_copies_has_none_to_list(desk: Desk) -> None:
    async with terminal(desk) as at:
        (other,) = [ticket for ticket in at.listed if ticket != folded(desk)]
        await at.go_to(other)
        await at.press("x")
        assert "No other post says nearly the same" in at.text
        assert len(at.listed) == 2


@BOTH
async def test_ignoring_a_folded_row_ignores_all_and_undo_brings_all_back(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with terminal(desk, size=size) as at:
        await at.go_to(folded(desk))
        await at.press("i")
        assert states(desk) == [State.IGNORED] * 4
        assert "4 tickets ignored" in at.text
        await at.press("u")
        assert states(desk) == [State.NEW] * 4
        assert "4 tickets are as they were before (undone: ignored)" in flat(at)


async def test_a_folded_row_is_labelled_forwarded_assigned_closed_and_rescued_as_one(desk: Desk) -> None:
    async with terminal(desk, size=LARGE) as at:
        ticket_id = folded(desk)
        await at.go_to(ticket_id)
        await at.press("l")
        await at.type("criticism\n")
        assert "4 tickets" in at.text
        assert {row.kind for row in rows(desk) if row.id != 5} == {Kind.CRITICISM}
        await at.press("a")
        assert "4 tickets are with kim now" in at.text
        await at.press("f")
        assert "Whom to ask about 4 tickets?" in at.text
        await at.type("bürg\n")
        assert states(desk) == [State.FORWARDED] * 4
        await at.press("2", "c")
        assert "Close 4 tickets" in at.text
        await at.press("enter")
        assert states(desk) == [State.CLOSED] * 4
        await at.press("u", "i", "5", "u")
        assert states(desk) == [State.OPEN] * 4


async def test_in_the_list_of_near_copies_each_is_decided_for_itself(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.go_to(folded(desk))
        await at.press("x", "j", "i")
        assert sorted(states(desk)) == sorted([State.IGNORED, State.NEW, State.NEW, State.NEW])


async def test_somebody_who_was_faster_with_the_row_stops_it_for_all(desk: Desk) -> None:
    async with terminal(desk) as at:
        ticket_id = folded(desk)
        await at.go_to(ticket_id)
        await at.press("c")
        desk.do(handling.assign, ticket_id, to="lea")
        await at.press("enter")
        await at.until(lambda: "was changed by somebody" in flat(at))
        assert State.CLOSED not in states(desk)


@BOTH
async def test_an_answer_to_a_folded_row_goes_to_each_person_once_and_says_to_how_many(
    desk: Desk, size: tuple[int, int]
) -> None:
    arrive(desk, passed_on(by="person-again@example.social", account="presse"))
    arrive(desk, passed_on(by="person-again@example.social"))
    async with terminal(desk, size=size) as at:
        await at.go_to(folded(desk))
        await at.press("r")
        assert "Goes to 5 people who wrote nearly the same, one reply each" in flat(at)
        await at.type("Die Bibliothek bleibt.")
        await at.press("ctrl+s")
        sent = [stored(desk, row.id).replies for row in rows(desk) if row.excerpt.startswith("Stoppt")]
        assert sorted(map(len, sent)) == [0, 1, 1, 1, 1, 1]
        assert "5 replies are handed to the bridge" in at.said("#status")
        await at.press("w")
        assert "5 replies are called back" in at.said("#status")
        left = [stored(desk, row.id).replies for row in rows(desk) if row.excerpt.startswith("Stoppt")]
        assert {reply.state.value for replies in left for reply in replies} == {"withdrawn"}


async def test_an_answer_to_all_is_never_made_wider(tmp_path: Path, clock: Clock) -> None:
    with make_desk(tmp_path, clock=clock) as desk:
        arrive(desk, *(passed_on(visibility=Visibility.DIRECT) for _number in range(3)))
        await _name_a_bystander(desk)


async def _name_a_bystander(desk: Desk) -> None:
    async with terminal(desk) as at:
        assert at.cursor == folded(desk)
        await at.press("r")
        await at.type("Fragen Sie @kai@example.org.")
        await at.press("ctrl+s")
        assert "goes to no more people than each of their posts" in flat(at)
        assert not any(stored(desk, row.id).replies for row in rows(desk))
