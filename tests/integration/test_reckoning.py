"""Deadlines of open tickets reckoned anew after the settings changed, on both engines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.support.store import Clock, at_the_same_store, mention, receive
from tickets.config import CalendarSettings, Settings
from tickets.desk import forwards, handling, outbox, reckoning, replies, ticket_view, views, watch
from tickets.desk.house import Desk, House
from tickets.desk.rows import EventView, Query, TicketView
from tickets.errors import NotAllowed
from tickets.rules.reply import Purpose
from tickets.rules.sla import Promise
from tickets.rules.states import Queue
from tickets.rules.worktime import Term

DUE = datetime(2026, 5, 22, 13, 0, tzinfo=UTC)
"""Friday, end of service: two working days after Wednesday."""
LATER = datetime(2026, 5, 26, 15, 0, tzinfo=UTC)
"""Tuesday: Friday is closed now, and Monday is Whit Monday."""


@pytest.fixture
def lead(desk: Desk) -> Desk:
    return at_the_same_store(desk, "lea")


@pytest.fixture
def ticket_id(desk: Desk) -> int:
    receive(desk, mention("Wie bekomme ich ein Zertifikat?", remote_id="1"))
    (row,) = desk.see(views.page, Query()).rows
    return row.id


def closed_on_friday(settings: Settings) -> Settings:
    bonn = settings.calendars["bonn"]
    return changed(settings, bonn.model_copy(update={"closed": ("2026-05-22",)}))


def changed(settings: Settings, bonn: CalendarSettings) -> Settings:
    """The settings with another calendar: read anew, as a process that starts does."""
    return Settings(**{**dict(settings), "calendars": {"bonn": bonn}})


def under(desk: Desk, change: Callable[[Settings], Settings] = closed_on_friday) -> Desk:
    """The same person at the same store after the settings were changed."""
    return replace(desk, house=House.of(change(desk.house.settings)))


def with_term(answer: str) -> Callable[[Settings], Settings]:
    return lambda settings: settings.model_copy(
        update={"sla": settings.sla.model_copy(update={"answer": Term.parse(answer)})}
    )


def show(desk: Desk, ticket_id: int) -> TicketView:
    return desk.see(ticket_view.show, ticket_id)


def event(desk: Desk, ticket_id: int, what: str) -> EventView:
    (found,) = [each for each in show(desk, ticket_id).events if each.what == what]
    return found


def publish(desk: Desk, clock: Clock) -> None:
    bridge = at_the_same_store(desk, "bridge")
    (outgoing,) = bridge.see(outbox.due, "amt")
    assert bridge.do(outbox.claim, outgoing, lease=timedelta(minutes=1))
    bridge.do(outbox.sent, outgoing.reply_id, remote_id="900", created_at=clock.at)


def test_nothing_changes_by_itself_and_nothing_where_nothing_changed(lead: Desk, ticket_id: int) -> None:
    assert lead.see(reckoning.changed) == ()
    assert lead.do(reckoning.reckon, [ticket_id]) == ()
    assert show(under(lead), ticket_id).row.due_at == DUE
    assert [each.what for each in show(lead, ticket_id).events] == ["arrived"]


def test_a_deadline_follows_the_calendar_and_the_history_tells_who_and_by_what(
    lead: Desk, ticket_id: int, clock: Clock
) -> None:
    before = lead.house.calendar("amt").fingerprint
    lead = under(lead)
    clock.forward(hours=1)
    (found,) = lead.see(reckoning.changed)
    assert (found.ticket, found.account, found.promise) == (ticket_id, "amt", Promise.ANSWER)
    assert (found.before, found.after, found.overdue) == (DUE, LATER, False)
    assert show(lead, ticket_id).row.due_at == DUE

    assert lead.do(reckoning.reckon, [ticket_id]) == (found,)
    row = show(lead, ticket_id).row
    assert (row.due_at, row.received_at) == (LATER, datetime(2026, 5, 20, 8, tzinfo=UTC))
    told = event(lead, ticket_id, "reckoned")
    assert (told.actor, told.at) == ("lea", clock.at)
    assert told.detail == {
        "promise": "answer",
        "before": DUE.isoformat(),
        "after": LATER.isoformat(),
        "fingerprint_before": before,
        "calendar": "bonn",
        "fingerprint": lead.house.calendar("amt").fingerprint,
        "term": "2d",
    }
    assert before != told.detail["fingerprint"]
    assert lead.see(reckoning.changed) == ()


def test_it_can_be_reckoned_back_again(lead: Desk, ticket_id: int) -> None:
    under(lead).do(reckoning.reckon, [ticket_id])
    (back,) = lead.do(reckoning.reckon, [ticket_id])
    assert (back.before, back.after) == (LATER, DUE)
    first, second = [each.detail for each in show(lead, ticket_id).events if each.what == "reckoned"]
    assert second["fingerprint_before"] == first["fingerprint"]
    assert show(lead, ticket_id).row.due_at == DUE


def test_another_promise_is_another_deadline_and_may_be_overdue_at_once(
    lead: Desk, ticket_id: int, clock: Clock
) -> None:
    strict = under(lead, with_term("2h"))
    clock.forward(hours=3)
    (found,) = strict.do(reckoning.reckon, [ticket_id])
    assert (found.after, found.overdue) == (datetime(2026, 5, 20, 10, tzinfo=UTC), True)
    assert show(strict, ticket_id).row.breached


def test_a_broken_promise_is_never_made_good(lead: Desk, ticket_id: int, clock: Clock) -> None:
    clock.at = DUE + timedelta(seconds=1)
    assert under(lead).see(reckoning.changed) == ()
    assert under(lead).do(reckoning.reckon, [ticket_id]) == ()
    clock.at = DUE
    assert len(under(lead).see(reckoning.changed)) == 1


def test_what_was_noted_as_broken_stays_noted(lead: Desk, ticket_id: int, clock: Clock) -> None:
    clock.at = DUE + timedelta(hours=1)
    at_the_same_store(lead, "bridge").do(watch.watch)
    under(lead).do(reckoning.reckon, [ticket_id])
    ticket = show(lead, ticket_id)
    assert (ticket.row.due_at, ticket.row.breached) == (DUE, True)
    assert [each.what for each in ticket.events] == ["arrived", "breached"]


def test_the_date_that_a_citizen_was_told_stays(desk: Desk, lead: Desk, ticket_id: int, clock: Clock) -> None:
    desk.do(replies.queue, ticket_id, text="Bis Freitag.", purpose=Purpose.INTERIM, promise=date(2026, 5, 22))
    publish(desk, clock)
    assert under(lead).see(reckoning.changed) == ()
    assert show(desk, ticket_id).row.due_at == DUE


def test_an_interim_status_that_told_no_date_follows_the_calendar(
    desk: Desk, lead: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(replies.queue, ticket_id, text="Das dauert noch.", purpose=Purpose.INTERIM)
    # Published hours later: the term counts from when it was written, as it did then.
    clock.forward(hours=30)
    publish(desk, clock)
    (found,) = under(lead).do(reckoning.reckon, [ticket_id])
    assert (found.promise, found.before, found.after) == (Promise.INTERIM, DUE, LATER)
    (running,) = [cycle for cycle in show(desk, ticket_id).clock if cycle.is_running]
    assert (running.promise, running.due_at) == (Promise.INTERIM, LATER)


def test_what_is_not_owed_and_what_a_department_owes_stay_as_they_are(
    desk: Desk, lead: Desk, ticket_id: int
) -> None:
    desk.do(forwards.forward, ticket_id, to="buerger")
    asked = show(desk, ticket_id).forwards[0].due_at
    receive(desk, mention("Und noch etwas?", remote_id="2"), mention("Eine Frage?", remote_id="3"))
    waiting, ignored = [row.id for row in desk.see(views.page, Query(queue=Queue.INBOX)).rows]
    desk.do(handling.wait, waiting)
    desk.do(handling.ignore, ignored)
    (found,) = under(lead).do(reckoning.reckon, [ticket_id, waiting, ignored])
    assert found.ticket == ticket_id
    ticket = show(desk, ticket_id)
    assert [(cycle.promise.value, cycle.due_at) for cycle in ticket.clock] == [
        ("answer", LATER),
        ("department", asked),
    ]
    assert ticket.row.due_at == asked


def test_a_rescue_brings_the_original_deadline_back_which_can_then_be_reckoned(
    desk: Desk, lead: Desk, ticket_id: int
) -> None:
    desk.do(handling.ignore, ticket_id)
    assert under(lead).see(reckoning.changed) == ()
    desk.do(handling.rescue, ticket_id)
    assert show(desk, ticket_id).row.due_at == DUE
    assert [found.after for found in under(lead).see(reckoning.changed)] == [LATER]


def test_a_ticket_reopened_by_hand_counts_from_then(
    desk: Desk, lead: Desk, ticket_id: int, clock: Clock
) -> None:
    desk.do(handling.close, ticket_id)
    clock.forward(hours=24)
    desk.do(handling.reopen, ticket_id)
    before = show(desk, ticket_id).row.due_at
    assert event(desk, ticket_id, "reopened").detail["fingerprint"]
    (found,) = under(lead).see(reckoning.changed)
    assert (found.before, found.after) == (before, datetime(2026, 5, 27, 15, tzinfo=UTC))


def test_only_one_account_can_be_looked_at(desk: Desk, lead: Desk, ticket_id: int) -> None:
    receive(desk, mention(account="presse", remote_id="2"))
    assert len(under(lead).see(reckoning.changed)) == 2
    assert [found.ticket for found in under(lead).see(reckoning.changed, account="amt")] == [ticket_id]


def test_it_is_for_team_leads(desk: Desk, ticket_id: int) -> None:
    for login in ("kim", "sam", "somebody"):
        with pytest.raises(NotAllowed, match="reckon deadlines anew") as error:
            at_the_same_store(under(desk), login).do(reckoning.reckon, [ticket_id])
        assert error.value.remedy == "Ask the team lead"
    assert show(desk, ticket_id).row.due_at == DUE


def test_where_nobody_is_listed_anybody_may(desk: Desk, ticket_id: int) -> None:
    def alone(settings: Settings) -> Settings:
        return closed_on_friday(settings).model_copy(update={"users": ()})

    assert len(at_the_same_store(under(desk, alone), "root").do(reckoning.reckon, [ticket_id])) == 1
    assert event(desk, ticket_id, "reckoned").actor == "root"


def test_a_new_deadline_is_warned_of_anew(lead: Desk, ticket_id: int, clock: Clock) -> None:
    bridge = at_the_same_store(lead, "bridge")
    clock.at = DUE - timedelta(minutes=30)
    assert bridge.do(watch.watch) == 1
    under(lead).do(reckoning.reckon, [ticket_id])
    assert not show(lead, ticket_id).row.at_risk
    assert bridge.do(watch.watch) == 0
    clock.at = LATER - timedelta(minutes=30)
    assert bridge.do(watch.watch) == 1
    assert [each.what for each in show(lead, ticket_id).events] == [
        "arrived",
        "at_risk",
        "reckoned",
        "at_risk",
    ]
