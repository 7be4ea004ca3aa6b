"""Weeks, absences, the rota, and who acts on a day."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.errors import UsageError
from tickets.rules.duty import Away, Shift, Week, acting, double_bookings, fill, holes, weeks

WEEK = Week(2026, 21)
MONDAY, SUNDAY = date(2026, 5, 18), date(2026, 5, 24)

days = st.dates(date(1970, 1, 1), date(2200, 12, 31))
some_weeks = days.map(Week.of)
near = st.integers(0, 30).map(WEEK.later)
teams = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True)


@st.composite
def absences(draw: st.DrawFn) -> list[Away]:
    spans = draw(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 200), st.integers(0, 30))))
    return [
        Away(login, MONDAY + timedelta(days=start), MONDAY + timedelta(days=start + length))
        for login, start, length in spans
    ]


@given(days)
def test_a_week_holds_its_days_and_no_others(day: date) -> None:
    week = Week.of(day)
    assert week.first_day <= day <= week.last_day
    assert (week.first_day.isoweekday(), week.last_day.isoweekday()) == (1, 7)
    assert {Week.of(each) for each in week.days} == {week}
    assert week.next.first_day - week.last_day == timedelta(days=1)
    assert week.next.later(-1) == week


@given(some_weeks)
def test_a_week_is_read_as_it_is_written(week: Week) -> None:
    assert Week.parse(str(week)) == week
    assert Week.parse(f" {str(week).lower().replace('-', '')} ") == week


@given(some_weeks, st.integers(-500, 500))
def test_weeks_are_ordered_and_apart_as_their_mondays_are(week: Week, count: int) -> None:
    other = week.later(count)
    assert (other > week) is (count > 0)
    assert other.distance(week) == week.distance(other) == abs(count)


def test_the_year_of_a_week_is_that_of_its_thursday() -> None:
    assert Week.of(date(2027, 1, 3)) == Week(2026, 53)
    assert Week.of(date(2024, 12, 30)) == Week(2025, 1)
    assert (WEEK.first_day, WEEK.last_day) == (MONDAY, SUNDAY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-W54", "the year 2026 has 53 weeks. Write one from 01 to 53, such as 2026-W53"),
        ("2025-W53", "the year 2025 has 52 weeks"),
        ("2026-W00", "the year 2026 has 53 weeks"),
        ("0000-W01", "There is no week 0000-W01"),
        ("9999-W01", "There is no week 9999-W01"),
        ("W21", "Write it like 2026-W21"),
        ("2026-21", "Write it like 2026-W21"),
        ("2026-W2１", "Write it like 2026-W21"),
        ("", "Write it like 2026-W21"),
    ],
)
def test_a_week_that_does_not_exist_is_refused_with_one_that_does(text: str, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        Week.parse(text)
    assert words in str(refused.value)
    assert str(refused.value).isprintable()


def test_the_one_on_duty_acts_else_the_deputy_else_nobody() -> None:
    shift = Shift(week=WEEK, login="kim", deputy="lea")
    kim = Away("kim", MONDAY, MONDAY)
    lea = Away("lea", MONDAY - timedelta(days=9), SUNDAY)
    assert acting(shift, MONDAY, []) == "kim"
    assert acting(shift, MONDAY, [kim]) == "lea"
    assert acting(shift, MONDAY + timedelta(days=1), [kim, lea]) == "kim"
    assert acting(shift, MONDAY, [kim, lea]) is None
    assert acting(Shift(week=WEEK, login="kim"), MONDAY, [kim]) is None
    assert acting(None, MONDAY, []) is None


def test_nobody_is_the_own_deputy() -> None:
    with pytest.raises(UsageError, match="Name somebody else"):
        Shift(week=WEEK, login="kim", deputy="kim")


def test_an_absence_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(UsageError, match="end on 2026-05-18, before it begins on 2026-05-24"):
        Away("kim", SUNDAY, MONDAY)


@given(st.tuples(days, days).map(sorted), st.tuples(days, days).map(sorted), days)
def test_who_is_back_is_away_on_all_other_days_and_on_no_others(
    whole: list[date], back: list[date], day: date
) -> None:
    away = Away("kim", *whole)
    left = away.without(*back)
    assert any(each.covers(day) for each in left) is (away.covers(day) and not back[0] <= day <= back[1])
    assert len(left) <= 2


def test_a_rota_goes_round_and_who_comes_next_is_deputy() -> None:
    rota = fill(weeks(WEEK, 5), ["kim", "lea", "mia"])
    assert [(shift.login, shift.deputy) for shift in rota] == [
        ("kim", "lea"),
        ("lea", "mia"),
        ("mia", "kim"),
        ("kim", "lea"),
        ("lea", "mia"),
    ]


def test_a_rota_goes_on_where_the_last_one_ended() -> None:
    known = [Shift(week=WEEK.later(-2), login="lea"), Shift(week=WEEK.later(-1), login="mia")]
    assert [s.login for s in fill(weeks(WEEK, 3), ["lea", "mia", "kim"], known=known)] == [
        "kim",
        "lea",
        "mia",
    ]


def test_who_was_away_comes_first_on_return() -> None:
    away = [Away("kim", WEEK.days[4], WEEK.next.days[2])]
    rota = fill(weeks(WEEK, 4), ["kim", "lea", "mia"], away=away)
    assert [shift.login for shift in rota] == ["lea", "mia", "kim", "lea"]


def test_a_weekend_away_costs_nobody_the_week() -> None:
    (shift,) = fill([WEEK], ["kim"], away=[Away("kim", WEEK.days[5], WEEK.days[6])])
    assert (shift.login, shift.deputy) == ("kim", None)


def test_nobody_has_two_weeks_side_by_side_where_that_can_be_helped() -> None:
    known = [Shift(week=WEEK.next, login="kim")]
    assert [s.login for s in fill(weeks(WEEK, 3), ["kim", "lea"], known=known)] == ["lea", "lea"]
    assert [s.login for s in fill(weeks(WEEK, 3), ["kim", "lea", "mia"], known=known)] == ["lea", "mia"]


@given(teams, st.integers(1, 40))
def test_without_absences_everybody_waits_equally_long(people: list[str], count: int) -> None:
    rota = fill(weeks(WEEK, count), people)
    assert [shift.login for shift in rota] == [people[place % len(people)] for place in range(count)]


@given(teams, st.integers(1, 30), absences())
def test_a_week_stays_empty_only_where_everybody_is_away(
    people: list[str], count: int, away: list[Away]
) -> None:
    rota = {shift.week: shift for shift in fill(weeks(WEEK, count), people, away=away)}
    for week in weeks(WEEK, count):
        gone = {each.login for each in away if each.overlaps(week.first_day, week.days[4])}
        present = set(people) - gone
        assert (week in rota) is bool(present)
        if week in rota:
            assert rota[week].login in present
            assert (rota[week].deputy in present) is (len(present) > 1)


@given(teams, st.integers(1, 30), absences(), st.lists(near, unique=True))
def test_a_rota_keeps_what_is_there_and_does_not_depend_on_how_it_is_told(
    people: list[str], count: int, away: list[Away], there: list[Week]
) -> None:
    known = [Shift(week=week, login=people[week.number % len(people)]) for week in there]
    rota = fill(weeks(WEEK, count), people, known=known, away=away)
    assert not {shift.week for shift in rota} & set(there)
    assert rota == fill(weeks(WEEK, count)[::-1], people, known=known[::-1], away=away[::-1])


@given(st.integers(2, 8), st.integers(1, 6))
def test_everybody_gets_the_same_number_of_weeks_in_whole_rounds(size: int, rounds: int) -> None:
    rota = fill(weeks(WEEK, size * rounds), "abcdefgh"[:size])
    assert set(Counter(shift.login for shift in rota).values()) == {rounds}


@given(st.sets(near))
def test_holes_and_taken_weeks_together_are_the_whole_time(taken: set[Week]) -> None:
    found = {week for first, last in holes(taken) for week in weeks(first, first.distance(last) + 1)}
    whole = set(weeks(min(taken), min(taken).distance(max(taken)) + 1)) if taken else set()
    assert found == whole - taken
    assert all(before[1].distance(after[0]) > 1 for before, after in pairwise(holes(taken)))


@given(st.lists(near))
def test_a_double_booking_names_the_first_entry_and_its_own(entries: list[Week]) -> None:
    found = double_bookings(entries)
    assert len(found) == len(entries) - len(set(entries))
    for first, own in found:
        assert entries[first] == entries[own]
        assert first == entries.index(entries[own]) < own
