"""What a post looks like, before anybody knows what its words mean.

Makes disguised text readable (zero-width characters, letters of other scripts, spaced or repeated letters),
takes links and mentions out, and cuts the rest into tokens that the word lists understand.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tickets.triage.spelling import fold, replaced

LIMIT = 6_000
"""Characters that are read. Mastodon allows 500, most other servers up to 5,000; what is longer is read in
part, and `Features.truncated` says so."""

_LONGEST_WORD = 40  # longer is no word of a language but base64, a key, a hash

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef"
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_LINK = re.compile(
    r"(?i)(?<![\w.@-])(?:https?://|www\.)\S{1,2000}"
    r"|(?<![\w.@/-])(?:[a-z0-9-]{1,63}\.){1,4}(?:de|com|net|org|info|me|io|ly|nl|eu|gov|cc|gl|example)\b(?:/\S{0,500})?"
)
_MAYBE_LINK = re.compile(r"(?i)://|www\.|\.(?:de|com|net|org|info|me|io|ly|nl|eu|gov|cc|gl|example)\b")
_MENTION = re.compile(r"(?<![\w@])@[\w.-]{1,64}(?:@[\w.-]{1,253})?")
_SHORTCODE = re.compile(r":[a-z0-9_]{2,40}:")
_HASHTAG = re.compile(r"#(\w{2,80})")
_CAMEL = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
_INCLUSIVE = re.compile(r"(?<=\w)[*:_·/](?=in(?:nen)?\b)", re.IGNORECASE)
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’`´](?=[^\W\d_])")
_SPACED = re.compile(r"(?<!\w)[^\W\d_](?:[ ._·-][^\W\d_]){3,30}(?!\w)")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_QUOTE = re.compile("[„“”\"»«‚‘'’>]")
_QUOTED = re.compile(
    r"[„“”\"»«][^„“”\"»«\n]{2,400}[“”\"«»]|(?<!\w)[‚‘'][^‚‘'\n]{2,400}[‘’'](?!\w)|^>[^\n]*", re.MULTILINE
)
_EMOJI = "[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_TOKEN = re.compile(rf"[^\W_]+(?:\*+[^\W_]+)*|[.?!,\n]|{_EMOJI}")
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
_HOST = re.compile(r"(?i)(?:https?://)?(?:www\.)?([a-z0-9.-]{1,253})")

_SAME_MARK = {"\r": "\n", ";": ".", ":": ".", "؟": "?", "⸮": "?", "❓": "?", "❔": "?", "❗": "!"}
_BEYOND_LATIN = re.compile(
    "[\u0250-\u1dff\u2c00-\u2e00\u2e80-\ufaff\ufb13-\uffef\U00010000-\U0001efff\U00020000-\U0003ffff]"
)
_CAPITALS = re.compile(r"[^\W\d_a-zäöüß]{3}")
_INCLUSIVE_MARKS = frozenset("*:_·/")
_CACHED_WORDS = 32_768
# Cyrillic and Greek letters that pass for Latin ones (Unicode TR 39 calls them confusable).
_LOOKALIKE = str.maketrans(
    "аеорсухіјѕԁһӏкмтвнАЕОРСУХІЈЅКМТВНαορνικτεΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhlkmtbhAEOPCYXIJSKMTBHaopviktuABEZHIKMNOPTYX",
)
_FOREIGN_LETTER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN_LETTER = re.compile("[A-Za-zÄÖÜäöüß]")
_WORD = re.compile(r"[^\W_]+")

STOPS = frozenset(".?!")
"""Tokens that end a sentence."""
MARKS = STOPS | {","}
"""Tokens that are no words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """One post as the rules see it."""

    clean: str
    """As written, made readable; no links, no mentions."""
    tokens: tuple[str, ...]
    """Folded words, emoji, and the marks . ? ! and comma, in order."""
    quoted: frozenset[int]
    """Positions in `tokens` that stand in quotation marks or in a quoted line."""
    words: int
    question_marks: int
    emoji: int
    mentions: int
    hosts: tuple[str, ...]
    """Hosts of the links, lower case, in order."""
    hashtags: int
    shouting: float
    """Share of the words that are written in capitals, 0 to 1; 0 where there are fewer than three."""
    latin: bool
    """Whether at least half of the letters are Latin."""
    truncated: bool
    """Whether the text was longer than what is read."""

    @property
    def emoji_only(self) -> bool:
        """Whether there is at least one emoji and not a single word."""
        return self.emoji > 0 and self.words == 0


def read(text: str) -> Features:
    """The features of a post. Looks at its first `LIMIT` characters; raises on no text whatever."""
    visible = _readable(text[:LIMIT])
    bare, hosts, mentions = _without_addresses(visible)
    hashtags = bare.count("#")
    clean = _HASHTAG.sub(_split_hashtag, bare) if hashtags else bare
    if not _INCLUSIVE_MARKS.isdisjoint(clean):
        clean = _INCLUSIVE.sub("", clean)
    folded = _for_tokens(clean)
    tokens, quoted = _tokens(folded)
    words = sum([token[0].isalnum() for token in tokens])
    marks = sum([tokens.count(mark) for mark in MARKS])
    return Features(
        clean=clean,
        tokens=tokens,
        quoted=quoted,
        words=words,
        question_marks=tokens.count("?"),
        emoji=len(tokens) - words - marks,
        mentions=mentions,
        hosts=hosts,
        hashtags=hashtags,
        shouting=_shouting(clean),
        latin=_latin(clean),
        truncated=len(text) > LIMIT,
    )


def _readable(text: str) -> str:
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)[:LIMIT]  # one character may become eighteen
    text = _INVISIBLE.sub("", text)
    return _WORD.sub(_unmask, text) if _FOREIGN_LETTER.search(text) else text


def _unmask(word: re.Match[str]) -> str:
    """Latin letters for those that only look Latin, in a word that mixes the scripts."""
    letters = word[0]
    mixed = _LATIN_LETTER.search(letters) and _FOREIGN_LETTER.search(letters)
    return letters.translate(_LOOKALIKE) if mixed else letters


def _without_addresses(text: str) -> tuple[str, tuple[str, ...], int]:
    """The text without links, mentions and the names of custom emoji; the links' hosts; how many mentions."""
    hosts: tuple[str, ...] = ()
    mentions = 0
    if _MAYBE_LINK.search(text):
        hosts = tuple(_host(link[0]) for link in _LINK.finditer(text))
        text = _LINK.sub(" ", text) if hosts else text
    if "@" in text:
        text, mentions = _MENTION.subn(" ", text)
    return (_SHORTCODE.sub(" ", text) if ":" in text else text), hosts, mentions


def _host(link: str) -> str:
    found = _HOST.match(link)
    return found[1].lower() if found else ""


def _split_hashtag(tag: re.Match[str]) -> str:
    return _CAMEL.sub(" ", tag[1])


def _for_tokens(clean: str) -> str:
    folded = replaced(fold(clean), _SAME_MARK)
    if _QUOTE.search(folded) or "`" in folded or "´" in folded:
        folded = _APOSTROPHE.sub("", folded)
    return _SPACED.sub(_join_spaced, folded)


def _join_spaced(letters: re.Match[str]) -> str:
    return "".join(letter for letter in letters[0] if letter.isalpha())


def _tokens(folded: str) -> tuple[tuple[str, ...], frozenset[int]]:
    """The tokens but those too long to be words, and the positions of those that are quoted."""
    if not _QUOTE.search(folded):
        return tuple(filter(None, map(_token, _TOKEN.findall(folded)))), frozenset()
    kept = [(token, match.start()) for match in _TOKEN.finditer(folded) if (token := _token(match[0]))]
    spans = [match.span() for match in _QUOTED.finditer(folded)]
    return tuple([token for token, _start in kept]), _inside(spans, (start for _token, start in kept))


@lru_cache(_CACHED_WORDS)
def _token(found: str) -> str:
    """A token as the word lists know it; "" for what is too long to be a word."""
    if found == "\n":
        return "."
    token = _REPEATED.sub(r"\1", found)
    return token if len(token) <= _LONGEST_WORD else ""


def _inside(spans: list[tuple[int, int]], positions: Iterable[int]) -> frozenset[int]:
    """Which of the positions, by number, lie in one of the ordered spans."""
    if not spans:
        return frozenset()
    starts = [start for start, _end in spans]
    inside = set()
    for number, position in enumerate(positions):
        nearest = bisect_right(starts, position) - 1
        if nearest >= 0 and position < spans[nearest][1]:
            inside.add(number)
    return frozenset(inside)


def _shouting(clean: str) -> float:
    if not _CAPITALS.search(clean):
        return 0.0
    words = _LONG_WORD.findall(clean)
    return sum(map(str.isupper, words)) / len(words) if len(words) >= 3 else 0.0


def _latin(clean: str) -> bool:
    if clean.isascii() or not _BEYOND_LATIN.search(clean):
        return True
    letters = sum(map(str.isalpha, clean))
    return 2 * len(_LATIN_LETTER.findall(clean)) >= letters
