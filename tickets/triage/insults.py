"""Whom the insults of a post are meant for.

"Ihr Trottel" is aimed at us; "ich Trottel" at the writer; "keine Trottel" at nobody; „Trottel“ in quotation marks
is what somebody else said; "diese Trottel von nebenan" are not us. And who has a matter beside the insult has
a matter.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tickets.triage.features import MARKS, STOPS, Features
from tickets.triage.languages import SMALL_WORDS
from tickets.triage.lexicon import Hit
from tickets.triage.phrases.small_words import BRIDGES, NOTHING_BUT, PARTING
from tickets.triage.signs import INSULTING, Sign

Finding = tuple[Sign, tuple[Hit, ...]]
"""A sign, and the phrases that show it."""

TARGETS = frozenset({Sign.ADDRESS, Sign.OFFICE, Sign.GROUP, Sign.SELF, Sign.NEGATION})
"""Signs that say something only beside an insult."""

_REACH = 6  # words between an insult and whom it is aimed at
_NEGATED = 3  # words between a negation and what it denies
_BRIEF = 12  # words of a post in which one sentence of nothing but an insult weighs heavily
_DENSE = 6  # one word in six is an insult: the post is hardly anything else
_MATTER = 2  # as many words to each insulting one are a matter of its own

_AT_US = ((Sign.ADDRESS, Sign.AIMED), (Sign.GROUP, Sign.GROUP_INSULT))
_AIMED_AS: Mapping[Sign, Sequence[tuple[Sign, Sign]]] = {
    Sign.INSULT: (*_AT_US, (Sign.OFFICE, Sign.AIMED)),
    # "eure Regeln sind doof" and "ihr Müll" are no insults, "ihr seid doof" is: only "you" and groups count.
    Sign.ACCUSATION: _AT_US,
    Sign.SCORN: _AT_US,
    Sign.LOATHING: _AT_US,
}
_MEANT_FOR_OTHERS = frozenset({Sign.ATTACK, Sign.LOATHING})  # whatever "I" stands before them
_AGITATION = frozenset({Sign.SLUR, Sign.GROUP_INSULT, Sign.POLEMIC})
_HEAVY = frozenset({Sign.INSULT, Sign.ATTACK, Sign.SLUR})
_BRIDGE = frozenset(BRIDGES.split())
_PARTING = frozenset(PARTING.split())
_ONLY = frozenset(NOTHING_BUT.split())
_SAYS_NOTHING = SMALL_WORDS | _BRIDGE


def weigh(features: Features, hits: Sequence[Hit]) -> Iterator[Finding]:
    """What the insulting phrases among the hits amount to. Nothing, where there are none."""
    if any(hit.sign in INSULTING for hit in hits):
        yield from _Insults(features, hits).findings()


class _Insults:
    """The insults of one post, and the words around them."""

    def __init__(self, features: Features, hits: Sequence[Hit]) -> None:
        self._features = features
        self._tokens = features.tokens
        self._insults = [hit for hit in hits if hit.sign in INSULTING]
        self._insulting = frozenset(_positions(self._insults))
        self._matter = any(hit.sign is Sign.MATTER for hit in hits)
        self._targets: dict[Sign, list[Hit]] = {sign: [] for sign in TARGETS}
        for hit in hits:
            if hit.sign in TARGETS:
                self._targets[hit.sign].append(hit)

    def findings(self) -> Iterator[Finding]:
        meant: list[Hit] = []
        signs: set[Sign] = set()
        for hit in self._insults:
            reason = self._why_not_meant(hit)
            if reason is not None:
                yield reason, (hit,)
                continue
            meant.append(hit)
            for finding in ((hit.sign, (hit,)), *self._aims(hit)):
                signs.add(finding[0])
                yield finding
        if meant and self._says_more(meant, agitation=not signs.isdisjoint(_AGITATION)):
            yield Sign.SUBSTANCE, ()
        if not self._matter and self._is_bare(meant):
            yield Sign.BARE_INSULT, ()

    def _why_not_meant(self, hit: Hit) -> Sign | None:
        """Why the writer does not mean the insult; None where they do."""
        if hit.start in self._features.quoted:
            return Sign.QUOTED
        if hit.sign is Sign.ATTACK:
            return None
        if self._is_denied(hit):
            return Sign.NEGATED
        return Sign.SELF_IRONY if self._means_the_writer(hit) else None

    def _is_denied(self, hit: Hit) -> bool:
        before = self._before(hit, (Sign.NEGATION,), _NEGATED)
        if before and self._one_clause(before.end, hit.start) and self._tokens[before.end] not in _ONLY:
            return True
        after = self._after(hit, Sign.NEGATION, _NEGATED)  # "ich hasse euch nicht"
        return hit.sign is Sign.LOATHING and after is not None and self._one_clause(hit.end, after.start)

    def _means_the_writer(self, hit: Hit) -> bool:
        """Whether "I" stands before the insult, and nobody else between."""
        writer = self._before(hit, (Sign.SELF,), _REACH)
        if hit.sign in _MEANT_FOR_OTHERS or writer is None or not self._one_clause(writer.end, hit.start):
            return False
        other = self._before(hit, (Sign.ADDRESS, Sign.GROUP), _REACH)
        return other is None or other.start < writer.start

    def _aims(self, hit: Hit) -> Iterator[Finding]:
        """At whom the insult is aimed, where the words between the two do not part them."""
        tolerated = hit.sign is Sign.INSULT  # one adjective that no list knows: "ihr unsäglichen Trottel"
        for target, aimed in _AIMED_AS.get(hit.sign, ()):
            before = self._before(hit, (target,), _REACH)
            after = self._after(hit, target, _REACH)
            if before and self._strangers(before.end, hit.start) <= tolerated:
                yield aimed, (before, hit)
            elif after and not self._strangers(hit.end, after.start):
                yield aimed, (hit, after)

    def _says_more(self, meant: Iterable[Hit], *, agitation: bool) -> bool:
        """Whether the post says something beside its insults: about the writer, or with enough words.

        Agitation against others has a topic, however many words it makes, but no matter of ours.
        """
        hostile = set(_positions(meant))
        aimed_at = (hit for sign in (Sign.ADDRESS, Sign.OFFICE, Sign.GROUP) for hit in self._targets[sign])
        known = hostile.union(_positions(aimed_at))
        matter = sum(self._says_something(at) for at in range(len(self._tokens)) if at not in known)
        personal = any(hit.start not in hostile for hit in self._targets[Sign.SELF])
        return matter > 0 and (personal or (not agitation and matter >= _MATTER * len(hostile)))

    def _says_something(self, at: int) -> bool:
        return len(self._tokens[at]) > 2 and self._tokens[at] not in _SAYS_NOTHING

    def _is_bare(self, meant: Sequence[Hit]) -> bool:
        """Whether the post, or a sentence of a short one, is hardly anything but insults."""
        heavy = [hit for hit in meant if hit.sign in _HEAVY]
        words = self._features.words
        if heavy and len(set(_positions(meant))) * _DENSE >= words:
            return True
        return words <= _BRIEF and any(self._fills_its_sentence(hit) for hit in heavy)

    def _fills_its_sentence(self, hit: Hit) -> bool:
        start, end = hit.start, hit.end
        while start > 0 and self._tokens[start - 1] not in STOPS:
            start -= 1
        while end < len(self._tokens) and self._tokens[end] not in STOPS:
            end += 1
        return not self._strangers(start, end)

    def _strangers(self, start: int, end: int) -> int:
        """How many words part two places; a mark or a parting word counts for many."""
        count = 0
        for at in range(start, end):
            token = self._tokens[at]
            if at not in self._insulting and token not in _BRIDGE:  # "ihr dummen, faulen …" is one insult
                count += _REACH if token in MARKS or token in _PARTING else 1
        return count

    def _one_clause(self, start: int, end: int) -> bool:
        return not any(token in MARKS for token in self._tokens[start:end])

    def _before(self, hit: Hit, signs: Iterable[Sign], reach: int) -> Hit | None:
        near = (
            other
            for sign in signs
            for other in self._targets[sign]
            if hit.start - reach <= other.end <= hit.start
        )
        return max(near, key=lambda other: other.end, default=None)

    def _after(self, hit: Hit, sign: Sign, reach: int) -> Hit | None:
        near = (other for other in self._targets[sign] if hit.end <= other.start < hit.end + reach)
        return min(near, key=lambda other: other.start, default=None)


def _positions(hits: Iterable[Hit]) -> Iterator[int]:
    return (at for hit in hits for at in range(hit.start, hit.end))
