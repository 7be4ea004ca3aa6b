"""Near copies are found by their words, whatever is around them; what only resembles is none."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.triage.similar import Signature, signature

CAMPAIGN = (
    "Stoppt die Schließung der Stadtbibliothek in der Oststadt! Über 4.000 Menschen nutzen sie jede Woche,"
    " Kinder lernen dort lesen. Nehmen Sie den Beschluss vom 3. November zurück."
)
WORDS = st.lists(st.text(string.ascii_lowercase, min_size=2, max_size=9), min_size=5, max_size=60)


def signed(text: str) -> Signature:
    made = signature(text)
    assert made is not None
    return made


@pytest.mark.parametrize(
    "copy",
    [
        CAMPAIGN.upper(),
        f"@stadt@social.example {CAMPAIGN} #Bibliothek",
        f"{CAMPAIGN} https://petition.example/4711 ✊📚",
        CAMPAIGN.replace("ß", "ss").replace("ü", "ue").replace("Ü", "Ue"),
        CAMPAIGN.replace("e", "е"),
        "\u200b".join(CAMPAIGN),
        CAMPAIGN.replace("Kinder", "Meine Kinder").replace("4.000", "5.000"),
    ],
)
def test_what_is_around_the_words_does_not_count(copy: str) -> None:
    assert signed(copy).is_near(signed(CAMPAIGN))
    assert set(signed(copy).keys) & set(signed(CAMPAIGN).keys)


@pytest.mark.parametrize(
    "other",
    [
        "Wann öffnet die Stadtbibliothek in der Oststadt am Samstag, und nehmen Sie dort auch Bücher zurück?",
        "Über die Schließung der Bibliothek wurde am 3. November beschlossen, was ich sehr schade finde.",
    ],
)
def test_the_same_matter_in_other_words_is_no_copy(other: str) -> None:
    assert not signed(other).is_near(signed(CAMPAIGN))


@pytest.mark.parametrize(
    "text", ["", "Danke!", "👍👍👍", "Vielen herzlichen Dank dafür", "@amt@a.example https://b.example"]
)
def test_what_is_too_short_is_nobodys_copy(text: str) -> None:
    assert signature(text) is None


def test_among_few_words_each_one_counts() -> None:
    opened = signed("Wann hat das Bürgeramt Nord geöffnet?")
    assert not opened.is_near(signed("Wann hat das Bürgeramt Süd geöffnet?"))
    assert opened.is_near(signed("wann hat das bürgeramt nord geöffnet"))


def test_keys_are_the_same_on_every_machine() -> None:
    """They are stored: a change would hide every copy of what came before."""
    assert signed("eins zwei drei vier fünf").keys[0] == -100987123092696608


@given(WORDS)
def test_a_text_is_its_own_copy(words: list[str]) -> None:
    made = signed(" ".join(words))
    assert made.resemblance(made) == 1
    assert made == signed(" ".join(words))
    assert len(made.keys) == 8
    assert all(-(2**63) <= key < 2**63 for key in made.keys)


@given(st.text())
def test_every_text_has_an_answer(text: str) -> None:
    signature(text)


def test_nine_of_ten_copies_with_three_words_changed_are_found() -> None:
    chance = random.Random(7)
    letters = string.ascii_lowercase
    vocabulary = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(2_000)]
    found = 0
    for _ in range(300):
        words = chance.choices(vocabulary, k=40)
        changed = list(words)
        for place in chance.sample(range(40), 3):
            changed[place] = "anders"
        one, other = signed(" ".join(words)), signed(" ".join(changed))
        found += bool(set(one.keys) & set(other.keys)) and one.is_near(other)
    assert found >= 270


def test_strangers_hardly_ever_meet() -> None:
    chance = random.Random(8)
    vocabulary = [f"wort{number}" for number in range(300)]
    seen: set[int] = set()
    met = 0
    for _ in range(1_000):
        keys = set(signed(" ".join(chance.choices(vocabulary, k=30))).keys)
        met += bool(keys & seen)
        seen |= keys
    assert met <= 5
