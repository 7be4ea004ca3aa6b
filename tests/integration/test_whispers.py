"""Signs of life are writes that need wake nobody; all other writes do. On both engines."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from tickets.storage.database import ChangeSignal, Database, open_database
from tickets.storage.models import Account


@pytest.fixture
def database(store_url: str, tmp_path: Path) -> Iterator[Database]:
    opened = open_database(store_url.replace("sqlite:///", f"sqlite:///{tmp_path}/"))
    yield opened
    opened.close()


@pytest.fixture
def signal(database: Database) -> Iterator[ChangeSignal]:
    with closing(database.changes()) as changes:
        yield changes


def write(database: Database, name: str, *, quiet: bool = False) -> None:
    with database.write(quiet=quiet) as session:
        session.add(Account(name=name))


def heard(signal: ChangeSignal) -> bool:
    """Whether anybody must read again; a whisper may end the waiting early."""
    return any(signal.wait(0.3) for _round in range(2))


def test_a_whisper_is_heard_as_one_and_once(database: Database, signal: ChangeSignal) -> None:
    write(database, "amt", quiet=True)
    assert not heard(signal)
    assert signal.whispered()
    assert not signal.whispered()


def test_what_is_said_aloud_is_heard_between_whispers(database: Database, signal: ChangeSignal) -> None:
    write(database, "eins", quiet=True)
    write(database, "zwei")
    write(database, "drei", quiet=True)
    assert heard(signal)
    assert not heard(signal)


def test_who_was_waked_by_a_whisper_still_hears_the_next_word(
    database: Database, signal: ChangeSignal
) -> None:
    write(database, "eins", quiet=True)
    assert not heard(signal)
    write(database, "zwei")
    assert heard(signal)


def test_a_change_past_the_door_is_no_whisper(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/store.db")
    with closing(database), closing(database.changes()) as signal:
        with database.engine.connect() as connection:
            connection.execute(text("ALTER TABLE accounts ADD COLUMN more TEXT"))
            connection.commit()
        assert heard(signal)


def test_a_transaction_that_changes_nothing_wakes_nobody(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/store.db")
    with closing(database), closing(database.changes()) as signal:
        with database.write() as session:
            session.execute(text("SELECT 1"))
        assert not heard(signal)
        assert not signal.whispered()


@pytest.mark.parametrize("quiet", [True, False])
def test_the_counts_begin_anew_when_they_are_full(tmp_path: Path, quiet: bool) -> None:
    database = open_database(f"sqlite:///{tmp_path}/store.db")
    with database.engine.connect() as connection:
        connection.execute(text(f"PRAGMA user_version = {0x7FFFFFFF}"))
        connection.commit()
    with closing(database), closing(database.changes()) as signal:
        write(database, "amt", quiet=quiet)
        assert heard(signal) is not quiet
        with database.engine.connect() as connection:
            counts = connection.execute(text("PRAGMA user_version")).scalar_one()
        assert counts == (0x7FFF0000 if quiet else 0xFFFF)
