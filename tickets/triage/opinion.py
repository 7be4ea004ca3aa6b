"""Whether what another classifier answers is a verdict, and made safe: it is foreign code, and may say anything."""

import math
from collections.abc import Collection, Mapping, Sequence

from tickets.rules.states import Kind, Zone
from tickets.rules.text import clean_line
from tickets.triage.classifier import Reason, Verdict

_MOST_REASONS = 60
_LONGEST = 60  # characters of a name or detail
_FAR = 100.0  # log-odds; nothing is surer


def checked(answer: object, name: str, departments: Collection[str]) -> Verdict | None:
    """The answer as a verdict by `name`, its texts made safe; None where it is none.

    departments: the keys it may name; others are left out.
    """
    try:
        return _checked(answer, name, departments) if isinstance(answer, Verdict) else None
    except Exception:
        # Whatever its own classes do when they are read.
        return None


def _checked(answer: Verdict, name: str, departments: Collection[str]) -> Verdict | None:
    scores = _scores(answer.scores)
    # What the types promise, somebody else's code need not keep.
    words: Sequence[object] = (answer.kind, answer.zone)
    if scores is None or not (isinstance(words[0], Kind) and isinstance(words[1], Zone)):
        return None
    language: object = answer.language
    return Verdict(
        kind=answer.kind,
        scores=scores,
        zone=answer.zone,
        department=answer.department if answer.department in departments else None,
        candidates=_candidates(answer.candidates, departments),
        reasons=tuple(_reason(each) for each in answer.reasons[:_MOST_REASONS]),
        version=_line(f"{name} {answer.version}"),
        language=_line(language) if isinstance(language, str) and language else None,
        sure_of_language=answer.sure_of_language is True,
        thresholds={name: score for name, score in answer.thresholds.items() if _is_score(score)},
    )


def _scores(scores: Mapping[str, float]) -> dict[str, float] | None:
    """Every kind and its score; None where one is missing or no number from 0 to 1."""
    told = {kind.value: float(scores[kind.value]) for kind in Kind}
    return told if all(map(_is_score, told.values())) else None


def _is_score(score: float) -> bool:
    return 0 <= score <= 1


def _candidates(
    candidates: Sequence[tuple[str, float]], departments: Collection[str]
) -> tuple[tuple[str, float], ...]:
    known = [(key, min(max(float(score), 0.0), 1.0)) for key, score in candidates if key in departments]
    return tuple(sorted(known, key=lambda candidate: -candidate[1]))


def _reason(reason: Reason) -> Reason:
    weight = float(reason.weight)
    if not math.isfinite(weight):
        raise ValueError("a weight is no number")
    return Reason(_line(reason.name), _line(reason.detail), max(-_FAR, min(weight, _FAR)), _line(reason.head))


def _line(text: str) -> str:
    return clean_line(text)[:_LONGEST]
