"""Examples as matrices: what `hashing` and the rules see of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tickets.triage.evidence import Evidence, gather
from tickets.triage.features import read
from tickets.triage.hashing import BUCKETS, Indices, hashed
from tickets.triage.lexicon import Lexicon
from tickets.triage.model import HEADS, REPEATED
from tickets.triage.phrases import COMMON, PHRASES
from tickets.triage.rulebook import WEIGHTS
from tickets.triage.signs import Sign
from tickets.triage.training.examples import Example

SIGNS = tuple(Sign)
COARSE_BUCKETS = 1 << 16

Floats = NDArray[np.float64]

RULES: Floats = np.array([[WEIGHTS.get(sign, {}).get(head, 0.0) for head in HEADS] for sign in SIGNS])
"""What each sign speaks for in the rule book, shape `(len(SIGNS), len(HEADS))`: where the training starts from."""


@dataclass(frozen=True, slots=True)
class Design:
    """All examples; one row each."""

    examples: Sequence[Example]
    pieces: sparse.csr_array
    """How often each bucket occurs, over the root of how many pieces there are."""
    folded: sparse.csr_array
    """The same in fewer buckets, as the parts see it that share them."""
    signs: sparse.csr_array
    """Which signs were found; one that was found more than once counts as `REPEATED`."""


def design(examples: Iterable[Example]) -> Design:
    """The matrices of these examples. Takes some 0.2 ms for each."""
    kept = list(examples)
    lexicons = {language: Lexicon([COMMON, lists]) for language, lists in PHRASES.items()}
    pieces: list[Indices] = []
    evidence: list[Evidence] = []
    for example in kept:
        features = read(example.text)
        pieces.append(hashed(features).indices)
        found = gather(features, lexicons[example.language])
        evidence.append({**found, Sign.DIRECT: ("",)} if example.direct else found)
    lower = [row & (COARSE_BUCKETS - 1) for row in pieces]
    return Design(kept, _pieces(pieces, BUCKETS), _pieces(lower, COARSE_BUCKETS), _signs(evidence))


def _pieces(rows: Sequence[Indices], buckets: int) -> sparse.csr_array:
    lengths = np.array([len(row) for row in rows])
    values = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths)
    starts = np.concatenate(([0], lengths.cumsum()))
    matrix = sparse.csr_array((values, np.concatenate(rows), starts), shape=(len(rows), buckets))
    matrix.sum_duplicates()
    return matrix


def _signs(rows: Sequence[Evidence]) -> sparse.csr_array:
    matrix = sparse.lil_array((len(rows), len(SIGNS)))
    for number, evidence in enumerate(rows):
        for sign, details in evidence.items():
            matrix[number, SIGNS.index(sign)] = REPEATED if len(details) > 1 else 1.0
    return matrix.tocsr()
