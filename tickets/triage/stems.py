"""Words without their endings: what German, English and Dutch words have in common with their own other forms."""

import re

from tickets.triage.languages import SMALL_WORDS
from tickets.triage.phrases.small_words import GENERIC
from tickets.triage.spelling import fold

PART = re.compile(r"[^\W\d_]+|\d+")
"""A word, or a number."""

_ENDINGS = (  # taken off one after the other, at most one of each row: "Zertifizierungen" → "zertifiz"
    ("ierungen", "ierung", "ieren", "ierte", "iert", "ungen", "ung", "innen"),
    ("en", "er", "es", "em", "e"),
    ("s",),
)
_SHORTEST_STEM = 4
_GENERIC = frozenset(GENERIC.split())


def is_generic(word: str) -> bool:
    """Whether the word stands in the descriptions of every office."""
    return word.casefold() in _GENERIC


def is_telling(word: str) -> bool:
    """Whether the word says something of a post's matter."""
    return len(word) > 2 and fold(word) not in SMALL_WORDS and not is_generic(word)


def flat(word: str) -> str:
    """Folded, and umlauts as plain vowels: `Pass` and `Pässe` begin alike."""
    return fold(word).replace("ae", "a").replace("oe", "o").replace("ue", "u")


def stem_of(folded: str) -> str:
    """The word without its usual endings (German, English, Dutch)."""
    left = folded[:-1] if folded.endswith(("eln", "ern")) else folded
    for row in _ENDINGS:
        for ending in row:
            if left.endswith(ending) and len(left) - len(ending) >= _SHORTEST_STEM:
                left = left[: -len(ending)]
                break
    return left
