"""What people do to tickets, on both engines."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.store import WEDNESDAY, Clock, at_the_same_store, mention, receive
from tickets.desk import forwards, handling, registry, ticket_view, views, watch
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.desk.rows import Query, TicketView
from tickets.errors import Conflict, IllegalMove, NotAllowed, NotFound, UsageError
from tickets.rules.states import Kind, Queue, State

DUE = datetime(2026, 5, 22, 13, 0, tzinfo=UTC)
"""When the answer to a mention of Wednesday is due: the end of service on Friday."""


@pytest.fixture
def ticket_id(desk: Desk) -> int:
    receive(desk, mention("Wie bekomme ich ein Zertifikat?", remote_id="1"))
    (row,) = desk.see(views.page, Query()).rows
    return row.id


def show(desk: Desk, ticket_id: int) -> TicketView:
    return desk.see(ticket_view.show, ticket_id)


def test_ignoring_keeps_the_ticket_and_rescue_brings_back_its_original_clock(
    desk: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(handling.ignore, ticket_id, reason="Polemik")
    ignored = show(desk, ticket_id)
    assert (ignored.row.queue, ignored.row.due_at) == (Queue.IGNORED, None)
    assert [row.id for row in desk.see(views.page, Query(queue=Queue.IGNORED)).rows] == [ticket_id]

    clock.forward(days=9)
    desk.do(handling.rescue, ticket_id)
    rescued = show(desk, ticket_id).row
    assert (rescued.queue, rescued.due_at, rescued.received_at) == (Queue.INBOX, DUE, WEDNESDAY)
    assert rescued.breached


def test_who_acts_is_named_in_the_event(desk: Desk, ticket_id: int) -> None:
    desk.do(handling.note, ticket_id, text="Bitte Rücksprache")
    at_the_same_store(desk, "lea").do(handling.assign, ticket_id, to="kim")
    events = show(desk, ticket_id).events
    assert [(event.actor, event.what) for event in events] == [
        ("bridge", "arrived"),
        ("kim", "noted"),
        ("lea", "assigned"),
    ]


def test_a_ticket_is_assigned_to_somebody_whom_the_settings_know(desk: Desk, ticket_id: int) -> None:
    with pytest.raises(UsageError, match="nobody"):
        desk.do(handling.assign, ticket_id, to="nobody")
    with pytest.raises(UsageError, match=r"sam is a specialist.*Forward it to “zertifizierung”"):
        desk.do(handling.assign, ticket_id, to="sam")
    assert show(desk, ticket_id).row.assignee is None
    desk.do(handling.assign, ticket_id, to="lea")
    assert show(desk, ticket_id).row.assignee == "lea"
    desk.do(handling.assign, ticket_id, to=None)
    assert show(desk, ticket_id).row.assignee is None


def test_two_people_cannot_overwrite_each_other_unseen(desk: Desk, ticket_id: int) -> None:
    seen = show(desk, ticket_id).row.version
    at_the_same_store(desk, "lea").do(handling.close, ticket_id, version=seen)
    with pytest.raises(Conflict):
        desk.do(handling.ignore, ticket_id, version=seen)
    assert show(desk, ticket_id).row.state is State.CLOSED


def test_what_the_law_of_states_forbids_changes_nothing(desk: Desk, ticket_id: int) -> None:
    with pytest.raises(IllegalMove):
        desk.do(handling.rescue, ticket_id)
    assert [event.what for event in show(desk, ticket_id).events] == ["arrived"]


def test_an_unknown_ticket_is_said_to_be_unknown(desk: Desk) -> None:
    with pytest.raises(NotFound, match="4711"):
        desk.do(handling.close, 4711)


def test_a_forwarded_question_keeps_its_clock_and_starts_the_departments(
    desk: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(forwards.forward, ticket_id, to="zertifizierung", note="Bitte bis Freitag")
    ticket = show(desk, ticket_id)
    assert (ticket.row.queue, ticket.row.department) == (Queue.DEPARTMENTS, "zertifizierung")
    # One working day for the department, two for us: the list shows the earlier.
    assert ticket.row.due_at == datetime(2026, 5, 21, 15, 0, tzinfo=UTC)
    assert [cycle.promise.value for cycle in ticket.clock] == ["answer", "department"]

    clock.forward(hours=2)
    at_the_same_store(desk, "sam").do(forwards.propose, ticket_id, text="Antrag stellen, vier Wochen.")
    ticket = show(desk, ticket_id)
    assert (ticket.row.state, ticket.row.due_at) == (State.PROPOSED, DUE)
    assert [(proposal.author, proposal.text) for proposal in ticket.proposals] == [
        ("sam", "Antrag stellen, vier Wochen.")
    ]
    assert ticket.forwards[0].ended_at == clock.at


def test_a_department_is_due_in_time_for_us_to_answer(desk: Desk, ticket_id: int, clock: Clock) -> None:
    """Of what is left it has three quarters (`warn_at`), and we have the last one."""
    clock.at = DUE - timedelta(hours=4)
    desk.do(forwards.forward, ticket_id, to="buerger")
    assert show(desk, ticket_id).forwards[0].due_at == DUE - timedelta(hours=1)


def test_a_second_department_has_its_own_time_whatever_the_first_one_had(
    desk: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(forwards.forward, ticket_id, to="zertifizierung")
    first = show(desk, ticket_id).forwards[0].due_at
    clock.at = first - timedelta(hours=1)
    desk.do(forwards.forward, ticket_id, to="buerger")
    # An hour of Thursday and six of Friday are left to us.
    assert show(desk, ticket_id).forwards[1].due_at == DUE - timedelta(hours=7) / 4


def test_a_department_that_is_asked_when_we_are_late_already_has_its_whole_term(
    desk: Desk, ticket_id: int, clock: Clock
) -> None:
    clock.at = DUE + timedelta(minutes=1)
    desk.do(forwards.forward, ticket_id, to="buerger")
    assert show(desk, ticket_id).forwards[0].due_at == datetime(2026, 5, 26, 15, 0, tzinfo=UTC)


def test_a_specialist_sees_and_does_only_what_the_department_was_asked(desk: Desk, ticket_id: int) -> None:
    sam = at_the_same_store(desk, "sam")
    assert sam.see(views.page, Query()).rows == ()
    for forbidden in (
        lambda: sam.see(ticket_view.show, ticket_id),
        lambda: sam.do(forwards.propose, ticket_id, text="…"),
        lambda: sam.do(handling.ignore, ticket_id),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    desk.do(forwards.forward, ticket_id, to="zertifizierung")
    assert [row.id for row in sam.see(views.page, Query()).rows] == [ticket_id]
    assert sam.see(views.counts)[Queue.DEPARTMENTS] == 1


def test_a_question_can_be_taken_back(desk: Desk, ticket_id: int) -> None:
    desk.do(forwards.forward, ticket_id, to="buerger")
    desk.do(forwards.recall, ticket_id)
    ticket = show(desk, ticket_id)
    assert (ticket.row.state, ticket.row.due_at) == (State.OPEN, DUE)


def test_an_unknown_department_is_refused_by_naming_the_known(desk: Desk, ticket_id: int) -> None:
    with pytest.raises(NotFound, match="buerger, zertifizierung"):
        desk.do(forwards.forward, ticket_id, to="kantine")


def test_waiting_for_the_citizen_stops_the_clock_until_they_write(
    desk: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(handling.wait, ticket_id)
    assert show(desk, ticket_id).row.due_at is None
    later = clock.forward(days=12)
    receive(desk, mention("Hier die Nummer: 42?", remote_id="2", in_reply_to_id="1", at=later))
    row = show(desk, ticket_id).row
    assert row.state is State.OPEN
    assert row.due_at is not None
    assert row.due_at > later


def test_what_is_put_aside_comes_back_by_itself_and_its_clock_runs(
    desk: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(handling.snooze, ticket_id, until=clock.at + timedelta(hours=3))
    assert show(desk, ticket_id).row.queue is Queue.WAITING
    assert show(desk, ticket_id).row.due_at == DUE
    clock.forward(hours=3)
    assert at_the_same_store(desk, "bridge").do(watch.watch) == 1
    assert show(desk, ticket_id).row.state is State.OPEN
    with pytest.raises(UsageError, match="passed"):
        desk.do(handling.snooze, ticket_id, until=clock.at)


def test_risk_and_breach_are_written_down_once(desk: Desk, ticket_id: int, clock: Clock) -> None:
    bridge = at_the_same_store(desk, BRIDGE.login)
    assert bridge.do(watch.watch) == 0
    clock.at = DUE - timedelta(minutes=30)
    assert [bridge.do(watch.watch) for _twice in range(2)] == [1, 0]
    assert show(desk, ticket_id).row.at_risk
    clock.at = DUE + timedelta(seconds=1)
    assert [bridge.do(watch.watch) for _twice in range(2)] == [1, 0]
    assert [event.what for event in show(desk, ticket_id).events] == ["arrived", "at_risk", "breached"]
    assert [row.id for row in desk.see(views.page, Query(breached=True)).rows] == [ticket_id]


def test_a_past_breach_is_never_taken_back(desk: Desk, ticket_id: int, clock: Clock) -> None:
    clock.at = DUE + timedelta(hours=1)
    at_the_same_store(desk, BRIDGE.login).do(watch.watch)
    desk.do(handling.close, ticket_id)
    assert show(desk, ticket_id).row.breached


def test_a_corrected_label_moves_the_ticket(desk: Desk, ticket_id: int) -> None:
    before = show(desk, ticket_id).row.priority
    desk.do(handling.label, ticket_id, kind=Kind.INCIDENT)
    row = show(desk, ticket_id).row
    assert row.kind is Kind.INCIDENT
    assert row.priority > before
    assert show(desk, ticket_id).events[-1].detail == {"before": "question", "kind": "incident"}


def test_reopening_by_hand_starts_a_clock_from_now(desk: Desk, ticket_id: int, clock: Clock) -> None:
    desk.do(handling.close, ticket_id)
    clock.forward(days=7)
    desk.do(handling.reopen, ticket_id)
    due = show(desk, ticket_id).row.due_at
    assert due is not None
    assert due > clock.at


def test_an_empty_note_and_an_empty_proposal_are_refused(desk: Desk, ticket_id: int) -> None:
    with pytest.raises(UsageError):
        desk.do(handling.note, ticket_id, text=" \n")
    with pytest.raises(UsageError):
        desk.do(forwards.propose, ticket_id, text=" ")


def test_a_department_that_left_the_settings_stays_in_the_history(desk: Desk, ticket_id: int) -> None:
    desk.do(forwards.forward, ticket_id, to="buerger")
    smaller = desk.house.settings.model_copy(update={"departments": ()})
    desk.do(
        lambda session, act: registry.sync(session, type(act)(act.actor, act.now, desk.house.of(smaller)))
    )
    assert show(desk, ticket_id).row.department == "buerger"
    with pytest.raises(NotFound):
        desk.do(forwards.forward, ticket_id, to="buerger")
