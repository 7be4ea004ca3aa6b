"""What is asked again and again goes by an index, on SQLite: by the plan of the very statements, with their values."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.support.campaign import passed_on
from tests.support.store import at_the_same_store, make_desk, receive
from tests.support.terminal import stored
from tickets.desk import outbox, replies, views
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.desk.rows import Query
from tickets.rules.states import Queue, State

Statement = tuple[str, Any]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make_desk(tmp_path) as opened:
        yield opened


def steps_of(desk: Desk, work: Callable[[], object], *, table: str) -> list[str]:
    """How SQLite finds the rows of a table in all that is asked meanwhile."""
    asked: list[Statement] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_more: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, values))

    engine = desk.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        plans = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            for statement, values in asked
        ]
    return [step.detail for plan in plans for step in plan if re.search(rf"\b{table}\b", step.detail)]


def test_the_publisher_looks_only_at_what_is_on_its_way(desk: Desk) -> None:
    bridge = at_the_same_store(desk, BRIDGE.login)
    steps = steps_of(desk, lambda: bridge.see(outbox.due, "amt"), table="replies")
    assert steps == ["SEARCH replies USING INDEX ix_replies_open (account_id=? AND next_attempt_at<?)"]


def test_the_outbox_is_counted_without_what_is_out(desk: Desk) -> None:
    steps = steps_of(desk, lambda: desk.see(views.service), table="replies")
    assert len(steps) == 3
    assert all("ix_replies_open" in step or "ix_replies_trouble" in step for step in steps)


def test_an_answer_looks_at_the_replies_of_its_own_near_copies_alone(desk: Desk) -> None:
    receive(desk, [passed_on(by="anna@example.net"), passed_on(by="anna@example.net")])
    first, second = desk.see(views.page, Query(newest=True)).rows
    bridge = at_the_same_store(desk, BRIDGE.login)
    queued = desk.do(replies.queue, first.id, text="Gern.")

    def publish() -> None:
        bridge.do(outbox.sent, queued.reply_id, remote_id="9", created_at=desk.now())

    steps = steps_of(desk, publish, table="replies")
    assert not [step for step in steps if step.startswith("SCAN")]
    assert "SEARCH replies USING INDEX ix_replies_ticket (ticket_id=?)" in steps
    closed = stored(desk, second.id).row
    assert (closed.state, closed.queue) == (State.CLOSED, Queue.DONE)
