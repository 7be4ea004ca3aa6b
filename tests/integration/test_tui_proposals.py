"""A department's proposal beside the text that becomes of it, and the difference word by word."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.store import Clock, at_the_same_store, make_desk
from tests.support.terminal import LARGE, SMALL, Terminal, asked, flat, sheet, terminal
from tickets.desk import forwards
from tickets.desk.house import Desk
from tui.widgets.paper import Paper
from tui.widgets.proposal import ProposalPaper

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
PROPOSED = "Das Zertifikat gilt drei Jahre."


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A question was forwarded, and answered by the department."""
    with make_desk(tmp_path, clock=clock) as opened:
        ticket = asked(opened, "Wie lange gilt das Zertifikat?")
        opened.do(forwards.forward, ticket, to="zertifizierung")
        at_the_same_store(opened, "sam").do(forwards.propose, ticket, text=PROPOSED)
        yield opened


def beside(at: Terminal) -> str:
    """What stands beside the sheet, as one line; "" where it is out of sight."""
    paper = at.app.screen.query_one(ProposalPaper)
    return " ".join(paper.text.split()) if paper.region.height else ""


async def change(at: Terminal, text: str) -> None:
    """Write something else."""
    sheet(at).text = text
    await at.settle()


async def test_the_difference_stands_beside_the_sheet_and_follows_each_change(desk: Desk) -> None:
    async with terminal(desk, size=LARGE) as at:
        await at.press("p")
        assert sheet(at).text == PROPOSED
        await at.until(lambda: "word for word" in beside(at))
        await change(at, "Das Zertifikat gilt fünf Jahre, immer.")
        assert "Das Zertifikat gilt [−drei][+fünf] Jahre[+, immer]." in beside(at)
        assert "[−drei][+fünf]" in at.text
        await change(at, "")
        assert PROPOSED in beside(at)
        assert "[" not in beside(at)


async def test_where_there_is_little_room_a_key_turns_to_it_and_back(desk: Desk) -> None:
    async with terminal(desk, size=SMALL) as at:
        await at.press("p")
        await change(at, "Das Zertifikat gilt fünf Jahre.")
        assert beside(at) == ""
        assert "F9 Read proposal" in at.said("#keys")
        await at.press("f9")
        assert "[−drei][+fünf]" in beside(at)
        assert "F9 Read question" in at.said("#keys")
        assert "Das Zertifikat gilt fünf Jahre." in at.text
        await at.press("f9")
        assert beside(at) == ""
        assert "F9 Read proposal" in at.said("#keys")


async def test_who_writes_an_own_text_sees_the_proposal_too(desk: Desk) -> None:
    async with terminal(desk, size=LARGE) as at:
        await at.press("r")
        await at.until(lambda: PROPOSED in beside(at))
        assert "Zertifizierung" in beside(at)
        # Once is enough: it stands beside the sheet, not in the conversation too.
        assert PROPOSED not in at.app.screen.query_one("#question", Paper).text
    async with terminal(desk, size=SMALL) as at:
        await at.press("r")
        await at.until(lambda: PROPOSED in at.app.screen.query_one("#question", Paper).text)


async def test_without_a_proposal_the_key_says_so(tmp_path: Path, clock: Clock) -> None:
    with make_desk(tmp_path / "other", clock=clock) as other:
        asked(other)
        async with terminal(other) as at:
            await at.press("r")
            assert "F9" not in at.text
            await at.press("f9")
            assert "No department has proposed an answer yet" in at.said("#trouble")
            assert beside(at) == ""


@BOTH
async def test_several_proposals_are_numbered_and_the_newest_is_taken(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    clock.forward(minutes=5)
    async with terminal(desk, size=size) as at:
        at_the_same_store(desk, "sam").do(forwards.propose, at.cursor or 0, text="Es gilt vier Jahre.")
        await at.until(lambda: len(at.shown.proposals) == 2)
        await at.settle()
        text = " ".join(at.screen.pane.paper.text.split())
        assert text.index("Proposal 1 of 2") < text.index(PROPOSED) < text.index("Proposal 2 of 2")
        await at.press("p")
        assert sheet(at).text == "Es gilt vier Jahre."


async def test_a_proposal_that_comes_while_one_writes_stands_beside_at_once(desk: Desk, clock: Clock) -> None:
    async with terminal(desk, size=LARGE) as at:
        await at.press("r")
        await at.type("Es gilt drei Jahre.")
        clock.forward(minutes=5)
        at_the_same_store(desk, "sam").do(
            forwards.propose, at.screen.listing.wish or 1, text="Es gilt vier Jahre."
        )
        await at.until(lambda: "[−vier][+drei]" in beside(at))
        assert "Proposal 2 of 2" in beside(at)
        assert sheet(at).text == "Es gilt drei Jahre."
        assert "sam has changed the ticket" in flat(at)


async def test_a_proposal_is_foreign_text(desk: Desk, clock: Clock) -> None:
    clock.forward(minutes=5)
    at_the_same_store(desk, "sam").do(forwards.propose, 1, text="[red]Ja[/red] \x1b[31m\u202enein")
    async with terminal(desk, size=LARGE) as at:
        await at.press("p")
        await change(at, "[red]Ja[/red] doch")
        assert "[red]Ja[/red]" in beside(at)
        assert not {"\x1b", "\u202e"} & set(at.text)


async def test_a_text_of_a_million_letters_is_not_compared(desk: Desk) -> None:
    async with terminal(desk, size=LARGE) as at:
        await at.press("r")
        await change(at, "lang " * 200_000)
        assert PROPOSED in beside(at)
        assert "[+" not in beside(at)
