"""The terminal, driven as by hands: a ticket read, answered, ignored, rescued, forwarded."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pty import RealTerminal, real_terminal
from tests.support.store import make_desk, mention, receive
from tests.support.waiting import until
from tickets.desk import outbox, ticket_view, views
from tickets.desk.house import Desk, utc_now
from tickets.desk.rows import Query
from tickets.rules.states import Queue, State

ENTER, CTRL_S, CTRL_Q = "\r", "\x13", "\x11"
SIZES = [(80, 24), (140, 45)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make_desk(tmp_path) as opened:
        real_time = Desk(opened.database, opened.house, opened.actor, utc_now)
        receive(real_time, mention("Wann öffnet das Bürgerbüro?", at=utc_now(), remote_id="1"))
        yield real_time


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def terminal(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Iterator[RealTerminal]:
    columns, lines = request.param
    command = [sys.executable, "-m", "tickets", "--config", str(tmp_path / "config.toml"), "tui"]
    environ = {**os.environ, "TERM": "xterm-256color", "TICKETS_USER": "kim", "TICKETS_LANGUAGE": "en"}
    with real_terminal(command, columns=columns, lines=lines, environ=environ) as opened:
        opened.await_text("Inbox 1", "Bürgerbüro")
        yield opened


def state(desk: Desk) -> State:
    (row,) = desk.see(views.page, Query()).rows
    return row.state


def comes_to_be(desk: Desk, wanted: State) -> None:
    until(lambda: state(desk) is wanted, what=f"the state {wanted}")


def test_a_ticket_is_ignored_and_that_is_undone(terminal: RealTerminal, desk: Desk) -> None:
    terminal.type("i")
    comes_to_be(desk, State.IGNORED)
    terminal.await_text("Inbox 0", "Ignored 1")
    terminal.type("u")
    # As it was: nobody had looked at it yet.
    comes_to_be(desk, State.NEW)
    terminal.await_text("Inbox 1", "Ignored 0")


def test_a_ticket_is_forwarded(terminal: RealTerminal, desk: Desk) -> None:
    terminal.type("f")
    terminal.await_text("Referat Bürgerservice")
    terminal.type("buerger")
    terminal.type(ENTER)
    comes_to_be(desk, State.FORWARDED)
    terminal.await_text("Departments 1")


def test_a_ticket_is_read_and_answered_with_its_audience_in_sight(terminal: RealTerminal, desk: Desk) -> None:
    terminal.type(ENTER)
    terminal.await_text("Wann öffnet das Bürgerbüro?")
    terminal.type("r")
    terminal.await_text("anna@example.social", "public")
    terminal.type("Mittwochs um neun.")
    terminal.await_text("Mittwochs um neun.")
    terminal.type(CTRL_S)
    (outgoing,) = until(lambda: desk.see(outbox.due, "amt"), what="the queued reply")
    assert outgoing.text == "@anna@example.social Mittwochs um neun."
    (row,) = desk.see(views.page, Query(queue=Queue.INBOX)).rows
    assert desk.see(ticket_view.show, row.id).replies[0].author == "kim"


def test_wrong_settings_end_it_with_a_line_that_says_what_is_wrong(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('colour = "red"\n', encoding="utf-8")
    command = [sys.executable, "-m", "tickets", "--config", str(config), "tui"]
    environ = {**os.environ, "TERM": "xterm-256color", "TICKETS_USER": "kim", "TICKETS_LANGUAGE": "en"}
    with real_terminal(command, columns=140, lines=24, environ=environ) as opened:
        assert opened.process.wait(20) == 2
        opened.await_text("tickets:", "config.toml: colour:")


def test_it_is_left_by_a_key(terminal: RealTerminal) -> None:
    terminal.type(CTRL_Q)
    assert terminal.process.wait(20) == 0
