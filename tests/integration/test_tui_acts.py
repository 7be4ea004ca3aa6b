"""Deciding at the terminal desk: what a key does to a ticket, and how it is taken back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, flat, ids, rows, stored, terminal
from tickets.desk import forwards, handling
from tickets.desk.house import Desk
from tickets.rules.states import Kind, Queue, State

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Kim's desk, with three questions in the inbox."""
    with make_desk(tmp_path, clock=clock) as opened:
        for number in range(3):
            at = WEDNESDAY + timedelta(minutes=number)
            receive(opened, mention(f"Frage {number}?", by=f"person{number}@example.social", at=at))
        yield opened


def events(at: Terminal, ticket_id: int) -> list[str]:
    return [event.what for event in stored(at.desk, ticket_id).events]


@BOTH
async def test_one_key_ignores_and_the_next_ticket_is_under_the_cursor(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with terminal(desk, size=size) as at:
        first, second, third = at.listed
        await at.press("i")
        assert stored(desk, first).row.state is State.IGNORED
        assert at.listed == [second, third]
        assert at.cursor == second
        assert f"Ticket {first} ignored" in at.text


async def test_keys_pressed_fast_meet_one_ticket_each(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("i", "i", "i")
        assert len(rows(desk, Queue.IGNORED)) == 3
        assert at.listed == []


@BOTH
async def test_undo_makes_what_was_ignored_last_what_it_was_and_goes_back_to_it(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with terminal(desk, size=size) as at:
        first = at.listed[0]
        due_at = at.shown.row.due_at
        await at.press("i")
        await at.press("u")
        await at.until(lambda: at.cursor == first)
        undone = stored(desk, first).row
        assert (undone.state, undone.due_at) == (State.NEW, due_at)
        assert f"Ticket {first} is as it was before (undone: ignored)." in at.text


async def test_in_the_ignored_queue_u_rescues_the_ticket_under_the_cursor(desk: Desk) -> None:
    ticket_id = rows(desk)[0].id
    desk.do(handling.ignore, ticket_id)
    async with terminal(desk) as at:
        await at.press("5")
        await at.press("u")
        assert stored(desk, ticket_id).row.state is State.OPEN
        assert at.listed == []


async def test_undo_says_when_there_is_nothing_to_take_back(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("u")
        assert "could be undone" in " ".join(at.text.split())
        await at.press("3", "u")
        assert "nothing to take back" in at.text


async def test_undo_takes_back_what_was_done_to_the_ticket_before_the_desk_was_opened(desk: Desk) -> None:
    ticket_id = rows(desk)[0].id
    desk.do(handling.assign, ticket_id, to="lea")
    async with terminal(desk) as at:
        await at.press("u")
        assert stored(desk, ticket_id).row.assignee is None
        assert "undone: assigned" in at.text


async def test_undo_takes_back_notes_and_putting_aside_too(desk: Desk) -> None:
    async with terminal(desk) as at:
        ticket_id = at.cursor
        assert ticket_id is not None
        await at.press("n")
        await at.type("Falsch.")
        await at.press("ctrl+s")
        await at.press("z", "enter")
        assert stored(desk, ticket_id).row.state is State.SNOOZED
        await at.press("u", "u")
        undone = stored(desk, ticket_id)
        assert undone.row.state is State.NEW
        assert [event.what for event in undone.events if event.undone] == ["noted", "snoozed"]


@BOTH
async def test_forwarding_offers_the_suggested_department_first_and_takes_a_note(
    desk: Desk, size: tuple[int, int]
) -> None:
    receive(desk, mention("Wie bekomme ich ein Zertifikat nach ISO 27001?", by="zoe@example.social"))
    (ticket_id,) = (row.id for row in rows(desk) if row.department == "zertifizierung")
    async with terminal(desk, size=size) as at:
        await at.go_to(ticket_id)
        await at.press("f")
        first, second = at.text.index("Referat Zertifizierung"), at.text.index("Referat Bürgerservice")
        assert first < second
        assert "suggested" in at.text
        await at.press("tab", "tab")
        await at.type("Bitte bis Freitag.\n")
        forwarded = stored(desk, ticket_id)
        assert forwarded.row.state is State.FORWARDED
        assert [(each.department, each.note) for each in forwarded.forwards] == [
            ("zertifizierung", "Bitte bis Freitag.")
        ]
        assert "forwarded to Referat Zertifizierung" in at.text
        await at.press("u")
        assert stored(desk, ticket_id).row.state is State.NEW
        assert stored(desk, ticket_id).forwards == ()


async def test_typing_narrows_the_departments(desk: Desk) -> None:
    async with terminal(desk) as at:
        ticket_id = at.cursor
        assert ticket_id is not None
        await at.press("f")
        await at.type("bürg")
        assert "Referat Zertifizierung" not in at.text
        await at.press("enter")
        assert stored(desk, ticket_id).forwards[0].department == "buerger"


@BOTH
async def test_a_assigns_to_me_and_undo_gives_it_back_to_whoever_had_it(
    desk: Desk, size: tuple[int, int]
) -> None:
    ticket_id = rows(desk)[0].id
    desk.do(handling.assign, ticket_id, to="lea")
    async with terminal(desk, size=size) as at:
        await at.press("a")
        assert stored(desk, ticket_id).row.assignee == "kim"
        assert "with kim" in at.text
        await at.press("u")
        assert stored(desk, ticket_id).row.assignee == "lea"


async def test_a_ticket_is_assigned_to_somebody_or_to_nobody(desk: Desk) -> None:
    async with terminal(desk) as at:
        ticket_id = at.cursor
        assert ticket_id is not None
        await at.press("A")
        await at.type("lea\n")
        assert stored(desk, ticket_id).row.assignee == "lea"
        await at.press("A")
        await at.type("nobody\n")
        assert stored(desk, ticket_id).row.assignee is None


@BOTH
async def test_closing_asks_for_a_reason_that_may_stay_empty(desk: Desk, size: tuple[int, int]) -> None:
    async with terminal(desk, size=size) as at:
        first, second, _third = at.listed
        await at.press("c")
        await at.type("doppelt\n")
        closed = stored(desk, first)
        assert closed.row.state is State.CLOSED
        assert closed.events[-1].detail == {"reason": "doppelt"}
        assert at.cursor == second
        await at.press("c", "escape")
        assert stored(desk, second).row.state is State.NEW
        await at.press("c", "enter")
        assert stored(desk, second).row.state is State.CLOSED


@BOTH
async def test_a_note_goes_into_the_history(desk: Desk, size: tuple[int, int]) -> None:
    async with terminal(desk, size=size) as at:
        ticket_id = at.cursor
        assert ticket_id is not None
        await at.press("n")
        await at.type("Anruf von\nFrau Huber")
        await at.press("ctrl+s")
        assert stored(desk, ticket_id).events[-1].detail == {"text": "Anruf von\nFrau Huber"}
        await at.press("v")
        assert "Frau Huber" in at.text


async def test_an_unfinished_note_is_there_when_it_is_opened_again(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("n")
        await at.type("Halb fertig")
        await at.press("escape")
        await at.press("n")
        assert "Halb fertig" in at.text


async def test_putting_aside_offers_times_of_service(desk: Desk) -> None:
    async with terminal(desk) as at:
        ticket_id = at.cursor
        assert ticket_id is not None
        await at.press("z")
        await at.type("tomorrow\n")
        snoozed = stored(desk, ticket_id)
        assert snoozed.row.state is State.SNOOZED
        # Thursday, nine o'clock in Bonn.
        assert snoozed.snoozed_until == WEDNESDAY + timedelta(hours=23)


async def test_a_kind_is_corrected_and_the_correction_taken_back(desk: Desk) -> None:
    async with terminal(desk) as at:
        ticket_id = at.cursor
        assert ticket_id is not None
        await at.press("l")
        await at.type("incident\n")
        assert stored(desk, ticket_id).row.kind is Kind.INCIDENT
        await at.press("u")
        assert stored(desk, ticket_id).row.kind is Kind.QUESTION


async def test_what_is_marked_is_ignored_together_and_rescued_together(desk: Desk) -> None:
    async with terminal(desk) as at:
        first, second, third = at.listed
        await at.press("space", "space")
        assert at.screen.tickets.marks == {first, second}
        await at.press("i")
        assert at.listed == [third]
        assert "2 tickets ignored" in at.text
        await at.press("u")
        assert sorted(ids(rows(desk, Queue.INBOX))) == sorted([first, second, third])


async def test_how_many_are_marked_is_in_sight_and_a_note_goes_to_all_of_them(desk: Desk) -> None:
    async with terminal(desk) as at:
        first, second, third = at.listed
        await at.press("space", "space")
        assert "✓ 2 marked" in at.said("#status")
        await at.press("n")
        assert "A note on each of 2 tickets" in at.text
        await at.type("Gehört zusammen.")
        await at.press("ctrl+s")
        assert [events(at, ticket)[-1] for ticket in (first, second, third)] == ["noted", "noted", "arrived"]
        assert "marked" not in at.said("#status")


async def test_what_is_done_to_one_ticket_only_is_refused_while_others_are_marked(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("space", "r")
        assert at.app.screen is at.screen
        assert "“Reply” is done to one ticket only. Esc drops the marks." in flat(at)
        await at.press("escape", "r")
        assert at.app.screen is not at.screen


async def test_escape_says_that_marks_were_dropped(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("space", "escape")
        assert "1 mark dropped." in at.said("#status")
        assert "✓" not in at.said("#status")


async def test_what_is_impossible_is_refused_with_a_sentence(desk: Desk) -> None:
    ticket_id = rows(desk)[0].id
    desk.do(handling.close, ticket_id)
    async with terminal(desk) as at:
        await at.press("4")
        before = events(at, ticket_id)
        await at.press("i")
        assert "cannot be moved by “ignore”" in at.text
        await at.press("c")
        assert at.app.screen is at.screen
        assert events(at, ticket_id) == before


async def test_keys_on_an_empty_queue_only_say_so(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("3")
        for key in ("r", "i", "f", "a", "c", "n", "z", "l", "p", "P", "v", "enter", "space", "y", "w"):
            await at.press(key)
            said = "There is no ticket here" if key != "w" else "No reply of yours is on its way"
            assert said in at.text
            assert at.app.screen is at.screen


async def test_somebody_faster_is_an_error_with_a_way_out_and_nothing_is_lost(desk: Desk) -> None:
    async with terminal(desk) as at:
        ticket_id = at.cursor
        assert ticket_id is not None
        await at.press("c")
        at_the_same_store(desk, "lea").do(handling.ignore, ticket_id)
        await at.press("enter")
        await at.until(lambda: "was changed by somebody" in at.text)
        assert stored(desk, ticket_id).row.state is State.IGNORED
        assert ticket_id not in at.listed


async def test_a_specialist_sees_and_proposes_what_was_forwarded_to_the_own_department(desk: Desk) -> None:
    ticket_id = rows(desk)[0].id
    desk.do(forwards.forward, ticket_id, to="zertifizierung")
    async with terminal(at_the_same_store(desk, "sam"), size=LARGE) as at:
        assert at.listed == [ticket_id]
        assert "P Propose" in at.text
        assert "r Reply" not in at.text
        await at.press("r")
        assert "not yours to do" in at.text
        await at.press("P")
        await at.type("Bitte Formular 7.")
        await at.press("escape")
        # It waits in the store, not only in this terminal.
        await at.until(lambda: stored(at.desk, ticket_id).draft == "Bitte Formular 7.")
        await at.press("P")
        assert "Bitte Formular 7." in at.text
        await at.press("ctrl+s")
        proposed = stored(at.desk, ticket_id)
        assert [each.text for each in proposed.proposals] == ["Bitte Formular 7."]
        assert proposed.draft == ""


async def test_a_proposal_is_used_with_one_key(desk: Desk) -> None:
    ticket_id = rows(desk)[0].id
    desk.do(forwards.forward, ticket_id, to="zertifizierung")
    at_the_same_store(desk, "sam").do(forwards.propose, ticket_id, text="Nehmen Sie Formular 7.")
    async with terminal(desk) as at:
        await at.go_to(ticket_id)
        assert "p Use proposal" in at.text
        await at.press("p")
        await at.press("ctrl+s")
        (reply,) = stored(desk, ticket_id).replies
        assert reply.text.endswith("Nehmen Sie Formular 7.")


async def test_the_address_of_a_post_is_copied(desk: Desk) -> None:
    async with terminal(desk) as at:
        await at.press("y")
        assert "gave no address" in at.text


async def test_keys_that_come_in_one_burst_do_what_they_would_do_one_by_one(desk: Desk) -> None:
    async with terminal(desk) as at:
        first, second, third = at.listed
        await at.press("f", *"bürg", "enter", "j", "a", "c", *"ja", "enter", "i")
        assert stored(desk, first).forwards[0].department == "buerger"
        assert stored(desk, third).row.assignee == "kim"
        assert stored(desk, third).events[-1].detail == {"reason": "ja"}
        assert stored(desk, second).row.state is State.IGNORED
