"""The interval of the second look holds all shares from which what was found is not too far: tried one by one."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.reports import words
from tickets.reports.sampling import SecondLooks, wilson

SHARES = [step / 5000 for step in range(1, 5000)]
QUANTILE = 1.959963984540054


def plausible(hits: int, count: int) -> list[float]:
    """All shares, in steps, with which it would be no great surprise to find so many."""
    found = hits / count
    return [
        share for share in SHARES if abs(found - share) <= QUANTILE * math.sqrt(share * (1 - share) / count)
    ]


@pytest.mark.parametrize("count", [1, 2, 7, 10, 40, 400])
def test_the_interval_is_what_trying_every_share_gives(count: int) -> None:
    for hits in {0, 1, count // 3, count // 2, count - 1, count}:
        low, high = wilson(hits, count)
        shares = plausible(hits, count)
        assert low == pytest.approx(min(shares), abs=1 / 2500)
        assert high == pytest.approx(max(shares), abs=1 / 2500)


@given(st.integers(1, 5000), st.data())
def test_it_lies_between_none_and_all_and_holds_what_was_found(count: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, count))
    low, high = wilson(hits, count)
    assert 0 <= low <= hits / count <= high <= 1
    assert low < high
    mirrored = wilson(count - hits, count)
    assert (low, high) == pytest.approx((1 - mirrored[1], 1 - mirrored[0]))


def test_none_wrong_of_ten_does_not_mean_that_none_is_wrong() -> None:
    looks = SecondLooks(drawn=12, seen=10, wrong=0)
    assert looks.share == 0
    assert looks.interval is not None
    assert list(looks.interval) == pytest.approx([0.0, 0.2775], abs=1e-4)
    assert words.interval(looks.interval) == "0 to 28 %"


def test_of_what_nobody_looked_at_nothing_is_known() -> None:
    looks = SecondLooks(drawn=12, seen=0, wrong=0)
    assert (looks.share, looks.interval) == (None, None)
    assert (words.fraction(looks.share), words.interval(looks.interval)) == ("–", "–")
