"""What the bridge puts away by itself, what it never does, and how it comes back; on both engines."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.support.store import SETTINGS, WEDNESDAY, Clock, author, learned, mention
from tests.support.verdicts import ANGRY, HOSTILE, hear, verdict
from tickets.config import load
from tickets.desk import acquaintance, handling, outbox, registry, replies, ticket_view, views
from tickets.desk.arrivals import Mention
from tickets.desk.house import Act, Desk, House
from tickets.desk.people import BRIDGE
from tickets.desk.rows import Query, Row, TicketView
from tickets.rules.audience import Visibility
from tickets.rules.states import Kind, Queue, State, Zone
from tickets.triage import Verdict

TROLL = "troll@bad.example"
PHRASES = """
[[triage.phrases]]
text = "Gewinnspiel"
effect = "block"
by = "kim"
why = "Welle vom Mai"

[[triage.phrases]]
text = "Rechenzentrum"
effect = "allow"
by = "lea"
why = "Wartung"
"""


@pytest.fixture
def desk(tmp_path: Path, store_url: str, clock: Clock) -> Iterator[Desk]:
    """The bridge's desk at a house with phrases of its own."""
    file = tmp_path / "config.toml"
    file.write_text(f'{SETTINGS}\n[database]\nurl = "{store_url}"\n{PHRASES}', encoding="utf-8")
    with Desk.open(load(file, environ={}), BRIDGE, now=clock) as opened:
        opened.do(registry.sync)
        for account in ("amt", "presse"):
            opened.do(registry.learn, account, learned(account))
        yield opened


@pytest.fixture
def kim(desk: Desk) -> Desk:
    return replace(desk, actor=replace(BRIDGE, login="kim"))


def rude(remote_id: str = "1", **more: object) -> Mention:
    return mention(**{"text": ANGRY, "by": TROLL, "remote_id": remote_id, **more})  # type: ignore[arg-type]


def rows(desk: Desk) -> list[Row]:
    return sorted(desk.see(views.page, Query()).rows, key=lambda row: row.id)


def seen(desk: Desk, number: int = -1) -> TicketView:
    return desk.see(ticket_view.show, rows(desk)[number].id)


def reasons(view: TicketView) -> dict[str, str]:
    return {reason.name: reason.detail for reason in view.reasons if reason.about == "zone"}


def zone_of(desk: Desk, post: Mention, hostile: Verdict = HOSTILE) -> Zone:
    """The zone of the newest ticket after this post came in."""
    hear(desk, post, hostile=hostile)
    return rows(desk)[-1].zone


# What is put away


def test_what_is_surely_hostile_is_stored_as_always_and_ignored_by_the_bridge(desk: Desk) -> None:
    hear(desk, rude())
    view = seen(desk)
    assert (view.row.state, view.row.queue, view.row.due_at) == (State.IGNORED, Queue.IGNORED, None)
    arrived, ignored = view.events
    assert (arrived.what, ignored.what, ignored.actor) == ("arrived", "ignored", "bridge")
    assert ignored.detail == {"version": "test-1", "score": 0.99, "threshold": 0.97}
    assert view.clock[0].due_at > WEDNESDAY


def test_a_rescued_ticket_carries_the_clock_that_it_had(desk: Desk, kim: Desk, clock: Clock) -> None:
    hear(desk, rude(), mention("Wann?", remote_id="2"))
    clock.forward(days=1)
    kim.do(handling.rescue, 1)
    rescued, other = rows(desk)
    assert rescued.state is State.OPEN
    assert (rescued.due_at, rescued.received_at) == (other.due_at, other.received_at)
    assert rescued.zone is Zone.NORMAL
    assert not rescued.breached


def test_what_was_found_late_was_owed_nothing_until_somebody_rescues_it(
    desk: Desk, kim: Desk, clock: Clock
) -> None:
    clock.forward(days=20)
    hear(desk, rude(at=WEDNESDAY))
    assert not seen(desk).row.breached
    assert [event.what for event in seen(desk).events] == ["arrived", "ignored"]
    kim.do(handling.rescue, 1)
    assert seen(desk).row.breached


def test_a_further_message_in_an_ignored_thread_stays_as_it_was(desk: Desk) -> None:
    hear(desk, rude())
    hear(desk, rude("2", in_reply_to_id="1"))
    assert [event.what for event in seen(desk).events] == ["arrived", "ignored", "joined"]
    hear(desk, mention("Und wann öffnet ihr?", by=TROLL, remote_id="3", in_reply_to_id="1"))
    (row,) = rows(desk)
    assert row.state is State.OPEN


# What is never put away


def test_nothing_of_a_person_with_an_open_ticket_is_ignored(desk: Desk, kim: Desk) -> None:
    hear(desk, mention("Wann?", by=TROLL, remote_id="1", account="presse"))
    hear(desk, rude("2"))
    assert rows(desk)[1].state is State.NEW
    assert rows(desk)[1].zone is Zone.SUGGEST
    assert "open_ticket" in reasons(seen(desk))
    for row in rows(desk):
        kim.do(handling.close, row.id)
    hear(desk, rude("3"))
    assert rows(desk)[2].state is State.IGNORED


@pytest.mark.parametrize("question_first", [True, False])
@pytest.mark.parametrize("account", ["amt", "presse"])
def test_what_comes_together_with_a_persons_question_is_not_ignored(
    desk: Desk, question_first: bool, account: str
) -> None:
    later = WEDNESDAY + timedelta(minutes=1)
    times = (WEDNESDAY, later) if question_first else (later, WEDNESDAY)
    question = mention("Wann?", by=TROLL, remote_id="1", at=times[0], account=account)
    hear(desk, question, rude("2", at=times[1]))
    assert {row.state for row in rows(desk)} == {State.NEW}


def test_two_of_a_kind_by_one_person_are_both_ignored(desk: Desk) -> None:
    hear(desk, rude("1"), rude("2", text=f"{ANGRY}, ehrlich wahr, alle zusammen"))
    assert [row.state for row in rows(desk)] == [State.IGNORED, State.IGNORED]


def test_a_ticket_that_another_process_opened_meanwhile_counts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody_yet(_session: Session, _handles: object) -> dict[str, object]:
        return {}

    hear(desk, mention("Wann?", by=TROLL, remote_id="1"))
    monkeypatch.setattr("tickets.desk.judging.acquaintances", nobody_yet)
    hear(desk, rude("2"))
    view = seen(desk)
    assert (view.row.state, view.row.zone) == (State.NEW, Zone.SUGGEST)
    assert "open_ticket" in reasons(view)
    assert view.row.suggestion == "ignore"


def test_a_house_that_does_not_want_it_is_only_told(desk: Desk) -> None:
    triage = desk.house.settings.triage.model_copy(update={"ignore": False})
    quiet = replace(desk, house=House.of(desk.house.settings.model_copy(update={"triage": triage})))
    assert zone_of(quiet, rude()) is Zone.SUGGEST
    assert seen(desk).row.state is State.NEW
    assert reasons(seen(desk)) == {"ignoring_off": ""}


def test_of_a_classifier_that_tells_no_threshold_only_what_weighs_something_changes_the_zone(
    desk: Desk, clock: Clock
) -> None:
    silent = replace(HOSTILE, thresholds={}, sure_of_language=False)
    old = replace(author(TROLL), known_since=clock.at - timedelta(days=3000))
    assert zone_of(desk, rude(by=old), silent) is Zone.IGNORE
    assert seen(desk).events[-1].detail == {"version": "test-1", "score": 0.99, "threshold": None}
    thanks = verdict(Kind.PRAISE, praise=0.9)
    hear(desk, rude("2", by="uta@bad.example"), hostile=thanks)
    desk.do(handling.close, rows(desk)[-1].id)
    assert zone_of(desk, rude("3", by="uta@bad.example"), silent) is Zone.SUGGEST


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        (verdict(Kind.HOSTILE, Zone.IGNORE, hostile=0.99, question=0.7), "has_a_matter"),
        (verdict(Kind.HOSTILE, Zone.IGNORE, hostile=0.99, department="buerger"), "has_a_matter"),
        (verdict(Kind.HOSTILE, Zone.IGNORE, hostile=0.99, language=None), "unread_language"),
        (replace(HOSTILE, sure_of_language=False), "unread_language"),
        (verdict(Kind.HOSTILE, Zone.IGNORE, hostile=0.99, incident=0.3), "direct_incident"),
    ],
)
def test_a_classifier_that_is_too_sure_is_held(desk: Desk, heard: Verdict, name: str) -> None:
    assert zone_of(desk, rude(visibility=Visibility.DIRECT), heard) is Zone.SUGGEST
    assert seen(desk).row.state is State.NEW
    assert name in reasons(seen(desk))


def test_what_very_many_say_is_a_persons_decision(desk: Desk) -> None:
    for number in range(8):
        hear(desk, rude(str(number), by=f"t{number}@bad.example"))
    states = [row.state for row in rows(desk)]
    assert states == [State.IGNORED] * 5 + [State.NEW] * 3
    view = seen(desk)
    assert reasons(view) == {"many_copies": "5"}
    assert "many" in next(reason.words for reason in view.reasons if reason.name == "many_copies")


# History


def test_who_was_ignored_by_a_person_before_is_suggested_near_the_threshold(desk: Desk, kim: Desk) -> None:
    near = verdict(hostile=0.6)
    assert zone_of(desk, rude("1"), near) is Zone.NORMAL
    hear(
        desk,
        rude("2", text="Was ich noch sagen wollte, Leute"),
        rude("3", text="Und noch etwas anderes dazu"),
    )
    for row in rows(desk):
        kim.do(handling.ignore, row.id)
    assert zone_of(desk, rude("4"), near) is Zone.SUGGEST
    assert reasons(seen(desk)) == {"ignored_before": "3"}


def test_what_the_bridge_ignored_says_nothing_of_a_person(desk: Desk) -> None:
    for number in range(3):
        hear(desk, rude(str(number), text=f"{ANGRY} {number * 'sowieso '}"))
    assert {row.state for row in rows(desk)} == {State.IGNORED}
    assert zone_of(desk, rude("9"), verdict(hostile=0.6)) is Zone.NORMAL
    assert reasons(seen(desk)) == {}


def test_answers_and_thanks_speak_for_a_person(desk: Desk, kim: Desk, clock: Clock) -> None:
    hear(desk, mention("Wann?", by=TROLL, remote_id="1"))
    kim.do(replies.queue, 1, text="Um neun.")
    (outgoing,) = desk.see(outbox.due, "amt")
    desk.do(outbox.sent, outgoing.reply_id, remote_id="900", created_at=clock.at)
    thanks = verdict(Kind.PRAISE, praise=0.9)
    hear(desk, rude("2", in_reply_to_id="1"), hostile=thanks)
    assert seen(desk).events[-1].what == "joined"
    doubtful = verdict(Kind.HOSTILE, Zone.SUGGEST, hostile=0.75)
    assert zone_of(desk, rude("3"), doubtful) is Zone.NORMAL
    assert reasons(seen(desk)) == {"answered_before": "1", "thanked_before": "1"}


def test_the_age_of_an_account_counts(desk: Desk, clock: Clock) -> None:
    doubtful = verdict(Kind.HOSTILE, Zone.SUGGEST, hostile=0.75)
    for number, days in enumerate((1, 3000)):
        person = replace(author(f"p{number}@bad.example"), known_since=clock.at - timedelta(days=days))
        hear(desk, rude(str(number), by=person), hostile=doubtful)
    assert [set(reasons(seen(desk, number))) for number in (0, 1)] == [{"young_account"}, {"old_account"}]


def statements(desk: Desk, *batch: Mention) -> int:
    """How many statements the store sees while this comes in."""
    seen_: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_more: object) -> None:
        seen_.append(statement)

    engine = desk.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        hear(desk, *batch)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return sum("persons.handle" in each and "count(*)" in each for each in seen_)


def test_people_are_looked_up_once_for_a_batch_and_only_where_it_matters(desk: Desk) -> None:
    polite = [mention("Wann?", by=f"q{each}@example.social") for each in range(9)]
    assert statements(desk, *polite) == 0
    angry = [mention(ANGRY, by=f"t{each}@bad.example") for each in range(9)]
    assert statements(desk, *angry) == 1


def test_of_ten_thousand_tickets_the_latest_count(desk: Desk, kim: Desk) -> None:
    hear(desk, *(mention(f"Frage {each}?", by=TROLL, remote_id=str(each)) for each in range(52)))
    for row in rows(desk)[:3]:
        kim.do(handling.ignore, row.id)

    def known(session: Session, _act: Act) -> acquaintance.Acquaintance:
        return acquaintance.acquaintances(session, [TROLL, "nobody@example.social"])[TROLL]

    found = desk.see(known)
    assert (found.ignored, found.has_open_ticket) == (1, True)


# Phrases


def test_a_blocked_phrase_is_ignored_and_the_history_says_whose_it_is(desk: Desk) -> None:
    hear(desk, mention("Mitmachen beim großen GEWINNSPIEL lohnt sich", remote_id="1"))
    view = seen(desk)
    assert view.row.state is State.IGNORED
    assert view.events[-1].detail == {"version": "test-1", "phrase": "Gewinnspiel (kim: Welle vom Mai)"}
    assert reasons(view) == {"blocked_phrase": "Gewinnspiel (kim: Welle vom Mai)"}


def test_a_blocked_phrase_does_not_take_a_question_along(desk: Desk) -> None:
    assert zone_of(desk, mention("Ist das Gewinnspiel von Ihnen?")) is Zone.SUGGEST
    assert seen(desk).row.state is State.NEW


def test_an_allowed_phrase_is_read_whatever_else_stands_there(desk: Desk) -> None:
    post = rude(text=f"{ANGRY}, euer Rechenzentrum und das Gewinnspiel")
    assert zone_of(desk, post) is Zone.NORMAL
    assert reasons(seen(desk)) == {"allowed_phrase": "Rechenzentrum (lea: Wartung)"}
