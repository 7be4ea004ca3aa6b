"""Logistic regression around what is known already: the little that a few thousand corrections change.

Maximum a posteriori: each post has the log-odds it would have without the corrections, each weight a Gaussian prior
around zero. Newton's method, its steps by conjugate gradients (Lin, Weng, Keerthi, Trust Region Newton Method for
Logistic Regression, 2008); numpy alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_STEPS = 12
"""Newton steps at most; with a prior as narrow as ours, four or five are enough."""
_INNER = 12
"""Conjugate gradients in one step, at most."""
_CLOSE = 1e-2
"""The gradient's length, as a share of what it was, from which on nothing changes that anybody could see."""
_HALVINGS = 6


@dataclass(frozen=True, slots=True)
class Rows:
    """Posts as sparse vectors: which buckets each has; one value for all of its own, so that its length is 1."""

    buckets: NDArray[np.int32]
    """Of all posts, one after the other."""
    starts: NDArray[np.int64]
    """Where each post begins in `buckets`."""
    lengths: NDArray[np.int64]
    """Pieces of each post, at least one."""
    width: int
    """How many buckets there are."""
    marks: Floats
    """A further value of each post, beside its buckets: what is learnt of it is not kept (`fit`)."""

    @classmethod
    def of(cls, posts: Sequence[NDArray[np.int32]], width: int, marks: Floats | None = None) -> "Rows":
        """Of posts, each by its buckets. Raises ValueError for a post without any."""
        lengths = np.array([len(post) for post in posts], dtype=np.int64)
        if not lengths.all():
            raise ValueError("a post has no pieces")
        buckets = np.concatenate([*posts, np.empty(0, np.int32)])
        marked = np.zeros(len(posts), np.float32) if marks is None else marks
        return cls(buckets, np.cumsum(lengths) - lengths, lengths, width, marked)

    def __len__(self) -> int:
        return len(self.lengths)

    def times(self, weights: Floats) -> Floats:
        """What the weights say of each post, shape `(posts,)`; of the mark where there is a weight for it too."""
        if not len(self):
            return np.zeros(0, np.float32)
        sums = np.add.reduceat(weights[self.buckets], self.starts)
        marked = self.marks * weights[self.width] if len(weights) > self.width else 0.0
        return (sums / np.sqrt(self.lengths) + marked).astype(np.float32)

    def back(self, values: Floats) -> Floats:
        """The sum of the posts, each by its value; shape `(width + 1,)`, the mark last."""
        spread = np.repeat(values / np.sqrt(self.lengths), self.lengths)
        sums = np.bincount(self.buckets, spread, self.width + 1)
        sums[-1] = self.marks @ values
        return sums.astype(np.float32)

    def pick(self, chosen: NDArray[np.bool_]) -> "Rows":
        """Some of the posts."""
        lengths = self.lengths[chosen]
        kept = np.repeat(chosen, self.lengths)
        starts = np.cumsum(lengths) - lengths
        return Rows(self.buckets[kept], starts, lengths, self.width, self.marks[chosen])


@dataclass(frozen=True, slots=True)
class Task:
    """What one head is to learn; all of shape `(posts,)`."""

    known: Floats
    """Log-odds without what is to be learnt."""
    wanted: Floats
    """1 or 0."""
    counts: Floats
    """How much each post counts; 0 for one that says nothing of this head."""

    def pick(self, chosen: NDArray[np.bool_]) -> "Task":
        """The same for some of the posts."""
        return Task(self.known[chosen], self.wanted[chosen], self.counts[chosen])


def fit(rows: Rows, task: Task, *, spread: float) -> Floats:
    """What is to be added to the weights, shape `(width,)`.

    Of marked posts there may be more of one sort than there are in life: people correct what is wrong. That concerns
    the constant of a logistic regression alone (King and Zeng, Logistic Regression in Rare Events Data, 2001), so the
    mark takes what concerns them all, and is left out.

    spread: the prior's variance; the larger, the more a correction changes.
    """
    learnt = np.zeros(rows.width + 1, np.float32)
    odds = task.known.copy()
    first = 0.0
    for _step in range(_STEPS):
        chance = sigmoid(odds)
        slope = rows.back(task.counts * (chance - task.wanted)) + learnt / spread
        length = float(np.linalg.norm(slope))
        first = first or length
        if length <= _CLOSE * first:
            break
        direction = _newton(rows, task.counts * chance * (1 - chance), slope, spread)
        along = rows.times(direction)
        size = _size(task, odds, learnt, along, direction, spread)
        learnt += size * direction
        odds += size * along
    return learnt[:-1]


def _newton(rows: Rows, curvature: Floats, slope: Floats, spread: float) -> Floats:
    """Where the minimum would be if the loss were the parabola that it resembles here."""
    found = np.zeros_like(slope)
    rest = -slope
    heading = rest.copy()
    square = float(rest @ rest)
    enough = 0.01 * square
    for _round in range(_INNER):
        bent = rows.back(curvature * rows.times(heading)) + heading / spread
        step = square / float(heading @ bent)
        found += step * heading
        rest -= step * bent
        before, square = square, float(rest @ rest)
        if square <= enough:
            break
        heading = rest + (square / before) * heading
    return found


def _size(task: Task, odds: Floats, learnt: Floats, along: Floats, direction: Floats, spread: float) -> float:
    """How far to go: all the way, or halved until it is downhill."""
    squares = float(learnt @ learnt), float(learnt @ direction), float(direction @ direction)

    def loss(size: float) -> float:
        prior = squares[0] + 2 * size * squares[1] + size * size * squares[2]
        return log_loss(task, odds + np.float32(size) * along) + prior / (2 * spread)

    here, size = loss(0.0), 1.0
    for _halving in range(_HALVINGS):
        if loss(size) <= here:
            return size
        size /= 2
    return 0.0


def log_loss(task: Task, odds: Floats) -> float:
    """The sum of the losses of the posts, each as much as it counts."""
    return float(task.counts @ (np.logaddexp(0, odds) - task.wanted * odds))


def sigmoid(odds: Floats) -> Floats:
    """The chance that belongs to log-odds."""
    return (1 / (1 + np.exp(-np.clip(odds, -30, 30)))).astype(np.float32)
