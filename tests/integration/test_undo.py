"""Undo: what somebody did last is as if it had never been, in state and clocks, and stays in the history."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention, receive
from tickets.desk import copies, forwards, handling, outbox, replies, ticket_view, undoing, views, watch
from tickets.desk.house import Desk
from tickets.desk.rows import Query, TicketView
from tickets.errors import NotAllowed, TicketsError, UsageError
from tickets.rules.reply import Purpose
from tickets.rules.states import Kind, Queue, State

SAME = "Warum dauert die Bearbeitung der Anträge in Ihrem Amt seit Wochen so unerträglich lange?"


@pytest.fixture
def ticket_id(desk: Desk) -> int:
    return ask(desk, "Wie bekomme ich ein Zertifikat?")


@pytest.fixture
def bridge(desk: Desk) -> Desk:
    return at_the_same_store(desk, "bridge")


def ask(desk: Desk, text: str, *, by: str = "anna@example.social") -> int:
    receive(desk, mention(text, by=by, at=desk.now()))
    return max(row.id for row in desk.see(views.page, Query()).rows)


def show(desk: Desk, ticket_id: int) -> TicketView:
    return desk.see(ticket_view.show, ticket_id)


def facts(desk: Desk, ticket_id: int) -> object:
    """All that undoing has to bring back."""
    view = show(desk, ticket_id)
    return view.row._replace(version=0), view.clock, view.forwards, view.snoozed_until


def whats(desk: Desk, ticket_id: int) -> list[str]:
    return [event.what for event in show(desk, ticket_id).events]


Deed = Callable[[Desk, int], object]
DEEDS: dict[str, Deed] = {
    "ignore": lambda desk, id_: desk.do(handling.ignore, id_),
    "rescue": lambda desk, id_: desk.do(handling.rescue, id_),
    "close": lambda desk, id_: desk.do(handling.close, id_, reason="doppelt"),
    "reopen": lambda desk, id_: desk.do(handling.reopen, id_),
    "assign": lambda desk, id_: desk.do(handling.assign, id_, to="lea"),
    "give back": lambda desk, id_: desk.do(handling.assign, id_, to=None),
    "snooze": lambda desk, id_: desk.do(handling.snooze, id_, until=desk.now() + timedelta(days=9)),
    "wait": lambda desk, id_: desk.do(handling.wait, id_),
    "label": lambda desk, id_: desk.do(handling.label, id_, kind=Kind.INCIDENT),
    "label hostile": lambda desk, id_: desk.do(handling.label, id_, kind=Kind.HOSTILE),
    "note": lambda desk, id_: desk.do(handling.note, id_, text="Frau Huber fragen."),
    "forward": lambda desk, id_: desk.do(forwards.forward, id_, to="buerger"),
    "forward elsewhere": lambda desk, id_: desk.do(forwards.forward, id_, to="zertifizierung", note="Eilt."),
    "recall": lambda desk, id_: desk.do(forwards.recall, id_),
    "reply": lambda desk, id_: desk.do(replies.queue, id_, text="Gern."),
    "promise": lambda desk, id_: desk.do(replies.queue, id_, text="Bald.", purpose=Purpose.INTERIM),
}
BEFORE = {"rescue": "ignore", "reopen": "close", "recall": "forward"}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_done_last_is_as_if_it_had_never_been(
    desk: Desk, ticket_id: int, clock: Clock, deed: str
) -> None:
    if deed in BEFORE:
        DEEDS[BEFORE[deed]](desk, ticket_id)
        clock.forward(minutes=5)
    before = facts(desk, ticket_id)
    DEEDS[deed](desk, ticket_id)
    done = show(desk, ticket_id).events[-1]
    clock.forward(minutes=1)
    undone = desk.do(undoing.undo, ticket_id)
    assert (undone.what, undone.tickets, undone.left) == (done.what, (ticket_id,), {})
    assert facts(desk, ticket_id) == before
    struck, last = show(desk, ticket_id).events[-2:]
    assert (struck.id, struck.undone) == (done.id, True)
    assert (last.what, last.actor, last.detail) == ("undone", "kim", {"undoes": done.id, "what": done.what})


def test_several_acts_are_undone_one_after_the_other(desk: Desk, ticket_id: int, clock: Clock) -> None:
    seen = []
    for deed in ("assign", "forward", "note", "forward elsewhere", "ignore", "rescue"):
        seen.append(facts(desk, ticket_id))
        DEEDS[deed](desk, ticket_id)
        clock.forward(minutes=7)
    while seen:
        desk.do(undoing.undo, ticket_id)
        assert facts(desk, ticket_id) == seen.pop()
    with pytest.raises(UsageError, match="nothing"):
        desk.do(undoing.undo, ticket_id)


def test_a_breach_that_was_written_down_meanwhile_stays(
    desk: Desk, bridge: Desk, ticket_id: int, clock: Clock
) -> None:
    clock.forward(days=9)
    bridge.do(watch.watch)
    desk.do(handling.close, ticket_id)
    bridge.do(watch.watch)
    desk.do(undoing.undo, ticket_id)
    view = show(desk, ticket_id)
    assert view.row.breached
    assert [cycle.breached(clock.at) for cycle in view.clock] == [True]
    assert "breached" in whats(desk, ticket_id)


def test_a_promise_that_began_with_the_act_and_is_broken_stays(
    desk: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(forwards.forward, ticket_id, to="buerger")
    clock.forward(days=9)
    with pytest.raises(UsageError, match="broken"):
        desk.do(undoing.undo, ticket_id)
    assert show(desk, ticket_id).row.state is State.FORWARDED


def test_nothing_is_undone_after_the_citizen_wrote_again(desk: Desk, ticket_id: int, clock: Clock) -> None:
    first = show(desk, ticket_id).messages[0].remote_id
    desk.do(handling.close, ticket_id)
    clock.forward(minutes=3)
    receive(desk, mention("Und wann?", in_reply_to_id=first, at=clock.at))
    before = facts(desk, ticket_id)
    with pytest.raises(UsageError, match="Something else"):
        desk.do(undoing.undo, ticket_id)
    assert facts(desk, ticket_id) == before


def test_nobody_undoes_what_somebody_else_did(desk: Desk, ticket_id: int) -> None:
    desk.do(handling.close, ticket_id)
    with pytest.raises(UsageError, match="You have done nothing"):
        at_the_same_store(desk, "lea").do(undoing.undo, ticket_id)
    with pytest.raises(NotAllowed):
        at_the_same_store(desk, "sam").do(undoing.undo, ticket_id)
    assert show(desk, ticket_id).row.state is State.CLOSED


def test_a_reply_that_is_undone_is_withdrawn_and_its_text_a_draft(
    desk: Desk, bridge: Desk, ticket_id: int
) -> None:
    desk.do(replies.queue, ticket_id, text="Gern.")
    desk.do(undoing.undo, ticket_id)
    view = show(desk, ticket_id)
    assert [reply.state for reply in view.replies] == ["withdrawn"]
    assert "Gern." in view.draft
    assert bridge.see(outbox.due, "amt") == []


def test_what_is_published_or_on_its_way_is_not_undone(desk: Desk, bridge: Desk, ticket_id: int) -> None:
    desk.do(replies.queue, ticket_id, text="Gern.")
    (outgoing,) = bridge.see(outbox.due, "amt")
    bridge.do(outbox.claim, outgoing)
    with pytest.raises(UsageError, match="being published"):
        desk.do(undoing.undo, ticket_id)
    bridge.do(outbox.sent, outgoing.reply_id, remote_id="900", created_at=desk.now())
    with pytest.raises(UsageError, match="published"):
        desk.do(undoing.undo, ticket_id)
    assert show(desk, ticket_id).row.state is State.ANSWERED


def campaign(desk: Desk, count: int = 3) -> list[int]:
    return [ask(desk, SAME, by=f"p{number}@example.social") for number in range(count)]


def test_what_was_done_to_all_near_copies_is_undone_for_all(desk: Desk, clock: Clock) -> None:
    tickets = campaign(desk)
    before = [facts(desk, ticket) for ticket in tickets]
    desk.do(copies.for_all, tickets[0], handling.ignore)
    assert {show(desk, ticket).row.queue for ticket in tickets} == {Queue.IGNORED}
    clock.forward(minutes=1)
    undone = desk.do(undoing.undo, tickets[1])
    assert (undone.tickets[0], sorted(undone.tickets)) == (tickets[1], tickets)
    assert [facts(desk, ticket) for ticket in tickets] == before
    near = show(desk, tickets[0]).near_copies
    assert near is not None
    assert (near.ignored, near.decided_by) == (None, None)


def test_a_near_copy_to_which_something_else_has_happened_is_left_and_named(desk: Desk) -> None:
    tickets = campaign(desk)
    desk.do(copies.for_all, tickets[0], handling.ignore)
    at_the_same_store(desk, "lea").do(handling.note, tickets[2], text="Kenne ich.")
    undone = desk.do(undoing.undo, tickets[0])
    assert sorted(undone.tickets) == tickets[:2]
    assert undone.left.keys() == {tickets[2]}
    assert show(desk, tickets[2]).row.state is State.IGNORED


def test_near_copies_that_came_meanwhile_and_were_ignored_with_it_come_back(desk: Desk, clock: Clock) -> None:
    first, second = campaign(desk, 2)
    desk.do(handling.ignore, first)
    clock.forward(minutes=2)
    receive(desk, mention(SAME, by="late@example.social", at=clock.at))
    late = max(row.id for row in desk.see(views.page, Query(copies_of=first)).rows)
    assert late > second
    assert show(desk, late).row.state is State.IGNORED
    undone = desk.do(undoing.undo, first)
    assert set(undone.tickets) == {first, late}
    assert show(desk, late).row.state is State.NEW
    assert show(desk, late).row.due_at is not None


def test_a_later_decision_of_somebody_else_for_near_copies_stays(desk: Desk, clock: Clock) -> None:
    first, second = campaign(desk, 2)
    desk.do(handling.label, first, kind=Kind.SPAM)
    clock.forward(minutes=2)
    at_the_same_store(desk, "lea").do(handling.label, second, kind=Kind.CRITICISM)
    desk.do(undoing.undo, first)
    near = show(desk, first).near_copies
    assert near is not None
    assert (near.kind, near.decided_by) == (Kind.CRITICISM, "lea")


@pytest.fixture(scope="module")
def lawful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Clock]]:
    clock = Clock()
    folder: Path = tmp_path_factory.mktemp("lawful")
    with closing(make_desk(folder, clock=clock)) as opened:
        yield opened, clock


@given(
    steps=st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(1, 3000)), min_size=1, max_size=6)
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_law_act_then_undo_is_before(lawful: tuple[Desk, Clock], steps: list[tuple[str, int]]) -> None:
    """Whatever was done before, whenever: either it is as it was, or it says why not and nothing is changed."""
    desk, clock = lawful
    clock.at = max(clock.at, WEDNESDAY)
    ticket = ask(desk, "Wie lange ist das Amt offen?", by=f"p{clock.at.timestamp():.0f}@example.social")
    for deed, minutes in steps:
        clock.forward(minutes=minutes)
        before = facts(desk, ticket)
        try:
            DEEDS[deed](desk, ticket)
        except TicketsError:
            continue
        desk.do(undoing.undo, ticket)
        assert facts(desk, ticket) == before
        DEEDS[deed](desk, ticket)
