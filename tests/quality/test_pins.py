"""What is installed is written down, the same in both files, and without a word on where that was."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import distribution, packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.sources import ROOMS, files_for_git, foreign_imports, git, modules
from tools import lock

_NEVER_IMPORTED = {
    "tzdata": "the time zones, for systems that bring none",
    "psycopg": "SQLAlchemy imports it, where the settings name a PostgreSQL",
}
_HASHED = re.compile(r"^[^\s\\]+==[^\\]+(\\\n    --hash=sha256:[0-9a-f]{64} ?)+$", re.MULTILINE)

# In parts, so that they do not stand here either.
_REGISTRIES = [
    ".".join(parts).encode()
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("crates", "io"),
        ("anaconda", "org"),
        ("golang", "org"),
    )
]
_HOMES = [f"/{folder}/".encode() for folder in ("work", "root")]


@pytest.fixture(scope="module")
def project() -> Mapping[str, Any]:
    return tomllib.loads((lock.ROOT / lock.PROJECT).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pinned(project: Mapping[str, Any]) -> lock.Versions:
    """What `uv run` may install."""
    return lock.versions(project["tool"]["uv"]["constraint-dependencies"])


@pytest.fixture(scope="module")
def requirements() -> str:
    """What pip installs."""
    return (lock.ROOT / lock.REQUIREMENTS).read_text(encoding="utf-8")


def needed(project: Mapping[str, Any], *extras: str, groups: Collection[str] = ()) -> set[str]:
    """The names of what the project says it needs, itself left out."""
    listed: list[object] = list(project["project"]["dependencies"])
    for extra in extras:
        listed += project["project"]["optional-dependencies"][extra]
    for group in groups:
        listed += project["dependency-groups"][group]
    names = {_name(entry) for entry in listed if isinstance(entry, str)}
    return names - {project["project"]["name"]}


def tried(project: Mapping[str, Any]) -> set[str]:
    """The extras that the tests need: those that the group `dev` asks the program for."""
    entries = [Requirement(entry) for entry in project["dependency-groups"]["dev"] if isinstance(entry, str)]
    return set[str]().union(*(each.extras for each in entries if each.name == project["project"]["name"]))


def imported(files: Collection[Path]) -> set[str]:
    """The distributions that these modules import."""
    owners = packages_distributions()
    packages = set[str]().union(*(foreign_imports(file) for file in files))
    return {_name(owners[package][0]) if package in owners else package for package in packages}


def here(name: str, extras: Collection[str], seen: set[str]) -> Iterator[tuple[str, str]]:
    """Name and version of all that a distribution needs on this machine, itself included."""
    installed = distribution(name)
    yield _name(name), installed.version
    for requirement in map(Requirement, installed.requires or ()):
        marker = requirement.marker
        wanted = marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))
        asked = f"{_name(requirement.name)}[{','.join(sorted(requirement.extras))}]"
        if wanted and asked not in seen:
            seen.add(asked)
            yield from here(requirement.name, requirement.extras, seen)


def test_both_files_pin_the_same(pinned: lock.Versions, requirements: str) -> None:
    for_pip = lock.versions(lock.pins(requirements))
    assert for_pip
    assert for_pip == {name: pinned.get(name, frozenset()) for name in for_pip}


def test_the_build_is_pinned_to_the_same(project: Mapping[str, Any], pinned: lock.Versions) -> None:
    build = lock.versions(project["tool"]["uv"]["build-constraint-dependencies"])
    assert set(project["build-system"]["requires"]) <= set(project["dependency-groups"]["build"])
    assert needed(project, groups=["build"]) - needed(project) <= build.keys()
    assert build == {name: pinned.get(name, frozenset()) for name in build}


def test_all_that_we_ask_for_is_pinned(project: Mapping[str, Any], pinned: lock.Versions) -> None:
    extras, groups = project["project"]["optional-dependencies"], project["dependency-groups"]
    assert needed(project, *extras, groups=groups) <= pinned.keys()


def test_all_that_the_tests_need_is_for_pip_too(project: Mapping[str, Any], requirements: str) -> None:
    assert needed(project, *tried(project), groups=["dev"]) <= lock.versions(lock.pins(requirements)).keys()


def test_what_runs_here_is_what_is_pinned(project: Mapping[str, Any], pinned: lock.Versions) -> None:
    program = project["project"]["name"]
    seen: set[str] = set()
    running = dict(here(program, tried(project), seen))
    for tool in (entry for entry in project["dependency-groups"]["dev"] if isinstance(entry, str)):
        running.update(here(_name(tool), (), seen))
    del running[program]
    # What has several versions, for several Pythons, runs here in one of them.
    unpinned = {name: version for name, version in running.items() if version not in pinned.get(name, ())}
    assert running
    assert unpinned == {}


def test_pip_is_told_the_hashes_of_all(requirements: str) -> None:
    assert len(_HASHED.findall(requirements)) == len(lock.pins(requirements))
    assert _HASHED.sub("", requirements).strip() == ""


def test_no_pin_says_where_it_comes_from(project: Mapping[str, Any], requirements: str) -> None:
    assert "://" not in requirements
    assert not [pin for pin in project["tool"]["uv"]["constraint-dependencies"] if "/" in pin]


def test_no_file_names_a_registry() -> None:
    assert _files_with(_REGISTRIES) == []


def test_no_file_names_a_folder_of_the_machine_it_was_made_on() -> None:
    assert _files_with(_HOMES) == []


def test_the_lock_of_uv_stays_out() -> None:
    assert lock.ROOT / "uv.lock" not in files_for_git()
    assert git("check-ignore", "uv.lock").returncode == 0


def test_what_the_program_imports_is_asked_for_and_the_other_way_round(project: Mapping[str, Any]) -> None:
    asked = needed(project, *project["project"]["optional-dependencies"])
    assert imported([*modules(*ROOMS)]) == asked - _NEVER_IMPORTED.keys()


def test_what_only_the_demo_asks_for_only_the_demo_imports(project: Mapping[str, Any]) -> None:
    demo = needed(project, "demo") - needed(project)
    others = [file for file in modules(*ROOMS) if not file.is_relative_to("tickets/demo")]
    assert demo
    assert not imported(others) & demo


def test_what_tests_and_tools_import_is_asked_for(project: Mapping[str, Any]) -> None:
    assert imported([*modules("tests", "tools")]) <= needed(project, *tried(project), groups=["dev"])


def test_a_marker_counts_only_where_there_are_several_versions() -> None:
    exported = (
        "one==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n"
        "two==2.0 ; python_full_version < '3.12'\n"
        "two==2.1 ; python_full_version >= '3.12'\n"
    )
    assert lock.pins(exported) == [
        "one==1.0",
        "two==2.0 ; python_full_version < '3.12'",
        "two==2.1 ; python_full_version >= '3.12'",
    ]
    assert lock.versions(lock.pins(exported)) == {"one": {"1.0"}, "two": {"2.0", "2.1"}}


def test_what_is_no_pin_is_refused() -> None:
    with pytest.raises(ValueError, match="no pin: one>=1"):
        lock.versions(["one>=1"])


def test_the_block_of_pins_is_replaced_and_nothing_else() -> None:
    project = '[tool.uv]\n# pins: begin (by a tool)\nold = ["one==1"]\n# pins: end\nkept = true\n'
    lines = [*lock.block(["one==2"], ["one==2", "two==3"])]
    changed = lock.with_block(project, lines)
    assert tomllib.loads(changed)["tool"]["uv"] == {
        "build-constraint-dependencies": ["one==2"],
        "constraint-dependencies": ["one==2", "two==3"],
        "kept": True,
    }
    assert lock.with_block(changed, ['old = ["one==1"]']) == project


def test_a_project_without_the_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match="lacks the marks"):
        lock.with_block("[tool.uv]\n", ["any = 1"])


def test_what_changed_is_told() -> None:
    before = lock.versions(["gone==1", "same==1", "other==1"])
    after = lock.versions(["same==1", "other==2", "new==1"])
    assert [*lock.differences(before, after)] == ["gone 1 -> (gone)", "new (new) -> 1", "other 1 -> 2"]


def _name(requirement: str) -> str:
    """The name in a requirement, as all tools write it."""
    return str(canonicalize_name(Requirement(requirement).name))


def _files_with(words: list[bytes]) -> list[str]:
    """The files for the repository in which any of these words stands."""
    files = files_for_git()
    assert files
    found = [file for file in files if any(word in file.read_bytes() for word in words)]
    return [str(file.relative_to(lock.ROOT)) for file in found]
