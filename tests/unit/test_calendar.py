"""Calendars of offices: which days they serve, how clocks change, and what is refused."""

import subprocess
import sys
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from tests.support.offices import BONN, office
from tickets import i18n
from tickets.rules.calendar import Calendar, Standing
from tickets.rules.hours import Misconfigured, Span, parse_hours, parse_spans


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.use("en")


# Days


def test_a_municipality_has_its_own_holiday() -> None:
    peace_festival = date(2025, 8, 8)  # a Friday
    assert not office(country="DE", subdivision="Augsburg").is_working(peace_festival)
    assert office(country="DE", subdivision="BY").is_working(peace_festival)


def test_a_state_has_its_name_or_its_code() -> None:
    corpus_christi = date(2026, 6, 4)
    assert not office(country="DE", subdivision="Nordrhein-Westfalen").is_working(corpus_christi)
    assert not office(country="DE", subdivision="NW").is_working(corpus_christi)
    assert office(country="DE").is_working(corpus_christi)


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


# Clocks that change, and names


def test_local_times_that_come_twice_are_the_first() -> None:
    calendar = Calendar(name="fold", zone="Europe/Berlin", hours=parse_hours({"sun": "02:30-04:00"}))
    (service,) = calendar.service(date(2026, 10, 25))
    assert service == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 3, 0, tzinfo=UTC))


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


def test_the_language_of_holidays_is_the_readers_not_the_environments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "uk")
    assert BONN.holiday(date(2031, 1, 1), "de") == "Neujahr"
    assert BONN.holiday(date(2031, 1, 1), "en") == "New Year's Day"
    assert BONN.holiday(date(2031, 1, 2), "de") is None
