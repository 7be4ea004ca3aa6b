"""The roster as CSV and as iCalendar: what is written is read again, and each mistake is told with its line."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tickets.desk.duty_rows import WeekView
from tickets.desk.roster_csv import read_csv, write_csv
from tickets.desk.roster_ical import read_ical, write_ical
from tickets.desk.roster_import import Entry, Reading
from tickets.rules.duty import Week
from tickets.rules.text import clean_line

NOW = datetime(2026, 5, 20, 8, 0, tzinfo=UTC)
FIRST = Week(2026, 21)

logins = st.from_regex(r"[a-zäöü][\w.@+-]{0,40}", fullmatch=True).filter(str.isprintable)
notes = st.text(max_size=60).map(clean_line)


@st.composite
def rosters(draw: st.DrawFn) -> list[WeekView]:
    """Weeks as they may be stored, holes among them."""
    return [
        shown(FIRST.later(place), login, deputy, note)
        for place, (login, deputy, note) in enumerate(
            draw(st.lists(st.tuples(st.none() | logins, st.none() | logins, notes), max_size=6))
        )
    ]


def shown(week: Week, login: str | None, deputy: str | None = None, note: str = "") -> WeekView:
    return WeekView(
        week=week, login=login, deputy=deputy, note=note, absences=(), uncovered=(), is_current=False
    )


def calendar(*weeks: WeekView) -> bytes:
    return write_ical(weeks, name="Dienstplan", house="https://social.example.org", now=NOW)


def facts(reading: Reading) -> list[tuple[Week, str, str, str]]:
    assert reading.mistakes == ()
    return [(each.week, each.login, each.deputy, each.note) for each in reading.entries]


def written(weeks: list[WeekView]) -> list[tuple[Week, str, str, str]]:
    return [(each.week, each.login, each.deputy or "", each.note) for each in weeks if each.login]


def mistakes(reading: Reading) -> list[tuple[int, str]]:
    for mistake in reading.mistakes:
        assert mistake.text.endswith(".")
    return [(mistake.line, mistake.text) for mistake in reading.mistakes]


# CSV.


@given(rosters())
def test_a_table_is_read_as_it_was_written(weeks: list[WeekView]) -> None:
    assert facts(read_csv(write_csv(weeks))) == written(weeks)


def test_a_table_is_what_rfc_4180_says() -> None:
    text = write_csv([shown(FIRST, "kim", "mia", 'Bürger, "Fest"'), shown(FIRST.next, None)])
    assert text == (
        "week,first_day,last_day,login,deputy,note\r\n"
        '2026-W21,2026-05-18,2026-05-24,kim,mia,"Bürger, ""Fest"""\r\n'
    )


@pytest.mark.parametrize("note", ["=1+1", "+49 228", "-", "@kim", "'=1"])
def test_no_spreadsheet_takes_a_note_for_a_formula(note: str) -> None:
    text = write_csv([shown(FIRST, "kim", note=note)])
    assert next(csv.DictReader(io.StringIO(text)))["note"][0] == "'"
    assert facts(read_csv(text)) == [(FIRST, "kim", "", note)]


@pytest.mark.parametrize(
    "text",
    [
        "week;login\r\n2026-W21;kim\r\n",
        "login\tweek\nkim\t2026w21",
        "\n\n Week , LOGIN ,deputy\n\n 2026-W21 , kim ,\n,,\n",
        "week,login,first_day\n2026-W21,kim,18.05.2026\n",
        "week,login,deputy,note\n2026-W21,kim\n",
    ],
)
def test_a_table_may_come_from_any_spreadsheet(text: str) -> None:
    assert facts(read_csv(text)) == [(FIRST, "kim", "", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "week,login\n2026-W54,kim\n2026-W21,mia\nW22,kim\n",
            [
                (
                    2,
                    "There is no week 2026-W54: the year 2026 has 53 weeks. "
                    "Write one from 01 to 53, such as 2026-W53.",
                ),
                (4, "“W22” is no week. Write it like 2026-W21."),
            ],
        ),
        (
            "week,login,deputi\n2026-W21,kim,mia\n",
            [(1, "There is no column “deputi”. Perhaps you meant “deputy”.")],
        ),
        ("week,login,week\n", [(1, "The column “week” stands here twice. Keep one.")]),
        (
            "\nweek,deputy\n",
            [
                (
                    2,
                    "The column “login” is missing. "
                    "The first line names the columns: week,first_day,last_day,login,deputy,note.",
                )
            ],
        ),
        (
            'week,login\n2026-W21,"kim\n2026-W22,mia\n',
            [(2, "This line is no CSV. See that each quotation mark is closed.")],
        ),
        (
            'week,login,note\n2026-W21,kim,"two\nlines"\n2026-W22,mia,a,b\n',
            [
                (
                    4,
                    "This line has more fields than the first one has columns. "
                    "Put quotation marks around a field with a comma in it.",
                )
            ],
        ),
        ("week,login\n\x00,kim\n", [(2, "“\x00” is no week. Write it like 2026-W21.")]),
        ("", []),
    ],
)
def test_each_mistake_of_a_table_is_told_with_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    assert mistakes(read_csv(text)) == expected


@given(st.text(max_size=300) | st.text(alphabet='week,login\n\r"2026-W1;\t', max_size=200))
def test_whatever_the_table_nothing_unforeseen_happens(text: str) -> None:
    reading = read_csv(f"week,login\n{text}")
    assert all(mistake.line >= 1 for mistake in reading.mistakes)
    read_csv(text)


# iCalendar.


@given(rosters())
def test_a_calendar_is_read_as_it_was_written(weeks: list[WeekView]) -> None:
    assert facts(read_ical(calendar(*weeks).decode())) == written(weeks)


@given(rosters())
def test_a_calendar_is_folded_in_75_octets_and_ends_its_lines_with_crlf(weeks: list[WeekView]) -> None:
    raw = calendar(*weeks)
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # no character is cut in two


def test_a_week_is_an_all_day_event_from_monday_to_sunday() -> None:
    (event,) = Calendar.from_ical(
        calendar(shown(FIRST, "kim", "mia", "a;b, c\\d"), shown(FIRST.next, None))
    ).walk("VEVENT")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (FIRST.first_day, FIRST.next.first_day)
    assert (event["SUMMARY"], event["DESCRIPTION"]) == ("kim (mia)", "a;b, c\\d")
    assert event.decoded("DTSTAMP") == NOW
    assert b"DTSTART;VALUE=DATE:20260518\r\n" in event.to_ical()
    assert b"DESCRIPTION:a\\;b\\, c\\\\d" in calendar(shown(FIRST, "kim", None, "a;b, c\\d"))


def test_an_events_identifier_stays_and_is_that_week_of_that_house_alone() -> None:
    def uid(week: Week, login: str, house: str = "a", now: datetime = NOW) -> str:
        raw = write_ical([shown(week, login)], name="x", house=house, now=now)
        return str(Calendar.from_ical(raw).walk("VEVENT")[0]["UID"])

    assert uid(FIRST, "kim") == uid(FIRST, "mia", now=NOW + timedelta(days=1))
    assert len({uid(FIRST, "kim"), uid(FIRST.next, "kim"), uid(FIRST, "kim", house="b")}) == 3


def ical(*events: str, end: str = "END:VCALENDAR\r\n") -> str:
    """A calendar whose first event begins in line 3."""
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + end


def event(
    start: str = "DTSTART;VALUE=DATE:20260518", end: str = "DTEND;VALUE=DATE:20260525", *more: str
) -> str:
    properties = [line for line in (start, end, *(more or ("SUMMARY:kim",))) if line]
    return "\r\n".join(("BEGIN:VEVENT", *properties, "END:VEVENT", ""))


@pytest.mark.parametrize(
    "text",
    [
        ical(event()),
        ical(event()).replace("\r\n", "\n"),
        ical(event()).lower().replace("value=date", "VALUE=DATE"),
        ical(event("DTSTART;VALUE=DATE:20260518", "DTEND;VALUE=DATE:20260523")),
        ical(event("DTSTART;VALUE=DATE:20260518", "DURATION:P1W")),
        ical(event(), event("DTSTART;VALUE=DATE:20260601", "", "STATUS:CANCELLED")),
        ical("BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nEND:VTIMEZONE\r\n", event()),
        ical(event("DTSTART;VALUE=DATE:20260518", "DTEND;VALUE=DATE:20260525", "SUMMARY:k\r\n im")),
    ],
)
def test_a_calendar_may_come_from_any_program(text: str) -> None:
    assert facts(read_ical(text)) == [(FIRST, "kim", "", "")]


def test_a_continued_line_begins_no_event() -> None:
    folded = event(
        "DTSTART;VALUE=DATE:20260518",
        "DTEND;VALUE=DATE:20260525",
        "SUMMARY:kim",
        "DESCRIPTION:x\r\n BEGIN:VEVENT",
    )
    (entry,) = read_ical(ical(folded)).entries
    assert entry == Entry(line=3, week=FIRST, login="kim", deputy="", note="xBEGIN:VEVENT")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (
            ical(event("DTSTART;VALUE=DATE:20260519", "DTEND;VALUE=DATE:20260526")),
            3,
            "2026-05-19 to 2026-05-25",
        ),
        (ical(event("DTSTART;VALUE=DATE:20260518", "DTEND;VALUE=DATE:20260601")), 3, "Duty is a whole week"),
        (ical(event("DTSTART;VALUE=DATE:20260518", "DTEND;VALUE=DATE:20260519")), 3, "Duty is a whole week"),
        (ical(event("DTSTART;VALUE=DATE:20260518", "")), 3, "This event has no days"),
        (ical(event("", "DTEND;VALUE=DATE:20260525")), 3, "This event has no days"),
        (ical(event("DTSTART:20260518T080000Z", "DTEND:20260525T080000Z")), 3, "all day long"),
        (ical(event("DTSTART;VALUE=DATE:20261399")), 3, "This event is no iCalendar"),
        (ical(event("DTSTART;VALUE=DATE:20260518", "DURATION:P1W2X")), 3, "This event is"),
        (ical(event("DTSTART;VALUE=DATE:20260518", "DTEND;VALUE=DATE:00010101")), 3, "This event"),
        (
            ical(
                event(),
                event("DTSTART;VALUE=DATE:20260525", "DTEND;VALUE=DATE:20260601", "RRULE:FREQ=WEEKLY"),
            ),
            8,
            "This event repeats itself",
        ),
        (
            ical(event("DTSTART;VALUE=DATE:20260518", "DTEND;VALUE=DATE:20260525", "SUMMARY:kim (a) (b)")),
            3,
            "Nobody can tell who is on duty from “kim (a) (b)”. Write LOGIN or LOGIN (DEPUTY)",
        ),
        (ical(event().replace("END:VEVENT\r\n", "")), 3, "The event that begins here does not end"),
        (ical(event().replace("END:VEVENT\r\n", ""), event()), 3, "The event that begins here does not end"),
        (ical(event(), end=""), 7, "The calendar does not end here"),
        (event(), 1, "No calendar begins here"),
        ("", 1, "No calendar begins here"),
    ],
)
def test_each_mistake_of_a_calendar_is_told_with_its_line(text: str, line: int, words: str) -> None:
    ((found, told),) = mistakes(read_ical(text))
    assert found == line
    assert words in told


def test_a_broken_event_breaks_no_other() -> None:
    reading = read_ical(ical(event("DTSTART:nonsense"), event()))
    assert [entry.line for entry in reading.entries] == [8]
    assert [mistake.line for mistake in reading.mistakes] == [3]


@given(
    st.lists(
        st.sampled_from(
            [
                "BEGIN:VEVENT",
                "END:VEVENT",
                "END:VCALENDAR",
                "BEGIN:VALARM",
                "DTSTART;VALUE=DATE:20260518",
                "DTSTART:20260518,20260519",
                "DTEND;VALUE=DATE:20260525",
                "DURATION:P1W",
                "DURATION:-P7D",
                "SUMMARY:kim",
                'SUMMARY;X="a:b',
                "DTSTART;TZID=Mars/Olympus:20260518T080000",
                " folded",
                "STATUS:",
            ]
        )
        | st.text(max_size=20)
    )
)
def test_whatever_the_calendar_nothing_unforeseen_happens(lines: list[str]) -> None:
    read_ical("\r\n".join(lines))
    reading = read_ical(ical(*(f"{line}\r\n" for line in lines)))
    assert all(mistake.line >= 1 and mistake.text for mistake in reading.mistakes)
