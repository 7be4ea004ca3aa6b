"""Figures with their intervals, beside those of a baseline and the aim."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_Z = 1.96
_DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and between what it lies, 95%."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:8.4g} [{self.low:.4g}, {self.high:.4g}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of a table."""

    name: str
    ours: Interval
    baseline: Interval | None
    aim: float | None
    """None where nobody named a figure."""
    at_most: bool = False
    """Whether less is better."""

    @property
    def kept(self) -> bool:
        """Whether the aim is reached, by the value alone."""
        if self.aim is None:
            return True
        return self.ours.value <= self.aim if self.at_most else self.ours.value >= self.aim

    def line(self) -> str:
        """The row, for people."""
        mark = "ok  " if self.kept else "MISS"
        sense = "<=" if self.at_most else ">="
        aim = "" if self.aim is None else f"; aim {sense} {self.aim:g}"
        other = "" if self.baseline is None else f"; TF-IDF {self.baseline}"
        return f"{mark} {self.name:<64} {self.ours}{other}{aim}"


def share(found: int, of: int) -> Interval:
    """A percentage with Wilson's interval."""
    value = found / of
    denominator = 1 + _Z**2 / of
    centre = (value + _Z**2 / 2 / of) / denominator
    half = _Z * math.sqrt(value * (1 - value) / of + _Z**2 / 4 / of**2) / denominator
    return Interval(100 * value, 100 * max(centre - half, 0), 100 * min(centre + half, 1))


def resampled(measure: Callable[[NDArray[np.int64]], float], count: int) -> Interval:
    """A percentage that is no simple share, with the interval of the bootstrap; `measure` is given rows."""
    chance = np.random.default_rng(1)
    drawn = [measure(chance.integers(0, count, count)) for _draw in range(_DRAWS)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Interval(100 * measure(np.arange(count)), 100 * float(low), 100 * float(high))


def spread(values: Sequence[float]) -> Interval:
    """The median of some measurements, and the smallest and largest."""
    return Interval(float(np.median(values)), min(values), max(values))
