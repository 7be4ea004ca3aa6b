"""Who will read it and what one writes, both in sight: with many readers, and where there is little room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.store import Clock, at_the_same_store, make_desk
from tests.support.terminal import SMALL, asked, sheet, stored, terminal
from tickets import i18n
from tickets.desk import drafts, forwards
from tickets.desk.house import Desk
from tickets.rules.audience import Visibility
from tui.screens.look_first import ReadersLook
from tui.widgets.paper import Paper

TINY = (40, 12)
SHORT = (
    "Wie lange gilt eigentlich ein Zertifikat, wenn sich am Unternehmen nichts ändert, nach unserem Umzug?"
)
LONG = "\n\n".join(f"Absatz {number}: {SHORT}" for number in range(6))
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
        assert sheet(at).content_size.height >= 5
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


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("question", "visibility", "least"),
    [
        (SHORT, Visibility.PUBLIC, 12),
        (SHORT, Visibility.DIRECT, 10),  # two lines of warning
        (LONG, Visibility.PUBLIC, 8),
        (LONG, Visibility.DIRECT, 8),
    ],
)
async def test_there_is_room_to_write_beside_the_question_and_who_will_read_it(
    desk: Desk, question: str, visibility: Visibility, least: int, language: str
) -> None:
    i18n.use(language)
    asked(desk, question, visibility)
    async with terminal(desk, size=SMALL) as at:
        await at.press("r")
        await at.type("Guten Tag!")
        assert sheet(at).content_size.height >= least
        assert at.app.screen.query_one("#question").region.height >= 4
        assert "@anna@example.social" in at.said("#audience")
        assert "484" in at.said("#letter-line")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("keys", [("p",), ("p", "f9"), ("r",), ("r", "f9")])
async def test_a_proposal_leaves_room_to_write_too(desk: Desk, keys: tuple[str, ...], language: str) -> None:
    i18n.use(language)
    ticket_id = asked(desk, LONG)
    desk.do(forwards.forward, ticket_id, to="zertifizierung")
    at_the_same_store(desk, "sam").do(forwards.propose, ticket_id, text=SHORT * 5)
    async with terminal(desk, size=SMALL) as at:
        await at.press(*keys)
        assert sheet(at).content_size.height >= 8
        assert "@anna@example.social" in at.said("#audience")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_what_is_said_below_the_text_leaves_six_lines(desk: Desk, language: str) -> None:
    i18n.use(language)
    ticket_id = asked(desk, LONG, Visibility.DIRECT)
    desk.do(drafts.keep, ticket_id, text="Angefangen")
    async with terminal(desk, size=SMALL) as at:
        await at.press("s")
        assert at.said("#trouble")
        assert sheet(at).content_size.height >= 6


async def test_a_long_question_is_read_to_its_end_from_the_sheet(desk: Desk) -> None:
    asked(desk, LONG)
    async with terminal(desk, size=SMALL) as at:
        await at.press("r")
        await at.type("Guten Tag!")
        assert "Absatz 5" not in at.text
        await at.press(*["ctrl+down"] * 5)
        assert "Absatz 5" in at.text
        assert sheet(at).has_focus
        await at.press(*["ctrl+up"] * 5)
        assert "Absatz 0" in at.text
        await at.type(" Weiter.")
        assert sheet(at).text == "Guten Tag! Weiter."
