"""`tickets board`: the board for the command line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.cli import Cli, Outcome
from tests.support.store import Clock, intake_of, make_settings, mention
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE

EVIL = "[/nope] [bold]Zu spät?\x1b[2J"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cli(tmp_path: Path, clock: Clock) -> Cli:
    """Lea, who leads; one question that is late, one with a department, one made good too late."""
    settings = make_settings(tmp_path)
    call = Cli(tmp_path, clock, login="lea")
    call("list")
    with Desk.open(settings, BRIDGE, now=clock) as bridge:
        for number, text in enumerate((EVIL, "Zertifikat?", "Erledigt?"), 1):
            post = mention(text, by=f"p{number}@example.social", at=clock.at, remote_id=str(number))
            intake_of(bridge).take([post])
    call("forward", "2", "--to", "zertifizierung")
    clock.at = datetime(2026, 5, 26, 9, tzinfo=UTC)
    call("close", "3")
    return call


def done(outcome: Outcome) -> Outcome:
    assert outcome.code == 0, outcome.err
    return outcome


def test_the_board_is_one_document(cli: Cli) -> None:
    told = done(cli("board", "--json")).json
    assert [ticket["id"] for ticket in told["breached"]["tickets"]] == [2, 1]
    assert told["breached"]["total"] == 2
    assert [ticket["why"] for ticket in told["breached"]["tickets"]] == ["department", "untouched"]
    assert told["at_risk"] == {"total": 0, "tickets": []}
    assert [(load["login"], load["open"], load["breached"]) for load in told["people"]] == [(None, 2, 2)]
    certifying = told["departments"][0]
    assert (certifying["key"], certifying["open"], certifying["overdue"]) == ("zertifizierung", 1, 1)
    assert told["weeks"] == [
        {
            "week": "2026-W21",
            "received": 3,
            "answered": 0,
            "kept": 0,
            "breached": 3,
            "is_over": True,
            "kept_percent": 0,
        },
        {
            "week": "2026-W22",
            "received": 0,
            "answered": 0,
            "kept": 0,
            "breached": 0,
            "is_over": False,
            "kept_percent": None,
        },
    ]
    assert [broken["ticket"] for broken in told["broken"]] == [3]
    assert (told["roster"], told["hand_over"]) == ([], None)


def test_the_board_is_read_by_people(cli: Cli) -> None:
    out = done(cli("board")).out
    assert "Too late: 2" in out
    assert "with Referat Zertifizierung" in out
    assert "nobody\t2\t0\t0\t2\t2026-05-20 10:00" in out
    assert "W21\t3\t0\t0\t3\t0 %" in out
    assert "W22, so far\t0" in out
    assert "No roster is kept." in out
    assert "Nothing was handed over yet." in out


def test_what_others_wrote_is_no_markup_on_it(cli: Cli) -> None:
    out = done(cli("board")).out
    assert "[/nope] [bold]Zu spät?" in out
    assert "\x1b" not in out


def test_the_roster_and_the_hand_over_are_on_it(cli: Cli) -> None:
    done(cli("roster", "set", "2026-W22", "kim"))
    told = done(cli("board", "--json")).json
    assert [week["login"] for week in told["roster"]] == ["kim", *[None] * 5]
    assert "kim, on duty\t" in done(cli("board")).out


def test_a_specialist_is_refused(cli: Cli) -> None:
    refused = cli("board", login="sam")
    assert refused.code == 1
    assert "needs the right to read all tickets" in refused.error


def test_a_manager_reads_it(cli: Cli) -> None:
    assert done(cli("board", "--json", login="kim")).json["breached"]["total"] == 2
