"""Figures by themselves: medians, percentiles, shares, and what adds up."""

import random
from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.support import brute
from tickets.desk.enquiry import Fact
from tickets.reports.figures import Tally, Times

times = st.lists(st.timedeltas(timedelta(), timedelta(days=9)), min_size=1, max_size=40)


@given(times)
def test_half_take_no_longer_than_the_median_and_nine_of_ten_than_the_percentile(
    lasted: list[timedelta],
) -> None:
    found = Times.of(random.sample(lasted, len(lasted)))
    assert found == Times(len(lasted), brute.median(lasted), brute.ninetieth(lasted))  # type: ignore[arg-type]
    assert sum(each <= found.median for each in lasted) * 2 >= len(lasted)
    assert sum(each <= found.ninetieth for each in lasted) * 10 >= len(lasted) * 9
    assert found.ninetieth in lasted


def test_by_example() -> None:
    hours = [timedelta(hours=hour) for hour in range(1, 11)]
    assert Times.of(hours) == Times(10, timedelta(hours=5.5), timedelta(hours=9))
    assert Times.of(hours[:3]) == Times(3, timedelta(hours=2), timedelta(hours=3))
    assert Times.of(hours[:1]) == Times(1, timedelta(hours=1), timedelta(hours=1))
    assert Times.of([]) is None


@given(st.integers(0, 5), st.lists(st.sampled_from(Fact)))
def test_what_was_open_came_or_went_is_open_at_the_end_or_not(before: int, facts: list[Fact]) -> None:
    figures = Tally(before, Counter(facts)).figures()
    begun = before + figures.received + figures.reopened
    ended = figures.answered + figures.ignored + figures.closed + figures.waiting
    assert figures.open_after == begun - ended
    assert Tally(99, Counter(facts)).figures(before) == figures


def test_a_hundred_percent_is_all() -> None:
    def kept(count: int, breached: int) -> int | None:
        return Tally(counts=Counter({Fact.KEPT: count, Fact.BREACHED: breached})).figures().kept_percent

    assert kept(999, 1) == 99
    assert kept(7, 0) == 100
    assert kept(0, 3) == 0
    assert kept(0, 0) is None


def test_nothing_at_all_is_empty_and_a_ticket_that_only_stays_open_is_not() -> None:
    assert Tally().figures().is_empty
    assert not Tally(open_before=1).figures().is_empty
    assert not Tally(counts=Counter([Fact.BREACHED])).figures().is_empty
