"""Leaving the desk while the store is slow: whoever writes is told for what they wait, and may go without waiting."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.store import Clock, make_desk
from tests.support.terminal import SMALL, LateStore, Terminal, asked, flat, stored, terminal
from tickets import i18n
from tickets.desk.house import Desk
from tickets.i18n import _
from tui.leaving import LeftBehind, told_of
from tui.screens import composer
from tui.screens.composer import Composer

TEXT = "Wir prüfen das gerade."


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Nobody's draft is kept before they leave, however slow the machine is."""
    monkeypatch.setattr(composer, "KEEP_SECONDS", 3600.0)
    with make_desk(tmp_path, clock=clock) as opened:
        yield opened


@contextmanager
def locked(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another program writes to the store, and takes its time."""
    other = sqlite3.connect(tmp_path / "tickets.db", isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield other
    finally:
        other.close()


def waits(at: Terminal) -> bool:
    """Whether it is said for what."""
    words = _("Waiting for the store, which has not got your text yet. {key} leaves without waiting.")
    return words.format(key="Strg+Q" if i18n.language() == "de" else "Ctrl+Q") in flat(at)


async def writes(at: Terminal) -> None:
    await at.press("r")
    await at.type(TEXT)


async def threads_end() -> None:
    """What `asyncio.run` waits for when the desk has ended, and before it says what became of the text."""
    await asyncio.get_running_loop().shutdown_default_executor()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_who_leaves_while_the_draft_is_being_kept_is_told_that_it_takes_longer(
    desk: Desk, tmp_path: Path, language: str
) -> None:
    i18n.use(language)
    ticket_id = asked(desk)
    async with terminal(desk, size=SMALL) as at:
        await writes(at)
        with locked(tmp_path):
            at.press_ahead("ctrl+q")
            await at.as_soon_as(lambda: waits(at))
            assert isinstance(at.app.screen, Composer)
            assert not at.app._exit
        await at.until(lambda: at.app._exit)
    assert at.app.left_behind is None
    assert stored(desk, ticket_id).draft == TEXT


async def test_once_more_leaves_at_once_and_says_what_became_of_the_text(desk: Desk, tmp_path: Path) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await writes(at)
        with locked(tmp_path):
            at.press_ahead("ctrl+q")
            await at.as_soon_as(lambda: waits(at))
            at.press_ahead("ctrl+q")
            await at.as_soon_as(lambda: at.app._exit)
            left = at.app.left_behind
            assert left is not None
            assert not left.is_safe()
            assert told_of(left).endswith(f"is not in the store. You had written:\n\n{TEXT}\n")
    await threads_end()
    assert left.is_safe()
    assert stored(desk, ticket_id).draft == TEXT
    assert told_of(left) == f"Your reply to ticket {ticket_id} is in the store.\n"


async def test_who_leaves_while_a_reply_is_handed_over_is_told_so_at_once(desk: Desk) -> None:
    ticket_id = asked(desk)
    late = LateStore()
    async with terminal(desk, late=late) as at:
        await writes(at)
        at.press_ahead("ctrl+s")
        letter = at.app.screen
        assert isinstance(letter, Composer)
        await at.as_soon_as(lambda: letter.busy)
        at.press_ahead("ctrl+q")
        await at.until(lambda: at.app._exit)
    assert letter.says_waiting
    assert at.app.left_behind is None
    assert len(stored(desk, ticket_id).replies) == 1


async def test_typed_with_the_key_that_sends_it_waits_for_the_reply_too(desk: Desk, tmp_path: Path) -> None:
    asked(desk)
    async with terminal(desk) as at:
        await writes(at)
        with locked(tmp_path):
            at.press_ahead("ctrl+s", "ctrl+q")
            await at.as_soon_as(lambda: waits(at))
            at.press_ahead("ctrl+q")
            await at.as_soon_as(lambda: at.app._exit)
    assert at.app.left_behind is not None
    await threads_end()
    assert at.app.left_behind.is_safe(), "it was handed over after all"


async def test_two_presses_in_a_row_throw_nothing_away_unread(desk: Desk, tmp_path: Path) -> None:
    ticket_id = asked(desk)
    async with terminal(desk) as at:
        await writes(at)
        with locked(tmp_path):
            at.press_ahead("ctrl+q", "ctrl+q")
            await at.as_soon_as(lambda: waits(at))
            assert not at.app._exit, "nobody has read yet that it would leave without waiting"
        await at.until(lambda: at.app._exit)
    assert stored(desk, ticket_id).draft == TEXT


def test_of_a_text_that_nobody_wrote_nothing_is_said() -> None:
    assert told_of(LeftBehind(1, " \n", lambda: False)) == ""


def test_what_is_left_behind_steers_no_terminal() -> None:
    assert "\x1b" not in told_of(LeftBehind(1, "\x1b[31mrot", lambda: False))
