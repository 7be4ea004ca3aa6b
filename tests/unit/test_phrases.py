"""Phrase rules of the house: whole words, in whatever case and spelling, and told with who wrote them and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.config.schema import PhraseSettings
from tickets.desk.phrases import Phrases


def rule(text: str, effect: str = "block") -> PhraseSettings:
    return PhraseSettings(text=text, effect=effect, by="kim", why="Welle")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("Störung im Rechenzentrum", "störung  im\nRECHENZENTRUM!"),
        ("Straße", "STRASSE"),
        ("Störung", "Sto\u0308rung"),
        ("Amt", "das Amt."),
        ("#abschalten", "Jetzt #Abschalten!"),
        ("gewinn.example", "klick auf https://gewinn.example/jetzt"),
        ("C++", "Wir nutzen C++."),
        ("(.*)", "was soll (.*) heißen"),
    ],
)
def test_a_phrase_counts_where_it_stands(phrase: str, text: str) -> None:
    assert Phrases([rule(phrase)]).blocking(text) == f"{phrase} (kim: Welle)"


@pytest.mark.parametrize(
    ("phrase", "text"),
    [("Amt", "Bamberger Amtsblatt"), ("Amt", "gesamt"), ("im Amt", "im neuen Amt"), ("(.*)", "irgendwas")],
)
def test_a_part_of_a_word_does_not_count(phrase: str, text: str) -> None:
    assert Phrases([rule(phrase)]).blocking(text) == ""


def test_what_allows_does_not_block_and_the_first_rule_is_told() -> None:
    phrases = Phrases([rule("eins", "allow"), rule("zwei"), rule("drei")])
    assert phrases.blocking("drei zwei eins") == "zwei (kim: Welle)"
    assert phrases.allowing("drei zwei eins") == "eins (kim: Welle)"
    assert phrases.allowing("drei zwei") == ""


@given(st.text(), st.text(min_size=1).filter(lambda text: text.isprintable() and text.strip()))
def test_no_text_and_no_phrase_is_too_strange(text: str, phrase: str) -> None:
    told = Phrases([rule(phrase)]).blocking(text)
    assert told in ("", f"{phrase.strip()} (kim: Welle)")


def test_a_phrase_of_nothing_but_accents_stands_nowhere() -> None:
    assert Phrases([rule("\u0301")]).blocking("Guten Tag") == ""
