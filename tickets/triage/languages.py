"""In which of our languages a post is to be read.

The post says so itself, but many people never set the language of their client; so the small words vote too.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from tickets.triage.features import Features, fold
from tickets.triage.phrases.small_words import VOTERS


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


def reading_language(declared: str | None, features: Features) -> str | None:
    """`de`, `en` or `nl`; None where the post is in another language, or too short to say.

    A post that declares another language stays unread, even where its words look like one of ours.
    """
    subtag = declared.replace("_", "-").split("-")[0].strip().lower() if declared else None
    if not features.latin or (subtag and subtag not in _KNOWN):
        return None
    votes = _votes(features.tokens)
    ours = {language: votes[language] for language in _KNOWN}
    best = max(votes.values(), default=0)
    if subtag and ours[subtag] == best:
        return subtag
    winners = [language for language, count in ours.items() if count == best]
    return winners[0] if len(winners) == 1 else None


def _votes(tokens: Sequence[str]) -> Counter[str]:
    voters = (_LANGUAGES_OF[token] for token in tokens[:_READ] if token in _LANGUAGES_OF)
    return Counter(chain.from_iterable(voters))
