"""What corrections change in the model, what is refused, and what is kept of it."""

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.triage import lesson, plain_model, see
from tickets.rules.states import Kind
from tickets.triage import regression
from tickets.triage.features import read
from tickets.triage.learning import (
    ENOUGH_LEGITIMATE,
    ENOUGH_TO_TRY,
    USUAL_SPREAD,
    choose_spread,
    judged,
    learn,
    material,
    own_thresholds,
)
from tickets.triage.learnt import WIDTH, Learnt, UnreadableError, pack, unpack
from tickets.triage.lessons import HARMFUL, Lesson, distinct
from tickets.triage.model import HEADS, Model, Thresholds
from tickets.triage.regression import Post
from tickets.triage.teaching import School, Taught
from tickets.triage.trial import HEAD_TOLERANCE

SHIPPED = plain_model()
POSTS = regression.posts()
REHEARSED = regression.rehearsed()[:200]

QUIET = "Na dann träumt mal schön weiter in eurem warmen Büro"
"""Sneering without a word that the rules know."""
NEAR = "Ach, träumt ihr mal alle schön weiter in eurem warmen Büro da oben"
OTHER = "Könnten Sie mir bitte sagen, wann der Wertstoffhof im Süden am Samstag offen hat?"


def taught(*lessons: Lesson, in_use: Model | None = None) -> Taught:
    return School(SHIPPED, see, POSTS, (), ()).teach(lessons, in_use)


def chance(model: Model, text: str, kind: Kind) -> float:
    odds = judged(model, [see(read(text), "de", False)])[0, HEADS.index(kind)]
    return float(1 / (1 + np.exp(-odds)))


def after(*lessons: Lesson) -> Model:
    return unpack(taught(*lessons).raw).on(SHIPPED, "linear-1+1")


# What is learnt


def test_a_correction_changes_the_verdict_on_similar_text_and_on_no_other() -> None:
    model = after(lesson(QUIET, Kind.HOSTILE))
    for text in (QUIET, NEAR):
        assert chance(model, text, Kind.HOSTILE) > chance(SHIPPED, text, Kind.HOSTILE) + 0.1
    assert chance(model, OTHER, Kind.HOSTILE) == pytest.approx(chance(SHIPPED, OTHER, Kind.HOSTILE), abs=0.03)


def test_what_was_answered_is_less_hostile_than_before() -> None:
    angry = "Ihr Idioten, wann kommt endlich der Bescheid?"
    assert chance(after(lesson(angry, legitimate=True)), angry, Kind.HOSTILE) < chance(
        SHIPPED, angry, Kind.HOSTILE
    )


def test_what_was_ignored_counts_half_of_what_was_called_hostile() -> None:
    ignored, labelled = (
        chance(after(each), QUIET, Kind.HOSTILE)
        for each in (lesson(QUIET, legitimate=False), lesson(QUIET, Kind.HOSTILE))
    )
    assert chance(SHIPPED, QUIET, Kind.HOSTILE) < ignored < labelled


def test_a_decision_that_was_taken_back_leaves_nothing_behind() -> None:
    back = lesson(QUIET, Kind.CRITICISM), lesson(QUIET, Kind.HOSTILE)
    assert taught(*back).raw == taught(back[0]).raw


def test_forwards_alone_say_nothing_of_the_kind() -> None:
    assert taught(lesson(OTHER, department="abfall")).card["legitimate"] == 0


def test_the_model_with_what_was_learnt_is_the_shipped_one_and_what_is_added() -> None:
    known = distinct([lesson(QUIET, Kind.HOSTILE), lesson(OTHER, Kind.QUESTION)])
    stuff = material(known, REHEARSED, see, SHIPPED)
    added = learn(stuff, USUAL_SPREAD)
    learnt = Learnt(base="linear-1", thresholds=SHIPPED.thresholds, heads=added, departments={})
    model = learnt.on(SHIPPED, "linear-1+1")
    for number, each in enumerate(known):
        seen = [see(each.features, "de", False)]
        more = [stuff.rows.times(added[:, head])[number] for head in range(len(HEADS))]
        np.testing.assert_allclose(judged(model, seen)[0], judged(SHIPPED, seen)[0] + more, atol=0.01)


# What is refused


def masses(kinds: dict[Kind, Kind]) -> list[Lesson]:
    """The posts to compare by, each a little changed, and called by these kinds instead of their own."""
    return [lesson(f"{post.text} Nummer sieben", kinds.get(post.kind, post.kind)) for post in POSTS]


UPSIDE_DOWN = {Kind.QUESTION: Kind.HOSTILE, Kind.CRITICISM: Kind.HOSTILE, Kind.HOSTILE: Kind.QUESTION}


def test_masses_of_wrong_corrections_are_refused() -> None:
    done = taught(*masses(UPSIDE_DOWN))
    assert done.refused
    scores = done.card["scores"]
    assert isinstance(scores, dict)
    assert scores["learnt"]["heads"]["hostile"] > scores["shipped"]["heads"]["hostile"] + HEAD_TOLERANCE


def test_the_same_masses_rightly_labelled_are_adopted() -> None:
    assert not taught(*masses({})).refused


def test_a_new_model_is_compared_with_the_one_in_use_too() -> None:
    good = after(*masses({}))
    one = lesson(QUIET, Kind.HOSTILE)
    assert not taught(one).refused
    assert taught(one, in_use=good).refused


def test_no_legitimate_post_more_may_be_ignored() -> None:
    posts = [Post(f"{QUIET} {word}", "de", False, Kind.CRITICISM) for word in ("heute", "morgen", "immer")]
    school = School(plain_model(ignore=-1.9), see, posts, (), ())
    assert school.teach([lesson(QUIET, Kind.HOSTILE)], None).refused


# Thresholds


def legitimate(count: int) -> list[Lesson]:
    """Posts of which no two are near copies, every tenth of them angry."""
    rng = np.random.default_rng(1)
    words = ["".join(rng.choice(list("abcdefghiklmnorstuw"), 7)) for _number in range(count * 8)]
    return [
        lesson(
            " ".join(words[number * 8 : number * 8 + 8]) + ("" if number % 10 else ", ihr Idioten"),
            legitimate=True,
        )
        for number in range(count)
    ]


def thresholds(lessons: list[Lesson], shipped: Thresholds) -> Thresholds:
    return own_thresholds(material(distinct(lessons), (), see, SHIPPED), USUAL_SPREAD, shipped)


def test_a_few_posts_move_no_threshold() -> None:
    shipped = Thresholds(ignore=-5.0, suggest=-6.0)
    assert thresholds(legitimate(ENOUGH_LEGITIMATE - 1), shipped) == shipped


def test_enough_posts_raise_the_thresholds_until_hardly_one_is_above() -> None:
    shipped = Thresholds(ignore=-5.0, suggest=-6.0)
    lessons = legitimate(ENOUGH_LEGITIMATE)
    own = thresholds(lessons, shipped)
    assert own.ignore > shipped.ignore
    assert own.suggest <= own.ignore
    odds = judged(SHIPPED, [see(read(each.text), "de", False) for each in lessons])
    assert (odds[:, HEADS.index(Kind.HOSTILE)] > shipped.ignore).mean() > 0.05
    assert (odds[:, HEADS.index(Kind.HOSTILE)] > own.ignore + 1.0).mean() <= 0.005


def test_own_posts_never_lower_the_threshold_of_ignore_and_that_of_suggest_only_a_little() -> None:
    shipped = Thresholds(ignore=9.0, suggest=8.0)
    own = thresholds(legitimate(ENOUGH_LEGITIMATE), shipped)
    assert (own.ignore, own.suggest) == (9.0, 7.0)


def test_few_lessons_take_the_usual_spread() -> None:
    assert (
        choose_spread(material(distinct(legitimate(ENOUGH_TO_TRY - 1)), REHEARSED, see, SHIPPED))
        == USUAL_SPREAD
    )


# What is kept of it


def some(**changes: object) -> Learnt:
    rng = np.random.default_rng(7)
    heads = np.where(rng.random((WIDTH, len(HEADS))) < 0.01, rng.normal(size=(WIDTH, len(HEADS))), 0)
    values: dict[str, object] = {
        "base": "linear-1",
        "thresholds": Thresholds(ignore=3.0, suggest=1.0),
        "heads": heads.astype(np.float32),
        "departments": {"kultur": np.ones(1 << 16, np.float32)},
    }
    return Learnt(**(values | changes))  # type: ignore[arg-type]


RAW = pack(some())


def test_what_is_packed_comes_out_again_and_is_small() -> None:
    learnt = unpack(RAW)
    assert (learnt.base, learnt.thresholds) == ("linear-1", Thresholds(ignore=3.0, suggest=1.0))
    np.testing.assert_allclose(learnt.heads, some().heads, atol=0.02)
    np.testing.assert_allclose(learnt.departments["kultur"], 1, atol=0.01)
    assert len(RAW) < 200_000


@given(st.binary(max_size=200))
def test_other_bytes_are_no_weights(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        unpack(raw)


@given(st.integers(0, len(RAW) - 1), st.integers(1, 255))
def test_a_damaged_byte_is_noticed(place: int, change: int) -> None:
    damaged = bytearray(RAW)
    damaged[place] ^= change
    with pytest.raises(UnreadableError):
        unpack(bytes(damaged))


def as_packed(file: io.BytesIO) -> bytes:
    """With the digest that belongs to it."""
    return sha256(file.getvalue()).digest() + file.getvalue()


def test_half_of_it_is_no_weights() -> None:
    with pytest.raises(UnreadableError):
        unpack(RAW[: len(RAW) // 2])


@pytest.mark.parametrize("name", ["heads_steps", "heads_buckets", "departments_units", "told"])
def test_what_does_not_fit_together_is_refused(name: str) -> None:
    with np.load(io.BytesIO(RAW[32:])) as arrays:
        content = {each: arrays[each] for each in arrays.files}
    content[name] = content[name][:-1]
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **content)
    with pytest.raises(UnreadableError):
        unpack(as_packed(file))


def test_no_pickle_is_opened() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "told.npy", b"\x93NUMPY\x01\x00v\x00{'descr': '|O', 'fortran_order': False, 'shape': (1,)}"
        )
    with pytest.raises(UnreadableError):
        unpack(as_packed(file))


# The posts to compare by


def test_a_post_that_is_kept_for_comparing_is_so_by_its_words_alone() -> None:
    kept = [post for post in POSTS if regression.is_kept(post.text)]
    assert kept == list(POSTS)
    assert len({post.text for post in POSTS}) == len(POSTS) > 100
    assert {post.kind for post in POSTS} == set(Kind)
    assert {post.kind for post in POSTS} > HARMFUL


def test_the_posts_to_compare_by_are_those_of_ours_that_are_kept() -> None:
    ours = {post.text for file in _posts_of_ours() for post in regression.posts(file)}
    assert {post.text for post in POSTS} == {text for text in ours if regression.is_kept(text)}
    assert {post.text for post in regression.rehearsed()} == {
        text for text in ours if not regression.is_kept(text)
    }


def _posts_of_ours() -> list[Path]:
    return sorted((regression.FILE.parents[1] / "training" / "posts").glob("*.jsonl"))
