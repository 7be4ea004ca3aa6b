"""The store keeps its promises: UTC, one schema, short transactions, a change signal."""

import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg import Connection
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import StatementError

from tests.support.postgres import Postgres
from tests.support.store import WEDNESDAY
from tickets.errors import StoreError
from tickets.storage import duty_models  # noqa: F401 - so that its tables are compared too
from tickets.storage.database import SCHEMA, Database, open_database
from tickets.storage.migrations import configuration, upgrade
from tickets.storage.models import Account, Person, metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store without any tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


def is_of_a_model(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table is one of ours: the index of words, and what SQLite keeps beside it, has no model."""
    return kind != "table" or name is None or not name.startswith("ticket_words")


def test_an_empty_store_gets_its_tables_by_itself(empty_url: str) -> None:
    database = open_database(empty_url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_of_a_model}
        )
        differences = compare_metadata(context, metadata)
    assert database.revision() == SCHEMA
    assert differences == []
    database.close()


def test_an_index_of_some_rows_only_is_one_in_the_store_too(empty_url: str) -> None:
    said = {
        index.name: index.info["where"]
        for each in metadata.tables.values()
        for index in each.indexes
        if "where" in index.info
    }
    database = open_database(empty_url)
    looked = inspect(database.engine)
    dialect = database.dialect.name
    found = {
        index["name"]: str(index["dialect_options"][f"{dialect}_where"])
        for name in metadata.tables
        for index in looked.get_indexes(name)
        if f"{dialect}_where" in index.get("dialect_options", {})
    }
    database.close()
    assert "ix_tickets_due" in said
    assert found.keys() == said.keys()
    if dialect == "sqlite":  # PostgreSQL writes a condition in its own way
        assert found == said


def test_the_schema_that_the_code_speaks_is_the_newest_migration(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'any.db'}")
    assert ScriptDirectory.from_config(configuration(database)).get_current_head() == SCHEMA
    database.close()


def test_two_processes_may_find_the_empty_store_together(empty_url: str) -> None:
    program = "import sys; from tickets.storage.database import open_database as o; print(o(sys.argv[1]).revision())"
    both = [
        subprocess.Popen([sys.executable, "-c", program, empty_url], stdout=subprocess.PIPE, text=True)
        for _each in range(2)
    ]
    assert [process.communicate(timeout=60)[0].strip() for process in both] == [SCHEMA, SCHEMA]


@pytest.mark.parametrize(("revision", "remedy"), [("0000", "tickets migrate"), ("9999", "newer version")])
def test_an_older_or_newer_store_is_refused_with_the_way_out(
    empty_url: str, revision: str, remedy: str
) -> None:
    database = open_database(empty_url)
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :told"), {"told": revision})
    database.close()
    with pytest.raises(StoreError, match=remedy):
        open_database(empty_url)


def test_migrating_twice_is_harmless(empty_url: str) -> None:
    database = Database(empty_url)
    upgrade(database)
    upgrade(database)
    assert database.revision() == SCHEMA
    database.close()


def test_times_come_back_as_aware_utc_and_naive_ones_are_refused(store_url: str, tmp_path: Path) -> None:
    database = open_database(store_url.replace("sqlite:///", f"sqlite:///{tmp_path}/"))
    with database.write() as session:
        session.add(Person(handle="a@b.example", first_seen_at=WEDNESDAY))
    with database.read() as session:
        assert session.scalars(select(Person.first_seen_at)).one() == WEDNESDAY
        assert session.scalars(select(Person.first_seen_at)).one().tzinfo is UTC
    naive = datetime(2026, 5, 20, 8, 0)  # noqa: DTZ001 - that is the point
    with pytest.raises((StoreError, StatementError)), database.write() as session:
        session.add(Person(handle="c@d.example", first_seen_at=naive))
    database.close()


def test_a_change_is_heard_by_another_connection(store_url: str, tmp_path: Path) -> None:
    url = store_url.replace("sqlite:///", f"sqlite:///{tmp_path}/")
    writer, reader = open_database(url), open_database(url)
    signal = reader.changes()
    assert not signal.wait(0.01)
    with writer.write() as session:
        session.add(Account(name="amt"))
    assert signal.wait(10)
    assert not signal.wait(0.01)
    signal.close()
    writer.close()
    reader.close()


def test_many_writers_wait_for_each_other(store_url: str, tmp_path: Path) -> None:
    database = open_database(store_url.replace("sqlite:///", f"sqlite:///{tmp_path}/"))
    with database.write() as session:
        session.add(Account(name="amt", followers=0))
    failures: list[Exception] = []

    def count() -> None:
        try:
            for _time in range(25):
                with database.write() as session:
                    row = session.scalars(select(Account).with_for_update()).one()
                    row.followers = (row.followers or 0) + 1
        except StoreError as error:
            failures.append(error)

    threads = [threading.Thread(target=count) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with database.read() as session:
        assert session.scalars(select(Account.followers)).one() == 100
    assert failures == []
    database.close()


def test_a_store_that_is_none_is_one_line_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "tickets.db").write_bytes(b"this is not a database, but a letter" * 100)
    with pytest.raises(StoreError, match=r"cannot be used: .*tickets doctor") as caught:
        open_database(f"sqlite:///{tmp_path / 'tickets.db'}")
    assert "\n" not in str(caught.value)


def test_a_server_that_has_gone_silent_is_not_waited_for_for_ever(postgres: Postgres) -> None:
    address = postgres.new_store()
    for url, patience in (
        (address, "20000"),
        (f"{address}{'&' if '?' in address else '?'}tcp_user_timeout=9", "9"),
    ):
        database = open_database(url)
        with database.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, Connection)
            said = driver.info.get_parameters()
        assert said["tcp_user_timeout"] == patience
        assert said["connect_timeout"] == "10"
        database.close()
