"""Who is at which ticket, for everybody who may know. On both engines."""

import json

import pytest

from tests.support.store import Clock, at_the_same_store, mention, receive
from tickets.cli import output, told
from tickets.desk import forwards, presence, ticket_view, views
from tickets.desk.house import Desk
from tickets.desk.presence_rows import PresenceView
from tickets.desk.rows import Query


@pytest.fixture
def tickets(desk: Desk) -> list[int]:
    receive(desk, [mention(f"Frage {n}?", by=f"p{n}@example.social") for n in range(3)])
    return sorted(row.id for row in desk.see(views.page, Query()).rows)


def test_all_others_are_told_by_ticket_and_writers_come_first(
    desk: Desk, tickets: list[int], clock: Clock
) -> None:
    first, second, _third = tickets
    for login, ticket, writing in (("lea", first, False), ("noa", first, True), ("mia", second, False)):
        at_the_same_store(desk, login).do(presence.beat, ticket, writing=writing)
    desk.do(presence.beat, first)
    assert desk.see(presence.everywhere) == {
        first: (PresenceView("noa", True, clock.at), PresenceView("lea", False, clock.at)),
        second: (PresenceView("mia", False, clock.at),),
    }


def test_who_gives_no_sign_of_life_is_nowhere(desk: Desk, tickets: list[int], clock: Clock) -> None:
    at_the_same_store(desk, "lea").do(presence.beat, tickets[0])
    clock.forward(seconds=30)
    assert desk.see(presence.everywhere) == {}


def test_a_specialist_is_told_of_the_own_tickets_only(desk: Desk, tickets: list[int]) -> None:
    first, second, _third = tickets
    desk.do(forwards.forward, second, to="zertifizierung")
    for ticket in (first, second):
        desk.do(presence.beat, ticket)
    assert set(at_the_same_store(desk, "sam").see(presence.everywhere)) == {second}


def test_the_command_line_names_who_has_it_open(desk: Desk, tickets: list[int], clock: Clock) -> None:
    at_the_same_store(desk, "lea").do(presence.beat, tickets[0], writing=True)
    shown = told.whole(desk.see(ticket_view.show, tickets[0]), desk.now())
    (present,) = json.loads(json.dumps(output.plain(shown)))["present"]
    assert (present["login"], present["writing"]) == ("lea", True)
    assert told.whole(desk.see(ticket_view.show, tickets[1]), desk.now())["present"] == ()
