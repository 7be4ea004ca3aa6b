"""`views`: what was typed to find tickets, kept under a name."""

from dataclasses import asdict

import click

from tickets.cli import options, output
from tickets.cli.context import Context, pass_context
from tickets.desk import saved_views
from tickets.desk.house import Desk
from tickets.errors import UsageError
from tickets.i18n import _


@click.command(
    help=_(
        "Print the saved views: yours, and everybody's.\n\n"
        "A view is what was typed to find tickets, under a name; “tickets list --view NAME” shows what it finds."
    )
)
@click.option(
    "--save",
    nargs=2,
    metavar=_("NAME QUERY"),
    help=_("Keep this query under this name: --save Faxe 'kind:incident fax'."),
)
@click.option("--delete", metavar=_("NAME"), help=_("Forget the view of this name."))
@click.option("--everybody", is_flag=True, help=_("Save or delete it for everybody, not for you alone."))
@click.option("--replace", is_flag=True, help=_("Save it even where there is a view of this name."))
@options.json_option
@pass_context
def views(
    context: Context,
    *,
    save: tuple[str, str] | None,
    delete: str | None,
    everybody: bool,
    replace: bool,
    as_json: bool,
) -> None:
    """The views as they are afterwards."""
    if save and delete is not None:
        raise UsageError(_("A view is saved or deleted, not both"), _("Give --save or --delete"))
    if not save and (replace or (everybody and delete is None)):
        raise UsageError(_("There is nothing to save"), _("Give --save NAME QUERY too"))
    with context.desk() as desk:
        if save:
            name, query = save
            kept = desk.do(saved_views.save, name, query, for_all=everybody, replace=replace)
            output.tell(_("The view “{name}” is saved.").format(name=kept.name))
        if delete is not None:
            gone = desk.do(saved_views.delete, delete, for_all=everybody)
            output.tell(_("The view “{name}” is deleted.").format(name=gone.name))
        _print(desk, as_json=as_json)


def _print(desk: Desk, *, as_json: bool) -> None:
    found = desk.see(saved_views.all_of)
    if as_json:
        output.print_json([asdict(view) for view in found])
    elif found:
        rows: list[list[output.Cell]] = [
            [view.name, view.query, _("everybody") if view.for_all else _("you"), view.author]
            for view in found
        ]
        output.print_table((_("Name"), _("Query"), _("For"), _("Saved by")), rows)
    else:
        output.tell(_("No view is saved yet."))
