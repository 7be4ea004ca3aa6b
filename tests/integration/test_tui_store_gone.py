"""The terminal desk while its store is away: a sentence that says what to do, and nothing typed is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text
from textual.widgets import TextArea

from tests.support.postgres import Postgres
from tests.support.store import Clock, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, flat, rows, stored, terminal
from tickets.desk.house import Desk
from tickets.rules.states import State
from tickets.storage.database import SCHEMA
from tui.screens.composer import Composer
from tui.screens.dialogs import Writer

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Kim's desk on a file, with one question."""
    with make_desk(tmp_path, clock=clock) as opened:
        receive(opened, mention("Wann öffnet das Amt?"))
        yield opened


@contextmanager
def gone(tmp_path: Path) -> Iterator[None]:
    """Somebody moves the store away, and puts it back."""
    file, away = tmp_path / "tickets.db", tmp_path / "away.db"
    file.rename(away)
    try:
        yield
    finally:
        away.rename(file)


def told(at: Terminal, words: str) -> bool:
    """Whether a part of the top screen says so."""
    return words in flat(at)


@BOTH
async def test_the_status_line_says_that_the_store_is_gone_until_it_is_back(
    desk: Desk, size: tuple[int, int], tmp_path: Path
) -> None:
    async with terminal(desk, size=size) as at:
        listed = at.listed
        with gone(tmp_path):
            await at.until(lambda: "The file of the store is gone" in at.text)
            assert at.listed == listed
        await at.until(lambda: "is gone" not in at.screen.status.text)
        receive(desk, mention("Noch eine?", by="ben@example.social"))
        await at.until(lambda: len(at.listed) == 2)


async def test_what_was_done_meanwhile_is_refused_in_a_sentence_and_can_be_done_again(
    desk: Desk, tmp_path: Path
) -> None:
    async with terminal(desk, size=LARGE) as at:
        (ticket_id,) = at.listed
        with gone(tmp_path):
            await at.press("i")
            await at.until(lambda: any("is gone" in note.message for note in at.app._notifications))
        await at.until(lambda: at.listed == [ticket_id])
        assert stored(desk, ticket_id).row.state is State.NEW
        await at.press("i")
        await at.until(lambda: rows(desk)[0].state is State.IGNORED)


@BOTH
async def test_a_reply_typed_meanwhile_stays_and_is_kept_as_soon_as_the_store_is_back(
    desk: Desk, size: tuple[int, int], tmp_path: Path
) -> None:
    async with terminal(desk, size=size) as at:
        (ticket_id,) = at.listed
        await at.press("r")
        with gone(tmp_path):
            await at.type("Um neun Uhr.")
            await at.press("ctrl+s")
            await at.until(lambda: told(at, "is gone"))
            assert isinstance(at.app.screen, Composer)
            assert at.app.screen.query_one("#text", TextArea).text == "Um neun Uhr."
        await at.until(lambda: stored(desk, ticket_id).draft == "Um neun Uhr.")
        await at.until(lambda: not told(at, "is gone"))
        await at.press("ctrl+s")
        await at.until(lambda: [reply.text for reply in stored(desk, ticket_id).replies])
        assert "Um neun Uhr." in stored(desk, ticket_id).replies[0].text


async def test_a_reply_begun_while_the_store_was_away_is_no_less_safe(desk: Desk, tmp_path: Path) -> None:
    async with terminal(desk) as at:
        (ticket_id,) = at.listed
        with gone(tmp_path):
            await at.press("r")
            await at.type("Um zehn Uhr.")
        await at.until(lambda: stored(desk, ticket_id).draft == "Um zehn Uhr.")


async def test_a_note_that_could_not_be_stored_is_there_when_its_sheet_is_opened_again(
    desk: Desk, tmp_path: Path
) -> None:
    async with terminal(desk, size=LARGE) as at:
        (ticket_id,) = at.listed
        await at.press("n")
        with gone(tmp_path):
            await at.type("Rückruf versprochen")
            await at.press("ctrl+s")
            await at.until(lambda: any("is gone" in note.message for note in at.app._notifications))
        await at.until(lambda: "is gone" not in at.screen.status.text)
        await at.press("n")
        writer = at.app.screen
        assert isinstance(writer, Writer)
        assert writer.query_one(TextArea).text == "Rückruf versprochen"
        await at.press("ctrl+s")
        await at.until(lambda: "Rückruf versprochen" in str(stored(desk, ticket_id).events))


async def test_a_store_that_another_program_has_migrated_is_no_longer_written(desk: Desk) -> None:
    async with terminal(desk, size=LARGE) as at:
        (ticket_id,) = at.listed
        with desk.database.write() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await at.until(lambda: told(at, "start it again"))
        await at.press("i")
        await at.until(lambda: any("9999" in note.message for note in at.app._notifications))
        assert stored(desk, ticket_id).row.state is State.NEW
        with desk.database.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :known"), {"known": SCHEMA})
        await at.until(lambda: "9999" not in at.screen.status.text)


async def test_a_postgresql_that_is_stopped_and_started_is_found_again(
    postgres: Postgres, tmp_path: Path, clock: Clock
) -> None:
    url = make_url(postgres.new_store())
    with (
        make_desk(tmp_path, url=url.render_as_string(hide_password=False), clock=clock) as opened,
        psycopg.connect(postgres.administration(), autocommit=True) as server,
    ):
        receive(opened, mention("Wann öffnet das Amt?"))
        async with terminal(opened, size=LARGE) as at:
            (ticket_id,) = at.listed
            await at.press("r")
            await at.type("Um neun.")
            _shut(server, str(url.database))
            await at.type(" Und bis zwölf.")
            await at.press("ctrl+s")
            await at.until(lambda: told(at, "cannot be used"))
            server.execute(f'ALTER DATABASE "{url.database}" ALLOW_CONNECTIONS true')
            await at.until(lambda: stored(opened, ticket_id).draft == "Um neun. Und bis zwölf.")
            receive(opened, mention("Noch eine?", by="ben@example.social"))
            await at.until(lambda: len(at.listed) == 2)


def _shut(server: psycopg.Connection, database: str) -> None:
    """As if the server were stopped, for one of its databases: whoever is there is thrown out, and nobody comes in."""
    server.execute(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS false')
    server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (database,))
