"""The demo's folder: gone with the demo, however that ended, unless somebody named it."""

import io
from pathlib import Path

import pytest

from tests.support.cli import Cli
from tests.support.store import Clock, make_desk, make_settings
from tickets import i18n
from tickets.config import is_demo, mark_as_demo
from tickets.demo import service
from tickets.demo.settings import write_settings
from tickets.desk.service import report


@pytest.mark.parametrize(
    ("said", "keep", "stays"),
    [
        ("", False, False),  # whoever started it was ended, with the terminal for example
        ("end\n", False, True),  # whoever started it tidies up
        ("", True, True),
    ],
)
def test_the_bridge_takes_the_folder_with_it_when_nobody_else_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, keep: bool, stays: bool
) -> None:
    folder = tmp_path / "demo"
    make_settings(folder)
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    service.main(folder / "config.toml", keep=keep)
    assert folder.exists() is stays
    assert (folder / "tickets.db").exists() is stays


def test_the_bridge_writes_down_its_reasons_in_the_language_of_the_house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_settings(tmp_path)
    settings = tmp_path / "config.toml"
    german = settings.read_text(encoding="utf-8").replace('language = "en"', 'language = "de"', 1)
    settings.write_text(german, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("end\n"))
    i18n.use("en")
    try:
        service.main(settings, keep=True)
        assert i18n.language() == "de"
    finally:
        i18n.use("en")


def test_a_new_world_takes_no_folder_that_holds_an_old_one(tmp_path: Path) -> None:
    (tmp_path / "tickets.db").write_text("", encoding="utf-8")
    outcome = Cli(tmp_path, Clock())("demo", "--headless", "--folder", str(tmp_path))
    assert outcome.code == 2
    assert "is not an empty folder" in outcome.err


def test_a_kept_demo_is_refused_at_once_and_can_be_looked_at(tmp_path: Path) -> None:
    make_settings(tmp_path)
    mark_as_demo(tmp_path)
    outcome = Cli(tmp_path, Clock())("demo", "--headless", "--folder", str(tmp_path))
    assert outcome.code == 2
    assert "The citizens write" not in outcome.err
    assert f"TICKETS_USER=kim tickets --config {tmp_path}/config.toml tui" in outcome.error


def test_settings_of_ones_own_are_never_taken_for_a_demo(tmp_path: Path) -> None:
    make_settings(tmp_path)
    outcome = Cli(tmp_path, Clock())("demo", "--headless", "--folder", str(tmp_path))
    assert (outcome.code, "is not an empty folder" in outcome.error) == (2, True)
    assert "tickets bridge" in Cli(tmp_path, Clock())("status").out


def test_a_demo_marks_its_folder(tmp_path: Path) -> None:
    write_settings(tmp_path, server="http://127.0.0.1:1", token="x")
    assert is_demo(tmp_path)
    assert "“tickets demo”" in (tmp_path / "demo.txt").read_text(encoding="utf-8")


def test_nobody_is_told_to_start_the_bridge_of_a_demo_that_is_over(tmp_path: Path) -> None:
    clock = Clock()
    cli = Cli(tmp_path, clock)
    with make_desk(tmp_path, login="bridge", clock=clock) as desk:
        mark_as_demo(tmp_path)
        assert "never did. Start a new one: tickets demo" in cli("status").out
        desk.do(report, "bridge", state="running")
    assert "The bridge is running." in cli("status").out
    clock.forward(minutes=2)
    over = cli("status").out
    assert "This demo is over, and its server is gone; last seen 2026-05-20 10:00." in over
    assert (
        f"TICKETS_USER=kim tickets --config {tmp_path}/config.toml tui. Start a new one: tickets demo" in over
    )
    assert "tickets bridge" not in over
