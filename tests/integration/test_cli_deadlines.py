"""What the command line says of deadlines: what is owed now, whose it is, and what was missed before."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.cli import Cli
from tests.support.store import Clock, make_desk, mention, receive


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cli(tmp_path: Path, clock: Clock) -> Cli:
    """Kim, and one question."""
    with make_desk(tmp_path, clock=clock) as desk:
        receive(desk, mention("Wie bekomme ich ein Zertifikat?", remote_id="1"))
    return Cli(tmp_path, clock)


def again(cli: Cli, clock: Clock) -> None:
    """It is closed too late, and the citizen asks something new."""
    clock.at += timedelta(days=9)
    cli("close", "1")
    with make_desk(cli.folder, clock=clock) as desk:
        receive(desk, mention("Und was kostet es?", remote_id="2", in_reply_to_id="1", at=clock.at))


def test_overdue_finds_what_should_have_been_there_by_now(cli: Cli, clock: Clock) -> None:
    assert cli("list", "--search", "due:overdue", "--json").json == []
    clock.at += timedelta(days=9)
    assert [row["id"] for row in cli("list", "--search", "due:overdue", "--json").json] == [1]


def test_a_promise_that_was_missed_before_is_not_overdue(cli: Cli, clock: Clock) -> None:
    again(cli, clock)
    assert cli("list", "--search", "due:overdue", "--json").json == []
    (row,) = cli("list", "--breached", "--json").json
    assert row["breached"]
    assert "\tmissed before\t" in cli("list").out
    assert "too late" not in cli("list").out
    assert "missed before" in cli("show", "1").out.split("Conversation")[0]


def test_a_list_says_when_it_is_the_department_that_owes_something(cli: Cli, clock: Clock) -> None:
    assert cli("forward", "1", "--to", "zertifizierung").code == 0
    assert "\tdepartment\t" in cli("list").out
    head = cli("show", "1").out.split("Conversation")[0]
    assert "Proposal of the department 2026-05-21" in head
    assert " · Answer 2026-05-22" in head
    clock.at += timedelta(days=9)
    assert "\tdepartment too late\t" in cli("list").out
