"""While the store is being opened: keys wait for the desk, and meet nothing else."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest
from textual import events

from tests.support.store import Clock, make_desk, mention, receive
from tests.support.terminal import SMALL, Terminal, rows
from tickets.desk.house import Desk
from tickets.errors import StoreError
from tickets.rules.states import Queue
from tui.app import DeskApp
from tui.screens.trouble import Trouble


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        for number in range(3):
            receive(opened, mention(f"Frage {number}?", by=f"p{number}@example.social"))
        yield opened


@asynccontextmanager
async def opening(desk: Desk, open_: Callable[[], Desk], go: Event) -> AsyncIterator[Terminal]:
    """The terminal before its store is open; `go` lets it."""

    def wait() -> Desk:
        go.wait()
        return open_()

    app = DeskApp(wait, now=desk.now)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        try:
            yield Terminal(app, pilot, desk)
        finally:
            go.set()
    app.stop_watching()


def type_ahead(at: Terminal, *keys: str) -> None:
    for key in keys:
        at.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_keys_wait_until_the_desk_is_open(desk: Desk) -> None:
    go = Event()
    async with opening(desk, lambda: desk, go) as at:
        type_ahead(at, "j", "i")
        await at.pilot.pause()
        assert at.screen.me is None
        go.set()
        await at.until(lambda: at.screen.me is not None)
        await at.settle()
        first, last = rows(desk, Queue.INBOX)
        assert len(rows(desk, Queue.IGNORED)) == 1
        assert at.listed == [first.id, last.id]
        assert at.cursor == last.id, "the second one was ignored, not the first"


async def test_ctrl_q_leaves_before_the_store_is_open(desk: Desk) -> None:
    async with opening(desk, lambda: desk, Event()) as at:
        type_ahead(at, "j", "ctrl+q")
        await at.until(lambda: at.app._exit)


def _unusable() -> Desk:
    raise StoreError("The store is gone", "Bring it back")


async def test_what_was_typed_for_the_desk_is_no_answer_to_its_trouble(desk: Desk) -> None:
    go = Event()
    async with opening(desk, _unusable, go) as at:
        type_ahead(at, "j", "q", "r", "enter")
        await at.pilot.pause()
        go.set()
        await at.until(lambda: isinstance(at.app.screen, Trouble))
        await at.settle()
        assert isinstance(at.app.screen, Trouble)
        assert not at.app._exit
        type_ahead(at, "ctrl+q")
        await at.until(lambda: at.app._exit)
