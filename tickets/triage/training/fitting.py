"""Fits one part of the model: logistic regression over pieces scaled by IDF and by their naive-Bayes log-count ratio.

The ratio (Wang and Manning 2012, "Baselines and Bigrams") says how much more often a piece stands in the texts that
are looked for than in others; scaled so, few examples suffice. The rule book is where the training starts from: what
its signs add up to for each head is a feature beside the signs themselves.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tickets.triage.training.design import RULES, Floats

_SMOOTHING = 1.0
_RULES_SCALE = 0.3
_SEEN = 2  # texts in which a piece must occur
_FOLLOWED = 0.3  # how closely the examples are followed: C of scikit-learn's LogisticRegression


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was learnt for one part."""

    pieces: Floats
    """A weight for each bucket."""
    signs: Floats
    """A weight for each sign."""
    bias: float

    def odds(self, lesson: "Lesson") -> Floats:
        """The log-odds of each row of a lesson, whether it was learnt from or not."""
        return np.asarray(lesson.pieces @ self.pieces + lesson.signs @ self.signs + self.bias)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What a part is to learn from; one row for each example."""

    pieces: sparse.csr_array
    signs: sparse.csr_array
    labels: Floats
    weights: Floats
    sources: NDArray[np.str_]
    """Where each comes from: how much of a source is hostile is not to be learnt."""
    idf: Floats

    def rows(self, chosen: NDArray[np.bool_]) -> "Lesson":
        """Some of the rows."""
        return Lesson(
            pieces=self.pieces[chosen],
            signs=self.signs[chosen],
            labels=self.labels[chosen],
            weights=self.weights[chosen],
            sources=self.sources[chosen],
            idf=self.idf,
        )


def idf(pieces: sparse.csr_array) -> Floats:
    """The inverse document frequency of each bucket."""
    frequency = np.bincount(pieces.indices, minlength=pieces.shape[1])
    return np.asarray(np.log((1 + pieces.shape[0]) / (1 + frequency)) + 1)


def fit(lesson: Lesson, home: str) -> Fitted:
    """The part, with the bias of the source `home`, which is most like what is to come."""
    from sklearn.linear_model import LogisticRegression

    scale = _scale(lesson)
    names = np.unique(lesson.sources)
    regression = LogisticRegression(C=_FOLLOWED, solver="liblinear", random_state=0)
    regression.fit(_matrix(lesson, scale, names), lesson.labels, sample_weight=lesson.weights)
    ends = np.cumsum([len(scale), len(RULES), RULES.shape[1]])
    pieces, signs, rules, sources = np.split(regression.coef_[0], ends)
    return Fitted(
        pieces=pieces * scale,
        signs=signs + (RULES * _RULES_SCALE) @ rules,
        bias=float(regression.intercept_[0] + sources[names == home].sum()),
    )


def _matrix(lesson: Lesson, scale: Floats, names: NDArray[np.str_]) -> sparse.csr_array:
    columns = [
        lesson.pieces @ sparse.diags_array(scale),
        lesson.signs,
        lesson.signs @ sparse.csr_array(RULES * _RULES_SCALE),
        sparse.csr_array((lesson.sources[:, None] == names).astype(float)),
    ]
    matrix = sparse.hstack(columns, format="csr")
    # liblinear knows no longer indices
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    return matrix


def _scale(lesson: Lesson) -> Floats:
    """How much each piece says: its inverse document frequency times its log-count ratio."""
    present = lesson.pieces.copy()
    present.data = np.ones_like(present.data)
    positive = _SMOOTHING + np.asarray((lesson.weights * lesson.labels) @ present)
    negative = _SMOOTHING + np.asarray((lesson.weights * (1 - lesson.labels)) @ present)
    ratio = np.log((positive / positive.sum()) / (negative / negative.sum()))
    seen = np.bincount(present.indices, minlength=present.shape[1]) >= _SEEN
    return np.asarray(ratio * lesson.idf * seen)
