"""Many rows at once, by the driver's own multi-row insert.

A row's values are made ready for the driver before the transaction begins, so that the store is locked for no
longer than the inserts take; only ids are added inside. SQLAlchemy's own way would look at each value of each row
twice more, inside.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Table, text
from sqlalchemy.orm import Session

Ready = tuple[Any, ...]
"""Values as the driver takes them."""


class Layout:
    """How rows of one table reach one kind of database: `late` columns first, which the transaction gives."""

    def __init__(self, table: Table, dialect: Dialect, *, late: Sequence[str]) -> None:
        self._table = table
        early = [column for column in table.c if column.name not in late and column.name != "id"]
        self._early = [
            (column.name, column.type.dialect_impl(dialect).bind_processor(dialect)) for column in early
        ]
        names = ", ".join([*late, *(column.name for column in early)])
        mark = "?" if dialect.paramstyle == "qmark" else "%s"
        marks = ", ".join([mark] * (len(late) + len(early)))
        self._insert = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own

    def ready(self, fields: Mapping[str, Any]) -> Ready:
        """The early values of a row. Raises KeyError where a column has none, ValueError for a naive time."""
        return tuple(
            [fields[name] if process is None else process(fields[name]) for name, process in self._early]
        )

    def insert(self, session: Session, rows: Iterable[Ready]) -> None:
        """Insert rows of late and early values, by one prepared statement; nothing for none."""
        values = list(rows)
        if values:
            session.connection().exec_driver_sql(self._insert, values)

    def new_ids(self, session: Session, count: int) -> Sequence[int]:
        """Ids for `count` new rows, ascending: what depends on a row can be made before it is stored.

        PostgreSQL's sequence gives them. On SQLite nobody else writes in a writing transaction, so they are
        counted on from the highest that was ever given.
        """
        if count == 0:
            return ()
        name = {"name": self._table.name}
        if session.get_bind().dialect.name == "sqlite":
            last = session.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), name) or 0
            return range(last + 1, last + 1 + count)
        sequence = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
        return sorted(session.scalars(sequence, {**name, "count": count}))
