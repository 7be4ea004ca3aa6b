"""The classifier with the trained model: what it must never do, whatever its weights, and what it explains."""

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.triage import ANY_TEXT, LANGUAGES, Office, assert_is_whole, assert_words_for
from tickets.rules.states import Kind, Zone
from tickets.triage import Verdict
from tickets.triage.explaining import SPAN, SPANS
from tickets.triage.linear import LinearClassifier
from tickets.triage.model import HEADS, Thresholds, load_model

MODEL = load_model()
CLASSIFIER = LinearClassifier([], MODEL)
TWIN = LinearClassifier([], MODEL)
# Thinks that everything is hostile enough: what then is not ignored, something else has held back.
EAGER = LinearClassifier([], replace(MODEL, thresholds=Thresholds(ignore=-100.0, suggest=-100.0)))

CLASSIFIER.classify("Dreckspack", language="de")  # the first doubt of a language loads its identifier

ATTACK = "Ihr seid doch alle verlogener Abschaum, ihr widerlichen Vollidioten!"

TEXTS = ANY_TEXT | st.lists(
    st.sampled_from(
        ["ihr", "Abschaum", "Dreckspack", "Idioten", "seid", "alle", "🖕", "fuck", "wann", "Antrag"]
    )
).map(" ".join)


def classify(text: str, language: str | None = "de", *, direct: bool = False) -> Verdict:
    return CLASSIFIER.classify(text, language=language, direct=direct)


def held(verdict: Verdict) -> set[str]:
    return {reason.name for reason in verdict.reasons if reason.head == "zone"}


class TestWhatAlwaysHolds:
    @given(TEXTS, LANGUAGES, st.booleans())
    def test_any_text_gets_a_verdict(self, text: str, language: str | None, direct: bool) -> None:
        assert_is_whole(classify(text, language, direct=direct), version=MODEL.version)

    @given(TEXTS, LANGUAGES)
    def test_every_reason_is_safe_to_show_and_has_words(self, text: str, language: str | None) -> None:
        assert_words_for(classify(text, language).reasons)

    @given(TEXTS)
    def test_the_same_post_gets_the_same_verdict(self, text: str) -> None:
        assert classify(text) == TWIN.classify(text, language="de") == classify(text)

    @given(TEXTS, st.sampled_from(["nl", "fr", "ru", "gsw", "und", "nds-DE"]))
    def test_a_language_the_model_has_not_learnt_is_never_ignored(self, text: str, language: str) -> None:
        verdict = EAGER.classify(text, language=language)
        assert verdict.zone is not Zone.IGNORE or verdict.language in MODEL.languages
        if language not in {"nl"}:
            assert verdict.language is None
            assert verdict.zone is Zone.NORMAL
            assert verdict.kind not in {Kind.HOSTILE, Kind.SPAM}

    @given(TEXTS, LANGUAGES)
    def test_who_asks_is_never_ignored(self, text: str, language: str | None) -> None:
        asked = EAGER.classify(f"{text} Wann bekomme ich meinen Bescheid?", language=language)
        assert asked.zone is not Zone.IGNORE

    @pytest.mark.parametrize(
        "matter",
        [
            "Das Portal ist seit gestern ausgefallen",
            "Jemand ruft an und gibt sich als euer Mitarbeiter aus",
            "Ich warte seit acht Wochen auf meinen Bescheid",
            "Ich werde seit Wochen im Netz bedroht",
            "Ihr könntet wenigstens die Öffnungszeiten ändern",
            "Ich will nicht mehr leben",
        ],
    )
    def test_who_has_a_matter_is_never_ignored(self, matter: str) -> None:
        assert EAGER.classify(f"{ATTACK} {matter}.", language="de").zone is not Zone.IGNORE


class TestBounds:
    @pytest.mark.parametrize(
        "text",
        [
            *[
                "",
                " ",
                "\n\n",
                "\u200b\u200d\ufeff",
                "🖕",
                "🖕🖕🖕 💩",
                "?",
                "...",
                "\ud800",
                "\x00\x1b[31m",
                "ihr",
            ],
            base64.b64encode(b"Ihr seid doch alle Abschaum" * 20).decode(),
            "Zm9vYmFy " * 300,
            "Вы все идиоты и мразь",
            "أنتم أغبياء",
            "你们都是白痴",
            "Idiots idioti idiotas 白痴 идиоты",
        ],
    )
    def test_what_is_no_sentence_of_ours_is_never_ignored(self, text: str) -> None:
        assert EAGER.classify(text, language=None).zone is not Zone.IGNORE
        assert EAGER.classify(text, language="de").zone is not Zone.IGNORE

    @pytest.mark.parametrize(
        "unit", ["Ihr Idioten! ", "a.", "@a", "„a ", "🖕", "a*", "\u200b", "\ufdfa", "a b "]
    )
    def test_a_huge_post_is_never_ignored(self, unit: str) -> None:
        verdict = EAGER.classify(unit * (100_000 // len(unit)), language="de")
        assert verdict.zone is not Zone.IGNORE

    @pytest.mark.parametrize(
        "disguised",
        [
            ATTACK,
            ATTACK.upper(),
            ATTACK.replace("o", "\u043e"),  # Cyrillic
            ATTACK.replace("i", "i\u200b"),
            ATTACK.replace("V", "𝕍").replace("A", "𝔸"),
            f"@amt@social.example {ATTACK} https://a.example/warum?wo=hier",
        ],
    )
    def test_no_disguise_helps(self, disguised: str) -> None:
        assert classify(disguised).zone is Zone.IGNORE


class TestZones:
    def test_an_attack_and_nothing_else_is_ignored(self) -> None:
        verdict = classify(ATTACK)
        assert verdict.zone is Zone.IGNORE
        assert verdict.kind is Kind.HOSTILE
        assert held(verdict) == set()
        assert verdict.scores["hostile"] >= verdict.thresholds["ignore"] > verdict.thresholds["suggest"]

    def test_what_forbids_to_ignore_is_said(self) -> None:
        assert held(EAGER.classify(f"{ATTACK} Wann bekomme ich meinen Bescheid?", language="de")) >= {
            "question_mark",
            "likely_question",
        }

    def test_a_department_that_may_know_forbids_it(self) -> None:
        office = Office(key="abfall", name="Abfallberatung", keywords=("Abschaum",))
        verdict = LinearClassifier([office], MODEL).classify(ATTACK, language="de")
        assert verdict.zone is Zone.SUGGEST
        assert "department_may_know" in held(verdict)

    def test_an_uncertain_language_forbids_it(self) -> None:
        verdict = EAGER.classify("Vollidioten! Dreckspack!", language="de")
        assert not verdict.sure_of_language
        assert verdict.zone is Zone.SUGGEST
        assert "language_unsure" in held(verdict)

    def test_advertising_is_only_suggested(self) -> None:
        verdict = classify(
            "💰 Verdiene 3000 Euro pro Woche von zu Hause mit Bitcoin, schreib mir auf WhatsApp! t.me/x", "de"
        )
        assert verdict.kind is Kind.SPAM
        assert verdict.zone is Zone.SUGGEST


class TestExplanations:
    def test_five_words_for_and_five_against_the_head_that_decides(self) -> None:
        text = "Guten Tag zusammen, könnten Sie mir bitte sagen, wann das Bürgeramt am kommenden Freitag wieder öffnet?"
        verdict = classify(text)
        words = [reason for reason in verdict.reasons if reason.name == SPAN]
        assert {reason.head for reason in words} == {verdict.kind} == {Kind.QUESTION}
        weights = [reason.weight for reason in words]
        assert 0 < sum(weight > 0 for weight in weights) <= SPANS
        assert sum(weight < 0 for weight in weights) <= SPANS
        assert weights[0] == max(weights)

    def test_the_word_that_gave_offence_is_shown(self) -> None:
        verdict = classify(ATTACK)
        shown = [reason.detail for reason in verdict.reasons if reason.name == SPAN and reason.weight > 0]
        assert "abschaum" in shown

    def test_the_signs_of_the_head_that_decides_come_first(self) -> None:
        verdict = classify(ATTACK)
        assert verdict.reasons[0].head == verdict.kind
        assert "aimed_insult" in {reason.name for reason in verdict.reasons}

    def test_scores_and_heads_are_the_kinds(self) -> None:
        assert set(HEADS) == set(Kind)
