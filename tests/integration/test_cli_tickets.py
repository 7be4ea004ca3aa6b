"""The commands of everyday work, called in one process on a real store."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.cli import Cli
from tests.support.store import WEDNESDAY, Clock, at_the_same_store, make_desk, mention, receive
from tickets.config import load
from tickets.desk import outbox
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE, actor
from tickets.rules.audience import Visibility
from tickets.rules.states import Kind

FIELDS = (
    "id account person queue state kind priority department assignee visibility language received_at due_at"
    " breached suggestion excerpt copies"
)
ROW = set(FIELDS.split())
"""The contract of the command line."""

QUESTION, GRUMBLE, DIRECT = "1", "2", "3"


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three tickets: a question for a department, a grumble, a direct message. Made once, copied for each test."""
    folder = tmp_path_factory.mktemp("furnished")
    with make_desk(folder) as desk:
        receive(
            desk,
            mention("Wie bekomme ich ein Zertifikat nach ISO 27001?", remote_id="101"),
            mention("Na ja, was soll man dazu sagen", by="troll@bad.example", remote_id="102"),
            mention("Eine Frage?", by="ute@example.net", visibility=Visibility.DIRECT, remote_id="103"),
        )
    return folder


@pytest.fixture
def desk(furnished: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Kim's desk on such a store."""
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)
    settings = load(tmp_path / "config.toml", environ={})
    with Desk.open(settings, actor(settings, "kim"), now=clock) as opened:
        yield opened


@pytest.fixture
def cli(tmp_path: Path, clock: Clock, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setenv("LANGUAGE", "en")
    return Cli(tmp_path, clock)


def test_a_row_has_exactly_the_fields_of_the_contract(cli: Cli) -> None:
    rows = cli("list", "--json").json
    assert [set(row) for row in rows] == [ROW, ROW, ROW]
    assert rows[1] == {
        "id": 1,
        "account": "amt",
        "person": "anna@example.social",
        "queue": "inbox",
        "state": "new",
        "kind": "question",
        "priority": 8,
        "department": "zertifizierung",
        "assignee": None,
        "visibility": "public",
        "language": "de",
        "received_at": "2026-05-20T08:00:00Z",
        "due_at": "2026-05-22T13:00:00Z",
        "breached": False,
        "suggestion": "forward",
        "excerpt": "Wie bekomme ich ein Zertifikat nach ISO 27001?",
        "copies": 0,
    }


def test_the_list_can_be_narrowed(cli: Cli, clock: Clock) -> None:
    cli("ignore", GRUMBLE)
    cli("assign", DIRECT, "--to", "me")

    def ids(*options: str) -> list[int]:
        return [row["id"] for row in cli("list", "--json", *options).json]

    assert ids("--queue", "ignored") == [2]
    assert ids("--search", "zertifikat") == [1]
    assert ids("--search", "ute@example.net") == [3]
    assert ids("--assignee", "me") == ids("--assignee", "kim") == [3]
    assert ids("--account", "presse") == []
    assert ids("--breached") == []
    assert ids("--person", "@Ute@example.net") == ids("--person", "ute@example.net", "--search", "ute") == [3]
    assert ids("--person", "ute") == []
    assert sorted(ids("--language", "DE")) == sorted(ids())
    assert ids("--language", "fr") == []
    rows = cli("list", "--json").json
    for row in rows:
        assert row["id"] in ids("--kind", row["kind"])
    assert {row["id"] for kind in Kind for row in cli("list", "--json", "--kind", kind).json} == set(ids())
    assert sorted(ids("--from", "2026-05-20", "--to", "20.05.2026")) == sorted(
        row["id"] for row in rows if row["received_at"].startswith("2026-05-20")
    )
    assert ids("--to", "2026-05-01") == ids("--from", "2026-06-01") == []
    assert "is no day" in cli("list", "--to", "9999-12-31").error
    clock.forward(days=9)
    assert sorted(ids("--breached")) == [1, 3]


def test_a_page_that_is_not_the_whole_list_says_so_beside_the_document(cli: Cli) -> None:
    shown = cli("list", "--limit", "2", "--json")
    assert len(shown.json) == 2
    assert "--limit" in shown.error


def test_people_see_the_list_as_text_and_foreign_markup_as_it_was_written(cli: Cli, desk: Desk) -> None:
    receive(desk, mention("[bold]Hallo[/nope] [@click=app.quit]hier[/]?", by="eve@example.org"))
    shown = cli("list")
    assert shown.code == 0
    assert "[bold]Hallo[/nope] [@click=app.quit]hier[/]?" in shown.out
    assert "2026-05-22 15:00" in shown.out  # local time: Berlin is two hours ahead
    assert "\x1b" not in shown.out


def test_what_a_colleague_typed_cannot_steer_the_terminal(cli: Cli) -> None:
    cli("note", QUESTION, "--text", "ruhig\x1b[2J\x9b31m bleiben\u202e")
    shown = cli("show", QUESTION)
    assert "ruhig[2J31m bleiben" in shown.out
    assert not {"\x1b", "\x9b", "\u202e"} & set(shown.out)


def test_colour_is_for_a_terminal_and_never_says_anything_alone(
    cli: Cli, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.forward(days=9)
    monkeypatch.setenv("FORCE_COLOR", "1")  # as if stdout were a terminal
    monkeypatch.setenv("COLUMNS", "200")
    coloured = cli("list").out
    assert "\x1b[1;31mtoo late" in coloured

    monkeypatch.setenv("NO_COLOR", "1")
    plain = cli("list").out
    assert "\x1b[1;31m" not in plain
    assert plain.count("too late") == 3


def test_foreign_markup_is_text_in_a_terminal_too(
    cli: Cli, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(desk, mention("[red]Hallo[/nope] :boom: [@click=app.quit]hier[/]?", by="eve@example.org"))
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    for shown in (cli("list"), cli("show", "4")):
        assert "[red]Hallo[/nope] :boom: [@click=app.quit]hier[/]?" in shown.out
        assert shown.code == 0


def test_a_list_in_a_pipe_is_cut_at_tabs_not_by_width(cli: Cli, desk: Desk) -> None:
    long = "sehr " * 30 + "lange Frage?"
    receive(desk, mention(long, by="eve@example.org"))
    lines = cli("list", "--search", "lange Frage").out.splitlines()
    assert lines[1].split("\t")[-1].startswith("sehr " * 20)


def test_an_empty_list_is_said_to_people_and_is_a_list_for_programs(cli: Cli) -> None:
    assert cli("list", "--search", "nichts").error == "There are no such tickets."
    assert cli("list", "--search", "nichts", "--json").json == []


def test_a_whole_ticket_has_the_parts_of_the_contract(cli: Cli) -> None:
    cli("forward", QUESTION, "--to", "zertifizierung", "--note", "Bitte bis morgen")
    cli("propose", QUESTION, "--text", "Mit einem Antrag.", login="sam")
    cli("reply", QUESTION, "--text", "Mit einem Antrag.")
    ticket = cli("show", QUESTION, "--json").json

    assert set(ticket) - ROW == {
        "messages",
        "events",
        "replies",
        "forwards",
        "proposals",
        "clock",
        "reasons",
        "near_copies",
        "present",
    }
    (message,) = ticket["messages"]
    assert message == {
        "direction": "in",
        "remote_id": "101",
        "text": "Wie bekomme ich ein Zertifikat nach ISO 27001?",
        "visibility": "public",
        "created_at": "2026-05-20T08:00:00Z",
        "received_at": "2026-05-20T08:00:00Z",
        "stored_at": "2026-05-20T08:00:00Z",
        "edited_at": None,
        "deleted_at": None,
    }
    assert [(event["what"], event["actor"]) for event in ticket["events"]] == [
        ("arrived", "bridge"),
        ("forwarded", "kim"),
        ("proposed", "sam"),
        ("reply_queued", "kim"),
    ]
    assert all(set(event) == {"at", "actor", "what", "detail"} for event in ticket["events"])
    assert ticket["forwards"][0]["note"] == "Bitte bis morgen"
    assert ticket["proposals"][0]["text"] == "Mit einem Antrag."
    assert ticket["replies"][0]["state"] == "pending"
    assert [(each["promise"], each["outcome"]) for each in ticket["clock"]] == [
        ("answer", "running"),
        ("department", "met"),
    ]
    assert {"about": "priority", "name": "question", "detail": "", "weight": 8.0} in ticket["reasons"]


def test_people_see_a_whole_ticket_on_a_page(cli: Cli) -> None:
    cli("forward", QUESTION, "--to", "zertifizierung", "--note", "Bitte bis morgen")
    page = cli("show", f"#{QUESTION}").out
    assert page.startswith("Ticket 1: Departments, with a department, question, public\n")
    for words in (
        "@anna@example.social (public)",
        "    Wie bekomme ich",
        "kim: forwarded to Referat Zertifizierung\n",
    ):
        assert words in page
    assert page.rstrip().endswith("\n    Bitte bis morgen")


def test_how_late_a_post_reached_us_is_told_apart_from_how_late_we_found_it(cli: Cli, desk: Desk) -> None:
    late = mention("Kommt das an?", by="uwe@far.example", remote_id="104", at=WEDNESDAY - timedelta(hours=2))
    receive(desk, replace(late, created_at=WEDNESDAY - timedelta(hours=5)))
    page = cli("show", "4").out
    assert "@uwe@far.example (public, reached us 3 h after it was written, found by us 2 h later)" in page
    (message,) = cli("show", "4", "--json").json["messages"]
    assert [message[name] for name in ("created_at", "received_at", "stored_at")] == [
        "2026-05-20T03:00:00Z",
        "2026-05-20T06:00:00Z",
        "2026-05-20T08:00:00Z",
    ]
    # The promise counts from when it reached our server.
    assert cli("show", "4", "--json").json["received_at"] == "2026-05-20T06:00:00Z"


def test_an_edit_is_shown_with_what_was_there_before_and_the_deadline_stays(
    cli: Cli, desk: Desk, clock: Clock
) -> None:
    post = mention("Darf ich bleiben?", by="uwe@far.example", remote_id="104")
    receive(desk, post)
    due = cli("show", "4", "--json").json["due_at"]
    receive(desk, replace(post, text="Darf ich nicht bleiben?", edited_at=clock.forward(minutes=5)))
    page = cli("show", "4").out
    assert "(public, changed 2026-05-20 10:05)\n    Darf ich nicht bleiben?\n" in page
    assert "message edited by its author\n    Before: Darf ich bleiben?" in page
    assert cli("show", "4", "--json").json["due_at"] == due
    assert "Darf ich nicht bleiben?" in cli("list").out


def test_every_act_prints_the_row_as_it_is_then(cli: Cli) -> None:
    def state(*argv: str) -> tuple[str, str]:
        row = cli(*argv, "--json").json
        assert set(row) == ROW
        return row["state"], row["queue"]

    assert state("ignore", GRUMBLE, "--reason", "Polemik") == ("ignored", "ignored")
    assert state("rescue", GRUMBLE) == ("open", "inbox")
    assert state("assign", QUESTION, "--to", "lea") == ("open", "inbox")
    assert state("forward", QUESTION, "--to", "zertifizierung") == ("forwarded", "departments")
    assert state("recall", QUESTION) == ("open", "inbox")
    assert state("snooze", QUESTION, "--for", "2d") == ("snoozed", "waiting")
    assert state("wait", QUESTION) == ("waiting", "waiting")
    assert state("close", QUESTION) == ("closed", "done")
    assert state("reopen", QUESTION) == ("open", "inbox")
    assert state("note", QUESTION, "--text", "Rückruf") == ("open", "inbox")
    assert cli("label", QUESTION, "--kind", "incident", "--json").json["kind"] == "incident"
    assert cli("assign", QUESTION, "--nobody", "--json").json["assignee"] is None


def test_several_tickets_are_done_each_for_itself(cli: Cli) -> None:
    done = cli("close", QUESTION, "99", DIRECT, "--json")
    assert done.code == 1
    assert [(row["id"], row["state"]) for row in done.json] == [(1, "closed"), (3, "closed")]
    assert done.error.startswith("tickets: ticket 99: There is no ticket 99.")


def test_a_snooze_counts_by_the_clock_on_the_wall(cli: Cli, clock: Clock) -> None:
    clock.at = WEDNESDAY.replace(month=10, day=24)  # the night after, clocks are set back
    cli("snooze", QUESTION, "--for", "1d")
    (event,) = [each for each in cli("show", QUESTION, "--json").json["events"] if each["what"] == "snoozed"]
    assert event["detail"]["until"] == (clock.at + timedelta(hours=25)).isoformat()

    cli("snooze", DIRECT, "--until", "2026-10-26T09:00")
    (event,) = [each for each in cli("show", DIRECT, "--json").json["events"] if each["what"] == "snoozed"]
    assert event["detail"]["until"] == "2026-10-26T08:00:00+00:00"


def test_a_reply_is_queued_and_tells_its_audience(cli: Cli) -> None:
    told = cli("reply", DIRECT, "--text", "-", "--json", stdin="Gern.\nIhr Amt\n").json
    assert set(told) == {"reply", "state", "audience", "length", "limit"}
    assert (told["state"], told["limit"]) == ("pending", 500)
    assert told["audience"]["visibility"] == "direct"
    assert told["audience"]["readers"] == ["ute@example.net"]
    (reply,) = cli("show", DIRECT, "--json").json["replies"]
    assert reply["id"] == told["reply"]
    assert reply["text"] == "@ute@example.net Gern.\nIhr Amt"


def test_people_are_told_who_will_read_a_reply_before_anything_is_stored(cli: Cli) -> None:
    shown = cli("reply", DIRECT, "--text", "Gern.", "--dry-run")
    assert "@ute@example.net" in shown.out
    assert "not encrypted" in shown.out
    told = cli("reply", DIRECT, "--text", "Gern.", "--dry-run", "--json").json
    assert (told["reply"], told["state"]) == (None, "preview")
    assert cli("show", DIRECT, "--json").json["replies"] == []


def test_a_wider_audience_takes_a_second_yes(cli: Cli) -> None:
    refused = cli("reply", DIRECT, "--text", "Für alle.", "--visibility", "public", "--json")
    assert (refused.code, refused.out) == (1, "")
    assert "--yes-wider" in refused.error
    told = cli("reply", DIRECT, "--text", "Für alle.", "--visibility", "public", "--yes-wider", "--json").json
    assert told["audience"]["visibility"] == "public"
    assert told["audience"]["wider"]


def test_an_interim_status_promises_a_day(cli: Cli) -> None:
    cli("reply", QUESTION, "--text", "Dauert länger.", "--interim", "--promise", "2026-05-28")
    (reply,) = cli("show", QUESTION, "--json").json["replies"]
    assert (reply["purpose"], reply["promise_at"]) == ("interim", "2026-05-28T15:00:00Z")


def test_an_interim_status_lies_ready(cli: Cli) -> None:
    shown = cli("reply", QUESTION, "--interim", "--dry-run")
    assert shown.out.startswith("@anna@example.social Guten Tag Anna,\n")
    assert "bis Freitag, 22. Mai 2026." in shown.out
    assert cli("show", QUESTION, "--json").json["replies"] == []

    told = cli("reply", QUESTION, "--interim", "--promise", "2026-05-28", "--json").json
    assert told["state"] == "pending"
    (reply,) = cli("show", QUESTION, "--json").json["replies"]
    assert "bis Donnerstag, 28. Mai 2026." in reply["text"]
    assert (reply["purpose"], reply["promise_at"]) == ("interim", "2026-05-28T15:00:00Z")


def test_a_reply_can_be_withdrawn_before_it_is_out(cli: Cli) -> None:
    number = cli("reply", QUESTION, "--text", "Nein.", "--json").json["reply"]
    assert cli("withdraw", str(number), "--json").json == {"reply": number, "state": "withdrawn"}
    again = cli("withdraw", str(number))
    assert again.code == 2
    assert "withdrawn" in again.error


def test_a_specialist_sees_only_what_was_forwarded_to_the_department(cli: Cli) -> None:
    cli("forward", QUESTION, "--to", "zertifizierung")
    assert [row["id"] for row in cli("list", "--json", login="sam").json] == [1]
    refused = cli("show", DIRECT, login="sam")
    assert (refused.code, refused.out) == (1, "")
    assert cli("reply", QUESTION, "--text", "Ja.", login="sam").code == 1


def test_the_service_says_how_it_is(cli: Cli) -> None:
    told = cli("status", "--json").json
    assert told["bridge_running"] is False
    assert told["counts"] == {"inbox": 3, "departments": 0, "waiting": 0, "done": 0, "ignored": 0}
    assert (told["workers"], told["replies_pending"]) == ([], 0)
    assert "tickets bridge" in cli("status").out


def test_a_store_that_is_up_to_date_stays_as_it_is(cli: Cli) -> None:
    told = cli("migrate", "--json").json
    assert told["before"] == told["after"]
    assert "already" in cli("migrate").out


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["show", "99"], 1, "There is no ticket 99"),
        (["rescue", QUESTION], 1, "cannot be moved"),
        (["forward", QUESTION, "--to", "nirgends"], 1, "buerger, zertifizierung"),
        (["reply", QUESTION, "--text", "x" * 600], 1, "Shorten it"),
        (["list", "--account", "nein"], 1, "There is no account"),
        (["show", "zwei"], 2, "“zwei” is no number"),
        (["show"], 2, "Missing argument"),
        (["list", "--queue", "Eingang"], 2, "none of these: inbox, departments"),
        (["lsit"], 2, "Perhaps you meant “list”"),
        (["label", QUESTION, "--kind", "frage"], 2, "none of these: question, "),
        (["assign", QUESTION], 2, "--nobody"),
        (["snooze", QUESTION, "--for", "bald"], 2, "2d or 1w"),
        (["snooze", QUESTION, "--until", "bald"], 2, "2026-05-13T10:00"),
        (["snooze", QUESTION, "--until", "2026-05-01"], 2, "has passed"),
        (["reply", QUESTION, "--text", "x", "--interim", "--ask"], 2, "not both"),
        (["reply", QUESTION, "--text", "x", "--promise", "morgen"], 2, "2026-05-13"),
        (["reply", QUESTION, "--text", "x", "--promise", "2026-05-28"], 2, "--interim"),
        (["reply", QUESTION], 2, "--text"),
        (["reply", QUESTION, "--ask"], 2, "--text"),
        (["note", QUESTION, "--text", " "], 2, "empty"),
        (["--config", "nirgends.toml", "list"], 2, "nirgends.toml"),
        (["tui"], 2, "terminal"),
    ],
)
def test_what_does_not_work_is_said_in_one_line_and_by_the_exit_code(
    cli: Cli, argv: list[str], code: int, words: str
) -> None:
    outcome = cli(*argv)
    assert (outcome.code, outcome.out) == (code, "")
    assert words in outcome.error


def test_a_reply_goes_out_in_the_language_that_was_named(cli: Cli, desk: Desk) -> None:
    cli("reply", QUESTION, "--text", "Here you are.", "--language", "EN")
    cli("reply", DIRECT, "--text", "Gern.")
    bridge = at_the_same_store(desk, BRIDGE.login)
    assert [outgoing.language for outgoing in bridge.see(outbox.due, "amt")] == ["en", "de"]
    refused = cli("reply", GRUMBLE, "--text", "Gern.", "--language", "Deutsch")
    assert refused.code == 2
    assert "“Deutsch” is not the code of a language" in refused.error
