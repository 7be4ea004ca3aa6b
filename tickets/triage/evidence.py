"""What was found in one post: the phrases, what they mean together, and the looks of the text.

Insults are weighed by whom they are meant for. "Ihr Trottel" is aimed at us; "ich Trottel" at the writer; "keine
Trottel" at nobody; „Trottel“ in quotation marks is what somebody else said; "diese Trottel von nebenan" are not us.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tickets.triage.features import MARKS, STOPS, Features
from tickets.triage.lexicon import Hit, Lexicon
from tickets.triage.signs import INSULTING, Sign

Evidence = Mapping[Sign, tuple[str, ...]]
"""Each sign that was found, with the words that show it, in order and without doubles."""

_SHOUTED = 0.6  # of the words; names and abbreviations alone do not reach it
_BRIEF = 12  # words
_DENSE = 6  # one word in six is an insult: the post is hardly anything else
_REACH = 6  # words between an insult and whom it is aimed at, a negation, or "I"
_NEGATED = 3
_MANY_HASHTAGS = 6
_LONG = 130  # words; who writes so much has a matter
_LONGEST_DETAIL = 60
_SHORTENERS = frozenset(
    {"bit.ly", "t.me", "wa.me", "tinyurl.com", "t.ly", "is.gd", "cutt.ly", "rb.gy", "ow.ly", "goo.gl", "shorturl.at"}
)

_AIMABLE = frozenset({Sign.INSULT, Sign.ACCUSATION, Sign.SCORN, Sign.LOATHING})
_DISMISSIBLE_BY_SELF = INSULTING - {Sign.ATTACK, Sign.LOATHING}
_TARGETS = frozenset({Sign.ADDRESS, Sign.OFFICE, Sign.GROUP, Sign.SELF, Sign.NEGATION})
_AIMED_AS: Mapping[Sign, tuple[tuple[Sign, Sign], ...]] = {
    Sign.INSULT: ((Sign.ADDRESS, Sign.AIMED), (Sign.OFFICE, Sign.AIMED), (Sign.GROUP, Sign.GROUP_INSULT)),
    # "eure Regeln sind doof" and "ihr Müll" are no insults, "ihr seid doof" is: only "you" and groups count.
    Sign.ACCUSATION: ((Sign.ADDRESS, Sign.AIMED), (Sign.GROUP, Sign.GROUP_INSULT)),
    Sign.SCORN: ((Sign.ADDRESS, Sign.AIMED), (Sign.GROUP, Sign.GROUP_INSULT)),
    Sign.LOATHING: ((Sign.ADDRESS, Sign.AIMED), (Sign.GROUP, Sign.GROUP_INSULT)),
}
_ONLY = frozenset({"nur", "bloss", "only", "just", "alleen", "maar"})  # "not only idiots" denies nothing
# Words that may stand between "you" and the insult without parting them: "ihr seid doch alle nur ein Haufen …"
_BRIDGE = frozenset(
    """seid bist ist sind war warst wart waren alle alles allesamt nur doch echt so ja eben halt einfach wirklich ein
    eine einen einer der die das den dem diese dieser von vom bei im in am haufen lauter bloss und auch nichts als total
    komplett absolut ganz voller ihr euch du mich
    are is were was be all just really so such a an the bunch of nothing but fucking bloody complete total absolute
    utter pack load and at in you
    zijn bent waren allemaal alleen gewoon echt zo een de het stelletje stel zooitje van niets dan en ook wel toch maar
    bij jullie""".split()
)
_PARTING = frozenset(
    """gegen ueber unter nach wegen keine nicht solche irgendwelche manche einige haben habt hast hatte wenn dass ob
    against about from some other have like than when that not tegen over onder sommige geen niet hebben hebt""".split()
)


def gather(features: Features, lexicon: Lexicon) -> Evidence:
    """All signs of a post."""
    return _Gathering(features, list(lexicon.find(features.tokens))).evidence()


@dataclass(frozen=True, slots=True)
class _Clause:
    """The tokens between two places, read as what parts or joins them."""

    tokens: Sequence[str]
    insulting: frozenset[int]  # positions of insulting words: "ihr dummen, faulen …" is still one insult

    def whole(self, start: int, end: int) -> bool:
        """Whether no mark parts the two."""
        return not any(token in MARKS for token in self.tokens[start:end])

    def strangers(self, start: int, end: int) -> int:
        """How many words part the two; a mark or a parting word counts for many."""
        count = 0
        for at in range(start, end):
            token = self.tokens[at]
            if at in self.insulting or token in _BRIDGE:
                continue
            count += _REACH if token in MARKS or token in _PARTING else 1
        return count


class _Gathering:
    """Collects the signs of one post."""

    def __init__(self, features: Features, hits: Sequence[Hit]) -> None:
        self._features = features
        self._tokens = features.tokens
        self._hits = hits
        self._found: dict[Sign, dict[str, None]] = {}

    def evidence(self) -> Evidence:
        insults = []
        for hit in self._hits:
            if hit.sign in INSULTING:
                insults.append(hit)
            elif hit.sign not in _TARGETS:
                self._note(hit.sign, self._words(hit))
        if insults:
            self._weigh(insults)
        self._looks()
        return {sign: tuple(details) for sign, details in self._found.items()}

    def _note(self, sign: Sign, detail: str = "") -> None:
        self._found.setdefault(sign, {})[detail] = None

    def _words(self, *hits: Hit) -> str:
        words = (token for hit in hits for token in self._tokens[hit.start : hit.end] if token not in MARKS)
        return " ".join(words)[:_LONGEST_DETAIL]

    def _weigh(self, insults: Sequence[Hit]) -> None:
        """Says of each insult whom it is meant for."""
        targets: dict[Sign, list[Hit]] = {}
        for hit in self._hits:
            if hit.sign in _TARGETS:
                targets.setdefault(hit.sign, []).append(hit)
        clause = _Clause(self._tokens, frozenset(_positions(insults)))
        meant = [hit for hit in insults if self._is_meant(hit, targets, clause)]
        for hit in meant:
            self._note(hit.sign, self._words(hit))
            if hit.sign in _AIMABLE:
                self._aim(hit, targets, clause)
        plain = [hit for hit in meant if hit.sign in {Sign.INSULT, Sign.ATTACK, Sign.SLUR}]
        if plain and Sign.MATTER not in self._found and self._is_bare(plain, len(set(_positions(meant))), clause):
            self._note(Sign.BARE_INSULT)

    def _is_bare(self, plain: Sequence[Hit], covered: int, clause: _Clause) -> bool:
        """Whether the post, or a sentence of a short one, is hardly anything but insults."""
        if covered * _DENSE >= self._features.words:
            return True
        return self._features.words <= _BRIEF and any(self._stands_alone(hit, clause) for hit in plain)

    def _stands_alone(self, hit: Hit, clause: _Clause) -> bool:
        start, end = hit.start, hit.end
        while start > 0 and self._tokens[start - 1] not in STOPS:
            start -= 1
        while end < len(self._tokens) and self._tokens[end] not in STOPS:
            end += 1
        return not clause.strangers(start, end)

    def _is_meant(self, hit: Hit, targets: Mapping[Sign, Sequence[Hit]], clause: _Clause) -> bool:
        """Whether the writer means the insult. Notes why not, where not."""
        reason = self._why_not_meant(hit, targets, clause)
        if reason is not None:
            self._note(reason, self._words(hit))
        return reason is None

    def _why_not_meant(self, hit: Hit, targets: Mapping[Sign, Sequence[Hit]], clause: _Clause) -> Sign | None:
        if hit.start in self._features.quoted:
            return Sign.QUOTED
        if hit.sign is Sign.ATTACK:
            return None
        denied = _nearest_before(hit, targets.get(Sign.NEGATION, ()), _NEGATED)
        if denied and clause.whole(denied.end, hit.start) and self._tokens[denied.end] not in _ONLY:
            return Sign.NEGATED
        if hit.sign is Sign.LOATHING and self._denied_after(hit, targets, clause):
            return Sign.NEGATED
        writer = _nearest_before(hit, targets.get(Sign.SELF, ()), _REACH)
        others = _nearest_before(hit, [*targets.get(Sign.ADDRESS, ()), *targets.get(Sign.GROUP, ())], _REACH)
        self_meant = writer and clause.whole(writer.end, hit.start) and (not others or others.start < writer.start)
        return Sign.SELF_IRONY if self_meant and hit.sign in _DISMISSIBLE_BY_SELF else None

    def _denied_after(self, hit: Hit, targets: Mapping[Sign, Sequence[Hit]], clause: _Clause) -> bool:
        """German denies a verb behind it: "ich hasse euch nicht"."""
        denied = _nearest_after(hit, targets.get(Sign.NEGATION, ()), _NEGATED)
        return denied is not None and clause.whole(hit.end, denied.start)

    def _aim(self, hit: Hit, targets: Mapping[Sign, Sequence[Hit]], clause: _Clause) -> None:
        tolerated = hit.sign is Sign.INSULT  # one adjective that no list knows: "ihr unsäglichen Trottel"
        for target, aimed in _AIMED_AS[hit.sign]:
            known = targets.get(target, ())
            before = _nearest_before(hit, known, _REACH)
            after = _nearest_after(hit, known, _REACH)
            if before and clause.strangers(before.end, hit.start) <= tolerated:
                self._note(aimed, self._words(before, hit))
            elif after and not clause.strangers(hit.end, after.start):
                self._note(aimed, self._words(hit, after))

    def _looks(self) -> None:
        features = self._features
        if features.question_marks:
            self._note(Sign.QUESTION_MARK)
        if features.shouting >= _SHOUTED:
            self._note(Sign.SHOUTING)
        if features.hosts:
            self._note(Sign.LINK)
            if not _SHORTENERS.isdisjoint(features.hosts):
                self._note(Sign.SHORT_LINK)
        if features.hashtags >= _MANY_HASHTAGS:
            self._note(Sign.HASHTAGS)
        if features.truncated:
            self._note(Sign.TRUNCATED)
        if features.words > _LONG:
            self._note(Sign.LONG)


def _positions(hits: Iterable[Hit]) -> Iterable[int]:
    return (at for hit in hits for at in range(hit.start, hit.end))


def _nearest_before(hit: Hit, others: Iterable[Hit], reach: int) -> Hit | None:
    near = [other for other in others if hit.start - reach <= other.end <= hit.start]
    return max(near, key=lambda other: other.end, default=None)


def _nearest_after(hit: Hit, others: Iterable[Hit], reach: int) -> Hit | None:
    near = [other for other in others if hit.end <= other.start < hit.end + reach]
    return min(near, key=lambda other: other.start, default=None)
