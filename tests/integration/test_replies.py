"""Replies from the first word to settled, on both engines, without a server: what the desk decides."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.support.store import Clock, at_the_same_store, learned, mention, receive
from tickets.desk import drafts, handling, outbox, registry, replies, ticket_view, views
from tickets.desk.house import Desk
from tickets.desk.outbox import Outgoing
from tickets.desk.rows import Query, TicketView
from tickets.errors import AudienceTooWide, Conflict, NotAllowed, NotFound, TextTooLong, UsageError
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose, ReplyState
from tickets.rules.states import Queue, State

LEASE = timedelta(seconds=30)


@pytest.fixture
def ticket_id(desk: Desk) -> int:
    receive(desk, mention("Wie bekomme ich ein Zertifikat?", remote_id="1"))
    return only_id(desk)


@pytest.fixture
def bridge(desk: Desk) -> Desk:
    return at_the_same_store(desk, "bridge")


def only_id(desk: Desk) -> int:
    (row,) = desk.see(views.page, Query()).rows
    return row.id


def show(desk: Desk, ticket_id: int) -> TicketView:
    return desk.see(ticket_view.show, ticket_id)


def waiting(bridge: Desk) -> Outgoing:
    (outgoing,) = bridge.see(outbox.due, "amt")
    return outgoing


def publish(bridge: Desk, clock: Clock, remote_id: str = "900") -> None:
    outgoing = waiting(bridge)
    assert bridge.do(outbox.claim, outgoing, lease=LEASE)
    bridge.do(outbox.trying, outgoing)
    bridge.do(outbox.sent, outgoing.reply_id, remote_id=remote_id, created_at=clock.at)


def test_a_published_answer_meets_the_clock_and_ends_the_work(
    desk: Desk, bridge: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(replies.queue, ticket_id, text="Gern: über das Formular.")
    clock.forward(minutes=5)
    publish(bridge, clock)

    ticket = show(desk, ticket_id)
    assert (ticket.row.state, ticket.row.due_at) == (State.ANSWERED, None)
    assert [cycle.outcome.value for cycle in ticket.clock] == ["met"]
    assert [(m.direction, m.text) for m in ticket.messages][1:] == [
        ("out", "@anna@example.social Gern: über das Formular.")
    ]
    assert (ticket.events[-1].what, ticket.events[-1].actor) == ("answered", "kim")
    assert bridge.see(outbox.due, "amt") == []


def test_settling_twice_changes_nothing(desk: Desk, bridge: Desk, ticket_id: int, clock: Clock) -> None:
    desk.do(replies.queue, ticket_id, text="Ja.")
    outgoing = waiting(bridge)
    publish(bridge, clock)
    bridge.do(outbox.sent, outgoing.reply_id, remote_id="900", created_at=clock.at)
    assert [event.what for event in show(desk, ticket_id).events].count("answered") == 1


def test_the_audience_is_named_before_anything_goes_out(desk: Desk, ticket_id: int) -> None:
    shown = desk.see(replies.preview, ticket_id, text="Ja.")
    assert shown.text == "@anna@example.social Ja."
    assert (shown.visibility, shown.audience.followers) == (Visibility.PUBLIC, 1234)
    # By Mastodon's rules the domain of a handle counts nothing.
    assert shown.length == len("@anna Ja.")
    assert shown.limit == 500


@pytest.mark.parametrize("asked", [Visibility.DIRECT, Visibility.PRIVATE])
def test_direct_stays_direct_and_widening_takes_a_second_yes(
    desk: Desk, asked: Visibility, bridge: Desk
) -> None:
    receive(desk, mention(visibility=asked))
    ticket_id = only_id(desk)
    assert desk.see(replies.preview, ticket_id, text="Ja.").visibility is Visibility.DIRECT
    with pytest.raises(AudienceTooWide, match="--yes-wider"):
        desk.do(replies.queue, ticket_id, text="Ja.", visibility=Visibility.PUBLIC)
    assert bridge.see(outbox.due, "amt") == []
    desk.do(replies.queue, ticket_id, text="Ja.", visibility=Visibility.PUBLIC, yes_wider=True)
    assert waiting(bridge).visibility is Visibility.PUBLIC


def test_a_bystander_in_a_direct_message_takes_a_second_yes(desk: Desk) -> None:
    receive(desk, mention(visibility=Visibility.DIRECT))
    with pytest.raises(AudienceTooWide):
        desk.do(replies.queue, only_id(desk), text="Fragen Sie @bernd@example.social.")


def test_content_warning_and_language_are_kept(desk: Desk, bridge: Desk) -> None:
    receive(desk, mention("Kan dat?", spoiler_text="Phishing", sensitive=True, language="nl"))
    desk.do(replies.queue, only_id(desk), text="Ja.")
    outgoing = waiting(bridge)
    assert (outgoing.spoiler_text, outgoing.sensitive, outgoing.language) == ("Phishing", True, "nl")


def test_what_the_instance_does_not_allow_is_refused_by_number(desk: Desk, ticket_id: int) -> None:
    with pytest.raises(TextTooLong, match="Shorten it by 12"):
        desk.do(replies.queue, ticket_id, text="x" * 506)
    desk.do(replies.queue, ticket_id, text="x" * 494)


def test_the_limit_is_that_of_the_instance(desk: Desk, ticket_id: int) -> None:
    roomy = learned("amt")
    desk.do(
        registry.learn,
        "amt",
        type(roomy)(
            remote_id="1",
            handle="amt@social.example.org",
            followers=1,
            character_limit=5000,
            url_length=23,
            idempotent=False,
        ),
    )
    assert desk.see(replies.preview, ticket_id, text="x").limit == 5000


def test_an_interim_status_starts_the_next_promise(
    desk: Desk, bridge: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(
        replies.queue, ticket_id, text="Wir fragen nach.", purpose=Purpose.INTERIM, promise=date(2026, 5, 28)
    )
    publish(bridge, clock)
    ticket = show(desk, ticket_id)
    assert ticket.row.queue is Queue.INBOX
    assert ticket.row.due_at == datetime(2026, 5, 28, 15, 0, tzinfo=UTC)


def test_without_a_date_the_interim_term_counts(
    desk: Desk, bridge: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(replies.queue, ticket_id, text="Wir fragen nach.", purpose=Purpose.INTERIM)
    publish(bridge, clock)
    assert show(desk, ticket_id).row.due_at == datetime(2026, 5, 22, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("promise", "why"),
    [
        (date(2026, 5, 25), "not a working day"),  # Whit Monday
        (date(2026, 5, 24), "not a working day"),  # a Sunday
        (date(2026, 5, 19), "over"),
    ],
)
def test_only_a_working_day_to_come_can_be_promised(
    desk: Desk, ticket_id: int, promise: date, why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        desk.do(replies.queue, ticket_id, text="Bald.", purpose=Purpose.INTERIM, promise=promise)


def test_a_question_back_waits_for_the_citizen(
    desk: Desk, bridge: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(replies.queue, ticket_id, text="Welches Produkt?", purpose=Purpose.ASK)
    publish(bridge, clock)
    assert (show(desk, ticket_id).row.queue, show(desk, ticket_id).row.due_at) == (Queue.WAITING, None)


def test_a_second_answer_is_refused_while_the_first_is_on_its_way(desk: Desk, ticket_id: int) -> None:
    desk.do(replies.queue, ticket_id, text="Ja.")
    with pytest.raises(UsageError, match="still on its way"):
        desk.do(replies.queue, ticket_id, text="Ja.")


def test_an_answer_to_what_changed_meanwhile_is_refused(desk: Desk, ticket_id: int) -> None:
    seen = show(desk, ticket_id).row.version
    receive(desk, mention("Oder doch nicht?", remote_id="2", in_reply_to_id="1"))
    with pytest.raises(Conflict):
        desk.do(replies.queue, ticket_id, text="Ja.", version=seen)


def test_what_came_after_the_reply_was_written_is_not_answered_by_it(
    desk: Desk, bridge: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(replies.queue, ticket_id, text="Ja.")
    later = clock.forward(minutes=1)
    receive(desk, mention("Und die Kosten?", remote_id="2", in_reply_to_id="1", at=later))
    clock.forward(minutes=1)
    publish(bridge, clock)
    row = show(desk, ticket_id).row
    assert (row.queue, row.received_at) == (Queue.INBOX, later)
    assert row.due_at is not None


def test_only_one_of_two_publishers_gets_a_reply(
    desk: Desk, bridge: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(replies.queue, ticket_id, text="Ja.")
    outgoing = waiting(bridge)
    assert [bridge.do(outbox.claim, outgoing, lease=LEASE) for _each in range(2)] == [True, False]
    assert bridge.see(outbox.due, "amt") == []
    clock.forward(seconds=31)
    assert waiting(bridge).attempts == 1


def test_what_surely_did_not_go_out_is_tried_again_as_new(
    desk: Desk, bridge: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(replies.queue, ticket_id, text="Ja.")
    outgoing = waiting(bridge)
    bridge.do(outbox.claim, outgoing, lease=LEASE)
    bridge.do(outbox.trying, outgoing)
    soon = clock.at + timedelta(minutes=1)
    bridge.do(outbox.postpone, outgoing, until=soon, reason="429", unsent=True)
    assert bridge.see(outbox.due, "amt") == []
    clock.at = soon
    again = waiting(bridge)
    assert not again.may_be_out()
    assert again.idempotency_key == outgoing.idempotency_key


def test_what_may_be_out_stays_so_and_its_key_ages(
    desk: Desk, bridge: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(replies.queue, ticket_id, text="Ja.")
    outgoing = waiting(bridge)
    bridge.do(outbox.claim, outgoing, lease=LEASE)
    bridge.do(outbox.trying, outgoing)
    bridge.do(outbox.postpone, outgoing, until=clock.at, reason="no answer", unsent=False)
    again = waiting(bridge)
    assert again.may_be_out()
    bridge.do(outbox.claim, again, lease=LEASE)
    bridge.do(outbox.postpone, again, until=clock.at, reason="429", unsent=True)
    assert waiting(bridge).may_be_out()
    assert waiting(bridge).key_holds(clock.at + timedelta(minutes=49))
    assert not waiting(bridge).key_holds(clock.at + timedelta(minutes=51))


def test_a_failed_reply_is_seen_and_its_text_is_a_draft_again(
    desk: Desk, bridge: Desk, ticket_id: int
) -> None:
    desk.do(replies.queue, ticket_id, text="Ja.")
    bridge.do(outbox.fail, waiting(bridge).reply_id, reason="The server refused it")
    ticket = show(desk, ticket_id)
    assert [(reply.state, reply.reason) for reply in ticket.replies] == [("failed", "The server refused it")]
    assert ticket.draft == "Ja."
    assert ticket.row.queue is Queue.INBOX
    assert ticket.row.reply is ReplyState.FAILED
    assert desk.see(views.service).replies_failed == 1
    desk.do(replies.queue, ticket_id, text="Doch.")
    assert show(desk, ticket_id).row.reply is None
    assert desk.see(views.page, Query(reply=ReplyState.FAILED)).rows == ()
    assert desk.see(views.service).replies_failed == 0


def test_an_uncertain_reply_waits_for_a_person(desk: Desk, bridge: Desk, ticket_id: int) -> None:
    queued = desk.do(replies.queue, ticket_id, text="Ja.")
    bridge.do(outbox.uncertain, queued.reply_id, reason="no answer")
    assert bridge.see(outbox.due, "amt") == []
    assert desk.see(views.service).replies_uncertain == 1
    with pytest.raises(UsageError, match="still on its way"):
        desk.do(replies.queue, ticket_id, text="Noch einmal.")
    desk.do(replies.give_up, queued.reply_id)
    desk.do(replies.queue, ticket_id, text="Noch einmal.")


def test_a_reply_can_be_called_back_until_it_is_claimed(desk: Desk, bridge: Desk, ticket_id: int) -> None:
    first = desk.do(replies.queue, ticket_id, text="Vorschnell.")
    desk.do(replies.withdraw, first.reply_id)
    assert show(desk, ticket_id).draft == "Vorschnell."
    second = desk.do(replies.queue, ticket_id, text="Überlegt.")
    bridge.do(outbox.claim, waiting(bridge), lease=LEASE)
    with pytest.raises(UsageError, match="being published"):
        desk.do(replies.withdraw, second.reply_id)


def test_drafts_are_kept_for_each_person(desk: Desk, ticket_id: int) -> None:
    lea = at_the_same_store(desk, "lea")
    desk.do(drafts.keep, ticket_id, text="Von Kim")
    lea.do(drafts.keep, ticket_id, text="Von Lea")
    assert (show(desk, ticket_id).draft, show(lea, ticket_id).draft) == ("Von Kim", "Von Lea")
    desk.do(replies.queue, ticket_id, text="Von Kim")
    assert (show(desk, ticket_id).draft, show(lea, ticket_id).draft) == ("", "Von Lea")


def test_an_ignored_ticket_must_be_rescued_before_it_is_answered(desk: Desk, ticket_id: int) -> None:
    desk.do(handling.ignore, ticket_id)
    with pytest.raises(UsageError, match="Rescue it first"):
        desk.do(replies.queue, ticket_id, text="Ja.")


def test_a_specialist_cannot_answer_citizens(desk: Desk, ticket_id: int) -> None:
    with pytest.raises(NotAllowed):
        at_the_same_store(desk, "sam").do(replies.queue, ticket_id, text="Ja.")


def test_a_ticket_whose_posts_are_all_deleted_has_nothing_to_answer(
    desk: Desk, ticket_id: int, clock: Clock
) -> None:
    from tickets.desk.arrivals import Deletion

    receive(desk, [Deletion(account="amt", remote_id="1", noticed_at=clock.at)])
    with pytest.raises(NotFound, match="deleted"):
        desk.do(replies.queue, ticket_id, text="Ja.")
