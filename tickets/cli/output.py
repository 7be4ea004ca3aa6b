"""What commands print: JSON for programs, text and tables for people. Foreign text is never markup."""

import dataclasses
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from tickets.cli.tables import GAP, Column, Yields, widths, wrapped
from tickets.rules.text import clean, clean_line

if TYPE_CHECKING:
    from rich.console import Console, OverflowMethod
    from rich.text import Text

Cell: TypeAlias = "Text | str"
"""A cell of a table; as Text it may have a style."""
Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def plain(value: object) -> Json:
    """A value of the house as JSON knows it: times in UTC (RFC 3339), enums by value, dataclasses by field.

    Raises TypeError for what has no such form.
    """
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return _container(value)


def _container(value: object) -> Json:
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: plain(item) for name, item in fields(value).items()}
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def fields(value: Any) -> dict[str, object]:
    """A dataclass by its fields, the values as they are."""
    return {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}


def print_json(value: object, *, indent: int | None = 2) -> None:
    """The one document on stdout. `indent` None: in one line."""
    # Where the terminal speaks another encoding, JSON stays valid by its own escapes (RFC 8259).
    unicode = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(plain(value), indent=indent, ensure_ascii=not unicode))


def tell(text: str) -> None:
    """A remark for people, on stderr: stdout may be for a program."""
    click.echo(clean(text), err=True)


def say(text: str, style: str = "") -> None:
    """Text for people, on stdout; in a terminal a long line goes on between two words, as far in as it begins.

    A word that is longer than a line, an address for example, stays one that can be copied.
    """
    from rich.text import Text

    console = _console()
    for line in clean(text).split("\n"):
        for part in wrapped(line, console.width) if console.is_terminal else (line,):
            console.print(Text(part, style=style), soft_wrap=True)


def of_account(account: str | None, text: str) -> str:
    """The text with the account before it, unless it begins with that by itself."""
    return text if account is None or account in text.partition(":")[0] else f"{account}: {text}"


def say_marked(mark: str, text: str, style: str) -> None:
    """A line that begins with a coloured word."""
    from rich.text import Text

    _console().print(Text.assemble((f"{mark:<8}", style), clean_line(text)), soft_wrap=True)


def heading(text: str) -> None:
    """What the next lines are about."""
    say(f"\n{text}", "bold")


def print_table(columns: Sequence[Column | str], rows: Sequence[Sequence["Cell"]]) -> None:
    """A table for people, as wide as their terminal; into a pipe, lines of tab-separated values, nothing cut.

    A column that is only named goes on in the next line where it is too wide.
    """
    console = _console()
    named = [Column(each) if isinstance(each, str) else each for each in columns]
    if not console.is_terminal:
        for line in ([each.title for each in named], *rows):
            click.echo("\t".join(clean_line(str(cell)) for cell in line))
        return
    from rich.table import Table

    cells = [[styled(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    titles = [styled(each.title) for each in named]
    natural = [max(cell.cell_len for cell in column) for column in zip(titles, *cells, strict=True)]
    words = [_longest_word(column) for column in zip(titles, *cells, strict=True)]
    shown = widths(named, natural, console.width, words=words)
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for column, title, width in zip(named, titles, shown, strict=True):
        if width is not None:
            lines = column.yields is Yields.LINES
            overflow: OverflowMethod = "fold" if lines else "ellipsis"
            table.add_column(title, width=width, overflow=overflow, no_wrap=not lines)
    for row in cells:
        table.add_row(*(cell for cell, width in zip(row, shown, strict=True) if width is not None))
    console.print(table)


def _longest_word(column: Sequence["Text"]) -> int:
    """In cells."""
    return max((word.cell_len for cell in column for word in cell.split(" ")), default=0)


def styled(text: str, style: str = "") -> "Text":
    """A cell with a colour for those who see it; it says nothing that the words do not say."""
    from rich.text import Text

    return Text(clean_line(text), style=style)


def _console() -> "Console":
    """Made anew each time: tests and pipes change what stdout is. Honours NO_COLOR and TERM."""
    from rich.console import Console

    return Console(file=sys.stdout, markup=False, highlight=False, emoji=False)
