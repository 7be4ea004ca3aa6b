"""Lists, pages and searches, on both engines."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tests.support.campaign import passed_on
from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention, receive
from tickets.desk import handling, list_queries, service, views, watch
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


@pytest.mark.parametrize("limit", [2, 50])
def test_a_broken_promise_is_listed_whether_written_down_or_not_kept_since_or_not(
    desk: Desk, clock: Clock, limit: int
) -> None:
    receive(desk, [mention(f"Frage {n}?", by=f"person{n % 3}@example.net", at=desk.now()) for n in range(6)])
    in_time = desk.see(views.page, Query()).rows
    desk.do(handling.close, in_time[0].id)
    desk.do(handling.assign, in_time[1].id, to="kim")
    clock.forward(days=9)
    assert at_the_same_store(desk, "bridge").do(watch.watch)
    desk.do(handling.close, in_time[1].id)
    desk.do(handling.ignore, in_time[2].id)
    receive(desk, [mention(f"Neue Frage {n}?", at=desk.now()) for n in range(3)])
    clock.forward(days=9)
    receive(desk, mention("Noch nicht fällig?", at=desk.now()))
    late = {row.id for row in desk.see(views.page, Query()).rows if row.breached}
    assert len(late) == 8
    assert all(row.breached for row in desk.see(views.page, Query(breached=True)).rows)
    asked: list[dict[str, Any]] = [
        {},
        {"queue": Queue.INBOX},
        {"queue": Queue.DONE},
        {"queue": Queue.WAITING},
        {"assignee": "kim"},
        {"unassigned": True, "kind": Kind.QUESTION, "account": "amt"},
        {"person": "person1@example.net"},
        {"received_from": WEDNESDAY + timedelta(days=1)},
    ]
    for each in asked:
        everything = [row.id for row in desk.see(views.page, Query(**each, limit=99)).rows]
        wanted = [number for number in everything if number in late]
        assert _paged(desk, Query(**each, breached=True, limit=limit)) == wanted, each
        newest = Query(**each, breached=True, limit=limit, newest=True)
        assert _paged(desk, newest) == sorted(wanted, reverse=True), each
    assert [each for each in asked if not desk.see(views.page, Query(**each, breached=True)).rows] == [
        {"queue": Queue.WAITING}
    ]


def _paged(desk: Desk, query: Query) -> list[int]:
    seen: list[int] = []
    while True:
        page = desk.see(views.page, query)
        seen += [row.id for row in page.rows]
        if not page.more:
            return seen
        query = replace(query, after=page.next)


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


@pytest.mark.parametrize(
    "asked",
    [
        (),
        ("queue",),
        ("assignee", "queue"),
        ("department", "account"),
        ("kind", "unassigned", "received_from"),
        ("queue", "language", "after_rank", "after_id"),
    ],
)
def test_what_is_or_was_late_is_found_by_what_is_late_whatever_else_is_asked(
    tmp_path: Path, asked: tuple[str, ...]
) -> None:
    wanted = frozenset({"now", "most", "breached", *asked})
    with make_desk(tmp_path) as desk:
        by_rank = desk.see(_indexes, list_queries.best_first(wanted))
        newest = desk.see(
            _indexes, list_queries.newest_first(wanted - {"after_rank", "after_id"} | {"before"})
        )
    assert by_rank == newest == {"PRIMARY KEY", "ix_tickets_breached", "ix_tickets_due"}


@pytest.mark.parametrize(
    ("asked", "by_rank", "newest"),
    [
        (("assignee",), "ix_tickets_assignee", "ix_tickets_assignee"),
        (("assignee", "queue", "department"), "ix_tickets_assignee", "ix_tickets_assignee"),
        (("department", "kind"), "ix_tickets_department", "ix_tickets_department"),
        (("department", "queue"), "ix_tickets_department", "ix_tickets_department"),
        (("account", "language"), "ix_tickets_queue_rank", "all, downwards"),
        (("unassigned",), "ix_tickets_queue_rank", "all, downwards"),
        (("received_from", "kind"), "ix_tickets_received", "ix_tickets_received"),
        (("overdue", "account"), "ix_tickets_due", "ix_tickets_due"),
        (("due_before",), "ix_tickets_due", "ix_tickets_due"),
        (("person", "kind"), "ix_tickets_person", "ix_tickets_person"),
        (("reply",), "PRIMARY KEY", "PRIMARY KEY"),
    ],
)
def test_a_condition_that_few_meet_leads(
    tmp_path: Path, asked: tuple[str, ...], by_rank: str, newest: str
) -> None:
    wanted = frozenset({"now", "most", *asked})
    with make_desk(tmp_path) as desk:
        ranked = desk.see(_indexes, list_queries.best_first(wanted))
        numbered = desk.see(_indexes, list_queries.newest_first(wanted))
    assert [found | {"PRIMARY KEY"} for found in (ranked, numbered)] == [
        {by_rank, "PRIMARY KEY"},
        {newest, "PRIMARY KEY"},
    ]


def test_replies_that_need_a_person_are_found_among_those_alone(tmp_path: Path) -> None:
    with make_desk(tmp_path) as desk:
        steps = desk.see(_plan, list_queries.best_first(frozenset({"now", "most", "reply"})))
    # Once for the list, once for each of its rows; and whether another one made it good.
    assert sorted(step for step in steps if re.search(r"\breplies", step)) == [
        "SCAN replies USING COVERING INDEX ix_replies_trouble",
        "SEARCH replies USING COVERING INDEX ix_replies_trouble (ticket_id=? AND state=?)",
        *["SEARCH replies_1 USING INDEX ix_replies_ticket (ticket_id=? AND rowid>?)"] * 2,
    ]


def _indexes(session: Session, act: Act, statement: Select[*tuple[Any, ...]]) -> set[str]:
    """By what SQLite finds the tickets."""
    steps = [step for step in _plan(session, act, statement) if re.search(r"\btickets\b", step)]
    found = (re.search(r"ix_\w+|PRIMARY KEY", step) for step in steps)
    return {match[0] if match else "all, downwards" for match in found}


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


def test_whoever_looks_often_counts_a_long_queue_no_further_than_it_takes_to_say_so(desk: Desk) -> None:
    receive(desk, [mention() for _three in range(3)])
    counted = [desk.see(views.counts, most=most)[Queue.INBOX] for most in range(5)]
    assert counted == [1, 2, 3, 3, 3]


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
