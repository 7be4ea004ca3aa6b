"""Who is on duty: weeks (ISO 8601), shifts and absences, a fair rota, its holes, and who acts on a day.

A week belongs to one person, with a deputy for the days on which that person is away.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Self

from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.dates import day_word

_WRITTEN = re.compile(r"([0-9]{4})-?[Ww]([0-9]{2})")
_YEARS = range(1, 9999)
"""Those whose weeks have all their days within what `date` knows."""

_DAY = timedelta(days=1)
_FRIDAY = 4
_SHOWN = 40
_NEVER = 10**6
"""Weeks; longer than any distance there is."""


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """One week, Monday to Sunday; its year is the one that holds its Thursday (ISO 8601).

    Raises UsageError for a week that does not exist, such as 2025-W53.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.year not in _YEARS:
            raise UsageError(
                _("There is no week {week}").format(week=self), _("Write the year with four digits")
            )
        # 28 December is always in the last week of its year.
        last = date(self.year, 12, 28).isocalendar().week
        if not 1 <= self.number <= last:
            raise UsageError(
                _("There is no week {week}: the year {year} has {count} weeks").format(
                    week=self, year=self.year, count=last
                ),
                _("Write one from 01 to {last}, such as {year:04}-W{last}").format(year=self.year, last=last),
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """The week that people write as 2026-W21. Raises UsageError."""
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise UsageError(_("“{text}” is no week").format(text=text[:_SHOWN]), _("Write it like 2026-W21"))
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The week of this day: a day at the office, so that the office's zone decides it."""
        iso = day.isocalendar()
        return cls(iso.year, iso.week)

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"

    @property
    def first_day(self) -> date:
        """Its Monday."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """Its Sunday."""
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def days(self) -> tuple[date, ...]:
        """Its seven days."""
        return tuple(self.first_day + place * _DAY for place in range(7))

    @property
    def weekdays(self) -> tuple[date, date]:
        """Its Monday and its Friday."""
        return self.days[0], self.days[_FRIDAY]

    @property
    def next(self) -> Self:
        """The week after it. Raises UsageError at the end of time."""
        return self.later(1)

    def later(self, weeks: int) -> Self:
        """The week so many weeks after it; before it where negative."""
        return type(self).of(self.first_day + timedelta(weeks=weeks))

    def distance(self, other: "Week") -> int:
        """How many weeks lie between the two Mondays."""
        return abs((self.first_day - other.first_day).days) // 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Who is on duty in a week. Raises UsageError for somebody who would be the own deputy."""

    week: Week
    login: str
    deputy: str | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.deputy == self.login:
            raise UsageError(
                _("In {week}, {login} would be deputy of themselves").format(
                    week=self.week, login=self.login
                ),
                _("Name somebody else as deputy, or nobody"),
            )


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which somebody is away, both ends included. Raises UsageError where they are reversed."""

    login: str
    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise UsageError(
                _("The absence of {login} would end on {last}, before it begins on {first}").format(
                    login=self.login, last=day_word(self.last_day), first=day_word(self.first_day)
                ),
                _("Write the first day first"),
            )

    def covers(self, day: date) -> bool:
        """Whether the person is away on this day."""
        return self.first_day <= day <= self.last_day

    def overlaps(self, first: date, last: date) -> bool:
        """Whether the person is away on any of these days."""
        return self.first_day <= last and first <= self.last_day

    def without(self, first: date, last: date) -> tuple["Away", ...]:
        """What is left of the absence when somebody is back on these days."""
        if not self.overlaps(first, last):
            return (self,)
        before = (replace(self, last_day=first - _DAY),) if self.first_day < first else ()
        after = (replace(self, first_day=last + _DAY),) if last < self.last_day else ()
        return (*before, *after)


def weeks(first: Week, count: int) -> tuple[Week, ...]:
    """So many weeks, one after the other."""
    return tuple(first.later(place) for place in range(count))


def acting(shift: Shift | None, day: date, away: Collection[Away]) -> str | None:
    """Who acts on a day of this shift: its manager, else, where that one is away, the deputy.

    None where nobody is on duty, or both are away.
    """
    if shift is None:
        return None
    gone = {each.login for each in away if each.covers(day)}
    return next((login for login in (shift.login, shift.deputy) if login and login not in gone), None)


def fill(
    wanted: Iterable[Week],
    people: Sequence[str],
    *,
    known: Collection[Shift] = (),
    away: Collection[Away] = (),
) -> tuple[Shift, ...]:
    """Shifts for those of these weeks that nobody has yet, the same for the same question.

    Each week goes to whoever is farthest from any other week of their own, before or after; among equals to
    whoever has fewer, then by the order of `people`. That is a round robin as long as nobody is away, and keeps
    the distances even where somebody is. The second of that ranking is the deputy: without absences whoever
    has the next week. Who is away on a weekday of a week does not get it; a week that nobody can take stays empty.

    known: the shifts there are, before, among and after these weeks; they stay as they are.
    """
    taken = {shift.week for shift in known}
    duties = {login: [shift.week for shift in known if shift.login == login] for login in people}
    filled: list[Shift] = []
    for week in sorted(set(wanted) - taken):
        present = [login for login in duties if not _misses(login, week, away)]
        ranked = sorted(present, key=lambda login: (-_apart(week, duties[login]), len(duties[login])))
        if ranked:
            duties[ranked[0]].append(week)
            filled.append(Shift(week=week, login=ranked[0], deputy=ranked[1] if ranked[1:] else None))
    return tuple(filled)


def _misses(login: str, week: Week, away: Iterable[Away]) -> bool:
    """Whether this person is away on a weekday of the week."""
    return any(each.login == login and each.overlaps(*week.weekdays) for each in away)


def _apart(week: Week, duties: Iterable[Week]) -> int:
    """Weeks to the nearest other duty."""
    return min((week.distance(duty) for duty in duties), default=_NEVER)


def holes(taken: Iterable[Week]) -> tuple[tuple[Week, Week], ...]:
    """The first and the last week of each run of weeks, between the first and the last taken, that nobody has."""
    return tuple(
        (before.next, after.later(-1))
        for before, after in pairwise(sorted(set(taken)))
        if before.distance(after) > 1
    )


def double_bookings(entries: Sequence[Week]) -> tuple[tuple[int, int], ...]:
    """For each entry of a week that has one already: the place of the first, and its own."""
    first: dict[Week, int] = {}
    return tuple(
        (first[week], place) for place, week in enumerate(entries) if first.setdefault(week, place) != place
    )
