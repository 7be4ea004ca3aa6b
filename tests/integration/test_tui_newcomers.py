"""What people met who sat at the terminal desk for the first time, and meet no longer."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, asked, flat, rows, stored, terminal
from tests.support.verdicts import ANGRY, hear, hear_as, verdict
from tickets.desk import forwards, outbox, replies, service
from tickets.desk.house import Desk
from tickets.rules.reply import Purpose
from tickets.rules.states import Kind, Queue, State, Zone
from tui.drawing import lay_out, plain
from tui.preferences import remember_language, remember_theme, remembered_language, remembered_theme
from tui.screens.help import help_blocks

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


async def test_after_an_interim_status_the_cursor_is_on_the_next_ticket(desk: Desk) -> None:
    for number in range(3):
        at = WEDNESDAY + timedelta(minutes=number)
        receive(desk, mention(f"Frage {number}?", by=f"p{number}@example.social", at=at))
    async with terminal(desk) as at_desk:
        first, second, _third = at_desk.listed
        await at_desk.press("s")
        await at_desk.press("ctrl+s")
        assert stored(desk, first).replies
        assert at_desk.cursor == second


@BOTH
async def test_a_missed_deadline_stays_in_the_head_after_an_interim_status(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ticket_id = asked(desk)
    clock.forward(days=7)
    queued = desk.do(replies.queue, ticket_id, text="Es dauert.", purpose=Purpose.INTERIM)
    bridge = at_the_same_store(desk, "bridge")
    bridge.do(outbox.sent, queued.reply_id, remote_id="900", created_at=clock())
    async with terminal(desk, size=size) as at:
        assert at.shown.row.due_at is not None
        assert at.shown.row.due_at > clock()
        assert "a deadline was missed" in at.said("#head")


async def test_when_somebody_first_wrote_is_the_day_of_the_post_and_not_of_its_import(
    desk: Desk, clock: Clock
) -> None:
    clock.forward(days=5)
    receive(desk, mention(at=WEDNESDAY))
    async with terminal(desk) as at:
        await at.press("v", "v")
        assert "first wrote to us Wed 20 May" in flat(at)


@pytest.mark.parametrize("typed", ["tomorrow", "morgen", "Thursday", "Donnerstag", "21.05.2026"])
async def test_days_are_found_as_people_type_them(desk: Desk, typed: str) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("z")
        await at.type(f"{typed}\n")
        assert stored(desk, ticket_id).snoozed_until == WEDNESDAY + timedelta(hours=23)


async def test_a_choice_that_nothing_fits_says_so_and_enter_changes_nothing(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("z")
        await at.type("irgendwann\n")
        assert "Nothing fits." in flat(at)
        assert stored(desk, ticket_id).row.state is State.NEW
        await at.press("escape")
        assert at.app.screen is at.screen


async def test_the_promised_day_is_marked_among_the_days(desk: Desk) -> None:
    asked(desk)
    async with terminal(desk) as at:
        await at.press("s")
        await at.press("f5")
        assert "Fri 22 May  now" in at.text


def test_explanations_in_the_help_use_the_whole_width() -> None:
    lines = plain([line for line, _anchor in lay_out(help_blocks(), 90)]).splitlines()
    assert max(map(len, lines)) <= 90
    assert sum(len(line) > 70 for line in lines) > 10


@BOTH
async def test_departments_are_called_by_their_names(desk: Desk, size: tuple[int, int]) -> None:
    ticket_id = asked(desk)
    desk.do(forwards.forward, ticket_id, to="buerger")
    desk.do(forwards.propose, ticket_id, text="Formular 7.")
    async with terminal(desk, size=size) as at:
        await at.press("enter")
        await at.press("v", "v")
        assert "buerger" not in at.text
        await at.press("v")
        assert "Referat Bürgerservice" in flat(at)


async def test_a_specialist_is_told_of_no_key_that_only_others_have(desk: Desk) -> None:
    async with terminal(at_the_same_store(desk, "sam")) as at:
        assert "No question waits here for your department" in flat(at)
        assert "with f" not in flat(at)


async def test_the_language_is_chosen_from_the_commands_and_kept_for_this_person(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "state" / "terminal.json"
    async with terminal(desk) as at:
        at.app._remember_language = lambda language: remember_language(file, "kim", language)
        await at.press("ctrl+p")
        await at.type("language\n")
        assert "English  now" in at.text
        await at.type("deutsch\n")
        assert "from its next start on" in flat(at)
    remember_theme(file, "tickets-light")
    remember_language(file, "lea", "en")
    assert remembered_language(file, "kim") == "de"
    assert remembered_language(file, "lea") == "en"
    assert remembered_language(file, "sam") is None
    file.write_text("[]", encoding="utf-8")
    assert remembered_language(file, "kim") is None
    assert remembered_theme(file) == remembered_theme(tmp_path / "none")


@BOTH
async def test_that_ignoring_is_only_suggested_stands_in_the_head_with_its_key(
    desk: Desk, size: tuple[int, int]
) -> None:
    hear_as(desk, mention(ANGRY), verdict(Kind.HOSTILE, Zone.SUGGEST, hostile=0.8))
    async with terminal(desk, size=size) as at:
        assert "i Ignoring is only suggested: it looks hostile." in at.said("#head")
        await at.press("i")
        assert rows(desk, Queue.IGNORED)


@BOTH
async def test_what_the_bridge_ignored_by_itself_says_by_what_and_how_sure_it_was(
    desk: Desk, size: tuple[int, int]
) -> None:
    hear(desk, mention(ANGRY))
    async with terminal(desk, size=size) as at:
        await at.press("5", "enter")
        await at.press("v", "v")
        text = at.screen.pane.paper.text
        assert "Ignored by the bridge, today 10:00" in text
        assert "99.0% sure; it ignores from 97.0% on" in text
        assert "Model: test-1" in text
        assert "speaks for it" in text
        assert "abschaum" in text
        await at.press("escape", "u")
        await at.press("1", "v", "v")
        assert "Ignored by the bridge" not in at.screen.pane.paper.text


@BOTH
@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("unauthorized", "✗ amt is not signed in: run “tickets login amt”"),
        ("down", "⚠ No connection for amt; it is tried again by itself"),
        ("streaming", "● The bridge is running"),
        ("polling", "● The bridge is running"),
    ],
)
async def test_an_account_that_the_bridge_cannot_reach_is_said_with_the_next_step(
    desk: Desk, size: tuple[int, int], state: str, told: str
) -> None:
    bridge = at_the_same_store(desk, "bridge")
    bridge.do(service.report, "bridge", state="running")
    bridge.do(service.report, "listener:amt", state=state)
    bridge.do(service.report, "listener:presse", state="streaming")
    async with terminal(desk, size=size) as at:
        assert told in at.said("#status")


async def test_of_two_accounts_the_one_that_needs_a_person_is_said(desk: Desk) -> None:
    bridge = at_the_same_store(desk, "bridge")
    bridge.do(service.report, "bridge", state="running")
    bridge.do(service.report, "listener:amt", state="down")
    bridge.do(service.report, "listener:presse", state="unauthorized")
    async with terminal(desk) as at:
        assert "✗ presse is not signed in" in at.said("#status")


@pytest.mark.parametrize("queue", ["1", "2", "3", "4", "5"])
@BOTH
async def test_every_empty_queue_says_what_will_be_there(
    desk: Desk, size: tuple[int, int], queue: str
) -> None:
    async with terminal(desk, size=size) as at:
        await at.press(queue)
        assert len(at.said("#empty")) > 20
        assert "The bridge is not running: start it with “tickets bridge”" in at.said("#status")
