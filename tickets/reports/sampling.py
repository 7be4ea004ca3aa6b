"""How often triage is wrong where nobody looks: what people found in the lots of a period, and how sure that is."""

import math
from dataclasses import dataclass

_Z = 1.959963984540054
"""The normal quantile of 97.5%: an interval that holds the true share in 95 of 100 such samples."""


@dataclass(frozen=True, slots=True)
class SecondLooks:
    """Automatically ignored tickets that were drawn by lot in a period."""

    drawn: int
    seen: int
    """Of those, the ones that a person has looked at."""
    wrong: int
    """Of those, the ones that should not have been ignored."""

    @property
    def share(self) -> float | None:
        """The share that was wrongly ignored, 0 to 1; None where nobody has looked at any."""
        return self.wrong / self.seen if self.seen else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval of that share among all that was ignored; None where nobody has looked at any."""
        return wilson(self.wrong, self.seen) if self.seen else None


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95% interval of a share of which `hits` of `count` were found, `count` above 0.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927): all shares from which
    what was found is no further than the quantile. It holds for few and for none, where the usual one is empty.
    """
    share, z2 = hits / count, _Z * _Z
    middle = share + z2 / (2 * count)
    half = _Z * math.sqrt(share * (1 - share) / count + z2 / (4 * count * count))
    low, high = ((middle + sign * half) / (1 + z2 / count) for sign in (-1, 1))
    return (0.0 if hits == 0 else low, 1.0 if hits == count else high)
