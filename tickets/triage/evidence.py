"""Everything that was found in one post: its phrases, what its insults amount to, and its looks."""

from collections.abc import Iterator, Mapping, Sequence

from tickets.triage.features import MARKS, Features
from tickets.triage.insults import TARGETS, weigh
from tickets.triage.lexicon import Hit, Lexicon
from tickets.triage.signs import INSULTING, Sign

Evidence = Mapping[Sign, tuple[str, ...]]
"""Each sign that was found, with the words that show it, in order and without doubles; ("",) where the sign
says it all."""

_SHOUTED = 0.6  # of the words; names and abbreviations alone do not reach it
_MANY_HASHTAGS = 6
_LONG = 130  # words; who writes so much has a matter
_LONGEST_DETAIL = 60
_SHORTENERS = frozenset(
    {"bit.ly", "t.me", "wa.me", "tinyurl.com", "t.ly", "is.gd", "cutt.ly", "rb.gy", "ow.ly", "goo.gl"}
)


def gather(features: Features, lexicon: Lexicon) -> Evidence:
    """All signs of a post, but for those that only who asks can know (language, direct)."""
    hits = list(lexicon.find(features.tokens))
    found: dict[Sign, dict[str, None]] = {}
    for hit in hits:
        if hit.sign not in INSULTING and hit.sign not in TARGETS:
            found.setdefault(hit.sign, {})[_words(features, hit)] = None
    for sign, shown in weigh(features, hits):
        found.setdefault(sign, {})[_words(features, *shown)] = None
    for sign in _looks(features):
        found.setdefault(sign, {})[""] = None
    return {sign: tuple(details) for sign, details in found.items()}


def _words(features: Features, *hits: Hit) -> str:
    shown: Sequence[str] = [token for hit in hits for token in features.tokens[hit.start : hit.end]]
    return " ".join(token for token in shown if token not in MARKS)[:_LONGEST_DETAIL]


def _looks(features: Features) -> Iterator[Sign]:
    looks = (
        (Sign.QUESTION_MARK, features.question_marks > 0),
        (Sign.SHOUTING, features.shouting >= _SHOUTED),
        (Sign.LINK, bool(features.hosts)),
        (Sign.SHORT_LINK, not _SHORTENERS.isdisjoint(features.hosts)),
        (Sign.HASHTAGS, features.hashtags >= _MANY_HASHTAGS),
        (Sign.TRUNCATED, features.truncated),
        (Sign.LONG, features.words > _LONG),
    )
    return (sign for sign, seen in looks if seen)
