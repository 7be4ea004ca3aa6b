"""Each week some of what the bridge ignored comes back for a person's eyes; on both engines."""

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.support.cli import Cli
from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention
from tests.support.verdicts import ANGRY, hear
from tickets.bridge import Bridge
from tickets.desk import acquaintance, handling, second_look, ticket_view, undoing, views
from tickets.desk.house import Act, Desk, House
from tickets.desk.rows import Query
from tickets.desk.second_look_rows import LookView
from tickets.desk.words import event_words
from tickets.errors import IllegalMove, NotAllowed, NotFound, UsageError
from tickets.reports.document import document
from tickets.reports.making import Scope, make
from tickets.reports.page import page
from tickets.reports.period import Period
from tickets.reports.sampling import SecondLooks
from tickets.reports.table import as_text
from tickets.rules.duty import Week
from tickets.rules.states import State

MONDAY = datetime(2026, 5, 25, 6, 0, tzinfo=UTC)
"""Of the week after WEDNESDAY's."""
WEEK = Week(2026, 22)
BERLIN = ZoneInfo("Europe/Berlin")
PERIOD = Period(date(2026, 5, 25), date(2026, 5, 31), BERLIN)


@pytest.fixture
def bridge(desk: Desk) -> Desk:
    return at_the_same_store(desk, "bridge")


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Posts of these tests differ by a name only; here they are no near copies of each other."""
    monkeypatch.setattr("tickets.desk.preparing.signature", lambda _text: None)


def wanting(desk: Desk, count: int) -> Desk:
    """The same desk in a house that wants so many drawn."""
    triage = desk.house.settings.triage.model_copy(update={"second_look": count})
    return replace(desk, house=House.of(desk.house.settings.model_copy(update={"triage": triage})))


def ignored(desk: Desk, count: int, *, account: str = "amt") -> list[int]:
    """So many tickets that the bridge ignores now, each of another person and in other words."""
    before = len(desk.see(views.page, Query(limit=1000)).rows)
    hear(
        desk,
        *(
            mention(f"{ANGRY} {name}", by=f"{name}@bad.example", account=account)
            for name in (f"x{before + number}" for number in range(count))
        ),
    )
    return list(range(before + 1, before + count + 1))


def waiting(desk: Desk) -> tuple[LookView, ...]:
    return desk.see(second_look.waiting)


def drawn(desk: Desk) -> list[int]:
    return sorted(look.ticket.id for look in waiting(desk))


def draw(bridge: Desk, seed: int = 1, *, done: Week | None = None) -> Week:
    return bridge.do(second_look.draw, done=done, chance=Random(seed))


def state(desk: Desk, ticket: int) -> State:
    return desk.see(ticket_view.show, ticket).row.state


# The lot


def test_so_many_as_are_wanted_are_drawn_from_the_week_before(desk: Desk, bridge: Desk, clock: Clock) -> None:
    numbers = ignored(bridge, 15)
    assert draw(bridge) == Week(2026, 21)
    assert waiting(desk) == ()
    clock.at = MONDAY
    assert draw(bridge) == WEEK
    assert len(drawn(desk)) == 10
    assert set(drawn(desk)) <= set(numbers)
    first = waiting(desk)[0]
    assert (first.week, first.drawn_at, first.ignored_at) == (WEEK, MONDAY, WEDNESDAY)
    assert (first.score, first.threshold) == (0.99, 0.97)


def test_it_is_drawn_once_a_week(desk: Desk, bridge: Desk, clock: Clock) -> None:
    ignored(bridge, 15)
    clock.at = MONDAY
    draw(bridge, 1)
    once = drawn(desk)
    clock.forward(days=3)
    draw(bridge, 2)
    draw(bridge, 3, done=WEEK)
    assert drawn(desk) == once
    clock.forward(days=7)
    draw(bridge, 4)
    assert drawn(desk) == once


def test_the_same_lot_draws_the_same_tickets_and_another_one_others(
    desk: Desk, bridge: Desk, clock: Clock
) -> None:
    ignored(bridge, 15)
    clock.at = MONDAY
    found = []
    for seed in (1, 1, 2):
        draw(bridge, seed)
        found.append(drawn(desk))
        with bridge.database.write() as session:
            session.execute(text("DELETE FROM second_looks"))
    assert found[0] == found[1] != found[2]


def test_every_ticket_is_as_likely_as_any_other(tmp_path: Path, clock: Clock) -> None:
    with make_desk(tmp_path, clock=clock, login="lea") as lea:
        bridge = wanting(at_the_same_store(lea, "bridge"), 2)
        numbers = ignored(bridge, 5)
        clock.at = MONDAY
        tally: Counter[int] = Counter()
        chance = Random(5)
        for _round in range(400):
            bridge.do(second_look.draw, chance=chance)
            tally.update(drawn(lea))
            with bridge.database.write() as session:
                session.execute(text("DELETE FROM second_looks"))
    assert set(tally) == set(numbers)
    # 400 rounds of 2 in 5: 160 each, with a deviation of 9.8; five of them are beyond any chance.
    assert all(abs(count - 160) < 49 for count in tally.values())


def test_what_a_person_touched_or_other_weeks_ignored_is_not_drawn(
    desk: Desk, bridge: Desk, clock: Clock
) -> None:
    clock.at = datetime(2026, 5, 17, 21, 59, tzinfo=UTC)  # Sunday 23:59 in Berlin, the week before
    ignored(bridge, 2)
    clock.at = datetime(2026, 5, 17, 22, 0, tzinfo=UTC)  # Monday 0:00
    rescued, again, by_kim, left = ignored(bridge, 4)
    desk.do(handling.rescue, rescued)
    desk.do(handling.rescue, again)
    desk.do(handling.ignore, again)
    hear(bridge, mention("Ganz harmlos", by="anna@example.social"))
    harmless = left + 1
    desk.do(handling.ignore, harmless)
    desk.do(handling.rescue, by_kim)
    desk.do(handling.ignore, by_kim)
    clock.at = datetime(2026, 5, 24, 21, 59, tzinfo=UTC)
    last = ignored(bridge, 1)
    clock.at = datetime(2026, 5, 24, 22, 0, tzinfo=UTC)
    ignored(bridge, 1)
    draw(bridge)
    assert drawn(desk) == [left, *last]


def test_a_house_that_wants_none_gets_none(desk: Desk, bridge: Desk, clock: Clock) -> None:
    ignored(bridge, 3)
    clock.at = MONDAY
    draw(wanting(bridge, 0))
    assert drawn(desk) == []
    draw(wanting(bridge, 1))
    assert len(drawn(desk)) == 1


def test_the_bridge_draws_by_itself(tmp_path: Path, clock: Clock) -> None:
    with make_desk(tmp_path, clock=clock) as desk:
        ignored(at_the_same_store(desk, "bridge"), 3)
        clock.at = MONDAY
        with Bridge(desk.house.settings, now=clock) as service:
            service._watch()
        assert drawn(desk) == [1, 2, 3]


# What is found


def test_what_was_rightly_ignored_stays_so_and_a_person_has_ignored_it(
    desk: Desk, bridge: Desk, clock: Clock
) -> None:
    (ticket,) = ignored(bridge, 1)
    clock.at = MONDAY
    draw(bridge)
    before = desk.see(ticket_view.show, ticket)
    desk.do(second_look.confirm, ticket)
    after = desk.see(ticket_view.show, ticket)
    assert waiting(desk) == ()
    assert (after.row.state, after.clock) == (State.IGNORED, before.clock)
    assert (after.events[-1].what, after.events[-1].actor) == ("ignored", "kim")
    assert after.events[-1].detail == {"second_look": "2026-W22"}
    desk.do(handling.rescue, ticket)
    assert desk.see(ticket_view.show, ticket).row.due_at == before.clock[0].due_at


def test_what_was_wrongly_ignored_is_rescued(desk: Desk, bridge: Desk, clock: Clock) -> None:
    (ticket,) = ignored(bridge, 1)
    clock.at = MONDAY
    draw(bridge)
    desk.do(second_look.wrong, ticket)
    assert waiting(desk) == ()
    assert state(desk, ticket) is State.OPEN
    assert [event.what for event in desk.see(ticket_view.show, ticket).events][:3] == [
        "arrived",
        "ignored",
        "rescued",
    ]


def test_who_erred_at_the_second_look_may_correct_it(desk: Desk, bridge: Desk, clock: Clock) -> None:
    (ticket,) = ignored(bridge, 1)
    clock.at = MONDAY
    draw(bridge)
    desk.do(second_look.confirm, ticket)
    desk.do(second_look.wrong, ticket)
    assert state(desk, ticket) is State.OPEN
    with pytest.raises(IllegalMove, match=f"Ticket {ticket} is not ignored any longer"):
        desk.do(second_look.confirm, ticket)


def test_to_undo_that_it_was_wrong_lets_it_wait_for_a_second_look_again(
    desk: Desk, bridge: Desk, clock: Clock
) -> None:
    (ticket,) = ignored(bridge, 1)
    clock.at = MONDAY
    draw(bridge)
    desk.do(second_look.wrong, ticket)
    desk.do(undoing.undo, ticket)
    assert state(desk, ticket) is State.IGNORED
    assert drawn(desk) == [ticket]
    report = at_the_same_store(desk, "lea").see(make, Scope(PERIOD))
    assert report.second_look == SecondLooks(drawn=1, seen=0, wrong=0)


def test_to_undo_that_it_was_right_lets_it_wait_for_a_second_look_again(
    desk: Desk, bridge: Desk, clock: Clock
) -> None:
    (ticket,) = ignored(bridge, 1)
    clock.at = MONDAY
    draw(bridge)
    before = desk.see(views.one, ticket)
    desk.do(second_look.confirm, ticket)
    undone = desk.do(undoing.undo, ticket)
    assert (undone.what, undone.event.detail) == ("ignored", {"second_look": str(WEEK)})
    after = desk.see(views.one, ticket)
    assert before is not None
    assert after is not None
    assert after._replace(version=0) == before._replace(version=0)
    assert drawn(desk) == [ticket]
    struck, last = desk.see(ticket_view.show, ticket).events[-2:]
    assert struck.undone
    assert [event_words(event, str) for event in (struck, last)] == [
        "rightly ignored, by a second look",
        "undone: rightly ignored, by a second look",
    ]
    with pytest.raises(UsageError, match="nothing to this ticket"):
        desk.do(undoing.undo, ticket)


def test_of_a_person_counts_only_what_a_person_has_ignored_and_not_taken_back(
    desk: Desk, bridge: Desk, clock: Clock
) -> None:
    def known(session: Session, _act: Act) -> int:
        return acquaintance.acquaintances(session, ["x0@bad.example"])["x0@bad.example"].ignored

    (ticket,) = ignored(bridge, 1)
    clock.at = MONDAY
    draw(bridge)
    found = [desk.see(known)]
    desk.do(second_look.confirm, ticket)
    found.append(desk.see(known))
    desk.do(undoing.undo, ticket)
    found.append(desk.see(known))
    assert found == [0, 1, 0]


def test_a_rescue_corrects_what_was_found_and_undoing_the_rescue_gives_it_back(
    desk: Desk, bridge: Desk, clock: Clock
) -> None:
    def looked() -> SecondLooks | None:
        return at_the_same_store(desk, "lea").see(make, Scope(PERIOD)).second_look

    (ticket,) = ignored(bridge, 1)
    clock.at = MONDAY
    draw(bridge)
    desk.do(second_look.confirm, ticket)
    clock.forward(minutes=1)
    desk.do(handling.rescue, ticket)
    assert looked() == SecondLooks(drawn=1, seen=1, wrong=1)
    desk.do(undoing.undo, ticket)
    assert looked() == SecondLooks(drawn=1, seen=1, wrong=0)
    assert waiting(desk) == ()


def test_to_undo_something_else_leaves_what_was_found(desk: Desk, bridge: Desk, clock: Clock) -> None:
    (ticket,) = ignored(bridge, 1)
    clock.at = MONDAY
    draw(bridge)
    desk.do(second_look.wrong, ticket)
    desk.do(handling.note, ticket, text="Gut, dass jemand hinsah.")
    desk.do(undoing.undo, ticket)
    assert state(desk, ticket) is State.OPEN
    assert at_the_same_store(desk, "lea").see(make, Scope(PERIOD)).second_look == SecondLooks(1, 1, 1)


def test_only_what_was_drawn_is_judged_and_only_by_those_who_may(
    desk: Desk, bridge: Desk, clock: Clock
) -> None:
    (ticket,) = ignored(bridge, 1)
    for judge in (second_look.confirm, second_look.wrong):
        with pytest.raises(NotFound, match="not drawn"):
            desk.do(judge, ticket)
        with pytest.raises(NotAllowed):
            at_the_same_store(desk, "sam").do(judge, ticket)
    with pytest.raises(NotAllowed):
        waiting(at_the_same_store(desk, "sam"))


# What the report says


def counted(desk: Desk) -> SecondLooks:
    """The same by hand: plain loops over the rows of the store."""

    def read(session: Session, _act: Act) -> tuple[list[tuple[int, object]], list[tuple[int, str, str]]]:
        looks = session.execute(text("SELECT ticket_id, wrong FROM second_looks")).all()
        events = session.execute(text("SELECT ticket_id, what, actor FROM events")).all()
        return [tuple(row) for row in looks], [tuple(row) for row in events]

    looks, events = desk.see(read)
    seen = wrong = 0
    for ticket, found in looks:
        rescued = any(
            (number, what) == (ticket, "rescued") and actor != "bridge" for number, what, actor in events
        )
        seen += found is not None or rescued
        wrong += bool(found) if found is not None else rescued
    return SecondLooks(len(looks), seen, wrong)


def test_the_report_tells_how_many_were_wrong_and_how_sure_that_is(
    desk: Desk, bridge: Desk, clock: Clock
) -> None:
    lea = at_the_same_store(desk, "lea")
    ignored(bridge, 6)
    others = ignored(bridge, 3, account="presse")
    clock.at = MONDAY
    draw(bridge)
    for number in (1, 2, 3, *others):
        desk.do(second_look.confirm, number)
    desk.do(second_look.wrong, 4)
    desk.do(handling.rescue, 5)
    clock.forward(days=6)
    report = lea.see(make, Scope(PERIOD))
    assert report.second_look == counted(desk) == SecondLooks(drawn=9, seen=8, wrong=2)
    assert lea.see(make, Scope(PERIOD, "presse")).second_look == SecondLooks(drawn=3, seen=3, wrong=0)
    assert lea.see(make, Scope(PERIOD, department="buerger")).second_look is None
    earlier = Period(PERIOD.first - timedelta(days=7), PERIOD.last - timedelta(days=7), BERLIN)
    assert lea.see(make, Scope(earlier)).second_look == SecondLooks(0, 0, 0)
    told = document(report)["second_look"]
    assert json.loads(json.dumps(told)) == {
        "drawn": 9,
        "seen": 8,
        "wrong": 2,
        "wrong_share": 0.25,
        "wrong_share_interval": [pytest.approx(0.0715, abs=1e-4), pytest.approx(0.5907, abs=1e-4)],
    }
    for shown in (as_text(report), page(report)):
        assert "drawn by lot" in shown
        assert "25 %" in shown
        assert "7 to 60 %" in shown


def test_a_report_of_a_period_in_which_nothing_was_drawn_does_not_speak_of_it(desk: Desk) -> None:
    report = at_the_same_store(desk, "lea").see(make, Scope(PERIOD))
    assert "drawn by lot for a second look" not in as_text(report)


# The command


@pytest.fixture
def cli(tmp_path: Path, clock: Clock) -> Cli:
    """Kim at a store with three drawn tickets."""
    with make_desk(tmp_path, clock=clock) as desk:
        ignored(at_the_same_store(desk, "bridge"), 3)
        clock.at = MONDAY
        draw(at_the_same_store(desk, "bridge"))
    return Cli(tmp_path, clock)


def test_the_command_lists_what_waits(cli: Cli) -> None:
    found = cli("second-look", "--json").json
    assert [row["id"] for row in found] == [1, 2, 3]
    assert {"person", "excerpt", "week", "drawn_at", "ignored_at", "score", "threshold"} <= set(found[0])
    assert (found[0]["week"], found[0]["state"]) == ("2026-W22", "ignored")
    shown = cli("second-look")
    assert (shown.code, len(shown.out.splitlines())) == (0, 4)
    assert "hostile by 0.99, from 0.97" in shown.out


def test_the_command_settles_several_at_once(cli: Cli) -> None:
    found = cli("second-look", "--right", "1", "--right", "#3", "--wrong", "2", "--json")
    assert [(row["id"], row["state"]) for row in found.json] == [(1, "ignored"), (3, "ignored"), (2, "open")]
    assert cli("second-look", "--json").json == []
    assert cli("second-look").err.strip() == "Nothing waits for a second look."


def test_the_command_says_what_it_could_not_do(cli: Cli) -> None:
    done = cli("second-look", "--right", "9", "--wrong", "1")
    assert done.code == 1
    assert "ticket 9: Ticket 9 was not drawn for a second look" in done.err
    assert "Ticket 1: in progress" in done.out
    both = cli("second-look", "--right", "1", "--wrong", "1")
    assert (both.code, both.error) == (
        2,
        "tickets: Ticket 1 cannot be both right and wrong. Name it once, with --right or with --wrong.",
    )
