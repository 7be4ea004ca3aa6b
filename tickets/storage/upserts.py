"""Inserts that stand back where the row is there already: each kind of database has words of its own for that."""

from typing import TYPE_CHECKING

from sqlalchemy import Table
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


def insert_into(session: Session, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An INSERT into this table that knows ON CONFLICT, for the kind of database behind the session.

    Only that one's dialect is imported: PostgreSQL's takes 2 MiB, and most desks stand on SQLite.
    """
    if session.get_bind().dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
