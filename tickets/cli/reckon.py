"""`reckon`: deadlines of open tickets anew, after the calendar or a promise was changed in the settings."""

from collections.abc import Iterator, Sequence

import click

from tickets.cli import options, output
from tickets.cli.context import Context, pass_context
from tickets.cli.tables import whole
from tickets.desk import reckoning
from tickets.desk.house import Desk
from tickets.desk.reckoning import Reckoned
from tickets.desk.words import promise_word
from tickets.i18n import _, ngettext
from tickets.rules.dates import time_word


@click.command(
    help=_(
        "Reckon the deadlines of open tickets anew, after the calendar or a promise was changed in the "
        "settings.\n\n"
        "Each change is an event of its ticket. A deadline that is broken stays as it was, and so does a date "
        "that a citizen was told. For team leads and administrators."
    )
)
@click.option("--account", metavar=_("NAME"), help=_("Only of this account."))
@click.option("--dry-run", is_flag=True, help=_("Only show what would change."))
@options.json_option
@pass_context
def reckon(context: Context, *, account: str | None, dry_run: bool, as_json: bool) -> None:
    """Never by itself: nobody shall find another date than yesterday's without a reason in the history."""
    if account is not None:
        context.settings.account(account)
    with context.desk() as desk:
        changes = desk.see(reckoning.changed, account=account)
        if not dry_run:
            changes = tuple(_reckoned(desk, changes))
    if as_json:
        output.print_json({"dry_run": dry_run, "tickets": changes})
    else:
        _print(context, changes, dry_run=dry_run)


def _reckoned(desk: Desk, changes: Sequence[Reckoned]) -> Iterator[Reckoned]:
    """In transactions of a few tickets, so that nobody waits for long; also without any, for the right to do it."""
    ids = [change.ticket for change in changes]
    for start in range(0, max(len(ids), 1), reckoning.AT_ONCE):
        yield from desk.do(reckoning.reckon, ids[start : start + reckoning.AT_ONCE])


def _print(context: Context, changes: Sequence[Reckoned], *, dry_run: bool) -> None:
    if not changes:
        output.say(_("Every open deadline is as the settings say."))
        return
    output.print_table(
        (whole(_("No.")), _("Account"), _("Promise"), whole(_("Before")), whole(_("Now")), ""),
        [_cells(context, change) for change in changes],
    )
    if dry_run:
        told = ngettext("{count} deadline would change.", "{count} deadlines would change.", len(changes))
    else:
        told = ngettext("{count} deadline was changed.", "{count} deadlines were changed.", len(changes))
    output.tell(told.format(count=len(changes)))


def _cells(context: Context, change: Reckoned) -> list[output.Cell]:
    return [
        str(change.ticket),
        change.account,
        promise_word(change.promise),
        time_word(change.before, context.zone),
        time_word(change.after, context.zone),
        output.styled(_("too late at once"), "bold red") if change.overdue else "",
    ]
