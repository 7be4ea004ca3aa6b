"""The terminal while others work: what is on screen follows the store, and the reader keeps the place."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, rows, terminal
from tickets.desk import handling, replies, views
from tickets.desk.house import Desk
from tickets.desk.rows import Query
from tickets.errors import StoreError
from tickets.rules.states import Kind
from tui.app import DeskApp
from tui.messages import StoreLost

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Sixty tickets, a minute apart."""
    with make_desk(tmp_path, clock=clock) as opened:
        posts = [
            mention(f"Frage {n}?", by=f"p{n}@example.social", at=WEDNESDAY + timedelta(minutes=n))
            for n in range(60)
        ]
        receive(opened, posts)
        yield opened


def urgent(desk: Desk) -> None:
    """Something arrives that stands at the very top."""
    receive(
        desk, mention("Phishing in Ihrem Namen!", by="zoe@example.social", at=WEDNESDAY - timedelta(days=1))
    )


@BOTH
async def test_an_update_keeps_cursor_scroll_and_marks(desk: Desk, size: tuple[int, int]) -> None:
    async with terminal(desk, size=size) as at:
        await at.press(*["j"] * 30, "space")
        the_list = at.screen.tickets
        cursor, marks = at.cursor, set(the_list.marks)
        line = at.listed.index(cursor or 0) * (2 if the_list.tall else 1) - the_list.scroll_y
        assert the_list.scroll_y > 0
        urgent(desk)
        await at.until(lambda: len(at.listed) == 61)
        await at.settle()
        assert at.cursor == cursor
        assert the_list.marks == marks
        assert at.listed.index(cursor or 0) * (2 if the_list.tall else 1) - the_list.scroll_y == line
        assert at.shown.row.id == cursor


async def test_who_stands_at_the_top_sees_what_arrives_above(desk: Desk) -> None:
    async with terminal(desk) as at:
        cursor = at.cursor
        urgent(desk)
        await at.until(lambda: "Phishing in Ihrem Namen!" in at.text)
        assert at.cursor == cursor
        assert at.screen.tickets.scroll_y == 0


async def test_a_ticket_that_leaves_the_list_gives_its_place_to_the_next(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("j", "j")
        here, after = at.listed[2], at.listed[3]
        at_the_same_store(desk, "lea").do(handling.close, here)
        await at.until(lambda: here not in at.listed)
        await at.settle()
        assert at.cursor == after
        assert at.shown.row.id == after


async def test_a_mark_goes_with_a_ticket_that_leaves(desk: Desk) -> None:
    async with terminal(desk) as at:
        first = at.listed[0]
        await at.press("space")
        at_the_same_store(desk, "lea").do(handling.close, first)
        await at.until(lambda: first not in at.listed)
        assert at.screen.tickets.marks == set()


async def test_the_open_ticket_and_the_counts_follow_too(desk: Desk) -> None:
    async with terminal(desk, size=LARGE) as at:
        ticket_id = at.cursor or 0
        at_the_same_store(desk, "lea").do(handling.label, ticket_id, kind=Kind.INCIDENT)
        await at.until(lambda: f"#{ticket_id} incident" in at.text)
        at_the_same_store(desk, "lea").do(replies.queue, ticket_id, text="Ich antworte schon.")
        await at.until(lambda: "Ich antworte schon." in at.text)
        await at.until(lambda: "1 on the way" in at.text)


async def test_reading_is_not_disturbed_by_what_happens_elsewhere(desk: Desk) -> None:
    long = "\n".join(f"Zeile {number}" for number in range(200))
    receive(desk, mention(long, by="lang@example.social", at=WEDNESDAY - timedelta(days=1)))
    async with terminal(desk) as at:
        read = desk.see(views.page, Query(search="lang@example.social")).rows[0].id
        # Wherever triage has put it in the list.
        assert at.screen.tickets.go_to(read)
        await at.settle()
        await at.press("enter", "pagedown", "pagedown")
        place = at.screen.pane.paper.scroll_y
        assert place > 0
        other = next(row.id for row in reversed(rows(desk)) if row.id != read)
        at_the_same_store(desk, "lea").do(handling.close, other)
        await at.until(lambda: other not in at.listed)
        await at.settle()
        assert at.screen.pane.paper.scroll_y == place


async def test_many_changes_at_once_are_one_reading(desk: Desk) -> None:
    async with terminal(desk) as at:
        for row in rows(desk)[:40]:
            desk.do(handling.note, row.id, text="x")
        urgent(desk)
        await at.until(lambda: len(at.listed) == 61)


async def test_a_store_that_goes_away_is_a_sentence_and_comes_back(desk: Desk) -> None:
    async with terminal(desk) as at:
        before = at.listed
        at.app.post_message(StoreLost(StoreError("The store does not answer", "It is tried again")))
        await at.until(lambda: "The store does not answer. It is tried again." in at.text)
        assert at.listed == before
        urgent(desk)
        await at.until(lambda: "The store does not answer" not in at.text)


async def test_a_store_without_its_tables_is_a_sentence_and_no_crash(desk: Desk) -> None:
    async with terminal(desk, size=LARGE) as at:
        with desk.database.write() as session:
            session.connection().exec_driver_sql("ALTER TABLE tickets RENAME TO gone")
        await at.until(lambda: "cannot be used" in at.text)
        await at.press("i")
        await at.until(lambda: list(at.app.screen.query("Toast")))
        with desk.database.write() as session:
            session.connection().exec_driver_sql("ALTER TABLE gone RENAME TO tickets")
        await at.until(lambda: "cannot be used" not in at.screen.status.text)
        assert len(at.listed) == 60


async def test_a_store_that_cannot_be_opened_is_tried_again(desk: Desk) -> None:
    tries = iter([StoreError("The file is not there", "Run: tickets init"), None])

    def opening() -> Desk:
        error = next(tries)
        if error is not None:
            raise error
        return desk

    app = DeskApp(opening, now=desk.now)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        at = Terminal(app, pilot, desk)
        await at.until(lambda: "The file is not there. Run: tickets init." in " ".join(at.text.split()))
        await pilot.press("enter")
        await at.until(lambda: len(at.listed) == 60)
    app.stop_watching()
