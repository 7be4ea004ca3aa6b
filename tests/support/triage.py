"""For tests of triage: any post, departments, what holds of every verdict, a model of signs only, and lessons."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from tickets.rules.states import Kind
from tickets.triage import Reason, Verdict
from tickets.triage.hashing import BUCKETS
from tickets.triage.lessons import Lesson
from tickets.triage.linear import Reader
from tickets.triage.model import ABUSE, COARSE, HERE, HOME, PARTS, Model, Thresholds, load_model
from tickets.triage.rulebook import WEIGHTS
from tickets.triage.signs import Sign
from tickets.triage.words import reason_word

LANGUAGES = st.sampled_from(["de", "en", "nl", "de-AT", "EN_us", "fr", "und", "", "x" * 50, None])
"""What servers say of a post's language."""
ANY_TEXT = st.text() | st.text(st.sampled_from("ihr Idioten.,?!*@#:/„“\"'ßäÖ🖕\u200b\u0430\n0"), max_size=200)

_WEIGHTS: dict[tuple[Sign, Kind | None], float] = {
    (sign, kind): weight for sign, heads in WEIGHTS.items() for kind, weight in heads.items()
}
_BUCKETS = 1 << 12

see = Reader().see
"""A post as that model judges it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A department as routing wants it."""

    key: str
    name: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


def assert_is_whole(verdict: Verdict, *, version: str) -> None:
    """It has a score for every kind, and says who gave it."""
    assert set(verdict.scores) == set(Kind)
    assert all(0 <= score <= 1 for score in verdict.scores.values())
    assert verdict.version == version


def assert_words_for(reasons: Iterable[Reason]) -> None:
    """Each is safe to show, and has words."""
    for reason in reasons:
        assert reason.detail == "" or reason.detail.isprintable()
        assert len(reason.detail) <= 200
        assert reason_word(reason.name) != reason.name


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
