"""What is done to a thousand near copies is done in portions, and others write in between. On both engines."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests.support.campaign import CAMPAIGN, arrive, assert_one_row_each, passed_on, ticket_of
from tests.support.store import receive
from tickets.desk import copies, handling, ticket_view, undoing
from tickets.desk.house import Act, Desk
from tickets.rules.states import State

_PORTION = 2


@pytest.fixture
def between(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """Portions of two, and what others do after each of them, the first time first."""
    others: list[Callable[[], object]] = []

    def write(_session: Session) -> None:
        if others:
            others.pop(0)()

    monkeypatch.setattr(copies, "_PORTION", _PORTION)
    monkeypatch.setattr(copies, "_let_others_write", write)
    return others


class Interrupted(Exception):
    """The power fails."""


def fail() -> None:
    raise Interrupted


def states(desk: Desk, tickets: list[int]) -> list[State]:
    return [desk.see(ticket_view.show, ticket).row.state for ticket in tickets]


def ignorings(desk: Desk, ticket: int) -> list[str]:
    return [event.actor for event in desk.see(ticket_view.show, ticket).events if event.what == "ignored"]


def test_a_copy_that_comes_between_two_portions_follows_the_decision(
    desk: Desk, between: list[Callable[[], object]]
) -> None:
    tickets = arrive(desk, *(passed_on() for _five in range(5)))
    late = passed_on(f"{CAMPAIGN} Danke")
    between.append(lambda: receive(desk, late))
    done = desk.do(copies.for_all, tickets[2], handling.ignore)
    assert [next(iter(done)), *sorted(done)] == [tickets[2], *tickets]
    assert states(desk, [*tickets, ticket_of(desk, late)]) == [State.IGNORED] * 6
    assert [ignorings(desk, ticket) for ticket in tickets] == [["kim"]] * 5
    assert ignorings(desk, ticket_of(desk, late)) == ["bridge"]
    assert assert_one_row_each(desk) == 1


def test_what_was_interrupted_is_finished_by_doing_it_again(
    desk: Desk, between: list[Callable[[], object]]
) -> None:
    tickets = arrive(desk, *(passed_on() for _five in range(5)))
    between.append(fail)
    with pytest.raises(Interrupted):
        desk.do(copies.for_all, tickets[0], handling.ignore)
    assert sorted(states(desk, tickets)) == [State.IGNORED] * _PORTION + [State.NEW] * 3
    assert states(desk, tickets[:1]) == [State.NEW]
    assert assert_one_row_each(desk) == 1

    assert len(desk.do(copies.for_all, tickets[0], handling.ignore)) == 3
    assert [ignorings(desk, ticket) for ticket in tickets] == [["kim"]] * 5
    assert assert_one_row_each(desk) == 1


def test_a_portion_is_done_wholly_or_not_at_all(desk: Desk, between: list[Callable[[], object]]) -> None:
    tickets = arrive(desk, *(passed_on() for _five in range(5)))

    def ignore(session: Session, act: Act, ticket_id: int) -> None:
        handling.ignore(session, act, ticket_id)
        if ticket_id == tickets[4]:
            fail()

    with pytest.raises(Interrupted):
        desk.do(copies.for_all, tickets[0], ignore)
    assert states(desk, tickets) == [State.NEW, State.IGNORED, State.IGNORED, State.NEW, State.NEW]
    assert assert_one_row_each(desk) == 1


def test_what_somebody_moved_between_two_portions_is_left_to_them(
    desk: Desk, between: list[Callable[[], object]]
) -> None:
    tickets = arrive(desk, *(passed_on() for _five in range(5)))
    moved = [tickets[0], tickets[4]]
    between.append(lambda: [desk.do(handling.close, ticket) for ticket in moved])
    done = desk.do(copies.for_all, tickets[0], handling.ignore)
    assert sorted(done) == tickets[1:4]
    assert states(desk, tickets[1:4]) == [State.IGNORED] * 3
    assert states(desk, moved) == [State.CLOSED] * 2
    assert assert_one_row_each(desk) == 1


def test_all_portions_are_undone_together(desk: Desk, between: list[Callable[[], object]]) -> None:
    tickets = arrive(desk, *(passed_on() for _five in range(5)))
    desk.do(copies.for_all, tickets[0], handling.ignore)
    assert states(desk, tickets) == [State.IGNORED] * 5
    assert between == []
    undone = desk.do(undoing.undo, tickets[3])
    assert sorted(undone.tickets) == tickets
    assert states(desk, tickets) == [State.NEW] * 5


def test_on_sqlite_whoever_waits_gets_a_chance(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("tickets.desk.copies.time.sleep", pauses.append)
    monkeypatch.setattr(copies, "_PORTION", _PORTION)
    tickets = arrive(desk, *(passed_on() for _five in range(5)))
    desk.do(copies.for_all, tickets[0], handling.ignore)
    # SQLite's own waiting looks again after 0.1 seconds at most.
    assert [pause > 0.1 for pause in pauses] == ([True, True] if desk.database.is_sqlite else [])
