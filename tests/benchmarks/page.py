"""The inbox's first page at a million tickets: against raw SQL with the right index, and against our own at 10,000."""

import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.filling import MILLION, NOW, filled
from tests.benchmarks.ratio import Result, at_most, interleave
from tests.benchmarks.settings import one_account
from tickets.desk import views
from tickets.desk.house import Act, House
from tickets.desk.people import BRIDGE
from tickets.desk.rows import Page, Query
from tickets.rules.states import Queue
from tickets.storage.database import Database

FEW = 10_000
ROUNDS = 300
PAGE = 100
"""What the desk fetches at once."""

_RAW = """
SELECT t.id, a.name, p.handle, t.queue, t.state, t.kind, t.priority, d.key, t.assignee, t.visibility, t.language,
    t.received_at, t.due_at, t.breached_at, t.zone, t.excerpt, t.warn_at, t.rank, t.version,
    (SELECT count(*) FROM tickets b WHERE b.cluster_id = t.cluster_id AND b.folded AND b.queue = t.queue),
    (SELECT max(r.state) FROM replies r WHERE r.ticket_id = t.id AND (r.state = 'uncertain' OR r.state = 'failed'
        AND NOT EXISTS (SELECT 1 FROM replies l WHERE l.ticket_id = r.ticket_id AND l.id > r.id
            AND l.state IN ('pending', 'sending', 'sent'))))
FROM tickets t JOIN accounts a ON a.id = t.account_id JOIN persons p ON p.id = t.person_id
    LEFT JOIN departments d ON d.id = t.department_id
WHERE t.queue = 'inbox' AND t.folded = 0 ORDER BY t.rank, t.id LIMIT 101
"""


def measure() -> list[Result]:
    """Both ratios, and the same for a page deep in the list."""
    with tempfile.TemporaryDirectory() as folder:
        many, few = filled(Path(folder) / "many.db", MILLION), filled(Path(folder) / "few.db", FEW)
        raw = sqlite3.connect(Path(folder) / "many.db")
        act = Act(BRIDGE, NOW, House.of(one_account(Path(folder))))
        first = Query(queue=Queue.INBOX, limit=PAGE)
        against_raw = interleave(
            _ours(many, act, first), lambda _n: lambda: raw.execute(_RAW).fetchall(), rounds=ROUNDS
        )
        against_few = interleave(_ours(many, act, first), _ours(few, act, first), rounds=ROUNDS)
        deep = Query(queue=Queue.INBOX, limit=PAGE, after=(1_720_000_000, 0))
        against_first = interleave(_ours(many, act, deep), _ours(many, act, first), rounds=ROUNDS)
        raw.close()
        many.close()
        few.close()
    return [
        at_most("first page of a million, against raw SQL", *against_raw, aim=2.0, rounds=ROUNDS),
        at_most("first page of a million, against 10,000", *against_few, aim=1.5, rounds=ROUNDS),
        at_most("a page deep in a million, against the first", *against_first, aim=1.5, rounds=ROUNDS),
    ]


def _ours(database: Database, act: Act, query: Query) -> Callable[[int], Callable[[], Page]]:
    def page() -> Page:
        with database.look() as connection:
            found = views.page(connection, act, query)
        assert len(found.rows) == PAGE
        return found

    return lambda _number: page
