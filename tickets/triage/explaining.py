"""Why the model says what it says: the signs of the rules with the model's weights, and the words that weighed most."""

from collections.abc import Iterator, Mapping

from tickets.rules.states import Kind
from tickets.triage.classifier import Reason
from tickets.triage.evidence import Evidence
from tickets.triage.features import MARKS
from tickets.triage.hashing import Hashed
from tickets.triage.model import HEADS, REPEATED
from tickets.triage.rulebook import WEIGHTS
from tickets.triage.signs import CANNOT_WAIT
from tickets.triage.weighing import Scales, Weighed

SPANS = 5
"""So many words for, and so many against."""
SPAN = "span"
"""The name of their reasons."""

_LONGEST = 60
_SHOWN = 3
_TELLING = 0.01  # log-odds; what adds less is no reason
_ABUSE = -1  # its place among the model's parts; that of a head is its own, of `HERE` that of the hostile one
_ORDER: Mapping[str, int] = {head: number for number, head in enumerate(HEADS)}


def sign_reasons(scales: Scales, home: float, evidence: Evidence, *, first: Kind) -> list[Reason]:
    """What each sign adds to the heads it speaks for or against; those of the head `first` first.

    What adds nothing is left out, but for what cannot wait: there the rule decides, whatever was learnt.

    home: how far the model believes what it learnt of posts to offices (`model.of_one`).
    """
    reasons = []
    for sign, details in evidence.items():
        known = WEIGHTS.get(sign)
        if not known:
            continue
        added = scales.sign(sign)
        shown = ", ".join(details[:_SHOWN])
        for head in known:
            weight = added[_ORDER[head]]
            if head is Kind.HOSTILE:
                weight = home * weight + (1 - home) * added[_ABUSE]
            weight = round(weight * REPEATED if len(details) > 1 else weight, 2)
            if weight or (sign in CANNOT_WAIT and head is Kind.INCIDENT):
                reasons.append(Reason(sign.value, shown, weight, head.value))
    reasons.sort(key=lambda each: (each.head != first.value, _ORDER[each.head], -abs(each.weight), each.name))
    return reasons


def spans(scales: Scales, home: float, post: Hashed, weighed: Weighed, head: Kind) -> Iterator[Reason]:
    """The words of the post that speak most for and against a head, the heaviest first."""
    if not post.words:
        return
    scale = post.scale
    added = scales.added(weighed, _ORDER[head], scale)
    if head is Kind.HOSTILE:
        added = home * added + (1 - home) * scales.added(weighed, _ABUSE, scale)
    ranked = sorted([each for each in zip(added.tolist(), post.words, strict=True) if each[1] not in MARKS])
    against = [(weight, word) for weight, word in ranked[:SPANS] if weight <= -_TELLING]
    for weight, word in (*(pair for pair in ranked[: -SPANS - 1 : -1] if pair[0] >= _TELLING), *against):
        yield Reason(SPAN, word[:_LONGEST], round(weight, 2), head.value)
