"""Tables of the command line in terminals of several widths: what people must read is never lost."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.cli import Cli
from tests.support.store import Clock, make_desk, mention, receive

SEQUENCE = re.compile(r"\x1b\[[0-9;]*m")
WORDS = (
    "Wie bekomme ich ein Zertifikat nach ISO 27001, und was kostet das für eine kleine Gemeinde wie unsere?"
)


@pytest.fixture
def cli(tmp_path: Path, clock: Clock) -> Cli:
    """One ticket that is late, of somebody with a long name."""
    with make_desk(tmp_path) as desk:
        receive(desk, mention(WORDS, by="bibliothek_am_markt@sehrlang.example", remote_id="1"))
    clock.at += timedelta(days=9)
    return Cli(tmp_path, clock, login="lea", environ={"TICKETS_LANGUAGE": "de"})


@pytest.fixture
def clock() -> Clock:
    return Clock()


def shown(cli: Cli, monkeypatch: pytest.MonkeyPatch, columns: int, *argv: str) -> list[str]:
    """What stands in a terminal of so many columns."""
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("COLUMNS", str(columns))
    outcome = cli(*argv)
    assert outcome.code == 0, outcome.err
    return SEQUENCE.sub("", outcome.out).splitlines()


@pytest.mark.parametrize("columns", [80, 120, 160])
def test_a_list_says_at_every_width_what_is_due_of_what_kind_and_of_whom(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    lines = shown(cli, monkeypatch, columns, "list")

    assert len(lines) == 2
    assert max(map(len, lines)) <= columns
    (line,) = lines[1:]
    assert re.match(r"1 +22\.05\.2026, \d\d:\d\d ", line)
    for must in (" Frage ", " bibliothek", " Wie bekomm"):
        assert must in line
    assert line.rstrip().endswith("…")


def test_a_wide_list_has_every_column(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    head, line = shown(cli, monkeypatch, 200, "list")

    for title in ("Nr.", "Status", "Vorschlag", "Ähnliche", "Person", "Text"):
        assert title in head
    assert "bibliothek_am_markt@sehrlang.example" in line


def test_the_board_keeps_numbers_times_and_people_at_80_columns(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = shown(cli, monkeypatch, 80, "board")

    assert max(map(len, lines)) <= 80
    (line,) = [line for line in lines if line.startswith("1 ")]
    assert re.match(r"1 +22\.05\.2026, \d\d:\d\d ", line)
    assert " bibliothek_" in line
    assert " Wie bekomme" in line


def test_the_keys_are_told_in_whole_words(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(cli, monkeypatch, 80, "keys")

    assert max(map(len, lines)) <= 80
    helps = " ".join(line[30:].strip() for line in lines)
    assert "…" not in lines[1]
    assert "reply" in {line.split()[0] for line in lines if line.strip()}
    assert len(helps) > 500


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_ticket_is_told_in_whole_words_and_numbers_as_german_writes_them(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    lines = shown(cli, monkeypatch, columns, "show", "1")

    assert max(map(len, lines)) <= columns
    said = {word for line in lines for word in line.split()}
    assert set(WORDS.split()) <= said
    first = next(number for number, line in enumerate(lines) if "Wie bekomme" in line)
    assert lines[first].startswith("    ")
    if columns <= 80:
        assert lines[first + 1].startswith("    ")
    weights = [line.split()[0] for line in lines if re.match(r" *[+−]\d+,\d  ", line)]
    assert weights
    assert not any(re.match(r" *[+-]\d+\.\d  ", line) for line in lines)


def test_an_address_stays_one_that_can_be_copied(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"https://amt.example.org/{'a' * 90}"
    with make_desk(tmp_path) as desk:
        receive(desk, mention(f"Was ist mit {address}?", remote_id="1"))
    lines = shown(Cli(tmp_path, clock), monkeypatch, 60, "show", "1")
    assert any(address in line for line in lines)


def test_into_a_pipe_goes_everything(cli: Cli) -> None:
    outcome = cli("list")

    head, line = outcome.out.splitlines()
    assert len(head.split("\t")) == len(line.split("\t")) == 10
    assert WORDS[:80] in line
