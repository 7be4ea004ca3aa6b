"""`roster`: who is on duty in which week, and what is handed over. The acts are in modules of their own."""

import click

from tickets.cli import options
from tickets.cli.context import Context, pass_context
from tickets.cli.group import CommandGroup, Place
from tickets.i18n import _

_WEEKS = 8
"""How many weeks are shown where nobody says."""


def _sections() -> dict[str, dict[str, Place]]:
    return {
        _("Weeks"): {
            "set": Place("roster_acts", "set_", _("put somebody on duty in a week")),
            "clear": Place("roster_acts", "clear", _("leave a week without anybody")),
            "swap": Place("roster_acts", "swap", _("let two people exchange their weeks")),
            "fill": Place("roster_acts", "fill", _("fill the holes by a fair rota")),
            "absent": Place("roster_acts", "absent", _("say when somebody is away")),
            "history": Place("roster_acts", "history", _("who changed what")),
        },
        _("Files"): {
            "export": Place("roster_files", "export", _("write the roster as CSV or iCalendar")),
            "import": Place("roster_files", "import_", _("read a roster from CSV or iCalendar")),
        },
        _("Change of duty"): {
            "handover": Place("roster_handover", "handover", _("what is handed over, and who took it")),
        },
    }


@click.group(
    cls=CommandGroup,
    sections=_sections(),
    invoke_without_command=True,
    subcommand_metavar=_("[COMMAND [ARGUMENTS]]"),
    help=_(
        "Say who is on duty in which week. A WEEK is one of ISO 8601, such as 2026-W21.\n\n"
        "New tickets belong to whoever is on duty, or to the deputy on days on which that one is away. "
        "The team lead and the administrator change the roster; community managers may swap own weeks and enter "
        "own absences."
    ),
)
@click.option("--from", "first", metavar=_("WEEK"), help=_("From this week on; else from this one."))
@click.option(
    "--weeks",
    "count",
    type=options.called(click.IntRange(1, 530), _("whole number")),
    metavar=_("N"),
    default=_WEEKS,
    show_default=True,
    help=_("So many."),
)
@options.json_option
@click.pass_context
@pass_context
def roster(
    context: Context, click_context: click.Context, *, first: str | None, count: int, as_json: bool
) -> None:
    """Without a command, the next weeks."""
    if click_context.invoked_subcommand is None:
        from tickets.cli.roster_acts import show

        show(context, first, count, as_json=as_json)
    elif first or as_json:
        raise click.UsageError(_("Options go after the command that they are for"), click_context)
