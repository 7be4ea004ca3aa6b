"""Lists, pages and searches, on both engines."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tests.support.campaign import passed_on
from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention, receive
from tickets.desk import handling, list_queries, service, views
from tickets.desk.house import Act, Desk
from tickets.desk.rows import Query
from tickets.rules.states import Kind, Queue
from tickets.storage.models import Ticket


def test_pages_by_key_show_every_ticket_once_in_order(desk: Desk) -> None:
    receive(desk, [mention(f"Frage {n}?", at=WEDNESDAY - timedelta(hours=7 * n)) for n in range(25)])
    seen, after = [], None
    while True:
        page = desk.see(views.page, Query(queue=Queue.INBOX, limit=7, after=after))
        seen += [(row.rank, row.id) for row in page.rows]
        if not page.more:
            break
        after = page.next
    assert len(seen) == 25
    assert seen == sorted(set(seen))


def test_the_list_of_all_queues_is_one_order_near_copies_and_ended_tickets_among_them(desk: Desk) -> None:
    receive(desk, [mention(f"Frage {n}?", at=WEDNESDAY - timedelta(hours=7 * n)) for n in range(12)])
    receive(desk, [passed_on(by=f"person{n}@example.net") for n in range(4)])
    first = [row.id for row in desk.see(views.page, Query(limit=6)).rows]
    desk.do(handling.ignore, first[0])
    desk.do(handling.close, first[3])
    desk.do(handling.snooze, first[5], until=WEDNESDAY + timedelta(days=2))
    in_order = desk.see(_all_by_rank)
    assert len({queue for _rank, _id, queue in in_order}) == 4
    seen, after = [], None
    while True:
        page = desk.see(views.page, Query(limit=3, after=after))
        seen += [(row.rank, row.id, row.queue) for row in page.rows]
        if not page.more:
            break
        after = page.next
    assert seen == in_order
    questions = desk.see(views.page, Query(kind=Kind.QUESTION, account="amt", unassigned=True)).rows
    assert [row.id for row in questions] == desk.see(_open_questions)


def _all_by_rank(session: Session, _act: Act) -> list[tuple[int, int, Queue]]:
    return sorted((ticket.rank, ticket.id, ticket.queue) for ticket in session.scalars(select(Ticket)))


def _open_questions(session: Session, _act: Act) -> list[int]:
    found = session.scalars(select(Ticket).where(Ticket.kind == Kind.QUESTION, Ticket.assignee.is_(None)))
    return [ticket.id for ticket in sorted(found, key=lambda ticket: (ticket.rank, ticket.id))]


@pytest.mark.parametrize("asked", [(), ("after_rank", "after_id"), ("kind", "account", "unassigned")])
def test_no_list_of_all_queues_looks_at_every_ticket(tmp_path: Path, asked: tuple[str, ...]) -> None:
    with make_desk(tmp_path) as desk:
        steps = desk.see(_plan, list_queries.best_first(frozenset({"now", "most", *asked})))
    tickets = [step for step in steps if re.search(r"\btickets\b", step)]
    walks = [step for step in tickets if "ix_tickets_queue_rank (queue=? AND folded=?" in step]
    assert len(walks) == 2 * len(Queue)
    assert [step for step in tickets if step not in walks] == [
        "SEARCH tickets USING INTEGER PRIMARY KEY (rowid=?)"
    ]


def _plan(session: Session, _act: Act, statement: Select[*tuple[Any, ...]]) -> list[str]:
    """How SQLite goes about it, step by step."""
    compiled = statement.compile(session.connection())
    values = (None,) * len(compiled.positiontup or ())
    steps = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)
    return [step.detail for step in steps]


def test_the_queues_are_counted(desk: Desk) -> None:
    receive(desk, [mention() for _three in range(3)])
    desk.do(handling.ignore, desk.see(views.page, Query()).rows[0].id)
    counts = desk.see(views.counts)
    assert {queue: count for queue, count in counts.items() if count} == {Queue.INBOX: 2, Queue.IGNORED: 1}


def test_search_finds_beginnings_of_words_names_and_numbers_and_no_wildcards(desk: Desk) -> None:
    receive(desk, mention("Die Straße ist 100% gesperrt"), mention("Anderes", by="bernd@example.social"))
    found = {
        text: [row.excerpt for row in desk.see(views.page, Query(search=text)).rows]
        for text in (
            "straße gesperrt",
            "100%",
            "0_%",
            "bernd",
            "nirgends",
            "gesperrt anderes",
        )
    }
    assert found == {
        "straße gesperrt": ["Die Straße ist 100% gesperrt"],
        "100%": ["Die Straße ist 100% gesperrt"],
        "0_%": [],
        "bernd": ["Anderes"],
        "nirgends": [],
        "gesperrt anderes": [],
    }
    (row,) = desk.see(views.page, Query(search="bernd")).rows
    assert [each.id for each in desk.see(views.page, Query(search=f"#{row.id}")).rows] == [row.id]


def test_the_bridge_counts_as_running_while_it_gives_signs_of_life(desk: Desk, clock: Clock) -> None:
    assert not desk.see(views.service).bridge_running
    bridge = at_the_same_store(desk, "bridge")
    bridge.do(service.report, "bridge", state="running")
    bridge.do(service.report, "listener:amt", state="polling", detail="no stream")
    told = desk.see(views.service)
    assert told.bridge_running
    assert [(worker.name, worker.state) for worker in told.workers] == [
        ("bridge", "running"),
        ("listener:amt", "polling"),
    ]
    clock.forward(minutes=2)
    assert not desk.see(views.service).bridge_running
