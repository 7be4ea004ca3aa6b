"""The word lists, as data: for each language, which words and phrases show which sign.

All written for this project. A list is read by `tickets.triage.lexicon`, which explains the notation; what a
sign speaks for is said once, in `tickets.triage.rulebook`, and is the same in every language.
"""

from collections.abc import Mapping

from tickets.triage.phrases.common import COMMON
from tickets.triage.phrases.dutch import DUTCH
from tickets.triage.phrases.dutch_alarms import DUTCH_ALARMS
from tickets.triage.phrases.english import ENGLISH
from tickets.triage.phrases.english_alarms import ENGLISH_ALARMS
from tickets.triage.phrases.german import GERMAN
from tickets.triage.phrases.german_alarms import GERMAN_ALARMS
from tickets.triage.phrases.german_attacks import GERMAN_ATTACKS
from tickets.triage.signs import Sign

Phrases = Mapping[Sign, str]

PHRASES: Mapping[str, Phrases] = {
    "de": {**GERMAN, **GERMAN_ALARMS, **GERMAN_ATTACKS},
    "en": {**ENGLISH, **ENGLISH_ALARMS},
    "nl": {**DUTCH, **DUTCH_ALARMS},
}
"""The lists by language (ISO 639-1)."""

__all__ = ["COMMON", "PHRASES", "Phrases"]
