"""What forwards teach the routing: words that the settings never named, and nothing before the first forward."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.triage import Office, lesson
from tickets.triage.departments import WIDTH, Example, Heads, learn, pieces_of, right
from tickets.triage.features import read
from tickets.triage.lessons import Lesson
from tickets.triage.routing import Router, Routing
from tickets.triage.words import reason_word

OFFICES = (
    Office(key="abfall", name="Abfallwirtschaft", keywords=("Müll", "Biotonne", "Sperrmüll")),
    Office(key="verkehr", name="Straßenverkehr", keywords=("Parken", "Radweg", "Ampel")),
    Office(key="kultur", name="Kulturamt", keywords=("Bibliothek", "Museum")),
)
KEYS = [office.key for office in OFFICES]
PLAIN = Router(OFFICES)

SCOOTERS = (
    "Schon wieder liegen drei E-Scooter quer vor unserer Haustür",
    "Wer räumt die Scooter am Bahnhof weg? Kommt keiner mit Rollator vorbei",
    "Dürfen Scooter eigentlich mitten in der Fußgängerzone stehen?",
    "Gestern fast über einen Scooter gestürzt, der lag im Dunkeln auf dem Weg",
    "Ich habe der Firma wegen der Scooter geschrieben, keine Antwort",
)
"""Forwarded to `verkehr`, whose settings do not know the word."""


def asked(text: str, department: str) -> Example:
    features = read(text)
    return Example(pieces_of(features), department, PLAIN.said(features))


def taught(*examples: Example) -> Router:
    return Router(OFFICES, Heads(learn(examples, KEYS)))


def route(router: Router, text: str) -> Routing:
    return router.rank(read(text))


AFTER_FIVE = taught(
    *(asked(text, "verkehr") for text in SCOOTERS), asked("Wann kommt der Sperrmüll?", "abfall")
)


def test_before_the_first_forward_a_new_word_says_nothing() -> None:
    assert route(PLAIN, "Darf ich den Scooter hier abstellen?").candidates == ()


@pytest.mark.parametrize(
    "text", ["Darf ich den Scooter hier abstellen?", "Überall Leihscooter!", "Die SCOOTERS nerven"]
)
def test_after_five_forwards_of_a_new_word_its_department_is_preferred(text: str) -> None:
    assert route(AFTER_FIVE, text).candidates[0][0] == "verkehr"


def test_a_new_word_that_was_learnt_is_a_reason_with_its_weight() -> None:
    (reason,) = [
        each for each in route(AFTER_FIVE, "Der Scooter!").reasons if each.head == "department:verkehr"
    ]
    assert (reason.name, reason.detail) == ("forwarded", "Scooter")
    assert reason.weight > 0
    assert reason_word("forwarded") != "forwarded"


@pytest.mark.parametrize(
    ("text", "department"),
    [("Die Biotonne stinkt", "abfall"), ("Der Radweg ist gesperrt", "verkehr"), ("Museum", "kultur")],
)
def test_what_the_settings_say_still_holds(text: str, department: str) -> None:
    assert route(PLAIN, text).department == department
    assert route(AFTER_FIVE, text).department == department


def test_forwards_can_outweigh_the_settings() -> None:
    """The keyword says `kultur`, but each time somebody asked `abfall`."""
    texts = [f"Der Container an der Bibliothek {word} ist voll" for word in ("Süd", "Nord", "West", "Mitte")]
    router = taught(*(asked(text, "abfall") for text in texts * 2))
    assert route(PLAIN, texts[0]).candidates[0][0] == "kultur"
    assert route(router, "Container an der Bibliothek quillt über").candidates[0][0] == "abfall"
    assert route(router, "Ist das Museum offen?").department == "kultur"


def test_a_head_of_a_department_that_left_the_settings_is_asked_no_longer() -> None:
    router = Router(OFFICES[:1], Heads(learn([asked(text, "verkehr") for text in SCOOTERS], KEYS)))
    assert {key for key, _score in route(router, "Scooter und Müll").candidates} <= {"abfall"}


def test_learnt_routing_is_counted_against_the_settings_alone() -> None:
    examples = [asked(text, "verkehr") for text in SCOOTERS * 2] + [asked("Biotonne", "abfall")] * 10
    by_settings, learnt = right(examples, KEYS)
    assert (by_settings, learnt) == (10, 20)


@given(st.text())
def test_any_text_can_be_routed_and_its_scores_are_chances(text: str) -> None:
    routing = route(AFTER_FIVE, text)
    assert all(0 <= score <= 1 for _key, score in routing.candidates)
    assert all(0 <= piece < WIDTH for piece in pieces_of(read(text)))


def test_a_lesson_without_telling_words_teaches_nothing() -> None:
    empty: Lesson = lesson("und das ist die", department="verkehr")
    router = taught(*[asked(empty.text, "verkehr")] * 9)
    assert route(router, "Der Rasen im Garten ist zu hoch").candidates == ()
