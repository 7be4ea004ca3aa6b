"""What a model makes of one post, word by word: what a word adds is looked up once and kept for its next time."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tickets.triage.evidence import Evidence
from tickets.triage.hashing import Hashed, pieces
from tickets.triage.model import PARTS, Model, Odds
from tickets.triage.signs import Sign

_CACHED_WORDS = 32_768

WordSteps = NDArray[np.int32]
"""What the words of a post add to each part, in steps of its weights: shape `(words, len(PARTS))`."""

_NO_WORDS: WordSteps = np.zeros((0, len(PARTS)), np.int32)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One post, weighed."""

    parts: Odds
    """The log-odds of each part, as `Model.parts` has them."""
    words: WordSteps


class Scales:
    """Weighs posts by one model. Holds no state but a cache; threads may share one."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._signs: Mapping[Sign, list[float]] = {
            sign: weights.tolist() for sign, weights in model.signs.items()
        }
        self._units = [float(unit) for unit in model.units]
        self._steps = lru_cache(_CACHED_WORDS)(self._look_up)

    def weigh(self, post: Hashed, evidence: Evidence) -> Weighed:
        """The post's log-odds, and what each of its words adds."""
        words = _NO_WORDS
        if post.words:
            words = np.concatenate([self._steps(word) for word in post.words]).reshape(-1, len(PARTS))
        steps = words.sum(axis=0) + self.model.steps(post.others)
        return Weighed(self.model.odds(steps, post.scale, evidence), words)

    def added(self, weighed: Weighed, part: int, scale: float) -> Odds:
        """The log-odds that each word adds to one part."""
        return np.asarray(weighed.words[:, part] * (self._units[part] * scale), dtype=np.float64)

    def sign(self, sign: Sign) -> list[float]:
        """The log-odds that a sign adds to each part."""
        return self._signs[sign]

    def _look_up(self, word: str) -> WordSteps:
        return self.model.steps(pieces(word))
