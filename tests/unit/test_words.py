"""Words for what happened to a ticket, the same for commands and screens."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tickets.desk.rows import EventView
from tickets.desk.words import event_words, outcome_word, promise_word, purpose_word, quoted
from tickets.rules.reply import Purpose
from tickets.rules.sla import Outcome, Promise
from tickets.storage.models import What

AT = datetime(2026, 5, 20, 8, tzinfo=UTC)
FRIDAY = "2026-05-22T13:00:00+00:00"


def words(what: str, **detail: Any) -> str:
    return event_words(EventView(AT, "kim", what, detail), lambda moment: f"{moment:%d %b %H:%M}")


@pytest.mark.parametrize("what", What)
def test_every_event_there_is_has_words_even_without_its_details(what: What) -> None:
    told = words(what.value)
    assert told
    assert "_" not in told
    assert what.value in ("ignored", "rescued", "reopened") or told != what.value


def test_an_event_of_a_newer_version_is_told_by_its_name() -> None:
    assert words("teleported", to="mars") == "teleported"


@pytest.mark.parametrize(
    ("what", "detail", "told"),
    [
        ("assigned", {"to": "lea"}, "assigned to lea"),
        ("assigned", {"to": None}, "assigned to nobody"),
        ("forwarded", {"to": "buerger", "note": "Bitte"}, "forwarded to buerger"),
        ("proposed", {"department": "buerger"}, "buerger proposed an answer"),
        ("proposed", {"department": None}, "answer proposed"),
        ("labelled", {"kind": "incident"}, "kind corrected: incident"),
        ("labelled", {"kind": "riddle"}, "kind corrected: riddle"),
        ("snoozed", {"until": FRIDAY}, "put aside until 22 May 13:00"),
        ("snoozed", {"until": "some day"}, "put aside"),
        ("at_risk", {"due_at": FRIDAY}, "deadline at risk: 22 May 13:00"),
        ("breached", {"due_at": FRIDAY}, "deadline broken: 22 May 13:00"),
        (
            "reckoned",
            {"before": FRIDAY, "after": "2026-05-26T15:00:00+00:00"},
            "deadline reckoned anew: 26 May 15:00 instead of 22 May 13:00",
        ),
        ("handed_over", {"to": "lea", "week": "2026-W22"}, "handed over to lea for 2026-W22"),
        ("handed_over", {"acknowledged": True, "week": "2026-W22"}, "hand-over acknowledged"),
        ("reply_queued", {"purpose": "ask"}, "Question back handed to the bridge"),
        ("interim", {"purpose": "interim"}, "Interim status published"),
        ("answered", {}, "Answer published"),
    ],
)
def test_details_are_part_of_the_clause(what: str, detail: dict[str, Any], told: str) -> None:
    assert words(what, **detail) == told


def test_a_detail_is_one_line_whatever_it_holds() -> None:
    assert words("assigned", to="lea\n2026-05-20  kim: closed") == "assigned to lea 2026-05-20 kim: closed"


def test_texts_are_quoted_apart() -> None:
    def texts(what: str, **detail: Any) -> list[str]:
        return [*quoted(EventView(AT, "kim", what, detail))]

    assert texts("noted", text="Bitte\nRücksprache") == ["Bitte\nRücksprache"]
    assert texts("forwarded", to="buerger", note="Bis morgen") == ["Bis morgen"]
    assert texts("ignored", reason="Polemik") == ["Polemik"]
    assert texts("edited", before={"text": "Alt?"}) == ["Before: Alt?"]
    assert texts("labelled", before="question", kind="incident") == []


def test_promises_purposes_and_outcomes_have_words_of_their_own() -> None:
    assert len({promise_word(promise) for promise in Promise}) == len(Promise)
    assert len({purpose_word(purpose.value) for purpose in Purpose}) == len(Purpose)
    assert purpose_word("riddle") == "riddle"
    outcomes = {outcome_word(outcome, breached=late) for outcome in Outcome for late in (True, False)}
    assert len(outcomes) == 6
