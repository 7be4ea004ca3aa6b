"""`templates`: the texts that lie ready for answers, and whether they can be used."""

import click

from tickets.cli import options, output
from tickets.cli.context import Context, pass_context
from tickets.cli.running import FAILED
from tickets.desk import templating
from tickets.i18n import _


@click.command(
    help=_("List the texts that lie ready for answers, and check them. Broken ones end it with code 1.")
)
@options.json_option
@pass_context
def templates(context: Context, *, as_json: bool) -> None:
    """The house's own, and the program's for what the house has none of its own; before each its digit at the desk."""
    found = templating.listed(context.settings)
    if as_json:
        output.print_json(list(found))
    for view in () if as_json else found:
        whose = _("your own") if view.own else _("the program’s")
        number, name = view.number or "", ".".join(filter(None, (view.name, view.language)))
        output.say(f"{number:>2}  {name}: {view.problem or view.title} ({whose})")
    if any(view.problem for view in found):
        click.get_current_context().exit(FAILED)
