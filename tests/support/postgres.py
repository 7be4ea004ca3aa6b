"""A real PostgreSQL for the tests, started by them: `pgserver` brings its own, over a Unix socket."""

import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pgserver
import psycopg
import pytest
from sqlalchemy import make_url

from tests.support.memory import memory_folder
from tickets.storage.database import open_database

_numbers = itertools.count(1)


class Postgres:
    """One running server; every test gets a database of its own."""

    def __init__(self, folder: Path) -> None:
        self._server = pgserver.get_server(folder)
        self._address = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        self._template: str | None = None
        self._made: list[str] = []

    def new_database(self) -> str:
        """A fresh, empty database; its SQLAlchemy URL."""
        return self._create("template1")

    def new_store(self) -> str:
        """A fresh database with our tables, copied from one that was migrated once; its SQLAlchemy URL."""
        if self._template is None:
            url = self._create("template1")
            open_database(url).close()
            self._template = make_url(url).database
        return self._create(str(self._template))

    def drop_made(self) -> None:
        """Drop all databases made since this was asked last, but the template."""
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            for name in self._made:
                if name != self._template:
                    connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._made.clear()

    def _create(self, template: str) -> str:
        name = f"test_{os.getpid()}_{next(_numbers)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        self._made.append(name)
        return self._address.set(database=name).render_as_string(hide_password=False)

    def administration(self) -> str:
        """The address of a database that no test uses, for orders to the server itself."""
        return str(self._server.get_uri())

    def stop(self) -> None:
        self._server.cleanup()


@contextmanager
def running() -> Iterator[Postgres]:
    """A server for as long as the block lasts; nothing is left behind."""
    with tempfile.TemporaryDirectory(prefix="pg", dir=memory_folder()) as folder:
        # As root, PostgreSQL runs under another user, who must be able to enter.
        Path(folder).chmod(0o755)
        server = Postgres(Path(folder) / "data")
        try:
            yield server
        finally:
            server.stop()


def store_on(request: pytest.FixtureRequest, engine: str) -> str:
    """The address of a new store, for a fixture: `sqlite` in the test's own folder, or `postgresql`."""
    if engine == "sqlite":
        return "sqlite:///tickets.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_store()
