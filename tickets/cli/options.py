"""Options and arguments that commands share."""

import re
import sys
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click
from click.shell_completion import CompletionItem

from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.dates import day_word, time_word

Function = TypeVar("Function", bound=Callable[..., Any])
ParamType = TypeVar("ParamType", bound="click.ParamType[Any]")
Choice = TypeVar("Choice", bound=StrEnum)

_HIGHEST = 2**31 - 1
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
_GERMAN = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})(?:(?:, ?| |T)(?=[0-9])|$)")
"""A day as it is written in German (DIN 5008), and what may stand between it and a time."""
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


class OneOf(click.ParamType[Choice]):
    """One of an enumeration: by its value, or by the word for it in the language in use, as it is printed."""

    name = "choice"

    def __init__(self, choices: type[Choice], word: Callable[[Choice], str]) -> None:
        self._choices, self._word = choices, word

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - as click calls it
        return f"[{'|'.join(self._words())}]"

    def convert(
        self, value: str | Choice, param: click.Parameter | None, ctx: click.Context | None
    ) -> Choice:
        wanted = _typed(str(value))
        for choice in self._choices:
            if wanted in (choice.value, _typed(self._word(choice))):
                return choice
        names = ", ".join(self._words())
        return self.fail(_("“{text}” is none of these: {names}").format(text=value, names=names), param, ctx)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - as click calls it
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        start = _typed(incomplete)
        return [CompletionItem(word) for word in self._words() if word.startswith(start)]

    def _words(self) -> list[str]:
        return [_typed(self._word(choice)) for choice in self._choices]


def _typed(word: str) -> str:
    """A word as it is typed without quotes around it: `nicht-gelistet`."""
    return "-".join(word.lower().split())


def called(kind: ParamType, name: str) -> ParamType:
    """The type by a name that people read, in help and errors; click's own names are English."""
    kind.name = name
    return kind


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


def copies_option(function: Function) -> Function:
    """`--copies`: the same for all near copies."""
    help_text = _("The same for its near copies in the same queue.")
    return click.option("--copies", "all_copies", is_flag=True, help=help_text)(function)


def confirmed(question: str) -> bool:
    """Ask on stderr; yes in the language in use or in English, and no for anything else."""
    asked = _("{question} [y/N]").format(question=question)
    answer: str = click.prompt(asked, default="", show_default=False, err=True)
    return answer.strip().casefold() in ("y", "yes", _("y"), _("yes"))


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
    """A time as people write it (ISO 8601, or `13.05.2026, 10:00`); local where it names no zone. Aware UTC.

    Raises UsageError, also for a local time that clocks never show, or show twice, where they are set.
    """
    try:
        moment = datetime.fromisoformat(_iso(text))
        aware = moment if moment.tzinfo else _unmistakable(moment, zone)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _no_such_day(text) or UsageError(
            _("“{text}” is no time").format(text=text),
            _("Write it like 2026-05-13T10:00, or with its zone like 2026-05-13T10:00+02:00"),
        ) from None


def _iso(text: str) -> str:
    """German days as ISO 8601 has them; all else as it is."""
    match = _GERMAN.match(text.strip())
    if match is None:
        return text
    number, month, year = match.groups()
    time = text.strip()[match.end() :]
    return f"{year}-{int(month):02}-{int(number):02}" + (f"T{time}" if time else "")


def _unmistakable(moment: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which clocks here show this. Raises UsageError where there is none, or two."""
    first, second = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    place = {"time": time_word(first, zone), "zone": zone.key}
    # Where clocks are set forward, the first reading is an instant at which they show a later time (PEP 495).
    shown = [each.astimezone(UTC).astimezone(zone) for each in (first, second)]
    if shown[0].replace(tzinfo=None) == moment:
        what = _("{time} comes twice in {zone}, where the clocks are set back then")
        remedy = _("Say which one: {first} or {second}")
        one, other = (each.isoformat(timespec="minutes") for each in shown)
    else:
        what = _("{time} does not exist in {zone}, where the clocks are set forward then")
        remedy = _("Write an earlier or a later time: {first} or {second}")
        other, one = (each.replace(tzinfo=None).isoformat(timespec="minutes") for each in shown)
    raise UsageError(what.format(**place), remedy.format(first=one, second=other))


def day(text: str) -> date:
    """A day as people write it (ISO 8601, or `13.05.2026`). Raises UsageError."""
    try:
        return date.fromisoformat(_iso(text))
    except ValueError:
        raise _no_such_day(text) or UsageError(
            _("“{text}” is no day").format(text=text), _("Write it like 2026-05-13")
        ) from None


def _no_such_day(text: str) -> UsageError | None:
    """What to say of a day that is well written and in no calendar; None for anything else."""
    match = _DAY.match(_iso(text))
    if match is None:
        return None
    year, month, number = map(int, match.groups())
    remedy = _("Write it like 2026-05-13")
    if MINYEAR <= year <= MAXYEAR and 1 <= month <= 12:
        last = monthrange(year, month)[1]
        if 1 <= number <= last:
            return None
        remedy = _("Name one from {first} to {last}").format(
            first=day_word(date(year, month, 1)), last=day_word(date(year, month, last))
        )
    written = match[0] if text.startswith(match[0]) else text.strip()
    return UsageError(_("The day {day} does not exist").format(day=written), remedy)


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
