"""Near copies on the command line, called in one process on a real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.campaign import CAMPAIGN, passed_on
from tests.support.cli import Cli
from tests.support.store import Clock, at_the_same_store, make_desk, mention, receive
from tickets.desk import outbox
from tickets.desk.house import Desk
from tickets.rules.audience import Visibility

FIRST, SECOND, DIRECT, OTHER = "1", "2", "3", "4"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=Clock()) as opened:
        posts = [
            passed_on(by="a@example.net"),
            passed_on(by="b@example.net"),
            passed_on(by="c@example.net", visibility=Visibility.DIRECT),
            mention("Wann öffnet das Bürgerbüro am Samstag?", by="d@example.net"),
        ]
        for post in posts:
            receive(opened, post)
        yield opened


@pytest.fixture
def cli(tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setenv("LANGUAGE", "en")
    return Cli(tmp_path, desk.now)


def test_the_list_of_a_queue_says_how_many_stand_behind_a_row(cli: Cli) -> None:
    rows = {row["id"]: row["copies"] for row in cli("list", "--queue", "inbox", "--json").json}
    # Who writes directly comes first, and so stands for the others.
    assert rows == {3: 2, 4: 0}
    lines = cli("list", "--queue", "inbox").out.splitlines()
    assert any("\t+2\t" in line for line in lines)


def test_a_cluster_can_be_listed_from_any_of_its_tickets(cli: Cli) -> None:
    for ticket in (FIRST, SECOND, DIRECT):
        assert sorted(row["id"] for row in cli("list", "--copies-of", ticket, "--json").json) == [1, 2, 3]
    cli("close", SECOND)
    closed = cli("list", "--copies-of", FIRST, "--queue", "done", "--json").json
    assert [row["id"] for row in closed] == [2]
    assert [row["id"] for row in cli("list", "--copies-of", OTHER, "--json").json] == [4]


def test_a_ticket_names_its_copies_and_what_was_decided_for_them(cli: Cli) -> None:
    assert "Near copies: 2 other tickets (2, 3)\n" in cli("show", FIRST).out
    cli("label", FIRST, "--kind", "criticism")
    cli("forward", SECOND, "--to", "buerger")
    decided = "kim decided for those to come: criticism, forward to buerger"
    assert f"2 other tickets (2, 3); {decided}\n" in cli("show", FIRST).out
    assert cli("show", FIRST, "--json").json["near_copies"] == {
        "total": 2,
        "tickets": [2, 3],
        "ignored": None,
        "kind": "criticism",
        "department": "buerger",
        "decided_by": "kim",
        "decided_at": "2026-05-20T08:00:00Z",
    }
    assert cli("show", OTHER, "--json").json["near_copies"] is None
    assert "Near copies" not in cli("show", OTHER).out


def test_one_decision_is_for_all_of_them_if_somebody_says_so(cli: Cli, desk: Desk) -> None:
    alone = cli("ignore", FIRST, "--json")
    assert (alone.json["queue"], alone.json["copies"]) == ("ignored", 0)
    cli("rescue", FIRST)
    all_of_them = cli("ignore", SECOND, "--copies", "--reason", "Kampagne", "--json")
    assert (all_of_them.json["id"], all_of_them.json["queue"]) == (2, "ignored")
    assert all_of_them.error == "Done for 2 near copies too."
    assert {row["id"] for row in cli("list", "--queue", "inbox", "--json").json} == {4}
    receive(desk, passed_on(f"{CAMPAIGN} Danke"))
    assert "ignored like ticket 1, a near copy; kim decided it" in cli("show", "5").out


@pytest.mark.parametrize(
    ("command", "queue"),
    [
        (("close", FIRST, "--copies"), "done"),
        (("forward", FIRST, "--to", "buerger", "--copies"), "departments"),
        (("label", FIRST, "--kind", "spam", "--copies"), "inbox"),
        (("assign", FIRST, "--to", "me", "--copies"), "inbox"),
    ],
)
def test_each_act_for_all_has_its_row(cli: Cli, command: tuple[str, ...], queue: str) -> None:
    assert cli(*command, "--json").json["queue"] == queue
    told = [cli("show", ticket, "--json").json for ticket in (FIRST, SECOND, DIRECT)]
    assert [ticket["queue"] for ticket in told] == [queue] * 3
    assert len({ticket["events"][1]["what"] for ticket in told}) == 1


def test_an_answer_for_all_says_who_gets_one(cli: Cli) -> None:
    cli("reply", SECOND, "--text", "Schon unterwegs.")
    told = cli("reply", FIRST, "--text", "Er wird noch einmal beraten.", "--copies", "--json").json
    assert (told["state"], told["audience"]["visibility"]) == ("pending", "public")
    assert [(copy["ticket"], copy["visibility"]) for copy in told["copies"]] == [(3, "direct")]
    assert [left["ticket"] for left in told["left"]] == [2]
    assert "on its way" in told["left"][0]["reason"]


def test_an_answer_for_all_is_told_to_people(cli: Cli) -> None:
    assert cli("reply", FIRST, "--text", "Ja.", "--copies", "--dry-run").code == 0
    assert cli("show", FIRST, "--json").json["replies"] == []
    shown = cli("reply", FIRST, "--interim", "--copies").out
    assert "2 near copies get replies of their own." in shown
    refused = cli("reply", FIRST, "--text", "Ja.", "--copies", "--yes-wider")
    assert (refused.code, "--yes-wider" in refused.error) == (2, True)


def test_a_text_that_lies_ready_is_filled_in_for_each_of_them_in_their_language(cli: Cli, desk: Desk) -> None:
    receive(desk, passed_on(by="e@example.net", language="en"))
    told = cli("reply", FIRST, "--template", "thanks", "--copies", "--json").json
    assert sorted(copy["ticket"] for copy in told["copies"]) == [2, 3, 5]
    replies = {ticket: _replies(cli, ticket)[0] for ticket in (FIRST, SECOND, "5")}
    assert all(_handle(ticket) in replies[ticket]["text"] for ticket in (FIRST, SECOND, "5"))
    assert ["vielen Dank" in reply["text"] for reply in replies.values()] == [True, True, False]
    assert "thank you" in replies["5"]["text"]
    assert [reply["purpose"] for reply in replies.values()] == ["answer"] * 3


def test_the_text_for_all_is_in_the_language_that_was_asked_for(cli: Cli) -> None:
    cli("reply", FIRST, "--template", "thanks", "--language", "en", "--copies")
    assert ["thank you" in _replies(cli, ticket)[0]["text"] for ticket in (FIRST, SECOND)] == [True, True]


def test_near_copies_get_no_threads_and_no_unknown_text(cli: Cli) -> None:
    refused = cli("reply", FIRST, "--text", "Ja.", "--copies", "--thread")
    assert (refused.code, "--thread" in refused.error) == (2, True)
    unknown = cli("reply", FIRST, "--template", "nosuch", "--copies")
    assert (unknown.code, "There is no template “nosuch”" in unknown.error) == (2, True)
    assert _replies(cli, FIRST) == _replies(cli, SECOND) == []


def _replies(cli: Cli, ticket: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = cli("show", ticket, "--json").json["replies"]
    return found


def _handle(ticket: str) -> str:
    return {FIRST: "@a@example.net", SECOND: "@b@example.net", "5": "@e@example.net"}[ticket]


def test_what_was_answered_elsewhere_says_so(cli: Cli, desk: Desk) -> None:
    receive(desk, passed_on(by="a@example.net", account="presse"))
    reply = cli("reply", FIRST, "--text", "Ja.", "--json").json["reply"]
    at_the_same_store(desk, "bridge").do(outbox.sent, reply, remote_id="out-1", created_at=desk.now())
    assert "bridge: closed: ticket 1 of the same person is answered" in cli("show", "5").out
