"""The rules of the house: how code looks, what its types promise, which room knows which, and how long things are."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sources import ROOMS, ROOT, modules, tree

# One worker runs them all: each keeps a core busy by itself.
pytestmark = pytest.mark.xdist_group("house")

_LONGEST_MODULE = 300
_LONGEST_FUNCTION = 60

_LONG_MODULES = {
    "tickets/mastodon/client.py": "one door to one server: many methods, each of a few lines",
    "tickets/triage/phrases/german.py": "words and weights, no code",
}
_LONG_FUNCTIONS = {
    "tickets/storage/migrations/versions/0001_the_first_tables.py: upgrade": "a list of tables, never changed again",
}
"""What may be longer than the rest, and why."""


def told_by(tool: str, *arguments: str) -> tuple[bool, str]:
    """Whether a tool of this environment is content with the repository, and what it says."""
    done = subprocess.run(
        [Path(sys.executable).with_name(tool), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    return done.returncode == 0, f"\n{done.stdout}{done.stderr}"


def test_ruff_finds_nothing() -> None:
    content, said = told_by("ruff", "check", "--quiet", ".")
    assert content, said


def test_all_is_written_as_ruff_writes_it() -> None:
    content, said = told_by("ruff", "format", "--check", "--quiet", ".")
    assert content, said


@pytest.mark.timeout(300)
def test_the_types_hold_in_tests_and_tools_too() -> None:
    content, said = told_by("mypy", "--strict", "--no-error-summary", "tickets", "tui", "tests", "tools")
    assert content, said


def test_each_room_knows_only_the_rooms_below() -> None:
    content, said = told_by("lint-imports")
    assert content, said


def test_a_module_is_short_or_says_why_not() -> None:
    long = {
        str(module): lines
        for module in modules(*ROOMS, "tools")
        if (lines := _lines(module)) > _LONGEST_MODULE
    }
    assert {module: lines for module, lines in long.items() if module not in _LONG_MODULES} == {}
    assert _LONG_MODULES.keys() <= long.keys(), "what became short needs no reason any longer"


def test_a_function_fits_on_a_screen_or_says_why_not() -> None:
    long = {
        f"{module}: {name}": lines
        for module in modules(*ROOMS, "tools")
        for name, lines in _functions(module)
        if lines > _LONGEST_FUNCTION
    }
    assert {name: lines for name, lines in long.items() if name not in _LONG_FUNCTIONS} == {}
    assert _LONG_FUNCTIONS.keys() <= long.keys(), "what became short needs no reason any longer"


def _lines(module: Path) -> int:
    return len((ROOT / module).read_text(encoding="utf-8").splitlines())


def _functions(module: Path) -> Iterator[tuple[str, int]]:
    """The functions of a module, and of how many lines they are, decorators not counted."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1
