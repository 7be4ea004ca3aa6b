"""From Mastodon's JSON to committed tickets, and its store stage alone, against raw sqlite3 with the same rows."""

import itertools
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.benchmarks.posts import notifications
from tests.benchmarks.ratio import Result, at_least, interleave
from tickets.config import Settings, load
from tickets.desk import filing
from tickets.desk.house import Act, House
from tickets.desk.intake import Intake, Mention
from tickets.desk.people import BRIDGE
from tickets.desk.registry import sync
from tickets.mastodon.mention import typed
from tickets.storage.database import Database, open_database
from tickets.triage import open_classifier

NOW = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
TABLES = ("persons", "tickets", "messages", "events")
ROUNDS = 30


def measure() -> list[Result]:
    """The whole way and the store stage, at batches of 50 and of 500."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            result
            for size, store_aim in ((50, 0.5), (500, 0.8))
            for result in _at(Path(folder) / str(size), size, store_aim)
        ]


def _at(folder: Path, size: int, store_aim: float) -> list[Result]:
    settings = _settings(folder)
    batches = [notifications(size, first=number * size) for number in range(3 * ROUNDS + 3)]
    fresh = iter(batches)
    store = _Store(folder / "ours.db", settings)
    raw = _Raw(folder / "raw.db", store, settings)
    # Both ways and the statements behind them are warm before anything is timed.
    for _warm in range(3):
        store.whole(next(fresh))()
    rows = raw.prepare(size, (next(fresh) for _round in range(ROUNDS)))
    whole = interleave(lambda _n: store.whole(next(fresh)), lambda n: raw.insert(rows[n]), rounds=ROUNDS)
    raw.empty()
    stage = interleave(lambda _n: store.stage(next(fresh)), lambda n: raw.insert(rows[n]), rounds=ROUNDS)
    return [
        at_least(f"JSON to committed ticket, batches of {size}", *whole, aim=0.0, rounds=ROUNDS),
        at_least(f"store stage alone, batches of {size}", *stage, aim=store_aim, rounds=ROUNDS),
    ]


def _settings(folder: Path) -> Settings:
    folder.mkdir(parents=True)
    file = folder / "config.toml"
    file.write_text(
        'language = "en"\n[[accounts]]\nname = "amt"\nserver = "https://social.example.org"\n',
        encoding="utf-8",
    )
    return load(file, environ={})


class _Store:
    """Our way."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self.database: Database = open_database(f"sqlite:///{path}")
        self.house = House.of(settings)
        self.classifier = open_classifier(settings.departments)
        self.intake = Intake(self.database, self.house, self.classifier, lambda: NOW)
        with self.database.write() as session:
            sync(session, Act(BRIDGE, NOW, self.house))

    def mentions(self, batch: Sequence[dict[str, object]]) -> list[Mention]:
        changes = (typed(item, account="amt", domain="social.example.org", own_id="1") for item in batch)
        return [change for change in changes if isinstance(change, Mention)]

    def whole(self, batch: Sequence[dict[str, object]]) -> Callable[[], object]:
        return lambda: self.intake.take(self.mentions(batch))

    def stage(self, batch: Sequence[dict[str, object]]) -> Callable[[], object]:
        triaged = [
            filing.Triaged(mention, self.classifier.classify(mention.text, language=mention.language))
            for mention in self.mentions(batch)
        ]

        def work() -> None:
            with self.database.write() as session:
                filing.file(session, Act(BRIDGE, NOW, self.house), triaged)

        return work


Rows = dict[str, list[tuple[object, ...]]]


class _Raw:
    """The same rows by hand: sqlite3, executemany, one transaction a batch, the same schema and pragmas."""

    def __init__(self, path: Path, store: _Store, settings: Settings) -> None:
        self.scratch = _Store(path.with_name("scratch.db"), settings)
        empty = _Store(path, settings)
        empty.database.close()
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            self.connection.execute(f"PRAGMA {pragma}")

    def prepare(self, size: int, batches: itertools.chain[object] | object) -> list[Rows]:
        """The rows that our way would store for these batches, read back as the driver sees them."""
        prepared: list[Rows] = []
        source = sqlite3.connect(str(self.scratch.database.engine.url.database))
        seen = dict.fromkeys(TABLES, 0)
        for batch in batches:  # type: ignore[attr-defined]
            self.scratch.whole(batch)()
            rows: Rows = {}
            for table in TABLES:
                rows[table] = source.execute(
                    f"SELECT * FROM {table} WHERE id > ? ORDER BY id", (seen[table],)
                ).fetchall()
                seen[table] = max((int(str(row[0])) for row in rows[table]), default=seen[table])
            assert len(rows["messages"]) == size
            prepared.append(rows)
        source.close()
        return prepared

    def insert(self, rows: Rows) -> Callable[[], object]:
        statements = {
            table: f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[table][0]))})"
            for table in TABLES
            if rows[table]
        }

        def work() -> None:
            self.connection.execute("BEGIN IMMEDIATE")
            for table, statement in statements.items():
                self.connection.executemany(statement, rows[table])
            self.connection.execute("COMMIT")

        return work

    def empty(self) -> None:
        """Take out what was inserted, so that the same rows go in once more."""
        for table in reversed(TABLES):
            self.connection.execute(f"DELETE FROM {table}")


_ = timedelta
