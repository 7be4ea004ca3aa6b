"""The whole training: every part of the model, and its odds for each example out of fold."""

from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tickets.rules.states import Kind
from tickets.triage.model import ABUSE, HEADS, HERE, HOME, PARTS, Odds
from tickets.triage.training.design import Design, Floats
from tickets.triage.training.examples import OWN, Example
from tickets.triage.training.fitting import Fitted, Lesson, fit, idf

FOLDS = 5
_REFERENCE = "germeval2018"  # the source whose bias abuse is given
_BRAWLS = ("germeval2018", "harm26_dbo", "harm26_vio", "harm26_def")
_OWN_AT_HOME = 3.0  # how much a post of ours counts beside one of those

Rows = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Course:
    """What was learnt."""

    fitted: dict[str, Fitted]
    """Each part, learnt from all its examples."""
    unseen: Odds
    """The log-odds of each part for each example, by a model that had not seen its group: shape
    `(examples, len(PARTS))`."""


def run(design: Design, folds: int = FOLDS) -> Course:
    """Fit every part. Takes a minute or two on one core.

    folds: how many times examples are left out, each once.
    """
    examples = design.examples
    sources = np.array([example.source for example in examples])
    fold_of = np.array(_folds(design, folds))
    fitted: dict[str, Fitted] = {}
    unseen: Odds = np.zeros((len(examples), len(PARTS)))

    def learn(part: str, lesson: Lesson, taught: Rows, home: str) -> None:
        fitted[part] = fit(lesson.rows(taught), home)
        unseen[:, PARTS.index(part)] = _out_of_fold(lesson, taught, fold_of, home)

    own = sources == OWN
    for head in HEADS[:-1]:
        learn(head.value, _lesson(design, design.folded, sources, _labelled(head)), own, OWN)
    hostile = _labelled(Kind.HOSTILE)
    learn(HERE, _lesson(design, design.folded, sources, hostile), own, OWN)
    learn(ABUSE, _lesson(design, design.pieces, sources, hostile), ~own, _REFERENCE)
    brawls = np.isin(sources, _BRAWLS)
    everywhere = np.full(len(examples), OWN)  # it is to learn the sources, so none has a bias of its own
    home = _lesson(design, design.folded, everywhere, lambda example: example.source == OWN)
    home.weights[:] = np.where(own, _OWN_AT_HOME, 1.0)
    learn(HOME, home, own | brawls, OWN)
    return Course(fitted, unseen)


def _labelled(head: Kind) -> Callable[[Example], bool]:
    return lambda example: example.labels.get(head, False)


def _lesson(
    design: Design, pieces: sparse.csr_array, sources: NDArray[np.str_], label: Callable[[Example], bool]
) -> Lesson:
    return Lesson(
        pieces=pieces,
        signs=design.signs,
        labels=np.array([float(label(example)) for example in design.examples]),
        weights=np.array([example.weight for example in design.examples]),
        sources=sources,
        idf=idf(pieces),
    )


def _out_of_fold(lesson: Lesson, taught: Rows, fold_of: NDArray[np.int64], home: str) -> Floats:
    odds = np.zeros(len(fold_of))
    for fold in np.unique(fold_of):
        left_out = fold_of == fold
        odds[left_out] = fit(lesson.rows(taught & ~left_out), home).odds(lesson.rows(left_out))
    return odds


def _folds(design: Design, folds: int) -> list[int]:
    """Offices stay together: what is new to the model is the authority too."""
    offices = sorted({example.group for example in design.examples if example.source == OWN})
    return [
        offices.index(example.group) * folds // len(offices)
        if example.source == OWN
        else crc32(example.group.encode()) % folds
        for example in design.examples
    ]
