"""A post as numbers: which of its pieces there are, each under the number of a bucket.

Pieces are runs of 3 to 6 letters within words, the words, the sorts of abuse that a word may be, neighbouring words,
and what the post looks like. The
hashing trick (Weinberger et al. 2009) needs no vocabulary; what two pieces with the same number mean is learnt
together. The numbers are CRC-32, the same on every machine, and those of a word are kept for its next time.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tickets.triage.features import Features, read
from tickets.triage.phrases.abuse import ABUSE

BUCKETS = 1 << 18
"""Numbers that a piece may get. A model of fewer buckets takes the lower bits of these."""

SHORTEST, LONGEST = 3, 6
"""Letters of a piece of a word; the word's beginning and its end count as one each."""

Indices = NDArray[np.int32]
"""Buckets, shape `(pieces,)`."""

_MASK = BUCKETS - 1
_WORD, _PAIR, _STYLE, _SORT = 1, 2, 3, 4  # seeds: a word is not the run of letters that is written alike
_CACHED_WORDS = 32_768
_MANY = 3


@dataclass(frozen=True, slots=True)
class Hashed:
    """One post as numbers."""

    words: tuple[str, ...]
    """Each token of the post once, in order."""
    pieces: tuple[Indices, ...]
    """The buckets of each of them: itself first, then the sorts of abuse it may be, then its runs of letters."""
    others: Indices
    """The buckets of neighbours and of the style."""

    @property
    def indices(self) -> Indices:
        """The buckets of all: of the words, of neighbours, of the style. A bucket may occur twice."""
        return np.concatenate((*self.pieces, self.others))

    @property
    def scale(self) -> float:
        """The value of each piece, in a vector of length 1; 0 where there is none."""
        count = sum(map(len, self.pieces)) + len(self.others)
        return 1 / math.sqrt(count) if count else 0.0


def features(text: str) -> tuple[Indices, NDArray[np.float32]]:
    """The buckets of a post's pieces and their values: a vector of length 1, both of shape `(pieces,)`.

    Raises on no text whatever; of a text without words only its looks are left.
    """
    post = hashed(read(text))
    indices = post.indices
    return indices, np.full(len(indices), post.scale, dtype=np.float32)


def hashed(post: Features) -> Hashed:
    """The pieces of a post that was read already."""
    words = tuple(dict.fromkeys(post.tokens))
    others = np.array([*_neighbours(post.tokens), *_looks(post)], dtype=np.int32)
    return Hashed(words, tuple([pieces(word) for word in words]), others)


def pair(first: str, second: str) -> int:
    """The bucket of two tokens that follow each other."""
    return crc32(_code(second)[1], _code(first)[0]) & _MASK


def _neighbours(tokens: Sequence[str]) -> list[int]:
    codes = [_code(token) for token in tokens]
    return [crc32(second, seed) & _MASK for (seed, _first), (_seed, second) in pairwise(codes)]


@lru_cache(_CACHED_WORDS)
def _code(token: str) -> tuple[int, bytes]:
    """A token as the first of a pair, and as its second."""
    word = token.encode("utf-8", "replace")
    return crc32(word, _PAIR), word


@lru_cache(_CACHED_WORDS)
def pieces(word: str) -> Indices:
    """The buckets of one word: itself first, then the sorts of abuse it may be, then its runs of letters."""
    raw = word.encode("utf-8", "replace")
    bounded = b"<" + raw + b">"
    runs = [crc32(raw, _WORD), *(crc32(sort.encode(), _SORT) for sort in _sorts(word) * 2)]
    for length in range(SHORTEST, min(LONGEST, len(bounded)) + 1):
        runs += [crc32(bounded[at : at + length]) for at in range(len(bounded) - length + 1)]
    return (np.array(runs, dtype=np.uint32) & _MASK).astype(np.int32)


def _sorts(word: str) -> list[str]:
    """The sorts of abuse that the word may be."""
    return [sort for sort, listed in _abuse().items() if listed.search(word)]


@cache
def _abuse() -> Mapping[str, re.Pattern[str]]:
    return {sort: re.compile("|".join(_expressions(stems))) for sort, stems in ABUSE.items()}


def _expressions(stems: str) -> Iterator[str]:
    """Each stem as a regular expression: where no star stands, the word ends."""
    for stem in stems.split(","):
        bare = stem.strip()
        begin, end = ("" if bare.startswith("*") else "^"), ("" if bare.endswith("*") else "$")
        yield f"{begin}{re.escape(bare.strip('*'))}{end}"


@lru_cache(64)
def _look(name: str) -> int:
    return crc32(name.encode(), _STYLE) & _MASK


def _looks(post: Features) -> Iterator[int]:
    """What a post looks like, each look once."""
    exclamations = post.tokens.count("!")
    looks = (
        ("shouting", post.shouting > 0.5),
        ("capitals", post.shouting > 0),
        ("exclamation", exclamations > 0),
        ("exclamations", exclamations >= _MANY),
        ("question", post.question_marks > 0),
        ("questions", post.question_marks >= _MANY),
        ("emoji", post.emoji > 0),
        ("emojis", post.emoji >= _MANY),
        ("link", bool(post.hosts)),
        ("mentions", post.mentions >= _MANY),
        ("hashtags", post.hashtags > 0),
        ("quoted", bool(post.quoted)),
    )
    yield _look(f"length {post.words.bit_length()}")
    yield from (_look(name) for name, seen in looks if seen)
