"""Pins of all that is installed, for `uv run` and for pip: `uv run python -m tools.lock`.

A lock of uv names the registry it was made from, so it stays out of the repository. In its place uv resolves once,
for every platform and Python we run on, and two files keep the answer without naming anybody:

- `pyproject.toml`, constraints: what `uv run` may take, for the program, its extras, its tests and its build;
- `requirements.lock`, with hashes: what `pip` needs to run the tests.

Versions stay as they are unless something asks for others. The arguments are those of `uv lock`: `--upgrade` takes
the newest of all, `--upgrade-package NAME` of one. Needs nothing but uv and the standard library; where the pins
stand against what is asked for, `uv run --no-project python -m tools.lock` starts it nevertheless.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PROJECT = "pyproject.toml"
REQUIREMENTS = "requirements.lock"

_RESOLUTION = "uv.lock"
_BLOCK = re.compile(r"(?<=\n)(# pins: begin[^\n]*\n)(.*?)(?=# pins: end\n)", re.DOTALL)
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$", re.MULTILINE)

Versions = Mapping[str, frozenset[str]]
"""By the name of a distribution, its versions: several where platforms or Pythons need different ones."""


def pins(exported: str) -> list[str]:
    """The requirements among the lines of a requirements file, each without its hashes.

    A marker says where one of several versions is needed; where there is only one, it says nothing, for a
    constraint installs nothing by itself.
    """
    found: list[str] = []
    for name, same in groupby(_PIN.findall(exported), key=lambda pin: pin[0]):
        entries = [(version, marker) for _name, version, marker in same]
        if len({version for version, _marker in entries}) == 1:
            found.append(f"{name}=={entries[0][0]}")
        else:
            found.extend(f"{name}=={version} ; {marker}" for version, marker in entries)
    return found


def versions(lines: Iterable[str]) -> Versions:
    """The versions that these requirements pin. Raises ValueError for one that pins nothing."""
    found: dict[str, frozenset[str]] = {}
    for line in lines:
        pin = _PIN.match(line)
        if pin is None:
            raise ValueError(f"no pin: {line}")
        found[pin[1]] = found.get(pin[1], frozenset()) | {pin[2]}
    return found


def with_block(project: str, lines: Sequence[str]) -> str:
    """The project's file with these lines between the marks. Raises ValueError where there are no marks."""
    text = "".join(f"{line}\n" for line in lines)
    changed, count = _BLOCK.subn(lambda block: block[1] + text, project)
    if count != 1:
        raise ValueError(f"{PROJECT} lacks the marks between which the pins stand")
    return changed


def block(build: Sequence[str], everything: Sequence[str]) -> Iterator[str]:
    """The lines between the marks."""
    for key, listed in (("build-constraint-dependencies", build), ("constraint-dependencies", everything)):
        yield f"{key} = ["
        yield from (f'    "{pin}",' for pin in listed)
        yield "]"


def differences(before: Versions, after: Versions) -> Iterator[str]:
    """One line for each distribution that came, went or changed."""
    for name in sorted(before.keys() | after.keys()):
        old, new = (", ".join(sorted(each.get(name, ()))) for each in (before, after))
        if old != new:
            yield f"{name} {old or '(new)'} -> {new or '(gone)'}"


def main(options: Sequence[str]) -> int:
    """Resolve, write both files, and say what changed. Returns the exit code: uv's own where it fails."""
    project = (ROOT / PROJECT).read_text(encoding="utf-8")
    before = _written(project)
    try:
        build, everything, requirements = _resolve(with_block(project, ()), options)
    except subprocess.CalledProcessError as error:
        print(error.stderr, file=sys.stderr, end="")
        return int(error.returncode)
    (ROOT / PROJECT).write_text(with_block(project, [*block(build, everything)]), encoding="utf-8")
    (ROOT / REQUIREMENTS).write_text(requirements, encoding="utf-8")
    for line in differences(before, versions(everything)):
        print(line)
    print(f"{len(everything)} pins in {PROJECT}, {len(pins(requirements))} in {REQUIREMENTS}.")
    return 0


def _written(project: str) -> Versions:
    """What the project's file pins now."""
    return versions(tomllib.loads(project)["tool"]["uv"].get("constraint-dependencies", []))


def _resolve(project: str, options: Sequence[str]) -> tuple[list[str], list[str], str]:
    """The pins of the build, those of everything, and the requirements of the tests: from one resolution."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / PROJECT).write_text(project, encoding="utf-8")
        if (ROOT / _RESOLUTION).exists():
            # uv prefers the versions it finds there.
            shutil.copy(ROOT / _RESOLUTION, folder)
        _uv(folder, "lock", *options)
        return (
            pins(_export(folder, "--only-group", "build", "--no-hashes")),
            pins(_export(folder, "--all-extras", "--all-groups", "--no-hashes")),
            # The group names the extras that the tests need.
            _export(folder, "--group", "dev"),
        )


def _export(folder: Path, *options: str) -> str:
    plain = ("--format", "requirements.txt", "--no-emit-project", "--no-annotate", "--no-header")
    return _uv(folder, "export", "--frozen", *plain, *options)


def _uv(folder: Path, command: str, *options: str) -> str:
    """What uv prints. Raises CalledProcessError with what it complained of."""
    call = [os.environ.get("UV", "uv"), command, "--directory", str(folder), "--quiet", *options]
    return subprocess.run(call, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
