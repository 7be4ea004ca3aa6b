"""The door to the store: short transactions, one change signal, the same on SQLite and PostgreSQL.

SQLite runs in WAL mode, and a writing transaction begins IMMEDIATE: a deferred one that reads and then writes
fails with "database is locked" whatever the timeout. PostgreSQL tells of each write by NOTIFY.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, Protocol, cast

from sqlalchemy import Connection, Dialect, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tickets.errors import StoreError, os_reason
from tickets.i18n import _
from tickets.storage import files, signals

SCHEMA = "0010"
"""The revision this code reads and writes; a test holds it to the newest migration."""

_BUSY_MS = 5000
CACHE_KIB = 2000
"""Of pages, for each connection: SQLite's own measure (sqlite.org, PRAGMA cache_size)."""
_SILENCE = {
    "connect_timeout": 10,
    "tcp_user_timeout": 20_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
}
"""How long a PostgreSQL server that has gone silent, behind a cut line, is waited for: about twenty seconds instead of
a quarter of an hour. Seconds, but for the second, which is in milliseconds (PostgreSQL documentation, libpq, parameter
key words). Whoever knows better says so in the address of the store."""


class ChangeSignal(Protocol):
    """Tells when another connection has changed the store. One for each thread that waits."""

    def wait(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds; True as soon as the store has changed since the last call.

        Not by a whisper.
        """

    def whispered(self) -> bool:
        """Whether, since the last call, anything was written at all: signs of life too."""
        return False

    def close(self) -> None:
        """Let go of the connection."""


class Database:
    """One store. Thread-safe: each transaction takes its own connection from the pool."""

    def __init__(self, url: str, *, cache_kib: int = CACHE_KIB) -> None:
        """cache_kib: how much of a SQLite file each connection keeps in memory, KiB."""
        self.url = url
        self._readers = _engine(url, cache_kib)
        self._writers = self._readers.execution_options(tickets_begin="BEGIN IMMEDIATE")
        self._lookers = self._readers.execution_options(tickets_begin=None)

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is a SQLite file."""
        return self._readers.dialect.name == "sqlite"

    @property
    def dialect(self) -> Dialect:
        """SQLAlchemy's word for the kind of database."""
        return self._readers.dialect

    @property
    def where(self) -> str:
        """The store's address for people, without its password."""
        return make_url(self.url).render_as_string(hide_password=True)

    @property
    def engine(self) -> Engine:
        """For the migrations and the doctor; everybody else uses `read` and `write`."""
        return self._readers

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that only reads: one snapshot, never blocked by a writer."""
        with self._session(self._readers) as session:
            yield session

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """A bare connection for a single statement: for the question that is asked at every key pressed."""
        try:
            with self._lookers.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise store_error(self.where, error) from error

    @contextmanager
    def write(self, *, quiet: bool = False) -> Iterator[Session]:
        """A transaction that writes; committed at the end of the block, rolled back on any error.

        quiet: nobody need read again what they see (`storage.signals`). Keep it short, and do no network call
        inside. Raises StoreError where the store cannot be used.
        """
        with self._session(self._writers) as session:
            self._require_known(session)
            before = signals.rows_changed(session) if self.is_sqlite else 0
            yield session
            session.flush()
            if not self.is_sqlite:
                signals.notify(session, quiet=quiet)
            elif signals.rows_changed(session) != before:
                signals.count_write(session, quiet=quiet)
            session.commit()

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        try:
            with Session(engine, expire_on_commit=False) as session:
                yield session
        except StaleDataError:
            raise
        except SQLAlchemyError as error:
            raise store_error(self.where, error) from error

    def revision(self) -> str | None:
        """The schema's revision; None for an empty store. Raises StoreError where there is none to be had."""
        try:
            with self._readers.connect() as connection:
                names = set(connection.dialect.get_table_names(connection))
                if "alembic_version" not in names:
                    return None
                return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except SQLAlchemyError as error:
            raise store_error(self.where, error) from error

    def verify(self) -> None:
        """Raise StoreError where the store has gone, or another program has brought it to another version."""
        with self.look() as connection:
            self._require_known(connection)

    def _require_known(self, store: Session | Connection) -> None:
        """A program that was started before a migration knows nothing of what the tables hold now."""
        revision = store.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if revision != SCHEMA:
            raise StoreError(
                _("The store was brought to version {revision} while this program was running").format(
                    revision=revision
                ),
                _("Leave the program and start it again: this one no longer writes anything"),
            )

    def changes(self, ended: Event | None = None) -> ChangeSignal:
        """A new change signal: `PRAGMA data_version` on SQLite, LISTEN on PostgreSQL.

        ended: set by whoever wants no more of it; on SQLite that ends a wait at once, on PostgreSQL in its time.
        """
        return signals.DataVersion(self._readers, ended) if self.is_sqlite else signals.Listen(self._readers)

    def close(self) -> None:
        """Close all connections; the object cannot be used afterwards."""
        self._readers.dispose()


def open_database(url: str, *, cache_kib: int = CACHE_KIB) -> Database:
    """The store at this address, ready to use: an empty one gets its tables, an old one is refused.

    cache_kib: as for Database.
    Raises StoreError with the way out: `tickets migrate` for an older store, a newer program for a newer one.
    """
    database = Database(url, cache_kib=cache_kib)
    try:
        _make_ready(database)
    except BaseException:
        database.close()
        raise
    return database


def _make_ready(database: Database) -> None:
    revision = database.revision()
    if revision is None:
        from tickets.storage.migrations import upgrade  # Alembic is slow to import and rarely needed

        upgrade(database)
    elif revision < SCHEMA:
        raise StoreError(
            _("The store {where} is of an older version ({revision})").format(
                where=database.where, revision=revision
            ),
            _("Make a copy of it, then run: tickets migrate"),
        )
    elif revision > SCHEMA:
        raise StoreError(
            _("The store {where} was written by a newer version of tickets ({revision})").format(
                where=database.where, revision=revision
            ),
            _("Install that version here too"),
        )


def store_error(where: str, error: SQLAlchemyError) -> StoreError:
    """What the driver said, as one line for a person; never a statement or its values."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    said = [files.reason(cause)] if files.reason(cause) else str(cause).strip().splitlines()
    return StoreError(
        _("The store {where} cannot be used: {reason}").format(
            where=where, reason=said[0] if said else type(cause).__name__
        ),
        _("See that it can be reached and written to; “tickets doctor” tells more"),
    )


def _engine(url: str, cache_kib: int) -> Engine:
    """An engine whose transactions begin as we want them to."""
    target = make_url(url)
    if target.get_backend_name() != "sqlite":
        limits = {name: value for name, value in _SILENCE.items() if name not in target.query}
        return create_engine(target, connect_args=limits, pool_pre_ping=True, pool_size=5, max_overflow=20)
    file = sqlite_file(url)
    if file is None:
        engine = create_engine(target, connect_args={"timeout": _BUSY_MS / 1000, "check_same_thread": False})
    else:
        _make_folder(file.parent)
        make_private(file)
        engine = create_engine(target, creator=lambda: files.connect(file, _BUSY_MS / 1000))
        files.watch(engine, file)
    event.listen(engine, "connect", partial(_prepare_sqlite, cache_kib))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite store; None for PostgreSQL and for a store in memory."""
    target = make_url(url)
    if target.get_backend_name() != "sqlite" or not target.database or target.database == ":memory:":
        return None
    return Path(target.database)


def make_private(file: Path) -> None:
    """Make an empty file that nobody else can read, where there is none: direct messages will be in it.

    In a folder that keeps its group (setgid, mode 2770) the administrator has said with whom it is shared: 0660. A
    file that is there keeps its mode; what SQLite puts beside it (-wal, -shm) has the same (SQLite, os_unix.c).
    """
    if file.exists():
        return
    try:
        folder = file.parent.stat().st_mode
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError:
        # Somebody was faster, or SQLite will say why it cannot be made.
        return
    try:
        if folder & stat.S_ISGID and folder & stat.S_IWGRP:
            # Afterwards, because a umask takes away what `open` is told.
            os.fchmod(descriptor, 0o660)
    finally:
        os.close(descriptor)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            _("The folder {folder} cannot be made: {reason}").format(folder=folder, reason=os_reason(error)),
            _("Make it yourself, or name another under “database.url”"),
        ) from error


def _prepare_sqlite(cache_kib: int, connection: Any, _record: object) -> None:
    # The driver would begin transactions by itself, and deferred; we begin them.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={_BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"PRAGMA cache_size=-{cache_kib}")  # below zero: in KiB


def _begin_sqlite(connection: Connection) -> None:
    begin = connection.get_execution_options().get("tickets_begin", "BEGIN")
    if begin:
        # Straight to the driver: this runs for every transaction.
        cast("Any", connection.connection).execute(begin)
