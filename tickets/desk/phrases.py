"""The phrase rules of the house: what is always read, and what is ignored, before triage has learnt it."""

import re
import unicodedata
from collections.abc import Iterable

from tickets.config.schema import PhraseSettings
from tickets.triage.spelling import fold


class Phrases:
    """The rules of the settings, ready to be looked for. Keeps no state; threads may share it."""

    def __init__(self, rules: Iterable[PhraseSettings]) -> None:
        # A phrase of nothing but accents would stand everywhere.
        self._rules = tuple((rule, _pattern(rule.text)) for rule in rules if _readable(rule.text))

    def allowing(self, text: str) -> str:
        """The first rule by which this post is always read, as it is told of; "" where there is none."""
        return self._first("allow", text)

    def blocking(self, text: str) -> str:
        """The same for a rule by which it is ignored."""
        return self._first("block", text)

    def _first(self, effect: str, text: str) -> str:
        if not self._rules:
            return ""
        readable = _readable(text)
        found = (rule for rule, pattern in self._rules if rule.effect == effect and pattern.search(readable))
        return next((_told(rule) for rule in found), "")


def _pattern(phrase: str) -> re.Pattern[str]:
    """The phrase as whole words: `Amt` is not in `Bamberger Amtsblatt`."""
    return re.compile(rf"(?<!\w){re.escape(_readable(phrase))}(?!\w)")


def _readable(text: str) -> str:
    """In whatever case, however spaced, and with umlauts however they were put together."""
    return " ".join(fold(unicodedata.normalize("NFKC", text)).split())


def _told(rule: PhraseSettings) -> str:
    return f"{rule.text} ({rule.by}: {rule.why})"
