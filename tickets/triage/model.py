"""The trained model: for each head a weight for every bucket of `hashing`, and one for every sign of the rules.

Two files make a model: `weights.npz`, arrays without any pickle, and `card.json`, which says what they are, what they
were trained on, and which bytes they must be.
"""

import hashlib
import io
import json
import math
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tickets.errors import ModelError
from tickets.i18n import _
from tickets.rules.states import Kind
from tickets.triage.evidence import Evidence
from tickets.triage.hashing import BUCKETS, Hashed
from tickets.triage.signs import Sign

FORMAT = 1
"""Raised whenever the meaning of the files or of a bucket changes."""

SHIPPED = Path(__file__).parent / "model"
"""The folder of the model that comes with the program."""

WEIGHTS, CARD = "weights.npz", "card.json"

HEADS = (
    Kind.INCIDENT,
    Kind.QUESTION,
    Kind.CRITICISM,
    Kind.PRAISE,
    Kind.SPAM,
    Kind.OTHER,
    Kind.HOSTILE,
)
"""What a post is scored for; of equal scores the first wins."""

ABUSE = "abuse"
HERE = "hostile_here"
HOME = "home"
COARSE = (*(head.value for head in HEADS[:-1]), HERE, HOME)
PARTS = (*COARSE, ABUSE)
"""The linear parts, in the order of the weights.

Each head is one, but what is hostile is judged by two that learnt from different texts: `ABUSE` from what people write
about each other in public, `HERE` from what they write to offices. `HOME` says how much a post is like the latter,
and so which of the two is to be believed. For abuse there are more texts to learn from, so it alone has a weight for
each bucket; the others know a bucket by its lower bits.
"""

_AT_HOME = 2.0  # log-odds before a word is read: what we get was written to us
_FAR = 50.0  # log-odds; beyond, a probability is 0 or 1
_ABROAD = -1.0  # log-odds: fewer of those who write to us are hostile than of those who write about politics
REPEATED = 1.5  # how much a sign counts that was found more than once

_HERE, _HOME, _ABUSE = (PARTS.index(part) for part in (HERE, HOME, ABUSE))

Odds = NDArray[np.float64]
Steps = NDArray[np.int8] | NDArray[np.int16]
"""Weights as they ship, or finer, with what a team's corrections added (`learnt`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Log-odds of the hostile head, each taken from posts that the model had not seen."""

    ignore: float
    """From here on at most one legitimate post in 200 is found."""
    suggest: float
    """From here on at most one in 20."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights in memory. Immutable; threads may share one."""

    version: str
    thresholds: Thresholds
    spam_from: float
    """Log-odds of the spam head from which on at most one in 200 of the others is found."""
    languages: frozenset[str]
    """Languages (ISO 639-1) in which it learnt what is hostile."""
    coarse: Steps
    """Weights of the parts `COARSE`, shape `(a power of two, len(COARSE))`."""
    fine: Steps
    """Weights of the part `ABUSE`, shape `(BUCKETS,)`."""
    units: NDArray[np.float32]
    """What one step of a weight is worth, shape `(len(PARTS),)`."""
    signs: Mapping[Sign, NDArray[np.float32]]
    """Log-odds that each sign adds to each part."""
    bias: NDArray[np.float32]
    """Log-odds of each part before a word is read."""

    def parts(self, post: Hashed, evidence: Evidence) -> Odds:
        """The log-odds of each part, shape `(len(PARTS),)`."""
        return self.odds(self.steps(post.indices), post.scale, evidence)

    def steps(self, at: NDArray[np.int32]) -> NDArray[np.int32]:
        """What these buckets together add to each part, in steps of its weights; shape `(len(PARTS),)`."""
        steps = np.empty(len(PARTS), np.int32)
        steps[:-1] = self.coarse.take(at & (len(self.coarse) - 1), axis=0).sum(axis=0, dtype=np.int32)
        steps[-1] = self.fine.take(at).sum(dtype=np.int32)
        return steps

    def odds(self, steps: NDArray[np.int32], scale: float, evidence: Evidence) -> Odds:
        """The log-odds of each part, of what all buckets of a post add and of its signs."""
        odds: Odds = steps * (self.units * scale)
        odds += self.bias
        for sign, details in evidence.items():
            odds += self.signs[sign] * REPEATED if len(details) > 1 else self.signs[sign]
        return odds

    def weights(self, at: NDArray[np.int32], part: str) -> Odds:
        """The weight of each of these buckets for one part; times `Hashed.scale` it is what it adds."""
        number = PARTS.index(part)
        steps = (
            self.fine.take(at) if part == ABUSE else self.coarse[:, number].take(at & (len(self.coarse) - 1))
        )
        return np.asarray(steps * float(self.units[number]), dtype=np.float64)


def by_head(parts: Odds) -> Odds:
    """The log-odds of each head from those of the parts; parts along the last axis, heads in the order of `HEADS`."""
    home = 1 / (1 + np.exp(-np.clip(parts[..., _HOME] + _AT_HOME, -_FAR, _FAR)))
    heads = np.array(parts[..., : len(HEADS)])
    heads[..., -1] = home * parts[..., _HERE] + (1 - home) * (parts[..., _ABUSE] + _ABROAD)
    return heads


def of_one(parts: Odds) -> tuple[list[float], float]:
    """Of one post the log-odds of each head, and how far `HERE` is to be believed; the rest is for `ABUSE`."""
    odds: list[float] = parts.tolist()
    home = chance(odds[_HOME] + _AT_HOME)
    hostile = home * odds[_HERE] + (1 - home) * (odds[_ABUSE] + _ABROAD)
    return [*odds[: len(HEADS) - 1], hostile], home


def chance(odds: float) -> float:
    """The probability that belongs to log-odds."""
    return 1 / (1 + math.exp(-min(max(odds, -_FAR), _FAR)))


def load_model(folder: Path | None = None) -> Model:
    """The model in a folder; None: the one that comes with the program.

    Raises ModelError where it cannot be used, and says why.
    """
    folder = folder or SHIPPED
    card = _card(folder / CARD)
    arrays = _arrays(folder / WEIGHTS, str(card["sha256"]))
    try:
        return _model(card, arrays)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(folder / CARD) from error


def digest(weights: bytes) -> str:
    """How the card names the bytes that belong to it: SHA-256, hexadecimal."""
    return hashlib.sha256(weights).hexdigest()


def _card(file: Path) -> Mapping[str, Any]:
    try:
        card = json.loads(file.read_bytes())
    except OSError as error:
        raise _unreadable(file, error) from error
    except (ValueError, RecursionError) as error:
        raise _damaged(file) from error
    if not isinstance(card, dict) or "sha256" not in card:
        raise _damaged(file)
    if card.get("format") != FORMAT:
        raise ModelError(
            _("{file} is of format {found}, and this program reads format {known}").format(
                file=file, found=card.get("format"), known=FORMAT
            ),
            _("Install the model that belongs to this version, or train it anew"),
        )
    return card


def _arrays(file: Path, sha256: str) -> Mapping[str, NDArray[Any]]:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error) from error
    if digest(raw) != sha256:
        raise _damaged(file)
    try:
        with np.load(io.BytesIO(raw), allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (ValueError, OSError, EOFError, KeyError, zipfile.BadZipFile) as error:
        raise _damaged(file) from error


def _model(card: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Model:
    coarse, fine, units = arrays["coarse"], arrays["fine"], arrays["units"]
    signs, bias = arrays["signs"], arrays["bias"]
    parts, names = tuple(card["parts"]), tuple(Sign(name) for name in card["signs"])
    buckets = len(coarse)
    _require(parts == PARTS and set(names) == set(Sign))
    _require(coarse.dtype == fine.dtype == np.int8 and units.dtype == signs.dtype == bias.dtype == np.float32)
    _require(coarse.shape == (buckets, len(COARSE)) and buckets & (buckets - 1) == 0 < buckets <= BUCKETS)
    _require(fine.shape == (BUCKETS,) and units.shape == (len(PARTS),))
    _require(signs.shape == (len(names), len(PARTS)) and bias.shape == (len(PARTS),))
    _require(all(bool(np.isfinite(array).all()) for array in (units, signs, bias)))
    limits = card["thresholds"]
    thresholds = Thresholds(ignore=float(limits["ignore"]), suggest=float(limits["suggest"]))
    _require(thresholds.suggest <= thresholds.ignore)
    return Model(
        version=str(card["version"]),
        thresholds=thresholds,
        spam_from=float(limits["spam"]),
        languages=frozenset(map(str, card["languages"])),
        coarse=coarse,
        fine=fine,
        units=units,
        signs=dict(zip(names, signs, strict=True)),
        bias=bias,
    )


def _require(held: bool) -> None:
    if not held:
        raise ValueError


def _damaged(file: Path) -> ModelError:
    return ModelError(
        _("{file} is damaged").format(file=file), _("Install the program again, or train the model anew")
    )


def _unreadable(file: Path, error: OSError) -> ModelError:
    return ModelError(
        _("{file} cannot be read: {reason}").format(file=file, reason=error.strerror or error),
        _("Install the program again, or train the model anew"),
    )
