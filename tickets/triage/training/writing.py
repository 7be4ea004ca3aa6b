"""Writes what was learnt as a model: weights in steps of eight bits, and the card."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tickets.triage.model import ABUSE, CARD, COARSE, FORMAT, PARTS, WEIGHTS, digest
from tickets.triage.training.design import SIGNS, Floats
from tickets.triage.training.fitting import Fitted

_STEPS = 127
_KEPT = (1.0, 0.9999, 0.9998, 0.9995, 0.999, 0.998)
_BEGIN = (1980, 1, 1, 0, 0, 0)  # of time, for ZIP: the same weights make the same bytes


def weights_of(fitted: Mapping[str, Fitted]) -> bytes:
    """The file of the weights."""
    rounded = {part: _rounded(fitted[part].pieces) for part in PARTS}
    arrays = {
        "coarse": np.stack([rounded[part][0] for part in COARSE], axis=1),
        "fine": rounded[ABUSE][0],
        "units": np.array([rounded[part][1] for part in PARTS], dtype=np.float32),
        "signs": np.stack([fitted[part].signs for part in PARTS], axis=1).astype(np.float32),
        "bias": np.array([fitted[part].bias for part in PARTS], dtype=np.float32),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            raw = io.BytesIO()
            np.lib.format.write_array(raw, np.ascontiguousarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _BEGIN), raw.getvalue())
    return packed.getvalue()


def write(folder: Path, weights: bytes, about: Mapping[str, object]) -> None:
    """Write both files; `about` is what the card says beside what the program needs."""
    sha256 = digest(weights)
    card = {
        "format": FORMAT,
        "version": f"linear-{sha256[:8]}",
        "sha256": sha256,
        "parts": PARTS,
        "signs": SIGNS,
        **about,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_bytes(weights)
    text = json.dumps(card, indent=2, ensure_ascii=False)
    (folder / CARD).write_text(f"{text}\n", encoding="utf-8")


def _rounded(weights: Floats) -> tuple[NDArray[np.int8], float]:
    """Whole steps, and what a step is worth: a few weights beyond the last step are cut, if the others gain by it."""
    used = np.abs(weights[weights != 0])
    if not used.size:
        return np.zeros(len(weights), dtype=np.int8), 1.0
    units = [float(np.quantile(used, share)) / _STEPS for share in _KEPT]
    unit = min(units, key=lambda unit: float(np.square(_steps(weights, unit) * unit - weights).sum()))
    return _steps(weights, unit).astype(np.int8), unit


def _steps(weights: Floats, unit: float) -> Floats:
    return np.clip(np.rint(weights / unit), -_STEPS, _STEPS)
