"""`report`: each form of it, into a pipe and into a file, and what is said to wrong questions."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from tests.support import brute
from tests.support.cli import Cli
from tests.support.clockwork import END
from tests.support.year import make_year
from tickets.reports.spent import Stage

pytestmark = pytest.mark.xdist_group("reports")

FORMS = ("table", "json", "csv", "html")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year of a small office."""
    folder = tmp_path_factory.mktemp("office")
    make_year(folder, seed=7, tickets=60).desk.close()
    return folder


@pytest.fixture
def cli(folder: Path) -> Cli:
    return Cli(folder / "2d", lambda: END, login="lea")


def test_without_days_it_is_the_last_week_that_is_over(cli: Cli, folder: Path) -> None:
    outcome = cli("report", "--json")
    assert (outcome.code, outcome.err) == (0, "")
    assert (outcome.json["from"], outcome.json["to"]) == ("2026-12-28", "2027-01-03")
    cases, _terms = brute.read(folder / "year.db")
    expected = brute.figures(cases, date(2026, 12, 28), date(2027, 1, 3), END)
    assert outcome.json["received"] == expected["received"]
    assert [week["week"] for week in outcome.json["by_week"]] == ["2026-W53"]


def test_from_a_day_on_is_until_today(cli: Cli) -> None:
    told = cli("report", "--from", "2026-12-01", "--json").json
    assert (told["from"], told["to"]) == ("2026-12-01", "2027-01-04")


def test_no_citizen_is_named_and_no_word_of_theirs_is_told(cli: Cli) -> None:
    for form in FORMS:
        printed = cli("report", "--from", "2026-01-01", "--format", form).out
        assert "example.social" not in printed
        assert "Zertifikat nach" not in printed
        assert "Herr Meier" not in printed
        assert len(printed) > 1000


def test_every_form_can_go_into_a_file(cli: Cli, tmp_path: Path) -> None:
    for form in FORMS:
        file = tmp_path / f"report.{form}"
        outcome = cli("report", "--format", form, "--output", str(file))
        assert (outcome.code, outcome.out, outcome.error) == (0, "", f"Written to {file}.")
        printed = cli("report", "--format", form).out
        assert file.read_bytes().decode() == printed


def test_the_broken_promises_are_a_table_of_their_own(cli: Cli) -> None:
    whole = ("report", "--from", "2026-01-01")
    breaches = cli(*whole, "--json").json["breaches"]
    rows = list(csv.DictReader(io.StringIO(cli(*whole, "--format", "csv", "--breaches").out, newline="")))
    assert [int(row["ticket"]) for row in rows] == [each["ticket"] for each in breaches]
    assert len(rows) > 3
    for row in rows:
        parts = sum(int(row[f"{stage}_minutes"]) for stage in Stage)
        assert abs(parts - int(row["working_minutes"])) <= len(Stage)


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["--from", "2026-05-10", "--to", "2026-05-04"], 2, "ends before it begins"),
        (["--from", "2027-02-01", "--to", "2027-02-07"], 2, "yet to come"),
        (["--to", "2026-05-04"], 2, "--from"),
        (["--from", "gestern"], 2, "no day"),
        (["--from", "2026-02-30"], 2, "does not exist"),
        (["--from", "0001-01-01"], 2, "2026-05-11"),
        (["--from", "2026-01-01", "--to", "9999-12-31"], 2, "2026-05-11"),
        (["--account", "ulm"], 1, "There is no account “ulm”. The store knows these: amt, presse."),
        (["--department", "x"], 1, "There is no department “x”"),
        (["--json", "--format", "html"], 2, "contradict"),
        (["--breaches"], 2, "--format csv"),
        (["--format", "pdf"], 2, "pdf"),
        (["--output", "/dev/null/report.html", "--format", "html"], 1, "/dev/null/report.html"),
    ],
)
def test_a_wrong_question_is_one_line_that_says_what_to_do(
    cli: Cli, argv: list[str], code: int, words: str
) -> None:
    outcome = cli("report", *argv)
    assert (outcome.code, outcome.out) == (code, "")
    assert words in outcome.error


def test_a_specialist_gets_no_figures(cli: Cli) -> None:
    outcome = cli("report", login="sam")
    assert outcome.code == 1
    assert "sam" in outcome.error


def test_a_period_in_which_nothing_was_says_so(cli: Cli) -> None:
    days = ("--from", "2025-06-02", "--to", "2025-06-08")
    said = "Nothing was received in this period, and nothing was open."
    table = cli("report", *days)
    assert (table.code, table.err) == (0, "")
    assert said in table.out
    for form in ("json", "csv", "html"):
        outcome = cli("report", *days, "--format", form)
        assert (outcome.code, outcome.error) == (0, said)
        assert outcome.out
    assert json.loads(cli("report", *days, "--json").out)["received"] == 0
