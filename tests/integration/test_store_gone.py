"""The store under our feet: moved, replaced, full, locked, migrated by another process. Nothing is half done."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, text

from tests.support.postgres import Postgres
from tests.support.store import Clock, make_desk, mention, receive
from tests.support.terminal import rows
from tickets.desk import handling
from tickets.desk.house import Desk
from tickets.errors import StoreError
from tickets.rules.states import State


@pytest.fixture
def on_file(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A desk on a SQLite file, with one ticket."""
    with make_desk(tmp_path, clock=clock) as opened:
        receive(opened, mention("Eine Frage?"))
        yield opened


@contextmanager
def full(desk: Desk) -> Iterator[None]:
    """A disk without room for another page, as far as SQLite can tell."""

    def limit(connection: sqlite3.Connection, *_record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(desk.database.engine, "checkout", limit)
    try:
        yield
    finally:
        event.remove(desk.database.engine, "checkout", limit)
        desk.database.engine.dispose()


def state(desk: Desk) -> State:
    return rows(desk)[0].state


def test_what_is_written_never_goes_into_a_file_that_was_moved_away(on_file: Desk, tmp_path: Path) -> None:
    file, away = tmp_path / "tickets.db", tmp_path / "away.db"
    (ticket,) = rows(on_file)
    file.rename(away)
    with pytest.raises(StoreError, match="is gone"):
        on_file.do(handling.ignore, ticket.id)
    with pytest.raises(StoreError, match="tickets restore"):
        rows(on_file)
    assert not file.exists(), "an empty store was made in its place"
    away.rename(file)
    assert state(on_file) is State.NEW
    on_file.do(handling.ignore, ticket.id)
    assert state(on_file) is State.IGNORED


def test_a_file_that_took_its_place_is_read_and_written_from_then_on(on_file: Desk, tmp_path: Path) -> None:
    file, copy = tmp_path / "tickets.db", tmp_path / "copy.db"
    (ticket,) = rows(on_file)
    with sqlite3.connect(file) as source:
        source.execute("VACUUM INTO ?", (str(copy),))
    source.close()
    on_file.do(handling.ignore, ticket.id)
    for ending in ("", "-wal", "-shm"):  # what lies beside a store belongs to it
        file.with_name(file.name + ending).unlink()
    copy.rename(file)
    assert state(on_file) is State.NEW


def test_whoever_waits_for_changes_is_told_that_the_file_has_gone(on_file: Desk, tmp_path: Path) -> None:
    changes = on_file.changes()
    (tmp_path / "tickets.db").rename(tmp_path / "away.db")
    with pytest.raises(StoreError, match="is gone"):
        changes.wait(0.1)
    changes.close()


def test_a_full_disk_is_named_and_leaves_the_ticket_as_it_was(on_file: Desk) -> None:
    (ticket,) = rows(on_file)
    with full(on_file), pytest.raises(StoreError, match="no room left on the disk"):
        on_file.do(handling.note, ticket.id, text="x" * 1_000_000)
    assert rows(on_file) == (ticket,)
    on_file.do(handling.note, ticket.id, text="x" * 1_000_000)


def test_a_writer_waits_for_another_program_that_writes(on_file: Desk, tmp_path: Path) -> None:
    (ticket,) = rows(on_file)
    other = sqlite3.connect(tmp_path / "tickets.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    begun = threading.Event()

    def ignore() -> None:
        begun.set()
        on_file.do(handling.ignore, ticket.id)

    writer = threading.Thread(target=ignore)
    writer.start()
    begun.wait(10)
    assert state(on_file) is State.NEW
    other.execute("COMMIT")
    other.close()
    writer.join(10)
    assert state(on_file) is State.IGNORED


def test_nothing_is_written_into_a_store_of_another_version(desk: Desk) -> None:
    receive(desk, mention("Eine Frage?"))
    (ticket,) = rows(desk)
    with desk.database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"version 9999 .* start it again"):
        desk.do(handling.ignore, ticket.id)
    with pytest.raises(StoreError, match="9999"):
        receive(desk, mention("Noch eine?"))
    with pytest.raises(StoreError, match="9999"):
        desk.verify()
    assert rows(desk) == (ticket,)


def test_a_migration_of_postgresql_waits_for_who_writes(
    postgres: Postgres, tmp_path: Path, clock: Clock
) -> None:
    url = postgres.new_store()
    with (
        make_desk(tmp_path, url=url, clock=clock) as opened,
        psycopg.connect(url.replace("postgresql+psycopg", "postgresql")) as migration,
    ):
        lock = "LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE NOWAIT"
        with opened.database.write():
            with pytest.raises(psycopg.errors.LockNotAvailable):
                migration.execute(lock)
            migration.rollback()
        migration.execute(lock)
