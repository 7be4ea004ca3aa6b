"""Deadlines of every German state, of a municipality and of a category, against tables that were made apart.

10,000 arrivals a place: a third anywhere in four years, a third near a change of clocks or of the year, a third to the
second when service begins or ends, or the day does. Terms are days and hours by turns, hours are of five kinds.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.support.almanac import DAY, HOUR, Almanac, Place, changes, instant
from tickets.rules.worktime import Calendar, Term, deadline, parse_hours, parse_spans, working_time

COUNT = 10_000
STATES = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKS = (
    ("09:00-17:00", "09:00-17:00", "09:00-17:00", "09:00-17:00", "09:00-15:00", "", ""),
    (
        "08:00-12:00, 13:00-16:30",
        "08:00-12:00, 13:00-18:00",
        "08:00-12:00",
        "08:00-16:00",
        "08:00-12:00",
        "",
        "",
    ),
    ("07:30-15:30", "07:30-15:30", "", "07:30-19:00", "07:30-13:00", "10:00-13:00", ""),
    ("00:00-06:00, 22:00-24:00",) * 7,
    ("", "10:00-11:00, 11:00-12:00, 14:00-24:00", "", "00:00-24:00", "", "", "01:00-05:00"),
)
PLACES = {state: (state, ()) for state in STATES} | {
    "Augsburg": ("Augsburg", ()),
    "catholic": ("BY", ("catholic",)),
}


def place(name: str) -> Place:
    subdivision, categories = PLACES[name]
    return Place(
        subdivision=subdivision,
        categories=categories,
        hours=WEEKS[list(PLACES).index(name) % len(WEEKS)],
        closed=("12-24", "12-31"),
        short={"12-23": "09:00-12:00", "03-30": "06:00-06:30"},
        opened={"2026-11-28": "10:00-14:00", "2025-10-03": "08:00-09:30", "2026-03-29": "00:30-04:00"},
    )


def office(there: Place) -> Calendar:
    return Calendar(
        name="office",
        zone="Europe/Berlin",
        country="DE",
        subdivision=there.subdivision,
        categories=there.categories,
        hours=parse_hours(dict(zip(WEEKDAYS, there.hours, strict=True))),
        closed=there.closed,
        short=tuple((day, parse_spans(hours)) for day, hours in there.short.items()),
        opened=tuple((day, parse_spans(hours)) for day, hours in there.opened.items()),
    )


def arrivals(name: str, almanac: Almanac) -> Iterator[int]:
    """Seconds since 1970; always the same ones of a place."""
    chance = random.Random(name)
    begin, end = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2024, 2028))
    turns = [
        at for year in range(2024, 2028) for at in (*changes(year), instant(date(year, 12, 31), "24:00"))
    ]
    edges = [edge for span in almanac.spans for edge in span if begin <= edge < end]
    edges += [instant(day, "00:00") for day in almanac.days if 2024 <= day.year < 2028]
    for number in range(COUNT):
        match number % 3:
            case 0:
                yield chance.randrange(begin, end)
            case 1:
                yield chance.choice(turns) + chance.randrange(-6 * DAY, 6 * DAY)
            case _:
                yield chance.choice(edges) + chance.choice((-1, 0, 0, 1))


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize("name", PLACES)
def test_ten_thousand_arrivals_are_due_when_the_tables_say(name: str) -> None:
    there = place(name)
    calendar, almanac = office(there), Almanac(there)
    chance = random.Random(name)
    wrong = []
    for number, received in enumerate(arrivals(name, almanac)):
        amount = chance.randrange(1, 7) if number % 2 else chance.randrange(1, 90)
        if number % 2:
            term, expected = Term(days=amount), almanac.after_days(received, amount)
        else:
            term = Term(hours=Decimal(amount) / 4)
            expected = almanac.after_service(received, amount * HOUR // 4)
        if deadline(at(received), term, calendar) != at(expected):
            wrong.append((at(received), str(term)))
    assert wrong == []


@pytest.mark.parametrize("name", PLACES)
def test_the_tables_and_the_calendar_serve_equally_long(name: str) -> None:
    there = place(name)
    almanac = Almanac(there)
    begin, end = datetime(2024, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    served = sum(
        max(0, min(closes, int(end.timestamp())) - max(opens, int(begin.timestamp())))
        for opens, closes in almanac.spans
    )
    assert working_time(begin, end, office(there)) == timedelta(seconds=served)
    assert served > 100 * HOUR
