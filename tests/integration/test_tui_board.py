"""The team lead's board in the terminal."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.roster import MONDAY_MORNING, THIS_WEEK, at_work, put
from tests.support.store import Clock, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, flat, terminal
from tickets import i18n
from tickets.desk import absences, forwards, handling, handover, replies, settlement
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.i18n import _
from tui.screens.board import BoardScreen
from tui.themes import themes
from tui.widgets.paper import Paper
from tui.widgets.pick_list import PickList
from tui.widgets.trend_view import TrendView

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
IN_BOTH_LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])
EVIL = "[/nope] [@click=app.quit]?\x1b[2J"


@pytest.fixture
def lea(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Lea's desk: 1 late and unanswered, 2 late with a department, 3 answered too late, 4 near its deadline."""
    with make_desk(tmp_path, clock=clock) as desk:
        clock.at = MONDAY_MORNING - timedelta(days=7)
        put(desk, THIS_WEEK.later(-1), "kim")
        put(desk, THIS_WEEK, "mia")
        lead = at_work(desk)
        lead.do(absences.away, "mia", date(2026, 5, 22), date(2026, 5, 22))
        for number, text in enumerate((EVIL, "Zertifikat?", "Erledigt?"), 1):
            receive(desk, mention(text, by=f"p{number}@example.social", at=clock.at, remote_id=str(number)))
        lead.do(forwards.forward, 2, to="zertifizierung")
        clock.at = MONDAY_MORNING
        bridge = at_work(desk, BRIDGE.login)
        bridge.do(handover.make_due)
        queued = lead.do(replies.queue, 3, text="So.")
        bridge.do(settlement.sent, queued.reply_id, remote_id="r3", created_at=clock.at)
        receive(desk, mention("Bald?", by="p4@example.social", at=clock.at, remote_id="4"))
        lead.do(handling.assign, 1, to=None)
        clock.at = MONDAY_MORNING + timedelta(days=2, hours=5)
        yield lead


def part(at: Terminal, name: str) -> PickList:
    if name == "trend":
        return at.app.screen.query_one(TrendView).list
    return at.app.screen.query_one(f"#{name}", PickList)


@BOTH
@IN_BOTH_LANGUAGES
async def test_one_key_shows_what_is_late_who_has_it_and_why(
    lea: Desk, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    async with terminal(lea, size=size) as at:
        await at.press("L")
        assert isinstance(at.app.screen, BoardScreen)
        lines = [line.strip() for line in part(at, "urgent").text.split("\n")]
        late = lines.index(f"{_('Too late')}  2")
        assert lines[late + 1].startswith("#2")
        assert "mia" in lines[late + 1]
        assert lines[late + 2].startswith(_("with {department}").format(department="Referat Zertifizierung"))
        assert lines[late + 3].startswith("#1")
        assert _("nobody") in lines[late + 3]
        assert lines[late + 4].startswith(_("nobody has taken it up"))
        near = lines.index(f"{_('At risk')}  1")
        assert lines[near + 1].startswith("#4     ⚠")
        made_good = lines.index(f"{_('Broken this week or last week, and made good since')}  1")
        assert lines[made_good + 1].startswith("#3")
        assert "[/nope] [@" in at.text
        assert "\x1b" not in at.text


async def test_wide_all_parts_stand_side_by_side(lea: Desk) -> None:
    async with terminal(lea, size=LARGE) as at:
        await at.press("L")
        said = flat(at)
        for words in ("Too late", "Who has what", "Promises kept", "Hand-over", "Roster"):
            assert words in said
        for name in ("urgent", "loads", "duty"):
            whole = part(at, name)
            assert whole.virtual_size.height <= whole.size.height, name
        assert "mia is away on Fri" in said


async def test_narrow_each_part_is_reached_by_its_digit_and_by_tab(lea: Desk) -> None:
    async with terminal(lea, size=SMALL) as at:
        await at.press("L", "2")
        assert "Who has what" in flat(at)
        assert "mia, on duty" in flat(at)
        assert not part(at, "urgent").display
        await at.press("tab")
        assert "░ Received █ Answered" in flat(at)
        await at.press("tab")
        assert "Nobody has acknowledged it yet." in flat(at)
        assert "nobody acts on Fri 22 May" in flat(at)
        assert "⚠ nobody · Mon 25 May" in flat(at)
        await at.press("tab")
        assert part(at, "urgent").has_focus
        await at.press("shift+tab")
        assert part(at, "duty").has_focus


@BOTH
@IN_BOTH_LANGUAGES
async def test_the_charts_say_the_same_as_the_figures_which_one_key_shows(
    lea: Desk, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    async with terminal(lea, size=size) as at:
        await at.press("L", "3")
        assert "█" in at.text
        week = _("W{number}").format(number=21)
        assert week in at.text
        await at.press("v")
        assert "█" not in at.text
        lines = [line.split() for line in part(at, "trend").text.split("\n")]
        before = _("W{number}").format(number=20).split()
        (row,) = [line[len(before) :] for line in lines if line[: len(before)] == before]
        assert row[:3] == ["3", "0", "0"]
        assert row[3:5] == ["✗", "3"]
        await at.press("v")
        assert "█" in at.text


@BOTH
async def test_from_a_line_one_comes_to_the_ticket_and_back_to_the_line(
    lea: Desk, size: tuple[int, int]
) -> None:
    async with terminal(lea, size=size) as at:
        await at.press("L", "j", "enter")
        assert at.shown.row.id == at.cursor == 1
        assert isinstance(at.app.focused, Paper)
        await at.press("escape", "L")
        assert part(at, "urgent").key == 1
        await at.press("G")
        assert part(at, "urgent").key == 3
        await at.press("g")
        assert part(at, "urgent").key == 2
        await at.press("escape")
        assert at.app.screen is at.screen


async def test_a_ticket_and_a_part_can_be_clicked(lea: Desk) -> None:
    async with terminal(lea, size=SMALL) as at:
        await at.press("L")
        bar = at.app.screen.query_one("#board-tabs")
        await at.pilot.click(bar, offset=(at.text.index("Duty"), 0))
        await at.settle()
        assert part(at, "duty").has_focus
        await at.press("1")
        row = next(n for n, line in enumerate(part(at, "urgent").text.split("\n")) if "Bald?" in line)
        await at.pilot.click(part(at, "urgent"), offset=(8, row + 1), times=2)
        await at.settle()
        assert at.shown.row.id == 4


async def test_what_changes_is_seen_and_the_reader_stays(lea: Desk) -> None:
    async with terminal(lea, size=LARGE) as at:
        await at.press("L", "j", "j")
        assert part(at, "urgent").key == 4
        lea.do(handling.close, 1)
        await at.until(lambda: "Too late  1" in at.text)
        assert part(at, "urgent").key == 4


async def test_the_weeks_are_counted_anew_after_a_minute(lea: Desk, clock: Clock) -> None:
    async with terminal(lea, size=SMALL) as at:
        await at.press("L", "3", "v")
        assert "W21, so far         1         1" in at.text
        receive(lea, mention("Noch eine?", at=clock.at, remote_id="5"))
        clock.forward(seconds=61)
        await at.press("f5")
        await at.until(lambda: "W21, so far         2         1" in at.text)


@pytest.mark.parametrize("theme", [theme.name for theme in themes()])
async def test_the_charts_are_legible_in_every_theme_and_at_every_size(lea: Desk, theme: str) -> None:
    async with terminal(lea, size=SMALL) as at:
        at.app.theme = theme
        await at.press("L", "3")
        assert "░░" in at.text
        assert "██" in at.text
        for width, height in ((20, 5), (40, 8), (140, 45), (200, 60), (80, 24)):
            await at.pilot.resize_terminal(width, height)
            await at.settle()
            assert at.app.screen.size.width == width
        assert "██" in at.text
        colours = {
            segment.style.color
            for strip in at.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and set(segment.text) & set("█░")
        }
        assert len(colours) == 1, "the charts must not be told apart by colours"


async def test_an_empty_house_has_a_board_too(tmp_path: Path, clock: Clock) -> None:
    with make_desk(tmp_path, login="lea", clock=clock) as desk:
        async with terminal(desk, size=LARGE) as at:
            await at.press("L")
            for words in ("No promise is broken now.", "No roster is kept.", "Nothing was handed over yet."):
                assert words in flat(at)
            await at.press("j", "G", "enter", "2", "3", "v", "v", "4", "j", "pagedown")
            assert isinstance(at.app.screen, BoardScreen)


async def test_a_manager_has_the_board_and_a_specialist_has_none(lea: Desk) -> None:
    async with terminal(at_work(lea, "kim")) as at:
        await at.press("L")
        assert isinstance(at.app.screen, BoardScreen)
    async with terminal(at_work(lea, "sam")) as at:
        await at.press("L")
        assert at.app.screen is at.screen
        assert "is not yours to do" in at.said("#status")


def test_charts_are_imported_when_the_board_is_opened_and_not_before() -> None:
    asked = "import sys, tui.app, tui.screens.board; print('plotext' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"
