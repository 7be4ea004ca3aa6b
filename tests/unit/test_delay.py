"""How late a post reached us, and how late we found it."""

from datetime import UTC, datetime, timedelta

import pytest

from tickets.rules.delay import delays, discovery, federation, length_word

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)


def told(*, on_the_way: timedelta = timedelta(), unseen: timedelta = timedelta()) -> list[str]:
    received = NOON + on_the_way
    return [*delays(created_at=NOON, received_at=received, stored_at=received + unseen)]


def test_nobody_is_told_of_ten_minutes() -> None:
    assert told(on_the_way=timedelta(minutes=10), unseen=timedelta(minutes=10)) == []


def test_the_servers_delay_and_ours_are_told_apart() -> None:
    three, two = timedelta(hours=3), timedelta(hours=2)
    assert told(on_the_way=three) == ["reached us 3 h after it was written"]
    assert told(unseen=two) == ["found by us 2 h later"]
    assert told(on_the_way=three, unseen=two) == [
        "reached us 3 h after it was written",
        "found by us 2 h later",
    ]


def test_a_clock_that_is_fast_elsewhere_is_no_delay() -> None:
    assert told(on_the_way=-timedelta(hours=5)) == []
    assert federation(NOON, NOON - timedelta(hours=5)) == timedelta()
    assert discovery(NOON, NOON - timedelta(seconds=1)) == timedelta()


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(minutes=10, seconds=59), "10 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=47, minutes=59), "47 h"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=400), "400 days"),
    ],
)
def test_a_length_is_told_in_the_unit_that_fits(length: timedelta, words: str) -> None:
    assert length_word(length) == words
