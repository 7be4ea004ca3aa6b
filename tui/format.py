"""Times and other values in the reader's words. Local only here: the store and the desk know UTC."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import Enum
from math import floor

from rich.cells import cell_len

from tickets.desk.rows import Row
from tickets.i18n import _, language
from tickets.rules.audience import Visibility
from tui.drawing import Span, Tone

_WEEKDAYS = {
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_FULL_WEEKDAYS = (
    ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag Sonnabend", "Sonntag"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
_NEAR = {0: ("heute", "today"), 1: ("morgen", "tomorrow"), 2: ("übermorgen", "day after tomorrow")}
"""What people type, whichever language the desk speaks."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


class Urgency(Enum):
    """How a ticket stands to its clock: a symbol and a tone, beside the words, for it is never colour alone."""

    NONE = ("", Tone.MUTED)
    CALM = ("·", Tone.MUTED)
    AT_RISK = ("⚠", Tone.WARN)
    BREACHED = ("✗", Tone.BAD)

    @property
    def symbol(self) -> str:
        """One cell, or nothing."""
        return str(self.value[0])

    @property
    def tone(self) -> Tone:
        """How it is drawn."""
        return Tone(self.value[1])


@dataclass(slots=True)
class Clock:
    """The wall clock of the reader."""

    now: Callable[[], datetime]
    zone: tzinfo = UTC
    """Until the settings are read, which name the reader's, there is no time on screen."""

    def day(self, moment: datetime | date) -> str:
        """The day: `Fr 28.11.`, `Fri 28 Nov`; with its year where that is another one."""
        local = moment.astimezone(self.zone).date() if isinstance(moment, datetime) else moment
        year = "" if local.year == self.now().astimezone(self.zone).year else f"{local.year}"
        weekday = _WEEKDAYS[language()][local.weekday()]
        if language() == "de":
            return f"{weekday} {local.day}.{local.month}.{year}"
        return f"{weekday} {local.day} {_MONTHS[local.month - 1]} {year}".rstrip()

    def day_words(self, moment: datetime | date) -> str:
        """How people may type this day, in either language: `Friday`, `Freitag`, and `tomorrow` where it is near."""
        local = moment.astimezone(self.zone).date() if isinstance(moment, datetime) else moment
        ahead = (local - self.now().astimezone(self.zone).date()).days
        weekdays = (names[local.weekday()] for names in _FULL_WEEKDAYS)
        return " ".join((*weekdays, *_NEAR.get(ahead, ()), f"{local:%d.%m.%Y} {local:%Y-%m-%d}"))

    def time(self, moment: datetime) -> str:
        """The time of day: `17:00`."""
        return f"{moment.astimezone(self.zone):%H:%M}"

    def moment(self, moment: datetime) -> str:
        """Day and time, the day in words where it is near: `today 17:00`, `Fri 28 Nov 17:00`."""
        near = (moment.astimezone(self.zone).date() - self.now().astimezone(self.zone).date()).days
        words = {-1: _("yesterday {time}"), 0: _("today {time}"), 1: _("tomorrow {time}")}
        if near in words:
            return words[near].format(time=self.time(moment))
        return f"{self.day(moment)} {self.time(moment)}"

    def left(self, due_at: datetime) -> str:
        """The time to a deadline by the plain clock, or since it: `1 d 4 h`, `since 2 d`."""
        left = due_at - self.now()
        if left >= timedelta(0):
            return duration(left)
        return _("since {time}").format(time=duration(-left, coarse=True))

    def urgency(self, row: Row) -> Urgency:
        """How this ticket stands now, however long ago the row was read."""
        if row.due_at is None:
            return Urgency.NONE
        if row.due_at < self.now():
            return Urgency.BREACHED
        return Urgency.AT_RISK if row.at_risk else Urgency.CALM

    def time_left(self, row: Row) -> Span:
        """Symbol and words for the time that is left; for an ended ticket only whether its promise was broken."""
        urgency = self.urgency(row)
        if row.due_at is None:
            return Span("✗ " + _("late"), Tone.MUTED) if row.breached else Span("", Tone.MUTED)
        left = self.left(row.due_at)
        if urgency is Urgency.AT_RISK:
            left = _("at risk {time}").format(time=duration(row.due_at - self.now(), coarse=True))
        return Span(f"{urgency.symbol} {left}", urgency.tone)


def time_left_width() -> int:
    """The cells that `Clock.time_left` takes at most, in the language in use."""
    words = _("at risk {time}").format(time=duration(timedelta(minutes=59), coarse=True))
    return max(14, cell_len(words) + 2)


def duration(length: timedelta, *, coarse: bool = False) -> str:
    """A length of time in one or two units: `1 d 4 h`, `3 h`, `95 min`; `coarse` is one unit only."""
    days, hours, minutes = length // _DAY, length // _HOUR, length // _MINUTE
    if days and hours % 24 and not coarse:
        return _("{days} d {hours} h").format(days=days, hours=hours % 24)
    if days:
        return _("{days} d").format(days=days)
    if hours > 1 or (hours and coarse):
        return _("{hours} h").format(hours=hours)
    return _("{minutes} min").format(minutes=minutes)


def weekday(number: int) -> str:
    """The weekday in short, Monday is 0: `Mon`, `Mo`."""
    return _WEEKDAYS[language()][number]


def visibility_symbol(visibility: Visibility) -> str:
    """One cell: the fuller, the more people."""
    return {
        Visibility.PUBLIC: "●",
        Visibility.UNLISTED: "◐",
        Visibility.PRIVATE: "○",
        Visibility.DIRECT: "@",
    }[visibility]


def visibility_tone(visibility: Visibility) -> Tone:
    """How a visibility is drawn: the composer's line says at a glance whether all the world reads along."""
    return {
        Visibility.PUBLIC: Tone.WARN,
        Visibility.UNLISTED: Tone.ACCENT,
        Visibility.PRIVATE: Tone.ACCENT,
        Visibility.DIRECT: Tone.GOOD,
    }[visibility]


def number(count: int) -> str:
    """A count, its thousands set apart as the language does."""
    return f"{count:,}".replace(",", "." if language() == "de" else ",")


def percent(share: float) -> str:
    """A share of 1 in percent, to one decimal place: `98.7%`, `98,7 %`. Rounded down: what is not sure is never 100."""
    written = f"{floor(share * 1000) / 10:.1f}"
    return written.replace(".", ",") + "\N{NO-BREAK SPACE}%" if language() == "de" else f"{written}%"


def bar(share: float, width: int) -> str:
    """A bar of at most `width` cells that shows a share of 1, to half a cell; never nothing."""
    halves = max(1, min(2 * width, round(2 * width * share)))
    return ("█" * (halves // 2) + "▌" * (halves % 2)).ljust(width)
