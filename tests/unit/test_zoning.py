"""What the text does not show may make a zone milder at any time, and never ignores anything by itself."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tickets.rules.states import Kind, Zone
from tickets.rules.zoning import MANY, Advice, Circumstances, Ground, Name, assumed_threshold, decide, wavers
from tickets.triage.words import reason_word

SERIOUS = (Kind.QUESTION, Kind.INCIDENT, Kind.CRITICISM)
SEVERITY = {Zone.NORMAL: 0, Zone.SUGGEST: 1, Zone.IGNORE: 2}
DAYS = [None, *map(timedelta, (-1, 0, 6, 7, 100, 729, 730, 9000))]

scores = st.floats(0, 1)
advices = st.builds(
    Advice,
    zone=st.sampled_from(Zone),
    score=scores,
    ignore_at=scores,
    suggest_at=scores,
    evidence=st.frozensets(st.sampled_from(SERIOUS)),
    incident=scores,
    is_for_department=st.booleans(),
    language_known=st.booleans(),
)
counts = st.integers(0, 12)
circumstances = st.builds(
    Circumstances,
    ignored=counts,
    answered=counts,
    thanked=counts,
    account_age=st.sampled_from(DAYS),
    copies=counts,
    has_open_ticket=st.booleans(),
    direct=st.booleans(),
    may_ignore=st.booleans(),
    allowed=st.sampled_from(["", "Wartung (kim: November)"]),
    blocked=st.sampled_from(["", "Gewinnspiel (kim: Welle)"]),
)

HOSTILE = Advice(zone=Zone.IGNORE, score=0.985, ignore_at=0.97, suggest_at=0.8)
DOUBTFUL = Advice(zone=Zone.SUGGEST, score=0.82, ignore_at=0.97, suggest_at=0.8)
NEARLY = Advice(zone=Zone.NORMAL, score=0.7, ignore_at=0.97, suggest_at=0.8)
HARMLESS = Advice(zone=Zone.NORMAL, score=0.1, ignore_at=0.97, suggest_at=0.8)
NOTHING = Circumstances()


def names(advice: Advice, around: Circumstances) -> set[str]:
    return {ground.name.value for ground in decide(advice, around).reasons}


# Laws


@given(advices, circumstances)
def test_only_a_text_that_reaches_the_threshold_or_a_blocked_phrase_is_ignored(
    advice: Advice, around: Circumstances
) -> None:
    if decide(advice, around).zone is Zone.IGNORE:
        assert advice.zone is Zone.IGNORE or around.blocked


@given(advices, circumstances)
@example(HOSTILE, NOTHING)
def test_what_may_never_be_ignored_is_not(advice: Advice, around: Circumstances) -> None:
    if decide(advice, around).zone is Zone.IGNORE:
        assert around.may_ignore
        assert advice.language_known
        assert not advice.evidence
        assert not around.has_open_ticket
        assert not around.allowed
        assert not (around.direct and advice.incident >= 0.2)
        assert around.blocked or not (advice.is_for_department or around.copies >= MANY)


@given(advices, circumstances)
def test_where_ignoring_is_off_it_is_suggested_where_it_would_have_been_done(
    advice: Advice, around: Circumstances
) -> None:
    wanted = decide(advice, replace(around, may_ignore=True)).zone
    found = decide(advice, replace(around, may_ignore=False)).zone
    assert found is (Zone.SUGGEST if wanted is Zone.IGNORE else wanted)


@given(advices, circumstances)
def test_what_is_harsher_than_the_text_comes_from_a_blocked_phrase_or_from_history_near_the_threshold(
    advice: Advice, around: Circumstances
) -> None:
    found = decide(advice, around).zone
    if SEVERITY[found] > SEVERITY[advice.zone] and not around.blocked:
        assert (advice.zone, found) == (Zone.NORMAL, Zone.SUGGEST)
        assert around.ignored
        assert advice.score < advice.suggest_at
        assert not advice.evidence
        assert advice.language_known


@given(
    advices,
    circumstances,
    st.sampled_from(
        [
            {"answered": 12},
            {"thanked": 12},
            {"ignored": 0},
            {"copies": 12},
            {"has_open_ticket": True},
            {"direct": True},
            {"may_ignore": False},
            {"account_age": timedelta(days=9000)},
            {"allowed": "Wartung (kim: November)"},
            {"blocked": ""},
        ]
    ),
)
def test_what_speaks_for_a_person_never_makes_it_worse(
    advice: Advice, around: Circumstances, kinder: dict[str, object]
) -> None:
    before = decide(advice, around).zone
    after = decide(advice, replace(around, **kinder)).zone  # type: ignore[arg-type]
    assert SEVERITY[after] <= SEVERITY[before]


@given(advices, circumstances)
def test_whatever_becomes_another_zone_than_the_text_gives_has_a_named_reason(
    advice: Advice, around: Circumstances
) -> None:
    decision = decide(advice, around)
    assert decision.zone is advice.zone or decision.reasons
    assert all(ground.weight for ground in decision.reasons)
    assert len({ground.name for ground in decision.reasons}) == len(decision.reasons)


@given(advices)
def test_without_circumstances_the_text_decides_but_for_what_forbids_it(advice: Advice) -> None:
    found = decide(advice, NOTHING).zone
    held = bool(advice.evidence) or advice.is_for_department or not advice.language_known
    assert found is (Zone.SUGGEST if advice.zone is Zone.IGNORE and held else advice.zone)


@given(advices, circumstances)
def test_of_whom_nothing_could_change_it_nothing_need_be_known(advice: Advice, around: Circumstances) -> None:
    by_itself = replace(around, allowed="", blocked="")
    if not wavers(advice):
        assert decide(advice, by_itself) == decide(advice, NOTHING)


@given(st.floats(0.001, 0.999))
def test_the_threshold_that_is_assumed_is_below_the_score_and_not_far(score: float) -> None:
    assumed = assumed_threshold(score)
    for zone, milder in ((Zone.IGNORE, Zone.SUGGEST), (Zone.SUGGEST, Zone.NORMAL)):
        advice = Advice(zone=zone, score=score, ignore_at=assumed, suggest_at=assumed)
        assert decide(advice, Circumstances(answered=1, account_age=timedelta(days=9000))).zone is zone
        assert decide(advice, Circumstances(thanked=1)).zone is milder
    assert not wavers(Advice(zone=Zone.NORMAL, score=score, ignore_at=assumed, suggest_at=assumed))


# Examples


@pytest.mark.parametrize(
    ("advice", "around", "zone"),
    [
        (HOSTILE, NOTHING, Zone.IGNORE),
        (HOSTILE, Circumstances(thanked=1), Zone.SUGGEST),
        (replace(HOSTILE, score=0.9999), Circumstances(thanked=1), Zone.IGNORE),
        (HOSTILE, Circumstances(thanked=1, ignored=2), Zone.IGNORE),
        (HOSTILE, Circumstances(copies=4), Zone.IGNORE),
        (HOSTILE, Circumstances(copies=5), Zone.SUGGEST),
        (HOSTILE, Circumstances(direct=True), Zone.IGNORE),
        (replace(HOSTILE, incident=0.3), Circumstances(direct=True), Zone.SUGGEST),
        (replace(HOSTILE, incident=0.3), NOTHING, Zone.IGNORE),
        (DOUBTFUL, Circumstances(answered=1), Zone.NORMAL),
        (DOUBTFUL, Circumstances(ignored=9), Zone.SUGGEST),
        (NEARLY, Circumstances(ignored=2), Zone.SUGGEST),
        (NEARLY, Circumstances(ignored=1, answered=2), Zone.NORMAL),
        (NEARLY, Circumstances(account_age=timedelta(days=1)), Zone.NORMAL),
        (replace(NEARLY, evidence=frozenset({Kind.QUESTION})), Circumstances(ignored=2), Zone.NORMAL),
        (HARMLESS, Circumstances(ignored=9, account_age=timedelta(0)), Zone.NORMAL),
        (HARMLESS, Circumstances(blocked="Gewinnspiel (kim: Welle)", copies=9), Zone.IGNORE),
        (replace(HARMLESS, is_for_department=True), Circumstances(blocked="x"), Zone.IGNORE),
        (HARMLESS, Circumstances(blocked="x", has_open_ticket=True), Zone.SUGGEST),
        (HOSTILE, Circumstances(allowed="x", blocked="x"), Zone.NORMAL),
    ],
)
def test_history_shifts_the_zone_near_its_thresholds(
    advice: Advice, around: Circumstances, zone: Zone
) -> None:
    assert decide(advice, around).zone is zone


@pytest.mark.parametrize("kind", SERIOUS)
@pytest.mark.parametrize("blocked", ["", "Gewinnspiel (kim: Welle)"])
def test_a_matter_is_never_ignored_whatever_phrase_stands_in_it(kind: Kind, blocked: str) -> None:
    advice = replace(HOSTILE, evidence=frozenset({kind}))
    assert decide(advice, Circumstances(blocked=blocked)).zone is Zone.SUGGEST
    assert "has_a_matter" in names(advice, Circumstances(blocked=blocked))


def test_each_thing_that_counts_is_named() -> None:
    around = Circumstances(
        ignored=3, answered=1, thanked=1, account_age=timedelta(days=1), has_open_ticket=True, copies=7
    )
    decision = decide(replace(HOSTILE, score=0.9999), around)
    assert set(decision.reasons) == {
        Ground(Name.OPEN_TICKET, -1.0),
        Ground(Name.MANY_COPIES, -1.0, "7"),
        Ground(Name.IGNORED_BEFORE, 1.0, "3"),
        Ground(Name.ANSWERED_BEFORE, -0.5, "1"),
        Ground(Name.THANKED_BEFORE, -1.0, "1"),
        Ground(Name.YOUNG_ACCOUNT, 0.5),
    }


def test_an_ordinary_post_needs_no_reasons() -> None:
    assert decide(HARMLESS, Circumstances(ignored=4, thanked=1, copies=9)).reasons == ()


def test_every_reason_has_words() -> None:
    assert [name for name in Name if reason_word(name) == name.value] == []


def test_how_many_follow_somebody_is_no_circumstance() -> None:
    assert not [field.name for field in fields(Circumstances) if "follow" in field.name]
