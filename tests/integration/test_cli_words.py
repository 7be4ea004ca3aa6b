"""What can be typed: words as they are printed, dates as they are written here; and what a command says it has done."""

import shutil
from pathlib import Path

import pytest

from tests.support.cli import Cli, Outcome
from tests.support.store import Clock
from tickets import i18n
from tickets.cli import options
from tickets.desk import service
from tickets.desk.house import Desk
from tickets.rules.audience import Visibility, visibility_word
from tickets.rules.states import Kind, Queue, kind_word, queue_word

QUESTION = "1"


def done(outcome: Outcome) -> str:
    assert outcome.code == 0, outcome.err
    return outcome.out


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_word_that_is_printed_can_be_typed_as_well_as_its_value(language: str) -> None:
    i18n.use(language)
    for kind in Kind:
        of_kind = options.OneOf(Kind, kind_word)
        assert of_kind.convert(kind_word(kind), None, None) is of_kind.convert(kind.value, None, None) is kind
    for queue in Queue:
        assert options.OneOf(Queue, queue_word).convert(queue_word(queue).upper(), None, None) is queue
    for visibility in Visibility:
        of_visibility = options.OneOf(Visibility, visibility_word)
        typed = visibility_word(visibility).replace(" ", "-")
        assert of_visibility.convert(typed, None, None) is visibility


@pytest.mark.parametrize("written", ["24.12.2026", "24. 12. 2026", "2026-12-24"])
def test_a_day_is_read_as_it_is_written_here(written: str) -> None:
    assert options.day(written).isoformat() == "2026-12-24"


@pytest.mark.parametrize("written", ["24.12.2026, 09:30", "24.12.2026 09:30", "2026-12-24T09:30"])
def test_a_time_is_read_as_it_is_written_here(cli: Cli, written: str) -> None:
    assert "2026-12-24 09:30" in done(cli("snooze", QUESTION, "--until", written))


def test_a_day_that_does_not_exist_is_named_as_it_was_written(cli: Cli) -> None:
    outcome = cli("report", "--from", "30.2.2026")
    assert outcome.code == 2
    assert "The day 30.2.2026 does not exist. Name one from 2026-02-01 to 2026-02-28." in outcome.error


def test_what_was_done_is_said(cli: Cli) -> None:
    assert done(cli("label", QUESTION, "--kind", "praise")).endswith("kind corrected: praise\n")
    assert done(cli("assign", QUESTION, "--to", "lea")).endswith("assigned to lea\n")
    assert done(cli("assign", QUESTION, "--nobody")).endswith("assigned to nobody\n")
    assert "put aside until 2026-05-22 10:00" in done(cli("snooze", QUESTION, "--for", "2d"))
    assert done(cli("forward", QUESTION, "--to", "buerger")).endswith("forwarded to Referat Bürgerservice\n")


def test_a_department_is_not_asked_twice_and_can_be_named_by_its_name(cli: Cli) -> None:
    done(cli("forward", QUESTION, "--to", "referat zertifizierung"))
    again = cli("forward", QUESTION, "--to", "zertifizierung")
    assert again.code == 1
    assert "Ticket 1 is with “Referat Zertifizierung” already" in again.error
    assert len(cli("show", QUESTION, "--json").json["forwards"]) == 1
    done(cli("recall", QUESTION))
    done(cli("forward", QUESTION, "--to", "zertifizierung"))


def test_a_department_that_nobody_has_asked_is_a_suggestion(cli: Cli) -> None:
    assert "Suggested department: zertifizierung" in done(cli("show", QUESTION))
    cli("forward", QUESTION, "--to", "zertifizierung")
    assert "\nDepartment: zertifizierung" in done(cli("show", QUESTION))


def test_what_nobody_has_can_be_listed(cli: Cli) -> None:
    assert [row["id"] for row in cli("list", "--unassigned", "--json").json] == [1]
    cli("assign", QUESTION, "--to", "me")
    assert cli("list", "--unassigned", "--json").json == []
    assert cli("list", "--assignee", "", "--json").json == []
    assert cli("list", "--assignee", "me", "--unassigned").code == 2


def test_a_login_that_nobody_has_is_no_empty_list(cli: Cli) -> None:
    outcome = cli("list", "--assignee", "nimand")
    assert outcome.code == 2
    assert "kim, sam, lea" in outcome.error


def test_a_month_is_all_its_days(cli: Cli) -> None:
    for written in ("2026-05", "05.2026"):
        period = cli("report", "--month", written, "--format", "json").json
        assert (period["from"], period["to"]) == ("2026-05-01", "2026-05-31")
    assert "--month 2026-05" in cli("report", "--from", "2026-05").error
    assert cli("report", "--month", "2026-13").code == 2
    assert cli("report", "--month", "2026-05", "--to", "2026-05-03").code == 2


def test_a_german_spreadsheet_gets_semicolons(cli: Cli) -> None:
    assert done(cli("report", "--format", "csv")).startswith("group,key,")
    cli.environ["TICKETS_LANGUAGE"] = "de"
    assert done(cli("report", "--format", "csv")).startswith("group;key;")


def test_what_triage_cannot_read_is_answered_by_an_example(cli: Cli) -> None:
    assert '{"text": "…", "language": "de"}' in cli("classify", stdin="Hallo\n").error


@pytest.mark.parametrize(
    ("language", "typed"), [("de", "ja\n"), ("de", "J\n"), ("de", "y\n"), ("en", "yes\n")]
)
def test_yes_is_understood_in_the_language_in_use(tmp_path: Path, language: str, typed: str) -> None:
    cli = Cli(tmp_path, Clock(), environ={"TICKETS_LANGUAGE": language})
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    outcome = cli("init", stdin=f"{typed}social.example.org\namt\n\n", by_hand=True)
    assert outcome.code == 0, outcome.err
    assert "social.example.org" in (tmp_path / "config.toml").read_text(encoding="utf-8")


def test_a_server_is_named_whole(tmp_path: Path) -> None:
    outcome = Cli(tmp_path, Clock())("init", "--yes", "--server", "bonn")
    assert outcome.code == 2
    assert "“bonn” is no name of a server" in outcome.error
    assert not (tmp_path / "config.toml").exists()


def test_the_doctor_makes_no_store_and_says_what_others_can_read(cli: Cli, kim: Desk, tmp_path: Path) -> None:
    def privacy() -> list[str]:
        return [each["remedy"] for each in cli("doctor", "--json").json if each["check"] == "privacy"]

    (tmp_path / "config.toml").chmod(0o640)
    assert privacy() == []
    (tmp_path / "config.toml").chmod(0o644)
    (tmp_path / "tickets.db").chmod(0o644)
    assert [remedy.rpartition("/")[2] for remedy in privacy()] == ["config.toml", "tickets.db"]
    new = tmp_path / "new"
    new.mkdir()
    shutil.copy(tmp_path / "config.toml", new)
    Cli(new, cli.clock)("doctor")
    assert [each.name for each in new.iterdir()] == ["config.toml"]


def test_status_speaks_of_work_and_accounts(cli: Cli, kim: Desk) -> None:
    kim.do(service.report, "listener:amt", state="streaming")
    kim.do(service.report, "publisher:amt", state="ready")
    kim.do(service.report, "new-work:amt", state="strange")
    shown = done(cli("status"))
    for row in ("Receiving, amt\tlistening", "Publishing, amt\tready", "new-work, amt\tstrange"):
        assert row in shown
