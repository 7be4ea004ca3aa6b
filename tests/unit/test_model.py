"""The model's files: what is damaged or of another version is refused with a reason, and never half used."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import numpy as np
import pytest

from tickets.errors import ModelError
from tickets.rules.states import Zone
from tickets.triage import model as model_room
from tickets.triage import open_classifier
from tickets.triage.current import Current
from tickets.triage.features import read
from tickets.triage.hashing import hashed
from tickets.triage.model import CARD, HEADS, PARTS, SHIPPED, WEIGHTS, by_head, digest, load_model
from tickets.triage.rulebook import RuleClassifier
from tickets.triage.signs import Sign
from tickets.triage.weighing import Scales

Change = Callable[[Path], object]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped model, to be damaged."""
    return copytree(SHIPPED, tmp_path / "model")


def rewrite(**changed: object) -> Change:
    """Another value for keys of the card."""

    def change(folder: Path) -> None:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        (folder / CARD).write_text(json.dumps(card | changed), encoding="utf-8")

    return change


def replace_weights(**changed: np.ndarray[Any, Any]) -> Change:
    """Other arrays, with a card that belongs to them."""

    def change(folder: Path) -> None:
        with np.load(folder / WEIGHTS) as arrays:
            kept = {name: arrays[name] for name in arrays.files} | changed
        np.savez(folder / WEIGHTS, **kept)
        rewrite(sha256=digest((folder / WEIGHTS).read_bytes()))(folder)

    return change


def cut(folder: Path) -> None:
    """As a copy that broke off, with a card that belongs to it."""
    raw = (folder / WEIGHTS).read_bytes()[:5_000]
    (folder / WEIGHTS).write_bytes(raw)
    rewrite(sha256=digest(raw))(folder)


def flip(folder: Path) -> None:
    raw = bytearray((folder / WEIGHTS).read_bytes())
    raw[len(raw) // 2] ^= 1
    (folder / WEIGHTS).write_bytes(raw)


def pickled(folder: Path) -> None:
    replace_weights(coarse=np.array([{"not": "numbers"}], dtype=object))(folder)


DAMAGES: dict[str, Change] = {
    "a bit of the weights is another": flip,
    "the weights break off": cut,
    "the weights hold a pickle": pickled,
    "the weights are gone": lambda folder: (folder / WEIGHTS).unlink(),
    "the weights are of another shape": replace_weights(fine=np.zeros(7, np.int8)),
    "the weights are of another type": replace_weights(fine=np.zeros(1 << 18, np.float32)),
    "a bias is no number": replace_weights(bias=np.full(len(PARTS), np.nan, np.float32)),
    "the card is gone": lambda folder: (folder / CARD).unlink(),
    "the card is no JSON": lambda folder: (folder / CARD).write_text("{", encoding="utf-8"),
    "the card is a list": lambda folder: (folder / CARD).write_text("[]", encoding="utf-8"),
    "the card is nested without end": lambda folder: (folder / CARD).write_text("[" * 100_000),
    "the card lacks the thresholds": rewrite(thresholds={}),
    "the thresholds are no numbers": rewrite(thresholds={"ignore": "high", "suggest": 0, "spam": 0}),
    "a threshold is NaN": rewrite(thresholds={"ignore": float("nan"), "suggest": 0, "spam": 0}),
    "the thresholds are in the wrong order": rewrite(thresholds={"ignore": 0, "suggest": 1, "spam": 0}),
    "a sign is unknown": rewrite(signs=["nonsense"]),
    "the parts are others": rewrite(parts=["hostile"]),
    "it is of another format": rewrite(format=2),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_model_that_cannot_be_trusted_is_refused(copy: Path, damage: Change) -> None:
    damage(copy)
    with pytest.raises(ModelError) as refused:
        load_model(copy)
    assert str(copy) in refused.value.what
    assert refused.value.remedy
    assert "\n" not in str(refused.value)


def test_another_format_is_told_from_damage(copy: Path) -> None:
    rewrite(format=2)(copy)
    with pytest.raises(ModelError, match="format 2"):
        load_model(copy)


def test_what_is_replaced_and_belongs_together_is_loaded(copy: Path) -> None:
    replace_weights(fine=np.zeros(1 << 18, np.int8))(copy)
    assert not load_model(copy).fine.any()


def test_without_a_model_the_rules_judge_and_say_why(
    copy: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(model_room, "SHIPPED", copy)
    flip(copy)
    current = Current([])
    assert current.version == RuleClassifier([]).version
    assert "damaged" in current.trouble
    verdict = open_classifier([]).classify("Ihr seid alle Abschaum!", language="de")
    assert verdict.version == current.version
    assert verdict.zone is not Zone.IGNORE
    assert "damaged" in caplog.text


def test_the_shipped_model_is_in_use() -> None:
    assert Current([]).trouble == ""
    assert open_classifier([]).version == load_model().version


def test_it_is_small() -> None:
    assert sum((SHIPPED / name).stat().st_size for name in (WEIGHTS, CARD)) < 1_000_000


def test_its_card_names_what_it_was_learnt_from() -> None:
    card = json.loads((SHIPPED / CARD).read_text(encoding="utf-8"))
    assert all(source["licence"] and source["attribution"] for source in card["data"])
    assert {"germeval2018", "own"} <= {source["name"] for source in card["data"]}
    assert not {"mhc_de", "hatecheck_en", "cimt_doc"} & {source["name"] for source in card["data"]}
    assert card["weaknesses"]
    assert card["scores"]
    assert card["date"]


def test_the_explained_weights_add_up_to_the_odds() -> None:
    model, post = load_model(), hashed(read("Wann hat das Amt am Freitag geöffnet?"))
    parts = model.parts(post, {})
    for number, part in enumerate(PARTS):
        added = model.weights(post.indices, part).sum() * post.scale
        assert added + model.bias[number] == pytest.approx(parts[number], abs=1e-4)
    assert by_head(np.stack([parts, parts])).shape == (2, len(HEADS))


@pytest.mark.parametrize("text", ["Wann hat das Amt am Freitag geöffnet? Das Amt!", "", "🖕", "?"])
def test_words_that_are_weighed_one_by_one_add_up_to_the_same(text: str) -> None:
    model, post = load_model(), hashed(read(text))
    evidence = {Sign.QUESTION_MARK: ("",), Sign.MATTER: ("amt", "termin")}
    weighed = Scales(model).weigh(post, evidence)
    assert weighed.parts.tolist() == model.parts(post, evidence).tolist()
    assert weighed.words.shape == (len(post.words), len(PARTS))
