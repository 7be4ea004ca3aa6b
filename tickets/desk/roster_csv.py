"""The roster as a table (CSV, RFC 4180), for spreadsheets.

Columns: week, login, deputy, note; what is written has the days of the week too, for people: they are not read,
because spreadsheets write dates as they please. Separated by comma, semicolon or tab, as the first line has it; its
columns may have German names.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from tickets.config.keys import choice
from tickets.config.mistakes import shown
from tickets.desk.duty_rows import WeekView
from tickets.desk.roster_import import Entry, Mistake, Reading
from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.duty import Week

COLUMNS = ("week", "first_day", "last_day", "login", "deputy", "note")

_ALSO = {
    "woche": "week",
    "kalenderwoche": "week",
    "kw": "week",
    "erster tag": "first_day",
    "von": "first_day",
    "letzter tag": "last_day",
    "bis": "last_day",
    "kennung": "login",
    "dienst": "login",
    "im dienst": "login",
    "person": "login",
    "vertretung": "deputy",
    "bemerkung": "note",
    "bemerkungen": "note",
    "notiz": "note",
}
"""What columns are called in German tables."""
_NEEDED = ("week", "login")
_FORMULA = ("=", "+", "-", "@", "\t")
_QUOTE = "'"

Row = tuple[int, list[str]]
"""The line in which it begins, and its fields."""


def write_csv(weeks: Iterable[WeekView]) -> str:
    """The weeks that somebody has, one in a line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for week in weeks:
        if week.login:
            days = (week.week.first_day.isoformat(), week.week.last_day.isoformat())
            writer.writerow((str(week.week), *days, week.login, week.deputy or "", _inert(week.note)))
    return text.getvalue()


def read_csv(text: str) -> Reading:
    """The weeks of a table, and what is wrong in which line."""
    mistakes: list[Mistake] = []
    rows = list(_rows(text, mistakes))
    if not rows:
        return Reading((), tuple(mistakes))
    (line, header), *body = rows
    columns = [_ALSO.get(name.strip().casefold(), name.strip().casefold()) for name in header]
    mistakes += _header_mistakes(line, columns)
    if mistakes:
        return Reading((), tuple(mistakes))
    entries: list[Entry] = []
    for row in body:
        try:
            entries.append(_entry(columns, row))
        except UsageError as error:
            mistakes.append(Mistake(row[0], str(error)))
    return Reading(tuple(entries), tuple(mistakes))


def _rows(text: str, mistakes: list[Mistake]) -> Iterator[Row]:
    """The rows that are not empty, up to the first that is no CSV."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for fields in reader:
            if any(field.strip() for field in fields):
                yield line, [field.strip() for field in fields]
            line = reader.line_num + 1
    except csv.Error:
        mistakes.append(
            Mistake.of(line, _("This line is no CSV"), _("See that each quotation mark is closed"))
        )


def _header_mistakes(line: int, columns: Sequence[str]) -> Iterator[Mistake]:
    for place, name in enumerate(columns):
        if name not in COLUMNS:
            yield Mistake.of(
                line, _("There is no column “{name}”").format(name=shown(name)), choice(name, COLUMNS)
            )
        elif name in columns[:place]:
            yield Mistake.of(
                line, _("The column “{name}” stands here twice").format(name=name), _("Keep one")
            )
    for name in _NEEDED:
        if name not in columns:
            yield Mistake.of(
                line,
                _("The column “{name}” is missing").format(name=name),
                _("The first line names the columns: {columns}").format(columns=",".join(COLUMNS)),
            )


def _entry(columns: Sequence[str], row: Row) -> Entry:
    line, fields = row
    if any(fields[len(columns) :]):
        raise UsageError(
            _("This line has more fields than the first one has columns"),
            _("Put quotation marks around a field with a comma in it"),
        )
    named = dict(zip(columns, [*fields, *[""] * len(columns)], strict=False))
    return Entry(
        line=line,
        week=Week.parse(named["week"]),
        login=named["login"],
        deputy=named.get("deputy", ""),
        note=_as_written(named.get("note", "")),
    )


def _inert(text: str) -> str:
    """A field that no spreadsheet takes for a formula."""
    return _QUOTE + text if _is_formula(text) else text


def _as_written(text: str) -> str:
    return text[1:] if text.startswith(_QUOTE) and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    """Whether it would be one, but for quotes before it, which then need one more."""
    return text.lstrip(_QUOTE).startswith(_FORMULA)
