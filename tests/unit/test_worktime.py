"""Working days and hours: by example, by brute force over `holidays`, and by property."""

import random
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.offices import BERLIN, BONN, OFFICE_HOURS, berlin, office
from tickets import i18n
from tickets.rules.worktime import (
    Calendar,
    Misconfigured,
    NoWorkingDay,
    Step,
    Term,
    add_working_time,
    deadline,
    end_of_service,
    explain,
    next_service,
    parse_hours,
    parse_spans,
    warn_moment,
    working_time,
)

ALL_DAY = parse_hours(dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00"))
STATES = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")

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


def test_a_day_ends_with_its_last_hours() -> None:
    calendar = office("09:00-12:00, 13:00-17:00")
    assert deadline(berlin("2026-05-25 10:00"), Term(days=1), calendar) == berlin("2026-05-26 17:00")


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


# Against an independent reckoning


@cache
def _holidays_of(state: str) -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv=state, years=range(2023, 2029), language="de")


def _naive_is_working(day: date, state: str) -> bool:
    house = (day.month, day.day) in {(12, 24), (12, 31)}
    return day.weekday() < 5 and not house and not dict.__contains__(_holidays_of(state), day)


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


@pytest.mark.parametrize(
    ("moment", "serves"),
    [
        ("2026-05-22 10:00", "2026-05-22 10:00"),
        ("2026-05-22 09:00", "2026-05-22 09:00"),
        ("2026-05-22 06:00", "2026-05-22 09:00"),
        ("2026-05-22 15:00", "2026-05-26 09:00"),  # Friday after hours, then a weekend and Whit Monday
        ("2026-12-23 17:30", "2026-12-28 09:00"),
    ],
)
def test_service_goes_on_at_once_or_when_the_office_opens_next(moment: str, serves: str) -> None:
    assert next_service(berlin(moment), BONN) == berlin(serves)


def test_service_goes_on_after_lunch() -> None:
    assert next_service(berlin("2026-05-18 12:30"), HOUSE) == berlin("2026-05-18 13:00")


@given(instants, st.sampled_from(CALENDARS))
def test_between_a_moment_and_the_next_service_nobody_serves(moment: datetime, calendar: Calendar) -> None:
    serves = next_service(moment, calendar)
    assert serves >= moment
    assert serves.utcoffset() == timedelta()
    assert working_time(moment, serves, calendar) == timedelta()
    assert next_service(serves, calendar) == serves
    day = calendar.date_of(serves)
    assert any(opens <= serves < closes for opens, closes in calendar.service(day))


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


# Searches that find nothing


def test_a_search_without_end_ends_with_what_to_do() -> None:
    calendar = office(hours=((),) * 7, opened=(("2026-06-06", parse_spans("10:00-12:00")),))
    assert deadline(berlin("2026-06-01 10:00"), Term(days=1), calendar) == berlin("2026-06-06 12:00")
    for term in (Term(days=2), Term.parse("3h")):
        with pytest.raises(
            NoWorkingDay, match="“office” knows no working day in the ten years after 2026-06-01"
        ):
            deadline(berlin("2026-06-01 10:00"), term, calendar)


def test_one_working_day_a_year_is_enough() -> None:
    calendar = office(hours=((),) * 7, opened=(("06-06", parse_spans("10:00-12:00")),))
    assert deadline(berlin("2026-06-01 10:00"), Term(days=15), calendar) == berlin("2040-06-06 12:00")


def test_an_office_that_never_opens_again_serves_nobody() -> None:
    gone = Calendar(
        name="gone", zone="UTC", hours=((),) * 7, opened=(("2026-05-20", parse_spans("09:00-10:00")),)
    )
    assert next_service(datetime(2026, 5, 20, 9, 30, tzinfo=UTC), gone) == datetime(
        2026, 5, 20, 9, 30, tzinfo=UTC
    )
    with pytest.raises(NoWorkingDay, match="gone"):
        next_service(datetime(2026, 5, 20, 10, tzinfo=UTC), gone)


def test_the_end_of_time_is_an_end_too() -> None:
    with pytest.raises(NoWorkingDay):
        deadline(datetime(9999, 12, 30, 12, tzinfo=UTC), Term(days=3), BONN)
