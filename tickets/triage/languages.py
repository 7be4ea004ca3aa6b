"""In which of our languages a post is to be read.

The post says so itself, but many people never set the language of their client; so the small words vote too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from tickets.triage.features import Features
from tickets.triage.phrases.small_words import VOTERS
from tickets.triage.spelling import fold


class LanguageIdentifier(Protocol):
    """What we use of py3langid."""

    def classify(self, instance: str) -> tuple[str, float]:
        """The most likely language (ISO 639-1), and how likely it is, 0 to 1."""
        ...


def _languages_of() -> Mapping[str, tuple[str, ...]]:
    """Each small word, folded, and the languages it belongs to."""
    languages: dict[str, tuple[str, ...]] = {}
    for language, words in VOTERS.items():
        for word in words.split():
            languages[fold(word)] = (*languages.get(fold(word), ()), language)
    return languages


_LANGUAGES_OF = _languages_of()

SMALL_WORDS = frozenset(_LANGUAGES_OF)
"""Words that are in every text and say nothing about its matter, folded."""

_READ = 120  # the first words of a long post say enough
_KNOWN = ("de", "en", "nl")
_BELIEVED, _SURE = 0.8, 0.95  # what py3langid must say of itself


@dataclass(frozen=True, slots=True)
class Reading:
    """In which language a post is read, and how sure that is."""

    language: str | None
    """`de`, `en` or `nl`; None where the post is in another language, or too short to say."""
    sure: bool
    """Whether its words leave no doubt."""


def read_language(declared: str | None, features: Features) -> Reading:
    """The post's own field first, where its small words do not contradict; py3langid where both leave a doubt.

    A post that declares another language stays unread, even where its words look like one of ours.
    """
    subtag = declared.replace("_", "-").split("-")[0].strip().lower() if declared else None
    if not features.latin or (subtag and subtag not in _KNOWN):
        return Reading(None, sure=True)
    votes = _votes(features.tokens)
    best = max(votes.values())
    winners = [language for language, count in votes.items() if count == best > 0]
    if subtag and votes[subtag] == best:
        return Reading(subtag, sure=bool(winners) or _guessed(features) == Reading(subtag, sure=True))
    if len(winners) != 1:
        return _guessed(features)
    if winners[0] not in _KNOWN:
        return Reading(None, sure=best > 1)
    return Reading(winners[0], sure=best > 1 and _guessed(features).language == winners[0])


def reading_language(declared: str | None, features: Features) -> str | None:
    """The language of `read_language` alone."""
    return read_language(declared, features).language


def _votes(tokens: Sequence[str]) -> Mapping[str, int]:
    votes = dict.fromkeys(VOTERS, 0)
    for token in tokens[:_READ]:
        if token in _LANGUAGES_OF:
            for language in _LANGUAGES_OF[token]:
                votes[language] += 1
    return votes


def _guessed(features: Features) -> Reading:
    """What py3langid says, which knows 97 languages."""
    if not features.words:
        return Reading(None, sure=False)
    language, sure = _identifier().classify(features.clean)
    known = language in _KNOWN and sure >= _BELIEVED
    return Reading(language if known else None, sure=sure >= _SURE)


@cache
def _identifier() -> LanguageIdentifier:
    """Takes half a second and some megabytes, so only where it is asked."""
    from py3langid import langid

    identifier: LanguageIdentifier = langid.LanguageIdentifier.from_model_file(
        langid.MODEL_FILE, norm_probs=True
    )
    return identifier
