"""A mention becomes a ticket, on both engines."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.store import WEDNESDAY, Clock, author, intake_of, mention, receive
from tickets.desk import handling, ticket_view, views
from tickets.desk.arrivals import Deletion, Edit, Via
from tickets.desk.house import Desk
from tickets.desk.rows import Query, Row, TicketView
from tickets.errors import NotFound
from tickets.rules.audience import Visibility
from tickets.rules.states import Kind, Queue, State


def rows(desk: Desk, **query: object) -> tuple[Row, ...]:
    return desk.see(views.page, Query(**query)).rows  # type: ignore[arg-type]


def only(desk: Desk) -> TicketView:
    (row,) = rows(desk)
    return desk.see(ticket_view.show, row.id)


def test_a_mention_becomes_one_ticket_with_a_clock(desk: Desk) -> None:
    receive(desk, mention("Wann öffnet das Bürgerbüro?", remote_id="1"))

    ticket = only(desk)
    assert (ticket.row.state, ticket.row.queue) == (State.NEW, Queue.INBOX)
    assert ticket.row.kind is Kind.QUESTION
    # Thursday is working day one, Friday working day two, until 15:00 in Bonn.
    assert ticket.row.due_at == datetime(2026, 5, 22, 13, 0, tzinfo=UTC)
    assert [message.remote_id for message in ticket.messages] == ["1"]
    assert [event.what for event in ticket.events] == ["arrived"]


def test_stream_and_catch_up_may_both_bring_a_post(desk: Desk) -> None:
    post = mention(remote_id="1")
    first = intake_of(desk).take([post, post])
    second = intake_of(desk).take([mention(remote_id="1", via=Via.CATCHUP), mention(remote_id="2")])

    assert (first.new, second.new) == (1, 1)
    assert len(rows(desk)) == 2


def test_a_persons_self_replies_are_one_ticket_in_whatever_order_they_come(desk: Desk) -> None:
    one = mention("1/3", remote_id="1")
    two = mention("2/3", remote_id="2", in_reply_to_id="1", at=WEDNESDAY + timedelta(minutes=1))
    three = mention("3/3", remote_id="3", in_reply_to_id="2", at=WEDNESDAY + timedelta(minutes=2))
    receive(desk, three)
    receive(desk, [two, one])

    assert [message.text for message in only(desk).messages] == ["1/3", "2/3", "3/3"]


def test_another_persons_word_in_the_thread_is_another_ticket(desk: Desk) -> None:
    receive(desk, mention(remote_id="1"))
    receive(desk, mention(remote_id="2", in_reply_to_id="1", by="bernd@example.social"))
    assert {row.person for row in rows(desk)} == {"anna@example.social", "bernd@example.social"}


def test_a_known_ancestor_joins_though_the_parent_is_unknown(desk: Desk) -> None:
    receive(desk, mention(remote_id="1"))
    receive(desk, mention(remote_id="3", in_reply_to_id="2", ancestors=("2", "1")))
    assert len(only(desk).messages) == 2


def test_the_same_post_at_two_accounts_is_two_tickets(desk: Desk) -> None:
    receive(desk, mention(remote_id="1"), mention(remote_id="1", account="presse"))
    assert {row.account for row in rows(desk)} == {"amt", "presse"}


def test_an_account_that_the_settings_do_not_name_is_an_error(desk: Desk) -> None:
    with pytest.raises(NotFound, match="nobody"):
        receive(desk, mention(account="nobody"))


def test_a_further_message_keeps_the_older_clock(desk: Desk, clock: Clock) -> None:
    receive(desk, mention(remote_id="1"))
    due = only(desk).row.due_at
    later = clock.forward(days=1)
    receive(desk, mention("Und?", remote_id="2", in_reply_to_id="1", at=later))

    ticket = only(desk)
    assert ticket.row.due_at == due
    assert ticket.row.received_at == WEDNESDAY
    assert "repeat" in {reason.name for reason in ticket.reasons if reason.about == "priority"}


def test_a_new_question_in_a_closed_thread_opens_it_again_with_a_new_clock(desk: Desk, clock: Clock) -> None:
    receive(desk, mention(remote_id="1"))
    ticket_id = only(desk).row.id
    desk.do(handling.close, ticket_id)
    assert only(desk).row.due_at is None
    later = clock.forward(days=30)
    receive(desk, mention("Wo finde ich das Formular?", remote_id="2", in_reply_to_id="1", at=later))

    row = only(desk).row
    assert (row.id, row.state) == (ticket_id, State.OPEN)
    assert row.due_at is not None
    assert row.due_at > later
    assert row.excerpt == "Wo finde ich das Formular?"


def test_thanks_reopen_nothing(desk: Desk, clock: Clock) -> None:
    receive(desk, mention(remote_id="1"))
    desk.do(handling.close, only(desk).row.id)
    receive(desk, mention("Vielen Dank, super Service!", remote_id="2", in_reply_to_id="1"))

    ticket = only(desk)
    assert ticket.row.state is State.CLOSED
    assert len(ticket.messages) == 2
    assert ticket.events[-1].what == "joined"


def test_a_serious_question_brings_an_ignored_thread_back(desk: Desk, clock: Clock) -> None:
    receive(desk, mention("Na ja, was soll man dazu sagen.", remote_id="1"))
    desk.do(handling.ignore, only(desk).row.id)
    receive(desk, mention("Ihr Idioten, ihr Versager!", remote_id="2", in_reply_to_id="1"))
    assert only(desk).row.state is State.IGNORED
    later = clock.forward(hours=1)
    receive(desk, mention("Wann öffnet das Bürgerbüro?", remote_id="3", in_reply_to_id="2", at=later))
    assert only(desk).row.state is State.OPEN


def test_an_edit_is_kept_with_the_old_wording_and_restarts_nothing(desk: Desk, clock: Clock) -> None:
    receive(desk, mention("Wan?", remote_id="1"))
    before = only(desk).row
    assert before.excerpt == "Wan?"
    change = Edit(
        account="amt",
        remote_id="1",
        text="Wann?",
        spoiler_text="",
        language="de",
        sensitive=False,
        edited_at=clock.forward(minutes=5),
        attachments=(),
        mentions=(),
    )
    taken = [intake_of(desk).take([change]).edited for _twice in range(2)]

    ticket = only(desk)
    assert taken == [1, 0]
    assert ticket.messages[0].text == "Wann?"
    assert ticket.events[-1].detail["before"]["text"] == "Wan?"
    assert ticket.row.due_at == before.due_at
    assert ticket.row.excerpt == "Wann?"


def test_an_edit_of_another_post_leaves_the_words_of_the_list(desk: Desk, clock: Clock) -> None:
    first = mention("Wann?", remote_id="1")
    more = mention("Und wo?", remote_id="2", in_reply_to_id="1")
    receive(desk, first, more)
    receive(desk, replace(more, text="Und wer?", edited_at=clock.forward(minutes=5)))
    assert only(desk).row.excerpt == "Wann?"
    assert [message.text for message in only(desk).messages] == ["Wann?", "Und wer?"]


def test_a_content_warning_that_is_added_stands_in_the_list_too(desk: Desk, clock: Clock) -> None:
    post = mention("Wann?", remote_id="1")
    receive(desk, post)
    receive(desk, replace(post, spoiler_text="Politik", edited_at=clock.forward(minutes=5)))
    assert only(desk).row.excerpt == "[Politik] Wann?"


def test_a_deletion_is_marked_and_the_ticket_stays(desk: Desk, clock: Clock) -> None:
    receive(desk, mention(remote_id="1"))
    gone = Deletion(account="amt", remote_id="1", noticed_at=clock.forward(minutes=5))
    assert [intake_of(desk).take([gone]).deleted for _twice in range(2)] == [1, 0]
    assert only(desk).messages[0].deleted_at == clock.at
    assert only(desk).row.queue is Queue.INBOX


def test_a_bot_comes_last_and_is_not_ignored(desk: Desk) -> None:
    receive(desk, mention("Status: gestört?", by=author("bot@example.social", bot=True), remote_id="1"))
    receive(desk, mention("Wann öffnet das Bürgerbüro?", remote_id="2"))
    listed = rows(desk, queue=Queue.INBOX)
    assert [row.person for row in listed] == ["anna@example.social", "bot@example.social"]
    assert listed[1].suggestion is None


def test_plain_hostility_is_out_of_the_way_or_suggested_for_it(desk: Desk) -> None:
    receive(desk, mention("Ihr seid doch alle unfähige Versager!", remote_id="1"))
    row = only(desk).row
    assert row.kind is Kind.HOSTILE
    assert row.queue is Queue.IGNORED or row.suggestion == "ignore"


def test_an_incident_comes_before_a_question_that_is_due_earlier(desk: Desk, clock: Clock) -> None:
    receive(desk, mention("Wann öffnet das Bürgerbüro?", remote_id="1"))
    later = clock.forward(hours=3)
    receive(desk, mention("Datenleck! Im Portal sehe ich fremde Daten.", by="b@x.example", at=later))
    assert [row.kind for row in rows(desk, queue=Queue.INBOX)] == [Kind.INCIDENT, Kind.QUESTION]


def test_an_incident_stays_one_when_the_citizen_writes_again(desk: Desk, clock: Clock) -> None:
    receive(desk, mention("Datenleck! Im Portal sehe ich fremde Daten.", remote_id="1"))
    desk.do(handling.close, only(desk).row.id)
    clock.forward(hours=2)
    receive(desk, mention("Wann öffnet das Bürgerbüro?", remote_id="2", in_reply_to_id="1"))
    row = only(desk).row
    assert (row.queue, row.kind) == (Queue.INBOX, Kind.INCIDENT)


def test_what_a_person_called_it_outlasts_a_further_message(desk: Desk, clock: Clock) -> None:
    receive(desk, mention("Na ja, was soll man dazu sagen", remote_id="1"))
    desk.do(handling.label, only(desk).row.id, kind=Kind.CRITICISM)
    clock.forward(hours=2)
    receive(desk, mention("Wann öffnet das Bürgerbüro?", remote_id="2", in_reply_to_id="1"))
    assert only(desk).row.kind is Kind.CRITICISM


def test_a_direct_message_stays_direct(desk: Desk) -> None:
    receive(desk, mention(remote_id="1", visibility=Visibility.DIRECT))
    assert only(desk).row.visibility is Visibility.DIRECT


def test_the_cursor_moves_with_the_batch_or_not_at_all(desk: Desk) -> None:
    intake = intake_of(desk)
    assert intake.cursor("amt") is None
    intake.take([mention()], cursor="01J-ulid", account="amt")
    assert (intake.cursor("amt"), intake.cursor("presse")) == ("01J-ulid", None)
    with pytest.raises(NotFound):
        intake.take([mention(account="nobody")], cursor="01K", account="amt")
    assert intake.cursor("amt") == "01J-ulid"


def test_intake_knows_what_is_new_to_it(desk: Desk) -> None:
    receive(desk, mention(remote_id="1"))
    assert intake_of(desk).unknown("amt", ["1", "2", "2"]) == {"2"}
    assert intake_of(desk).unknown("presse", ["1"]) == {"1"}


def test_a_late_federated_post_is_reckoned_from_its_receipt(desk: Desk, clock: Clock) -> None:
    clock.forward(days=6)
    receive(desk, mention(remote_id="1", at=WEDNESDAY, via=Via.CATCHUP))
    assert only(desk).row.breached
