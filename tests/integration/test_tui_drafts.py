"""A draft is for those for whom it was begun: readers, purpose, warning, language and promise come back with it."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from tests.support.campaign import arrive, passed_on
from tests.support.store import Clock, at_the_same_store, make_desk, with_replies
from tests.support.terminal import LARGE, SMALL, Terminal, asked, rows, sheet, stored, terminal
from tickets.desk import replies
from tickets.desk.house import Desk
from tickets.desk.rows import Envelope
from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose, ReplyState
from tui.deeds import Draft, in_envelope
from tui.screens.composer import Composer

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A desk whose replies wait ten seconds."""
    with make_desk(tmp_path, clock=clock) as opened:
        yield with_replies(opened, delay_seconds=10)


def letter(at: Terminal) -> Composer:
    composer = at.app.screen
    assert isinstance(composer, Composer)
    return composer


async def choose(at: Terminal, key: str, words: str) -> None:
    await at.press(key)
    await at.type(f"{words}\n")


async def begin(at: Terminal) -> None:
    """A direct interim status in English under a warning."""
    await at.press("r")
    await at.type("Ihr Aktenzeichen ist 4711.")
    await choose(at, "f3", "direct")
    await choose(at, "f4", "Aktenzeichen")
    await choose(at, "f7", "english")


def assert_as_begun(at: Terminal) -> None:
    draft = letter(at).draft
    assert sheet(at).text == "Ihr Aktenzeichen ist 4711."
    assert (draft.visibility, draft.spoiler_text, draft.language) == (
        Visibility.DIRECT,
        "Aktenzeichen",
        "en",
    )


@BOTH
async def test_what_was_begun_for_one_person_goes_to_nobody_else_after_a_pause(
    desk: Desk, size: tuple[int, int]
) -> None:
    ticket_id = asked(desk)
    async with terminal(desk, size=size) as at:
        await begin(at)
        await at.press("escape")
    async with terminal(at_the_same_store(desk, "kim"), size=size) as again:
        await again.press("r")
        assert_as_begun(again)
        assert "can read this" in again.said("#audience")
        await again.press("ctrl+s")
    (reply,) = stored(desk, ticket_id).replies
    assert reply.visibility is Visibility.DIRECT


@BOTH
async def test_nor_after_it_was_called_back(desk: Desk, size: tuple[int, int]) -> None:
    ticket_id = asked(desk)
    async with terminal(desk, size=size) as at:
        await begin(at)
        await at.press("ctrl+s", "w", "r")
        assert_as_begun(at)
        await at.press("ctrl+s")
    assert [reply.visibility for reply in stored(desk, ticket_id).replies] == [Visibility.DIRECT] * 2


async def test_who_chooses_other_readers_before_the_draft_is_there_gets_those(desk: Desk) -> None:
    ticket_id = asked(desk)
    desk.do(replies.queue, ticket_id, text="Nur für Sie.", visibility=Visibility.DIRECT)
    (reply,) = stored(desk, ticket_id).replies
    desk.do(replies.withdraw, reply.id)
    async with terminal(desk) as at:
        await at.press("r")
        await choose(at, "f3", "public")
        assert letter(at).draft.visibility is Visibility.PUBLIC
        await at.press("escape", "r")
        assert letter(at).draft.visibility is Visibility.PUBLIC


async def test_a_promise_that_was_called_back_is_one_again(desk: Desk) -> None:
    ticket_id = asked(desk)
    async with terminal(desk, size=LARGE) as at:
        await at.press("s", "ctrl+s", "w", "r")
        assert letter(at).draft.purpose is Purpose.INTERIM
        await at.press("ctrl+s")
    first, second = stored(desk, ticket_id).replies
    assert (first.state, second.state) == (ReplyState.WITHDRAWN, ReplyState.PENDING)
    assert second.purpose is Purpose.INTERIM
    assert second.promise_at == first.promise_at


@pytest.mark.parametrize("key", ["s", "r"])
async def test_an_answer_to_many_that_was_called_back_greets_each_by_their_own_name(
    desk: Desk, key: str
) -> None:
    members = arrive(desk, *(passed_on() for _number in range(3)))
    row = next(row for row in rows(desk) if row.copies)
    async with terminal(desk, size=LARGE) as at:
        await at.go_to(row.id)
        await at.press("s", "ctrl+s", "w")
        await at.go_to(row.id)
        await at.press(key)
        await at.press("ctrl+s")
    sent = [reply for ticket in members for reply in stored(desk, ticket).replies]
    again = [reply.text for reply in sent if reply.state is ReplyState.PENDING]
    assert again == [reply.text for reply in sent if reply.state is ReplyState.WITHDRAWN]
    assert len(again) == len(members)
    assert all(text.count("@") == 2 for text in again)  # one handle each: @name@server


@pytest.mark.parametrize("key", ["s", "r"])
async def test_reworded_it_goes_to_nobody_as_long_as_it_greets_one_by_name(desk: Desk, key: str) -> None:
    members = arrive(desk, *(passed_on() for _number in range(3)))
    row = next(row for row in rows(desk) if row.copies)
    async with terminal(desk, size=LARGE) as at:
        await at.press("s", *(("ctrl+s", "w", "r") if key == "r" else ()))
        assert stored(desk, row.id).person.display_name in sheet(at).text.split("\n")[0]
        await at.type(" Mehr dazu bald.")
        before = [len(stored(desk, ticket).replies) for ticket in members]
        await at.press("ctrl+s")
        assert "greets one person by name" in at.said("#trouble")
        assert [len(stored(desk, ticket).replies) for ticket in members] == before


def test_a_draft_has_all_that_is_kept_with_its_text() -> None:
    begun = Envelope(
        purpose=Purpose.INTERIM,
        promise=date(2026, 5, 28),
        visibility=Visibility.DIRECT,
        spoiler_text="Aktenzeichen",
        language="en",
        template="interim",
    )
    draft = Draft(ticket_id=1, text="Bald.", **{name: getattr(begun, name) for name in Envelope.__slots__})
    assert draft.envelope == begun
    # One list of them: whatever is kept with a text tomorrow is a part of the draft.
    assert {each.name for each in fields(Draft)} - {each.name for each in fields(Envelope)} == {
        "ticket_id",
        "text",
        "version",
        "seen",
    }


def test_a_purpose_chosen_before_the_draft_is_there_stays_and_promises_nothing() -> None:
    begun = Envelope(purpose=Purpose.INTERIM, promise=date(2026, 5, 28))
    draft = Draft(ticket_id=1, text="", purpose=Purpose.ASK)
    assert in_envelope(draft, begun).purpose is Purpose.ASK
    assert in_envelope(draft, begun).promise is None
    assert in_envelope(Draft(ticket_id=1, text=""), begun).promise == date(2026, 5, 28)
