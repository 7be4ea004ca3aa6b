"""What the departments' own questions teach: a head for each, learnt from what people forwarded to it.

A head adds to what the settings say of its department (`routing`): where nobody has forwarded anything yet, it says
nothing. A post is the stems of its words and runs of five letters of them, so that compounds are known by their
parts; words that every post has are left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tickets.triage.classifier import Reason
from tickets.triage.features import Features
from tickets.triage.fitting import Floats, Rows, Task, fit, sigmoid
from tickets.triage.stems import PART, flat, is_telling, stem_of

WIDTH = 1 << 16
"""Numbers that a piece of a word may get."""

SPREAD = 10.0
"""The prior's variance: some five questions with a word of their own outweigh that the settings do not name it."""

_RUN = 5  # letters
_READ_WORDS = 600
_CACHED_WORDS = 16_384
_SHOWN = 3
_WORTH_SHOWING = 0.1  # log-odds
_LONGEST = 60

Pieces = NDArray[np.int32]
_NONE = np.zeros(1, np.int32)  # a post without a telling word is the vector of one piece that no word has


@dataclass(frozen=True, slots=True)
class Example:
    """A question, and the department that was asked."""

    pieces: Pieces
    department: str
    said: Mapping[str, float]
    """What the settings say of it: log-odds for each department."""


class Heads:
    """What was learnt of each department. Immutable; threads may share one."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        """weights: by the department's key, each of shape `(WIDTH,)`."""
        self.keys = tuple(weights)
        self._weights = np.stack([*weights.values()], axis=1) if weights else np.zeros((WIDTH, 0), np.float32)

    def rate(self, features: Features) -> Mapping[str, float]:
        """What is to be added to each department's log-odds."""
        pieces = pieces_of(features)
        sums = self._weights[pieces].sum(axis=0) / len(pieces) ** 0.5
        return dict(zip(self.keys, sums.tolist(), strict=True))

    def explain(self, features: Features, keys: Iterable[str]) -> list[Reason]:
        """For each of these departments the words that say most for or against it."""
        words = telling_words(features)
        if not words:
            return []
        found = [_pieces(word) for word in words]
        root = sum(map(len, found)) ** 0.5
        shares = np.stack([self._weights[pieces].sum(axis=0) for pieces in found]) / root
        return [reason for key in keys if key in self.keys for reason in self._reasons(key, words, shares)]

    def _reasons(self, key: str, words: Sequence[str], shares: Floats) -> Iterable[Reason]:
        column = shares[:, self.keys.index(key)]
        for place in np.argsort(-np.abs(column))[:_SHOWN]:
            if abs(column[place]) >= _WORTH_SHOWING:
                weight = round(float(column[place]), 2)
                yield Reason("forwarded", words[place][:_LONGEST], weight, f"department:{key}")


def learn(examples: Sequence[Example], keys: Iterable[str]) -> dict[str, Floats]:
    """The weights of a head for each of these departments, one against all others."""
    rows = Rows.of([example.pieces for example in examples], WIDTH)
    return {key: fit(rows, _task(examples, key), spread=SPREAD) for key in keys}


def right(examples: Sequence[Example], keys: Sequence[str], *, folds: int = 5) -> tuple[int, int]:
    """For how many examples the department that was asked comes first: by the settings alone, and as learnt.

    As learnt from the others: out of `folds` folds, by number, so that the answer is always the same.
    """
    rows = Rows.of([example.pieces for example in examples], WIDTH)
    said = np.array([[example.said[key] for key in keys] for example in examples], np.float32)
    wanted = np.array([keys.index(example.department) for example in examples])
    learnt = said.copy()
    fold = np.arange(len(examples)) % folds
    for number in range(folds):
        inside, outside = rows.pick(fold == number), rows.pick(fold != number)
        for place, key in enumerate(keys):
            weights = fit(outside, _task(examples, key).pick(fold != number), spread=SPREAD)
            learnt[fold == number, place] += inside.times(weights)
    return tuple(int((each.argmax(axis=1) == wanted).sum()) for each in (said, learnt))  # type: ignore[return-value]


def _task(examples: Sequence[Example], key: str) -> Task:
    return Task(
        np.array([example.said[key] for example in examples], np.float32),
        np.array([example.department == key for example in examples], np.float32),
        np.ones(len(examples), np.float32),
    )


def chance(odds: float) -> float:
    """The score, 0 to 1, that belongs to log-odds."""
    return float(sigmoid(np.array([odds], np.float32))[0])


def telling_words(features: Features) -> list[str]:
    """The words of a post that say something of its matter, each once."""
    words = dict.fromkeys(PART.findall(features.clean)[:_READ_WORDS])
    return [word for word in words if len(_pieces(word))]


def pieces_of(features: Features) -> Pieces:
    """The post as a head sees it; at least one piece."""
    found = [_pieces(word) for word in telling_words(features)]
    return np.concatenate(found) if found else _NONE


@lru_cache(_CACHED_WORDS)
def _pieces(word: str) -> Pieces:
    """The stem and its runs of letters; none for a word that says nothing."""
    if not is_telling(word):
        return np.empty(0, np.int32)
    bare = stem_of(flat(word))
    bounded = f"<{bare}>"
    runs = (bounded[start : start + _RUN] for start in range(len(bounded) - _RUN + 1))
    numbers = [crc32(piece.encode("utf-8", "replace")) % (WIDTH - 1) + 1 for piece in (bare, *runs)]
    return np.array(numbers, np.int32)
