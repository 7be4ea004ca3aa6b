"""Two at one ticket: who else has it open, and what happened while somebody was writing. On both engines."""

import pytest
from sqlalchemy import event as listening

from tests.integration.test_templating import with_channel
from tests.support.store import Clock, at_the_same_store, edited, mention, receive
from tickets.desk import handling, meanwhile, presence, replies, ticket_view, views
from tickets.desk.arrivals import Deletion
from tickets.desk.house import Desk
from tickets.desk.presence import PresenceView
from tickets.desk.rows import Query, TicketView
from tickets.errors import Conflict, NotAllowed
from tickets.rules.audience import Visibility


@pytest.fixture
def ticket_id(desk: Desk) -> int:
    receive(desk, mention("Wann offen?", remote_id="1"))
    (row,) = desk.see(views.page, Query()).rows
    return row.id


@pytest.fixture
def lea(desk: Desk) -> Desk:
    return at_the_same_store(desk, "lea")


def show(desk: Desk, ticket_id: int) -> TicketView:
    return desk.see(ticket_view.show, ticket_id)


def test_each_sees_the_other_and_not_themselves(desk: Desk, lea: Desk, ticket_id: int, clock: Clock) -> None:
    began = clock.at
    assert desk.do(presence.beat, ticket_id) == ()
    clock.forward(seconds=5)
    assert lea.do(presence.beat, ticket_id, writing=True) == (PresenceView("kim", False, began),)
    assert desk.see(presence.others, ticket_id) == (PresenceView("lea", True, clock.at),)
    lea.do(presence.beat, ticket_id)
    assert [other.writing for other in desk.see(presence.others, ticket_id)] == [False]


def test_who_gives_no_sign_of_life_is_gone_after_half_a_minute(
    desk: Desk, lea: Desk, ticket_id: int, clock: Clock
) -> None:
    lea.do(presence.beat, ticket_id)
    clock.forward(seconds=29)
    assert len(desk.see(presence.others, ticket_id)) == 1
    clock.forward(seconds=1)
    assert desk.see(presence.others, ticket_id) == ()
    assert desk.do(presence.beat, ticket_id) == ()
    came_back = clock.forward(minutes=1)
    lea.do(presence.beat, ticket_id)
    assert desk.see(presence.others, ticket_id) == (PresenceView("lea", False, came_back),)


def test_who_closes_the_ticket_is_gone_at_once(desk: Desk, lea: Desk, ticket_id: int) -> None:
    lea.do(presence.beat, ticket_id)
    lea.do(presence.leave, ticket_id)
    assert desk.see(presence.others, ticket_id) == ()


def test_a_sign_of_life_is_no_change_of_the_ticket(desk: Desk, lea: Desk, ticket_id: int) -> None:
    before = show(desk, ticket_id).row.version
    lea.do(presence.beat, ticket_id, writing=True)
    assert show(desk, ticket_id).row.version == before


def test_who_may_not_see_the_ticket_is_not_told_who_does(desk: Desk, ticket_id: int) -> None:
    with pytest.raises(NotAllowed):
        at_the_same_store(desk, "sam").do(presence.beat, ticket_id)


def test_who_else_is_there_is_one_question_however_many_there_are(desk: Desk, ticket_id: int) -> None:
    for login in ("lea", "mia", "noa", "udo"):
        at_the_same_store(desk, login).do(presence.beat, ticket_id)
    asked: list[str] = []

    def count(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    listening.listen(desk.database.engine, "before_cursor_execute", count)
    assert len(desk.see(presence.others, ticket_id)) == 4
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 1


def test_what_others_did_meanwhile_is_told_in_order(desk: Desk, lea: Desk, ticket_id: int) -> None:
    seen = show(desk, ticket_id)
    assert not desk.see(meanwhile.since, ticket_id, seen.seen).anything
    lea.do(handling.note, ticket_id, text="Ich rufe an.")
    lea.do(handling.assign, ticket_id, to="lea")
    changed = desk.see(meanwhile.since, ticket_id, seen.seen)
    assert [(event.actor, event.what) for event in changed.events] == [("lea", "noted"), ("lea", "assigned")]
    assert not changed.by_citizen
    assert changed.version == show(desk, ticket_id).row.version
    assert not desk.see(meanwhile.since, ticket_id, changed.seen).anything


def test_an_edit_is_shown_in_old_and_new_words_before_an_answer_goes_out(
    desk: Desk, ticket_id: int, clock: Clock
) -> None:
    seen = show(desk, ticket_id).seen
    for text in ("Wann geschlossen?", "Warum geschlossen?"):
        receive(desk, edited(text, clock.forward(minutes=1)))
    shown = desk.see(replies.preview, ticket_id, text="Ab neun.", seen=seen)
    assert shown.meanwhile is not None
    (change,) = shown.meanwhile.reworded
    assert (change.before, change.after, change.at) == ("Wann offen?", "Warum geschlossen?", clock.at)
    with pytest.raises(Conflict):
        desk.do(replies.queue, ticket_id, text="Ab neun.", seen=seen)
    assert show(desk, ticket_id).replies == ()
    desk.do(replies.queue, ticket_id, text="Wegen des Feiertags.", seen=shown.meanwhile.seen)


def test_a_further_post_and_a_deletion_are_shown_before_an_answer_goes_out(
    desk: Desk, ticket_id: int, clock: Clock
) -> None:
    seen = show(desk, ticket_id).seen
    receive(desk, mention("Und samstags?", remote_id="2", in_reply_to_id="1", at=clock.forward(minutes=1)))
    receive(desk, Deletion(account="amt", remote_id="1", noticed_at=clock.forward(minutes=1)))
    changed = desk.see(meanwhile.since, ticket_id, seen)
    assert (changed.arrived, changed.deleted, changed.reworded) == (("Und samstags?",), ("Wann offen?",), ())
    with pytest.raises(Conflict):
        desk.do(replies.queue, ticket_id, text="Ab neun.", seen=seen)


def test_what_colleagues_did_does_not_keep_an_answer_back(desk: Desk, lea: Desk, ticket_id: int) -> None:
    seen = show(desk, ticket_id).seen
    lea.do(handling.note, ticket_id, text="Ich rufe an.")
    assert desk.do(replies.queue, ticket_id, text="Ab neun.", seen=seen).reply_id


def test_the_view_says_for_how_long_a_reply_can_be_called_back(
    desk: Desk, ticket_id: int, clock: Clock
) -> None:
    settings = desk.house.settings
    assert type(settings.replies)().delay_seconds == 10
    waiting = settings.replies.model_copy(update={"delay_seconds": 10})
    later = with_channel(desk, "")
    later.house.settings.__dict__["replies"] = waiting
    later.do(replies.queue, ticket_id, text="Ab neun.")
    clock.forward(seconds=3.5)
    assert [reply.seconds_left for reply in show(desk, ticket_id).replies] == [6.5]
    clock.forward(seconds=9)
    assert [reply.seconds_left for reply in show(desk, ticket_id).replies] == [0]
    later.do(replies.withdraw, show(desk, ticket_id).replies[0].id)
    assert [reply.seconds_left for reply in show(desk, ticket_id).replies] == [None]


@pytest.mark.parametrize(
    ("visibility", "channel", "offers"),
    [
        (Visibility.DIRECT, "https://www.bund.de/sicher", True),
        (Visibility.DIRECT, "", False),
        (Visibility.PUBLIC, "https://www.bund.de/sicher", False),
    ],
)
def test_a_direct_message_warns_and_offers_the_way_to_a_secure_channel(
    desk: Desk, visibility: Visibility, channel: str, offers: bool
) -> None:
    receive(desk, mention("Meine Steuernummer ist …", visibility=visibility, by="berta@example.social"))
    ticket = max(row.id for row in desk.see(views.page, Query()).rows)
    shown = with_channel(desk, channel).see(replies.preview, ticket, text="Ja.")
    assert shown.offers_secure is offers
    assert any("not encrypted" in warning for warning in shown.audience.warnings) is (
        visibility is Visibility.DIRECT
    )
