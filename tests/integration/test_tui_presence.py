"""Who else is at the ticket: said in words and symbols, and told to others by whoever rests, reads or writes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event as listening

from tests.support.store import Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, flat, rows, terminal
from tickets.desk import forwards, handling, presence
from tickets.desk.house import Desk
from tickets.desk.presence_rows import BEAT
from tickets.errors import StoreError
from tui import company

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        receive(opened, [mention(f"Frage {n}?", by=f"p{n}@example.social") for n in range(5)])
        yield opened


@pytest.fixture
def lea(desk: Desk) -> Desk:
    return at_the_same_store(desk, "lea")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes to a ticket rests on it."""
    monkeypatch.setattr(company, "REST_SECONDS", 0.01)


def seen_by(desk: Desk) -> dict[int, list[tuple[str, bool]]]:
    """Whom this desk sees at which ticket, and whether they write."""
    return {
        ticket: [(each.login, each.writing) for each in present]
        for ticket, present in desk.see(presence.everywhere).items()
    }


def head(at: Terminal) -> str:
    return at.said("#head")


@BOTH
async def test_the_head_says_who_reads_and_who_writes(desk: Desk, lea: Desk, size: tuple[int, int]) -> None:
    async with terminal(desk, size=size) as at:
        ticket = at.cursor or 0
        lea.whisper(presence.beat, ticket)
        await at.until(lambda: "◦ lea is reading" in head(at))
        lea.whisper(presence.beat, ticket, writing=True)
        await at.until(lambda: "✎ lea is writing an answer" in head(at))
        lea.whisper(presence.leave, ticket)
        await at.until(lambda: "lea" not in head(at))


@BOTH
async def test_the_list_marks_what_somebody_else_has_open(
    desk: Desk, lea: Desk, size: tuple[int, int]
) -> None:
    async with terminal(desk, size=size) as at:
        lea.whisper(presence.beat, at.listed[2], writing=True)
        lea.whisper(presence.beat, at.listed[3])
        await at.until(lambda: "✎" in at.text)
        marked = [line for line in at.text.splitlines() if line[1:2] in ("✎", "◦")]
        assert [line[1] for line in marked] == ["✎", "◦"]


async def test_who_rests_on_a_ticket_reads_it_and_who_goes_on_leaves_it(
    desk: Desk, lea: Desk, at_once: None
) -> None:
    async with terminal(desk) as at:
        first, second = at.listed[:2]
        await at.until(lambda: seen_by(lea) == {first: [("kim", False)]})
        await at.press("j")
        await at.until(lambda: seen_by(lea) == {second: [("kim", False)]})


async def test_running_down_the_list_writes_nothing(
    desk: Desk, lea: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(company, "REST_SECONDS", 3600.0)  # on a slow machine a step takes longer than a rest
    written: list[str] = []

    def count(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.split(maxsplit=1)[0] in ("INSERT", "UPDATE", "DELETE"):
            written.append(statement)

    async with terminal(desk) as at:
        listening.listen(desk.database.engine, "before_cursor_execute", count)
        listening.listen(desk.database._writers, "before_cursor_execute", count)
        await at.press(*"jjjjkkkjjjkkkk")
        assert at.cursor == at.listed[0]
        assert written == []
        assert seen_by(lea) == {}


async def test_who_writes_is_seen_at_once_and_after_that_reads(desk: Desk, lea: Desk) -> None:
    async with terminal(desk) as at:
        ticket = at.cursor or 0
        await at.press("r")
        await at.until(lambda: seen_by(lea) == {ticket: [("kim", True)]})
        await at.press("escape")
        await at.until(lambda: seen_by(lea) == {ticket: [("kim", False)]})


async def test_who_quits_is_gone(desk: Desk, lea: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("r")
        await at.until(lambda: seen_by(lea))
        await at.pilot.press("ctrl+q")
        await at.until(lambda: not at.app.is_running)
    assert seen_by(lea) == {}


async def test_a_terminal_at_which_nobody_sits_falls_silent(
    desk: Desk, lea: Desk, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(company, "BEAT", BEAT / 500)
    async with terminal(desk) as at:
        first = at.listed[0]
        await at.until(lambda: seen_by(lea) == {first: [("kim", False)]})
        monkeypatch.setattr(company, "IDLE_SECONDS", 0.0)
        await at.until(lambda: seen_by(lea) == {})
        monkeypatch.setattr(company, "IDLE_SECONDS", 300.0)
        await at.press("j")
        await at.until(lambda: seen_by(lea) == {at.listed[1]: [("kim", False)]})


async def test_who_gives_no_sign_any_longer_disappears_without_a_word(
    desk: Desk, lea: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(company, "BEAT", BEAT / 500)
    monkeypatch.setattr(company, "IDLE_SECONDS", 0.0)
    monkeypatch.setattr(company, "REST_SECONDS", 0.01)
    async with terminal(desk) as at:
        lea.whisper(presence.beat, at.cursor or 0)
        await at.until(lambda: "lea is reading" in head(at))
        clock.forward(seconds=31)
        await at.until(lambda: "lea" not in head(at))


@BOTH
async def test_whoever_answers_where_somebody_else_writes_is_told(
    desk: Desk, lea: Desk, size: tuple[int, int]
) -> None:
    async with terminal(desk, size=size) as at:
        lea.whisper(presence.beat, at.cursor or 0, writing=True)
        await at.until(lambda: "lea is writing" in head(at))
        await at.press("r")
        await at.until(lambda: "✎ lea is writing an answer" in at.said("#company"))
        assert "Agree on who answers" in at.said("#company")
        lea.whisper(presence.leave, at.screen.row.id if at.screen.row else 0)
        await at.until(lambda: "lea" not in flat(at))


async def test_a_login_is_foreign_text(desk: Desk) -> None:
    async with terminal(desk) as at:
        at_the_same_store(desk, "[red]\x1b[31mx").whisper(presence.beat, at.cursor or 0)
        await at.until(lambda: "is reading" in head(at))
        assert "[red]" in head(at)
        assert "\x1b" not in at.text


async def test_a_specialist_who_proposes_is_seen_writing(desk: Desk, lea: Desk) -> None:
    ticket = rows(desk)[0].id
    desk.do(forwards.forward, ticket, to="zertifizierung")
    async with terminal(at_the_same_store(desk, "sam")) as at:
        await at.press("P")
        await at.until(lambda: seen_by(lea) == {ticket: [("sam", True)]})
        await at.press("escape")
        await at.until(lambda: seen_by(lea) == {ticket: [("sam", False)]})


async def test_ten_people_at_their_tickets_make_no_desk_read_its_list_again(desk: Desk, lea: Desk) -> None:
    asked: list[str] = []

    def count(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    async with terminal(desk) as at:
        await at.settle()
        listening.listen(desk.database.engine, "before_cursor_execute", count)
        for n in range(10):
            at_the_same_store(desk, f"p{n}").whisper(presence.beat, at.cursor or 0, writing=n == 9)
        await at.until(lambda: "p9 is writing" in head(at))
        await at.settle()
        assert any("FROM presences" in statement for statement in asked)
        assert [statement for statement in asked if "FROM tickets JOIN" in statement] == []
        assert [statement for statement in asked if "FROM workers" in statement] == []
        lea.do(handling.note, at.cursor or 0, text="Laut.")
        await at.until(lambda: [statement for statement in asked if "FROM workers" in statement])


async def test_a_store_that_takes_no_signs_of_life_disturbs_nobody(
    desk: Desk, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_session: object, _act: object, *_rest: object, **_more: object) -> None:
        raise StoreError("The store is locked", "Try again")

    monkeypatch.setattr(presence, "beat", refuse)
    async with terminal(desk) as at:
        await at.press("j", "r")
        await at.type("Geht trotzdem.")
        assert "locked" not in flat(at)
        assert "Geht trotzdem." in at.text
