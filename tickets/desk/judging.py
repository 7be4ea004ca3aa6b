"""What becomes of a post: what triage makes of its text, together with what the text does not show."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from tickets.desk.acquaintance import Acquaintance, acquaintances
from tickets.desk.arrivals import Mention
from tickets.desk.house import House
from tickets.desk.phrases import Phrases
from tickets.rules import zoning
from tickets.rules.audience import Visibility
from tickets.rules.states import Kind, Zone
from tickets.rules.zoning import Advice, Circumstances, Decision
from tickets.storage.database import Database
from tickets.triage import Reason, Verdict
from tickets.triage.signs import ALARMING, CANNOT_WAIT, QUESTIONING, Sign

_SERIOUS = (Kind.QUESTION, Kind.INCIDENT, Kind.CRITICISM)
_LIKELY = 0.5
_CRITICAL = (Sign.GRIEVANCE, Sign.PROPOSAL)
_SHOWN_BY: Mapping[str, Kind] = {
    **{sign.value: Kind.QUESTION for sign in QUESTIONING},
    **{sign.value: Kind.INCIDENT for sign in ALARMING},
    **{sign.value: Kind.CRITICISM for sign in _CRITICAL},
}
"""Signs any one of which is evidence, however little it weighs."""

_NOTHING = Circumstances()


@dataclass(frozen=True)
class Case:
    """A post before its judge."""

    heard: Verdict
    """What the text alone says."""
    circumstances: Circumstances = _NOTHING

    @cached_property
    def advice(self) -> Advice:
        """The same, as far as it concerns the zone."""
        return advice_of(self.heard)

    @cached_property
    def decision(self) -> Decision:
        """What becomes of the post."""
        return zoning.decide(self.advice, self.circumstances)

    def verdict(self) -> Verdict:
        """What is kept with the message: the zone as decided, and what counted."""
        decision = self.decision
        if not decision.reasons:
            return self.heard
        counted = tuple(Reason(each.name, each.detail, each.weight, "zone") for each in decision.reasons)
        return replace(self.heard, zone=decision.zone, reasons=(*self.heard.reasons, *counted))


class Judge:
    """Weighs circumstances, by the settings of this house. Keeps no state; threads may share it."""

    def __init__(self, house: House) -> None:
        self._phrases = Phrases(house.settings.triage.phrases)
        self._may_ignore = house.settings.triage.ignore

    def cases(
        self, database: Database, heard: Sequence[tuple[Mention, Verdict]], now: datetime
    ) -> list[Case]:
        """Each post of a batch with its circumstances. Asks the store once, and only of people whom it may concern."""
        cases = [Case(_alarmed(verdict), self._by_itself(mention, now)) for mention, verdict in heard]
        doubtful = {
            mention.author.handle
            for (mention, _verdict), case in zip(heard, cases, strict=True)
            if case.circumstances.blocked or zoning.wavers(case.advice)
        }
        known = _known(database, doubtful)
        authors = [mention.author.handle for mention, _verdict in heard]
        cases = [
            _with_history(case, known[handle]) if handle in known else case
            for handle, case in zip(authors, cases, strict=True)
        ]
        return _with_neighbours(authors, cases)

    def _by_itself(self, mention: Mention, now: datetime) -> Circumstances:
        """What the post and its author's account show."""
        text = full_text(mention)
        known_since = mention.author.known_since
        return Circumstances(
            account_age=None if known_since is None else now - known_since,
            direct=mention.visibility is Visibility.DIRECT,
            may_ignore=self._may_ignore,
            allowed=self._phrases.allowing(text),
            blocked=self._phrases.blocking(text),
        )


def _alarmed(verdict: Verdict) -> Verdict:
    """What cannot wait is an incident, whatever else the post seems to be: so sure of that no model is."""
    if verdict.kind is Kind.INCIDENT or CANNOT_WAIT.isdisjoint(each.name for each in verdict.reasons):
        return verdict
    return replace(verdict, kind=Kind.INCIDENT)


def full_text(mention: Mention) -> str:
    """What is judged: the text with its content warning."""
    return f"{mention.spoiler_text}\n{mention.text}" if mention.spoiler_text else mention.text


def advice_of(verdict: Verdict) -> Advice:
    """What a verdict says of the zone, and what in it speaks for a serious matter."""
    hostile, spam = (verdict.scores.get(kind.value, 0.0) for kind in (Kind.HOSTILE, Kind.SPAM))
    # Thresholds are those of what is hostile; of advertisements none is told.
    is_told = bool(verdict.thresholds) and verdict.kind is not Kind.SPAM
    score = hostile if is_told else max(hostile, spam)
    assumed = zoning.assumed_threshold(score)
    return Advice(
        zone=verdict.zone,
        score=score,
        ignore_at=verdict.thresholds["ignore"] if is_told else assumed,
        suggest_at=verdict.thresholds["suggest"] if is_told else assumed,
        evidence=_evidence(verdict),
        incident=verdict.scores.get(Kind.INCIDENT.value, 0.0),
        is_for_department=verdict.department is not None,
        language_known=verdict.language is not None and (verdict.sure_of_language or not verdict.thresholds),
    )


def _evidence(verdict: Verdict) -> frozenset[Kind]:
    likely = {kind for kind in _SERIOUS if verdict.scores.get(kind.value, 0.0) >= _LIKELY}
    shown = {_SHOWN_BY[reason.name] for reason in verdict.reasons if reason.name in _SHOWN_BY}
    return frozenset(likely | shown | ({verdict.kind} & set(_SERIOUS)))


def _known(database: Database, handles: Collection[str]) -> Mapping[str, Acquaintance]:
    if not handles:
        return {}
    with database.read() as session:
        return acquaintances(session, handles)


def _with_history(case: Case, known: Acquaintance) -> Case:
    history = replace(
        case.circumstances,
        ignored=known.ignored,
        answered=known.answered,
        thanked=known.thanked,
        has_open_ticket=known.has_open_ticket,
    )
    return Case(case.heard, history)


def _with_neighbours(authors: Sequence[str], cases: Sequence[Case]) -> list[Case]:
    """Who brings something that is to be read has a matter open, in whichever order their posts are stored."""
    staying = {
        author for author, case in zip(authors, cases, strict=True) if case.decision.zone is not Zone.IGNORE
    }
    return [
        Case(case.heard, replace(case.circumstances, has_open_ticket=True))
        if author in staying and case.decision.zone is Zone.IGNORE
        else case
        for author, case in zip(authors, cases, strict=True)
    ]
