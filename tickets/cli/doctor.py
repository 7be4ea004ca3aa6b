"""`doctor`: what is wrong, and what to do about it."""

import click

from tickets.cli import options, output
from tickets.cli.checkup import examine
from tickets.cli.context import Context, pass_context
from tickets.cli.finding import Finding, Result
from tickets.cli.running import FAILED
from tickets.i18n import _

_STYLES = {Result.OK: "green", Result.WARNING: "yellow", Result.ERROR: "bold red"}


@click.command(
    help=_(
        "Check settings, store, and each account with its server; change nothing.\n\n"
        "Exit code 1 if anything is wrong."
    )
)
@options.json_option
@click.pass_context
@pass_context
def doctor(context: Context, ctx: click.Context, *, as_json: bool) -> None:
    """Findings appear as they are made: a server may take its time."""
    found: list[Finding] = []
    for finding in examine(lambda: context.settings, context.now):
        found.append(finding)
        if not as_json:
            _print(finding)
    if as_json:
        output.print_json(found)
    if any(finding.result is Result.ERROR for finding in found):
        ctx.exit(FAILED)


def _print(finding: Finding) -> None:
    line = f"{output.of_account(finding.account, finding.what)}."
    if finding.remedy:
        line += f" {finding.remedy}."
    output.say_marked(_word(finding.result), line, _STYLES[finding.result])


def _word(result: Result) -> str:
    return {
        Result.OK: _("fine"),
        Result.WARNING: _("warning"),
        Result.ERROR: _("error"),
    }[result]
