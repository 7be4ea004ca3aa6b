"""Stores of any size, filled by one statement: a million tickets in seconds."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.settings import one_account
from tickets.desk.house import Act, House
from tickets.desk.people import BRIDGE
from tickets.desk.registry import sync
from tickets.storage.database import Database, open_database

NOW = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
MILLION = 1_000_000

# One ticket in ten is in the inbox; ranks and due dates are spread, so that no page is a lucky one.
_FILL = """
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)
INSERT INTO tickets (id, account_id, person_id, department_id, queue, state, kind, zone, priority, rank, assignee,
    visibility, language, excerpt, received_at, due_at, warn_at, breached_at, breach_noted_for, snoozed_until,
    created_at, updated_at, version)
SELECT n, 1, 1 + n % 1000, NULL,
    CASE WHEN n % 10 = 0 THEN 'inbox' WHEN n % 10 = 1 THEN 'ignored' ELSE 'done' END,
    CASE WHEN n % 10 = 0 THEN 'new' WHEN n % 10 = 1 THEN 'ignored' ELSE 'answered' END,
    'question', 'normal', n % 50, 1700000000 + (n * 7919) % 40000000, NULL, 'public', 'de',
    'Wie lange dauert die Bearbeitung eines Antrags, und wo sehe ich den Stand? ' || n,
    '2026-05-18 08:00:00.000000+00:00',
    CASE WHEN n % 10 = 0 THEN '2026-05-' || (10 + n % 20) || ' 15:00:00.000000+00:00' END,
    NULL, NULL, NULL, NULL, '2026-05-18 08:00:00.000000+00:00', '2026-05-18 08:00:00.000000+00:00', 1
FROM numbers
"""


def filled(path: Path, count: int) -> Database:
    """A store of so many tickets at this path, its settings beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    database = open_database(f"sqlite:///{path}")
    with database.write() as session:
        sync(session, Act(BRIDGE, NOW, House.of(one_account(path.parent))))
    connection = sqlite3.connect(path)
    connection.executemany(
        "INSERT INTO persons (id, handle, display_name, url, bot, first_seen_at) VALUES (?, ?, '', '', 0, ?)",
        ((n, f"person{n}@social.example.org", "2026-05-18 08:00:00.000000+00:00") for n in range(1, 1001)),
    )
    connection.execute(_FILL, {"count": count})
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()
    return database
