"""What the odds out of fold say: from where on hostility is sure enough, and how good the model is on the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickets.rules.states import Kind
from tickets.triage.model import HEADS, Odds
from tickets.triage.training.design import Floats
from tickets.triage.training.examples import OWN, Example

_IGNORED = 0.005  # of legitimate posts, at most
_SUGGESTED = 0.05
_LEGITIMATE = (OWN, "germeval2018", "cimt_sent", "massive_de")
"""Sources whose posts must not be taken for hostile; the thresholds hold for the worst of them. What harm26_dbo calls
criticism, the other sources mostly call abuse: of that, what the rules find must keep it from being ignored."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Examples with the odds of every head by a model that had not seen them."""

    sources: NDArray[np.str_]
    kinds: NDArray[np.int64]
    """Number of the head; -1 where only hostility is known."""
    hostile: NDArray[np.bool_]
    odds: Odds
    """Shape `(examples, len(HEADS))`."""


def judged(examples: Sequence[Example], odds: Odds) -> Judged:
    """The examples beside their odds."""
    kinds = [_kind(example) for example in examples]
    return Judged(
        np.array([example.source for example in examples]),
        np.array(kinds),
        np.array([example.labels[Kind.HOSTILE] for example in examples]),
        odds,
    )


def thresholds(posts: Judged) -> Mapping[str, float]:
    """Log-odds of the hostile head from which on no more than the allowed share of legitimate posts is found."""
    odds = posts.odds[:, HEADS.index(Kind.HOSTILE)]
    legitimate = [odds[(posts.sources == source) & ~posts.hostile] for source in _LEGITIMATE]
    own = (posts.sources == OWN) & (posts.kinds != HEADS.index(Kind.SPAM))
    return {
        "ignore": round(max(_above(found, _IGNORED) for found in legitimate), 4),
        "suggest": round(max(_above(found, _SUGGESTED) for found in legitimate), 4),
        "spam": round(_above(posts.odds[own, HEADS.index(Kind.SPAM)], _IGNORED), 4),
    }


def scores(posts: Judged) -> Mapping[str, object]:
    """Figures for the card, all out of fold."""
    return {
        OWN: {"kind right": _kinds_right(posts), **_recalls(posts, OWN)},
        "germeval2018": {**_at_best(posts, "germeval2018"), **_recalls(posts, "germeval2018")},
    }


def _recalls(posts: Judged, source: str) -> Mapping[str, float]:
    chosen = posts.sources == source
    odds, hostile = posts.odds[chosen, HEADS.index(Kind.HOSTILE)], posts.hostile[chosen]
    shares = (_IGNORED, 0.01, _SUGGESTED)
    return {f"recall at {share:.1%} flagged": round(recall(odds, hostile, share), 3) for share in shares}


def _at_best(posts: Judged, source: str) -> Mapping[str, float]:
    chosen = posts.sources == source
    at, mean = best_threshold(posts.odds[chosen, HEADS.index(Kind.HOSTILE)], posts.hostile[chosen])
    return {"mean F1": round(mean, 3), "mean F1 highest from": round(at, 4)}


def recall(odds: Floats, hostile: NDArray[np.bool_], share: float) -> float:
    """Of the hostile ones, how many lie above all but this share of the others."""
    return float((odds[hostile] > _above(odds[~hostile], share)).mean())


def best_threshold(odds: Floats, hostile: NDArray[np.bool_]) -> tuple[float, float]:
    """The log-odds at which the mean F1 of both classes is highest, and that mean."""
    tried = np.quantile(odds, np.linspace(0.02, 0.98, 193))
    means = [macro_f1(hostile, odds > at) for at in tried]
    return float(tried[int(np.argmax(means))]), max(means)


def macro_f1(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    """Mean of the F1 of both classes."""
    return float(np.mean([_f1(truth, said), _f1(~truth, ~said)]))


def _f1(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    right = int((truth & said).sum())
    return 2 * right / max(int(truth.sum() + said.sum()), 1)


def _above(odds: Floats, share: float) -> float:
    """The odds that at most this share lies above."""
    return float(np.sort(odds)[::-1][int(share * len(odds))])


def _kinds_right(posts: Judged) -> float:
    known = posts.kinds >= 0
    return round(float((posts.odds[known].argmax(axis=1) == posts.kinds[known]).mean()), 3)


def _kind(example: Example) -> int:
    return next((n for n, head in enumerate(HEADS) if len(example.labels) > 1 and example.labels[head]), -1)
