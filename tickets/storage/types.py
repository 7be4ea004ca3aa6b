"""Column types that keep the store's promises, cheaply: aware UTC times, words by value, JSON.

Each gives SQLAlchemy one function for a value instead of a chain of them: they run for every column of every row.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

Processor = Callable[[Any], Any]


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in, aware UTC out; a naive time is refused (ValueError).

    PostgreSQL keeps a timestamp with time zone. SQLite knows no times: there it is text in ISO 8601, always UTC,
    always to the microsecond, always with its offset, so that it sorts as it should and nobody has to guess.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String(32) if dialect.name == "sqlite" else DateTime(timezone=True))

    def bind_processor(self, dialect: Dialect) -> Processor:
        return _to_text if dialect.name == "sqlite" else _to_utc

    def result_processor(self, dialect: Dialect, _coltype: object) -> Processor:
        return _from_text if dialect.name == "sqlite" else _to_utc


def _to_utc(value: datetime | None) -> datetime | None:
    if value is None or value.tzinfo is UTC:
        return value
    if value.tzinfo is None:
        raise ValueError(f"a naive time was about to be stored: {value.isoformat()}")
    return value.astimezone(UTC)


def _to_text(value: datetime | None) -> str | None:
    utc = _to_utc(value)
    return None if utc is None else utc.isoformat(" ", "microseconds")


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


class Word(TypeDecorator[StrEnum]):
    """A member of an enum, stored by its value as plain text: a new member needs no migration."""

    impl = String(20)
    cache_ok = True

    def __init__(self, enum: type[StrEnum]) -> None:
        super().__init__()
        self.enum = enum

    def bind_processor(self, dialect: Dialect) -> Processor:  # noqa: ARG002 - the same on both engines
        return lambda member: None if member is None else str.__str__(member)

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:  # noqa: ARG002
        members: dict[str | None, StrEnum | None] = {member.value: member for member in self.enum}
        members[None] = None
        return members.__getitem__


class Document(TypeDecorator[Any]):
    """JSON: text on SQLite, `json` on PostgreSQL; None is NULL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else JSON())

    def bind_processor(self, dialect: Dialect) -> Processor:  # noqa: ARG002
        return lambda value: None if value is None else _encode(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:  # noqa: ARG002
        return lambda value: json.loads(value) if isinstance(value, str) else value


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
