"""Two ways to do the same, timed in turns: the median of each, and their ratio."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One comparison. `ratio` is named by what it divides; `aim` says what it should be."""

    name: str
    ratio: float
    aim: str
    """What it should be; empty where nobody named a figure."""
    kept: bool
    ours: float
    other: float
    rounds: int
    unit: str = "ms"
    """Of both values."""

    def line(self) -> str:
        """The comparison, for people."""
        mark = "ok  " if self.kept else "MISS"
        aim = f"aim {self.aim}; " if self.aim else ""
        times = f"ours {self.ours:.2f} {self.unit}, other {self.other:.2f} {self.unit}, {self.rounds} rounds"
        return f"{mark} {self.name:<48} {self.ratio:6.2f}  ({aim}{times})"


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes once."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def interleave(
    ours: Callable[[int], Callable[[], object]], other: Callable[[int], Callable[[], object]], *, rounds: int
) -> tuple[float, float]:
    """Median seconds of both, in turns; each is given the round's number to prepare its work.

    The garbage collector is out of the way meanwhile: it would strike one of them by chance.
    """
    mine: list[float] = []
    theirs: list[float] = []
    gc.collect()
    gc.disable()
    try:
        for number in range(rounds):
            pair = [(mine, ours), (theirs, other)]
            for times, prepare in pair if number % 2 else reversed(pair):
                times.append(seconds(prepare(number)))
    finally:
        gc.enable()
    return statistics.median(mine), statistics.median(theirs)


def at_least(name: str, ours: float, other: float, *, aim: float | None, rounds: int) -> Result:
    """Speed of ours as a share of the other's: 1.0 is as fast. Without an aim it is only told."""
    ratio = other / ours
    told = "" if aim is None else f">= {aim}"
    return Result(name, ratio, told, aim is None or ratio >= aim, ours * 1000, other * 1000, rounds)


def at_most(name: str, ours: float, other: float, *, aim: float | None, rounds: int) -> Result:
    """Time of ours as a multiple of the other's: 1.0 is as fast. Without an aim it is only told."""
    ratio = ours / other
    told = "" if aim is None else f"<= {aim}"
    return Result(name, ratio, told, aim is None or ratio <= aim, ours * 1000, other * 1000, rounds)


def at_most_held(name: str, ours: float, other: float, *, aim: float, rounds: int) -> Result:
    """Memory of ours as a multiple of the other's; both in MiB."""
    ratio = ours / other
    return Result(name, ratio, f"<= {aim}", ratio <= aim, ours, other, rounds, unit="MiB")
