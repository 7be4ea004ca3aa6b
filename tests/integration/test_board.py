"""The team lead's board: what it reads, that it counts as the reports do, and who may see it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.brute import ZONE
from tests.support.roster import MONDAY_MORNING, THIS_WEEK, at_work, put
from tests.support.store import Clock, at_the_same_store, mention, receive
from tests.support.year import make_year
from tickets.desk import (
    absences,
    board,
    departments_board,
    forwards,
    handling,
    handover,
    replies,
    settlement,
    trend,
    undoing,
    views,
    watch,
)
from tickets.desk.board_rows import Board, Trend, TrendWeek, Why
from tickets.desk.department_rows import Stand
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.desk.rows import Query, Row
from tickets.errors import NotAllowed
from tickets.reports.making import Scope, make
from tickets.reports.period import Period
from tickets.rules.duty import Week


def seen(desk: Desk) -> Board:
    return desk.see(board.board)


def rows(desk: Desk) -> tuple[Row, ...]:
    return desk.see(views.page, Query()).rows


def ask(desk: Desk, clock: Clock, *texts: str) -> list[int]:
    """Questions of different people, at this moment; their tickets."""
    before = {row.id for row in rows(desk)}
    for number, text in enumerate(texts):
        receive(desk, mention(text, by=f"{number}{clock.at:%H%M}@example.social", at=clock.at))
    return sorted({row.id for row in rows(desk)} - before)


def answer(desk: Desk, ticket: int, at: datetime) -> None:
    """An answer, which is out at once."""
    queued = desk.do(replies.queue, ticket, text="So geht das.")
    at_the_same_store(desk, BRIDGE.login).do(
        settlement.sent, queued.reply_id, remote_id=f"r{ticket}", created_at=at
    )


# What is late, and what is near.


def test_an_empty_store_has_an_empty_board(desk: Desk) -> None:
    shown = seen(desk)
    assert (shown.breached.total, shown.at_risk.total) == (0, 0)
    assert [(load.login, load.open) for load in shown.people] == [(None, 0)]
    assert [load.key for load in shown.departments] == ["zertifizierung", "buerger"]
    assert (shown.roster, shown.hand_over) == ((), None)
    assert desk.see(trend.trend).weeks == ()


def test_what_is_late_and_what_is_near_are_listed_by_their_deadlines(desk: Desk, clock: Clock) -> None:
    (late,) = ask(desk, clock, "Zu spät?")
    (later,) = ask(desk, Clock(clock.forward(hours=1)), "Auch zu spät?")
    clock.at = datetime(2026, 5, 26, 9, tzinfo=UTC)
    (near,) = ask(desk, clock, "Bald?")
    clock.at = datetime(2026, 5, 28, 12, tzinfo=UTC)
    (fresh,) = ask(desk, clock, "Eben erst?")
    shown = seen(desk)
    assert [ticket.id for ticket in shown.breached.tickets] == [late, later]
    assert [ticket.id for ticket in shown.at_risk.tickets] == [near]
    assert fresh not in {ticket.id for ticket in shown.breached.tickets + shown.at_risk.tickets}
    ticket = shown.breached.tickets[0]
    assert (ticket.person.partition("@")[2], ticket.excerpt) == ("example.social", "Zu spät?")
    assert ticket.due_at < clock.at


def test_the_board_agrees_with_the_list_on_what_is_late_and_near(desk: Desk, clock: Clock) -> None:
    for _day in range(6):
        ask(desk, clock, "Eins?", "Zwei?")
        clock.forward(days=1)
    clock.at = datetime(2026, 5, 27, 12, tzinfo=UTC)
    shown, listed = seen(desk), rows(desk)
    late = {row.id for row in listed if row.due_at and row.due_at < clock.at}
    assert {ticket.id for ticket in shown.breached.tickets} == late != set()
    assert (
        {ticket.id for ticket in shown.at_risk.tickets} == {row.id for row in listed if row.at_risk} != set()
    )


def test_more_than_are_listed_are_counted(desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "SHOWN", 2)
    ask(desk, clock, "Eins?", "Zwei?", "Drei?")
    clock.forward(days=7)
    late = seen(desk).breached
    assert (late.total, len(late.tickets)) == (3, 2)


def test_each_says_what_it_waits_for(desk: Desk, clock: Clock) -> None:
    texts = (
        "Neu?",
        "Genommen?",
        "Gefragt?",
        "Vorgeschlagen?",
        "Zurückgelegt?",
        "Geht hinaus?",
        "Misslungen?",
    )
    new, taken, asked, proposed, aside, leaving, failed = ask(desk, clock, *texts)
    desk.do(handling.assign, taken, to="kim")
    for ticket in (asked, proposed):
        desk.do(forwards.forward, ticket, to="buerger")
    desk.do(forwards.propose, proposed, text="Mit diesem Formular.")
    desk.do(handling.snooze, aside, until=clock.at + timedelta(days=20))
    desk.do(replies.queue, leaving, text="Gleich.")
    queued = desk.do(replies.queue, failed, text="Nie.")
    bridge = at_the_same_store(desk, BRIDGE.login)
    bridge.do(settlement.fail, queued.reply_id, reason="The post is gone")
    clock.forward(days=10)
    assert {ticket.id: ticket.why for ticket in seen(desk).breached.tickets} == {
        new: Why.UNTOUCHED,
        taken: Why.IN_WORK,
        asked: Why.DEPARTMENT,
        proposed: Why.PROPOSED,
        aside: Why.ASIDE,
        leaving: Why.ON_ITS_WAY,
        failed: Why.FAILED,
    }


def test_what_the_bridge_found_late_says_so(desk: Desk, clock: Clock) -> None:
    received = clock.at
    clock.forward(days=10)
    receive(desk, mention("Lange her?", at=received))
    (ticket,) = seen(desk).breached.tickets
    assert ticket.why is Why.FOUND_LATE


# Who has what.


def test_who_has_what_is_counted_with_the_oldest(desk: Desk, clock: Clock) -> None:
    put(desk, THIS_WEEK, "mia")
    put(desk, THIS_WEEK.next, "noa")
    begun = clock.at
    first, second, third = ask(desk, clock, "Eins?", "Zwei?", "Drei?")
    lea = at_work(desk)
    for ticket, login in ((first, "kim"), (second, "kim"), (third, None)):
        lea.do(handling.assign, ticket, to=login)
    lea.do(handling.wait, second)
    clock.at = begun + timedelta(days=8)
    loads = {load.login: load for load in lea.see(board.board).people}
    assert list(loads) == ["noa", "kim", None]
    assert loads["noa"].on_duty
    kim, nobody = loads["kim"], loads[None]
    assert (kim.open, kim.waiting, kim.breached, kim.oldest) == (1, 1, 1, begun)
    assert (nobody.open, nobody.waiting, nobody.breached, nobody.at_risk) == (1, 0, 1, 0)


def test_departments_are_counted_with_what_is_overdue_and_what_waits_for_us(desk: Desk, clock: Clock) -> None:
    first, second, third = ask(desk, clock, "Eins?", "Zwei?", "Drei?")
    desk.do(forwards.forward, first, to="buerger", note="Bitte prüfen")
    asked_at = clock.at
    clock.forward(days=6)
    for ticket in (second, third):
        desk.do(forwards.forward, ticket, to="buerger")
    desk.do(forwards.propose, third, text="So.")
    certifying, citizens = seen(desk).departments
    assert (certifying.open, certifying.oldest) == (0, None)
    assert (citizens.open, citizens.overdue, citizens.oldest, citizens.proposed) == (2, 1, asked_at, 1)
    found = desk.see(departments_board.questions, "buerger")
    assert [question.ticket for question in found.open] == [first, second]
    assert [question.overdue for question in found.open] == [True, False]
    assert (found.open[0].note, found.open[0].asked_by) == ("Bitte prüfen", "kim")
    assert [(question.ticket, question.stand) for question in found.proposed] == [(third, Stand.PROPOSED)]
    answer(desk, third, clock.at)
    assert [each.ticket for each in desk.see(departments_board.questions, "buerger").answered] == [third]


def test_a_question_that_went_on_to_another_department_is_that_ones(desk: Desk, clock: Clock) -> None:
    (ticket,) = ask(desk, clock, "Wohin?")
    desk.do(forwards.forward, ticket, to="buerger")
    desk.do(forwards.recall, ticket)
    desk.do(forwards.forward, ticket, to="zertifizierung")
    assert [load.open for load in seen(desk).departments] == [1, 0]
    assert desk.see(departments_board.questions, "buerger").open == ()
    assert [each.ticket for each in desk.see(departments_board.questions, "zertifizierung").open] == [ticket]


# Duty.


def test_the_roster_shows_holes_and_who_is_away(desk: Desk) -> None:
    put(desk, THIS_WEEK, "mia")
    lea = at_work(desk)
    lea.do(absences.away, "mia", date(2026, 5, 20), date(2026, 5, 20))
    weeks = lea.see(board.board).roster
    assert [week.login for week in weeks] == ["mia", *[None] * 5]
    assert weeks[0].uncovered == (date(2026, 5, 20),)


def test_the_hand_over_says_whether_it_was_taken(desk: Desk, clock: Clock) -> None:
    put(desk, THIS_WEEK.later(-1), "kim")
    put(desk, THIS_WEEK, "mia")
    clock.at = MONDAY_MORNING
    ask(desk, clock, "Offen?")
    at_work(desk, BRIDGE.login).do(handover.make_due)
    made = at_work(desk).see(board.board).hand_over
    assert made is not None
    assert (made.outgoing, made.incoming, made.tickets) == ("kim", "mia", 1)
    assert made.acknowledged_at is None
    at_work(desk, "mia").do(handover.acknowledge, THIS_WEEK)
    taken = at_work(desk).see(board.board).hand_over
    assert taken is not None
    assert (taken.acknowledged_by, taken.acknowledged_at) == ("mia", clock.at)


# How it came to this.


def test_a_broken_promise_stays_broken_after_it_was_made_good(desk: Desk, clock: Clock) -> None:
    (ticket,) = ask(desk, clock, "Zu spät?")
    clock.forward(days=6)
    answer(desk, ticket, clock.at)
    assert seen(desk).breached.total == 0
    shown = desk.see(trend.trend)
    assert sum(week.breached for week in shown.weeks) == 1
    assert [week.kept_percent for week in shown.weeks if week.breached] == [0]
    (broken,) = shown.broken
    assert (broken.ticket, broken.excerpt, broken.ended_at) == (ticket, "Zu spät?", clock.at)
    assert broken.due_at < broken.ended_at


def test_a_deadline_that_no_bridge_watched_is_counted_all_the_same(desk: Desk, clock: Clock) -> None:
    ask(desk, clock, "Sieht es jemand?")
    clock.forward(days=30)
    first = desk.see(trend.trend).weeks[0]
    assert (first.week, first.received, first.breached) == (Week(2026, 21), 1, 1)


def test_what_is_late_since_before_those_weeks_is_in_no_week_but_on_the_board(
    desk: Desk, clock: Clock
) -> None:
    ask(desk, clock, "Sieht es jemand?")
    clock.forward(days=14 * 7)
    assert desk.see(trend.trend).weeks == ()
    assert seen(desk).breached.total == 1


def test_what_was_undone_has_never_been(desk: Desk, clock: Clock) -> None:
    (ticket,) = ask(desk, clock, "Weg?")
    desk.do(handling.ignore, ticket)
    desk.do(undoing.undo, ticket)
    clock.forward(days=7)
    assert sum(week.breached for week in desk.see(trend.trend).weeks) == 1


@pytest.mark.xdist_group("reports")
@pytest.mark.parametrize(
    "until", [datetime(2026, 5, 22, 9, tzinfo=UTC), datetime(2026, 12, 29, 9, tzinfo=UTC)]
)
def test_the_trend_counts_what_the_report_counts(tmp_path: Path, until: datetime) -> None:
    desk = make_year(tmp_path, seed=11, tickets=160, until=until).desk
    today = desk.now().astimezone(ZONE).date()
    week = Week.of(today)
    reported = desk.see(make, Scope(Period(week.first_day, week.last_day, ZONE))).trend
    shown = {each.week: each for each in desk.see(trend.trend).weeks}
    assert shown
    assert any(each.breached for each in shown.values())
    assert any(each.kept for each in shown.values())
    for group in reported:
        figures = group.figures
        counted = shown.get(group.week) or TrendWeek(
            week=group.week, is_over=True, received=0, answered=0, kept=0, breached=0
        )
        assert (counted.received, counted.answered, counted.kept, counted.breached) == (
            figures.received,
            figures.answered,
            figures.kept,
            figures.breached,
        )
        assert counted.kept_percent == figures.kept_percent
    assert shown.keys() <= {group.week for group in reported}


def test_the_trend_is_that_of_twelve_weeks(desk: Desk, clock: Clock) -> None:
    for _week in range(16):
        ask(desk, clock, "Wieder?")
        at_the_same_store(desk, BRIDGE.login).do(watch.watch)
        clock.forward(days=7)
    shown: Trend = desk.see(trend.trend)
    assert len(shown.weeks) == trend.WEEKS
    assert [week.received for week in shown.weeks] == [1] * 11 + [0]
    assert not shown.weeks[-1].is_over


# Who may.


def test_specialists_see_no_board(desk: Desk) -> None:
    sam = at_the_same_store(desk, "sam")
    for reading in (board.board, trend.trend):
        with pytest.raises(NotAllowed):
            sam.see(reading)
    with pytest.raises(NotAllowed):
        sam.see(departments_board.questions, "buerger")


def test_a_specialist_sees_the_own_department_only(desk: Desk, clock: Clock) -> None:
    ours, theirs = ask(desk, clock, "Zertifikat?", "Passwort?")
    desk.do(forwards.forward, ours, to="zertifizierung")
    desk.do(forwards.forward, theirs, to="buerger")
    sam = at_the_same_store(desk, "sam")
    assert [(load.key, load.open) for load in sam.see(departments_board.loads)] == [("zertifizierung", 1)]
    assert [each.ticket for each in sam.see(departments_board.questions, "zertifizierung").open] == [ours]
