"""What several modules use: stores on SQLite and a real PostgreSQL, a command line, servers, and who lives there.

What only some of them need is imported late: a test of the terminal wants no Mastodon server.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.cli import Cli
from tests.support.postgres import Postgres, running, store_on
from tests.support.raw_server import RawServer, raw_server
from tests.support.relay import Relay, relay
from tests.support.store import Clock, make_desk, mention, receive
from tickets.desk.house import Desk
from tickets.triage import Classifier, open_classifier

if TYPE_CHECKING:
    from tests.support.mastodon import Person, Town


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
    return store_on(request, request.param)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, store_url: str, clock: Clock) -> Iterator[Desk]:
    """Kim, the manager of the week, at an empty store."""
    with make_desk(tmp_path, url=store_url, clock=clock) as opened:
        yield opened


@pytest.fixture
def kim(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Her desk on SQLite, with one question; open all the while, so that the newest is in the write-ahead log."""
    with make_desk(tmp_path, clock=clock) as opened:
        receive(opened, mention("Wie bekomme ich ein Zertifikat nach ISO 27001?", remote_id="101"))
        yield opened


@pytest.fixture
def cli(tmp_path: Path, clock: Clock, kim: Desk, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Kim's command line, at the same store."""
    monkeypatch.setenv("LANGUAGE", "en")
    return Cli(tmp_path, clock)


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    """Takes a while to open, and keeps nothing."""
    return open_classifier(())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Town"]:
    """A Mastodon server, and who moves there."""
    from tests.support.places import town_in

    with town_in(tmp_path_factory.mktemp("town")) as there:
        yield there


@pytest.fixture
def amt(place: "Town") -> "Person":
    """Our office, new there."""
    return place.person("amt")


@pytest.fixture
def anna(place: "Town") -> "Person":
    """A citizen, new there."""
    return place.person("anna")


@pytest.fixture
def way(place: "Town") -> Iterator[Relay]:
    """The way to that server, on which something may happen."""
    with relay(place.url) as opened:
        yield opened


@pytest.fixture
def raw() -> Iterator[RawServer]:
    """A server that knows who we are, and says what a test tells it."""
    from tests.support.entities import settle

    with raw_server() as server:
        settle(server)
        yield server
