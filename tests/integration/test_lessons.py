"""What people decide becomes a lesson, on both engines; what the bridge decides, and what is gone, does not."""

from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from tests.support.store import WEDNESDAY, Clock, at_the_same_store, edited, mention, receive
from tickets.desk import forwards, handling, lessons, outbox, replies, undoing, views
from tickets.desk.arrivals import Deletion
from tickets.desk.house import Act, Desk
from tickets.desk.people import BRIDGE
from tickets.desk.rows import Query
from tickets.rules.audience import Visibility
from tickets.rules.states import Kind, Queue
from tickets.storage.models import Message
from tickets.storage.triage_models import SecondLook
from tickets.triage.lessons import Lesson

TEXT = "Der Aufzug im Rathaus ist kaputt"


@pytest.fixture
def ticket(desk: Desk) -> int:
    """Of one post, whose number is 1."""
    receive(desk, mention(TEXT, remote_id="1"))
    (row,) = desk.see(views.page, Query()).rows
    return row.id


def gathered(desk: Desk) -> lessons.Gathered:
    return desk.see(lessons.gather)


def only(desk: Desk) -> Lesson:
    (lesson,) = gathered(desk).lessons
    return lesson


def decided(lesson: Lesson) -> tuple[Kind | None, bool | None, str | None]:
    return lesson.kind, lesson.legitimate, lesson.department


def test_nothing_decided_is_nothing_to_learn(desk: Desk, ticket: int) -> None:
    assert gathered(desk) == lessons.Gathered((), 0)


def test_a_label_is_a_lesson_with_the_text_that_it_is_about(desk: Desk, ticket: int) -> None:
    desk.do(handling.label, ticket, kind=Kind.INCIDENT)
    lesson = only(desk)
    assert decided(lesson) == (Kind.INCIDENT, True, None)
    assert (lesson.text, lesson.language, lesson.direct) == (TEXT, "de", False)


def test_a_content_warning_is_read_too_and_a_direct_message_is_known_as_one(desk: Desk) -> None:
    receive(desk, mention("Text", spoiler_text="Wut", visibility=Visibility.DIRECT))
    (row,) = desk.see(views.page, Query()).rows
    desk.do(handling.label, row.id, kind=Kind.HOSTILE)
    lesson = only(desk)
    assert (lesson.text, lesson.direct) == ("Wut\nText", True)


def test_what_was_ignored_is_not_legitimate_and_what_was_rescued_is(desk: Desk, ticket: int) -> None:
    desk.do(handling.ignore, ticket)
    assert decided(only(desk)) == (None, False, None)
    desk.do(handling.rescue, ticket)
    assert decided(only(desk)) == (None, True, None)


def test_who_ignores_what_triage_calls_hostile_says_so_too(desk: Desk) -> None:
    receive(desk, mention("Ihr seid doch alle nur dreckiges Pack"))
    row = next(row for queue in Queue for row in desk.see(views.page, Query(queue=queue)).rows)
    assert row.kind is Kind.HOSTILE
    if row.queue is Queue.IGNORED:
        desk.do(handling.rescue, row.id)
    desk.do(handling.ignore, row.id)
    assert decided(only(desk)) == (Kind.HOSTILE, False, None)


def test_a_forward_names_the_department_and_is_no_contradiction_to_a_label(desk: Desk, ticket: int) -> None:
    desk.do(handling.label, ticket, kind=Kind.CRITICISM)
    desk.do(forwards.forward, ticket, to="buerger")
    desk.do(forwards.forward, ticket, to="zertifizierung")
    assert decided(only(desk)) == (Kind.CRITICISM, True, "zertifizierung")


def test_a_later_decision_outweighs_what_it_contradicts(desk: Desk, ticket: int) -> None:
    desk.do(handling.label, ticket, kind=Kind.SPAM)
    desk.do(forwards.forward, ticket, to="buerger")
    assert decided(only(desk)) == (None, True, "buerger")
    desk.do(handling.ignore, ticket)
    assert decided(only(desk))[1] is False


def test_a_decision_is_about_what_was_there_last(desk: Desk, clock: Clock, ticket: int) -> None:
    desk.do(handling.label, ticket, kind=Kind.CRITICISM)
    clock.forward(minutes=5)
    receive(
        desk, mention("Und wann fährt er wieder?", in_reply_to_id="1", at=WEDNESDAY + timedelta(minutes=5))
    )
    desk.do(handling.label, ticket, kind=Kind.QUESTION)
    found = {lesson.text: lesson.kind for lesson in gathered(desk).lessons}
    assert found == {TEXT: Kind.CRITICISM, "Und wann fährt er wieder?": Kind.QUESTION}


def test_the_latest_decision_comes_first(desk: Desk, clock: Clock, ticket: int) -> None:
    receive(desk, mention("Ein anderer Text", by="bernd@example.social"))
    other = next(row.id for row in desk.see(views.page, Query()).rows if row.id != ticket)
    for each in (other, ticket):
        clock.forward(minutes=1)
        desk.do(handling.label, each, kind=Kind.QUESTION)
    assert [lesson.text for lesson in gathered(desk).lessons] == [TEXT, "Ein anderer Text"]


def test_what_was_undone_teaches_nothing(desk: Desk, ticket: int) -> None:
    desk.do(handling.label, ticket, kind=Kind.INCIDENT)
    desk.do(handling.ignore, ticket)
    desk.do(undoing.undo, ticket)
    assert decided(only(desk)) == (Kind.INCIDENT, True, None)
    desk.do(undoing.undo, ticket)
    assert gathered(desk).lessons == ()


def test_what_the_bridge_decides_teaches_nothing(desk: Desk, ticket: int) -> None:
    at_the_same_store(desk, BRIDGE.login).do(handling.ignore, ticket)
    assert gathered(desk).lessons == ()


def test_what_was_deleted_or_edited_since_teaches_nothing(desk: Desk, clock: Clock, ticket: int) -> None:
    desk.do(handling.label, ticket, kind=Kind.QUESTION)
    receive(desk, edited("Etwas ganz anderes", WEDNESDAY + timedelta(minutes=1)))
    assert gathered(desk).lessons == ()
    clock.forward(minutes=2)
    desk.do(handling.label, ticket, kind=Kind.QUESTION)
    assert only(desk).text == "Etwas ganz anderes"
    receive(desk, Deletion(account="amt", remote_id="1", noticed_at=clock.at))
    assert gathered(desk).lessons == ()


def test_what_a_person_answered_is_legitimate(desk: Desk, clock: Clock, ticket: int) -> None:
    """The post that was answered, though another came meanwhile."""
    queued = desk.do(replies.queue, ticket, text="Am Montag kommt die Firma.")
    receive(desk, mention("Hallo?", in_reply_to_id="1", at=WEDNESDAY + timedelta(minutes=1)))
    assert gathered(desk).lessons == ()
    bridge = at_the_same_store(desk, BRIDGE.login)
    bridge.do(outbox.sent, queued.reply_id, remote_id="out-1", created_at=clock.at)
    lesson = only(desk)
    assert (lesson.text, *decided(lesson)) == (TEXT, None, True, None)


def test_who_looked_again_and_agreed_has_decided(desk: Desk, ticket: int) -> None:
    at_the_same_store(desk, BRIDGE.login).do(handling.ignore, ticket)

    def agree(session: Session, act: Act) -> None:
        look = {"year": 2026, "week": 21, "drawn_at": act.now, "seen_by": "kim", "seen_at": act.now}
        session.add(SecondLook(ticket_id=ticket, wrong=False, **look))  # type: ignore[arg-type]

    desk.do(agree)
    assert decided(only(desk)) == (None, False, None)


def test_corrections_are_counted_since_the_last_and_before_a_time(
    desk: Desk, clock: Clock, ticket: int
) -> None:
    desk.do(handling.label, ticket, kind=Kind.QUESTION)
    until = gathered(desk).until
    later = clock.forward(minutes=1)
    desk.do(handling.ignore, ticket)

    def count(number: int, *, before: object) -> int:
        def look(session: Session, _act: Act) -> int:
            return lessons.corrections_since(session, number, before=before)  # type: ignore[arg-type]

        return desk.see(look)

    assert count(0, before=later + timedelta(minutes=1)) == 2
    assert count(0, before=later) == 1
    assert count(until, before=later + timedelta(minutes=1)) == 1
    assert count(gathered(desk).until, before=later + timedelta(minutes=1)) == 0


def test_a_ticket_that_is_gone_teaches_nothing(desk: Desk, ticket: int) -> None:
    """An erasure takes its messages: nothing was copied."""
    desk.do(handling.label, ticket, kind=Kind.QUESTION)

    def erase(session: Session, _act: Act) -> None:
        session.execute(delete(Message).where(Message.ticket_id == ticket))

    desk.do(erase)
    assert gathered(desk).lessons == ()
