"""What a reply is besides its text, and what becomes of it after it was handed over."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, asked, sheet, stored, terminal
from tickets.desk import interim, outbox, replies
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


async def test_an_interim_status_promises_a_working_day(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk, size=LARGE) as at:
        await at.press("r")
        await at.type("Es dauert noch.")
        await at.press("f2")
        await at.type("interim\n")
        assert "Interim status" in at.text
        await at.press("f5")
        # Whit Monday is no working day.
        assert "Mon 25 May" not in at.text
        await at.type("tue 26\n")
        assert "promises Tue 26 May" in at.text
        await at.press("ctrl+s")
        (reply,) = stored(desk, ticket_id).replies
        assert reply.purpose == "interim"
        assert reply.promise_at is not None
        assert reply.promise_at.date() == date(2026, 5, 26)


async def test_an_interim_status_lies_ready_for_whoever_has_written_nothing(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk, size=LARGE) as at:
        await at.press("r", "f2", *"interim", "enter")
        ready = desk.see(interim.ready, ticket_id)
        assert sheet(at).text == ready.text
        assert "promises" in at.said("#letter-line")
        await at.press("ctrl+s")
        (reply,) = stored(desk, ticket_id).replies
        assert (reply.purpose, reply.promise_at is None) == ("interim", False)


async def test_the_ready_text_names_the_day_that_is_promised(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk, size=LARGE) as at:
        await at.press("r", "f2", *"interim", "enter")
        await at.press("f5", *"tue 26", "enter")
        tuesday = date(2026, 5, 26)
        assert sheet(at).text == desk.see(interim.ready, ticket_id, promise=tuesday).text
        await at.type(" Danke!")
        await at.press("f5", *"wed 27", "enter")
        assert sheet(at).text.endswith(" Danke!")
        assert "may still name another day" in at.said("#trouble")


async def test_only_an_interim_status_promises(desk: Desk) -> None:
    asked(desk)
    async with terminal(desk) as at:
        await at.press("r", "f5")
        assert "Only an interim status promises a day" in at.said("#trouble")


async def test_the_citizens_content_warning_is_kept_unless_it_is_changed(desk: Desk) -> None:
    receive(desk, mention("Frage?", spoiler_text="Krankheit"))
    async with terminal(desk) as at:
        await at.press("r")
        await at.type("Antwort")
        assert "content warning: Krankheit" in at.text
        await at.press("f4")
        await at.press("ctrl+a", "ctrl+k")
        await at.press("enter")
        assert "no content warning" in at.text


async def test_a_reply_that_waits_is_called_back_and_becomes_a_draft(desk: Desk) -> None:
    ticket_id = asked(desk)
    desk.do(replies.queue, ticket_id, text="Zu schnell.")
    async with terminal(desk) as at:
        assert "w Withdraw" in at.text
        await at.press("w")
        ticket = stored(desk, ticket_id)
        assert [reply.state for reply in ticket.replies] == ["withdrawn"]
        assert ticket.draft == "@anna@example.social Zu schnell."


async def test_an_uncertain_reply_is_given_up_only_after_a_look(desk: Desk, clock: Clock) -> None:
    ticket_id = asked(desk)
    queued = desk.do(replies.queue, ticket_id, text="Vielleicht schon da.")
    bridge = at_the_same_store(desk, BRIDGE.login)
    bridge.do(outbox.uncertain, queued.reply_id, reason="No answer came")
    async with terminal(desk, size=LARGE) as at:
        assert "May be out, or not" in at.text
        await at.press("w", "enter")
        assert [reply.state for reply in stored(desk, ticket_id).replies] == ["uncertain"]
        await at.press("w", "y")
        assert [reply.state for reply in stored(desk, ticket_id).replies] == ["withdrawn"]


async def test_a_failed_reply_is_shown_with_its_reason(desk: Desk) -> None:
    ticket_id = asked(desk)
    queued = desk.do(replies.queue, ticket_id, text="Geht nicht raus.")
    bridge = at_the_same_store(desk, BRIDGE.login)
    bridge.do(outbox.fail, queued.reply_id, reason="The post was deleted")
    async with terminal(desk, size=LARGE) as at:
        assert "✗ Not published" in at.text
        assert "The post was deleted" in at.text
        assert "1 reply failed" in at.text
        assert stored(desk, ticket_id).row.due_at == WEDNESDAY + timedelta(days=2, hours=5)
