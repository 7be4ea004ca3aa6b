"""The classifier in use: the trained model judges, the rules explain and hold it back.

Every sign of the rules has a weight in the model, beside the hashed pieces of the post. Whatever the model thinks: a
post is ignored only where nothing else than hostility was found in it, in a language that the model has learnt.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tickets.rules.states import Kind, Zone
from tickets.triage.classifier import Reason, Verdict
from tickets.triage.departments import Heads
from tickets.triage.evidence import Evidence, gather
from tickets.triage.explaining import sign_reasons, spans
from tickets.triage.features import Features, read
from tickets.triage.hashing import Hashed, hashed
from tickets.triage.languages import Reading, read_language
from tickets.triage.lexicon import Lexicon
from tickets.triage.model import HEADS, Model, chance, of_one
from tickets.triage.phrases import COMMON, PHRASES
from tickets.triage.routing import Department, Router, Routing
from tickets.triage.rulebook import ANSWERED, HELD, HOLDING, HOLDING_HOSTILE
from tickets.triage.signs import ALARMING, CANNOT_WAIT, Sign
from tickets.triage.weighing import Scales

_HOSTILE, _SPAM = HEADS.index(Kind.HOSTILE), HEADS.index(Kind.SPAM)
_SERIOUS = (Kind.INCIDENT, Kind.QUESTION, Kind.CRITICISM, Kind.PRAISE)
_MATTER_AT = -1.5
"""Log-odds of a serious head from which on a post is never ignored: about one in five."""
_FEWEST_WORDS = 3
"""One or two words say too little to ignore anybody for them."""
_WITNESSES = frozenset(
    {
        *(Sign.ATTACK, Sign.SLUR, Sign.INSULT, Sign.LOATHING, Sign.POLEMIC),
        *(Sign.AIMED, Sign.GROUP_INSULT, Sign.BARE_INSULT),
    }
)
"""The model alone ignores nobody: the rules must have found one of these too."""
_HEARD = ALARMING | {
    *(Sign.COUNTER_SPEECH, Sign.QUOTED, Sign.NEGATED, Sign.SELF_IRONY),
    *(Sign.GRIEVANCE, Sign.PROPOSAL, Sign.RECEIVED, Sign.TRUNCATED),
}
"""What has one of these is not even suggested: it may be hostile, but not only."""
_DOUBTS = (*HOLDING_HOSTILE, Sign.QUOTED, Sign.NEGATED)

_FEWEST_IN_SENTENCE = 4
_LONGEST_DETAIL = 60
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")

_ALL = range(len(HEADS))
_NAMES = tuple(head.value for head in HEADS)
_NEVER_HARMFUL = tuple(number for number, head in enumerate(HEADS) if head not in {Kind.HOSTILE, Kind.SPAM})


@dataclass(frozen=True, slots=True)
class Seen:
    """A post as the model judges it."""

    features: Features
    reading: Reading
    evidence: Evidence
    post: Hashed


class Reader:
    """Reads posts for the model. Holds no state but caches; threads may share one."""

    def __init__(self) -> None:
        self._lexicons = {language: Lexicon([COMMON, lists]) for language, lists in PHRASES.items()}
        self._any_lexicon = Lexicon([COMMON, *PHRASES.values()])

    def see(self, features: Features, language: str | None, direct: bool) -> Seen:
        """The post of these features. language: what it says of itself (ISO 639-1 or BCP 47), or None."""
        reading = read_language(language, features)
        lexicon = self._lexicons[reading.language] if reading.language else self._any_lexicon
        evidence = dict(gather(features, lexicon))
        if direct:
            evidence[Sign.DIRECT] = ("",)
        if reading.language is None:
            evidence[Sign.UNKNOWN_LANGUAGE] = ("",)
        return Seen(features, reading, evidence, hashed(features))


class LinearClassifier:
    """Implements `Classifier` by the trained model. Holds no state but caches; threads may share one."""

    def __init__(
        self,
        departments: Iterable[Department],
        model: Model,
        *,
        learnt: Heads | None = None,
        reader: Reader | None = None,
    ) -> None:
        """learnt: what forwards taught of the departments; None: nothing yet. reader: one that is there already."""
        self.version = model.version
        self._model = model
        self._scales = Scales(model)
        self._reader = reader or Reader()
        self._router = Router(departments, learnt)
        limits = model.thresholds
        self._thresholds = {"ignore": _score(limits.ignore), "suggest": _score(limits.suggest)}

    def classify(self, text: str, *, language: str | None, direct: bool = False) -> Verdict:
        """The verdict on one post; see `Classifier`. Reads the first `features.LIMIT` characters."""
        seen = self._reader.see(read(text), language, direct)
        weighed = self._scales.weigh(seen.post, seen.evidence)
        odds, home = of_one(weighed.parts)
        routing = self._router.rank(seen.features)
        kind = _kind(odds, seen)
        zone, held = self._zone(kind, odds, seen, routing)
        return Verdict(
            kind=kind,
            scores=_scores(odds),
            zone=zone,
            department=routing.department if kind in ANSWERED else None,
            candidates=routing.candidates,
            reasons=(
                *sign_reasons(self._scales, home, seen.evidence, first=kind),
                *spans(self._scales, home, seen.post, weighed, kind),
                *held,
                *routing.reasons,
            ),
            version=self.version,
            language=seen.reading.language,
            sure_of_language=seen.reading.sure,
            thresholds=self._thresholds,
        )

    def _zone(
        self, kind: Kind, odds: Sequence[float], seen: Seen, routing: Routing
    ) -> tuple[Zone, tuple[Reason, ...]]:
        """The zone by the text alone, and what keeps a post out of the worse one that its score would mean."""
        limits = self._model.thresholds
        hostile = odds[_HOSTILE]
        if not CANNOT_WAIT.isdisjoint(seen.evidence):
            found = hostile >= limits.suggest or odds[_SPAM] >= self._model.spam_from
            return Zone.NORMAL, _reasons(_found(seen.evidence, HOLDING)) if found else ()
        if kind is Kind.SPAM and odds[_SPAM] >= self._model.spam_from:
            held = _found(seen.evidence, HOLDING)
            return (Zone.NORMAL if held else Zone.SUGGEST), _reasons(held)
        if hostile < limits.suggest or seen.reading.language is None:
            return Zone.NORMAL, ()
        if kind is not Kind.HOSTILE or not _HEARD.isdisjoint(seen.evidence):
            return Zone.NORMAL, _reasons(self._holding(odds, seen, routing) or {f"likely_{kind.value}": ""})
        if hostile < limits.ignore:
            return Zone.SUGGEST, ()
        held = self._holding(odds, seen, routing) or self._matters(seen)
        return (Zone.SUGGEST if held else Zone.IGNORE), _reasons(held)

    def _holding(self, odds: Sequence[float], seen: Seen, routing: Routing) -> Mapping[str, str]:
        """What forbids to ignore a post, and what shows it."""
        held = dict(_found(seen.evidence, _DOUBTS))
        for number, head in enumerate(HEADS):
            if head in _SERIOUS and odds[number] >= _MATTER_AT:
                held[f"likely_{head.value}"] = ""
        if routing.candidates:
            held["department_may_know"] = routing.candidates[0][0]
        if not seen.reading.sure or seen.reading.language not in self._model.languages:
            held["language_unsure"] = ""
        if _WITNESSES.isdisjoint(seen.evidence):
            held["no_insult"] = ""
        if seen.features.words < _FEWEST_WORDS:
            held["few_words"] = ""
        return held

    def _matters(self, seen: Seen) -> Mapping[str, str]:
        """Whether one sentence alone would be read as a matter, which the attacks around it drown."""
        held = {}
        for sentence in _SENTENCE.findall(seen.features.clean):
            alone = self._reader.see(read(sentence), seen.reading.language, direct=False)
            if alone.features.words >= _FEWEST_IN_SENTENCE:
                odds, _home = of_one(self._scales.weigh(alone.post, alone.evidence).parts)
                head = HEADS[max(_ALL, key=odds.__getitem__)]
                if head in _SERIOUS:
                    held[f"likely_{head.value}"] = " ".join(alone.post.words)[:_LONGEST_DETAIL]
        return held


def _kind(odds: Sequence[float], seen: Seen) -> Kind:
    """The head with the highest score; what cannot wait is an incident, whatever else the post seems to be."""
    if not CANNOT_WAIT.isdisjoint(seen.evidence):
        return Kind.INCIDENT
    return HEADS[max(_ALL if seen.reading.language else _NEVER_HARMFUL, key=odds.__getitem__)]


def _found(evidence: Evidence, holding: Sequence[Sign]) -> Mapping[str, str]:
    return {sign.value: evidence[sign][0] for sign in holding if sign in evidence}


def _reasons(held: Mapping[str, str]) -> tuple[Reason, ...]:
    return tuple(Reason(name, detail, HELD, "zone") for name, detail in held.items())


def _scores(odds: Sequence[float]) -> dict[str, float]:
    return dict(zip(_NAMES, map(_score, odds), strict=True))


def _score(odds: float) -> float:
    return round(chance(odds), 4)
