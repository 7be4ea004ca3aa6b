"""Why the model says what it says: the signs of the rules with the model's weights, and the words that weighed most."""

from collections.abc import Iterator
from itertools import accumulate

import numpy as np

from tickets.rules.states import Kind
from tickets.triage.classifier import Reason
from tickets.triage.evidence import Evidence
from tickets.triage.features import MARKS
from tickets.triage.hashing import Hashed
from tickets.triage.model import ABUSE, HEADS, HERE, REPEATED, Model
from tickets.triage.rulebook import WEIGHTS

SPANS = 5
"""So many words for, and so many against."""
SPAN = "span"
"""The name of their reasons."""

_LONGEST = 60
_SHOWN = 3
_TELLING = 0.01  # log-odds; what adds less is no reason
_ABUSE = -1  # its place among the model's parts; that of a head is its own, of `HERE` that of the hostile one
_ORDER = {head: number for number, head in enumerate(HEADS)}


def sign_reasons(model: Model, home: float, evidence: Evidence, *, first: Kind) -> list[Reason]:
    """What each sign adds to the heads it speaks for or against; those of the head `first` first.

    home: how far the model believes what it learnt of posts to offices (`model.of_one`).
    """
    reasons = []
    for sign, details in evidence.items():
        known = WEIGHTS.get(sign)
        if not known:
            continue
        added = model.signs[sign].tolist()
        shown = ", ".join(details[:_SHOWN])
        for head in known:
            weight = added[_ORDER[head]]
            if head is Kind.HOSTILE:
                weight = home * weight + (1 - home) * added[_ABUSE]
            weight = round(weight * REPEATED if len(details) > 1 else weight, 2)
            if weight:
                reasons.append(Reason(sign.value, shown, weight, head.value))
    reasons.sort(
        key=lambda each: (each.head != first.value, _ORDER[Kind(each.head)], -abs(each.weight), each.name)
    )
    return reasons


def spans(model: Model, home: float, post: Hashed, head: Kind) -> Iterator[Reason]:
    """The words of the post that speak most for and against a head, the heaviest first."""
    if not post.words:
        return
    starts = [*accumulate(map(len, post.pieces), initial=0)]
    at = post.indices[: starts.pop()]
    if head is Kind.HOSTILE:
        weights = home * model.weights(at, HERE) + (1 - home) * model.weights(at, ABUSE)
    else:
        weights = model.weights(at, head.value)
    added = (np.add.reduceat(weights, starts) * post.scale).tolist()
    ranked = sorted(
        (weight, word) for word, weight in zip(post.words, added, strict=True) if word not in MARKS
    )
    against = [(weight, word) for weight, word in ranked[:SPANS] if weight <= -_TELLING]
    for weight, word in (*(pair for pair in ranked[: -SPANS - 1 : -1] if pair[0] >= _TELLING), *against):
        yield Reason(SPAN, word[:_LONGEST], round(weight, 2), head.value)
