"""`tickets keys`: the table of actions, one's own file, and what is wrong in it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.cli import Cli
from tests.support.store import Clock
from tui.actions import usual_actions
from tui.actions.composing import composing
from tui.keymap import Keymap, read_keymap, use


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine" / "keys.toml"


@pytest.fixture
def cli(tmp_path: Path, clock: Clock, file: Path) -> Iterator[Cli]:
    """Without any settings: keys need none."""
    yield Cli(tmp_path, clock, environ={"TICKETS_KEYS": str(file)})
    use(Keymap())


def test_it_lists_every_action_with_its_keys_and_says_where_the_file_would_be(cli: Cli, file: Path) -> None:
    outcome = cli("keys")
    assert outcome.code == 0
    rows = [line.split("\t") for line in outcome.out.splitlines()[1:]]
    assert [row[0] for row in rows] == [action.id for action in (*usual_actions(), *composing())]
    assert ["reply", "r", "Write an answer, an interim status or a question back."] in rows
    assert str(file) in outcome.error
    assert not file.exists()


def test_as_json_it_is_one_document_with_the_keys_of_whoever_calls(cli: Cli, file: Path) -> None:
    file.parent.mkdir()
    file.write_text('[keys]\nreply = "Strg+R"\nfoo = "x"\n', encoding="utf-8")
    document = cli("keys", "--json").json
    assert document["file"] == str(file)
    (reply,) = [row for row in document["actions"] if row["id"] == "reply"]
    assert reply["keys"] == ["Ctrl+R"]
    assert reply["place"] == "desk"
    assert {row["place"] for row in document["actions"]} == {"desk", "composer"}
    (problem,) = document["problems"]
    assert "foo" in problem


def test_the_example_changes_nothing_until_somebody_takes_away_a_sign(cli: Cli, file: Path) -> None:
    assert cli("keys", "--example").code == 0
    text = file.read_text(encoding="utf-8")
    assert not read_keymap(file, usual_actions(), composing()).keys
    assert cli("keys", "--check").code == 0
    file.write_text(re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    whole = read_keymap(file, usual_actions(), composing())
    assert not whole.problems
    assert not whole.keys
    assert text.count(" = [") == sum(not action.like for action in (*usual_actions(), *composing()))


def test_the_example_is_never_written_over_a_file(cli: Cli, file: Path) -> None:
    file.parent.mkdir()
    file.write_text("[keys]\n", encoding="utf-8")
    outcome = cli("keys", "--example")
    assert outcome.code == 2
    assert "is there already" in outcome.error
    assert file.read_text(encoding="utf-8") == "[keys]\n"


def test_checking_tells_each_mistake_in_a_line_and_ends_with_2(cli: Cli, file: Path) -> None:
    file.parent.mkdir()
    file.write_text('[keys]\nfoo = "x"\nquit = []\n', encoding="utf-8")
    outcome = cli("keys", "--check")
    assert outcome.code == 2
    assert len(outcome.err.splitlines()) == 2
    assert cli("keys").code == 0
    assert cli("keys", "--check", "--json").code == 2
    assert len(cli("keys", "--check", "--json").json["problems"]) == 2


def test_checking_and_writing_are_two_things(cli: Cli, file: Path) -> None:
    assert cli("keys", "--check", "--example").code == 2
    assert not file.exists()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cli = Cli(tmp_path, clock, environ={"TICKETS_KEYS": str(tmp_path / "file" / "keys.toml")})
    outcome = cli("keys", "--example")
    assert outcome.code == 1
    assert "cannot be written" in outcome.error
