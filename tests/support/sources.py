"""The files of this program, as tests look at them."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("tickets", "tui")
"""What is installed."""


def modules(*folders: str) -> Iterator[Path]:
    """Our Python files in these folders, as paths from the root."""
    for folder in folders:
        yield from (file.relative_to(ROOT) for file in sorted((ROOT / folder).rglob("*.py")))


def tree(module: Path) -> ast.Module:
    """What Python reads in a module."""
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def foreign_imports(module: Path) -> set[str]:
    """The packages of others that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    ours = {*ROOMS, "tests", "tools", "__future__"}
    return {name.partition(".")[0] for name in names} - ours - sys.stdlib_module_names


def files_for_git() -> list[Path]:
    """All that is, or would be, in the repository. Skips the test where this is no checkout of git."""
    listed = git("ls-files", "--cached", "--others", "--exclude-standard", "-z")
    if listed.returncode:
        pytest.skip("no checkout of git")
    return [file for name in listed.stdout.split("\0") if name and (file := ROOT / name).is_file()]


def git(*call: str) -> subprocess.CompletedProcess[str]:
    """What git says of this repository, whoever owns the folder."""
    command = ["git", "-c", f"safe.directory={ROOT}", *call]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
