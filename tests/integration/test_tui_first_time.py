"""The first minute at the desk: every state of a new house is a sentence with the next step."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.support.store import Clock, make_desk, make_settings
from tests.support.terminal import SMALL
from tickets.config import Settings
from tickets.desk.people import actor
from tui.app import DeskApp
from tui.backend import open_desk
from tui.screens.desk import DeskScreen
from tui.screens.trouble import Trouble

_PATIENCE = 1000


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[Pilot[None]]:
    """The desk as the command opens it, on whatever there is."""
    app = DeskApp(lambda: open_desk(settings, actor(settings, "kim")), now=clock)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        yield pilot
    app.close()


async def seen(pilot: Pilot[None], sentence: str) -> str:
    """All that is on screen, as one line, as soon as this sentence is on it."""
    said = ""
    for _look in range(_PATIENCE):
        strips = pilot.app.screen._compositor.render_strips()
        said = " ".join(" ".join(strip.text for strip in strips).replace("│", " ").split())
        if sentence in said:
            return said
        await pilot.pause(0.01)
    raise AssertionError(f"“{sentence}” is not on screen: {said}")


async def test_without_a_store_one_is_made_and_the_empty_desk_says_what_will_be_there(
    tmp_path: Path, clock: Clock
) -> None:
    async with opened(make_settings(tmp_path), clock) as pilot:
        await seen(pilot, "appear here by themselves")
        await seen(pilot, "start it with “tickets bridge”")
        assert isinstance(pilot.app.screen, DeskScreen)
        assert (tmp_path / "tickets.db").exists()


def _newer(store: Path) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def _older(store: Path) -> None:
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")


def _garbage(store: Path) -> None:
    store.write_bytes(b"no database at all, " * 500)


def _folder(store: Path) -> None:
    store.unlink()
    store.mkdir()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_newer, "Install that version here too"),
        (_older, "tickets migrate"),
        (_garbage, "“tickets doctor” tells more"),
        (_folder, "“tickets doctor” tells more"),
    ],
    ids=["newer", "older", "garbage", "folder"],
)
async def test_a_store_that_cannot_be_used_is_a_sentence_with_the_next_step(
    tmp_path: Path, clock: Clock, spoil: Callable[[Path], None], told: str
) -> None:
    make_desk(tmp_path, clock=clock).close()
    for beside in tmp_path.glob("tickets.db-*"):
        beside.unlink()
    spoil(tmp_path / "tickets.db")
    async with opened(make_settings(tmp_path), clock) as pilot:
        said = await seen(pilot, told)
        assert "The store cannot be opened" in said
        assert "Enter tries again · q leaves" in said
        assert isinstance(pilot.app.screen, Trouble)


async def test_a_store_that_nobody_answers_for_shows_no_password(tmp_path: Path, clock: Clock) -> None:
    settings = make_settings(tmp_path, url="postgresql+psycopg://x:hunter2@127.0.0.1:1/tickets")
    async with opened(settings, clock) as pilot:
        said = await seen(pilot, "Enter tries again")
        assert "cannot be used" in said
        assert "hunter2" not in said
