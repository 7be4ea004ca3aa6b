"""`tickets backup` and `tickets restore`: the store out and in, whole, private, and without a blind second post."""

import os
import sqlite3
from pathlib import Path

import pytest

from tests.support.cli import Cli
from tests.support.store import Clock, make_desk, make_settings, mention, receive
from tickets.desk import handling, service, views
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE
from tickets.storage.database import Database

QUESTION = "1"


def mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


def test_a_backup_is_one_private_file_that_has_what_is_only_in_the_log(cli: Cli, tmp_path: Path) -> None:
    assert (tmp_path / "tickets.db-wal").stat().st_size > 0
    copy = tmp_path / "copy.db"
    told = cli("backup", str(copy), "--json").json
    assert told == {"file": str(copy), "bytes": copy.stat().st_size}
    assert mode(copy) == 0o600
    connection = sqlite3.connect(copy)
    assert connection.execute("SELECT count(*) FROM tickets").fetchone() == (1,)
    connection.close()
    assert sorted(each.name for each in tmp_path.glob("copy.db*")) == ["copy.db"]


def test_a_backup_replaces_nothing(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("anderes", encoding="utf-8")
    outcome = cli("backup", str(tmp_path / "copy.db"))
    assert outcome.code == 2
    assert "was left as it is" in outcome.error
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "anderes"


def test_an_open_desk_sees_what_was_brought_back_and_what_was_there_is_kept(
    cli: Cli, kim: Desk, tmp_path: Path
) -> None:
    copy = str(tmp_path / "copy.db")
    cli("backup", copy)
    kim.do(handling.ignore, 1)
    changes = kim.changes()
    told = cli("restore", copy, "--json").json
    assert told["uncertain"] == 0
    assert changes.wait(5)
    changes.close()
    row = kim.see(views.one, 1)
    assert row is not None
    assert row.state == "new"
    former = Database(f"sqlite:///{told['former']}")
    with Desk(former, kim.house, kim.actor).database.read() as session:
        before = views.one(session, kim.act(), 1)
    former.close()
    assert before is not None
    assert before.state == "ignored"
    assert not list(tmp_path.glob("*.restoring*"))


def test_a_reply_that_was_on_its_way_then_waits_for_a_person_now(cli: Cli, tmp_path: Path) -> None:
    cli("reply", QUESTION, "--text", "Zwei Wochen.")
    cli("backup", str(tmp_path / "copy.db"))
    assert cli("restore", str(tmp_path / "copy.db"), "--json").json["uncertain"] == 1
    (reply,) = cli("show", QUESTION, "--json").json["replies"]
    assert reply["state"] == "uncertain"


def test_nothing_is_brought_back_while_the_bridge_runs(cli: Cli, kim: Desk, tmp_path: Path) -> None:
    cli("backup", str(tmp_path / "copy.db"))
    bridge = Desk(kim.database, kim.house, BRIDGE, kim.now)
    bridge.do(service.report, "bridge", state="running")
    outcome = cli("restore", str(tmp_path / "copy.db"))
    assert outcome.code == 1
    assert "The bridge is running, and nothing was changed" in outcome.error


@pytest.mark.parametrize("text", ["kein Speicher", ""])
def test_what_is_no_backup_is_refused_and_the_store_stays(cli: Cli, tmp_path: Path, text: str) -> None:
    (tmp_path / "copy.db").write_text(text, encoding="utf-8")
    outcome = cli("restore", str(tmp_path / "copy.db"))
    assert outcome.code == 1
    assert "copy.db" in outcome.error
    assert cli("show", QUESTION).code == 0
    assert not list(tmp_path.glob("*.restoring*"))
    assert not list(tmp_path.glob("*.before-*"))


def test_a_damaged_store_is_set_aside(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    with make_desk(tmp_path, clock=clock) as opened:
        receive(opened, mention(remote_id="101"))
    cli = Cli(tmp_path, clock)
    cli("backup", str(tmp_path / "copy.db"))
    (tmp_path / "tickets.db").write_bytes(b"nichts mehr zu lesen" * 1000)
    told = cli("restore", str(tmp_path / "copy.db"), "--json").json
    assert Path(told["former"]).read_bytes().startswith(b"nichts mehr")
    assert cli("show", QUESTION).code == 0


def test_a_store_that_is_gone_comes_back_private(tmp_path: Path, clock: Clock) -> None:
    with make_desk(tmp_path, clock=clock) as opened:
        receive(opened, mention(remote_id="101"))
    cli = Cli(tmp_path, clock)
    cli("backup", str(tmp_path / "copy.db"))
    (tmp_path / "tickets.db").unlink()
    assert cli("restore", str(tmp_path / "copy.db"), "--json").json["former"] is None
    assert mode(tmp_path / "tickets.db") == 0o600


def test_postgresql_has_tools_of_its_own(tmp_path: Path, clock: Clock) -> None:
    make_settings(tmp_path, url="postgresql+psycopg://tickets@localhost/tickets")
    outcome = Cli(tmp_path, clock)("backup", str(tmp_path / "copy.db"))
    assert outcome.code == 2
    assert "pg_dump" in outcome.error


def test_a_new_store_is_for_its_owner_alone_and_its_log_too(tmp_path: Path, kim: Desk) -> None:
    assert {mode(file) for file in tmp_path.glob("tickets.db*")} == {0o600}


def test_in_a_folder_that_keeps_its_group_a_new_store_is_for_the_group(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2770)
    before = os.umask(0o077)
    try:
        Database(f"sqlite:///{shared}/tickets.db").close()
    finally:
        os.umask(before)
    assert mode(shared / "tickets.db") == 0o660


def test_a_store_that_is_there_keeps_the_mode_that_somebody_chose(tmp_path: Path, kim: Desk) -> None:
    (tmp_path / "tickets.db").chmod(0o640)
    Database(f"sqlite:///{tmp_path}/tickets.db").close()
    assert mode(tmp_path / "tickets.db") == 0o640
