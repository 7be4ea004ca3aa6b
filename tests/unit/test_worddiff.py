"""What was changed in a text, word by word."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.worddiff import Change, Piece, changes, is_version, text_after, text_before, word_diff

KEPT, REMOVED, ADDED = Change.KEPT, Change.REMOVED, Change.ADDED
WORDS = st.lists(
    st.sampled_from(["am", "Montag", "Dienstag", " ", "  ", ".", "!", "\n", "é", "👩‍🚒"]), max_size=40
)


def told(before: str, after: str) -> str:
    """The difference in one line: [gone], {come}."""
    signs = {KEPT: "{}", REMOVED: "[{}]", ADDED: "{{{}}}"}
    return "".join(signs[piece.change].format(piece.text) for piece in word_diff(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Wann offen?", "Wann offen?", "Wann offen?"),
        ("Wann offen?", "Wann geschlossen?", "Wann [offen]{geschlossen}?"),
        ("Am Montag.", "Am Montag, dem 1. Juni.", "Am Montag{, dem 1. Juni}."),
        ("Bitte nicht am Montag.", "Bitte am Montag.", "Bitte [nicht ]am Montag."),
        ("rot und grau", "blau und grau", "[rot]{blau} und grau"),
        ("Guten Tag", "Lieber Herr", "[Guten Tag]{Lieber Herr}"),
        ("ab 9 Uhr", "ab 9:30 Uhr", "ab 9{:30} Uhr"),
        ("Wir haben offen", "Guten Tag, wir haben offen", "[Wir]{Guten Tag, wir} haben offen"),
        ("dann können Sie es", "dann lässt es", "dann [können Sie]{lässt} es"),
        ("", "neu", "{neu}"),
        ("alt", "", "[alt]"),
        ("", "", ""),
    ],
)
def test_words_that_changed_are_told_and_no_others(before: str, after: str, expected: str) -> None:
    assert told(before, after) == expected


def test_phrases_are_replaced_as_a_whole_but_never_across_lines() -> None:
    assert told("ein rotes Haus", "ein blaues Auto") == "ein [rotes Haus]{blaues Auto}"
    assert told("rot\ngrau", "blau\ngrün") == "[rot]{blau}\n[grau]{grün}"


def test_an_emoji_of_several_signs_stays_whole() -> None:
    assert word_diff("👩‍🚒", "👩‍⚕️") == (Piece(REMOVED, "👩‍🚒"), Piece(ADDED, "👩‍⚕️"))


@given(st.text(), st.text())
def test_the_difference_gives_both_texts_back(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert (text_before(pieces), text_after(pieces)) == (before, after)


@given(WORDS, WORDS)
def test_it_gives_back_texts_that_have_much_in_common(before: list[str], after: list[str]) -> None:
    pieces = word_diff("".join(before), "".join(after))
    assert (text_before(pieces), text_after(pieces)) == ("".join(before), "".join(after))
    assert all(piece.text for piece in pieces)
    assert all(one.change is not other.change for one, other in pairwise(pieces))


@given(st.lists(st.integers(0, 3), max_size=12), st.lists(st.integers(0, 3), max_size=12))
def test_no_fewer_changes_would_do(old: list[int], new: list[int]) -> None:
    found = changes(old, new)
    assert found is not None
    assert sum(change is KEPT for change, _each in found) == _longest_in_common(old, new)


def _longest_in_common(old: list[int], new: list[int]) -> int:
    """By the table of the textbooks."""
    row = [0] * (len(new) + 1)
    for one in old:
        above = row
        row = [0]
        for place, other in enumerate(new):
            row.append(above[place] + 1 if one == other else max(above[place + 1], row[place]))
    return row[-1]


class Counted:
    """A word that counts how often words are compared."""

    compared = 0

    def __init__(self, word: int) -> None:
        self._word = word

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return isinstance(other, Counted) and self._word == other._word

    def __hash__(self) -> int:
        return hash(self._word)


@pytest.mark.parametrize("step", [1, 2, 7, 50])
def test_the_cost_of_five_thousand_words_is_bounded(step: int) -> None:
    # Worst: every other word is a blank, and the rest is different.
    old = [Counted(0 if place % 2 else place) for place in range(5000)]
    new = [
        Counted(0 if place % 2 else place * (step + 1) if place % step == 0 else place)
        for place in range(5000)
    ]
    Counted.compared = 0
    changes(old, new)
    assert 0 < Counted.compared < 400_000


def test_long_texts_that_have_little_in_common_are_compared_by_sentences() -> None:
    sentences = [f"Satz {n} mit {n * 7} Worten." for n in range(700)]
    others = [f"Ganz Anderes, {n}: ja, nein, {n * 3}!" for n in range(200)]
    before = " ".join(sentences)
    after = " ".join([*sentences[:300], *others, *sentences[350:]])
    pieces = word_diff(before, after)
    assert (text_before(pieces), text_after(pieces)) == (before, after)
    assert [piece.change for piece in pieces] == [KEPT, REMOVED, ADDED, KEPT]


def test_huge_texts_with_nothing_in_common_count_as_replaced() -> None:
    before, after = "a! " * 50_000 + "a!", "b? " * 50_000 + "b?"
    assert word_diff(before, after) == (Piece(REMOVED, before), Piece(ADDED, after))


def test_one_word_in_a_huge_text_is_found() -> None:
    text = "so ein langer Text " * 20_000
    pieces = word_diff(f"{text}alt {text}", f"{text}neu {text}")
    assert pieces == (Piece(KEPT, text), Piece(REMOVED, "alt"), Piece(ADDED, "neu"), Piece(KEPT, " " + text))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Es gilt vier Jahre.", "Es gilt drei Jahre.", True),
        ("Es gilt vier Jahre.", "Es gilt vier Jahre.", True),
        ("Es gilt vier Jahre ab dem Tag der Ausstellung.", "Es gilt vier Jahre.", True),
        ("Es gilt vier Jahre.", "Guten Tag! Es gilt vier Jahre. Mit freundlichen Grüßen", True),
        ("Die Frist ist um.", "Die Prüfung dauert noch bis Freitag, wir melden uns.", False),
        ("Ja.", "", False),
        ("", "", False),
    ],
)
def test_only_what_was_made_of_a_text_is_compared_with_it(before: str, after: str, expected: bool) -> None:
    assert is_version(word_diff(before, after)) is expected


@given(st.text(alphabet="ab ", min_size=1))
def test_a_text_with_letters_is_a_version_of_itself(text: str) -> None:
    assert is_version(word_diff(text, text)) is any(char.isalnum() for char in text)
