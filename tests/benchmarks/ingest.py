"""From Mastodon's JSON to committed tickets, and the store stage alone, against raw sqlite3 with the same rows."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from tests.benchmarks.posts import Notification, notifications
from tests.benchmarks.ratio import Result, at_least, interleave
from tests.benchmarks.settings import one_account
from tickets.config import Settings
from tickets.desk import filing, likeness
from tickets.desk.arrivals import Mention, Via
from tickets.desk.house import Act, House
from tickets.desk.intake import Intake
from tickets.desk.people import BRIDGE
from tickets.desk.preparing import Layouts, Prepared, prepare
from tickets.desk.registry import sync
from tickets.mastodon.mention import Viewpoint, from_notification
from tickets.storage.database import open_database
from tickets.triage import open_classifier

NOW = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
VIEW = Viewpoint(account="amt", domain="social.example.org", remote_id="1")
TABLES: Mapping[str, str] = {
    "persons": "id",
    "tickets": "id",
    "messages": "id",
    "events": "id",
    "near_keys": "message_id",
}
"""What a batch adds rows to, and by which column they are newer than the batch before."""
ROUNDS = 40
WARM = 3

Batch = Sequence[Notification]
Rows = dict[str, list[tuple[object, ...]]]


def measure() -> list[Result]:
    """The whole way and the store stage, at batches of 50 and of 500."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            result
            for size, store_aim in ((50, 0.5), (500, 0.8))
            for result in _at(Path(folder) / str(size), size, store_aim)
        ]


def _at(folder: Path, size: int, store_aim: float) -> list[Result]:
    folder.mkdir()
    settings = one_account(folder)
    batches = _batches(size)
    rows = _rows_of(_Ours(folder / "scratch.db", settings), (next(batches) for _round in range(ROUNDS)))
    results = []
    for name, way, aim in (
        ("JSON to committed ticket", _Ours.whole, None),
        ("filing, with its look-ups", _Ours.filing, None),
        ("store stage alone", _Ours.stage, store_aim),
    ):
        # Stores of their own, so that both grow alike.
        ours = _Ours(folder / f"{way.__name__}.ours.db", settings)
        by_hand = _ByHand(folder / f"{way.__name__}.db", settings)
        # It knows a first person, and its statements are warm, before anything is timed.
        for _time in range(WARM):
            ours.whole(next(batches))()
        mine, theirs = interleave(
            lambda _n, way=way, ours=ours: way(ours, next(batches)),  # type: ignore[misc]
            lambda n, by_hand=by_hand: by_hand.insert(rows[n]),  # type: ignore[misc]
            rounds=ROUNDS,
        )
        results.append(at_least(f"{name}, batches of {size}", mine, theirs, aim=aim, rounds=ROUNDS))
    return results


def _batches(size: int) -> Iterator[Batch]:
    first = 1
    while True:
        yield notifications(size, first=first)
        first += size


class _Ours:
    """Our way."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path = path
        self._database = open_database(f"sqlite:///{path}")
        self._act = Act(BRIDGE, NOW, House.of(settings))
        self._layouts = Layouts(self._database.dialect)
        self._classifier = open_classifier(settings.departments)
        self._intake = Intake(self._database, self._act.house, self._classifier, lambda: NOW)
        with self._database.write() as session:
            sync(session, self._act)

    def whole(self, batch: Batch) -> Callable[[], object]:
        """All of it: typing, cleaning, triage, store."""
        return lambda: self._intake.take(_typed(batch))

    def filing(self, batch: Batch) -> Callable[[], object]:
        """From prepared rows to the commit, with the look-ups that find each post's thread and person."""
        prepared = self._prepared(batch)

        def work() -> None:
            with self._database.write() as session:
                filing.file(session, self._act, self._layouts, prepared)

        return work

    def stage(self, batch: Batch) -> Callable[[], object]:
        """The store stage alone: ready rows, their ids, the inserts, the commit."""
        prepared = self._prepared(batch)

        def work() -> None:
            with self._database.write() as session:
                _insert(session, self._layouts, prepared)

        return work

    def _prepared(self, batch: Batch) -> list[Prepared]:
        return [
            prepare(
                self._act,
                self._layouts,
                mention,
                self._classifier.classify(mention.text, language=mention.language),
            )
            for mention in _typed(batch)
        ]


def _insert(session: Session, layouts: Layouts, prepared: Sequence[Prepared]) -> None:
    """What filing does once it knows where everything belongs: here a ticket each, all of the first person."""
    keys = layouts.tickets.new_ids(session, len(prepared))
    rows = list(zip(keys, prepared, strict=True))
    layouts.tickets.insert(session, ((key, 1, 1, None, *item.ticket) for key, item in rows))
    layouts.messages.insert(session, ((key, 1, 1, *item.message) for key, item in rows))
    layouts.events.insert(session, ((key, *item.arrival) for key, item in rows))
    likeness.keep(session, [likeness.Post(key, item.signature) for key, item in rows if item.signature])


def _typed(batch: Batch) -> list[Mention]:
    changes = (from_notification(raw, VIEW, via=Via.STREAM) for raw in batch)
    return [change for change in changes if isinstance(change, Mention)]


def _rows_of(ours: _Ours, batches: Iterable[Batch]) -> list[Rows]:
    """The rows that our way stores for these batches, as the driver sees them."""
    source = sqlite3.connect(ours.path)
    seen = dict.fromkeys(TABLES, 0)
    prepared: list[Rows] = []
    for batch in batches:
        ours.whole(batch)()
        rows: Rows = {}
        for name, by in TABLES.items():
            # By their primary keys, as whoever wants to be fast inserts them.
            found = source.execute(f"SELECT * FROM {name} WHERE {by} > ? ORDER BY 1", (seen[name],))
            rows[name] = found.fetchall()
            seen[name] = source.execute(f"SELECT max({by}) FROM {name}").fetchone()[0]
        assert len(rows["messages"]) == len(rows["tickets"]) == len(batch)
        assert len(rows["near_keys"]) > len(batch)
        prepared.append(rows)
    source.close()
    return prepared


class _ByHand:
    """The same rows by hand: sqlite3, executemany, one transaction a batch, the same schema and pragmas."""

    def __init__(self, path: Path, settings: Settings) -> None:
        _Ours(path, settings)
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            self._connection.execute(f"PRAGMA {pragma}")

    def insert(self, rows: Rows) -> Callable[[], object]:
        """One batch."""
        statements = {
            name: f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[name][0]))})"
            for name in TABLES
            if rows[name]
        }

        def work() -> None:
            self._connection.execute("BEGIN IMMEDIATE")
            for name, statement in statements.items():
                self._connection.executemany(statement, rows[name])
            self._connection.execute("COMMIT")

        return work
