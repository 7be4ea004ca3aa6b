"""`reckon` by hand, and who says that it is time for it."""

from pathlib import Path

import pytest

from tests.support.cli import Cli
from tests.support.store import Clock, make_desk, make_settings, mention, receive

CLOSED = 'closed = ["2026-05-22"]\n'
BEFORE, AFTER = "2026-05-22T13:00:00Z", "2026-05-26T15:00:00Z"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cli(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Lea, the team lead, after Friday was closed in the settings; two tickets are older than that."""
    monkeypatch.setenv("LANGUAGE", "en")
    with make_desk(tmp_path, clock=clock) as desk:
        receive(desk, mention(), mention(account="presse"))
    settings = tmp_path / "config.toml"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(written.replace('subdivision = "NW"\n', f'subdivision = "NW"\n{CLOSED}'), "utf-8")
    return Cli(tmp_path, clock, login="lea")


def deadlines(cli: Cli) -> list[str]:
    return [row["due_at"] for row in cli("list", "--json").json]


def test_a_dry_run_shows_what_would_change_and_changes_nothing(cli: Cli) -> None:
    told = cli("reckon", "--dry-run", "--json").json
    assert told == {
        "dry_run": True,
        "tickets": [
            {
                "ticket": number,
                "account": account,
                "promise": "answer",
                "before": BEFORE,
                "after": AFTER,
                "overdue": False,
            }
            for number, account in ((1, "amt"), (2, "presse"))
        ],
    }
    assert deadlines(cli) == [BEFORE, BEFORE]
    shown = cli("reckon", "--dry-run")
    assert "1\tamt\tAnswer\t2026-05-22 15:00\t2026-05-26 17:00\t\n" in shown.out
    assert shown.err == "2 deadlines would change.\n"


def test_open_deadlines_are_reckoned_anew_once_and_the_history_says_so(cli: Cli) -> None:
    told = cli("reckon", "--json").json
    assert (told["dry_run"], len(told["tickets"])) == (False, 2)
    assert deadlines(cli) == [AFTER, AFTER]
    event = cli("show", "1", "--json").json["events"][-1]
    assert (event["what"], event["actor"]) == ("reckoned", "lea")
    assert event["detail"]["fingerprint"] != event["detail"]["fingerprint_before"]
    assert "lea: deadline reckoned anew: 2026-05-26 17:00 instead of 2026-05-22 15:00" in cli("show", "1").out
    assert cli("reckon", "--json").json["tickets"] == []
    assert cli("reckon").out == "Every open deadline is as the settings say.\n"


def test_one_account_can_be_reckoned_alone(cli: Cli) -> None:
    assert [each["ticket"] for each in cli("reckon", "--account", "presse", "--json").json["tickets"]] == [2]
    assert sorted(deadlines(cli)) == [BEFORE, AFTER]
    unknown = cli("reckon", "--account", "nein")
    assert (unknown.code, unknown.out) == (1, "")
    assert "There is no account “nein”" in unknown.error


def test_it_is_for_leads_and_a_look_is_for_everybody(cli: Cli) -> None:
    for login in ("kim", "somebody"):
        refused = cli("reckon", login=login)
        assert (refused.code, refused.out) == (1, "")
        assert "it needs the right to reckon deadlines anew" in refused.error
        assert len(cli("reckon", "--dry-run", "--json", login=login).json["tickets"]) == 2
    assert deadlines(cli) == [BEFORE, BEFORE]


def test_the_right_is_asked_for_also_where_nothing_would_change(cli: Cli) -> None:
    cli("reckon")
    assert cli("reckon", login="kim").code == 1


def test_status_and_doctor_say_when_it_is_time(cli: Cli, tmp_path: Path) -> None:
    def said(check: str) -> list[tuple[str, str]]:
        findings = cli("doctor", "--json").json
        return [(each["result"], each["remedy"]) for each in findings if each["check"] == check]

    assert cli("status", "--json").json["to_reckon"] == 2
    hint = "2 open deadlines were reckoned by another calendar or promise than the settings have now"
    assert f"{hint}. To reckon anew, run: tickets reckon." in cli("status").out
    assert said("calendar") == [("warning", "To reckon anew, run: tickets reckon")] * 2
    cli("reckon")
    assert cli("status", "--json").json["to_reckon"] == 0
    assert "tickets reckon" not in cli("status").out
    assert said("calendar") == [("ok", "")] * 2


def test_another_promise_is_noticed_too(cli: Cli, tmp_path: Path) -> None:
    cli("reckon")
    make_settings(tmp_path, more='[sla]\nanswer = "1d"\n')
    assert cli("status", "--json").json["to_reckon"] == 2


def test_what_would_be_too_late_at_once_is_said_before(cli: Cli, clock: Clock, tmp_path: Path) -> None:
    make_settings(tmp_path, more='[sla]\nanswer = "2h"\n')
    clock.forward(hours=5)
    assert [each["overdue"] for each in cli("reckon", "--dry-run", "--json").json["tickets"]] == [True, True]
    assert "too late at once" in cli("reckon", "--dry-run").out


def test_the_doctor_tries_the_ways_to_whom_notices_go(cli: Cli, tmp_path: Path) -> None:
    def said() -> list[tuple[str, str]]:
        findings = cli("doctor", "--json").json
        return [(each["result"], each["what"]) for each in findings if each["check"] == "notify"]

    assert said() == []
    make_settings(
        tmp_path,
        more='[[notify]]\nto = "lead"\nurl = "json://geheim@127.0.0.1/x"\n'
        '[[notify]]\nto = "kim"\nurl = "nonsense://geheim"\n'
        '[[notify]]\nto = "duty"\nurl_file = "missing.url"\n',
    )
    (lead, _fine), (kim, what), (duty, missing) = said()
    assert (lead, kim, duty) == ("ok", "error", "error")
    assert what.startswith("kim: “apprise” does not understand")
    assert missing.startswith("duty: ")
    assert "missing.url" in missing
    assert "geheim" not in cli("doctor").out
