"""Whether a model may take another one's place: it must not do worse on the posts that neither has learnt from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tickets.rules.states import Kind
from tickets.triage.features import read
from tickets.triage.learning import See, judged
from tickets.triage.lessons import HARMFUL
from tickets.triage.linear import Seen
from tickets.triage.model import HEADS, Model
from tickets.triage.regression import Post

TOLERANCE = 0.02
"""By so much, in natural units of information for a post and a head, the loss may be worse: less is chance."""
HEAD_TOLERANCE = 0.1
"""By so much that of a single head: what others gain is no excuse for more."""

_HOSTILE = HEADS.index(Kind.HOSTILE)


@dataclass(frozen=True, slots=True)
class Score:
    """How a model does on the posts that are kept for comparing."""

    loss: float
    """Logarithmic loss, the mean of all heads; in each, posts of the kind and all others count half."""
    ignored: int
    """Legitimate posts above its threshold of ignore."""
    heads: Mapping[str, float]
    """The loss of each head."""

    def is_no_worse(self, other: "Score") -> bool:
        """Whether a model with this score may take the place of one with the other."""
        heads = all(loss <= other.heads[head] + HEAD_TOLERANCE for head, loss in self.heads.items())
        return heads and self.loss <= other.loss + TOLERANCE and self.ignored <= other.ignored


class Court:
    """The posts that models are compared by, read once."""

    def __init__(self, posts: Sequence[Post], see: See) -> None:
        self._seen: list[Seen] = [see(read(post.text), post.language, post.direct) for post in posts]
        self._legitimate = np.array([post.kind not in HARMFUL for post in posts], np.bool_)
        self._wanted = np.array([[post.kind is head for head in HEADS] for post in posts], np.bool_)

    def score(self, model: Model) -> Score:
        """How the model does."""
        odds = judged(model, self._seen)
        losses = np.logaddexp(0, np.where(self._wanted, -odds, odds))
        heads = {
            head.value: _balanced(losses[:, place], self._wanted[:, place])
            for place, head in enumerate(HEADS)
        }
        ignored = self._legitimate & (odds[:, _HOSTILE] >= model.thresholds.ignore)
        return Score(round(sum(heads.values()) / len(heads), 4), int(ignored.sum()), heads)


def _balanced(losses: NDArray[np.float64], wanted: NDArray[np.bool_]) -> float:
    """Half the mean of the posts of the kind, half that of the others; of one sort alone where there is no other."""
    means = [float(losses[sort].mean()) for sort in (wanted, ~wanted) if sort.any()]
    return round(sum(means) / len(means), 4)
