"""One spelling for the many of a word, by which triage compares, and the way back to how the citizen wrote it."""

import re
import unicodedata
from collections.abc import Mapping

_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "a"}
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case, umlauts and ß written out, other accents dropped: `Straße`, `STRASSE` become `strasse`."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    folded = replaced(folded, _UMLAUTS)
    if folded.isascii():
        return folded
    return _BEYOND_ASCII.sub(_bare, unicodedata.normalize("NFKD", folded))


def spelled(found: str, text: str) -> str:
    """What was found in a text, in its own letters where it has others than `fold` leaves: `muessen` is `müssen` again.

    In lower case; a word that the text does not have stays as it is.
    """
    if text.isascii():
        return found
    written = (word for word in _WORD.findall(text) if not word.isascii())
    own = {fold(word): word.lower() for word in written}
    return _WORD.sub(lambda word: own.get(word[0], word[0]), found)


def replaced(text: str, replacements: Mapping[str, str]) -> str:
    """Faster than `str.translate` where most of what is replaced does not occur."""
    for old, new in replacements.items():
        if old in text:
            text = text.replace(old, new)
    return text


def _bare(letters: re.Match[str]) -> str:
    return "".join([letter for letter in letters[0] if not unicodedata.combining(letter)])
