"""Lists, pages and searches, on both engines."""

from datetime import timedelta

from tests.support.store import WEDNESDAY, Clock, at_the_same_store, mention, receive
from tickets.desk import handling, service, views
from tickets.desk.house import Desk
from tickets.desk.rows import Query
from tickets.rules.states import Queue


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
