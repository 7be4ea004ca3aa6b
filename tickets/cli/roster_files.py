"""`roster export` and `roster import`: CSV for spreadsheets, iCalendar for calendars."""

import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import click

from tickets.cli import output
from tickets.cli.context import Context, pass_context
from tickets.cli.options import json_option
from tickets.cli.roster_told import as_json as week_as_json
from tickets.cli.roster_told import print_weeks
from tickets.cli.running import FAILED, complain
from tickets.desk import roster, roster_import
from tickets.desk.duty_rows import WeekView
from tickets.desk.roster_import import BadRoster, Reading
from tickets.errors import TicketsError, UsageError, os_reason
from tickets.i18n import _, ngettext
from tickets.rules.duty import Week

_MOST_BYTES = 4_000_000
_MOST_MISTAKES = 20
"""Told one by one; a file with more is the wrong file."""

_STDIN = "-"


class Format(StrEnum):
    """How a roster is written."""

    CSV = "csv"
    ICAL = "ical"
    JSON = "json"


@click.command(
    help=_("Write the roster for a spreadsheet, a calendar or a program; all of it, or some weeks.")
)
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    required=True,
    help=_("As what."),
)
@click.option(
    "--output",
    "target",
    metavar=_("FILE"),
    type=click.Path(path_type=Path),
    help=_("Where; else standard output."),
)
@click.option("--from", "first", metavar=_("WEEK"), help=_("From this week on."))
@click.option("--to", "last", metavar=_("WEEK"), help=_("Up to this week."))
@pass_context
def export(context: Context, *, form: str, target: Path | None, first: str | None, last: str | None) -> None:
    """The weeks that somebody has."""
    begin, end = Week.parse(first) if first else None, Week.parse(last) if last else None
    with context.desk() as desk:
        weeks = desk.see(roster.taken, begin, end)
    raw = _written(context, Format(form), weeks)
    if target is None:
        click.echo(raw, nl=False)
        return
    try:
        target.write_bytes(raw)
    except OSError as error:
        raise TicketsError(
            _("{file} cannot be written: {reason}").format(file=target, reason=os_reason(error)),
            _("Name another file"),
        ) from None
    count = len(weeks)
    output.tell(
        ngettext("{count} week written to {file}.", "{count} weeks written to {file}.", count).format(
            count=count, file=target
        )
    )


def _written(context: Context, form: Format, weeks: Sequence[WeekView]) -> bytes:
    match form:
        case Format.JSON:
            told = output.plain([week_as_json(view) for view in weeks])
            return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()
        case Format.CSV:
            from tickets.desk.roster_csv import write_csv

            return write_csv(weeks).encode()
        case Format.ICAL:
            from tickets.desk.roster_ical import write_ical

            accounts = context.settings.accounts
            house = f"{accounts[0].server}/{accounts[0].name}" if accounts else "tickets"
            return write_ical(weeks, name=_("Community management"), house=house, now=context.now())


@click.command(
    "import",
    help=_(
        "Read a roster from FILE, CSV or iCalendar; - is standard input.\n\n"
        "Its weeks replace those of the roster. Where there is a mistake, nothing is changed."
    ),
)
@click.argument("file", metavar=_("FILE"))
@json_option
@pass_context
def import_(context: Context, *, file: str, as_json: bool) -> None:
    """All of it, or nothing."""
    reading = _reading(file, _text(file))
    with context.desk() as desk:
        try:
            taken = desk.do(roster_import.put, reading)
        except BadRoster as bad:
            _tell_mistakes(file, bad)
            click.get_current_context().exit(FAILED)
        weeks = desk.see(roster.taken, taken[0], taken[-1])
    print_weeks(weeks, json=as_json)


def _text(file: str) -> str:
    """What the file holds. Raises UsageError for what cannot be a roster."""
    try:
        if file == _STDIN:
            raw = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with Path(file).open("rb") as opened:
                raw = opened.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(
            _("{file} cannot be read: {reason}").format(file=file, reason=os_reason(error)),
            _("Name a file that is there"),
        ) from None
    if len(raw) > _MOST_BYTES:
        raise UsageError(_("{file} is too large for a roster").format(file=file), _("Name another file"))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UsageError(
            _("{file}, line {line}: this is no UTF-8").format(file=file, line=line), _("Save it as UTF-8")
        ) from None


def _reading(file: str, text: str) -> Reading:
    """By its ending, else by how it begins."""
    ending = Path(file).suffix.lower()
    if ending in (".ics", ".ical") or (ending != ".csv" and text.lstrip()[:15].upper() == "BEGIN:VCALENDAR"):
        from tickets.desk.roster_ical import read_ical

        return read_ical(text)
    from tickets.desk.roster_csv import read_csv

    return read_csv(text)


def _tell_mistakes(file: str, bad: BadRoster) -> None:
    for mistake in bad.mistakes[:_MOST_MISTAKES]:
        complain(
            _("{file}, line {line}: {mistake}").format(file=file, line=mistake.line, mistake=mistake.text)
        )
    more = len(bad.mistakes) - _MOST_MISTAKES
    if more > 0:
        complain(
            ngettext("… and {count} mistake more", "… and {count} mistakes more", more).format(count=more)
        )
