"""Finds the phrases of the word lists in the tokens of a post.

Notation of a list, phrases parted by commas, words by blanks; everything is folded as the post is:

    idiot       the word itself             idiot*     words that begin so
    *idiot      words that end so           *idiot*    words that contain it
    ihr|euch    either; a line may break     *          any one word
                after the bar
    ~           up to three words between, within one sentence
    ~~          up to eight: German verbs stand far apart
    ^           first: the sentence begins here
    $           last: no word follows

A post costs one cached look-up for each of its words, whatever the length of the lists.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tickets.triage.features import MARKS, STOPS
from tickets.triage.signs import INSULTING, Sign
from tickets.triage.spelling import fold

_ENDS = -1
_GAPS = {"~": 3, "~~": 8, "$": _ENDS}
_BROKEN = re.compile(r"\|\s+")
_GREETING = 5
"""A comma within so many tokens of a sentence's beginning ends a greeting ("Hallo zusammen, wann …")."""
_DISGUISES = str.maketrans("013457", "oieast")
_CACHED_WORDS = 32_768


def phrases_of(text: str) -> list[str]:
    """The phrases of a list, in its notation."""
    return _BROKEN.sub("|", text).split(",")


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was found: tokens `start` up to, not including, `end`."""

    sign: Sign
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one word of a phrase may look like."""

    words: frozenset[str]
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    infixes: tuple[str, ...] = ()
    anything: bool = False
    exact: bool = False

    def matches(self, token: str) -> bool:
        if token in self.words:
            return True
        return not self.exact and self._matches_loosely(token)

    def _matches_loosely(self, token: str) -> bool:
        if self.anything:
            return token not in MARKS
        if token.startswith(self.prefixes) or token.endswith(self.suffixes):
            return True
        return any(infix in token for infix in self.infixes)


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase:
    """A phrase, ready to be found. Compared by identity.

    A number in `rest` is a gap of so many words at most, or `_ENDS`.
    """

    sign: Sign
    opens: bool
    first: _Piece
    rest: tuple[_Piece | int, ...]
    needs: frozenset[str]
    """Words one of which must stand in the post, wherever; empty where no word is certain."""

    def end(self, tokens: Sequence[str], start: int) -> int | None:
        """Where the phrase that starts here ends, or None where it does not hold."""
        if self.opens and not _opens_sentence(tokens, start):
            return None
        return _match(self.rest, tokens, start + 1) if self.rest else start + 1


@dataclass(frozen=True, slots=True)
class _Starting:
    """The phrases that may start with one token, by what must follow for them to hold."""

    anyhow: tuple[_Phrase, ...]
    """Those that want looking at whatever follows."""
    next: Mapping[str, tuple[_Phrase, ...]]
    """Those of which the next word is known."""

    def before(self, tokens: Sequence[str], start: int) -> tuple[_Phrase, ...]:
        """Those that may hold here."""
        if not self.next:
            return self.anyhow
        at = start + 1
        if at < len(tokens) and tokens[at] == ",":
            at += 1
        following = self.next.get(tokens[at]) if at < len(tokens) else None
        return (*self.anyhow, *following) if following else self.anyhow


class Lexicon:
    """The word lists of one language, or of several read together. Immutable; threads may share it."""

    def __init__(self, lists: Iterable[Mapping[Sign, str]]) -> None:
        self._exact: dict[str, list[_Phrase]] = {}
        self._prefixes: dict[str, list[_Phrase]] = {}
        self._suffixes: dict[str, list[_Phrase]] = {}
        self._infixes: dict[str, list[_Phrase]] = {}
        listed = (
            (sign, *each.split())
            for phrases in lists
            for sign, text in phrases.items()
            for each in phrases_of(text)
        )
        for sign, *words in dict.fromkeys(listed):
            self._add(_parse(Sign(sign), words))
        self._any_infix = re.compile("|".join(map(re.escape, self._infixes)) or r"(?!)")
        self._prefix_lengths = sorted({len(prefix) for prefix in self._prefixes})
        self._suffix_lengths = sorted({len(suffix) for suffix in self._suffixes})
        self._starting = lru_cache(_CACHED_WORDS)(self._look_up)

    def find(self, tokens: Sequence[str]) -> Iterator[Hit]:
        """Every phrase in the tokens, by where it starts."""
        starting = self._starting
        present = frozenset(tokens)
        for start, token in enumerate(tokens):
            known = starting(token)
            if known is not None:
                for phrase in known.before(tokens, start):
                    if phrase.needs and phrase.needs.isdisjoint(present):
                        continue
                    end = phrase.end(tokens, start)
                    if end is not None:
                        yield Hit(phrase.sign, start, end)

    def _add(self, phrase: _Phrase) -> None:
        first = phrase.first
        for index, keys in (
            (self._exact, first.words),
            (self._prefixes, first.prefixes),
            (self._suffixes, first.suffixes),
            (self._infixes, first.infixes),
        ):
            for key in keys:
                index.setdefault(key, []).append(phrase)

    def _look_up(self, token: str) -> _Starting | None:
        """The phrases that may start with this token; None where there are none."""
        found = self._phrases(token)
        if "*" in token:
            found += self._masked(token)
        elif not token.isalpha() and token[0].isalnum():
            found += _insulting(self._phrases(token.translate(_DISGUISES)))
        return _starting(dict.fromkeys(found)) if found else None

    def _phrases(self, token: str) -> list[_Phrase]:
        found = list(self._exact.get(token, ()))
        for length in self._prefix_lengths:
            if length > len(token):
                break
            found += self._prefixes.get(token[:length], ())
        for length in self._suffix_lengths:
            if length > len(token):
                break
            found += self._suffixes.get(token[-length:], ())
        if self._any_infix.search(token):
            found += [
                phrase for infix, phrases in self._infixes.items() if infix in token for phrase in phrases
            ]
        return found

    def _masked(self, token: str) -> list[_Phrase]:
        """Insults that are written with stars: `id**t`."""
        letters = [(place, letter) for place, letter in enumerate(token) if letter != "*"]
        if len(letters) < 3:
            return []
        keys = [*self._exact, *self._prefixes, *self._infixes]
        hidden = [key for key in keys if len(key) > 3 and _fits(letters, key, len(token))]
        return _insulting(phrase for key in hidden for phrase in self._phrases(key))


def _starting(phrases: Iterable[_Phrase]) -> _Starting:
    anyhow: list[_Phrase] = []
    following: dict[str, tuple[_Phrase, ...]] = {}
    for phrase in phrases:
        second = phrase.rest[0] if phrase.rest else None
        if isinstance(second, _Piece) and second.exact and not second.anything:
            for word in second.words:
                following[word] = (*following.get(word, ()), phrase)
        else:
            anyhow.append(phrase)
    return _Starting(tuple(anyhow), following)


def _fits(letters: Sequence[tuple[int, str]], key: str, length: int) -> bool:
    """Whether the visible letters are those of the key, which may lack an ending."""
    if not length - 3 <= len(key) <= length:
        return False
    return all(place >= len(key) or key[place] == letter for place, letter in letters)


def _insulting(phrases: Iterable[_Phrase]) -> list[_Phrase]:
    return [phrase for phrase in phrases if phrase.sign in INSULTING]


def _parse(sign: Sign, words: Sequence[str]) -> _Phrase:
    opens = words[0] == "^"
    first, *rest = words[1:] if opens else words
    pieces = tuple(_GAPS.get(word) or _piece(word) for word in rest)
    return _Phrase(sign, opens, _piece(first), pieces, _needed(pieces))


def _needed(pieces: Sequence[_Piece | int]) -> frozenset[str]:
    """The words of the piece that can be the fewest."""
    certain = [piece.words for piece in pieces if isinstance(piece, _Piece) and piece.exact]
    return min((words for words in certain if words), key=len, default=frozenset())


def _piece(notation: str) -> _Piece:
    if notation == "*":
        return _Piece(frozenset(), anything=True)
    words, prefixes, suffixes, infixes = [], [], [], []
    for word in notation.split("|"):
        bare = fold(word.strip("*"))
        match word.startswith("*"), word.endswith("*"):
            case True, True:
                infixes.append(bare)
            case True, False:
                suffixes.append(bare)
            case False, True:
                prefixes.append(bare)
            case _:
                words.append(bare)
    exact = not (prefixes or suffixes or infixes)
    return _Piece(frozenset(words), tuple(prefixes), tuple(suffixes), tuple(infixes), exact=exact)


def _match(pieces: Sequence[_Piece | int], tokens: Sequence[str], at: int) -> int | None:
    """Where the pieces end that begin at this token, or None."""
    for number, piece in enumerate(pieces):
        if isinstance(piece, int):
            if piece == _ENDS:
                return None if at < len(tokens) and tokens[at][0].isalnum() else at
            return _match_after_gap(pieces[number + 1 :], tokens, at, piece)
        if at < len(tokens) and tokens[at] == ",":
            at += 1  # German puts a comma before every "dass"
        if at >= len(tokens) or not piece.matches(tokens[at]):
            return None
        at += 1
    return at


def _match_after_gap(pieces: Sequence[_Piece | int], tokens: Sequence[str], at: int, gap: int) -> int | None:
    skipped = 0
    while skipped <= gap and at < len(tokens) and tokens[at] not in STOPS:
        end = _match(pieces, tokens, at)
        if end is not None:
            return end
        skipped += tokens[at] != ","
        at += 1
    return None


def _opens_sentence(tokens: Sequence[str], at: int) -> bool:
    if at == 0 or tokens[at - 1] in STOPS:
        return True
    return tokens[at - 1] == "," and (
        at <= _GREETING or any(tokens[k] in STOPS for k in range(at - _GREETING, at))
    )
