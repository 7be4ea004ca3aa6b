"""Finding among a million tickets: by words and by filters, against raw SQL and against our own at 10,000."""

import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.filling import MILLION, NOW, filled
from tests.benchmarks.ratio import Result, at_most, interleave
from tests.benchmarks.settings import one_account
from tickets.desk import filtering, views
from tickets.desk.house import Act, House
from tickets.desk.people import BRIDGE
from tickets.desk.rows import Page
from tickets.storage.database import Database

FEW = 10_000
ROUNDS = 40
PAGE = 100
"""What the desk fetches at once."""

# All tickets have three words in common, each has one of its own, one in ten is about fees, one in a hundred an
# incident; three old ones are in French.
_WORDS = """
INSERT INTO ticket_words (rowid, words)
SELECT t.id, p.handle || ' Wie lange dauert der Antrag akte' || t.id
    || CASE WHEN t.id % 10 = 3 THEN ' Gebühr' ELSE '' END
FROM tickets t JOIN persons p ON p.id = t.person_id
"""
_KINDS = "UPDATE tickets SET kind = 'incident' WHERE id % 100 = 7"
_FRENCH = "UPDATE tickets SET language = 'fr' WHERE id IN (7, 107, 207)"

_RAW_ROWS = """
SELECT t.id, a.name, p.handle, t.queue, t.state, t.kind, t.priority, d.key, t.assignee, t.visibility, t.language,
    t.received_at, t.due_at, t.breached_at, t.zone, t.excerpt, t.warn_at, t.rank, t.version
FROM {source} JOIN accounts a ON a.id = t.account_id JOIN persons p ON p.id = t.person_id
    LEFT JOIN departments d ON d.id = t.department_id
WHERE {condition} ORDER BY {order} DESC LIMIT 101
"""
_RAW_WORDS = _RAW_ROWS.format(
    source="ticket_words w JOIN tickets t ON t.id = w.rowid",
    condition="w.ticket_words MATCH '\"gebühr\"*'",
    order="w.rowid",
)
_RAW_WALK = _RAW_ROWS.format(source="tickets t", condition="t.language = 'fr'", order="t.id")

_FLAT = {
    "one letter that every ticket has": "d",
    "a word of one ticket": "akte4711",
    "a filter that most have": "kind:question",
    "a filter that one in a hundred has": "kind:incident lang:de",
    "a queue and a filter": "queue:inbox kind:question",
}
"""What somebody types; each is to take as long among a million as among 10,000."""

_BY_HITS = {
    "a word of one ticket in ten": "gebühr",
    "a word that every ticket has": "antrag",
    "two words, one of them everywhere": "antrag gebühr",
    "a common word and a rare filter": "antrag kind:incident",
    "a filter by person": "person:person77",
}
"""Beginnings of more letters than the index keeps (`prefix` in the migration): it gathers all their hits before it
gives the first. How long that takes grows with the hits, and is only told."""


def measure() -> list[Result]:
    """Ratios for each way to search."""
    with tempfile.TemporaryDirectory() as folder:
        many, few = (_store(Path(folder) / f"{count}.db", count) for count in (MILLION, FEW))
        act = Act(BRIDGE, NOW, House.of(one_account(Path(folder))))
        raw = sqlite3.connect(Path(folder) / f"{MILLION}.db")
        results = [
            at_most(
                f"{name}, against 10,000",
                *interleave(_ours(many, act, typed), _ours(few, act, typed), rounds=ROUNDS),
                aim=aim,
                rounds=ROUNDS,
            )
            for searches, aim in ((_FLAT, 2.0), (_BY_HITS, None))
            for name, typed in searches.items()
        ]
        results += [
            _against(raw, "a word, against raw FTS5", _RAW_WORDS, _ours(many, act, "gebühr")),
            _against(
                raw, "a filter that three have, against raw SQL", _RAW_WALK, _ours(many, act, "lang:fr")
            ),
        ]
        raw.close()
        many.close()
        few.close()
    return results


def _against(
    raw: sqlite3.Connection, name: str, statement: str, ours: Callable[[int], Callable[[], Page]]
) -> Result:
    times = interleave(ours, lambda _number: lambda: raw.execute(statement).fetchall(), rounds=ROUNDS)
    return at_most(name, *times, aim=2.0, rounds=ROUNDS)


def _ours(database: Database, act: Act, typed: str) -> Callable[[int], Callable[[], Page]]:
    """As the desk does it at each letter: read what was typed, and fetch the first page."""

    def page() -> Page:
        query = filtering.query_typed(act, typed)
        with database.look() as connection:
            found = views.page(connection, act, query)
        assert found.rows
        return found

    return lambda _number: page


def _store(path: Path, count: int) -> Database:
    database = filled(path, count)
    connection = sqlite3.connect(path)
    for statement in (_WORDS, _KINDS, _FRENCH):
        connection.execute(statement)
    connection.commit()
    connection.close()
    return database
