"""Near copies: found as they come, one row for all, one decision for all, on both engines."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.support.campaign import CAMPAIGN, REWORDED, arrive, assert_one_row_each, passed_on
from tests.support.store import Clock, at_the_same_store, mention, receive
from tickets.bridge import Bridge
from tickets.desk import copies, forwards, handling, likeness, ticket_view, views
from tickets.desk.arrivals import Attachment, Edit
from tickets.desk.house import Desk, House
from tickets.desk.rows import Query, Row, TicketView
from tickets.rules.audience import Visibility
from tickets.rules.states import Kind, Queue, State, Zone
from tickets.storage.triage_models import NearKey

SHORT = "Wann hat das Bürgeramt Nord geöffnet?"


def listed(desk: Desk, queue: Queue = Queue.INBOX) -> tuple[Row, ...]:
    return desk.see(views.page, Query(queue=queue)).rows


def show(desk: Desk, ticket_id: int) -> TicketView:
    return desk.see(ticket_view.show, ticket_id)


def keys(desk: Desk) -> int:
    return desk.see(lambda session, _act: session.scalar(select(func.count()).select_from(NearKey))) or 0


def without(desk: Desk, **triage: object) -> Desk:
    """The same store, in a house with other settings of triage."""
    settings = desk.house.settings
    other = settings.model_copy(update={"triage": settings.triage.model_copy(update=triage)})
    return replace(desk, house=House.of(other))


def test_near_copies_have_one_row_whoever_wrote_them_and_wherever(desk: Desk) -> None:
    first, *others = arrive(
        desk,
        passed_on(),
        passed_on(f"@amt {CAMPAIGN.upper()} 📚"),
        passed_on(REWORDED, account="presse"),
        mention("Wann hat die Bibliothek am Samstag geöffnet?"),
    )
    rows = listed(desk)
    assert {row.id: row.copies for row in rows} == {first: 2, others[2]: 0}
    assert assert_one_row_each(desk) == 1
    alike = desk.see(views.page, Query(copies_of=others[1])).rows
    assert sorted(row.id for row in alike) == [first, *others[:2]]
    assert show(desk, first).near_copies is not None
    assert show(desk, others[2]).near_copies is None


def test_near_copies_in_one_batch_find_each_other(desk: Desk) -> None:
    receive(desk, [passed_on() for _each in range(20)], [passed_on(account="presse") for _each in range(5)])
    (row,) = listed(desk)
    assert row.copies == 24
    assert assert_one_row_each(desk) == 1


def test_a_campaign_does_not_fill_the_table_of_keys(desk: Desk) -> None:
    receive(desk, [passed_on() for _each in range(20)])
    assert keys(desk) == 8
    arrive(desk, passed_on(), passed_on(f"{CAMPAIGN} Danke"))
    assert keys(desk) == 8
    arrive(desk, passed_on(REWORDED))
    assert keys(desk) == 16


def test_a_reply_in_a_thread_is_nobodys_copy(desk: Desk, clock: Clock) -> None:
    receive(desk, passed_on())
    receive(desk, mention("Eine Frage zur Stadtbibliothek?", remote_id="t1"))
    receive(desk, mention(CAMPAIGN, remote_id="t2", in_reply_to_id="t1", at=clock.forward(hours=1)))
    assert {row.copies for row in listed(desk)} == {0}


def test_a_copy_changes_no_ticket_that_somebody_is_writing_to(desk: Desk) -> None:
    (first,) = arrive(desk, passed_on())
    version = show(desk, first).row.version
    arrive(desk, *(passed_on() for _each in range(4)))
    assert show(desk, first).row.copies == 4
    desk.do(handling.close, first, version=version)


def test_where_nothing_is_compared_nothing_is_stored_for_it(desk: Desk) -> None:
    desk = without(desk, copies_days=0)
    arrive(desk, passed_on(), passed_on())
    assert [row.copies for row in listed(desk)] == [0, 0]
    assert keys(desk) == 0


def test_after_some_weeks_a_post_is_compared_no_longer(desk: Desk, clock: Clock) -> None:
    arrive(desk, passed_on(), mention(SHORT))
    assert desk.do(likeness.prune) == 0
    at = clock.forward(days=20)
    arrive(desk, mention("Warum ist das Freibad in diesem Sommer geschlossen?", at=at))
    clock.forward(days=11)
    assert [desk.do(likeness.prune) for _twice in range(2)] == [2, 0]
    assert keys(desk) == 8
    arrive(desk, passed_on(at=clock.at))
    assert {row.copies for row in listed(desk)} == {0}


def test_a_correction_changes_the_next_near_copy_at_once(desk: Desk, clock: Clock) -> None:
    """What no refit could do over night: the very next post is treated as a person decided for the one before."""
    (first,) = arrive(desk, passed_on())
    desk.do(handling.ignore, first)
    (second,) = arrive(desk, passed_on(at=clock.forward(minutes=5)))
    assert show(desk, second).row.state is State.IGNORED

    desk.do(handling.rescue, second)
    (third,) = arrive(desk, passed_on(at=clock.forward(minutes=5)))
    assert (show(desk, third).row.state, show(desk, third).row.zone) == (State.NEW, Zone.NORMAL)

    desk.do(handling.label, third, kind=Kind.PRAISE)
    (fourth,) = arrive(desk, passed_on(at=clock.forward(minutes=5)))
    assert show(desk, fourth).row.kind is Kind.PRAISE

    desk.do(forwards.forward, third, to="buerger")
    (fifth,) = arrive(desk, passed_on(at=clock.forward(minutes=5)))
    assert (show(desk, fifth).row.department, show(desk, fifth).row.suggestion) == ("buerger", "forward")

    desk.do(handling.ignore, third)
    (sixth,) = arrive(desk, passed_on(at=clock.forward(minutes=5)))
    assert show(desk, sixth).row.state is State.IGNORED
    assert assert_one_row_each(desk) == 1


def test_whose_decision_it_was_stands_in_the_history_and_rescue_brings_the_clock_back(
    desk: Desk, clock: Clock
) -> None:
    (first,) = arrive(desk, passed_on())
    due = show(desk, first).row.due_at
    at_the_same_store(desk, "lea").do(handling.ignore, first)
    (second,) = arrive(desk, passed_on())

    ignored = show(desk, second)
    assert (ignored.events[-1].actor, ignored.events[-1].what) == ("bridge", "ignored")
    assert ignored.events[-1].detail == {"copy_of": first, "decided_by": "lea"}
    assert ignored.row.due_at is None
    assert ignored.near_copies is not None
    assert (ignored.near_copies.total, ignored.near_copies.ignored) == (1, True)
    clock.forward(days=1)
    desk.do(handling.rescue, second)
    assert show(desk, second).row.due_at == due


def test_what_the_bridge_did_by_itself_decides_for_nobody(desk: Desk) -> None:
    (first,) = arrive(desk, passed_on())
    at_the_same_store(desk, "bridge").do(handling.ignore, first)
    (second,) = arrive(desk, passed_on())
    assert show(desk, second).row.state is State.NEW


@pytest.mark.parametrize(
    "post",
    [
        passed_on("Datenleck: Im Portal sehe ich fremde Daten und Passwörter!", visibility=Visibility.DIRECT),
        replace(
            passed_on("Datenleck: Im Portal sehe ich fremde Daten und Passwörter!"),
            attachments=(Attachment("image", "", "https://files.example/1.png"),),
        ),
        replace(passed_on("Datenleck: Im Portal sehe ich fremde Daten und Passwörter!"), quotes="4711"),
    ],
    ids=["reports an incident directly", "shows a picture", "quotes a post"],
)
def test_what_may_be_somebodys_own_matter_is_only_suggested(desk: Desk, post: object) -> None:
    (first,) = arrive(desk, passed_on("Datenleck: Im Portal sehe ich fremde Daten und Passwörter!"))
    desk.do(handling.ignore, first)
    (second,) = arrive(desk, post)  # type: ignore[arg-type]
    row = show(desk, second).row
    assert (row.state, row.zone, row.suggestion) == (State.NEW, Zone.SUGGEST, "ignore")


def test_whoever_waits_for_us_is_not_ignored(desk: Desk) -> None:
    (first,) = arrive(desk, passed_on())
    desk.do(handling.ignore, first)
    _own, second = arrive(desk, mention(SHORT, by="ute@example.net"), passed_on(by="ute@example.net"))
    assert (show(desk, second).row.state, show(desk, second).row.zone) == (State.NEW, Zone.SUGGEST)


def test_who_adds_a_question_of_their_own_is_not_ignored(desk: Desk) -> None:
    first, _second = arrive(desk, passed_on(), passed_on())
    desk.do(handling.ignore, first)
    own = f"{CAMPAIGN} Und wo kann meine blinde Mutter ab Januar ihre Hörbücher ausleihen?"
    (third,) = arrive(desk, passed_on(own))
    assert show(desk, third).near_copies is not None
    assert (show(desk, third).row.state, show(desk, third).row.zone) == (State.NEW, Zone.SUGGEST)


def test_where_the_house_ignores_nothing_by_itself_copies_are_only_suggested(desk: Desk) -> None:
    desk = without(desk, ignore=False)
    (first,) = arrive(desk, passed_on())
    desk.do(handling.ignore, first)
    (second,) = arrive(desk, passed_on())
    assert (show(desk, second).row.state, show(desk, second).row.zone) == (State.NEW, Zone.SUGGEST)


def test_what_somebody_adds_of_their_own_gets_a_row_of_its_own(desk: Desk, clock: Clock) -> None:
    first, second = arrive(desk, passed_on(), passed_on(by="ute@example.net", remote_id="ute-1"))
    later = clock.forward(hours=1)
    again = mention(
        "Und wo leiht meine Mutter jetzt?", by="ute@example.net", in_reply_to_id="ute-1", at=later
    )
    receive(desk, again)
    assert {row.id: row.copies for row in listed(desk)} == {first: 0, second: 0}
    desk.do(copies.for_all, first, handling.ignore)
    assert show(desk, second).row.queue is Queue.INBOX


def test_who_writes_something_else_into_their_post_gets_a_row_of_their_own(desk: Desk, clock: Clock) -> None:
    posts = [passed_on() for _three in range(3)]
    first, second, third = arrive(desk, *posts)
    for post, text in (
        (posts[1], f"{CAMPAIGN} 📚"),
        (posts[2], "Wo leiht meine blinde Mutter jetzt Bücher aus?"),
    ):
        receive(
            desk,
            Edit(
                account="amt",
                remote_id=post.remote_id,
                text=text,
                spoiler_text="",
                language="de",
                sensitive=False,
                edited_at=clock.forward(minutes=1),
                attachments=(),
                mentions=(),
            ),
        )
    assert {row.id: row.copies for row in listed(desk)} == {first: 1, third: 0}
    assert show(desk, second).near_copies is not None
    assert assert_one_row_each(desk) == 1


def test_the_next_of_them_stands_for_all_when_the_first_goes(desk: Desk, clock: Clock) -> None:
    tickets = arrive(desk, *(passed_on(at=clock.forward(hours=1)) for _three in range(3)))
    for gone, ticket in enumerate(tickets):
        (row,) = listed(desk)
        assert (row.id, row.copies) == (ticket, 2 - gone)
        desk.do(handling.close, ticket)
    assert listed(desk) == ()
    (ended,) = listed(desk, Queue.DONE)
    assert ended.copies == 2


def test_how_many_say_the_same_is_a_reason_of_the_row_that_stands_for_them(desk: Desk) -> None:
    (first,) = arrive(desk, passed_on())
    before = show(desk, first)
    receive(desk, [passed_on() for _each in range(16)])
    after = show(desk, first)
    named = {reason.name for reason in after.reasons if reason.about == "priority"}
    assert named - {reason.name for reason in before.reasons if reason.about == "priority"} == {"copies"}
    assert after.row.rank < before.row.rank
    assert (after.row.version, after.row.id) == (before.row.version, listed(desk)[0].id)


def test_the_bridge_forgets_by_itself_what_nothing_is_compared_with_any_longer(
    desk: Desk, clock: Clock
) -> None:
    arrive(desk, passed_on())
    with Bridge(desk.house.settings, now=clock) as bridge:
        bridge.once()
        assert keys(desk) == 8
        clock.forward(days=31)
        bridge.once()
    assert keys(desk) == 0
