"""Days and times in the reader's way, by the clocks of the office."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tickets import i18n
from tickets.rules.dates import day_word, time_word

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("language", "day", "time"),
    [("en", "2026-07-01", "2026-07-01 00:30"), ("de", "01.07.2026", "01.07.2026, 00:30")],
)
def test_a_day_and_a_time_are_written_as_the_reader_writes_them(language: str, day: str, time: str) -> None:
    i18n.use(language)
    assert day_word(date(2026, 7, 1)) == day
    assert time_word(datetime(2026, 6, 30, 22, 30, tzinfo=UTC), BERLIN) == time
