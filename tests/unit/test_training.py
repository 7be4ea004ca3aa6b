"""The training: what it reads, that the same data make the same bytes, and that its figures are what they say."""

import json
from pathlib import Path

import numpy as np
import pytest

from tickets.rules.states import Kind
from tickets.triage.features import read
from tickets.triage.hashing import hashed
from tickets.triage.model import HEADS, by_head, load_model
from tickets.triage.training import course, measuring, writing
from tickets.triage.training.design import design
from tickets.triage.training.examples import Example, is_testing_criticism, own, plain, public

learns = pytest.mark.xdist_group("training")
"""By one worker: what was learnt is learnt once for all that ask for it."""

GOOD = ("Der neue Radweg ist schön geworden", "Wann öffnet das Schwimmbad", "Die Ampel braucht zu lange")
BAD = ("Ihr elenden Vollidioten", "Haut ab, ihr Versager", "Dreckspack seid ihr, sonst nichts")

_FILES: dict[str, list[dict[str, str]]] = {
    "germeval2018": [
        *(
            {"label": "OTHER", "split": "train", "text": f"{text} in Ort {n}"}
            for n in range(9)
            for text in GOOD
        ),
        *(
            {"label": "OFFENSE", "split": "train", "text": f"{text} aus Ort {n}"}
            for n in range(9)
            for text in BAD
        ),
        {"label": "OFFENSE", "split": "test", "text": "nur zum Messen"},
    ],
    "cimt_sent": [
        {
            "label": "premise",
            "split": "train",
            "text": "Hier fehlt ein Radweg",
            "part": "Cycling-Dialogue-Moers",
        },
        {"label": "premise", "split": "train", "text": "nicht gelernt", "part": "Cycling-Dialogue-Bonn"},
    ],
    "massive_de": [{"label": "48", "split": "train", "text": "weck mich um neun"}],
    "davidson": [{"label": "0", "split": "train", "text": "RT @person: you are scum", "lang": "en"}],
    "harm26_dbo": [
        {"label": "criticism", "split": "train", "text": f"Kritik {n}", "id": str(n)} for n in range(40)
    ],
    "harm26_vio": [{"label": "call2violence", "split": "train", "text": "schlagt sie nieder", "id": "1"}],
    "harm26_def": [
        {"label": "TRUE", "split": "train", "text": "[@IND] ist ein Dieb|LBR|wirklich", "id": "1"}
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Research data in the same form, and small."""
    made = tmp_path_factory.mktemp("data")
    for name, rows in _FILES.items():
        lines = [json.dumps({"source": name, "lang": "de", **row}, ensure_ascii=False) for row in rows]
        (made / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def learnt(folder: Path) -> tuple[list[Example], course.Course]:
    """What the training makes of them, and of some of our own posts."""
    examples = [*public(folder), *list(own())[::12]]
    return examples, course.run(design(examples), folds=2)


def test_what_is_for_testing_is_not_read(folder: Path) -> None:
    texts = {example.text for example in public(folder)}
    assert "Hier fehlt ein Radweg" in texts
    assert not texts & {"nur zum Messen", "nicht gelernt"}
    kept = [row for row in _FILES["harm26_dbo"] if is_testing_criticism(row)]
    assert 5 < len(kept) < 25
    assert not texts & {row["text"] for row in kept}


def test_the_marks_of_the_collectors_are_taken_out() -> None:
    assert plain("[@IND] ist&amp;bleibt|LBR|so") == "@person ist&bleibt\nso"
    assert plain("!!! RT @person: you are right").strip() == "you are right"


def test_own_posts_teach_every_head() -> None:
    examples = list(own())
    assert {head for example in examples for head, said in example.labels.items() if said} == set(HEADS)
    assert all(sum(example.labels.values()) == 1 for example in examples)


@learns
def test_the_same_data_make_the_same_bytes(learnt: tuple[list[Example], course.Course]) -> None:
    examples, first = learnt
    again = course.run(design(examples), folds=2)
    assert writing.weights_of(again.fitted) == writing.weights_of(first.fitted)


@learns
def test_what_is_written_is_what_was_learnt(
    learnt: tuple[list[Example], course.Course], tmp_path: Path
) -> None:
    examples, taken = learnt
    posts = measuring.judged(examples, by_head(taken.unseen))
    about = {"languages": ["de"], "thresholds": measuring.thresholds(posts)}
    writing.write(tmp_path, writing.weights_of(taken.fitted), about)
    model = load_model(tmp_path)
    hostile = [
        by_head(model.parts(hashed(read(text)), {}))[HEADS.index(Kind.HOSTILE)] for text in (*BAD, *GOOD)
    ]
    assert min(hostile[:3]) > max(hostile[3:])


def test_no_more_than_the_allowed_share_lies_above_a_threshold() -> None:
    odds = np.zeros((2_000, len(HEADS)))
    odds[:, HEADS.index(Kind.HOSTILE)] = np.arange(2_000)
    posts = measuring.Judged(
        np.array(["own", "germeval2018", "cimt_sent", "massive_de"] * 500),
        np.zeros(2_000, dtype=np.int64),
        np.zeros(2_000, dtype=bool),
        odds,
    )
    limits = measuring.thresholds(posts)
    for source in set(posts.sources):
        found = odds[posts.sources == source, HEADS.index(Kind.HOSTILE)]
        assert (found > limits["ignore"]).sum() <= 0.005 * len(found)
        assert (found > limits["suggest"]).sum() <= 0.05 * len(found)


def test_recall_is_counted_above_the_allowed_share() -> None:
    odds = np.array([*range(100), 98.5, 200.0])
    hostile = np.array([False] * 100 + [True] * 2)
    assert measuring.recall(odds, hostile, 0.0) == 0.5
    assert measuring.recall(odds, hostile, 0.01) == 1.0
    assert measuring.macro_f1(hostile, odds > 99) == pytest.approx((2 / 3 + 200 / 201) / 2)
