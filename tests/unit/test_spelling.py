"""What triage found is shown as the citizen wrote it."""

from hypothesis import given
from hypothesis import strategies as st

from tickets.triage.spelling import fold, spelled

TEXT = "Müssen wir dafür zahlen? In der STRASSE, in der Straße steht muessig ein Bäcker."


def test_words_get_their_own_letters_back() -> None:
    assert spelled("muessen", TEXT) == "müssen"
    assert spelled("dafuer zahlen, baecker", TEXT) == "dafür zahlen, bäcker"
    assert spelled("strasse", TEXT) == "straße"


def test_what_was_written_without_them_stays() -> None:
    assert spelled("muessig", TEXT) == "muessig"
    assert spelled("muessen", "Muessen wir?") == "muessen"
    assert spelled("", TEXT) == ""


LETTERS = st.text("aäeéÄöoOÖuüÜsSßåæø ,-")


@given(LETTERS, LETTERS)
def test_it_says_the_same_words(found: str, text: str) -> None:
    assert fold(spelled(fold(found), text)) == fold(fold(found))
