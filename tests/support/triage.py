"""A small model of triage that knows nothing but the signs of the rule book, and lessons to teach it."""

from dataclasses import replace

import numpy as np

from tickets.rules.states import Kind
from tickets.triage.hashing import BUCKETS
from tickets.triage.lessons import Lesson
from tickets.triage.linear import Reader
from tickets.triage.model import ABUSE, COARSE, HERE, HOME, PARTS, Model, Thresholds, load_model
from tickets.triage.rulebook import WEIGHTS
from tickets.triage.signs import Sign

_WEIGHTS: dict[tuple[Sign, Kind | None], float] = {
    (sign, kind): weight for sign, heads in WEIGHTS.items() for kind, weight in heads.items()
}
_BUCKETS = 1 << 12

see = Reader().see
"""A post as that model judges it."""


def plain_model(version: str = "linear-1", *, ignore: float = 3.0) -> Model:
    """A model without any weights but those of the signs."""
    return replace(
        load_model(),
        version=version,
        thresholds=Thresholds(ignore=ignore, suggest=min(ignore, 1.0)),
        coarse=np.zeros((_BUCKETS, len(COARSE)), np.int8),
        fine=np.zeros(BUCKETS, np.int8),
        signs={
            sign: np.array([_WEIGHTS.get((sign, _head(part)), 0.0) for part in PARTS], np.float32)
            for sign in Sign
        },
        bias=np.full(len(PARTS), -2.0, np.float32),
    )


def _head(part: str) -> Kind | None:
    """The kind that a part of the model speaks for."""
    if part == HOME:
        return None
    return Kind.HOSTILE if part in (HERE, ABUSE) else Kind(part)


def lesson(
    text: str,
    kind: Kind | None = None,
    *,
    legitimate: bool | None = None,
    department: str | None = None,
) -> Lesson:
    """A German text and what somebody decided."""
    if kind is not None and legitimate is None:
        legitimate = kind not in (Kind.HOSTILE, Kind.SPAM)
    return Lesson(text=text, language="de", kind=kind, legitimate=legitimate, department=department)
