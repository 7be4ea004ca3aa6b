"""The terminal dies in the middle of a sentence: what was typed is a draft, and is there when it is opened again."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.support.pty import RealTerminal, real_terminal
from tests.support.store import make_desk, mention, receive
from tests.support.waiting import until
from tickets.desk import ticket_view, views
from tickets.desk.house import Desk, utc_now
from tickets.desk.rows import Query


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make_desk(tmp_path) as opened:
        real_time = Desk(opened.database, opened.house, opened.actor, utc_now)
        receive(real_time, mention("Wann öffnet das Bürgerbüro?", at=utc_now(), remote_id="1"))
        yield real_time


def opened(folder: Path) -> AbstractContextManager[RealTerminal]:
    command = [sys.executable, "-m", "tickets", "--config", str(folder / "config.toml"), "tui"]
    environ = {
        **os.environ,
        "TERM": "xterm-256color",
        "TICKETS_USER": "kim",
        "TICKETS_LANGUAGE": "en",
        "XDG_STATE_HOME": str(folder),
    }
    return real_terminal(command, columns=80, lines=24, environ=environ)


def test_what_was_typed_before_a_kill_is_a_draft_in_the_next_terminal(desk: Desk, tmp_path: Path) -> None:
    (row,) = desk.see(views.page, Query()).rows
    with opened(tmp_path) as first:
        first.await_text("Bürgerbüro")
        first.type("r")
        first.await_text("anna@example.social", "characters left")
        first.type("Mittwochs um neun.")
        # No key asks for it: the next beat of the composer's clock keeps it.
        until(lambda: desk.see(ticket_view.show, row.id).draft == "Mittwochs um neun.", what="the draft")
        os.killpg(first.process.pid, signal.SIGKILL)
        first.process.wait(20)
    with opened(tmp_path) as second:
        second.await_text("Bürgerbüro")
        second.type("r")
        second.await_text("Mittwochs um neun.", "characters left")
