"""Charts: round axes, values where they belong, gaps where there is none, names that do not touch."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tickets.reports.chart import Chart, Series
from tickets.reports.markup import Markup, joined, tag

CHART = Chart("c", "Title", "Description")
BOTTOM = 214.0
"""Where the horizontal axis is, in the units of the drawing."""

counts = st.lists(st.integers(0, 10_000), min_size=1, max_size=53)


def names(count: int) -> list[str]:
    return [f"W{number}" for number in range(1, count + 1)]


def axis(drawn: Markup) -> list[str]:
    return [node.text() for node in LexborHTMLParser(drawn).css(".axis text[text-anchor=end]")]


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, ["0", "1"]),
        (1, ["0", "1"]),
        (3, ["0", "1", "2", "3"]),
        (7, ["0", "2", "4", "6", "8"]),
        (13, ["0", "5", "10", "15"]),
        (100, ["0", "50", "100"]),
        (101, ["0", "50", "100", "150"]),
        (4321, ["0", "2000", "4000", "6000"]),
    ],
)
def test_the_axis_has_few_round_steps(highest: int, ticks: list[str]) -> None:
    assert axis(CHART.columns(["W1"], [Series("x", "a", [highest])])) == ticks


@given(counts)
def test_columns_are_as_high_as_their_values_and_stand_on_the_axis(values: list[int]) -> None:
    drawn = CHART.columns(names(len(values)), [Series("x", "a", values)])
    boxes = LexborHTMLParser(drawn).css("g > rect.a")
    assert len(boxes) == len(values)
    unit = (BOTTOM - 38) / float(axis(drawn)[-1])
    for box, value in zip(boxes, values, strict=True):
        top, height = float(box.attributes["y"] or 0), float(box.attributes["height"] or 0)
        assert top + height == pytest.approx(BOTTOM, abs=0.2)
        assert height == pytest.approx(value * unit, abs=0.2)
        assert top >= 37.9


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=53))
def test_stacked_columns_begin_where_those_below_end(values: list[tuple[int, int]]) -> None:
    below, above = ([pair[place] for pair in values] for place in (0, 1))
    series = [Series("kept", "b", below), Series("broken", "c", above)]
    tree = LexborHTMLParser(CHART.columns(names(len(values)), series, stacked=True))
    for lower, upper in zip(tree.css("g > rect.b"), tree.css("g > rect.c"), strict=True):
        bottom = float(upper.attributes["y"] or 0) + float(upper.attributes["height"] or 0)
        assert bottom == pytest.approx(float(lower.attributes["y"] or 0), abs=0.2)
        assert float(upper.attributes["y"] or 0) >= 37.9


def test_a_line_has_a_gap_where_there_is_no_value_and_a_mark_for_each_there_is() -> None:
    drawn = CHART.lines(names(7), [Series("x", "a", [1, 2, None, 3, None, 4, 5])])
    tree = LexborHTMLParser(drawn)
    assert [len(str(line.attributes["points"]).split()) for line in tree.css("polyline")] == [2, 2]
    assert [mark.text() for mark in tree.css("g > title")] == [
        "W1: x 1",
        "W2: x 2",
        "W4: x 3",
        "W6: x 4",
        "W7: x 5",
    ]


def test_two_lines_are_told_apart_without_colours() -> None:
    tree = LexborHTMLParser(CHART.lines(names(2), [Series("x", "a", [1, 2]), Series("y", "b", [2, 1])]))
    assert (len(tree.css(".line.a circle")), len(tree.css(".line.b rect"))) == (2, 2)


@pytest.mark.parametrize("word", ["W{}", "KW {}", "a longer name {}"])
@pytest.mark.parametrize("count", [1, 5, 12, 30, 53])
def test_names_do_not_touch_and_the_latest_is_there(word: str, count: int) -> None:
    labels = [word.format(number) for number in range(1, count + 1)]
    tree = LexborHTMLParser(CHART.columns(labels, [Series("x", "a", [1] * count)]))
    shown = tree.css(".axis text[text-anchor=middle]")
    places = [float(node.attributes["x"] or 0) for node in shown]
    width = 7 * max(map(len, labels))
    assert all(right - left > width for left, right in pairwise(places))
    assert shown[-1].text() == labels[-1]


def test_bars_are_as_long_as_their_values_and_nothing_is_lost_at_the_end() -> None:
    tree = LexborHTMLParser(CHART.bars(["one", "two", "three"], [10, 5, 0]))
    widths = [float(bar.attributes["width"] or 0) for bar in tree.css("rect")]
    assert widths == [widths[0], widths[0] / 2, 0]
    assert [node.text() for node in tree.css("text")] == ["one", "10", "two", "5", "three", "0"]
    assert widths[0] + 215 + 8 + 7 * len("12345:67 h") <= 600


def test_no_bars_at_all_are_a_picture_too() -> None:
    assert "<rect" not in CHART.bars([], [])
    assert 'height="0' not in CHART.bars(["one"], [0])


# What they are made of


@given(st.text(), st.text())
def test_text_and_attributes_are_never_markup(words: str, value: str) -> None:
    made = tag("p", words, title=value)
    assert re.fullmatch(r'<p title="[^<>"]*">[^<>]*</p>', made, re.DOTALL)


def test_markup_stays_and_what_is_none_is_left_out() -> None:
    inner = tag("b", "1 < 2")
    assert tag("p", inner, [" & ", inner], class_=None, aria_label="x", tabindex=0) == (
        '<p aria-label="x" tabindex="0"><b>1 &lt; 2</b> &amp; <b>1 &lt; 2</b></p>'
    )
    assert tag("br") == "<br>"
    assert joined(["a", [tag("i", x=1.25, y=2.0)]]) == 'a<i x="1.2" y="2"></i>'
