"""A report for the terminal and for plain letters: the same tables, as wide as there is room for."""

import io
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tickets.i18n import _
from tickets.reports import sheets, summary
from tickets.reports.figures import Report
from tickets.reports.sheets import Form, Sheet, Tone
from tickets.reports.spent import Stage

LONGEST = 30
"""Rows of one table; the other formats have more."""

_STYLES = {Tone.PLAIN: "", Tone.BAD: "bold red", Tone.RISK: "yellow"}
_WIDTH = 150
_LONGEST_WORD = 30
"""What is longer is an address, and may be broken."""


def print_report(report: Report, console: Console) -> None:
    """All of it, from the summary to the tables."""
    console.print(Text(summary.title(report), style="bold"))
    for line in (summary.sentences(report), *summary.scope_words(report)):
        console.print(Text(line))
    if report.spent.get(Stage.OUTAGE):
        outage = _("Our outage")
        console.print(Text(f"{outage}: {summary.outage_words()}"))
    for sheet in _sheets(report):
        console.print()
        console.print(Text(sheet.caption, style="bold"))
        # Rather a line that the terminal folds than words that are cut.
        console.print(_table(sheet.shortened(LONGEST) if len(sheet.rows) > LONGEST else sheet), crop=False)
        if len(sheet.rows) > LONGEST:
            console.print(Text(_("{count} more").format(count=len(sheet.rows) - LONGEST)))


def as_text(report: Report) -> str:
    """The same as plain text."""
    text = io.StringIO()
    print_report(report, Console(file=text, width=_WIDTH, color_system=None))
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


def _sheets(report: Report) -> Iterator[Sheet]:
    """Those that have something to say."""
    if report.pressing:
        yield sheets.pressing(report)
    if not report.total.is_empty:
        yield sheets.balance(report)
        yield from sheets.groups(report)
        yield sheets.times(report)
    if report.terms:
        yield sheets.terms(report)
    if report.breaches:
        yield sheets.spent(report)
        yield sheets.breaches(report)
    if report.trend:
        yield sheets.trend(report)
    if report.second_look and report.second_look.drawn:
        yield sheets.second_look(report.second_look)


def _words(sheet: Sheet, place: int) -> Iterator[str]:
    """The words of a column, its name's too."""
    for text in (sheet.columns[place].name, *(row[place].text for row in sheet.rows)):
        yield from text.split()


def _table(sheet: Sheet) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, column in enumerate(sheet.columns):
        table.add_column(
            Text(column.name),
            justify="right" if column.form is Form.NUMBER else "left",
            overflow="fold",
            no_wrap=column.form is Form.TIME,
            min_width=min(_LONGEST_WORD, max(map(len, _words(sheet, place)), default=1)),
        )
    for row in sheet.rows:
        table.add_row(*(Text(cell.text, style=_STYLES[cell.tone]) for cell in row))
    return table
