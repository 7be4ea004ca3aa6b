"""Two desks on one ticket: the second sees the first, and loses no draft. On both engines."""

import pytest

from tests.support.store import at_the_same_store
from tests.support.terminal import LARGE, asked, flat, sheet, stored, terminal
from tickets.desk import forwards
from tickets.desk.house import Desk
from tui.screens.changed import Changed
from tui.widgets.proposal import ProposalPaper


async def test_the_second_sees_the_first_and_loses_nothing(desk: Desk) -> None:
    ticket = asked(desk)
    lea = at_the_same_store(desk, "lea")
    async with terminal(lea, size=LARGE) as second:
        async with terminal(desk, size=LARGE) as first:
            await first.press("r")
            await second.until(lambda: "✎ kim is writing an answer" in flat(second))

            await second.press("r")
            await second.until(lambda: "kim is writing an answer Agree on who answers" in flat(second))
            await first.until(lambda: "lea is writing an answer" in flat(first))
            await first.type("Erste Antwort.")
            await second.type("Zweite Antwort.")

            await first.press("ctrl+s")
            await second.until(lambda: "kim has answered meanwhile" in flat(second))
            await second.until(lambda: "◦ kim is reading" in flat(second))
            assert sheet(second).text == "Zweite Antwort."
            assert "kim: Answer handed to the bridge" in flat(second)

            await second.press("ctrl+s")
            assert isinstance(second.app.screen, Changed)
            await second.press("enter")
            assert [reply.author for reply in stored(desk, ticket).replies] == ["kim"]
            assert sheet(second).text == "Zweite Antwort."
        await second.until(lambda: "kim is" not in flat(second))
        await second.press("escape")
        assert stored(lea, ticket).draft == "Zweite Antwort."


@pytest.mark.parametrize("store_url", ["sqlite:///tickets.db"])
async def test_a_specialist_proposes_while_the_manager_writes(desk: Desk) -> None:
    ticket = asked(desk, "Wie lange gilt das Zertifikat?")
    desk.do(forwards.forward, ticket, to="zertifizierung")
    sam = at_the_same_store(desk, "sam")
    async with terminal(desk, size=LARGE) as manager, terminal(sam, size=LARGE) as specialist:
        await manager.press("2")
        await manager.press("r")
        await manager.type("Es gilt drei Jahre.")
        await specialist.until(lambda: "✎ kim is writing an answer" in flat(specialist))
        await specialist.press("P")
        await manager.until(lambda: "sam is writing an answer" in flat(manager))
        await specialist.type("Es gilt vier Jahre.")
        await specialist.press("ctrl+s")
        paper = manager.app.screen.query_one(ProposalPaper)
        await manager.until(lambda: "[−vier][+drei]" in paper.text)
        assert sheet(manager).text == "Es gilt drei Jahre."
        await manager.press("ctrl+s")
        assert isinstance(manager.app.screen, Changed)
        await manager.press("y")
        assert [reply.author for reply in stored(desk, ticket).replies] == ["kim"]
