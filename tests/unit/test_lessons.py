"""What decisions say of a text: the latest counts, and near copies are one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.triage import lesson
from tickets.rules.states import Kind
from tickets.triage.lessons import HARMFUL, Lesson, distinct

LONG = "Warum ist die Stadtbibliothek in der Oststadt seit Montag geschlossen, und wann öffnet sie wieder?"
COPY = f"@stadt@social.example {LONG.upper()} #Bibliothek"


def learnt(*lessons: Lesson) -> list[Lesson]:
    return [known.lesson for known in distinct(lessons)]


def test_near_copies_count_once_and_the_latest_counts() -> None:
    (kept,) = learnt(lesson(COPY, Kind.QUESTION), lesson(LONG, Kind.HOSTILE))
    assert (kept.kind, kept.legitimate) == (Kind.QUESTION, True)


def test_short_texts_are_one_only_where_each_word_is_the_same() -> None:
    assert len(learnt(lesson("Danke!"), lesson("DANKE!"), lesson("Danke dir!"))) == 2


def test_what_the_latest_does_not_say_an_earlier_one_may() -> None:
    (kept,) = learnt(
        lesson(LONG, legitimate=True),
        lesson(LONG, Kind.CRITICISM),
        lesson(LONG, legitimate=True, department="kultur"),
    )
    assert (kept.kind, kept.legitimate, kept.department) == (Kind.CRITICISM, True, "kultur")


def test_an_earlier_kind_that_the_latest_contradicts_is_forgotten() -> None:
    (rescued,) = learnt(lesson(LONG, legitimate=True), lesson(LONG, Kind.HOSTILE))
    assert (rescued.kind, rescued.legitimate) == (None, True)
    (ignored,) = learnt(lesson(LONG, legitimate=False), lesson(LONG, Kind.QUESTION))
    assert (ignored.kind, ignored.legitimate) == (None, False)


TEXTS = st.sampled_from(
    [LONG, COPY, "Danke!", "", "Ganz andere Worte über einen ganz anderen Gegenstand hier"]
)


@given(
    st.lists(
        st.builds(
            lesson,
            TEXTS | st.text(max_size=40),
            st.none() | st.sampled_from(list(Kind)),
            department=st.none() | st.just("kultur"),
        )
    )
)
def test_no_lesson_contradicts_itself_and_none_comes_from_nowhere(lessons: list[Lesson]) -> None:
    kept = learnt(*lessons)
    assert len(kept) <= len(lessons)
    assert bool(kept) == bool(lessons)
    for each in kept:
        if each.kind is not None and each.legitimate is not None:
            assert (each.kind in HARMFUL) is not each.legitimate
    assert learnt(*kept) == kept


@pytest.mark.parametrize("text", ["", "👍", "a" * 100_000, "\u200b\u200b", "аеорс", "\ud800"])
def test_any_text_can_be_a_lesson(text: str) -> None:
    assert len(learnt(lesson(text), lesson(text))) == 1
