"""Which posts say nearly the same: copies that were passed on, with a name or a few words changed.

A post is the set of its pairs of neighbouring words. Two posts resemble each other by the share of pairs that
they have in common (Jaccard). So that a post need not be compared with all others, MinHash (A. Broder, On the
resemblance and containment of documents, 1997) makes keys of it: near copies have at least one in common, others
hardly ever.
"""

from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np

from tickets.triage.features import Features, read

_BANDS, _ROWS = 8, 3
"""With 8 keys of 3 minima each, two posts that share 70% of their pairs meet with a probability of 96%; two
that share 10%, as posts on the same matter do, with 1%."""

_NEAR = 0.6
"""Posts that share so much are near copies: one word in ten was changed."""
_SHORT, _NEAR_IF_SHORT = 8, 0.8
"""Among so few words each one counts."""
_FEWEST = 5
"""A post of fewer words is no copy: thanks are all alike, and each is somebody's own."""

_rng = np.random.default_rng(20_260_000)  # keys are stored: these numbers never change
_FACTORS = _rng.integers(1, 2**63, (_BANDS * _ROWS, 1), dtype=np.uint64) | np.uint64(1)
_OFFSETS = _rng.integers(0, 2**63, (_BANDS * _ROWS, 1), dtype=np.uint64)
_MIXING = _rng.integers(1, 2**63, (_BANDS, _ROWS), dtype=np.uint64) | np.uint64(1)
_UPPER = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Signature:
    """A post as it is compared with others."""

    keys: tuple[int, ...]
    """Signed 64-bit numbers to look up; near copies share at least one."""
    pairs: frozenset[int]
    words: int

    def resemblance(self, other: "Signature") -> float:
        """The share of pairs of words that both have in common, 0 to 1."""
        return len(self.pairs & other.pairs) / len(self.pairs | other.pairs)

    def is_near(self, other: "Signature") -> bool:
        """Whether both say nearly the same."""
        short = min(self.words, other.words) < _SHORT
        return self.resemblance(other) >= (_NEAR_IF_SHORT if short else _NEAR)


def signature(text: str) -> Signature | None:
    """The signature of a post, or None where it is too short to be anybody's copy.

    Case, marks, links, handles, emoji and disguised letters do not count. Raises on no text whatever.
    """
    return signature_of(read(text))


def signature_of(features: Features) -> Signature | None:
    """As `signature`, of a post that was read already."""
    words = [token for token in features.tokens if token[0].isalnum()]
    if len(words) < _FEWEST:
        return None
    pairs = frozenset(crc32(f"{one} {two}".encode()) for one, two in pairwise(words))
    return Signature(_keys(pairs), pairs, len(words))


def _keys(pairs: frozenset[int]) -> tuple[int, ...]:
    """Multiply-shift hashing (M. Dietzfelbinger et al., 1997): wrapping products, their upper halves."""
    hashed = np.fromiter(pairs, np.uint64, len(pairs))
    minima = ((hashed * _FACTORS + _OFFSETS) >> _UPPER).min(axis=1).reshape(_BANDS, _ROWS)
    mixed = (minima * _MIXING).sum(axis=1, dtype=np.uint64)
    return tuple(mixed.view(np.int64).tolist())
