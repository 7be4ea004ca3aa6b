"""How a store tells that it has changed: `PRAGMA data_version` on SQLite, LISTEN and NOTIFY on PostgreSQL.

Signs of life of people at their desks are writes too, and ten people give one every second. So a write can be a
whisper: nobody need read anything again but who is there. SQLite tells both in the same way, so each write
moves on one of two counts in its file's header (`PRAGMA user_version`), in the same transaction. A change that moved
neither was made past this door, and is no whisper.
"""

import sqlite3
import threading
from typing import Any, cast

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tickets.storage import files

_CHANNEL = "tickets_changed"
_WHISPER = "whisper"
_POLL_SECONDS = 0.2
_WHISPERS = 0xFFFF
_LOUD = 0x7FFF0000
"""The bits of the number, which is a signed one of 32, that count each."""


def notify(session: Session, *, quiet: bool) -> None:
    """PostgreSQL: tell the listeners, as soon as this transaction is committed."""
    session.execute(text(f"NOTIFY {_CHANNEL}, '{_WHISPER}'" if quiet else f"NOTIFY {_CHANNEL}"))


def rows_changed(session: Session) -> int:
    """SQLite: how many rows this connection has changed so far."""
    return cast("sqlite3.Connection", session.connection().connection.driver_connection).total_changes


def count_write(session: Session, *, quiet: bool) -> None:
    """SQLite: this transaction has changed something, or whispers."""
    said: int = session.execute(text("PRAGMA user_version")).scalar_one()
    loud, whispers = said & _LOUD, said & _WHISPERS
    if quiet:
        whispers = (whispers + 1) & _WHISPERS
    else:
        loud = (loud + _WHISPERS + 1) & _LOUD
    session.execute(text(f"PRAGMA user_version = {loud | whispers}"))


class DataVersion:
    """SQLite's change signal, asked five times a second: one call costs microseconds."""

    def __init__(self, engine: Engine, ended: threading.Event | None = None) -> None:
        """ended: nobody waits any longer once it is set."""
        self._connection = engine.raw_connection()
        self._ended = ended or threading.Event()
        self._seen = self._pragma("data_version")
        self._counts = self._pragma("user_version")
        self._whispered = False

    def wait(self, timeout: float) -> bool:
        """As `database.ChangeSignal` says."""
        rounds = max(1, round(timeout / _POLL_SECONDS))
        for _round in range(rounds):
            if self._has_changed():
                return True
            if self._ended.wait(min(_POLL_SECONDS, timeout)):
                return False
        return False

    def whispered(self) -> bool:
        """As `database.ChangeSignal` says."""
        whispered, self._whispered = self._whispered, False
        return whispered

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def _has_changed(self) -> bool:
        """Whether the change since the last look, if there was one, is more than a whisper."""
        seen, self._seen = self._seen, self._pragma("data_version")
        if seen == self._seen:
            return False
        before, self._counts = self._counts, self._pragma("user_version")
        self._whispered = True
        return before == self._counts or before & _LOUD != self._counts & _LOUD

    def _pragma(self, name: str) -> int:
        files.require_same(self._connection)
        cursor = self._connection.cursor()
        try:
            cursor.execute(f"PRAGMA {name}")
            row = cursor.fetchone()
        finally:
            cursor.close()
        return int(row[0]) if row else 0


class Listen:
    """PostgreSQL's change signal."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.raw_connection()
        self._driver = cast("Any", self._connection.driver_connection)
        self._driver.autocommit = True
        self._driver.execute(f"LISTEN {_CHANNEL}")
        self._whispered = False

    def wait(self, timeout: float) -> bool:
        """As `database.ChangeSignal` says; a whisper ends the waiting too."""
        heard = [notice.payload for notice in self._driver.notifies(timeout=timeout, stop_after=1)]
        self._whispered = self._whispered or bool(heard)
        return any(payload != _WHISPER for payload in heard)

    def whispered(self) -> bool:
        """As `database.ChangeSignal` says."""
        whispered, self._whispered = self._whispered, False
        return whispered

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.invalidate()
