"""Which department knows: from the keywords an authority gives its departments, and how it describes them.

German compounds and endings are what makes this more than a search: the keyword "Zertifikat" is meant by
"Zertifikate", "Serverzertifikat", "Zertifikatsprüfung", and, less surely, by "Zertifizierungsverfahren".
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from tickets.triage.classifier import Reason
from tickets.triage.features import Features
from tickets.triage.stems import PART, flat, is_generic, stem_of

if TYPE_CHECKING:
    from tickets.triage.departments import Heads

CHOSEN_AT = 0.5
"""Score from which a department is chosen."""
AHEAD_BY = 0.15
"""How far the first must be ahead of the second to be chosen; else a person decides between them."""
LISTED_AT = 0.1
"""Score from which a department is among the candidates."""

_KEYWORD, _PHRASE, _PART_OF_PHRASE = 0.75, 0.9, 0.4
_NAME, _DESCRIPTION, _EXAMPLE = 0.6, 0.3, 0.2
_WHOLE, _COMPOUND, _INSIDE, _ROOT = 1.0, 0.9, 0.7, 0.7
_SHORTEST_COMPOUND = 4  # letters of a keyword that is looked for in longer words
_SHORTEST_PARTNER = 3  # letters of what it is compounded with
_ROOT_LETTERS = 7
_ROOT_REST = 4  # letters of the keyword that may differ behind the common root
_TELLING = 8  # letters of a word that says something without the rest of its keyword
_LONGEST_WORD = 40
_CACHED_WORDS = 16_384
_READ_WORDS = 600
_UNSURE = 0.02  # score of a department that the settings say nothing of
_PHRASE_SLACK = 1  # words that may stand between those of a keyword: "ISO/IEC 27001"


class Department(Protocol):
    """What routing wants to know of a department; `tickets.config.DepartmentSettings` is one."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def keywords(self) -> Sequence[str]: ...
    @property
    def examples(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Routing:
    """Who may know, and why."""

    department: str | None
    """Key of the one that knows; None where none is sure enough, or two are equally sure."""
    candidates: tuple[tuple[str, float], ...]
    """Keys and scores 0 to 1, best first; equal scores in the order of the settings."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Term:
    """A keyword or a word of a description, as it is looked for."""

    department: str
    source: str  # name of the reason
    label: str  # as the settings write it
    stems: tuple[str, ...]
    weight: float
    capitals: bool  # "IT" is not "it"


@dataclass(frozen=True, slots=True)
class _Match:
    term: _Term
    place: int  # which of the term's stems
    quality: float


class Router:
    """Ranks departments. Immutable but for a cache of words; threads may share one."""

    def __init__(self, departments: Iterable[Department], learnt: "Heads | None" = None) -> None:
        """learnt: what forwards taught; None: nothing yet."""
        known = tuple(departments)
        self._learnt = learnt
        self._order = {department.key: number for number, department in enumerate(known)}
        terms = _by_rarity([term for department in known for term in _terms(department)])
        self._stems: dict[str, list[tuple[_Term, int]]] = {}
        self._roots: dict[str, list[tuple[_Term, int]]] = {}
        for term in terms:
            for place, stem in enumerate(term.stems):
                self._stems.setdefault(stem, []).append((term, place))
                if len(stem) >= _ROOT_LETTERS:
                    self._roots.setdefault(stem[:_ROOT_LETTERS], []).append((term, place))
        self._matching = lru_cache(_CACHED_WORDS)(self._look_up)

    def rank(self, features: Features) -> Routing:
        """The departments for a post, from its words; links and mentions count for nothing."""
        if not self._order:
            return Routing(None, (), ())
        return self._routing(features, self._met(features))

    def said(self, features: Features) -> dict[str, float]:
        """What the settings alone say of a post: log-odds for each department."""
        scores = self._scores(self._met(features))
        return {key: _odds(scores.get(key, 0.0)) for key in self._order}

    def _met(self, features: Features) -> Mapping[_Term, float]:
        """The terms that the post has, and how well it meets each."""
        words = PART.findall(features.clean)[:_READ_WORDS]
        best: dict[_Term, float] = {}
        for place, word in enumerate(words):
            for match in self._matching(word):
                if match.place == 0 and (quality := self._quality(match, words, place)):
                    best[match.term] = max(quality, best.get(match.term, 0.0))
        return best

    def _quality(self, first: _Match, words: Sequence[str], place: int) -> float:
        """How well the whole term is met whose first word is met here; 0 where it is not."""
        quality = first.quality
        at = place + 1
        for number in range(1, len(first.term.stems)):
            found = self._next(first.term, number, words[at : at + 1 + _PHRASE_SLACK])
            if found is None:
                return 0.0
            offset, other = found
            quality = min(quality, other)
            at += offset + 1
        return quality

    def _next(self, term: _Term, number: int, words: Sequence[str]) -> tuple[int, float] | None:
        for offset, word in enumerate(words):
            for match in self._matching(word):
                if match.term is term and match.place == number:
                    return offset, match.quality
        return None

    def _routing(self, features: Features, best: Mapping[_Term, float]) -> Routing:
        scores = self._scores(best)
        if self._learnt:
            # Late: it brings numpy, and who only knows a department's name needs none.
            from tickets.triage.departments import chance

            added = self._learnt.rate(features)
            scores = {
                key: chance(_odds(scores.get(key, 0.0)) + added[key])
                if added.get(key)
                else scores.get(key, 0.0)
                for key in self._order
            }
        scored = sorted(((key, round(score, 3)) for key, score in scores.items()), key=self._best_first)
        candidates = tuple((key, score) for key, score in scored if score >= LISTED_AT)
        listed = dict(candidates)
        reasons = [_reason(term, quality) for term, quality in best.items() if term.department in listed]
        if self._learnt:
            reasons += self._learnt.explain(features, listed)
        reasons.sort(key=lambda reason: -reason.weight)
        return Routing(_chosen(candidates), candidates, tuple(reasons))

    @staticmethod
    def _scores(best: Mapping[_Term, float]) -> dict[str, float]:
        """By department, 0 to 1: each term alone would be as sure as its weight and quality."""
        doubt: dict[str, float] = {}
        for term, quality in best.items():
            doubt[term.department] = doubt.get(term.department, 1.0) * (1 - term.weight * quality)
        return {key: 1 - left for key, left in doubt.items()}

    def _best_first(self, scored: tuple[str, float]) -> tuple[float, int]:
        return -scored[1], self._order[scored[0]]

    def _look_up(self, word: str) -> tuple[_Match, ...]:
        """Every term one of whose words this word may be."""
        stem = stem_of(flat(word))
        capitals = word.isupper()
        found: dict[tuple[_Term, int], float] = {}
        for key, quality in self._stems_in(stem):
            for term, place in self._stems.get(key, ()):
                if capitals or not term.capitals:
                    found[term, place] = max(quality, found.get((term, place), 0.0))
        for term, place in self._roots.get(stem[:_ROOT_LETTERS], ()):
            if len(term.stems[place]) - _ROOT_LETTERS <= _ROOT_REST:
                found.setdefault((term, place), _ROOT)
        return tuple(_Match(term, place, quality) for (term, place), quality in found.items())

    def _stems_in(self, stem: str) -> Iterable[tuple[str, float]]:
        """The stem itself, then those of which it is a compound."""
        yield stem, _WHOLE
        if len(stem) > _LONGEST_WORD or not stem.isalpha():
            return
        for start in range(len(stem) - _SHORTEST_COMPOUND + 1):
            for end in range(start + _SHORTEST_COMPOUND, len(stem) + 1):
                part = stem[start:end]
                if part in self._stems and (quality := _compound_quality(start, len(stem) - end)):
                    yield part, quality


def _odds(score: float) -> float:
    """Log-odds. Words of the settings are never quite sure, and their absence is not either."""
    sure = min(max(score, _UNSURE), 1 - _UNSURE)
    return math.log(sure / (1 - sure))


def _compound_quality(before: int, behind: int) -> float:
    """How likely a word is meant that has so many letters before and behind it in a longer one.

    What stands beside it must be long enough to be a word: "Terminvergabe" is about a Termin, "Terminal" not.
    """
    if any(0 < letters < _SHORTEST_PARTNER for letters in (before, behind)):
        return 0.0
    return _INSIDE if before and behind else _COMPOUND


def _terms(department: Department) -> Iterable[_Term]:
    key = department.key
    for keyword in department.keywords:
        yield from _keyword_terms(key, keyword)
    texts = (
        ("department_name", _NAME, [department.name]),
        ("description", _DESCRIPTION, [department.description]),
    )
    for source, weight, lines in (*texts, ("example", _EXAMPLE, department.examples)):
        words = dict.fromkeys(word for line in lines for word in PART.findall(line))
        for word in words:
            if len(word) >= 5 and not is_generic(word):
                yield _Term(key, source, word, (stem_of(flat(word)),), weight, capitals=False)


def _keyword_terms(key: str, keyword: str) -> Iterable[_Term]:
    parts = PART.findall(keyword)
    stems = tuple(stem_of(flat(part)) for part in parts)
    if len(stems) == 1:
        yield _Term(
            key, "keyword", keyword, stems, _KEYWORD, capitals=len(keyword) <= 2 and keyword.isupper()
        )
    elif stems:
        yield _Term(key, "keyword", keyword, stems, _PHRASE, capitals=False)
        for part, stem in zip(parts, stems, strict=True):
            if len(part) >= _TELLING:
                yield _Term(key, "part_of_keyword", keyword, (stem,), _PART_OF_PHRASE, capitals=False)


def _by_rarity(terms: Sequence[_Term]) -> list[_Term]:
    """The heaviest term for each word of a department; departments that share a word share its weight."""
    kept: dict[tuple[str, tuple[str, ...]], _Term] = {}
    for term in terms:
        known = kept.get((term.department, term.stems))
        if known is None or known.weight < term.weight:
            kept[term.department, term.stems] = term
    shared: dict[tuple[str, ...], float] = {}
    for term in kept.values():
        shared[term.stems] = shared.get(term.stems, 0.0) + term.weight
    return [replace(term, weight=term.weight**2 / shared[term.stems]) for term in kept.values()]


def _chosen(candidates: Sequence[tuple[str, float]]) -> str | None:
    if not candidates or candidates[0][1] < CHOSEN_AT:
        return None
    second = candidates[1][1] if len(candidates) > 1 else 0.0
    return candidates[0][0] if candidates[0][1] - second >= AHEAD_BY else None


def _reason(term: _Term, quality: float) -> Reason:
    """The weight in log-odds, as everywhere: what this term alone makes of an even chance."""
    sure = min(term.weight * quality, 0.99)
    return Reason(
        term.source, term.label, round(math.log((1 + sure) / (1 - sure)), 2), f"department:{term.department}"
    )
