"""The rule-based classifier: what it must never do, and how much of the labelled posts it gets right."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.posts import Post, posts
from tests.support.triage import ANY_TEXT, LANGUAGES, assert_is_whole, assert_words_for
from tickets.rules.states import Kind, Zone
from tickets.triage import Verdict
from tickets.triage.features import LIMIT, read
from tickets.triage.lexicon import Lexicon, phrases_of
from tickets.triage.phrases import COMMON, PHRASES
from tickets.triage.rulebook import RuleClassifier
from tickets.triage.signs import Sign
from tickets.triage.words import reason_word

CLASSIFIER = RuleClassifier([])
TWIN = RuleClassifier([])
POSTS = posts()
TUNED = [post for post in POSTS if not post.held_out]
HELD_OUT = [post for post in POSTS if post.held_out]


def classify(text: str, language: str | None = "de", *, direct: bool = False) -> Verdict:
    return CLASSIFIER.classify(text, language=language, direct=direct)


def verdict_on(post: Post) -> Verdict:
    return classify(post.text, post.language)


def names(verdict: Verdict, head: str) -> set[str]:
    return {reason.name for reason in verdict.reasons if reason.head == head}


def share(judged: Sequence[Post], right: Callable[[Post], bool]) -> float:
    return sum(map(right, judged)) / len(judged)


def is_right(post: Post) -> bool:
    return verdict_on(post).kind in post.kinds


def is_suggested(post: Post) -> bool:
    return verdict_on(post).zone is Zone.SUGGEST


class TestLabelledPosts:
    @pytest.mark.parametrize(
        "post", [post for post in POSTS if post.legitimate], ids=lambda post: post.text[:40]
    )
    def test_no_legitimate_post_is_suggested_for_ignoring(self, post: Post) -> None:
        verdict = verdict_on(post)
        assert verdict.zone is Zone.NORMAL, verdict.reasons

    def test_most_attacks_are_suggested_for_ignoring(self) -> None:
        tuned = [post for post in TUNED if post.kinds[:1] == (Kind.HOSTILE,)]
        held_out = [post for post in HELD_OUT if post.kinds[:1] == (Kind.HOSTILE,)]
        assert share(tuned, is_suggested) >= 0.85
        assert share(held_out, is_suggested) >= 0.6

    def test_most_advertisements_are_suggested_for_ignoring(self) -> None:
        assert share([post for post in TUNED if post.kinds[:1] == (Kind.SPAM,)], is_suggested) >= 0.85

    def test_the_kind_is_mostly_right(self) -> None:
        assert share([post for post in TUNED if post.kinds], is_right) >= 0.95
        assert share(HELD_OUT, is_right) >= 0.67

    def test_questions_are_known_as_such_even_where_no_rule_was_made_for_them(self) -> None:
        held_out = [post for post in HELD_OUT if post.kinds[0] is Kind.QUESTION]
        assert share(held_out, is_right) >= 0.9

    def test_an_angry_question_is_no_attack(self) -> None:
        angry = [post for post in TUNED if post.trap == "anger_with_question"]
        assert angry
        assert all(verdict_on(post).kind is not Kind.HOSTILE for post in angry)

    def test_every_threat_that_is_reported_is_an_incident(self) -> None:
        reported = [post for post in TUNED if post.trap in {"threat", "victim", "self_harm"}]
        assert len(reported) > 10
        assert all(verdict_on(post).kind is Kind.INCIDENT for post in reported)

    def test_a_third_is_kept_apart(self) -> None:
        labelled = [post for post in POSTS if post.kinds]
        assert len(HELD_OUT) >= len(labelled) / 3
        assert len({post.text for post in POSTS}) == len(POSTS)


class TestWhatAlwaysHolds:
    @given(ANY_TEXT, LANGUAGES, st.booleans())
    def test_any_text_gets_a_verdict(self, text: str, language: str | None, direct: bool) -> None:
        assert CLASSIFIER.version == "rules-1"
        assert_is_whole(classify(text, language, direct=direct), version="rules-1")

    @given(ANY_TEXT, LANGUAGES, st.booleans())
    def test_nothing_is_ignored_without_a_person(self, text: str, language: str | None, direct: bool) -> None:
        assert classify(text, language, direct=direct).zone is not Zone.IGNORE

    @given(ANY_TEXT, LANGUAGES)
    def test_every_reason_is_safe_to_show_and_has_words(self, text: str, language: str | None) -> None:
        assert_words_for(classify(text, language).reasons)

    @given(ANY_TEXT)
    def test_the_same_post_gets_the_same_verdict(self, text: str) -> None:
        assert classify(text) == TWIN.classify(text, language="de") == classify(text)

    @given(ANY_TEXT, st.sampled_from(["fr", "ru", "gsw", "und", "nds-DE"]))
    def test_a_language_it_does_not_read_is_never_suggested(self, text: str, language: str) -> None:
        verdict = classify(text, language)
        assert verdict.language is None
        assert verdict.zone is Zone.NORMAL
        assert verdict.kind not in {Kind.HOSTILE, Kind.SPAM}

    @given(st.sampled_from([post for post in POSTS if post.kinds[:1] == (Kind.HOSTILE,)]))
    def test_a_question_beside_an_attack_is_read(self, post: Post) -> None:
        verdict = classify(post.text + " Wann bekomme ich meinen Bescheid?", post.language)
        assert verdict.zone is Zone.NORMAL

    @pytest.mark.parametrize("name", [sign.value for sign in Sign])
    def test_every_sign_has_words_or_stands_beside_others_only(self, name: str) -> None:
        beside_others = {Sign.ADDRESS, Sign.OFFICE, Sign.GROUP, Sign.SELF, Sign.NEGATION}
        assert (reason_word(name) == name) == (name in beside_others)


class TestInsults:
    ATTACK = "Ihr verlogenen Vollidioten!"

    @pytest.mark.parametrize(
        "text",
        [
            ATTACK,
            "IHR VERLOGENEN VOLLIDIOTEN",
            "Ihr ver\u200blogenen Voll\u00adidioten!",
            "Ihr verlogenen V\u043ellidi\u043eten!",  # Cyrillic
            "Ihr verlogenen V0llidi0ten!",
            "Ihr verlogenen Vollidi*ten!",
            "Ihr verlogenen Volllllidioooten!",
            "Ihr verlogenen I d i o t e n!",
            "Ihr verlogenen 𝕍𝕠𝕝𝕝𝕚𝕕𝕚𝕠𝕥𝕖𝕟!",
            "@amt@social.example Ihr verlogenen Vollidioten! https://a.example/warum?wo=hier",
            "#IhrVerlogenenVollidioten",
        ],
    )
    def test_no_disguise_helps(self, text: str) -> None:
        assert classify(text).zone is Zone.SUGGEST

    @pytest.mark.parametrize(
        ("text", "why_not"),
        [
            ("Hier schreibt einer „Ihr seid Vollidioten“ an die Wand", Sign.QUOTED),
            ("> Ihr seid Vollidioten\nDas steht da wirklich", Sign.QUOTED),
            ("Ihr seid keine Vollidioten", Sign.NEGATED),
            ("Ich bin manchmal ein Vollidiot", Sign.SELF_IRONY),
        ],
    )
    def test_an_insult_that_is_not_meant_is_none(self, text: str, why_not: Sign) -> None:
        verdict = classify(text)
        assert verdict.zone is Zone.NORMAL
        assert why_not in names(verdict, Kind.HOSTILE)
        assert Sign.AIMED not in names(verdict, Kind.HOSTILE)

    def test_not_only_denies_nothing(self) -> None:
        assert Sign.AIMED in names(classify("Ihr seid nicht nur Vollidioten"), Kind.HOSTILE)

    def test_eure_sache_is_not_ihr(self) -> None:
        assert Sign.AIMED in names(classify("Ihr seid doof"), Kind.HOSTILE)
        assert Sign.AIMED not in names(classify("Eure Regeln sind doof"), Kind.HOSTILE)

    def test_who_writes_to_us_alone_is_heard_more_patiently(self) -> None:
        assert classify(self.ATTACK, direct=True).scores["hostile"] < classify(self.ATTACK).scores["hostile"]

    def test_what_keeps_a_post_in_the_list_is_said(self) -> None:
        verdict = classify("Ihr Vollidioten, wann geht das Portal wieder?")
        assert names(verdict, "zone") >= {Sign.QUESTION_MARK, Sign.MATTER}

    @pytest.mark.parametrize(
        "text",
        [
            "Kakerlaken und Ratten im Keller",
            "Züge pfeifen nachts",
            "Eicheln und Müll",
            "Schlamperei!",
            "Abhilfe schaffen",
        ],
    )
    def test_words_that_look_like_insults_are_none(self, text: str) -> None:
        assert classify(text).scores["hostile"] < 0.3

    @pytest.mark.parametrize(
        "text", ["Jullie negeren mijn mail", "Mijn vader heeft kanker", "Eikels op het fietspad"]
    )
    def test_dutch_words_that_look_like_insults_are_none(self, text: str) -> None:
        assert classify(text, "nl").scores["hostile"] < 0.3


class TestLanguage:
    @pytest.mark.parametrize(
        ("declared", "text", "reading"),
        [
            ("de-AT", "Wann habt ihr offen?", "de"),
            ("en", "Ich habe eine Frage zu meinem Ausweis und der Gebühr.", "de"),  # never set their client
            (None, "Where can I get the form?", "en"),
            (None, "Waar kan ik het formulier vinden?", "nl"),
            ("de", "Où est-ce que je peux trouver le formulaire pour ma fille ?", None),
            ("de", "Вы все идиоты", None),
            (None, "Hm", None),
            ("nl", "Hm", "nl"),
            ("fr", "Wann habt ihr offen?", None),
        ],
    )
    def test_it_is_read_in(self, declared: str | None, text: str, reading: str | None) -> None:
        assert classify(text, declared).language == reading


class TestBounds:
    @pytest.mark.parametrize(
        "text", ["", " ", "\n\n", "\u200b", "🖕", "🎉🎉", "?", "...", "Zm9vYmFy" * 30, "\ud800"]
    )
    def test_little_or_nothing_is_read_as_well(self, text: str) -> None:
        assert classify(text, None).zone is Zone.NORMAL

    def test_emoji_alone_say_something(self) -> None:
        assert classify("👏🏽 ❤️").kind is Kind.PRAISE
        assert read("👏🏽 ❤️").emoji_only
        assert not read("fein 👏").emoji_only

    @pytest.mark.parametrize(
        "unit", ["Ihr Idioten! ", "a.", "@a", "„a ", "🖕", "a*", "\u200b", "\ufdfa", "#aB ", "a b "]
    )
    def test_of_a_huge_post_only_the_beginning_is_read(self, unit: str) -> None:
        huge = unit * (100_000 // len(unit))
        features, beginning = read(huge), read(huge[:LIMIT])
        assert features.truncated
        assert features.tokens == beginning.tokens
        assert len(features.clean) <= LIMIT

    def test_what_was_not_read_to_the_end_is_never_suggested(self) -> None:
        attack = "Ihr verlogenen Vollidioten! "
        assert classify(attack * 3).zone is Zone.SUGGEST
        assert classify(attack * 1000).zone is Zone.NORMAL

    def test_links_mentions_and_emoji_names_are_no_words(self) -> None:
        features = read(
            "@amt@social.example schau mal: https://a.example/Idioten?x=1 und bit.ly/x :blob_idiot:"
        )
        assert features.tokens == ("schau", "mal", ".", "und")
        assert features.hosts == ("a.example", "bit.ly")
        assert features.mentions == 1
        assert features.question_marks == 0


class TestLexicon:
    @pytest.mark.parametrize(
        ("phrase", "text", "found"),
        [
            ("idiot", "idiot", True),
            ("idiot", "idioten", False),
            ("idiot*", "idioten", True),
            ("*idiot", "vollidiot", True),
            ("*idiot*", "vollidioten", True),
            ("ihr|euch da", "euch da", True),
            ("ihr|\n  euch da", "euch da", True),
            ("seit * tagen", "seit drei Tagen", True),
            ("seit * tagen", "seit Tagen", False),
            ("bringe ~ um", "bringe euch alle eigenhändig um", True),
            ("bringe ~ um", "bringe euch. Um drei", False),
            ("bringe ~ um", "bringe das Rad morgen früh gegen um", False),
            ("werde ~~ bedroht", "werde seit Wochen von einem Unbekannten bedroht", True),
            ("glaube dass", "ich glaube, dass", True),
            ("^ wann", "Hallo Amt, wann", True),
            ("^ wann", "Gut. Wann", True),
            ("^ wann", "ich weiß wann", False),
            ("ärger", "AERGER", True),
        ],
    )
    def test_notation(self, phrase: str, text: str, found: bool) -> None:
        hits = list(Lexicon([{Sign.MATTER: phrase}]).find(read(text).tokens))
        assert bool(hits) is found

    @pytest.mark.parametrize("language", PHRASES)
    def test_every_phrase_of_the_lists_can_be_found(self, language: str) -> None:
        for sign, phrases in (*COMMON.items(), *PHRASES[language].items()):
            for phrase in phrases_of(phrases):
                example = " ".join(_example(word) for word in phrase.split() if word not in {"^", "~", "~~"})
                assert list(Lexicon([{sign: phrase}]).find(read(example).tokens)), (sign, phrase, example)


def _example(word: str) -> str:
    """A word that the notation means."""
    return "drei" if word == "*" else word.partition("|")[0].strip("*")
