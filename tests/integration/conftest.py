"""The stores on which the tests of storage and desk run: SQLite and a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.postgres import Postgres, running
from tests.support.store import Clock, make_desk
from tickets.desk.house import Desk


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    with running() as server:
        yield server


@pytest.fixture
def postgres(postgres_server: Postgres) -> Iterator[Postgres]:
    """The one server of all tests; the databases that a test made go with it."""
    yield postgres_server
    postgres_server.drop_made()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of a new store: each test that asks for it runs on both engines."""
    if request.param == "sqlite":
        return "sqlite:///tickets.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_store()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, store_url: str, clock: Clock) -> Iterator[Desk]:
    """Kim, the manager of the week, at an empty store."""
    with make_desk(tmp_path, url=store_url, clock=clock) as opened:
        yield opened
