"""The first classifier: rules over word lists. It needs no training, and every verdict can be read.

Each sign adds its weight, in log-odds, to the heads it speaks for or against; the logistic function of the
sum is the score. The weights were set by hand. What must hold whatever the weights: it never ignores anything by
itself. The worst is `Zone.SUGGEST`, and only where nothing else than an attack or an advertisement was found.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tickets.rules.states import Kind, Zone
from tickets.triage.classifier import Reason, Verdict
from tickets.triage.evidence import Evidence, gather
from tickets.triage.features import read
from tickets.triage.languages import reading_language
from tickets.triage.lexicon import Lexicon
from tickets.triage.phrases import COMMON, PHRASES
from tickets.triage.routing import Department, Router
from tickets.triage.signs import ALARMING, CANNOT_WAIT, QUESTIONING, Sign

VERSION = "rules-1"

SUGGEST_HOSTILE = 0.7
SUGGEST_SPAM = 0.8
_PRAISE_AT = 0.6  # praise this clear keeps a post out of the suggestions

_SERIOUS = (Kind.INCIDENT, Kind.QUESTION, Kind.CRITICISM, Kind.PRAISE)
_HEADS = (Kind.INCIDENT, Kind.QUESTION, Kind.CRITICISM, Kind.HOSTILE, Kind.SPAM, Kind.PRAISE)
"""What a post is scored for; of equal scores the first wins."""
ANSWERED = frozenset({Kind.QUESTION, Kind.INCIDENT, Kind.CRITICISM, Kind.OTHER})
"""What a department may know."""

_BIAS: Mapping[Kind, float] = {
    Kind.QUESTION: -1.6,
    Kind.INCIDENT: -2.0,
    Kind.CRITICISM: -1.5,
    Kind.PRAISE: -1.5,
    Kind.HOSTILE: -2.2,
    Kind.SPAM: -2.4,
}

WEIGHTS: Mapping[Sign, Mapping[Kind, float]] = {
    Sign.QUESTION_MARK: {Kind.QUESTION: 2.4, Kind.HOSTILE: -0.8, Kind.PRAISE: -1.2},
    Sign.INTERROGATIVE: {Kind.QUESTION: 2.2, Kind.HOSTILE: -0.8},
    Sign.REQUEST: {Kind.QUESTION: 2.4, Kind.HOSTILE: -0.8, Kind.SPAM: -0.5},
    Sign.RHETORICAL: {Kind.QUESTION: -1.5, Kind.CRITICISM: 1.2},
    Sign.THREAT: {Kind.INCIDENT: 9.0},
    Sign.SELF_HARM: {Kind.INCIDENT: 9.0},
    Sign.VULNERABILITY: {Kind.INCIDENT: 5.5},
    Sign.DATA_LEAK: {Kind.INCIDENT: 5.5},
    Sign.IMPERSONATION: {Kind.INCIDENT: 5.0, Kind.SPAM: -1.5},
    Sign.FRAUD: {Kind.INCIDENT: 4.5, Kind.SPAM: -1.0},
    Sign.MALWARE: {Kind.INCIDENT: 4.5, Kind.SPAM: -1.0},
    Sign.OUTAGE: {Kind.INCIDENT: 4.0, Kind.SPAM: -1.0},
    Sign.URGENT: {Kind.INCIDENT: 1.6},
    Sign.HAZARD: {Kind.INCIDENT: 5.0},
    Sign.ABUSE: {Kind.INCIDENT: 6.0, Kind.HOSTILE: -4.0, Kind.SPAM: -1.0},
    Sign.CRITICISM: {Kind.CRITICISM: 2.0, Kind.PRAISE: -1.2, Kind.HOSTILE: -0.3},
    Sign.GRIEVANCE: {Kind.CRITICISM: 1.9, Kind.HOSTILE: -1.5, Kind.PRAISE: -1.0},
    Sign.PROPOSAL: {Kind.CRITICISM: 1.8, Kind.HOSTILE: -1.2},
    Sign.IRONY: {Kind.CRITICISM: 2.2, Kind.PRAISE: -3.0},
    Sign.MATTER: {Kind.CRITICISM: 0.7, Kind.HOSTILE: -0.6},
    Sign.PRAISE: {Kind.PRAISE: 2.6, Kind.HOSTILE: -1.5},
    Sign.THANKS: {Kind.PRAISE: 1.0, Kind.HOSTILE: -0.8},
    Sign.COURTESY: {Kind.HOSTILE: -0.8},
    Sign.ATTACK: {Kind.HOSTILE: 4.5, Kind.PRAISE: -2.0},
    Sign.SLUR: {Kind.HOSTILE: 3.6, Kind.PRAISE: -2.0},
    Sign.INSULT: {Kind.HOSTILE: 2.0, Kind.CRITICISM: 0.4, Kind.PRAISE: -1.5},
    Sign.ACCUSATION: {Kind.HOSTILE: 0.3},
    Sign.SCORN: {Kind.HOSTILE: 0.6, Kind.CRITICISM: 0.6, Kind.PRAISE: -1.5},
    Sign.LOATHING: {Kind.HOSTILE: 0.6},
    Sign.POLEMIC: {Kind.HOSTILE: 2.2},
    Sign.PROFANITY: {Kind.CRITICISM: 0.9},
    Sign.AIMED: {Kind.HOSTILE: 3.0},
    Sign.GROUP_INSULT: {Kind.HOSTILE: 3.0},
    Sign.BARE_INSULT: {Kind.HOSTILE: 1.8},
    Sign.SHOUTING: {Kind.HOSTILE: 0.4, Kind.CRITICISM: 0.3},
    Sign.COUNTER_SPEECH: {Kind.HOSTILE: -3.5, Kind.CRITICISM: 0.4},
    Sign.QUOTED: {Kind.HOSTILE: -1.5},
    Sign.NEGATED: {Kind.HOSTILE: -1.0},
    Sign.SELF_IRONY: {Kind.HOSTILE: -2.0},
    Sign.OFFER: {Kind.SPAM: 2.6, Kind.QUESTION: -0.5},
    Sign.LURE: {Kind.SPAM: 1.6},
    Sign.RECEIVED: {Kind.SPAM: -2.5, Kind.INCIDENT: 0.6},
    Sign.LINK: {Kind.SPAM: 0.5},
    Sign.SHORT_LINK: {Kind.SPAM: 1.0},
    Sign.HASHTAGS: {Kind.SPAM: 0.8},
    Sign.DIRECT: {Kind.HOSTILE: -0.7},  # who writes to us alone mostly wants something
}

HOLDING = (
    *sorted(QUESTIONING),
    *sorted(ALARMING),
    Sign.GRIEVANCE,
    Sign.PROPOSAL,
    Sign.COUNTER_SPEECH,
    Sign.RECEIVED,
    Sign.TRUNCATED,
    Sign.UNKNOWN_LANGUAGE,
)
"""Signs any one of which keeps a post out of the suggestions, however hostile the rest is."""

HOLDING_HOSTILE = (*HOLDING, Sign.SELF_IRONY, Sign.MATTER, Sign.SUBSTANCE, Sign.LONG)
"""The same for attacks: who has a matter beside the attack is heard. Advertisements always have one."""

_GROUNDS = frozenset({Sign.GRIEVANCE, Sign.PROPOSAL, Sign.MATTER, Sign.SUBSTANCE})
"""What makes an angry post criticism."""

_REPEATED = 0.5  # what a second finding of the same sign adds; a third adds nothing
HELD = -1.0  # weight of a reason that keeps a post in the normal zone: it stands for a rule, not for a sum


@dataclass(frozen=True, slots=True)
class _Scores:
    odds: Mapping[Kind, float]
    reasons: tuple[Reason, ...]

    def best(self, heads: Sequence[Kind]) -> Kind:
        """The head with the highest score; the first of equals."""
        return max(heads, key=lambda head: self.odds[head])

    def likely(self, head: Kind) -> bool:
        """Whether more speaks for the head than against it."""
        return self.odds[head] >= 0

    @property
    def by_kind(self) -> dict[str, float]:
        scores = {kind.value: round(_logistic(odds), 4) for kind, odds in self.odds.items()}
        return {**scores, Kind.OTHER.value: round(1 - max(scores.values()), 4)}


class RuleClassifier:
    """Implements `Classifier` by rules. Holds no state but caches; threads may share one."""

    version = VERSION

    def __init__(self, departments: Iterable[Department]) -> None:
        self._lexicons = {language: Lexicon([COMMON, lists]) for language, lists in PHRASES.items()}
        self._any_lexicon = Lexicon([COMMON, *PHRASES.values()])
        self._router = Router(departments)

    def classify(self, text: str, *, language: str | None, direct: bool = False) -> Verdict:
        """The verdict on one post; see `Classifier`. Reads the first `features.LIMIT` characters."""
        features = read(text)
        reading = reading_language(language, features)
        lexicon = self._lexicons[reading] if reading else self._any_lexicon
        evidence = dict(gather(features, lexicon))
        if direct:
            evidence[Sign.DIRECT] = ("",)
        if reading is None:
            evidence[Sign.UNKNOWN_LANGUAGE] = ("",)
        scores = _weigh(evidence)
        zone, held = _zone(scores, evidence)
        kind = _kind(scores, evidence, held=bool(held))
        routing = self._router.rank(features)
        return Verdict(
            kind=kind,
            scores=scores.by_kind,
            zone=zone,
            department=routing.department if kind in ANSWERED else None,
            candidates=routing.candidates,
            reasons=(*scores.reasons, *held, *routing.reasons),
            version=self.version,
            language=reading,
        )


def _weigh(evidence: Evidence) -> _Scores:
    odds = dict(_BIAS)
    reasons = []
    for sign, details in evidence.items():
        for kind, weight in WEIGHTS.get(sign, {}).items():
            added = weight * (1 + _REPEATED * (len(details) > 1))
            odds[kind] += added
            reasons.append(Reason(sign.value, ", ".join(details[:3]), round(added, 2), kind.value))
    reasons.sort(key=lambda reason: (_HEADS.index(Kind(reason.head)), -abs(reason.weight), reason.name))
    return _Scores(odds, tuple(reasons))


def _kind(scores: _Scores, evidence: Evidence, *, held: bool) -> Kind:
    """The head with the highest score.

    What we cannot read is never called hostile or spam. What would be called hostile but for its matter is
    called by its matter: an angry citizen is a citizen. What cannot wait is an incident.
    """
    if not evidence.keys().isdisjoint(CANNOT_WAIT):
        return Kind.INCIDENT
    best = scores.best(_SERIOUS if Sign.UNKNOWN_LANGUAGE in evidence else _HEADS)
    if best is Kind.HOSTILE and held:
        best = scores.best(_SERIOUS)
        if not scores.likely(best) and not evidence.keys().isdisjoint(_GROUNDS):
            return Kind.CRITICISM
    return best if scores.likely(best) else Kind.OTHER


def _zone(scores: _Scores, evidence: Evidence) -> tuple[Zone, tuple[Reason, ...]]:
    """Whether to suggest ignoring the post, and what speaks against it where something does."""
    chance = {kind: _logistic(odds) for kind, odds in scores.odds.items()}
    hostile = scores.likely(Kind.HOSTILE)
    if not hostile and chance[Kind.SPAM] < SUGGEST_SPAM:
        return Zone.NORMAL, ()
    holding: list[Sign] = list(HOLDING_HOSTILE if hostile else HOLDING)
    if hostile and chance[Kind.PRAISE] >= _PRAISE_AT:
        holding.append(Sign.PRAISE)
    held = tuple(Reason(sign.value, evidence[sign][0], HELD, "zone") for sign in holding if sign in evidence)
    sure = chance[Kind.HOSTILE] >= SUGGEST_HOSTILE or chance[Kind.SPAM] >= SUGGEST_SPAM
    return (Zone.SUGGEST if sure and not held else Zone.NORMAL), held


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
