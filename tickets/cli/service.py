"""`status` and `migrate`: how the service is, the store's version."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tickets.cli import options, output
from tickets.cli.context import Context, pass_context
from tickets.cli.running import complain
from tickets.errors import SettingsError
from tickets.i18n import _

if TYPE_CHECKING:
    from tickets.config import Settings


@click.command(help=_("Say how the service is: the bridge, its workers, the queues, the outbox."))
@options.json_option
@pass_context
def status(context: Context, *, as_json: bool) -> None:
    """As the bridge itself last said. By a calendar that cannot be nothing is reckoned; the rest is told."""
    from tickets.cli.condition import print_condition
    from tickets.config import is_demo
    from tickets.desk import reckoning, views

    with context.desk() as desk:
        service = desk.see(views.service)
        wrong = list(_impossible_calendars(context.settings))
        to_reckon = None if wrong else len(desk.see(reckoning.changed))
    if as_json:
        output.print_json({**output.fields(service), "to_reckon": to_reckon})
    else:
        settings = context.settings
        demo = settings.file if is_demo(settings.folder) else None
        print_condition(service, to_reckon or 0, context.zone, demo=demo)
    for error in wrong:
        complain(str(error))
    if wrong:
        click.get_current_context().exit(SettingsError.exit_code)


def _impossible_calendars(settings: "Settings") -> Iterator[SettingsError]:
    """Those by which no deadline can be reckoned. Reading the settings does not tell: holidays are slow to import."""
    for name in settings.calendars:
        try:
            settings.calendar(name)
        except SettingsError as error:
            yield error


@click.command(help=_("Bring the store to the version that this program reads. Make a copy of it first."))
@options.json_option
@pass_context
def migrate(context: Context, *, as_json: bool) -> None:
    """Also where there is nothing to do."""
    from tickets.storage.database import SCHEMA, Database, open_database
    from tickets.storage.migrations import upgrade

    database = Database(context.settings.database_url)
    try:
        before = database.revision()
        if before is None or before < SCHEMA:
            upgrade(database)
    finally:
        database.close()
    # Refuses what a newer program wrote.
    open_database(context.settings.database_url).close()
    if as_json:
        output.print_json({"store": database.where, "before": before, "after": SCHEMA})
    elif before == SCHEMA:
        output.say(
            _("The store {where} is at version {after} already.").format(where=database.where, after=SCHEMA)
        )
    else:
        output.say(
            _("The store {where} is at version {after} now.").format(where=database.where, after=SCHEMA)
        )
