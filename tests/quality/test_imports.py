"""What a command may wait for before it does anything: nobody imports what only others need."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.store import make_desk

_SLOW = {
    "alembic",
    "babel",
    "holidays",
    "mastodon",
    "numpy",
    "pydantic",
    "requests",
    "rich",
    "sklearn",
    "sqlalchemy",
    "sqlmodel",
    "textual",
    "traceback",
}
_REPORT = """
import json, sys
from tickets.cli.running import run
code = run(sys.argv[1:])
sys.stdout.flush()
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def imported_by(folder: Path, *argv: str) -> set[str]:
    """The modules that are loaded when this call of the program has ended well."""
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "TICKETS_LANGUAGE": "en"}
    done = subprocess.run(
        [sys.executable, "-c", _REPORT, *argv],
        env=environ,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    code, modules = json.loads(done.stderr)
    assert code == 0
    assert done.stdout or argv == ("classify",)
    return set(modules)


@pytest.mark.parametrize("argv", [("--help",), ("--version",)])
def test_help_waits_for_nothing(tmp_path: Path, argv: tuple[str, ...]) -> None:
    assert not imported_by(tmp_path, *argv) & _SLOW


def test_a_deadline_waits_for_no_database(tmp_path: Path) -> None:
    loaded = imported_by(tmp_path, "due", "2026-05-13T10:00", "--json")
    assert not loaded & {"sqlalchemy", "sqlmodel", "mastodon", "textual", "rich", "sklearn"}


def test_triage_waits_for_no_database_and_no_trainer(tmp_path: Path) -> None:
    loaded = imported_by(tmp_path, "classify")
    assert not loaded & {"sqlalchemy", "sqlmodel", "mastodon", "textual", "rich", "holidays", "sklearn"}


def test_the_list_waits_for_no_server_and_no_screen(tmp_path: Path) -> None:
    make_desk(tmp_path).close()
    loaded = imported_by(tmp_path, "list", "--json")
    assert not loaded & {"alembic", "mastodon", "requests", "textual", "rich", "holidays", "sklearn"}
