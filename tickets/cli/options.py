"""Options and arguments that commands share."""

import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from tickets.errors import UsageError
from tickets.i18n import _

Function = TypeVar("Function", bound=Callable[..., Any])

_HIGHEST = 2**31 - 1
_LENGTHS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}


def json_option(function: Function) -> Function:
    """`--json`: one JSON document on stdout, nothing else."""
    help_text = _("Print one JSON document.")
    return click.option("--json", "as_json", is_flag=True, help=help_text)(function)


def number(text: str) -> int:
    """The number of a ticket or reply, `12` or `#12`. Raises BadParameter."""
    digits = text.removeprefix("#")
    if digits.isascii() and digits.isdigit() and 0 < int(digits[:11]) <= _HIGHEST:
        return int(digits)
    raise click.BadParameter(_("“{text}” is no number of a ticket or reply").format(text=text))


def ticket_argument(function: Function) -> Function:
    """One ticket, by its number."""
    return click.argument("ticket", type=number, metavar="ID")(function)


def tickets_argument(function: Function) -> Function:
    """One ticket or several, by their numbers."""
    return click.argument("tickets", type=number, metavar="ID...", nargs=-1, required=True)(function)


def read_text(text: str) -> str:
    """What a person wrote: the option's value, or stdin for `-`. Made safe. Raises UsageError."""
    from tickets.rules.text import clean

    if text == "-":
        try:
            text = sys.stdin.buffer.read().decode()
        except UnicodeDecodeError:
            raise UsageError(_("The text on standard input is no UTF-8"), _("Send it as UTF-8")) from None
    return clean(text).strip()


def instant(text: str, zone: ZoneInfo) -> datetime:
    """A time as people write it (ISO 8601); local where it names no zone. Aware UTC. Raises UsageError."""
    try:
        moment = datetime.fromisoformat(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return aware.astimezone(ZoneInfo("UTC"))
    except (ValueError, OverflowError):
        raise UsageError(
            _("“{text}” is no time").format(text=text),
            _("Write it like 2026-05-13T10:00, or with its zone like 2026-05-13T10:00+02:00"),
        ) from None


def day(text: str) -> date:
    """A day as people write it (ISO 8601). Raises UsageError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(_("“{text}” is no day").format(text=text), _("Write it like 2026-05-13")) from None


def later(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The time after a while such as `30m`, `4h`, `2d` or `1w`; days and weeks by the clock on the wall.

    Raises UsageError.
    """
    count, unit = text.strip()[:-1], text.strip()[-1:].lower()
    if not (unit in _LENGTHS and count.isascii() and count.isdigit() and 0 < int(count[:5]) < 10_000):
        raise UsageError(
            _("“{text}” is no length of time").format(text=text), _("Write it like 30m, 4h, 2d or 1w")
        )
    length = int(count) * _LENGTHS[unit]
    if unit in "mh":
        return now + length
    return (now.astimezone(zone) + length).astimezone(ZoneInfo("UTC"))
