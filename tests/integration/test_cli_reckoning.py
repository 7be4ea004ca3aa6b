"""`due` and `classify`: they work with and without settings."""

import json
from pathlib import Path

import pytest

from tests.support.cli import Cli
from tests.support.store import Clock, make_settings


@pytest.fixture(autouse=True)
def _nobody_has_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def bare(tmp_path: Path) -> Cli:
    """On a machine without any settings."""
    return Cli(tmp_path, Clock(), environ={"TICKETS_CONFIG": ""})


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """With the settings of an authority in Bonn, where service ends at three on Fridays."""
    make_settings(tmp_path)
    return Cli(tmp_path, Clock())


def test_a_deadline_skips_the_day_of_arrival_holidays_and_weekends(bare: Cli) -> None:
    told = bare("due", "2026-05-13T10:00", "--json").json
    assert told["due_at"] == "2026-05-18T15:00:00Z"
    assert [(step["date"], step["counted"]) for step in told["steps"]] == [
        ("2026-05-13", False),
        ("2026-05-14", False),  # Ascension Day
        ("2026-05-15", True),
        ("2026-05-16", False),
        ("2026-05-17", False),
        ("2026-05-18", True),
    ]
    assert told["steps"][1]["reason"] == "Holiday: Ascension Day"


def test_a_deadline_goes_by_the_calendar_of_the_settings(cli: Cli) -> None:
    assert cli("due", "2026-05-20T10:00", "--calendar", "bonn").out == "2026-05-22 15:00\n"
    assert cli("due", "2026-05-20T10:00", "--json").json["due_at"] == "2026-05-22T13:00:00Z"


def test_a_time_with_its_own_zone_is_taken_at_its_word(bare: Cli) -> None:
    late_in_new_york = bare("due", "2026-05-19T20:00-04:00", "--json").json
    assert late_in_new_york["steps"][0]["date"] == "2026-05-20"


def test_a_term_in_hours_counts_hours_of_service(bare: Cli) -> None:
    assert bare("due", "2026-05-19T16:00", "--term", "2h").out == "2026-05-20 10:00\n"


def test_people_are_told_what_each_day_did(bare: Cli) -> None:
    lines = bare("due", "2026-05-13T10:00", "--explain").out.splitlines()
    assert lines[0] == "2026-05-18 17:00"
    assert "2026-05-14\tnot counted\tHoliday: Ascension Day" in lines


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["gestern"], "2026-05-13T10:00"),
        (["2026-02-30"], "2026-02-28"),
        (["0001-01-01T00:00+14:00"], "2026-05-13T10:00"),
        (["2026-05-13T10:00", "--term", "bald"], "16h"),
        (["2026-05-13T10:00", "--calendar", "ulm"], "There is no calendar “ulm”"),
    ],
)
def test_a_wrong_question_is_wrong_usage(bare: Cli, argv: list[str], words: str) -> None:
    outcome = bare("due", *argv, "--json")
    assert (outcome.code, outcome.out) == (2, "")
    assert words in outcome.error


def test_wrong_settings_are_said_and_not_taken_for_none(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('timezone = "Berlin"', encoding="utf-8")
    outcome = Cli(tmp_path, Clock())("due", "2026-05-13T10:00")
    assert outcome.code == 2
    assert "timezone" in outcome.error


def test_every_post_gets_its_verdict_in_its_own_line(cli: Cli) -> None:
    posts = [
        {"text": "Wie bekomme ich ein Zertifikat nach ISO 27001?", "language": "de"},
        {"text": "Ihr seid alle Idioten, verpisst euch", "language": None},
    ]
    outcome = cli("classify", stdin="\n".join(map(json.dumps, posts)))
    question, insult = [json.loads(line) for line in outcome.out.splitlines()]
    promised = {"kind", "scores", "zone", "department", "reasons"}
    assert set(question) == promised | {"thresholds", "version", "language"}
    assert (question["kind"], question["department"]) == ("question", "zertifizierung")
    assert (question["zone"], insult["kind"]) == ("normal", "hostile")
    assert insult["zone"] in {"ignore", "suggest"}
    assert {"name", "detail", "weight", "head"} == set(question["reasons"][0])
    assert (outcome.code, outcome.err) == (0, "")


def test_triage_works_without_settings(bare: Cli) -> None:
    verdict = json.loads(bare("classify", stdin='{"text": "Danke!"}').out)
    assert verdict["department"] is None


def test_a_bad_line_is_named_and_stops_no_other(bare: Cli) -> None:
    lines = [
        b'{"text": "Warum?"}',
        b"",
        b"kein JSON",
        b'{"text": 5}',
        b"\xff",
        b"[" * 100_000,
        b'{"text": "x", "language": 7}',
        b'{"text": "Danke"}',
    ]
    outcome = bare("classify", stdin=b"\n".join(lines))
    assert outcome.code == 1
    assert len(outcome.out.splitlines()) == 2
    assert [line.split(":")[1].strip() for line in outcome.err.splitlines()] == [
        "line 3",
        "line 4",
        "line 5",
        "line 6",
        "line 7",
    ]
