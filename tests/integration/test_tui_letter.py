"""What a reply is besides its text, and what becomes of it after it was handed over."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, asked, flat, rows, sheet, stored, terminal
from tickets import i18n
from tickets.desk import drafts, interim, outbox, replies
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.i18n import _
from tickets.rules.reply import Purpose
from tui.widgets.sentences import Sentences

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
IN_BOTH_LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])


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


@BOTH
@IN_BOTH_LANGUAGES
async def test_at_risk_one_key_brings_the_interim_status_and_one_more_sends_it(
    desk: Desk, clock: Clock, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    receive(desk, mention("How does this work?", language="en", remote_id="1"))
    ticket_id = rows(desk)[0].id
    clock.at = WEDNESDAY + timedelta(days=2)
    async with terminal(desk, size=size) as at:
        # Due at three; by symbol and word, in the list and in the ticket's head.
        at_risk = "⚠ " + _("at risk {time}").format(time="5 h")
        assert at_risk in at.text.split("\n")[1]
        assert at_risk in at.said("#head")
        assert "s " + _("At risk: an interim status lies ready.") in at.said("#head")
        await at.press("s")
        ready = desk.see(interim.ready, ticket_id)
        assert sheet(at).text == ready.text
        # In the citizen's language, whatever that of the desk is; and nobody has typed anything yet.
        assert "Hello Anna" in ready.text
        assert _("promises {day}").format(day=at.app.clock.day(ready.promise)) in at.said("#letter-line")
        await at.press("ctrl+s")
        (reply,) = stored(desk, ticket_id).replies
        assert reply.purpose is Purpose.INTERIM
        assert reply.promise_at is not None
        assert reply.promise_at.date() == ready.promise


async def test_keys_wait_for_the_text_that_lies_ready(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("s", "ctrl+s")
        (reply,) = stored(desk, ticket_id).replies
        assert reply.purpose is Purpose.INTERIM
        assert desk.see(interim.ready, ticket_id).text in reply.text


async def test_what_lies_ready_is_not_kept_as_a_draft(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await at.press("s", "escape")
        assert stored(desk, ticket_id).draft == ""
        assert "Kept as your draft" not in at.text
        await at.press("s")
        await at.type(" Bis bald!")
        await at.press("escape")
        assert stored(desk, ticket_id).draft.endswith(" Bis bald!")


async def test_it_is_not_put_in_place_of_what_somebody_has_begun(desk: Desk) -> None:
    ticket_id = asked(desk)
    desk.do(drafts.keep, ticket_id, text="Meine eigenen Worte")
    async with terminal(desk) as at:
        await at.press("s")
        assert sheet(at).text == "Meine eigenen Worte"
        assert "the one that lies ready is not put in its place" in at.said("#trouble")
        assert "Interim status" in at.said("#letter-line")


async def test_a_template_with_a_mistake_leaves_an_empty_sheet_and_says_so(desk: Desk) -> None:
    asked(desk)
    folder = desk.house.settings.templates
    folder.mkdir()
    (folder / "interim.de.txt").write_text("Bis {datum}!", encoding="utf-8")
    async with terminal(desk, size=LARGE) as at:
        await at.press("s")
        # The place of the file, which comes first, may be long.
        trouble = at.app.screen.query_one("#trouble", Sentences).text
        assert "There is no placeholder “{datum}”" in " ".join(trouble.split())
        await at.type("Von Hand")
        assert sheet(at).text == "Von Hand"


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
        assert ticket.draft == "Zu schnell."


async def test_a_reply_that_is_being_published_is_not_called_back(desk: Desk) -> None:
    ticket_id = asked(desk)
    desk.do(replies.queue, ticket_id, text="Schon unterwegs.")
    async with terminal(desk, size=LARGE) as at:
        bridge = at_the_same_store(desk, BRIDGE.login)
        (outgoing,) = bridge.see(outbox.due, "amt")
        bridge.do(outbox.claim, outgoing)
        await at.until(lambda: "Is being published" in at.text)
        await at.press("w")
        assert "has no reply on its way. What is published cannot be called back." in at.said("#status")


# An uncertain reply.


@pytest.fixture
def doubtful(desk: Desk) -> int:
    """The ticket of a reply of which nobody can say whether it is out."""
    ticket_id = asked(desk)
    queued = desk.do(replies.queue, ticket_id, text="Vielleicht schon da.")
    bridge = at_the_same_store(desk, BRIDGE.login)
    bridge.do(outbox.uncertain, queued.reply_id, reason="No answer came")
    return ticket_id


def states(desk: Desk, ticket_id: int) -> list[str]:
    return [reply.state for reply in stored(desk, ticket_id).replies]


async def test_an_uncertain_reply_waits_until_somebody_has_looked(desk: Desk, doubtful: int) -> None:
    async with terminal(desk, size=LARGE) as at:
        assert "May be out, or not" in at.text
        assert "w A reply may be out: look at Mastodon" in at.said("#head")
        # Enter out of habit says that nobody has looked.
        await at.press("w", "enter")
        assert states(desk, doubtful) == ["uncertain"]


@BOTH
async def test_it_is_given_up_or_sent_again_only_with_a_second_yes(
    desk: Desk, doubtful: int, size: tuple[int, int]
) -> None:
    async with terminal(desk, size=size) as at:
        for words in ("give it up\n", "send it again\n"):
            await at.press("w")
            await at.type(words)
            await at.press("enter")
            assert states(desk, doubtful) == ["uncertain"]
        await at.press("w")
        await at.type("send it again\n")
        await at.press("y")
        assert states(desk, doubtful) == ["pending"]
        await at.press("w")
        assert stored(desk, doubtful).draft == "Vielleicht schon da."


async def test_given_up_it_is_a_draft_again(desk: Desk, doubtful: int) -> None:
    async with terminal(desk) as at:
        await at.press("w")
        await at.type("give it up\n")
        await at.press("y")
        assert states(desk, doubtful) == ["withdrawn"]
        assert stored(desk, doubtful).draft == "Vielleicht schon da."


async def test_somebody_saw_it_and_did_not_note_where(desk: Desk, doubtful: int) -> None:
    async with terminal(desk, size=LARGE) as at:
        await at.press("w")
        await at.type("It is there\n")
        assert states(desk, doubtful) == ["sent"]
        await at.press("4")
        assert "Vielleicht schon da." in at.text
        assert "✓ Out, by somebody's word; its address is not known." in at.text
        await at.press("v")
        assert "Answer published, as kim saw on Mastodon" in at.text


async def test_somebody_saw_it_at_an_address(desk: Desk, doubtful: int) -> None:
    async with terminal(desk, size=LARGE) as at:
        await at.press("w")
        await at.type("It is there")
        await at.press("tab", "tab")
        await at.type("https://elsewhere.example/@amt/9\n")
        assert "no address of a post on social.example.org" in flat(at)
        assert states(desk, doubtful) == ["uncertain"]
        await at.press("w")
        await at.type("It is there")
        await at.press("tab", "tab")
        await at.type("https://social.example.org/@amt/9\n")
        assert [message.remote_id for message in stored(desk, doubtful).messages] == ["1", "9"]


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
