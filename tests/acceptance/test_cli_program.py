"""The program as the system starts it: exit codes, streams, languages, no traceback."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cli import german_catalogue, program
from tests.support.store import make_settings
from tickets import __version__


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who has set nothing up."""
    return {"HOME": str(tmp_path), "TICKETS_USER": "kim", "LC_ALL": "C.UTF-8", "TICKETS_LANGUAGE": "en"}


def test_it_says_its_version(home: dict[str, str]) -> None:
    assert program("--version", environ=home).out == f"tickets {__version__}\n"


def test_help_names_the_commands_and_what_they_do(home: dict[str, str]) -> None:
    shown = program("--help", environ=home)
    assert (shown.code, shown.err) == (0, "")
    for command in ("bridge", "classify", "demo", "doctor", "due", "init", "list", "login", "reply", "tui"):
        assert f"\n  {command} " in shown.out


def test_without_a_command_it_shows_help_where_it_does_no_harm(home: dict[str, str]) -> None:
    shown = program(environ=home)
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.startswith("Usage: tickets")


def test_without_settings_it_says_what_to_do(home: dict[str, str]) -> None:
    refused = program("list", "--json", environ=home)
    assert (refused.code, refused.out) == (2, "")
    assert "tickets init" in refused.error


@pytest.mark.parametrize(
    ("environ", "usage", "error"),
    [
        ({"LC_ALL": "de_DE.UTF-8"}, "Aufruf: ", "Es gibt noch keine Einstellungen"),
        ({"LC_ALL": "en_US.UTF-8"}, "Usage: ", "There are no settings yet"),
        ({"LC_ALL": "C.UTF-8"}, "Aufruf: ", "Es gibt noch keine Einstellungen"),
        ({"LC_ALL": "de_DE.UTF-8", "TICKETS_LANGUAGE": "en"}, "Usage: ", "There are no settings yet"),
    ],
)
def test_help_and_errors_are_in_the_reader_s_language(
    tmp_path: Path, environ: dict[str, str], usage: str, error: str
) -> None:
    words = {"Usage:": "Aufruf:", "There are no settings yet": "Es gibt noch keine Einstellungen"}
    german_catalogue(tmp_path, words)
    spoken = f"""
from pathlib import Path
from tickets import i18n
i18n.LOCALES = Path({str(tmp_path)!r})
from tickets.cli import main
main()
"""

    def call(*argv: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", spoken, *argv],
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), **environ},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    assert call("--help").stdout.startswith(usage)
    assert error in call("list").stderr


def test_an_unforeseen_error_is_one_line_and_a_traceback_only_for_debugging(
    tmp_path: Path, home: dict[str, str]
) -> None:
    make_settings(tmp_path)
    home["TICKETS_CONFIG"] = str(tmp_path / "config.toml")
    broken = """
import sys
from tickets.desk import views
def page(*_args): raise ZeroDivisionError("the citizen's words")
views.page = page
from tickets.cli import main
sys.argv = ["tickets", *{argv!r}]
main()
"""

    def call(*argv: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", broken.format(argv=list(argv))],
            env={"PATH": os.environ["PATH"], **home},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    told = call("list", "--json")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.splitlines() == [
        "tickets: Something unforeseen happened: ZeroDivisionError. "
        "To see where, run it again with: tickets --debug."
    ]
    assert "Traceback" in call("--debug", "list").stderr


def test_a_reader_who_leaves_early_is_no_error_to_talk_about(tmp_path: Path, home: dict[str, str]) -> None:
    posts = "".join(f'{{"text": "Frage {number}?"}}\n' for number in range(2000))
    (tmp_path / "posts").write_text(posts, encoding="utf-8")
    with (tmp_path / "posts").open("rb") as stdin:
        writer = subprocess.Popen(
            [sys.executable, "-c", "from tickets.cli import main; main()", "classify"],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], **home},
            cwd=tmp_path,
        )
    with writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        assert json.loads(writer.stdout.readline())["kind"] == "question"
        writer.stdout.close()
        assert writer.stderr.read() == b""
    assert writer.returncode == 1


def test_a_verdict_is_out_before_the_next_post_is_read_and_an_interrupt_is_quiet(
    tmp_path: Path, home: dict[str, str]
) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", "from tickets.cli import main; main()", "classify"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": os.environ["PATH"], **home},
        cwd=tmp_path,
    )
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdin.write(b'{"text": "Warum?"}\n')
        child.stdin.flush()
        assert json.loads(child.stdout.readline())["kind"] == "question"
        child.send_signal(signal.SIGINT)
        assert b"Traceback" not in child.stderr.read()
    assert child.returncode == 130
