"""Whether a post is put away, what its text says being one thing and what the text does not show another.

The text says how surely a post is hostile or an advertisement, and with it a zone. Circumstances then weigh, in
log-odds, for or against it: what became of this person's tickets before, how old the account is. What must hold,
whatever the weights:

- Circumstances may make the zone milder at any time. They never make it `IGNORE`: that takes a text that reaches the
  threshold by itself, or a phrase that a person of the house has blocked.
- Nothing is ignored that asks, reports an incident, criticises, or is in a language nobody was taught; nothing of a
  person who has a matter open with us; no direct message that might report an incident; nothing at all where the
  house does not want it. A blocked phrase changes none of this.
- What very many say is a person's decision, taken once for all of them, unless a phrase of the house took it.
- What was only near the suggestions comes into them where a person of the house has ignored this writer before.
- What the house allows is always read.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tickets.rules.states import Kind, Zone


class Name(StrEnum):
    """What may count besides the text."""

    IGNORED_BEFORE = "ignored_before"  # by a person of the house
    ANSWERED_BEFORE = "answered_before"
    THANKED_BEFORE = "thanked_before"
    YOUNG_ACCOUNT = "young_account"
    OLD_ACCOUNT = "old_account"
    ALLOWED = "allowed_phrase"
    BLOCKED = "blocked_phrase"
    # what forbids to ignore
    MATTER = "has_a_matter"  # a question, an incident, criticism, or something that a department knows
    UNREAD_LANGUAGE = "unread_language"
    OPEN_TICKET = "open_ticket"
    DIRECT_INCIDENT = "direct_incident"
    MANY_COPIES = "many_copies"
    IGNORING_OFF = "ignoring_off"


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that counted."""

    name: Name
    weight: float
    """In log-odds, positive towards ignoring. `HELD` and `SAID` stand for a rule, not for a sum."""
    detail: str = ""
    """How many, or which phrase and whose; "" where the name says it all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What the text alone says."""

    zone: Zone
    score: float
    """How surely the post is to be ignored, 0 to 1."""
    ignore_at: float
    """The score from which on a text is in `IGNORE`, unless something speaks for reading it; see also
    `assumed_threshold`."""
    suggest_at: float
    """The same for `SUGGEST`."""
    evidence: frozenset[Kind] = frozenset()
    """What speaks for a serious matter: QUESTION, INCIDENT, CRITICISM."""
    incident: float = 0.0
    """How surely it reports an incident, 0 to 1."""
    is_for_department: bool = False
    """Whether a department knows the matter."""
    language_known: bool = True
    """Whether the classifier was taught the post's language, and is sure of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What the text does not show. The defaults count nothing."""

    ignored: int = 0
    """Tickets of this person that a person of the house ignored."""
    answered: int = 0
    """Tickets of this person that we answered."""
    thanked: int = 0
    """Tickets in which this person praised or thanked us."""
    account_age: timedelta | None = None
    """None where the server does not say."""
    copies: int = 0
    """How many others say nearly the same."""
    has_open_ticket: bool = False
    """Whether this person waits for us, or we for them, in another matter."""
    direct: bool = False
    may_ignore: bool = True
    """Whether the house wants anything to be ignored by itself."""
    allowed: str = ""
    """The phrase of the house that lets this post through, whose it is and why; "" where there is none."""
    blocked: str = ""
    """The same for a phrase that shall be ignored."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the post, and what counted besides its text."""

    zone: Zone
    reasons: tuple[Ground, ...] = ()


HELD, SAID = -1.0, 1.0

_EACH = 0.5
_COUNTED = 2
"""Tickets that count; more of the same say nothing new."""
_THANKED = -1.0
_YOUNG, _YOUNG_WEIGHT = timedelta(days=7), 0.5
_OLD, _OLD_WEIGHT = timedelta(days=2 * 365), -0.25
_HARSHER = 1.0
"""How far circumstances can push at most: what is further from the threshold is not near it."""
MANY = 5
"""Others who say nearly the same; more need not be counted."""
_SUSPICION = 0.2
"""Of an incident: who writes to us alone need not make it plain."""
_NEVER_QUITE = 1e-6
_ASSUMED = 0.9
"""In log-odds: a little less than what thanks weigh."""


def decide(advice: Advice, circumstances: Circumstances) -> Decision:
    """The zone of the post, with every reason that counted."""
    if circumstances.allowed:
        return Decision(Zone.NORMAL, (Ground(Name.ALLOWED, HELD, circumstances.allowed),))
    weighed = tuple(_weighed(circumstances)) if wavers(advice) else ()
    zone = _leaning(advice, circumstances, sum(ground.weight for ground in weighed))
    if circumstances.blocked:
        zone, weighed = Zone.IGNORE, (Ground(Name.BLOCKED, SAID, circumstances.blocked), *weighed)
    if zone is not Zone.IGNORE:
        return Decision(zone, weighed)
    holding = tuple(_holding(advice, circumstances))
    return Decision(Zone.SUGGEST if holding else Zone.IGNORE, (*holding, *weighed))


def assumed_threshold(score: float) -> float:
    """The threshold of a text by a classifier that tells none: a ground of some weight is needed to go below it."""
    return 1 / (1 + math.exp(_ASSUMED - _odds(score)))


def wavers(advice: Advice) -> bool:
    """Whether what is known of the person could change anything."""
    return advice.zone is not Zone.NORMAL or _is_near(advice)


def _is_near(advice: Advice) -> bool:
    """Whether the text is short of the suggestions by little, and by nothing else."""
    if advice.evidence or not advice.language_known or advice.score >= advice.suggest_at:
        return False
    return _odds(advice.score) + _HARSHER >= _odds(advice.suggest_at)


def _weighed(circumstances: Circumstances) -> Iterator[Ground]:
    """History and age of the account."""
    for name, count, each in (
        (Name.IGNORED_BEFORE, circumstances.ignored, _EACH),
        (Name.ANSWERED_BEFORE, circumstances.answered, -_EACH),
    ):
        if count:
            yield Ground(name, min(count, _COUNTED) * each, str(count))
    if circumstances.thanked:
        yield Ground(Name.THANKED_BEFORE, _THANKED, str(circumstances.thanked))
    age = circumstances.account_age
    if age is not None and age < _YOUNG:
        yield Ground(Name.YOUNG_ACCOUNT, _YOUNG_WEIGHT)
    elif age is not None and age >= _OLD:
        yield Ground(Name.OLD_ACCOUNT, _OLD_WEIGHT)


def _leaning(advice: Advice, circumstances: Circumstances, weight: float) -> Zone:
    """The zone after what was weighed: another by one step at most."""
    odds = _odds(advice.score) + min(weight, _HARSHER)
    if advice.zone is Zone.NORMAL:
        pushed = circumstances.ignored and _is_near(advice) and odds >= _odds(advice.suggest_at)
        return Zone.SUGGEST if pushed else Zone.NORMAL
    threshold, milder = {
        Zone.IGNORE: (advice.ignore_at, Zone.SUGGEST),
        Zone.SUGGEST: (advice.suggest_at, Zone.NORMAL),
    }[advice.zone]
    return milder if weight < 0 and odds < _odds(threshold) else advice.zone


def _holding(advice: Advice, circumstances: Circumstances) -> Iterator[Ground]:
    """What forbids to ignore the post."""
    blocked = bool(circumstances.blocked)
    held = {
        # Whoever blocked a phrase knows which department it concerns.
        Name.MATTER: bool(advice.evidence) or (advice.is_for_department and not blocked),
        Name.UNREAD_LANGUAGE: not advice.language_known,
        Name.OPEN_TICKET: circumstances.has_open_ticket,
        Name.DIRECT_INCIDENT: circumstances.direct and advice.incident >= _SUSPICION,
        Name.MANY_COPIES: circumstances.copies >= MANY and not blocked,
        Name.IGNORING_OFF: not circumstances.may_ignore,
    }
    return (Ground(name, HELD, _detail(name, circumstances)) for name, holds in held.items() if holds)


def _detail(name: Name, circumstances: Circumstances) -> str:
    return str(circumstances.copies) if name is Name.MANY_COPIES else ""


def _odds(score: float) -> float:
    inside = min(max(score, _NEVER_QUITE), 1 - _NEVER_QUITE)
    return math.log(inside / (1 - inside))
