"""The departments in the terminal: for those who ask, and for those who are asked."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.roster import at_work
from tests.support.store import Clock, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, flat, terminal
from tickets import i18n
from tickets.desk import forwards
from tickets.desk.house import Desk
from tickets.i18n import _
from tui.screens.departments import DepartmentsScreen
from tui.widgets.paper import Paper
from tui.widgets.pick_list import PickList

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
IN_BOTH_LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])


@pytest.fixture
def kim(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Kim asked: 1 of certification, long ago; 2 of citizens' service; 3 of it too, which has proposed."""
    with make_desk(tmp_path, clock=clock) as desk:
        for number, text in enumerate(("Zertifikat [/nope]?", "Passwort?", "Phishing?"), 1):
            receive(desk, mention(text, by=f"p{number}@example.social", at=clock.at, remote_id=str(number)))
        desk.do(forwards.forward, 1, to="zertifizierung", note="Bitte prüfen")
        clock.at += timedelta(days=7)
        for ticket in (2, 3):
            desk.do(forwards.forward, ticket, to="buerger")
        desk.do(forwards.propose, 3, text="So.")
        yield desk


def departments(at: Terminal) -> PickList:
    return at.app.screen.query_one("#departments", PickList)


def questions(at: Terminal) -> PickList:
    return at.app.screen.query_one("#questions", PickList)


@BOTH
@IN_BOTH_LANGUAGES
async def test_one_key_shows_what_each_department_owes_and_has_given(
    kim: Desk, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    async with terminal(kim, size=size) as at:
        await at.press("d")
        assert isinstance(at.app.screen, DepartmentsScreen)
        listed = [line.strip() for line in departments(at).text.split("\n")]
        assert listed[1] == "Referat Zertifizierung"
        assert listed[2].startswith(f"{_('{count} open').format(count=1)} · ✗ ")
        # What is there for us stands before how old the oldest is: that may be cut.
        assert f" · ▸ {_('{count} proposed').format(count=1)} · " in listed[4]
        assert "#1" in questions(at).text
        assert "Zertifikat [/nope]?" in at.text
        assert _("Note: {text}").format(text="Bitte prüfen") in at.text


async def test_the_questions_are_those_of_the_department_under_the_cursor(kim: Desk) -> None:
    async with terminal(kim, size=LARGE) as at:
        await at.press("d", "j")
        assert departments(at).key == "buerger"
        lines = [line.strip() for line in questions(at).text.split("\n")]
        assert lines[0] == "Open questions  1"
        assert lines[1].startswith("#2")
        assert lines[4] == "Proposed, not answered yet  1"
        assert lines[5].startswith("#3     ▸ proposed")
        await at.press("k")
        assert questions(at).key == 1


async def test_keys_typed_fast_meet_the_questions_of_that_department(kim: Desk) -> None:
    async with terminal(kim, size=SMALL) as at:
        await at.press("d", "j", "enter", "j", "enter")
        assert at.shown.row.id == 3


@BOTH
async def test_from_a_question_one_comes_to_the_ticket_and_back_to_the_question(
    kim: Desk, size: tuple[int, int]
) -> None:
    async with terminal(kim, size=size) as at:
        await at.press("d", "j", "tab", "enter")
        assert at.shown.row.id == 2
        await at.press("escape", "d")
        assert departments(at).key == "buerger"
        assert questions(at).key == 2
        assert questions(at).has_focus
        await at.press("escape")
        assert departments(at).has_focus
        await at.press("escape")
        assert at.app.screen is at.screen


async def test_a_question_can_be_clicked(kim: Desk) -> None:
    async with terminal(kim, size=LARGE) as at:
        await at.press("d")
        place = next(n for n, line in enumerate(departments(at).text.split("\n")) if "Bürger" in line)
        await at.pilot.click(departments(at), offset=(5, place + 1))
        await at.settle()
        row = next(n for n, line in enumerate(questions(at).text.split("\n")) if "Phishing?" in line)
        await at.pilot.click(questions(at), offset=(9, row + 1), times=2)
        await at.settle()
        assert at.shown.row.id == 3


async def test_what_changes_is_seen_and_the_reader_stays(kim: Desk) -> None:
    async with terminal(kim, size=LARGE) as at:
        await at.press("d", "j", "tab", "j")
        assert questions(at).key == 3
        kim.do(forwards.propose, 2, text="Auch so.")
        await at.until(lambda: "▸ 2 proposed" in at.text)
        await at.settle()
        assert questions(at).key == 3
        assert questions(at).has_focus


async def test_a_house_in_which_nobody_was_asked_says_so(tmp_path: Path, clock: Clock) -> None:
    with make_desk(tmp_path, clock=clock) as desk:
        async with terminal(desk) as at:
            await at.press("d")
            assert "No question waits." in flat(at)
            await at.press("enter", "enter", "j", "G")
            assert isinstance(at.app.screen, DepartmentsScreen)


# Whoever is asked.


async def test_a_specialist_has_the_own_department_alone(kim: Desk) -> None:
    async with terminal(at_work(kim, "sam"), size=LARGE) as at:
        await at.press("d")
        assert not departments(at).display
        assert questions(at).has_focus
        assert "Zertifikat" in at.text
        assert "Bürgerservice" not in at.text
        await at.press("enter")
        assert at.shown.row.id == 1


@BOTH
@IN_BOTH_LANGUAGES
async def test_a_specialist_lands_on_the_open_questions_with_the_next_step_in_sight(
    kim: Desk, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    async with terminal(at_work(kim, "sam"), size=size) as at:
        assert at.cursor == 1
        queues = at.text.split("\n")[0]
        assert queues.strip().startswith(f"▸2 {_('Open questions')} 1")
        assert f"1 {_('Proposed')} 0" in queues
        assert _("Ignored") not in queues
        assert at.said("#keys").startswith(f"P {_('Propose')}")


async def test_what_a_specialist_has_proposed_is_in_another_list(kim: Desk) -> None:
    async with terminal(at_work(kim, "sam")) as at:
        await at.press("P")
        await at.type("Ja, es gilt.")
        await at.press("ctrl+s")
        await at.until(lambda: at.listed == [])
        assert "Open questions 0" in at.text
        assert "1 Proposed 1" in flat(at)
        await at.press("1")
        assert at.listed == [1]


async def test_a_queue_of_a_specialist_can_be_clicked(kim: Desk) -> None:
    at_work(kim, "sam").do(forwards.propose, 1, text="Ja.")
    async with terminal(at_work(kim, "sam")) as at:
        bar = at.screen.query_one("#queues")
        await at.pilot.click(bar, offset=(at.text.split("\n")[0].index("Proposed"), 0))
        await at.settle()
        assert at.listed == [1]


async def test_the_help_of_a_specialist_has_the_keys_of_a_specialist_only(kim: Desk) -> None:
    async with terminal(at_work(kim, "sam"), size=LARGE) as at:
        await at.press("question_mark")
        said = at.app.screen.query_one("#help", Paper).text
        assert _("Propose") in said
        # The queues are called as they are called above the list.
        assert "Show the queue “Proposed”." in said
        assert "Show the queue “Open questions”." in said
        await at.press("escape", "ctrl+p", *"proposed")
        assert "Proposed (1)" in at.text
        for label in (_("Reply"), _("Board"), _("Hand-over"), _("Inbox"), _("While you write a reply")):
            assert not any(f" {label} " in f"{line} " for line in said.split("\n")), label
