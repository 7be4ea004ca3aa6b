"""Finding on the command line: filters in the search, and views kept under a name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.cli import Cli
from tests.support.store import Clock, make_desk, mention, receive
from tickets.desk import handling, views
from tickets.desk.house import Desk
from tickets.desk.rows import Query
from tickets.rules.states import Kind


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with make_desk(tmp_path, clock=clock) as opened:
        receive(opened, mention("Das Fax ist kaputt", by="anna@example.social"))
        receive(opened, mention("Ein Fax, bitte", by="bernd@example.social", language="en"))
        for row in opened.see(views.page, Query(search="kaputt")).rows:
            opened.do(handling.label, row.id, kind=Kind.INCIDENT)
        yield opened


@pytest.fixture
def cli(tmp_path: Path, clock: Clock, desk: Desk) -> Cli:
    return Cli(tmp_path, clock)


def found(cli: Cli, *argv: str) -> list[str]:
    return [row["excerpt"] for row in cli("list", "--json", *argv).json]


def test_the_search_takes_the_filters_of_the_field(cli: Cli) -> None:
    assert found(cli, "--search", "fax") == ["Ein Fax, bitte", "Das Fax ist kaputt"]
    assert found(cli, "--search", "art:incident fax") == ["Das Fax ist kaputt"]
    assert found(cli, "--search", "lang:en") == ["Ein Fax, bitte"]
    assert found(cli, "--search", "person:anna") == ["Das Fax ist kaputt"]


def test_an_option_counts_where_the_search_names_another_value(cli: Cli) -> None:
    assert found(cli, "--search", "lang:en fax", "--language", "de") == ["Das Fax ist kaputt"]
    assert found(cli, "--search", "fax", "--queue", "inbox", "--kind", "incident") == ["Das Fax ist kaputt"]
    assert found(cli, "--search", "fax", "--queue", "done") == []


def test_a_view_is_saved_shown_and_deleted(cli: Cli) -> None:
    saved = cli("views", "--save", "Störungen", "kind:incident")
    assert saved.code == 0
    assert saved.err == "The view “Störungen” is saved.\n"
    assert saved.out == "Name\tQuery\tFor\tSaved by\nStörungen\tkind:incident\tyou\tkim\n"
    assert cli("views", "--json").json == [
        {
            "name": "Störungen",
            "query": "kind:incident",
            "for_all": False,
            "author": "kim",
            "created_at": "2026-05-20T08:00:00Z",
        }
    ]
    assert found(cli, "--view", "störungen") == ["Das Fax ist kaputt"]
    assert found(cli, "--view", "störungen", "--search", "bitte") == []
    assert cli("views", "--delete", "Störungen").err == (
        "The view “Störungen” is deleted.\nNo view is saved yet.\n"
    )


def test_what_is_for_everybody_is_said_so(cli: Cli) -> None:
    cli("views", "--save", "Alle", "fax", "--everybody")
    assert "Alle\tfax\teverybody\tkim" in cli("views", login="lea").out
    assert cli("views", "--delete", "Alle", login="lea").code == 1
    assert cli("views", "--delete", "Alle", "--everybody", login="lea").code == 0


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["list", "--search", "farbe:rot"], 2, "There is no filter “farbe”"),
        (["list", "--search", "kind:rot"], 2, "There is no kind “rot”"),
        (["list", "--view", "Nirgends"], 1, "There is no view “Nirgends”. None is kept yet."),
        (["views", "--delete", "Nirgends"], 1, "There is no view “Nirgends”"),
        (["views", "--save", "Rot", "kind:rot"], 2, "There is no kind “rot”"),
        (["views", "--save", "A", "fax", "--delete", "B"], 2, "saved or deleted, not both"),
        (["views", "--everybody"], 2, "There is nothing to save"),
    ],
)
def test_what_does_not_work_is_said_in_one_line(cli: Cli, argv: list[str], code: int, said: str) -> None:
    done = cli(*argv)
    assert done.code == code
    assert said in done.error


def test_a_view_is_replaced_only_when_that_is_said(cli: Cli) -> None:
    assert cli("views", "--save", "Faxe", "fax").code == 0
    assert "There is a view “Faxe” already" in cli("views", "--save", "faxe", "kaputt").error
    assert cli("views", "--save", "faxe", "kaputt", "--replace").code == 0
    assert found(cli, "--view", "Faxe") == ["Das Fax ist kaputt"]


def test_a_specialist_may_not_keep_a_view_for_everybody(cli: Cli) -> None:
    refused = cli("views", "--save", "Alle", "fax", "--everybody", login="sam")
    assert refused.code == 1
    assert "sam may not do this" in refused.error
    assert found(cli, "--search", "fax", "--json") == ["Ein Fax, bitte", "Das Fax ist kaputt"]
    assert cli("list", "--json", "--search", "fax", login="sam").json == []
