"""SQLite's file: never another one in its place, and what goes wrong with it in words.

SQLite goes on writing into a file that somebody has deleted or moved away, where nobody will ever see it, and makes a
new, empty one where it finds none (sqlite.org, “How To Corrupt An SQLite Database File”, 2.4 and 4). So a connection
that was opened to another file is thrown away, and no connection makes a file.
"""

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import PoolProxiedConnection

from tickets.errors import StoreError
from tickets.i18n import _

_KEY = "tickets.file"


def connect(file: Path, timeout: float) -> sqlite3.Connection:
    """A connection to this file, which must be there. timeout: seconds to wait for who else writes.

    Raises StoreError where it has gone, sqlite3.Error.
    """
    address = f"file:{quote(str(file.absolute()))}?mode=rw"
    try:
        return sqlite3.connect(address, uri=True, timeout=timeout, check_same_thread=False)
    except sqlite3.OperationalError:
        _require(file)
        raise


def watch(engine: Engine, file: Path) -> None:
    """Throw away each connection of this engine that was opened to a file which is not there any longer."""

    @event.listens_for(engine, "connect")
    def _remember(_connection: Any, record: Any) -> None:
        record.info[_KEY] = file, _identity(file)

    @event.listens_for(engine, "checkout")
    def _look(_connection: Any, record: Any, _proxy: Any) -> None:
        if not _is_same(record.info):
            raise DisconnectionError("another file")  # the pool opens a new one in its place


def require_same(connection: PoolProxiedConnection) -> None:
    """Raise StoreError where the file that a lasting connection was opened to has gone, or is another one."""
    if not _is_same(connection.info):
        file, _opened = connection.info[_KEY]
        _require(file)
        raise StoreError(_("The file of the store was replaced: {file}").format(file=file))


def reason(error: BaseException) -> str | None:
    """Why SQLite did not do it, in the reader's language where it is one of the usual reasons."""
    words = {
        "SQLITE_BUSY": _("another program has been writing to it for too long"),
        "SQLITE_FULL": _("there is no room left on the disk"),
        "SQLITE_READONLY": _("it can only be read"),
        "SQLITE_CANTOPEN": _("its file cannot be opened"),
        "SQLITE_CORRUPT": _("its file is damaged"),
        "SQLITE_IOERR": _("its file cannot be read or written"),
    }
    name: str = getattr(error, "sqlite_errorname", "")
    return words.get("_".join(name.split("_")[:2]))


def _require(file: Path) -> None:
    if not file.exists():
        raise StoreError(
            _("The file of the store is gone: {file}").format(file=file),
            _("Put it back where it was, or bring a backup in with “tickets restore”"),
        )


def _is_same(info: Any) -> bool:
    file, opened = info.get(_KEY, (None, None))
    return file is None or (opened is not None and _identity(file) == opened)


def _identity(file: Path) -> tuple[int, int] | None:
    """What tells a file from another of the same name; None where there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
