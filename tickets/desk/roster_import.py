"""A roster from a file: read by `roster_csv` or `roster_ical`, checked as a whole, stored whole or not at all."""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tickets.desk import roster
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.desk.roster_history import Change
from tickets.desk.roster_people import colleague
from tickets.errors import TicketsError, UsageError
from tickets.i18n import _
from tickets.rules.duty import Shift, Week, double_bookings, holes
from tickets.rules.text import clean_line

NOTE_LENGTH = 200
"""Characters of a note that are kept."""

_SEVERAL = re.compile(r"\s*[,;/&|\s]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A week as the file has it; the logins are not checked yet."""

    line: int
    """Where it begins in the file, counted from 1."""
    week: Week
    login: str
    deputy: str
    note: str


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """What is wrong in a line, and how to mend it: one sentence or two."""

    line: int
    text: str

    @classmethod
    def of(cls, line: int, what: str, remedy: str) -> "Mistake":
        """The mistake as errors are told."""
        return cls(line, str(TicketsError(what, remedy)))


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a file."""

    entries: tuple[Entry, ...]
    mistakes: tuple[Mistake, ...] = ()


class BadRoster(TicketsError):
    """A file holds no roster that can be taken; nothing was changed. `mistakes`: each with its line, in order."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        first = mistakes[0]
        super().__init__(_("Line {line}: {mistake}").format(line=first.line, mistake=first.text.rstrip(".")))
        self.mistakes = tuple(mistakes)


def put(session: Session, act: Act, reading: Reading) -> tuple[Week, ...]:
    """Put these weeks into the roster, whoever had them; the weeks of the file.

    Between its first and its last week nobody may be missing, once it is taken. Raises NotAllowed, BadRoster.
    """
    act.actor.require(Right.ROSTER)
    shifts, mistakes = _shifts(act, reading)
    mistakes += reading.mistakes
    mistakes += _doubles(reading.entries)
    if not mistakes:
        # A hole where a line could not be read would be a second word on the same mistake.
        mistakes += _holes(session, reading.entries)
    if mistakes:
        raise BadRoster(sorted(mistakes))
    roster.write(session, act, Change.IMPORTED, {shift.week: shift for shift in shifts})
    return tuple(sorted(shift.week for shift in shifts))


def note(text: str) -> str:
    """A note as it is kept: safe, one line, short."""
    return clean_line(text, NOTE_LENGTH)


def _shifts(act: Act, reading: Reading) -> tuple[list[Shift], list[Mistake]]:
    shifts: list[Shift] = []
    mistakes: list[Mistake] = []
    for entry in reading.entries:
        try:
            shifts.append(_shift(act, entry))
        except UsageError as error:
            mistakes.append(Mistake(entry.line, str(error)))
    return shifts, mistakes


def _shift(act: Act, entry: Entry) -> Shift:
    if not entry.login:
        raise UsageError(
            _("{week} has nobody").format(week=entry.week), _("Write who is on duty, or leave the week out")
        )
    several = [name for name in _SEVERAL.split(entry.login) if name]
    if len(several) > 1:
        raise UsageError(
            _("{week} has several people, {logins}").format(week=entry.week, logins=", ".join(several)),
            _("Keep one; another one can be the deputy"),
        )
    deputy = colleague(act, entry.deputy) if entry.deputy else None
    return Shift(week=entry.week, login=colleague(act, entry.login), deputy=deputy, note=note(entry.note))


def _doubles(entries: Sequence[Entry]) -> list[Mistake]:
    return [
        Mistake.of(
            entries[own].line,
            _("{week} stands here for {login}, and in line {line} for {other}").format(
                week=entries[own].week,
                login=entries[own].login,
                line=entries[first].line,
                other=entries[first].login,
            ),
            _("Keep one of the two"),
        )
        for first, own in double_bookings([entry.week for entry in entries])
    ]


def _holes(session: Session, entries: Sequence[Entry]) -> list[Mistake]:
    """Weeks that nobody would have, told at the line after them."""
    if not entries:
        return [Mistake.of(1, _("There is no week in this file"), _("Write one line or event for each week"))]
    lines = {entry.week: entry.line for entry in entries}
    in_file = sorted(lines)
    stored = {shift.week for shift in roster.known(session, in_file[0], in_file[-1])}
    return [
        Mistake.of(
            lines[in_file[bisect(in_file, last)]],
            _("{week} has nobody").format(week=first)
            if first == last
            else _("The weeks from {first} to {last} have nobody").format(first=first, last=last),
            _("Add who is on duty then"),
        )
        for first, last in holes({*lines, *stored})
    ]
