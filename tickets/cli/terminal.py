"""`tui`: the desk in this terminal. Alone in its module, because every import is time before the first picture."""

import sys

import click

from tickets.cli.context import Context, pass_context
from tickets.errors import UsageError
from tickets.i18n import _


@click.command(help=_("Open the desk in this terminal."))
@pass_context
def tui(context: Context) -> None:
    """The screens are slow to import: they come last, and the settings after them."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            _("The desk needs a terminal, and this is not one"), _("Use “tickets list” in scripts and pipes")
        )
    from tui.opening import run

    run(context.login, lambda: context.settings, lambda: context.actor)
