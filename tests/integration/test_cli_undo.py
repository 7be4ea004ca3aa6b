"""Undo, replies in several posts, and texts that lie ready, at the command line."""

from dataclasses import replace

import pytest

from tests.support.cli import Cli
from tickets.desk.house import Desk

TICKET = "1"
LONG = "Dies ist ein Satz, der immer wieder kommt. " * 20


def test_what_was_done_last_is_undone_and_struck_in_the_history(cli: Cli) -> None:
    cli("close", TICKET)
    assert cli("undo", TICKET).out == "Ticket 1: new, in “Inbox”; undone: closed without an answer\n"
    shown = cli("show", TICKET).out
    assert "closed without an answer (undone)" in shown
    assert "undone: closed without an answer" in shown
    refused = cli("undo", TICKET)
    assert refused.code == 2
    assert "nothing to this ticket that could be undone" in refused.error


def test_what_was_undone_is_told_as_json(cli: Cli) -> None:
    cli("note", TICKET, "--text", "Frau Huber fragen.")
    told = cli("undo", TICKET, "--json").json
    assert (told["id"], told["undone"], told["tickets"], told["left"]) == (1, "noted", [1], {})
    assert (told["state"], told["undone_detail"]) == ("new", {"text": "Frau Huber fragen."})


@pytest.mark.parametrize(
    ("done", "event", "english", "german"),
    [
        (("ignore",), "ignored", "undone: ignored", "rückgängig gemacht: ignoriert"),
        (
            ("assign", "--to", "kim"),
            "assigned",
            "undone: assigned to kim",
            "rückgängig gemacht: kim zugewiesen",
        ),
        (
            ("label", "--kind", "incident"),
            "labelled",
            "undone: kind corrected: incident",
            "rückgängig gemacht: Art berichtigt: Vorfall",
        ),
    ],
)
def test_what_is_undone_is_named_and_how_the_ticket_stands_now(
    cli: Cli, done: tuple[str, ...], event: str, english: str, german: str
) -> None:
    act, *options = done
    cli(act, TICKET, *options)
    assert cli("undo", TICKET).out == f"Ticket 1: new, in “Inbox”; {english}\n"
    cli(act, TICKET, *options)
    in_german = replace(cli, environ={"TICKETS_LANGUAGE": "de"})
    assert in_german("undo", TICKET).out == f"Ticket 1: neu, in „Eingang“; {german}\n"
    cli(act, TICKET, *options)
    told = in_german("undo", TICKET, "--json").json
    assert (told["undone"], told["state"], told["queue"]) == (event, "new", "inbox")


def test_a_long_text_takes_a_yes_to_become_several_posts(cli: Cli) -> None:
    refused = cli("reply", TICKET, "--text", LONG)
    assert refused.code == 1
    assert "--thread" in refused.error
    assert "(1/2)" in cli("reply", TICKET, "--text", LONG, "--thread", "--dry-run").out
    cli("reply", TICKET, "--text", LONG, "--thread")
    replies = cli("show", TICKET, "--json").json["replies"]
    assert [(reply["part"], reply["parts"]) for reply in replies] == [(1, 2), (2, 2)]
    assert cli("withdraw", str(replies[0]["id"])).code == 0
    assert {reply["state"] for reply in cli("show", TICKET, "--json").json["replies"]} == {"withdrawn"}


def test_a_text_that_lies_ready_is_an_answer(cli: Cli) -> None:
    shown = cli("reply", TICKET, "--template", "thanks", "--dry-run").out
    assert "Guten Tag Anna" in shown
    refused = cli("reply", TICKET, "--template", "nothing")
    assert (refused.code, "closing" in refused.error) == (2, True)
    assert cli("reply", TICKET, "--template", "thanks", "--text", "Ja.").code == 2


def test_the_texts_are_listed_and_a_broken_one_is_named(cli: Cli, kim: Desk) -> None:
    assert cli("templates").code == 0
    assert "\n 2  thanks.nl: Dank (the program’s)\n" in cli("templates").out
    assert {view["number"] for view in cli("templates", "--json").json if view["name"] == "thanks"} == {2}
    own = kim.house.settings.templates
    own.mkdir()
    (own / "thanks.de.txt").write_text("Bis {wann}.", encoding="utf-8")
    told = cli("templates")
    assert told.code == 1
    assert "line 1: There is no placeholder “{wann}”" in told.out
    problems = [view for view in cli("templates", "--json").json if view["problem"]]
    assert [(view["name"], view["language"], view["own"]) for view in problems] == [("thanks", "de", True)]
