"""Reading at the terminal desk: the list, the ticket, the queues, the search."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.store import WEDNESDAY, Clock, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, rows, stored, terminal
from tickets import i18n
from tickets.desk import handling, service
from tickets.desk.house import Desk
from tickets.rules.states import Queue, State
from tui import backend
from tui.widgets import queue_bar
from tui.widgets.key_bar import KeyBar
from tui.widgets.paper import Paper
from tui.widgets.queue_bar import QueueBar
from tui.widgets.view_tabs import ViewTabs

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
IN_BOTH_LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


@BOTH
@IN_BOTH_LANGUAGES
async def test_the_inbox_opens_with_the_most_urgent_ticket_ready_to_be_read(
    desk: Desk, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    receive(desk, mention("Wie lange dauert die Bearbeitung?", by="bernd@example.social"))
    receive(desk, mention("Wann öffnet das Amt?", by="anna@example.social", at=WEDNESDAY - timedelta(days=1)))
    async with terminal(desk, size=size) as at:
        assert at.shown.row.person == "anna@example.social"
        assert "Wann öffnet das Amt?" in at.text
        assert "Wie lange dauert die Bearbeitung?" in at.text
        assert at.screen.tickets.has_focus
        # Due on Thursday at the end of service, Wednesday at ten.
        assert "· 1 d 7 h" in at.text


@BOTH
async def test_the_cursor_moves_and_the_ticket_follows(desk: Desk, size: tuple[int, int]) -> None:
    for number in range(5):
        receive(desk, mention(f"Frage {number}?", at=WEDNESDAY + timedelta(minutes=number)))
    async with terminal(desk, size=size) as at:
        for key, place in (("j", 1), ("down", 2), ("k", 1), ("G", 4), ("g", 0), ("right_square_bracket", 1)):
            await at.press(key)
            assert at.cursor == at.listed[place], key
            assert at.shown.row.id == at.cursor


@BOTH
async def test_everything_can_be_clicked(desk: Desk, size: tuple[int, int]) -> None:
    receive(desk, mention("Eins?"), mention("Zwei?", by="b@example.social"))
    async with terminal(desk, size=size) as at:
        second = at.listed[1]
        await at.pilot.click("#list", offset=(20, 3 if size == LARGE else 1))
        await at.settle()
        assert at.cursor == second
        await at.pilot.click("#list", offset=(20, 3 if size == LARGE else 1), times=2)
        await at.settle()
        assert at.screen.has_class("-reading")
        await at.pilot.click(
            "#views", offset=(at.screen.query_one("#views", ViewTabs).text.index("History"), 0)
        )
        await at.settle()
        assert "message arrived" in at.text
        await at.pilot.click("#queues", offset=(at.screen.query_one(QueueBar).text.index("Ignored"), 0))
        await at.settle()
        assert "What you ignore with i lies here" in " ".join(at.text.split())
        await at.pilot.click("#keys", offset=(at.screen.query_one(KeyBar).text.index("Help") + 2, 0))
        await at.settle()
        assert "What the keys do" in at.text


async def test_time_left_is_told_by_symbol_and_words_and_goes_on_by_itself(desk: Desk, clock: Clock) -> None:
    receive(desk, mention("Eine Frage?"))
    async with terminal(desk, size=SMALL) as at:
        assert "· 2 d 5 h" in at.text
        clock.forward(days=2, hours=4)
        at.screen.refresh_times()
        await at.settle()
        assert "60 min" in at.text
        clock.forward(days=2)
        at.screen.refresh_times()
        await at.settle()
        assert "✗ since 1 d" in at.text


@BOTH
async def test_the_keys_1_to_5_show_the_queues_with_their_counts(desk: Desk, size: tuple[int, int]) -> None:
    for number in range(3):
        receive(desk, mention(f"Frage {number}?"))
    ignored, closed, _open = (row.id for row in rows(desk))
    desk.do(handling.ignore, ignored)
    desk.do(handling.close, closed)
    async with terminal(desk, size=size) as at:
        assert "1 Inbox 1" in at.text
        await at.press("5")
        assert at.listed == [ignored]
        await at.press("4")
        assert at.listed == [closed]
        await at.press("1")
        assert at.listed == [_open]


@IN_BOTH_LANGUAGES
async def test_a_queue_is_counted_as_far_as_somebody_wants_to_know(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    i18n.use(language)
    for module in (backend, queue_bar):
        monkeypatch.setattr(module, "MOST_COUNTED", 2)
    receive(desk, [mention() for _four in range(4)])
    async with terminal(desk) as at:
        assert {"en": "1 Inbox 2+ ", "de": "1 Eingang 2+ "}[language] in at.text
    assert backend.Backend(desk).service().counts[Queue.INBOX] == 3


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("1", "New mentions and direct messages appear here"),
        ("2", "What you forward with f waits here"),
        ("3", "What you asked back, or put aside with z"),
        ("4", "What is answered or closed appears here"),
        ("5", "What you ignore with i lies here"),
    ],
)
async def test_an_empty_queue_says_what_will_appear_there(desk: Desk, key: str, said: str) -> None:
    async with terminal(desk) as at:
        await at.press(key)
        assert said in " ".join(at.text.split())


async def test_the_first_ticket_of_an_empty_queue_is_ready_to_be_worked_on(desk: Desk) -> None:
    async with terminal(desk) as at:
        receive(desk, mention("Eine Frage?"))
        await at.until(lambda: at.listed)
        await at.settle()
        assert at.screen.tickets.has_focus
        assert at.shown.row.id == at.listed[0]
        await at.press("i")
        assert at.listed == []


async def test_search_finds_in_all_queues_and_escape_leads_back(desk: Desk) -> None:
    receive(desk, mention("Eine Frage zum Zertifikat?", remote_id="1"), mention("Danke!", remote_id="2"))
    found = next(row.id for row in rows(desk) if "Zertifikat" in row.excerpt)
    desk.do(handling.close, found)
    async with terminal(desk, size=LARGE) as at:
        await at.press("3")
        await at.press("slash")
        await at.type("zertifikat\n")
        assert at.listed == [found]
        assert "“zertifikat”" in at.text
        assert "closed" in at.text
        await at.press("escape")
        assert found not in at.listed
        assert "▸3 Waiting" in at.text


async def test_a_search_without_a_find_says_so(desk: Desk) -> None:
    receive(desk, mention("Eine Frage?"))
    async with terminal(desk) as at:
        await at.press("slash")
        await at.type("nirgends\n")
        assert "Nothing was found" in at.text


async def test_further_pages_come_as_the_reader_goes_on(desk: Desk) -> None:
    posts = [
        mention(f"Frage {n}?", by=f"p{n}@example.social", at=WEDNESDAY + timedelta(minutes=n))
        for n in range(250)
    ]
    receive(desk, posts)
    async with terminal(desk) as at:
        assert len(at.listed) == 100
        await at.press("G")
        await at.until(lambda: len(at.listed) == 200)
        await at.press("G")
        await at.until(lambda: len(at.listed) == 250)
        await at.press("G")
        assert at.cursor == at.listed[-1]
        assert len(set(at.listed)) == 250


async def test_a_bridge_that_does_not_run_is_told_with_the_next_step(desk: Desk) -> None:
    async with terminal(desk, size=SMALL) as at:
        assert "The bridge is not running: start it with “tickets bridge”" in at.text
        desk.do(service.report, "bridge", state="running")
        await at.until(lambda: "The bridge is running" in at.text)


async def test_the_status_line_says_who_is_here_and_what_is_late(desk: Desk, clock: Clock) -> None:
    receive(desk, mention("Eine Frage?"))
    receive(desk, mention("Noch eine?", at=clock.forward(days=2, hours=6)))
    desk.do(service.report, "bridge", state="running")
    async with terminal(desk, size=SMALL) as at:
        assert "✗ 1 late" in at.text
        assert "kim · community manager" in at.text


async def test_the_help_names_every_action(desk: Desk) -> None:
    async with terminal(desk, size=LARGE) as at:
        await at.press("question_mark")
        paper = at.app.screen.query_one(Paper)
        for said in ("Reply", "Ignore", "Forward", "Put aside", "Search", "Ctrl+S"):
            assert said in paper.text
        await at.press("escape")
        assert at.app.screen is at.screen


async def test_the_palette_finds_an_action_by_its_name_and_does_it(desk: Desk) -> None:
    receive(desk, mention("Eine Frage?"))
    async with terminal(desk) as at:
        ticket_id = at.cursor
        assert ticket_id is not None
        await at.press("ctrl+p")
        await at.type("yourself")
        await at.press("enter")
        assert stored(desk, ticket_id).row.assignee == "kim"


async def test_the_keyboard_leaves_the_desk(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.pilot.press("q")
        await at.until(lambda: not at.app.is_running)


async def test_ignored_tickets_do_not_hide(desk: Desk) -> None:
    receive(desk, mention("Eine Frage?"))
    (row,) = rows(desk)
    desk.do(handling.ignore, row.id)
    async with terminal(desk) as at:
        await at.press("5")
        assert at.shown.row.state is State.IGNORED
        assert "rescue it" in at.text
