"""A classifier that says what a test wants to hear, and an intake that listens to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tickets.desk.arrivals import Mention
from tickets.desk.house import Desk
from tickets.desk.intake import Intake
from tickets.rules.states import Kind, Zone
from tickets.triage import Reason, Verdict

ANGRY = "Ihr seid der letzte Abschaum und sonst gar nichts"


def verdict(
    kind: Kind = Kind.OTHER,
    zone: Zone = Zone.NORMAL,
    *,
    hostile: float = 0.1,
    department: str | None = None,
    language: str | None = "de",
    **scores: float,
) -> Verdict:
    """What triage might make of a text; scores that are not named are low."""
    told = {each.value: 0.05 for each in Kind} | {Kind.HOSTILE.value: hostile} | scores
    return Verdict(
        kind=kind,
        scores=told,
        zone=zone,
        department=department,
        candidates=(),
        reasons=(Reason("insult", "abschaum", 2.0, "hostile"),) if zone is not Zone.NORMAL else (),
        version="test-1",
        language=language,
        sure_of_language=language is not None,
        thresholds={"ignore": 0.97, "suggest": 0.7},
    )


HOSTILE = verdict(Kind.HOSTILE, Zone.IGNORE, hostile=0.99)
QUESTION = verdict(Kind.QUESTION, question=0.9)


@dataclass(frozen=True)
class Told:
    """Implements `Classifier`: what begins like `ANGRY` is surely hostile, what has a question mark asks."""

    hostile: Verdict = HOSTILE
    other: Verdict = field(default_factory=verdict)
    version: str = "test-1"

    def classify(self, text: str, *, language: str | None, direct: bool = False) -> Verdict:
        if "?" in text:
            return QUESTION
        return self.hostile if text.startswith(ANGRY[:10]) else self.other


def hear(desk: Desk, *batch: Mention, hostile: Verdict = HOSTILE) -> None:
    """Let these posts come in, together."""
    _take(desk, Told(hostile), batch)


def hear_as(desk: Desk, post: Mention, heard: Verdict) -> None:
    """Let this post come in, and triage make this of it."""
    _take(desk, Told(heard, heard), [post])


def _take(desk: Desk, classifier: Told, batch: Sequence[Mention]) -> None:
    Intake(desk.database, desk.house, classifier, desk.now).take(batch)
