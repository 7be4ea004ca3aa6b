"""A SQLite store out into one file, and in again; consistent while others work on it.

PostgreSQL has tools of its own for that (pg_dump, pg_restore), which know more than we do.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from tickets.errors import StoreError, UsageError, os_reason
from tickets.i18n import _
from tickets.storage.database import SCHEMA, Database, make_private, sqlite_file

_BUSY_SECONDS = 5.0


def file_of(url: str) -> Path:
    """The file of the store. Raises UsageError for PostgreSQL."""
    file = sqlite_file(url)
    if file is None:
        raise UsageError(
            _("The store is no SQLite file"),
            _("Copy PostgreSQL with pg_dump --format=custom, bring it back with pg_restore --clean"),
        )
    return file


def save(store: Path, target: Path) -> int:
    """Copy the store into a new file of mode 0600, as one snapshot; the bytes of the copy.

    What was deleted from the store is not in it. Raises UsageError where the target is there already, StoreError.
    """
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise UsageError(
            _("{file} exists, and was left as it is").format(file=target),
            _("Name a file that is not there yet"),
        ) from None
    except OSError as error:
        raise _unwritable(target, os_reason(error)) from None
    try:
        with _connected(store, read_only=True) as connection:
            # SQLite, "VACUUM INTO": into an empty file, in one transaction.
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise StoreError(
            _("{file} cannot be copied: {reason}").format(file=store, reason=error),
            _("See that it is a store of tickets, and that there is room for a copy"),
        ) from None
    return target.stat().st_size


def check(database: Database, name: Path) -> str:
    """The revision of a copied store, brought to this program's. Raises StoreError for what is none, or newer."""
    revision = database.revision()
    if revision is None:
        raise StoreError(_("{file} is no store of tickets").format(file=name), _("Name a backup"))
    if revision > SCHEMA:
        raise StoreError(
            _("{file} was written by a newer version of tickets ({revision})").format(
                file=name, revision=revision
            ),
            _("Install that version here too"),
        )
    if revision < SCHEMA:
        from tickets.storage.migrations import upgrade

        upgrade(database)
    return revision


def put_back(source: Path, store: Path, former: Path) -> bool:
    """Replace what the store holds by what the source holds; what it held goes into `former`.

    In one transaction, so that open desks see it as a change like any other. A store that cannot be read any longer
    is set aside as it is. Returns whether there was one. Raises StoreError.
    """
    there = store.exists()
    try:
        if there:
            save(store, former)
    except StoreError:
        _set_aside(store, former)
    _fill(source, store)
    return there


def _fill(source: Path, store: Path) -> None:
    try:
        make_private(store)
        with _connected(source) as read, _connected(store) as written:
            read.backup(written)
    except sqlite3.Error as error:
        raise _unwritable(store, str(error)) from None


def _set_aside(store: Path, former: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        file = store.with_name(store.name + ending)
        if file.exists():
            file.rename(former.with_name(former.name + ending))


@contextmanager
def _connected(file: Path, *, read_only: bool = False) -> Iterator[sqlite3.Connection]:
    """Closed at the end, which `sqlite3`'s own context manager does not."""
    address = f"file:{quote(str(file.absolute()))}?mode={'ro' if read_only else 'rw'}"
    with closing(
        sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
    ) as connection:
        yield connection


def _unwritable(file: Path, reason: str) -> StoreError:
    return StoreError(
        _("{file} cannot be written: {reason}").format(file=file, reason=reason), _("Name another place")
    )
