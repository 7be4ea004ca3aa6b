"""The roster as a calendar (iCalendar, RFC 5545): an all-day event a week, Monday to Sunday.

Who is on duty stands in the summary, `kim` or, with a deputy, `kim (lea)`: what people see, and may change in their
calendar program, is what is read.
"""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from tickets import __version__
from tickets.config.mistakes import shown
from tickets.desk.duty_rows import WeekView
from tickets.desk.roster_import import Entry, Mistake, Reading
from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.dates import day_word
from tickets.rules.duty import Week

_SUMMARY = re.compile(r"(?P<login>[^()]*)(?:\((?P<deputy>[^()]*)\)\s*)?")
_DAY = timedelta(days=1)
_BEGIN, _END = "BEGIN:VEVENT", "END:VEVENT"
_BEGIN_ALL, _END_ALL = "BEGIN:VCALENDAR", "END:VCALENDAR"


def write_ical(weeks: Iterable[WeekView], *, name: str, house: str, now: datetime) -> bytes:
    """The weeks that somebody has, one event each, UTF-8.

    house: something that is this office's alone and stays; the identifiers of the events come from it, so that a
    calendar that reads the file again finds its events again.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//mastodon-tickets//roster {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for week in weeks:
        if week.login:
            calendar.add_component(_event(week, week.login, house=house, now=now))
    written: bytes = calendar.to_ical()
    return written


def _event(week: WeekView, login: str, *, house: str, now: datetime) -> Event:
    event = Event()
    # RFC 7986, 5.3: a UUID, which tells nothing of this machine.
    event.add("uid", str(uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, house), str(week.week))))
    event.add("dtstamp", now)
    event.add("dtstart", week.week.first_day)
    # RFC 5545, 3.6.1: the end of an event does not belong to it.
    event.add("dtend", week.week.last_day + _DAY)
    event.add("summary", f"{login} ({week.deputy})" if week.deputy else login)
    if week.note:
        event.add("description", week.note)
    # Nobody is busy all day because of it.
    event.add("transp", "TRANSPARENT")
    return event


def read_ical(text: str) -> Reading:
    """The weeks of a calendar, and what is wrong in the event that begins in which line."""
    cut = _cut(text)
    mistakes = list(cut.mistakes)
    entries: list[Entry] = []
    for line, block in cut.events:
        try:
            entry = _entry(line, block)
        except UsageError as error:
            mistakes.append(Mistake(line, str(error)))
        else:
            entries += [entry] if entry else []
    return Reading(tuple(entries), tuple(mistakes))


@dataclass(slots=True)
class _Cut:
    """A calendar cut into its events, each with the line in which it begins."""

    events: list[tuple[int, str]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def _cut(text: str) -> _Cut:
    """The events one by one: each is read for itself, so that one that is broken breaks no other."""
    cut = _Cut()
    begun: int | None = None
    lines = [line.rstrip("\r") for line in text.rstrip().split("\n")]
    # Not what is before them: a blank there goes on with the line before (RFC 5545, 3.1).
    words = [line.rstrip().upper() for line in lines]
    for number, word in enumerate(words, 1):
        if begun is not None and word in (_BEGIN, _END_ALL):
            cut.mistakes.append(_unended(begun))
            begun = None
        if word == _BEGIN:
            begun = number
        elif word == _END and begun is not None:
            cut.events.append((begun, "\r\n".join(lines[begun - 1 : number]) + "\r\n"))
            begun = None
    if words[0] != _BEGIN_ALL:
        cut.mistakes.append(Mistake.of(1, _("No calendar begins here"), _("Export it as iCalendar again")))
    elif words[-1] != _END_ALL:
        cut.mistakes.append(
            Mistake.of(len(words), _("The calendar does not end here"), _("Export it again, all of it"))
        )
    return cut


def _unended(line: int) -> Mistake:
    return Mistake.of(line, _("The event that begins here does not end"), _("Export the calendar again"))


def _entry(line: int, block: str) -> Entry | None:
    """The week of an event; None for one that was cancelled. Raises UsageError."""
    event = _parsed(block)
    if _text(event, "STATUS").upper() == "CANCELLED":
        return None
    if "RRULE" in event or "RDATE" in event:
        raise UsageError(
            _("This event repeats itself"), _("Write one event for each week, with whoever has it")
        )
    login, deputy = _people(event)
    return Entry(line=line, week=_week(event), login=login, deputy=deputy, note=_text(event, "DESCRIPTION"))


def _parsed(block: str) -> Event:
    try:
        event = Event.from_ical(block)
    except (ValueError, TypeError, KeyError, IndexError):
        event = None
    if not isinstance(event, Event) or event.errors:
        raise UsageError(
            _("This event is no iCalendar (RFC 5545)"), _("Export it again, or write it as it should be")
        )
    return event


def _text(event: Event, name: str) -> str:
    """The property as text; of several the first; "" where there is none."""
    value = event.get(name, "")
    return str(value[0] if isinstance(value, list) else value).strip()


def _people(event: Event) -> tuple[str, str]:
    """Login and deputy. Raises UsageError where the summary tells neither."""
    summary = _text(event, "SUMMARY")
    match = _SUMMARY.fullmatch(summary)
    if match is None:
        raise UsageError(
            _("Nobody can tell who is on duty from “{summary}”").format(summary=shown(summary)),
            _("Write LOGIN or LOGIN (DEPUTY)"),
        )
    return match["login"].strip(), (match["deputy"] or "").strip()


def _week(event: Event) -> Week:
    """The week that the event is. Raises UsageError for one that is less, or more."""
    first, after = _day(event, "DTSTART"), _day(event, "DTEND")
    duration = event.get("DURATION")
    if first is None or (after is None and duration is None):
        raise UsageError(
            _("This event has no days"), _("Let it begin on a Monday, and end on the Sunday, all day long")
        )
    try:
        last = after - _DAY if after else first + duration.dt - _DAY
    except (AttributeError, TypeError, OverflowError):
        raise UsageError(_("This event is of no length"), _("Let it be of seven days")) from None
    week = Week.of(first)
    if first != week.first_day or not week.weekdays[1] <= last <= week.last_day:
        raise UsageError(
            _("This event goes from {first} to {last}").format(first=day_word(first), last=day_word(last)),
            _("Duty is a whole week: let it begin on a Monday, and end on the Sunday"),
        )
    return week


def _day(event: Event, name: str) -> date | None:
    """The day of a property; None where there is none, or a time of day."""
    value = getattr(event.get(name), "dt", None)
    return value if isinstance(value, date) and not isinstance(value, datetime) else None
