"""Many rows at once: multi-row inserts whose ids are known beforehand, the same on both engines."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, insert, text
from sqlalchemy.orm import Session


def new_ids(session: Session, table: Table, count: int) -> Sequence[int]:
    """Ids for `count` new rows of a table, ascending; a row's dependants can be made before it is stored.

    PostgreSQL's sequence gives them. On SQLite nobody else writes in a writing transaction, so they are counted
    on from the highest that was ever given.
    """
    if count == 0:
        return ()
    if session.get_bind().dialect.name == "sqlite":
        last = (
            session.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
            or 0
        )
        return range(last + 1, last + 1 + count)
    sequence = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
    return sorted(session.scalars(sequence, {"name": table.name, "count": count}))


def insert_rows(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert these rows, all with the same keys, by one prepared statement. Nothing for no rows."""
    if rows:
        session.execute(insert(table), rows)
