"""What was learnt from a team's corrections, in memory and in the store: small steps on the shipped weights."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tickets.rules.states import Kind
from tickets.triage.departments import WIDTH as DEPARTMENT_WIDTH
from tickets.triage.fitting import Floats
from tickets.triage.model import COARSE, HEADS, HERE, HOME, Model, Thresholds

WIDTH = 1 << 16
"""Buckets of what is learnt: the lower bits of those of `hashing`."""

_FORMAT = 1
_DIGEST = 32  # bytes of a SHA-256
_FINEST = 127  # steps of a weight, up and down
_FAR = 1e4  # log-odds; no weight that was ever learnt is larger


class UnreadableError(ValueError):
    """These bytes are no weights of ours, or are damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What is added to the shipped model."""

    base: str
    """The version of the shipped model that it belongs to."""
    thresholds: Thresholds
    heads: Floats
    """Shape `(WIDTH, len(HEADS))`."""
    departments: Mapping[str, Floats]
    """By key, each of shape `(departments.WIDTH,)`."""

    def on(self, model: Model, version: str) -> Model:
        """The shipped model with what was learnt, as one that is as fast."""
        hostile = self.heads[:, HEADS.index(Kind.HOSTILE)]
        added = np.stack([self._part(part) for part in COARSE], axis=1)
        coarse, coarse_units = _stepped(_tiled(model.coarse, WIDTH) * model.units[:-1], added)
        fine, fine_unit = _stepped(model.fine * model.units[-1], hostile)
        return replace(
            model,
            version=version,
            thresholds=self.thresholds,
            coarse=coarse,
            fine=fine,
            units=np.append(coarse_units, fine_unit).astype(np.float32),
        )

    def _part(self, part: str) -> Floats:
        """What is added to a part: both that judge what is hostile get it, so that it counts however they are mixed."""
        if part == HOME:
            return np.zeros(WIDTH, np.float32)
        return self.heads[:, HEADS.index(Kind.HOSTILE if part == HERE else Kind(part))]


def _tiled(weights: NDArray[Any], width: int) -> NDArray[Any]:
    """The same weights for at least so many buckets: fewer ones are the lower bits of more."""
    repeats = max(width // len(weights), 1)
    return np.tile(weights, (repeats, *[1] * (weights.ndim - 1)))


def _stepped(shipped: NDArray[Any], learnt: Floats) -> tuple[NDArray[np.int16], Floats]:
    """The sum of both, in steps, and what a step is worth in each column."""
    both = shipped + _tiled(learnt, len(shipped))
    units = np.maximum(np.abs(both).max(axis=0), 1e-9) / np.iinfo(np.int16).max
    return np.rint(both / units).astype(np.int16), units


def pack(learnt: Learnt) -> bytes:
    """The bytes that the store keeps: of each weight one byte, of a bucket that says nothing none."""
    keys = list(learnt.departments)
    columns = [learnt.departments[key] for key in keys]
    told = {
        "format": _FORMAT,
        "base": learnt.base,
        "heads": list(HEADS),
        "departments": keys,
        "thresholds": [learnt.thresholds.ignore, learnt.thresholds.suggest],
    }
    arrays = _packed("heads", learnt.heads)
    arrays |= _packed(
        "departments", np.stack(columns, axis=1) if keys else np.zeros((DEPARTMENT_WIDTH, 0), np.float32)
    )
    file = io.BytesIO()
    np.savez_compressed(
        file, allow_pickle=False, told=np.frombuffer(json.dumps(told).encode(), np.uint8), **arrays
    )
    packed = file.getvalue()
    return sha256(packed).digest() + packed


def _packed(name: str, weights: Floats) -> dict[str, NDArray[Any]]:
    units = np.maximum(np.abs(weights).max(axis=0, initial=0), 1e-9) / _FINEST
    steps = np.rint(weights / units).astype(np.int8)
    buckets = np.flatnonzero(steps.any(axis=1)).astype(np.int32)
    return {
        f"{name}_units": units.astype(np.float32),
        f"{name}_buckets": np.diff(buckets, prepend=np.int32(0)),
        f"{name}_steps": steps[buckets],
    }


def unpack(raw: bytes) -> Learnt:
    """What `pack` packed. Raises UnreadableError for anything else."""
    digest, packed = raw[:_DIGEST], raw[_DIGEST:]
    if sha256(packed).digest() != digest:
        raise UnreadableError("damaged weights")
    try:
        with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
            return _unpacked({name: arrays[name] for name in arrays.files})
    except (ValueError, KeyError, TypeError, IndexError, EOFError, OSError, zipfile.BadZipFile) as error:
        raise UnreadableError("no weights of ours") from error


def _unpacked(arrays: Mapping[str, NDArray[Any]]) -> Learnt:
    told = json.loads(arrays["told"].tobytes())
    keys = [str(key) for key in told["departments"]]
    if told["format"] != _FORMAT or told["heads"] != list(HEADS):
        raise UnreadableError("weights of another version")
    ignore, suggest = map(float, told["thresholds"])
    if not suggest <= ignore:
        raise UnreadableError("thresholds in the wrong order")
    columns = _weights(arrays, "departments", (DEPARTMENT_WIDTH, len(keys)))
    return Learnt(
        base=str(told["base"]),
        thresholds=Thresholds(ignore=ignore, suggest=suggest),
        heads=_weights(arrays, "heads", (WIDTH, len(HEADS))),
        departments={key: np.ascontiguousarray(columns[:, place]) for place, key in enumerate(keys)},
    )


def _weights(arrays: Mapping[str, NDArray[Any]], name: str, shape: tuple[int, int]) -> Floats:
    units, steps = arrays[f"{name}_units"], arrays[f"{name}_steps"]
    buckets = np.cumsum(arrays[f"{name}_buckets"])
    fits = units.shape == shape[1:] and steps.shape == (len(buckets), shape[1]) and steps.dtype == np.int8
    inside = not len(buckets) or (buckets[0] >= 0 and buckets[-1] < shape[0] and (np.diff(buckets) > 0).all())
    if not (fits and inside and np.isfinite(units).all() and (np.abs(units) * _FINEST < _FAR).all()):
        raise UnreadableError("weights that do not fit")
    weights = np.zeros(shape, np.float32)
    weights[buckets] = steps * units
    return weights
