"""`backup` and `restore`: the store out into one file, and in again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tickets.cli import options, output
from tickets.cli.context import Context, pass_context
from tickets.errors import StoreError, TicketsError
from tickets.i18n import _, ngettext


@click.command(
    help=_(
        "Write the store into FILE, whole and consistent, while everything goes on.\n\n"
        "FILE must not be there yet; only you can read it. Settings and tokens are not in it. For a store in "
        "PostgreSQL there is pg_dump."
    )
)
@click.argument("file", type=click.Path(path_type=Path), metavar=_("FILE"))
@options.json_option
@pass_context
def backup(context: Context, *, file: Path, as_json: bool) -> None:
    """One file: what is still in the write-ahead log is in it too."""
    from tickets.storage import backup as keeping

    store = _store(context)
    if not store.exists():
        raise StoreError(_("There is no store {file}").format(file=store), _("Nothing need be copied yet"))
    size = keeping.save(store, file)
    if as_json:
        output.print_json({"file": str(file), "bytes": size})
    else:
        output.say(_("The store is in {file}; only you can read it.").format(file=file))


@click.command(
    help=_(
        "Bring the store back from FILE, which “tickets backup” wrote.\n\n"
        "Stop the bridge first. What the store held until now is kept beside it. Replies that were on their way "
        "then may be out since: they wait for a person as uncertain."
    )
)
@click.argument("file", type=click.Path(path_type=Path), metavar=_("FILE"))
@options.json_option
@pass_context
def restore(context: Context, *, file: Path, as_json: bool) -> None:
    """Desks that are open go on with what it holds then."""
    from tickets.storage import backup as keeping

    store = _store(context)
    _require_stillness(context, store)
    if not file.exists():
        raise TicketsError(_("There is no file {file}").format(file=file), _("Name a backup"))
    former = store.with_name(f"{store.name}.before-{context.now().astimezone(context.zone):%Y%m%d-%H%M%S}")
    with _working_copy(file, store) as copy:
        doubtful = _made_ready(context, copy, file)
        kept = keeping.put_back(copy, store, former)
    if as_json:
        output.print_json(
            {"store": str(store), "former": str(former) if kept else None, "uncertain": doubtful}
        )
        return
    output.say(_("The store {store} is as {file} has it.").format(store=store, file=file))
    if kept:
        output.say(_("What it held until now is in {file}.").format(file=former))
    if doubtful:
        output.say(
            ngettext(
                "{count} reply may be out since: look at Mastodon, then say so with tickets settle.",
                "{count} replies may be out since: look at Mastodon, then say so with tickets settle.",
                doubtful,
            ).format(count=doubtful)
        )


def _store(context: Context) -> Path:
    from tickets.storage.backup import file_of

    return file_of(context.settings.database_url)


def _require_stillness(context: Context, store: Path) -> None:
    """Raises TicketsError while the bridge runs: it would go on as if nothing had happened."""
    from tickets.desk import views
    from tickets.desk.house import Desk

    if not store.exists():
        return
    try:
        with Desk.open(context.settings, context.actor, now=context.now) as desk:
            running = desk.see(views.service).bridge_running
    except StoreError:
        # A store that cannot be used serves no bridge.
        return
    if running:
        raise TicketsError(
            _("The bridge is running, and nothing was changed"),
            _(
                "Stop it (systemctl stop tickets), then repeat this;"
                " one that was killed counts as running for a minute"
            ),
        )


@contextmanager
def _working_copy(file: Path, store: Path) -> Iterator[Path]:
    """The backup itself is only read."""
    from tickets.storage import backup as keeping

    copy = store.with_name(f"{store.name}.restoring")
    copy.unlink(missing_ok=True)
    store.parent.mkdir(parents=True, exist_ok=True)
    keeping.save(file, copy)
    try:
        yield copy
    finally:
        for ending in ("", "-wal", "-shm"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)


def _made_ready(context: Context, copy: Path, file: Path) -> int:
    """The copy at this program's version, and without replies on their way; how many there were."""
    from tickets.desk import restored
    from tickets.desk.house import Desk, House
    from tickets.storage import backup as keeping
    from tickets.storage.database import Database

    database = Database(f"sqlite:///{copy}")
    try:
        keeping.check(database, file)
        desk = Desk(database, House.of(context.settings), context.actor, context.now)
        return desk.do(restored.settle_past)
    finally:
        database.close()
