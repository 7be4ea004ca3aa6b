"""`report`: the figures of a period, for the team lead and the management."""

import json
import re
import sys
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tickets.cli import options, output
from tickets.cli.context import Context, pass_context
from tickets.errors import TicketsError, UsageError, os_reason
from tickets.i18n import _

if TYPE_CHECKING:
    from tickets.reports.figures import Report

_MONTH = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})|(?P<month2>[0-9]{1,2})[./](?P<year2>[0-9]{4})", re.ASCII
)
_FORMATS = ("table", "json", "csv", "html")


@click.command(
    help=_(
        "Print the figures of a period: what came, what was answered, which promises were broken and where the"
        " time went. Without days it is the last week that is over."
    )
)
@click.option("--from", "first", metavar=_("DATE"), help=_("The first day, such as 2026-05-11."))
@click.option("--to", "last", metavar=_("DATE"), help=_("The last day; today where only the first is named."))
@click.option("--month", metavar=_("MONTH"), help=_("A whole month instead, such as 2026-10."))
@click.option("--account", metavar=_("NAME"), help=_("Only of this account."))
@click.option("--department", metavar=_("KEY"), help=_("Only what this department was asked."))
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help=_("What it looks like; a table unless you say.")
)
@click.option("--breaches", is_flag=True, help=_("With csv: the broken promises instead of the figures."))
@click.option(
    "--output", "file", type=click.Path(path_type=Path), metavar=_("FILE"), help=_("Into this file.")
)
@options.json_option
@pass_context
def report(
    context: Context,
    *,
    first: str | None,
    last: str | None,
    month: str | None,
    account: str | None,
    department: str | None,
    form: str | None,
    breaches: bool,
    file: Path | None,
    as_json: bool,
) -> None:
    """One period, in one form."""
    from tickets.reports.making import Scope, make
    from tickets.reports.period import chosen

    form = _form(form, as_json=as_json, breaches=breaches)
    today = context.now().astimezone(context.zone).date()
    if month is not None and (first or last):
        raise UsageError(_("A month has its days already"), _("Give --month, or --from and --to"))
    begin, end = _month(month) if month is not None else (_day(first), _day(last))
    period = chosen(begin, end, today=today, zone=context.zone)
    with context.desk() as desk:
        made = desk.see(make, Scope(period, account, department))
    if file is not None:
        _save(file, _written(made, form, breaches=breaches))
    elif form == "table" and sys.stdout.isatty():
        _show(made)
    else:
        # As bytes: a page and a CSV are UTF-8, whatever the terminal speaks.
        click.echo(_written(made, form, breaches=breaches).encode(), nl=False)
    if made.total.is_empty and (form != "table" or file is not None):
        output.tell(_("Nothing was received in this period, and nothing was open."))


def _show(made: "Report") -> None:
    """As wide as the terminal."""
    from rich.console import Console

    from tickets.reports.table import print_report

    print_report(made, Console(file=sys.stdout, markup=False, highlight=False, emoji=False))


def _form(form: str | None, *, as_json: bool, breaches: bool) -> str:
    """Raises UsageError where two options want two forms."""
    if as_json and form not in (None, "json"):
        raise UsageError(
            _("--json and --format {form} contradict each other").format(form=form), _("Leave one of them")
        )
    chosen = "json" if as_json else form or "table"
    if breaches and chosen != "csv":
        raise UsageError(
            _("Only the csv leaves the figures away for the broken promises"), _("Add --format csv")
        )
    return chosen


def _day(text: str | None) -> date | None:
    if text is not None and _MONTH.fullmatch(text):
        raise UsageError(
            _("“{text}” is a month, not a day").format(text=text), _("Write --month {text}").format(text=text)
        )
    return None if text is None else options.day(text)


def _month(text: str) -> tuple[date, date]:
    """Its first and its last day, for `2026-10` and `10.2026`. Raises UsageError."""
    found = _MONTH.fullmatch(text.strip())
    year, month = (
        (int(found["year"] or found["year2"]), int(found["month"] or found["month2"])) if found else (0, 0)
    )
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12):
        raise UsageError(_("“{text}” is no month").format(text=text), _("Write it like 2026-10"))
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _written(made: "Report", form: str, *, breaches: bool) -> str:
    """The report as the text of a file. Each form imports only what it needs."""
    match form:
        case "json":
            from tickets.reports.document import document

            return json.dumps(output.plain(document(made)), indent=2, ensure_ascii=False) + "\n"
        case "csv":
            from tickets.reports import csv

            return csv.breaches(made) if breaches else csv.figures(made)
        case "html":
            from tickets.reports.page import page

            return page(made)
        case _:
            from tickets.reports.table import as_text

            return as_text(made)


def _save(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise TicketsError(
            _("The report cannot be written to {file}: {reason}").format(file=file, reason=os_reason(error)),
            _("Name a file in a folder that you may write to"),
        ) from None
    output.tell(_("Written to {file}.").format(file=file))
