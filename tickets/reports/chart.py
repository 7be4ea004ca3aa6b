"""Charts as SVG: no script, no foreign font, colours by the page's style sheet, and never by colour alone."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tickets.reports.markup import Child, Markup, tag

_WIDTH, _HEIGHT = 600, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 22, 38, 26
_TICKS = 4
_LETTER = 7.5
"""The width of a letter, about: no two names below the horizontal axis shall touch."""
_NUMBERED = 16
"""Up to so many columns each is told its number."""
_ROW, _BAR, _NAMES = 34, 20, 215


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers: what it is called, how it is drawn (a class of the style sheet), its values."""

    name: str
    style: str
    values: Sequence[float | None]
    """None where there is no figure."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What all charts have: an id of the page, a title, and what a screen reader says of it."""

    id: str
    title: str
    description: str
    read: Callable[[float], str] = "{:g}".format
    """How a value reads."""

    def columns(self, labels: Sequence[str], series: Sequence[Series], *, stacked: bool = False) -> Markup:
        """Columns over the labels, beside or upon each other."""
        tops = [_sum(values) if stacked else _max(values) for values in zip(*_values(series), strict=True)]
        axis = _Axis(max(tops, default=0), len(labels))
        drawn = _stacked(axis, series) if stacked else _beside(axis, series)
        shapes = [_shape(axis, box, self._hint(labels, box), numbered=not stacked) for box in drawn]
        # A page has one such chart: the pattern has an id of its own.
        patterns = [_hatch()] if any(each.style == "c" for each in series) else []
        return self._framed(patterns, axis.frame(labels, self.read), shapes, self._legend(series))

    def lines(self, labels: Sequence[str], series: Sequence[Series]) -> Markup:
        """Lines with a mark for each value; a gap where there is none."""
        axis = _Axis(max((_max(each.values) for each in series), default=0), len(labels))
        shapes = [self._line(axis, each, labels) for each in series]
        return self._framed(axis.frame(labels, self.read), shapes, self._legend(series))

    def bars(self, names: Sequence[str], values: Sequence[float]) -> Markup:
        """Lying bars, each with its name before and its value behind it."""
        highest = max(values, default=0) or 1
        room = _WIDTH - _NAMES - 90
        rows = [
            tag(
                "g",
                tag("text", name, x=_NAMES - 10, y=row * _ROW + 19, text_anchor="end"),
                tag(
                    "rect", x=_NAMES, y=row * _ROW + 4, width=room * value / highest, height=_BAR, class_="a"
                ),
                tag("text", self.read(value), x=_NAMES + room * value / highest + 8, y=row * _ROW + 19),
            )
            for row, (name, value) in enumerate(zip(names, values, strict=True))
        ]
        return self._svg(max(1, len(names)) * _ROW, rows)

    def _line(self, axis: "_Axis", series: Series, labels: Sequence[str]) -> Markup:
        points = [
            None if value is None else (axis.middle(place), axis.y(value))
            for place, value in enumerate(series.values)
        ]
        runs = [
            [point for point in run if point is not None]
            for there, run in groupby(points, key=lambda point: point is not None)
            if there
        ]
        paths = [tag("polyline", points=_path(run)) for run in runs if len(run) > 1]
        marks = [
            tag("g", tag("title", self._told(series.name, labels[place], value)), _mark(series.style, *point))
            for place, (point, value) in enumerate(zip(points, series.values, strict=True))
            if point is not None and value is not None
        ]
        return tag("g", paths, marks, class_=f"line {series.style}")

    def _hint(self, labels: Sequence[str], box: "_Box") -> str:
        return self._told(box.series.name, labels[box.place], box.value)

    def _told(self, name: str, label: str, value: float) -> str:
        return f"{label}: {name} {self.read(value)}"

    def _legend(self, series: Sequence[Series]) -> Iterator[Markup]:
        x = float(_LEFT)
        for each in series:
            yield tag("rect", x=x, y=6, width=14, height=14, class_=each.style)
            yield tag("text", each.name, x=x + 20, y=18)
            x += 44 + _LETTER * len(each.name)

    def _framed(self, *parts: Child) -> Markup:
        return self._svg(_HEIGHT, parts)

    def _svg(self, height: int, parts: Child) -> Markup:
        return tag(
            "svg",
            tag("title", self.title, id=f"{self.id}-title"),
            tag("desc", self.description, id=f"{self.id}-desc"),
            parts,
            viewBox=f"0 0 {_WIDTH} {height}",
            role="img",
            aria_labelledby=f"{self.id}-title {self.id}-desc",
            class_="chart",
        )


@dataclass(frozen=True, slots=True)
class _Box:
    """One column: of which series, at which place, from where to where."""

    series: Series
    place: int
    value: float
    x: float
    width: float
    bottom: float
    """The value on which it stands."""


class _Axis:
    """Where values and places are on the paper."""

    def __init__(self, highest: float, places: int) -> None:
        self.step = _step(highest)
        self.top = self.step * max(1, math.ceil(highest / self.step))
        self.places = max(places, 1)
        self.room = (_WIDTH - _LEFT - _RIGHT) / self.places

    def y(self, value: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / self.top

    def middle(self, place: int) -> float:
        return _LEFT + self.room * (place + 0.5)

    def frame(self, labels: Sequence[str], read: Callable[[float], str]) -> list[Markup]:
        """Lines across with their values, and the labels below, as many as there is room for."""
        steps = [self.step * number for number in range(round(self.top / self.step) + 1)]
        across = [
            (
                tag("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=self.y(value), y2=self.y(value), class_="grid"),
                tag("text", read(value), x=_LEFT - 8, y=self.y(value) + 4, text_anchor="end"),
            )
            for value in steps
        ]
        every = math.ceil((max(map(len, labels), default=0) * _LETTER + 8) / self.room)
        below = [
            tag("text", label, x=self.middle(place), y=_HEIGHT - 8, text_anchor="middle")
            for place, label in enumerate(labels)
            # Counted from the end: the latest week is always named.
            if (len(labels) - 1 - place) % every == 0
        ]
        return [tag("g", across, below, class_="axis")]


def _step(highest: float) -> float:
    """A round step with which a few lines reach the highest value; whole numbers, as all we count is whole."""
    rough = max(highest / _TICKS, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)


def _beside(axis: _Axis, series: Sequence[Series]) -> Iterator[_Box]:
    width = min(axis.room * 0.8 / len(series), 40)
    for number, each in enumerate(series):
        for place, value in enumerate(each.values):
            x = axis.middle(place) + (number - len(series) / 2) * width
            yield _Box(each, place, value or 0, x, width - 1, 0)


def _stacked(axis: _Axis, series: Sequence[Series]) -> Iterator[_Box]:
    width = min(axis.room * 0.7, 44)
    below = [0.0] * axis.places
    for each in series:
        for place, value in enumerate(each.values):
            yield _Box(each, place, value or 0, axis.middle(place) - width / 2, width, below[place])
            below[place] += value or 0


def _shape(axis: _Axis, box: _Box, hint: str, *, numbered: bool) -> Markup:
    top, bottom = axis.y(box.bottom + box.value), axis.y(box.bottom)
    rect = tag("rect", x=box.x, y=top, width=box.width, height=bottom - top, class_=box.series.style)
    if not numbered or axis.places > _NUMBERED or not box.value:
        return tag("g", tag("title", hint), rect)
    number = tag("text", f"{box.value:g}", x=box.x + box.width / 2, y=top - 4, text_anchor="middle")
    return tag("g", tag("title", hint), rect, number)


def _hatch() -> Markup:
    """The pattern of what is bad (class `c`): it is seen without colours too."""
    size = 6
    stripe = tag("rect", width=size // 2, height=size)
    ground = tag("rect", width=size, height=size, class_="ground")
    pattern = tag(
        "pattern",
        ground,
        stripe,
        id="hatch",
        width=size,
        height=size,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return tag("defs", pattern)


def _mark(style: str, x: float, y: float) -> Markup:
    """A round mark for one series, a square one for the other."""
    if style == "b":
        return tag("rect", x=x - 3.5, y=y - 3.5, width=7, height=7)
    return tag("circle", cx=x, cy=y, r=4)


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _values(series: Sequence[Series]) -> list[Sequence[float | None]]:
    return [each.values for each in series]


def _sum(values: Sequence[float | None]) -> float:
    return sum(value or 0 for value in values)


def _max(values: Sequence[float | None]) -> float:
    return max((value or 0 for value in values), default=0)
