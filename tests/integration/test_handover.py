"""The change of duty: one brief a week, what it lists, whose the tickets are then, and who acknowledges it."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete

from tests.support.roster import MONDAY_MORNING, THIS_WEEK, at_work, put
from tests.support.store import Clock, intake_of, mention
from tickets.bridge import Bridge
from tickets.desk import (
    absences,
    forwards,
    handling,
    handover,
    outbox,
    replies,
    roster,
    ticket_view,
    undoing,
    views,
    watch,
)
from tickets.desk.duty_rows import BriefLine, HandOverView, Section
from tickets.desk.house import Desk
from tickets.desk.rows import EventView, Query
from tickets.errors import NotAllowed, NotFound
from tickets.rules.reply import Purpose
from tickets.rules.states import Kind, State
from tickets.storage.models import Event, Message, Ticket

LAST, NEXT = THIS_WEEK.later(-1), THIS_WEEK.next
FRIDAY = datetime(2026, 5, 15, 8, 0, tzinfo=UTC)
"""Of last week, in which kim is on duty."""


@pytest.fixture
def office(desk: Desk, clock: Clock) -> Desk:
    """Lea's desk on the Friday before: last week is kim's, this week mia's."""
    clock.at = FRIDAY
    put(desk, LAST, "kim")
    put(desk, THIS_WEEK, "mia", "noa")
    return at_work(desk)


def arrive(desk: Desk, clock: Clock, *texts: str) -> None:
    intake_of(at_work(desk)).take([mention(text, at=clock.at) for text in texts])


def numbers(desk: Desk) -> dict[str, int]:
    """Tickets by what was asked."""
    return {row.excerpt: row.id for row in desk.see(views.page, Query(limit=500)).rows}


def owners(desk: Desk) -> dict[str, str | None]:
    """Whose they are."""
    return {row.excerpt: row.assignee for row in desk.see(views.page, Query()).rows}


def pulse(desk: Desk) -> int:
    """What the bridge does every few seconds."""
    return at_work(desk, "bridge").do(handover.make_due)


def brief(desk: Desk) -> HandOverView:
    view = at_work(desk).see(handover.current)
    assert view is not None
    return view


def events(desk: Desk, text: str) -> tuple[EventView, ...]:
    return desk.see(ticket_view.show, numbers(desk)[text]).events


def lines(view: HandOverView) -> dict[str, BriefLine]:
    return {line.excerpt: line for line in view.lines}


def publish(desk: Desk, ticket_id: int, purpose: Purpose, promise: date | None = None) -> str:
    """A reply goes out; its remote id."""
    desk.do(replies.queue, ticket_id, text="Dazu melden wir uns.", purpose=purpose, promise=promise)
    bridge = at_work(desk, "bridge")
    (outgoing,) = bridge.see(outbox.due, "amt")
    bridge.do(outbox.claim, outgoing)
    bridge.do(outbox.trying, outgoing)
    remote_id = f"our-{outgoing.reply_id}"
    bridge.do(outbox.sent, outgoing.reply_id, remote_id=remote_id, created_at=desk.now())
    return remote_id


# When it is made.


def test_a_brief_is_made_once_when_service_begins_in_the_week(office: Desk, clock: Clock) -> None:
    clock.at = MONDAY_MORNING - timedelta(seconds=1)
    assert pulse(office) == 0
    clock.forward(seconds=1)
    assert [pulse(office) for _again in range(3)] == [1, 0, 0]
    clock.forward(days=1)
    assert pulse(office) == 0
    view = brief(office)
    assert (view.week, view.outgoing, view.incoming) == (THIS_WEEK, "kim", "mia")
    assert (view.made_at, view.acknowledged_at, view.acknowledged_by) == (MONDAY_MORNING, None, None)


def test_after_a_holiday_it_is_made_on_the_first_day_of_service(office: Desk, clock: Clock) -> None:
    put(office, NEXT, "noa")
    clock.at = MONDAY_MORNING + timedelta(days=7)  # Whit Monday
    assert pulse(office) == 0
    clock.forward(days=1)
    assert pulse(office) == 1
    assert brief(office).week == NEXT


def test_nothing_is_made_at_night_or_without_a_roster(office: Desk, clock: Clock) -> None:
    clock.at = MONDAY_MORNING + timedelta(days=15)
    assert pulse(office) == 0
    assert at_work(office).see(handover.current) is None
    put(office, NEXT.next, "kim")
    clock.forward(hours=12)
    assert pulse(office) == 0
    clock.forward(hours=12)
    assert pulse(office) == 1


def test_where_nobody_acts_it_waits_for_somebody(office: Desk, clock: Clock) -> None:
    monday = THIS_WEEK.first_day
    for login in ("mia", "noa"):
        office.do(absences.away, login, monday, monday)
    clock.at = MONDAY_MORNING
    assert pulse(office) == 0
    clock.forward(days=1)
    assert pulse(office) == 1
    assert brief(office).incoming == "mia"


def test_the_deputy_takes_over_where_the_manager_is_away(office: Desk, clock: Clock) -> None:
    office.do(absences.away, "mia", THIS_WEEK.first_day, THIS_WEEK.first_day)
    arrive(office, clock, "Eine Frage?")
    clock.at = MONDAY_MORNING
    assert pulse(office) == 1
    assert (brief(office).incoming, owners(office)["Eine Frage?"]) == ("noa", "noa")


def test_two_bridges_make_one_brief(office: Desk, clock: Clock) -> None:
    arrive(office, clock, "Eine Frage?")
    clock.at = MONDAY_MORNING
    together = threading.Barrier(2)
    made: list[int] = []

    def bridge() -> None:
        together.wait(timeout=30)
        made.append(pulse(office))

    bridges = [threading.Thread(target=bridge) for _each in range(2)]
    for each in bridges:
        each.start()
    for each in bridges:
        each.join(timeout=30)
    assert sorted(made) == [0, 1]
    assert [event.what for event in events(office, "Eine Frage?")] == ["arrived", "assigned", "handed_over"]


def test_the_bridge_makes_it_when_it_watches_the_clocks(office: Desk, clock: Clock) -> None:
    clock.at = MONDAY_MORNING
    # Without a token it speaks to no server; that is told, and holds up nothing.
    with Bridge(office.house.settings, now=clock) as bridge:
        visits = bridge.once()
    assert all(visit.trouble for visit in visits)
    assert brief(office).incoming == "mia"


# What it lists.


def test_it_lists_open_promised_and_waiting_tickets_with_their_dates(office: Desk, clock: Clock) -> None:
    arrive(
        office,
        clock,
        "offen?",
        "versprochen?",
        "wartet?",
        "zurückgelegt?",
        "gefragt?",
        "erledigt?",
        "ignoriert?",
    )
    ids = numbers(office)
    publish(office, ids["versprochen?"], Purpose.INTERIM, date(2026, 5, 27))
    office.do(handling.wait, ids["wartet?"])
    until = datetime(2026, 5, 20, 7, 0, tzinfo=UTC)
    office.do(handling.snooze, ids["zurückgelegt?"], until=until)
    office.do(forwards.forward, ids["gefragt?"], to="zertifizierung")
    office.do(handling.close, ids["erledigt?"])
    office.do(handling.ignore, ids["ignoriert?"])
    clock.at = MONDAY_MORNING
    pulse(office)

    found = lines(brief(office))
    assert {text: line.section for text, line in found.items()} == {
        "gefragt?": Section.OPEN,
        "offen?": Section.OPEN,
        "versprochen?": Section.PROMISED,
        "wartet?": Section.WAITING,
        "zurückgelegt?": Section.WAITING,
    }
    # Monday is working day one, Tuesday working day two.
    due = datetime(2026, 5, 19, 15, 0, tzinfo=UTC)
    assert (found["offen?"].due_at, found["zurückgelegt?"].due_at) == (due, due)
    assert found["versprochen?"].due_at == datetime(2026, 5, 27, 15, 0, tzinfo=UTC)
    assert (found["wartet?"].due_at, found["wartet?"].since) == (None, FRIDAY)
    assert (found["zurückgelegt?"].until, found["offen?"].until) == (until, None)
    assert {line.excerpt for line in brief(office).due_this_week} == {"offen?", "zurückgelegt?", "gefragt?"}
    assert brief(office).breached == ()
    assert {line.account for line in found.values()} == {"amt"}
    assert {line.person for line in found.values()} == {"anna@example.social"}


def test_it_lists_only_what_was_there_when_it_was_made(office: Desk, clock: Clock) -> None:
    """As the demo plays it: what it took in today comes after a brief that it makes for yesterday."""
    clock.at = MONDAY_MORNING - timedelta(hours=1)
    arrive(office, clock, "davor?")
    clock.at = MONDAY_MORNING + timedelta(hours=1)
    arrive(office, clock, "danach?")
    clock.at = MONDAY_MORNING
    assert pulse(office) == 1
    assert set(lines(brief(office))) == {"davor?"}
    assert "handed_over" not in {event.what for event in events(office, "danach?")}


def test_an_answered_interim_is_no_promise_any_longer(office: Desk, clock: Clock) -> None:
    intake_of(office).take([mention("versprochen?", at=clock.at, remote_id="1")])
    (ticket,) = numbers(office).values()
    publish(office, ticket, Purpose.INTERIM, date(2026, 5, 27))
    clock.forward(minutes=1)
    answer = publish(office, ticket, Purpose.ANSWER)
    clock.forward(minutes=1)
    intake_of(office).take([mention("Noch etwas?", at=clock.at, in_reply_to_id=answer, ancestors=("1",))])
    clock.at = MONDAY_MORNING
    pulse(office)
    (line,) = brief(office).lines
    assert (line.ticket, line.section) == (ticket, Section.OPEN)


def test_what_is_breached_is_told_as_such_and_comes_first(office: Desk, clock: Clock) -> None:
    clock.at = FRIDAY - timedelta(days=10)
    arrive(office, clock, "überfällig?")
    clock.at = MONDAY_MORNING
    arrive(office, clock, "neu?")
    pulse(office)
    assert [line.excerpt for line in brief(office).lines] == ["überfällig?", "neu?"]
    assert [line.excerpt for line in brief(office).breached] == ["überfällig?"]
    assert [line.excerpt for line in brief(office).due_this_week] == ["neu?"]


def test_the_brief_stays_as_it_was_made_and_holds_no_word_of_a_citizen(office: Desk, clock: Clock) -> None:
    arrive(office, clock, "bleibt?", "vergeht?")
    clock.at = MONDAY_MORNING
    pulse(office)
    ids = numbers(office)
    clock.forward(hours=1)
    office.do(handling.close, ids["bleibt?"])
    office.do(handling.label, ids["vergeht?"], kind=Kind.OTHER)
    assert lines(brief(office))["bleibt?"].section is Section.OPEN
    with office.database.write() as session:
        for model in (Event, Message):
            session.execute(delete(model).where(model.ticket_id == ids["vergeht?"]))
        session.execute(delete(Ticket).where(Ticket.id == ids["vergeht?"]))
    gone = next(line for line in brief(office).lines if line.ticket == ids["vergeht?"])
    assert (gone.person, gone.excerpt, gone.account) == ("", "", "")
    assert at_work(office, "mia").do(handover.acknowledge, THIS_WEEK) is True
    assert events(office, "bleibt?")[-1].detail["acknowledged"] is True


def test_a_brief_may_list_more_tickets_than_fit_into_one_statement(office: Desk, clock: Clock) -> None:
    arrive(office, clock, *(f"Frage {number}?" for number in range(1100)))
    clock.at = MONDAY_MORNING
    pulse(office)
    view = brief(office)
    assert len({line.ticket for line in view.lines}) == 1100
    assert all(line.person and line.assignee == "mia" and line.former == "kim" for line in view.lines)


# Whose the tickets are then.


def test_what_belongs_to_duty_goes_along_and_what_was_given_to_others_stays(
    office: Desk, clock: Clock
) -> None:
    arrive(office, clock, "vom Dienst?", "Kim persönlich?", "an Lea?", "an niemanden?", "erledigt?")
    ids = numbers(office)
    for text, login in (("Kim persönlich?", "kim"), ("an Lea?", "lea"), ("an niemanden?", None)):
        office.do(handling.assign, ids[text], to=login)
    office.do(handling.close, ids["erledigt?"])
    clock.at = MONDAY_MORNING
    before = {text: office.see(ticket_view.show, key).row for text, key in ids.items()}
    pulse(office)
    assert owners(office) == {
        "vom Dienst?": "mia",
        "Kim persönlich?": "mia",
        "an Lea?": "lea",
        "an niemanden?": "mia",
        "erledigt?": "kim",
    }
    after = office.see(ticket_view.show, ids["vom Dienst?"]).row
    assert after.state is State.NEW
    assert after.version > before["vom Dienst?"].version
    assert after.due_at == before["vom Dienst?"].due_at
    found = lines(brief(office))
    assert (found["vom Dienst?"].former, found["vom Dienst?"].assignee) == ("kim", "mia")
    assert (found["an Lea?"].former, found["an Lea?"].assignee) == ("lea", "lea")


def test_what_came_while_a_deputy_acted_goes_along_too(office: Desk, clock: Clock) -> None:
    put(office, LAST, "kim", "noa")
    office.do(absences.away, "kim", FRIDAY.date(), FRIDAY.date())
    arrive(office, clock, "beim Vertreter?", "Noa persönlich?")
    office.do(handling.assign, numbers(office)["Noa persönlich?"], to="noa")
    assert owners(office) == {"beim Vertreter?": "noa", "Noa persönlich?": "noa"}
    clock.at = MONDAY_MORNING
    pulse(office)
    assert owners(office) == {"beim Vertreter?": "mia", "Noa persönlich?": "noa"}


def test_what_was_given_to_somebody_and_taken_back_belongs_to_duty_as_before(
    office: Desk, clock: Clock
) -> None:
    put(office, LAST, "kim", "noa")
    office.do(absences.away, "kim", FRIDAY.date(), FRIDAY.date())
    arrive(office, clock, "beim Vertreter?")
    office.do(handling.assign, numbers(office)["beim Vertreter?"], to="lea")
    office.do(undoing.undo, numbers(office)["beim Vertreter?"])
    assert owners(office) == {"beim Vertreter?": "noa"}
    clock.at = MONDAY_MORNING
    pulse(office)
    assert owners(office) == {"beim Vertreter?": "mia"}


def test_each_ticket_tells_of_the_hand_over(office: Desk, clock: Clock) -> None:
    arrive(office, clock, "vom Dienst?", "an Lea?")
    office.do(handling.assign, numbers(office)["an Lea?"], to="lea")
    clock.at = MONDAY_MORNING
    pulse(office)
    told = events(office, "vom Dienst?")
    assert [(event.actor, event.what) for event in told[1:]] == [
        ("bridge", "assigned"),
        ("bridge", "handed_over"),
    ]
    assert told[1].detail == {"to": "mia", "from": "kim", "week": "2026-W21"}
    assert told[2].detail == {"week": "2026-W21", "from": "kim", "to": "mia"}
    assert [event.what for event in events(office, "an Lea?")] == ["arrived", "assigned", "handed_over"]


def test_after_a_gap_the_last_who_took_over_hands_over(office: Desk, clock: Clock) -> None:
    clock.at = MONDAY_MORNING
    pulse(office)
    arrive(office, clock, "Eine Frage?")
    office.do(handling.assign, numbers(office)["Eine Frage?"], to="mia")
    put(office, NEXT.next, "kim")
    clock.forward(days=14)
    assert pulse(office) == 1
    assert (brief(office).outgoing, brief(office).incoming) == ("mia", "kim")
    assert owners(office)["Eine Frage?"] == "kim"


def test_a_week_more_of_the_same_person_has_a_brief_and_moves_nothing(office: Desk, clock: Clock) -> None:
    put(office, THIS_WEEK, "kim")
    arrive(office, clock, "Eine Frage?")
    clock.at = MONDAY_MORNING
    assert pulse(office) == 1
    assert [event.what for event in events(office, "Eine Frage?")] == ["arrived", "handed_over"]


def test_a_ticket_that_somebody_looks_at_meanwhile_can_still_be_worked_on(office: Desk, clock: Clock) -> None:
    arrive(office, clock, "Eine Frage?")
    clock.at = MONDAY_MORNING
    pulse(office)
    clock.at = datetime(2026, 5, 19, 15, 0, 1, tzinfo=UTC)
    assert at_work(office, "bridge").do(watch.watch) > 0
    at_work(office, "mia").do(handling.close, numbers(office)["Eine Frage?"])
    assert owners(office)["Eine Frage?"] == "mia"


# Acknowledging.


def test_the_incoming_manager_acknowledges_and_every_listed_ticket_tells_so(
    office: Desk, clock: Clock
) -> None:
    arrive(office, clock, "eins?", "zwei?")
    clock.at = MONDAY_MORNING
    pulse(office)
    mia = at_work(office, "mia")
    waiting = mia.see(handover.waiting)
    assert waiting is not None
    assert len(waiting.lines) == 2
    clock.forward(minutes=5)
    assert mia.do(handover.acknowledge, waiting.week) is True
    assert mia.see(handover.waiting) is None
    view = brief(office)
    assert (view.acknowledged_at, view.acknowledged_by) == (clock.at, "mia")
    for text in ("eins?", "zwei?"):
        last = events(office, text)[-1]
        assert (last.at, last.actor, last.what) == (clock.at, "mia", "handed_over")
        assert last.detail == {"week": "2026-W21", "acknowledged": True}


def test_acknowledging_twice_is_one_event(office: Desk, clock: Clock) -> None:
    arrive(office, clock, "eins?")
    clock.at = MONDAY_MORNING
    pulse(office)
    mia = at_work(office, "mia")
    first = mia.do(handover.acknowledge, THIS_WEEK)
    clock.forward(minutes=5)
    assert (first, mia.do(handover.acknowledge, THIS_WEEK)) == (True, False)
    assert brief(office).acknowledged_at == MONDAY_MORNING
    assert [event.what for event in events(office, "eins?")].count("handed_over") == 2


@pytest.mark.parametrize("login", ["kim", "noa", "lea", "sam"])
def test_nobody_acknowledges_for_another(office: Desk, clock: Clock, login: str) -> None:
    clock.at = MONDAY_MORNING
    pulse(office)
    other = at_work(office, login)
    assert other.see(handover.waiting) is None
    with pytest.raises(NotAllowed):
        other.do(handover.acknowledge, THIS_WEEK)
    assert brief(office).acknowledged_at is None


def test_who_acts_instead_acknowledges(office: Desk, clock: Clock) -> None:
    clock.at = MONDAY_MORNING
    pulse(office)
    clock.forward(days=1)
    office.do(absences.away, "mia", clock.at.date(), clock.at.date())
    assert at_work(office, "noa").see(handover.waiting) is not None
    office.do(roster.set_week, THIS_WEEK, login="kim")
    assert at_work(office, "noa").see(handover.waiting) is None
    assert at_work(office, "kim").do(handover.acknowledge, THIS_WEEK) is True
    assert brief(office).acknowledged_by == "kim"


def test_a_brief_of_last_week_waits_for_nobody_but_can_be_read_and_acknowledged(
    office: Desk, clock: Clock
) -> None:
    clock.at = MONDAY_MORNING
    pulse(office)
    clock.forward(days=7)
    mia = at_work(office, "mia")
    assert mia.see(handover.waiting) is None
    assert mia.see(handover.current) is None
    late = mia.see(handover.current, THIS_WEEK)
    assert late is not None
    assert mia.do(handover.acknowledge, late.week) is True


def test_a_hand_over_that_was_not_made_cannot_be_acknowledged(office: Desk) -> None:
    with pytest.raises(NotFound) as error:
        at_work(office, "mia").do(handover.acknowledge, NEXT)
    assert "2026-W22" in str(error.value)
    assert error.value.remedy


def test_a_specialist_reads_no_brief(office: Desk, clock: Clock) -> None:
    clock.at = MONDAY_MORNING
    pulse(office)
    with pytest.raises(NotAllowed):
        at_work(office, "sam").see(handover.current)
