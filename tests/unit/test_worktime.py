"""Working days and hours: by example, by brute force over `holidays`, and by property."""

import random
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets import i18n
from tickets.rules.calendar import Standing
from tickets.rules.worktime import (
    Calendar,
    Misconfigured,
    NoWorkingDay,
    Span,
    Step,
    Term,
    add_working_time,
    deadline,
    end_of_service,
    explain,
    parse_hours,
    parse_spans,
    warn_moment,
    working_time,
)

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE_HOURS = parse_hours(
    {
        "mon": "09:00-17:00",
        "tue": "09:00-17:00",
        "wed": "09:00-17:00",
        "thu": "09:00-17:00",
        "fri": "09:00-15:00",
    }
)
ALL_DAY = parse_hours(dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00"))
STATES = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")

BONN = Calendar(
    name="bonn",
    zone="Europe/Berlin",
    country="DE",
    subdivision="NW",
    hours=OFFICE_HOURS,
    closed=("12-24", "12-31", "2026-05-15"),
)
HOUSE = Calendar(
    name="house",
    zone="Europe/Berlin",
    country="DE",
    subdivision="Augsburg",
    hours=parse_hours(
        {"mon": "08:00-12:00, 13:00-16:30", "tue": "08:00-12:00", "thu": "00:00-05:00", "sun": "20:00-24:00"}
    ),
    closed=("12-24",),
    short=(("12-23", parse_spans("09:00-12:00")),),
    opened=(("2026-08-08", parse_spans("10:00-12:00")), ("05-01", None)),
)
CAIRO = Calendar(name="cairo", zone="Africa/Cairo", hours=ALL_DAY)
NEW_YORK = Calendar(name="ny", zone="America/New_York", country="US", subdivision="NY", hours=OFFICE_HOURS)
instants = st.timedeltas(timedelta(), timedelta(days=36_500)).map(datetime(1995, 1, 1, tzinfo=UTC).__add__)

CALENDARS = (BONN, HOUSE, CAIRO, NEW_YORK)


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.use("en")


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def office(daily: str = "09:00-17:00", **changes: Any) -> Calendar:
    """An office in Berlin, open on weekdays, but for the changes."""
    hours = parse_hours(dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), daily))
    return Calendar(**({"name": "office", "zone": "Europe/Berlin", "hours": hours} | changes))


# Terms


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2d", Term(days=2)),
        (" 10 D ", Term(days=10)),
        ("16h", Term(hours=Decimal(16))),
        ("1.5h", Term(hours=Decimal("1.5"))),
        ("0.25 h", Term(hours=Decimal("0.25"))),
    ],
)
def test_a_term_is_read_as_it_is_written(text: str, term: Term) -> None:
    assert Term.parse(text) == term


@pytest.mark.parametrize(
    "text", ["0d", "0h", "0.0h", "", "2", "d", "-1d", "1.5d", "1,5h", "2w", "2d 3h", "1e3h", "٢d"]
)
def test_what_is_no_term_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(Misconfigured, match=r"is no term\. Write working days as 2d"):
        Term.parse(text)


def test_a_term_is_days_or_hours_and_never_both_or_neither() -> None:
    with pytest.raises(Misconfigured):
        Term()
    with pytest.raises(Misconfigured):
        Term(days=1, hours=Decimal(1))


@pytest.mark.parametrize("text", ["2d", "16h", "1.5h", "100h", "0.25h"])
def test_a_term_prints_as_it_is_written(text: str) -> None:
    assert str(Term.parse(text)) == text


# Deadlines in days


@pytest.mark.parametrize(
    ("received", "term", "due"),
    [
        pytest.param("2026-05-22 10:00", "2d", "2026-05-27 17:00", id="Friday before Whit Monday"),
        pytest.param("2026-05-22 23:59", "2d", "2026-05-27 17:00", id="Friday night"),
        pytest.param(
            "2026-05-23 12:00", "2d", "2026-05-27 17:00", id="Saturday is a day of arrival like any"
        ),
        pytest.param("2026-05-25 00:00", "2d", "2026-05-27 17:00", id="on the holiday itself"),
        pytest.param("2026-05-26 00:00", "2d", "2026-05-28 17:00", id="the first minute of a working day"),
        pytest.param("2026-05-20 08:00", "2d", "2026-05-22 15:00", id="a short Friday ends at three"),
        pytest.param("2026-05-13 16:59", "1d", "2026-05-18 17:00", id="Ascension, then a day of the house"),
        pytest.param("2026-12-23 09:00", "2d", "2026-12-29 17:00", id="Christmas Eve is closed by the house"),
        pytest.param("2026-12-30 09:00", "1d", "2027-01-04 17:00", id="over the end of the year"),
        pytest.param("2026-03-27 12:00", "1d", "2026-03-30 17:00", id="clocks go forward on the weekend"),
        pytest.param("2026-10-23 12:00", "1d", "2026-10-26 17:00", id="clocks go back on the weekend"),
        pytest.param("2026-06-01 12:00", "10d", "2026-06-16 17:00", id="ten days over Corpus Christi"),
    ],
)
def test_days_count_from_the_day_after_arrival_to_the_end_of_service(
    received: str, term: str, due: str
) -> None:
    assert deadline(berlin(received), Term.parse(term), BONN) == berlin(due)


def test_the_day_of_arrival_is_the_one_at_the_office() -> None:
    late_in_utc = datetime(2026, 5, 26, 22, 30, tzinfo=UTC)  # half past midnight on Wednesday in Bonn
    assert deadline(late_in_utc, Term(days=1), BONN) == berlin("2026-05-28 17:00")


def test_a_deadline_is_given_in_utc() -> None:
    assert deadline(berlin("2026-05-22 10:00"), Term(days=2), BONN).tzinfo is UTC


# Deadlines in hours


@pytest.mark.parametrize(
    ("received", "term", "due"),
    [
        pytest.param("2026-05-26 10:00", "4h", "2026-05-26 14:00", id="within one day"),
        pytest.param(
            "2026-05-26 10:00", "7h", "2026-05-26 17:00", id="to the very end of service, not the next day"
        ),
        pytest.param("2026-05-26 10:00", "16h", "2026-05-28 10:00", id="over two nights"),
        pytest.param("2026-05-22 10:00", "16h", "2026-05-27 12:00", id="over a short Friday and Whit Monday"),
        pytest.param("2026-05-26 18:00", "1.5h", "2026-05-27 10:30", id="after service starts with the next"),
        pytest.param("2026-05-26 03:00", "1h", "2026-05-26 10:00", id="before service waits for it"),
        pytest.param("2026-05-23 12:00", "0.25h", "2026-05-26 09:15", id="weekend and holiday hold no hour"),
    ],
)
def test_hours_count_from_the_moment_of_arrival(received: str, term: str, due: str) -> None:
    assert deadline(berlin(received), Term.parse(term), BONN) == berlin(due)


def test_a_lunch_break_is_no_service() -> None:
    calendar = office("09:00-12:00, 13:00-17:00")
    assert deadline(berlin("2026-05-26 11:30"), Term.parse("1h"), calendar) == berlin("2026-05-26 13:30")
    assert deadline(berlin("2026-05-26 12:15"), Term.parse("4h"), calendar) == berlin("2026-05-26 17:00")


@given(
    received=instants,
    hours=st.integers(1, 200),
    zone=st.sampled_from(
        ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/Havana"]
    ),
)
def test_around_the_clock_a_working_hour_is_an_hour_whatever_clocks_do(
    received: datetime, hours: int, zone: str
) -> None:
    calendar = Calendar(name="always", zone=zone, hours=ALL_DAY)
    assert deadline(received, Term(hours=Decimal(hours)), calendar) == received + timedelta(hours=hours)


# Clocks that change


NIGHTS = Calendar(name="nights", zone="Europe/Berlin", hours=parse_hours({"sun": "00:00-06:00"}))


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-03-22", 6), ("2026-03-29", 5), ("2026-10-25", 7)],
    ids=["plain", "forward", "back"],
)
def test_a_night_is_as_long_as_it_really_is(day: str, hours: int) -> None:
    start = berlin(f"{day} 00:00")
    assert working_time(start, start + timedelta(days=1), NIGHTS) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("hours", "served"),
    [
        pytest.param("01:00-02:30", ["00:00-01:30"], id="an end that never comes is an hour later"),
        pytest.param("02:30-04:00", ["01:30-02:00"], id="so is a start"),
        pytest.param("02:15-02:45", ["01:15-01:45"], id="and both"),
        pytest.param(
            "02:00-02:45, 03:00-04:00", ["01:00-01:45", "01:45-02:00"], id="nothing is served twice"
        ),
        pytest.param("02:30-03:00", ["01:30-01:30"], id="nor backwards"),
    ],
)
def test_local_times_that_never_come_move_forward(hours: str, served: list[str]) -> None:
    calendar = Calendar(name="gap", zone="Europe/Berlin", hours=parse_hours({"sun": hours}))
    spans = [f"{start:%H:%M}-{end:%H:%M}" for start, end in calendar.service(date(2026, 3, 29))]
    assert spans == served


def test_local_times_that_come_twice_are_the_first() -> None:
    calendar = Calendar(name="fold", zone="Europe/Berlin", hours=parse_hours({"sun": "02:30-04:00"}))
    (service,) = calendar.service(date(2026, 10, 25))
    assert service == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 3, 0, tzinfo=UTC))


# Against an independent reckoning


@cache
def _holidays_of(state: str) -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv=state, years=range(2023, 2029), language="de")


def _naive_is_working(day: date, state: str) -> bool:
    house = (day.month, day.day) in {(12, 24), (12, 31)}
    return day.weekday() < 5 and not house and not dict.__contains__(_holidays_of(state), day)


def _naive_days(received: datetime, days: int, state: str) -> datetime:
    day = received.astimezone(BERLIN).date()
    while days:
        day += timedelta(days=1)
        days -= _naive_is_working(day, state)
    return datetime(day.year, day.month, day.day, 15 if day.weekday() == 4 else 17, tzinfo=BERLIN)


def _naive_hours(received: datetime, quarters: int, state: str) -> datetime:
    """Walks real time in quarters of an hour and looks at the clock on the wall. `received` is on one."""
    at = received
    while quarters:
        wall = at.astimezone(BERLIN)
        closes = time(15) if wall.weekday() == 4 else time(17)
        quarters -= time(9) <= wall.time() < closes and _naive_is_working(wall.date(), state)
        at += timedelta(minutes=15)
    return at


def _sample(state: str, count: int) -> list[datetime]:
    """Quarters of an hour over four years, every second one near a change of clocks or of the year."""
    chance = random.Random(state)
    near = [datetime(year, month, 28, tzinfo=UTC) for year in range(2024, 2028) for month in (3, 10, 12)]
    uniform = [
        datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * chance.randrange(4 * 365 * 96))
        for _ in range(count)
    ]
    close = [
        chance.choice(near) + timedelta(minutes=15 * chance.randrange(-7 * 96, 7 * 96)) for _ in range(count)
    ]
    return [*uniform[::2], *close[::2]]


def _state_office(state: str) -> Calendar:
    return Calendar(
        name=state,
        zone="Europe/Berlin",
        country="DE",
        subdivision=state,
        hours=OFFICE_HOURS,
        closed=("12-24", "12-31"),
    )


@pytest.mark.parametrize("state", STATES)
def test_days_are_what_a_plain_loop_counts(state: str) -> None:
    calendar = _state_office(state)
    for number, received in enumerate(_sample(state, 2000)):
        days = number % 4 + 1
        assert deadline(received, Term(days=days), calendar) == _naive_days(received, days, state), received


@pytest.mark.parametrize("state", STATES)
def test_hours_are_what_the_clock_on_the_wall_counts(state: str) -> None:
    calendar = _state_office(state)
    for number, received in enumerate(_sample(state, 40)):
        quarters = number * 2 + 1
        due_at = deadline(received, Term(hours=Decimal(quarters) / 4), calendar)
        assert due_at == _naive_hours(received, quarters, state), received


# What always holds


terms = st.one_of(
    st.integers(1, 12).map(lambda days: Term(days=days)),
    st.decimals(Decimal("0.01"), 60, places=2).map(lambda hours: Term(hours=hours)),
)
calendars = st.sampled_from(CALENDARS)


@given(instants, st.integers(1, 12), calendars)
def test_days_end_with_the_service_of_a_working_day(
    received: datetime, days: int, calendar: Calendar
) -> None:
    due_at = deadline(received, Term(days=days), calendar)
    last_day = calendar.date_of(due_at - timedelta(microseconds=1))
    assert calendar.is_working(last_day)
    assert due_at == end_of_service(last_day, calendar)


@given(instants, terms, calendars, st.timedeltas(timedelta(), timedelta(days=20)))
def test_what_arrives_later_is_never_due_earlier(
    received: datetime, term: Term, calendar: Calendar, later: timedelta
) -> None:
    assert deadline(received, term, calendar) <= deadline(received + later, term, calendar)


@given(instants, terms, calendars, st.sampled_from(["Asia/Tokyo", "America/St_Johns", "Europe/Berlin"]))
def test_the_zone_an_instant_is_written_in_does_not_matter(
    received: datetime, term: Term, calendar: Calendar, zone: str
) -> None:
    written = received.astimezone(ZoneInfo(zone))
    assert deadline(written, term, calendar) == deadline(received, term, calendar)


@given(instants, terms, calendars)
def test_an_explanation_leads_day_by_day_to_the_same_deadline(
    received: datetime, term: Term, calendar: Calendar
) -> None:
    explanation = explain(received, term, calendar, language="de")
    days = [step.date for step in explanation.steps]
    assert explanation.due_at == deadline(received, term, calendar)
    assert days[0] == calendar.date_of(received)
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert explanation.steps[-1].counted
    assert all(step.reason for step in explanation.steps)
    if term.days:
        assert sum(step.counted for step in explanation.steps) == term.days


@given(instants, st.decimals(Decimal("0.01"), 60, places=2), calendars)
def test_a_term_in_hours_holds_exactly_its_working_time(
    received: datetime, hours: Decimal, calendar: Calendar
) -> None:
    due_at = deadline(received, Term(hours=hours), calendar)
    assert working_time(received, due_at, calendar) == timedelta(seconds=int(hours * 3600))


@given(instants, st.lists(st.timedeltas(timedelta(), timedelta(days=9)), min_size=2, max_size=2), calendars)
def test_working_time_adds_up(start: datetime, legs: list[timedelta], calendar: Calendar) -> None:
    middle, end = start + legs[0], start + legs[0] + legs[1]
    parts = working_time(start, middle, calendar) + working_time(middle, end, calendar)
    assert working_time(start, end, calendar) == parts


@given(instants, terms, calendars, st.floats(0, 1))
def test_the_warning_comes_when_its_share_of_the_working_time_has_passed(
    received: datetime, term: Term, calendar: Calendar, share: float
) -> None:
    due_at = deadline(received, term, calendar)
    warned_at = warn_moment(received, due_at, share, calendar)
    assert received <= warned_at <= due_at
    passed = working_time(received, warned_at, calendar)
    assert passed == working_time(received, due_at, calendar) * share


# Working time and warnings, by example


def test_working_time_counts_service_only() -> None:
    assert working_time(berlin("2026-05-22 10:00"), berlin("2026-05-26 11:00"), BONN) == timedelta(hours=7)
    assert working_time(berlin("2026-05-23 10:00"), berlin("2026-05-25 23:00"), BONN) == timedelta()


def test_working_time_never_runs_backwards() -> None:
    assert working_time(berlin("2026-05-27 10:00"), berlin("2026-05-26 10:00"), BONN) == timedelta()


def test_nothing_to_add_leaves_an_instant_where_it_is() -> None:
    at = berlin("2026-05-23 10:00")
    assert add_working_time(at, timedelta(), BONN) == at


def test_a_warning_at_three_quarters() -> None:
    start, due_at = berlin("2026-05-26 09:00"), berlin("2026-05-27 17:00")
    assert warn_moment(start, due_at, 0.75, BONN) == berlin("2026-05-27 13:00")


def test_without_working_time_the_warning_is_the_deadline() -> None:
    start, due_at = berlin("2026-05-23 09:00"), berlin("2026-05-24 17:00")
    assert warn_moment(start, due_at, 0.5, BONN) == due_at


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_is_between_nothing_and_all(share: float) -> None:
    with pytest.raises(ValueError, match="no share"):
        warn_moment(berlin("2026-05-26 09:00"), berlin("2026-05-27 17:00"), share, BONN)


def test_service_ends_only_on_days_that_have_any() -> None:
    assert end_of_service(date(2026, 5, 22), BONN) == berlin("2026-05-22 15:00")
    with pytest.raises(ValueError, match="no working day"):
        end_of_service(date(2026, 5, 25), BONN)


def test_a_time_without_a_zone_is_refused() -> None:
    naive = berlin("2026-05-26 09:00").replace(tzinfo=None)
    with pytest.raises(ValueError, match="without a time zone"):
        deadline(naive, Term(days=1), BONN)
    with pytest.raises(ValueError, match="without a time zone"):
        working_time(naive, naive, BONN)


# Explanations


def test_days_are_explained_one_by_one() -> None:
    steps = explain(berlin("2026-05-22 10:00"), Term(days=2), BONN, language="de").steps
    assert steps == (
        Step(date(2026, 5, 22), counted=False, reason="Day of arrival, not counted"),
        Step(date(2026, 5, 23), counted=False, reason="Weekend"),
        Step(date(2026, 5, 24), counted=False, reason="Weekend"),
        Step(date(2026, 5, 25), counted=False, reason="Holiday: Pfingstmontag"),
        Step(date(2026, 5, 26), counted=True, reason="Working day 1 of 2"),
        Step(date(2026, 5, 27), counted=True, reason="Working day 2 of 2"),
    )


def test_hours_are_explained_with_how_many_each_day_held() -> None:
    steps = explain(berlin("2026-05-21 16:30"), Term.parse("7.5h"), BONN, language="en").steps
    assert [step.reason for step in steps] == [
        "0:30 hours counted, 0:30 of 7:30",
        "6:00 hours counted, 6:30 of 7:30",
        "Weekend",
        "Weekend",
        "Holiday: Pentecost Monday",
        "1:00 hours counted, 7:30 of 7:30",
    ]
    assert [step.counted for step in steps] == [True, True, False, False, False, True]


def test_an_arrival_after_service_counts_no_hour_of_its_day() -> None:
    steps = explain(berlin("2026-05-26 18:00"), Term.parse("1h"), BONN, language="en").steps
    assert [step.reason for step in steps] == [
        "No service left on this day",
        "1:00 hours counted, 1:00 of 1:00",
    ]


def test_days_of_the_house_say_so() -> None:
    calendar = office(
        closed=("2026-06-02",),
        short=(("06-03", parse_spans("09:00-12:00")),),
        opened=(("2026-06-06", parse_spans("10:00-12:00")),),
        hours=parse_hours(dict.fromkeys(("mon", "tue", "wed", "thu"), "09:00-17:00")),
    )
    steps = explain(berlin("2026-06-01 10:00"), Term(days=3), calendar, language="en").steps
    assert [step.reason for step in steps] == [
        "Day of arrival, not counted",
        "Closed",
        "Working day 1 of 3; short day",
        "Working day 2 of 3",
        "No service on this weekday",
        "Working day 3 of 3; opened by exception",
    ]


def test_the_language_of_holidays_is_the_readers_not_the_environments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "uk")
    assert BONN.holiday(date(2031, 1, 1), "de") == "Neujahr"
    assert BONN.holiday(date(2031, 1, 1), "en") == "New Year's Day"
    assert BONN.holiday(date(2031, 1, 2), "de") is None


# Calendars


def test_a_municipality_has_its_own_holiday() -> None:
    peace_festival = date(2025, 8, 8)  # a Friday
    assert not office(country="DE", subdivision="Augsburg").is_working(peace_festival)
    assert office(country="DE", subdivision="BY").is_working(peace_festival)


def test_a_category_adds_its_holidays_to_the_public_ones() -> None:
    assumption, new_year = date(2025, 8, 15), date(2026, 1, 1)
    catholic = office(country="DE", subdivision="BY", categories=("catholic",))
    assert office(country="DE", subdivision="BY").is_working(assumption)
    assert not catholic.is_working(assumption)
    assert not catholic.is_working(new_year)


def test_without_a_country_only_the_house_has_holidays() -> None:
    assert office().is_working(date(2026, 1, 1))
    assert office().holiday(date(2026, 1, 1), "en") is None


@pytest.mark.parametrize(
    ("day", "standing", "hours"),
    [
        pytest.param("2026-06-01", Standing.REGULAR, "09:00-17:00", id="Monday"),
        pytest.param("2026-06-06", Standing.NO_SERVICE, "", id="Saturday"),
        pytest.param("2026-06-04", Standing.HOLIDAY, "", id="Corpus Christi"),
        pytest.param("2026-12-24", Standing.CLOSED, "", id="closed every year"),
        pytest.param("2027-12-24", Standing.OPENED, "10:00-11:00", id="but not in that year"),
        pytest.param("2026-12-23", Standing.SHORT, "09:00-12:00", id="short every year"),
        pytest.param("2028-12-23", Standing.NO_SERVICE, "", id="a short day opens no Saturday"),
        pytest.param("2029-12-23", Standing.NO_SERVICE, "", id="nor a Sunday"),
        pytest.param("2026-05-14", Standing.HOLIDAY, "", id="nor a holiday"),
        pytest.param("2026-06-20", Standing.OPENED, "10:00-13:00", id="an opened Saturday"),
        pytest.param(
            "2026-05-25", Standing.OPENED, "09:00-17:00", id="an opened holiday with the hours of Monday"
        ),
        pytest.param("2026-05-01", Standing.OPENED, "09:00-17:00", id="a holiday opened every year"),
        pytest.param("2027-05-01", Standing.NO_SERVICE, "", id="which opens no Saturday"),
        pytest.param("2028-02-29", Standing.CLOSED, "", id="the leap day"),
    ],
)
def test_a_date_beats_a_day_of_every_year_beats_holidays_and_weekdays(
    day: str, standing: Standing, hours: str
) -> None:
    calendar = office(
        country="DE",
        subdivision="NW",
        closed=("12-24", "02-29"),
        short=(("12-23", parse_spans("09:00-12:00")), ("2026-05-14", parse_spans("09:00-12:00"))),
        opened=(
            ("2027-12-24", parse_spans("10:00-11:00")),
            ("2026-06-20", parse_spans("10:00-13:00")),
            ("2026-05-25", None),
            ("05-01", None),
        ),
    )
    found = calendar.on(date.fromisoformat(day))
    assert found.standing is standing
    assert found.spans == parse_spans(hours)


def test_importing_the_rules_does_not_import_the_holidays() -> None:
    code = "import sys, tickets.rules.sla; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_search_without_end_ends_with_what_to_do() -> None:
    calendar = office(hours=((),) * 7, opened=(("2026-06-06", parse_spans("10:00-12:00")),))
    assert deadline(berlin("2026-06-01 10:00"), Term(days=1), calendar) == berlin("2026-06-06 12:00")
    for term in (Term(days=2), Term.parse("3h")):
        with pytest.raises(
            NoWorkingDay, match="“office” knows no working day in the ten years after 2026-06-01"
        ):
            deadline(berlin("2026-06-01 10:00"), term, calendar)


def test_the_end_of_time_is_an_end_too() -> None:
    with pytest.raises(NoWorkingDay):
        deadline(datetime(9999, 12, 30, 12, tzinfo=UTC), Term(days=3), BONN)


# Fingerprints


def test_a_fingerprint_stays_the_same_from_release_to_release() -> None:
    assert BONN.fingerprint == "292a12a5e5b4"


def test_the_order_in_which_days_are_listed_is_no_difference() -> None:
    one = office(country="DE", closed=("12-24", "12-31"), categories=("catholic", "public"))
    other = office(country="DE", closed=("12-31", "12-24"), categories=("catholic",), name="renamed")
    assert one.fingerprint == other.fingerprint


def test_whatever_decides_a_deadline_is_in_the_fingerprint() -> None:
    spans = parse_spans("09:00-12:00")
    calendars = [
        office(),
        office("09:00-16:00"),
        office(zone="Europe/Vienna"),
        office(country="DE"),
        office(country="DE", subdivision="NW"),
        office(country="DE", subdivision="BY", categories=("catholic",)),
        office(closed=("12-24",)),
        office(short=(("12-24", spans),)),
        office(opened=(("12-24", spans),)),
        office(opened=(("12-24", None),)),
    ]
    assert len({calendar.fingerprint for calendar in calendars}) == len(calendars)


# What is refused


def test_hours_are_read_in_any_order_and_with_spaces() -> None:
    spans = (Span(time(9), time(12)), Span(time(13), time(0)))
    assert parse_spans(" 13:00 – 24:00,9:00-12:00 ") == spans
    assert ", ".join(map(str, spans)) == "09:00-12:00, 13:00-24:00"
    assert parse_spans("") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("09:00-12:00, 11:00-17:00", "09:00-12:00 and 11:00-17:00 overlap. Join them"),
        ("13:00-24:00, 23:00-23:30", "overlap"),
        ("17:00-09:00", "17:00-09:00 end before they start. Write them as"),
        ("09:00-09:00", "end before they start"),
        ("24:00-09:00", "“24:00-09:00” are no hours of a day. Write them as"),
        ("9-17", "no hours"),
        ("09:00-17:60", "no hours"),
        ("09:00-25:00", "no hours"),
        ("09:00-12:00,", "no hours"),
        ("always", "no hours"),
    ],
)
def test_hours_that_make_no_sense_are_refused(text: str, message: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        parse_spans(text)
    assert message in str(refused.value)


def test_a_week_names_its_days_in_three_letters() -> None:
    with pytest.raises(Misconfigured, match=r"“monday” is no weekday\. Write one of mon, tue"):
        parse_hours({"monday": "09:00-17:00"})


NINE_TO_TWELVE = parse_spans("09:00-12:00")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"closed": ("02-30",)}, "“02-30” does not exist. Write 12-24 for every year"),
        ({"closed": ("2026-02-29",)}, "does not exist"),
        ({"closed": ("24.12.",)}, "does not exist"),
        ({"short": (("13-01", NINE_TO_TWELVE),)}, "does not exist"),
        ({"opened": (("2026-6-6", NINE_TO_TWELVE),)}, "does not exist"),
        ({"closed": ("12-24",), "short": (("12-24", NINE_TO_TWELVE),)}, "12-24 is named twice. Keep it once"),
        ({"opened": (("12-24", None), ("12-24", NINE_TO_TWELVE))}, "named twice"),
        ({"short": (("12-24", ()),)}, "short or opened day without hours. Give it hours"),
        ({"opened": (("2026-06-06", None),)}, "2026-06-06 is on a weekday without hours. Give it hours"),
        ({"short": (("12-24", NINE_TO_TWELVE * 2),)}, "overlap"),
        ({"hours": (NINE_TO_TWELVE * 2,) * 7}, "overlap"),
        ({"hours": ((),) * 7}, "“office” has no working day. Give hours to a weekday"),
        ({"hours": (NINE_TO_TWELVE,)}, "seven weekdays"),
        ({"zone": "Europe/Bonn"}, "“Europe/Bonn” does not exist. Write its IANA name"),
        ({"zone": ""}, "does not exist"),
        ({"zone": "/etc/passwd"}, "does not exist"),
        ({"country": "XX"}, "No holidays are known for the country “XX”. Write its two letters"),
        ({"country": "Germany"}, "No holidays are known"),
        ({"country": "NYSE"}, "No holidays are known"),
        ({"country": "DE", "subdivision": "Bonn"}, "for “Bonn” in DE. Write one of BB, BE, BW"),
        ({"country": "DE", "subdivision": "BYP"}, "for “BYP” in DE"),
        (
            {"country": "DE", "categories": ("pagan",)},
            "“pagan” is no category of days off in DE. Write one of catholic",
        ),
        ({"country": "CH", "categories": ("half_day",)}, "half days belong under “short”"),
        ({"subdivision": "NW"}, "“office” names holidays and no country. Set its country"),
    ],
)
def test_a_calendar_that_makes_no_sense_is_refused_with_how_to_mend_it(
    changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the message is looked at below
        office(**changes)
    assert message in str(refused.value)
