"""Times in the reader's words."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from tickets import i18n
from tickets.desk.rows import Row
from tickets.rules.audience import Visibility
from tickets.rules.numbers import weight
from tickets.rules.states import Kind, Queue, State, Zone
from tui.format import Clock, Urgency, bar, duration, number, time_left_width

NOW = datetime(2026, 5, 20, 8, 0, tzinfo=UTC)
BERLIN = Clock(lambda: NOW, ZoneInfo("Europe/Berlin"))


def ticket(*, due_in: timedelta | None, breached: bool = False, at_risk: bool = False) -> Row:
    return Row(
        id=1,
        account="amt",
        person="anna@example.social",
        queue=Queue.INBOX,
        state=State.NEW,
        kind=Kind.QUESTION,
        priority=0,
        department=None,
        assignee=None,
        visibility=Visibility.PUBLIC,
        language=None,
        received_at=NOW,
        due_at=None if due_in is None else NOW + due_in,
        breached=breached,
        at_risk=at_risk,
        zone=Zone.NORMAL,
        excerpt="",
        rank=0,
        version=1,
    )


@pytest.mark.parametrize(
    ("hours", "language", "words"),
    [
        (1, "en", "today 11:00"),
        (24, "en", "tomorrow 10:00"),
        (-10, "en", "today 00:00"),
        (-11, "en", "yesterday 23:00"),
        (48, "en", "Fri 22 May 10:00"),
        (24 * 365, "en", "Thu 20 May 2027 10:00"),
        (48, "de", "Fr 22.5. 10:00"),
        (24 * 365, "de", "Do 20.5.2027 10:00"),
    ],
)
def test_a_moment_is_told_as_near_as_it_is(hours: int, language: str, words: str) -> None:
    i18n.use(language)
    assert BERLIN.moment(NOW + timedelta(hours=hours)) == words


def test_the_day_is_that_of_the_readers_zone() -> None:
    assert BERLIN.day(datetime(2026, 5, 20, 22, 30, tzinfo=UTC)) == "Thu 21 May"
    assert BERLIN.day(date(2026, 5, 20)) == "Wed 20 May"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(minutes=95), "95 min"),
        (timedelta(hours=3, minutes=20), "3 h"),
        (timedelta(days=1), "1 d"),
        (timedelta(days=1, hours=4, minutes=9), "1 d 4 h"),
    ],
)
def test_a_duration_has_one_or_two_units(length: timedelta, words: str) -> None:
    assert duration(length) == words


@pytest.mark.parametrize(
    ("row", "words", "urgency"),
    [
        (ticket(due_in=timedelta(days=1, hours=4)), "· 1 d 4 h", Urgency.CALM),
        (ticket(due_in=timedelta(hours=3), at_risk=True), "⚠ at risk 3 h", Urgency.AT_RISK),
        (ticket(due_in=timedelta(0)), "· 0 min", Urgency.CALM),
        (ticket(due_in=-timedelta(seconds=1)), "✗ since 0 min", Urgency.BREACHED),
        (ticket(due_in=-timedelta(days=2, hours=5)), "✗ since 2 d", Urgency.BREACHED),
        (ticket(due_in=None), "", Urgency.NONE),
        (ticket(due_in=None, breached=True), "✗ late", Urgency.NONE),
    ],
)
def test_time_left_is_never_told_by_colour_alone(row: Row, words: str, urgency: Urgency) -> None:
    assert BERLIN.time_left(row).text == words
    assert BERLIN.urgency(row) is urgency


def test_thousands_are_set_apart_as_the_language_does() -> None:
    assert number(1234567) == "1,234,567"
    i18n.use("de")
    assert number(1234567) == "1.234.567"


@pytest.mark.parametrize("language", ["de", "en"])
def test_time_left_fits_its_column_whatever_it_is(language: str) -> None:
    i18n.use(language)
    for minutes in (1, 59, 60, 119, 600, 1439, 1440, 60 * 24 * 40):
        for at_risk in (True, False):
            row = ticket(due_in=timedelta(minutes=minutes), at_risk=at_risk)
            assert cell_len(BERLIN.time_left(row).text) <= time_left_width()


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [(2.44, "en", "+2.4"), (2.44, "de", "+2,4"), (-0.7, "de", "−0,7"), (-0.04, "en", "−0.0")],
)
def test_a_weight_has_its_sign_and_one_decimal_place(value: float, language: str, written: str) -> None:
    i18n.use(language)
    assert weight(value) == written


@pytest.mark.parametrize(
    ("share", "drawn"), [(1.0, "████"), (0.5, "██  "), (0.4, "█▌  "), (0.0, "▌   "), (2.0, "████")]
)
def test_a_bar_shows_a_share_to_half_a_cell_and_never_nothing(share: float, drawn: str) -> None:
    assert bar(share, 4) == drawn
