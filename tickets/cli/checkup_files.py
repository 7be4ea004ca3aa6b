"""What the doctor sees of files on this machine: who can read them, and whether the store can be used."""

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

from tickets.cli.finding import Finding, Look
from tickets.errors import ModelError, StoreError
from tickets.i18n import _
from tickets.storage.database import SCHEMA, Database, open_database, sqlite_file
from tickets.triage.model import load_model


def privacy(file: Path | None) -> Iterator[Finding]:
    """A warning where everybody on this machine can read the file."""
    look = Look("privacy")
    if file is not None and file.exists() and file.stat().st_mode & stat.S_IROTH:
        yield look.warning(
            _("Everybody on this machine can read {file}").format(file=file),
            _("Take that from them: chmod o= {file}").format(file=shlex.quote(str(file))),
        )


def store_is_there(url: str) -> bool:
    """Whether there is a store to open; to open one makes it."""
    file = sqlite_file(url)
    return file is None or file.exists()


def store(url: str) -> Iterator[Finding]:
    """Whether it can be used, and who can read it; none is made."""
    look, file = Look("store"), sqlite_file(url)
    if file is not None and not store_is_there(url):
        yield _no_store_yet(look, file)
        return
    yield _usable(look, url)
    yield from privacy(file)


def _no_store_yet(look: Look, file: Path) -> Finding:
    """Nothing is made: the doctor may be somebody else than the service, and the file would belong to them."""
    folder = next(each for each in file.parents if each.exists())
    if not os.access(folder, os.W_OK | os.X_OK):
        return look.error(
            _("There is no store {file} yet, and this user may not make one").format(file=file),
            _("Run this as the user of the service, or give that user the folder {folder}").format(
                folder=folder
            ),
        )
    return look.ok(_("There is no store yet; the bridge will make {file}").format(file=file))


def _usable(look: Look, url: str) -> Finding:
    try:
        database = open_database(url)
        try:
            _write(database)
        finally:
            database.close()
    except StoreError as error:
        return look.failed(error)
    return look.ok(
        _("The store {where} can be written to, version {version}").format(
            where=database.where, version=SCHEMA
        )
    )


def model() -> Finding:
    look = Look("model")
    try:
        version = load_model().version
    except ModelError as error:
        return look.failed(error)
    return look.ok(_("Triage has its trained model, {version}").format(version=version))


def _write(database: Database) -> None:
    """A transaction that may write, and writes nothing."""
    with database.write():
        pass
