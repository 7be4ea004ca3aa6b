"""What happens to a ticket while somebody writes: the draft stays, the difference is shown, and sending asks."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.store import Clock, at_the_same_store, edited, make_desk, mention, receive
from tests.support.terminal import LARGE, SMALL, Terminal, asked, flat, sheet, stored, terminal
from tickets.desk import handling, replies
from tickets.desk.arrivals import Deletion
from tickets.desk.house import Desk
from tickets.desk.meanwhile_rows import Meanwhile
from tickets.i18n import use
from tui.screens.changed import Changed
from tui.screens.composer import Composer
from tui.widgets.paper import Paper

BOTH = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
DRAFT = "Ab neun Uhr."


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


@pytest.fixture
def ticket_id(desk: Desk) -> int:
    return asked(desk, "Wann haben Sie am Montag offen?")


def _writes_again(desk: Desk, at: datetime) -> None:
    receive(desk, mention("Und samstags?", remote_id="2", in_reply_to_id="1", at=at))


def _edits(desk: Desk, at: datetime) -> None:
    receive(desk, edited("Wann haben Sie am Dienstag offen?", at))


def _deletes(desk: Desk, at: datetime) -> None:
    _writes_again(desk, at)
    receive(desk, Deletion(account="amt", remote_id="1", noticed_at=at))


async def begun(at: Terminal) -> Composer:
    """A draft is written."""
    await at.press("r")
    await at.type(DRAFT)
    composer = at.app.screen
    assert isinstance(composer, Composer)
    return composer


@pytest.mark.parametrize(
    ("size", "change", "shown"),
    [
        (SMALL, _writes_again, "The citizen has written again: ▌ [+Und samstags?]"),
        (LARGE, _edits, "The citizen has changed a post: ▌ Wann haben Sie am [−Montag][+Dienstag] offen?"),
        (SMALL, _deletes, "The citizen has deleted a post: ▌ [−Wann haben Sie am Montag offen?]"),
    ],
    ids=["writes again", "edits", "deletes"],
)
async def test_what_the_citizen_did_is_shown_and_asks_until_a_yes_before_the_answer_goes_out(
    desk: Desk,
    ticket_id: int,
    clock: Clock,
    size: tuple[int, int],
    change: Callable[[Desk, datetime], None],
    shown: str,
) -> None:
    async with terminal(desk, size=size) as at:
        composer = await begun(at)
        change(desk, clock.forward(minutes=5))
        await at.until(lambda: "Changed while you were writing" in at.text)
        await at.settle()
        assert "conversation has changed while you were writing" in at.said("#trouble")
        assert sheet(at).text == DRAFT
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, Changed)
        assert shown in " ".join(at.app.screen.query_one(Paper).text.split())
        await at.press("enter")
        assert composer.is_current
        assert sheet(at).text == DRAFT
        assert stored(desk, ticket_id).replies == ()
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, Changed)
        await at.press("y")
        (reply,) = stored(desk, ticket_id).replies
        assert reply.text.endswith(DRAFT)


def words(at: Terminal) -> str:
    """What the dialog says, as one line without its frame."""
    return " ".join(at.text.replace("│", " ").split())


async def test_the_yes_of_the_dialog_sends_and_its_german_key_too(desk: Desk, clock: Clock) -> None:
    ticket_id = asked(desk)
    use("de")
    try:
        async with terminal(desk) as at:
            await begun(at)
            _edits(desk, clock.forward(minutes=5))
            await at.press("ctrl+s")
            assert isinstance(at.app.screen, Changed)
            await at.press("j")
            assert len(stored(desk, ticket_id).replies) == 1
    finally:
        use("en")


async def test_a_change_after_the_dialog_asks_again(desk: Desk, ticket_id: int, clock: Clock) -> None:
    async with terminal(desk) as at:
        await begun(at)
        _edits(desk, clock.forward(minutes=5))
        await at.press("ctrl+s", "enter")
        _writes_again(desk, clock.forward(minutes=5))
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, Changed)
        assert "Und samstags?" in at.text
        assert stored(desk, ticket_id).replies == ()


async def test_an_answer_to_a_post_that_is_gone_does_not_go_out(
    desk: Desk, ticket_id: int, clock: Clock
) -> None:
    async with terminal(desk) as at:
        await begun(at)
        receive(desk, Deletion(account="amt", remote_id="1", noticed_at=clock.forward(minutes=1)))
        await at.press("ctrl+s", "y")
        assert "there is nothing to answer" in at.said("#trouble")
        assert stored(desk, ticket_id).replies == ()
        assert sheet(at).text == DRAFT


@BOTH
async def test_a_colleague_who_has_answered_already_is_named(
    desk: Desk, ticket_id: int, size: tuple[int, int]
) -> None:
    async with terminal(desk, size=size) as at:
        await begun(at)
        at_the_same_store(desk, "lea").do(replies.queue, ticket_id, text="Ab acht.")
        await at.until(lambda: "lea has answered meanwhile" in flat(at))
        await at.press("ctrl+s")
        assert "lea has answered already. Send yours all the same?" in words(at)
        assert "lea: Answer handed to the bridge" in words(at)
        await at.press("escape")
        assert [reply.author for reply in stored(desk, ticket_id).replies] == ["lea"]
        assert sheet(at).text == DRAFT


@pytest.mark.parametrize("no", ["n", "escape", "enter"])
async def test_a_no_is_a_no_and_the_next_try_to_send_asks_again(desk: Desk, ticket_id: int, no: str) -> None:
    async with terminal(desk) as at:
        await begun(at)
        at_the_same_store(desk, "lea").do(replies.queue, ticket_id, text="Ab acht.")
        for _try in range(3):
            await at.press("ctrl+s")
            assert isinstance(at.app.screen, Changed)
            await at.press(no)
        assert [reply.author for reply in stored(desk, ticket_id).replies] == ["lea"]


async def test_a_note_of_a_colleague_is_read_in_full(desk: Desk, ticket_id: int) -> None:
    async with terminal(desk, size=LARGE) as at:
        await begun(at)
        at_the_same_store(desk, "lea").do(handling.note, ticket_id, text="Nicht antworten: [b]Presse[/b]!")
        await at.until(lambda: "lea has changed the ticket" in flat(at))
        assert "Nicht antworten: [b]Presse[/b]!" in at.text
        await at.press("ctrl+s")
        assert "Others have changed the ticket" in at.text


async def test_what_time_does_asks_nothing(desk: Desk, ticket_id: int, clock: Clock) -> None:
    from tickets.desk import watch

    async with terminal(desk) as at:
        await begun(at)
        clock.forward(days=9)
        assert desk.do(watch.watch)
        await at.press("ctrl+s")
        assert len(stored(desk, ticket_id).replies) == 1


def test_events_of_time_and_of_oneself_are_nobodys_doing(desk: Desk, ticket_id: int) -> None:
    desk.do(handling.note, ticket_id, text="Von mir.")
    at_the_same_store(desk, "lea").do(handling.note, ticket_id, text="Von Lea.")
    changed = Meanwhile(
        version=1, seen=1, events=stored(desk, ticket_id).events, arrived=(), reworded=(), deleted=()
    )
    assert [event.actor for event in changed.by_others("kim") if event.what == "noted"] == ["lea"]
