"""What is written for readers is so: commands, files and examples are there as they say."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest

from tests.support.cli import program
from tests.support.sources import ROOT
from tickets.cli.group import tickets
from tickets.config import load
from tools import lock

README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDES = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| `([a-z-]+)[^`]*` \| \S", re.MULTILINE)
_CALL = re.compile(r"^\$ tickets (.*)$", re.MULTILINE)
_MENTIONED = re.compile(r"`((?:tickets|tui|tests|tools|\.ci)/[\w./-]*)`|\]\((?!https?:|#)([^)]+)\)")
_MODULE = re.compile(r"python -m (tools\.\w+|tests\.\w+)")


def fences(language: str) -> list[str]:
    """The blocks of README in this language."""
    return [text for marked, text in _FENCE.findall(README) if marked == language]


def mentioned(guide: str) -> Iterator[str]:
    """The files and folders of ours that a guide names."""
    text = (ROOT / guide).read_text(encoding="utf-8")
    yield from (path or link for path, link in _MENTIONED.findall(text))
    yield from (module.replace(".", "/") for module in _MODULE.findall(text))


@pytest.fixture
def home(tmp_path: Path) -> Mapping[str, str]:
    """Somebody who reads English and has set nothing up."""
    return {"HOME": str(tmp_path), "TICKETS_LANGUAGE": "en"}


def test_the_first_commands_are_those_that_are_promised() -> None:
    assert fences("sh")[:2] == ["pip install uv && uv run tickets demo\n", "uv run pytest\n"]
    assert "uv run pytest" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_table_of_commands_names_each_and_no_other() -> None:
    names = _ROW.findall(README)
    assert sorted(names) == sorted(tickets.list_commands(click.Context(tickets)))


@pytest.mark.parametrize("guide", GUIDES)
def test_files_that_are_named_are_there(guide: str) -> None:
    paths = [*mentioned(guide)]
    missing = [path for path in paths if not ((ROOT / path).exists() or (ROOT / f"{path}.py").exists())]
    assert missing == []


def test_files_are_named_at_all() -> None:
    assert len([*mentioned("CONTRIBUTING.md")]) > 20


def test_examples_of_calls_print_what_they_show(home: Mapping[str, str]) -> None:
    examples = fences("console")
    assert examples
    for example in examples:
        call, shown = example.split("\n", 1)
        match = _CALL.fullmatch(call)
        assert match, call
        assert program(*match[1].split(), environ=home).out == shown


def test_the_example_of_triage_has_the_fields_it_has(home: Mapping[str, str]) -> None:
    shown = next(
        text for text in map(json.loads, fences("json")) if isinstance(text, dict) and "zone" in text
    )
    post = '{"text": "Danke für die schnelle Hilfe!", "language": "de"}'
    assert post in README
    printed = json.loads(program("classify", stdin=post, environ=home).out)
    assert printed.keys() == shown.keys()
    assert printed["scores"].keys() == shown["scores"].keys()
    assert printed["kind"] == shown["kind"]
    assert printed["reasons"][0].keys() == shown["reasons"][0].keys()


def test_the_settings_it_shows_are_settings(tmp_path: Path) -> None:
    for number, text in enumerate(fences("toml")):
        assert tomllib.loads(text)
        file = tmp_path / f"{number}.toml"
        file.write_text(text, encoding="utf-8")
        assert load(file, environ={}).accounts


def test_the_changelog_knows_this_version() -> None:
    version = tomllib.loads((ROOT / lock.PROJECT).read_text(encoding="utf-8"))["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
