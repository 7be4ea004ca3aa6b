"""The doctor, at a healthy server and at servers with one ailment each."""

from collections.abc import Iterator
from email.utils import format_datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.support.cli import Cli, Outcome
from tests.support.entities import account, instance
from tests.support.raw_server import HEARTBEAT, WELCOME, Hold, RawServer, answer, error, raw_server, stream
from tests.support.settings import secret
from tests.support.store import Clock, make_settings
from tickets.storage.database import open_database
from tickets.triage import model

SCOPES = "profile read:notifications read:statuses write:statuses"
HEALTHY = {
    "settings": "ok",
    "store": "ok",
    "model": "ok",
    "calendar": "ok",
    "token": "ok",
    "scopes": "ok",
    "policy": "ok",
    "clock": "ok",
    "stream": "ok",
}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(clock: Clock) -> Iterator[RawServer]:
    """A Mastodon to which nothing is wrong."""
    with raw_server() as running:
        date = {"Date": format_datetime(clock(), usegmt=True)}
        running.on("/api/v1/accounts/verify_credentials", answer(account("amt"), headers=date))
        running.on("/api/v2/instance", answer(instance(running)))
        running.on("/oauth/token/info", answer({"scope": SCOPES.split()}))
        running.on("/api/v2/notifications/policy", answer({"for_private_mentions": "accept"}))
        running.on("/api/v1/streaming/user", stream(WELCOME, HEARTBEAT, Hold()))
        yield running


@pytest.fixture
def cli(tmp_path: Path, clock: Clock, server: RawServer, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setenv("LANGUAGE", "en")
    settings = f'language = "en"\n[[accounts]]\nname = "amt"\nserver = "{server.url}"\n'
    secret(tmp_path / "config.toml", settings)
    secret(tmp_path / "secrets" / "amt.token", "geheim")
    return Cli(tmp_path, clock)


def results(outcome: Outcome) -> dict[str, str]:
    """How bad each check found it."""
    findings = outcome.json
    assert all(set(each) == {"check", "account", "result", "what", "remedy"} for each in findings)
    assert all(each["remedy"] for each in findings if each["result"] != "ok")
    return {each["check"]: each["result"] for each in findings}


def remedy(outcome: Outcome, check: str) -> str:
    """What the doctor advises."""
    (found,) = [each for each in outcome.json if each["check"] == check]
    return f"{found['what']}. {found['remedy']}"


def test_nothing_is_found_where_nothing_is_wrong(cli: Cli) -> None:
    outcome = cli("doctor", "--json")
    assert results(outcome) == HEALTHY
    assert (outcome.code, outcome.err) == (0, "")


def test_people_read_a_line_for_each_check(cli: Cli) -> None:
    lines = cli("doctor").out.splitlines()
    assert len(lines) == len(HEALTHY)
    assert all(line.startswith("fine ") for line in lines)
    assert "geheim" not in "".join(lines)


def test_private_mentions_that_are_filtered_are_fine_and_dropped_ones_are_lost(
    cli: Cli, server: RawServer
) -> None:
    server.on("/api/v2/notifications/policy", answer({"for_private_mentions": "filter"}))
    assert results(cli("doctor", "--json")) == HEALTHY

    server.on("/api/v2/notifications/policy", answer({"for_private_mentions": "drop"}))
    outcome = cli("doctor", "--json")
    assert results(outcome) == HEALTHY | {"policy": "error"}
    assert outcome.code == 1
    assert "private mentions" in remedy(outcome, "policy")


@pytest.mark.parametrize("seconds", [-6, 7])
def test_a_clock_that_goes_wrong_by_more_than_five_seconds_is_a_warning(
    cli: Cli, clock: Clock, seconds: int
) -> None:
    clock.forward(seconds=seconds)
    outcome = cli("doctor", "--json")
    assert results(outcome) == HEALTHY | {"clock": "warning"}
    assert outcome.code == 0
    assert "6 seconds" in remedy(outcome, "clock")


@pytest.mark.parametrize("seconds", [-5, 5])
def test_five_seconds_are_no_wrong_clock(cli: Cli, clock: Clock, seconds: int) -> None:
    clock.forward(seconds=seconds)
    assert results(cli("doctor", "--json")) == HEALTHY


def test_a_token_that_may_too_little_is_an_error_and_one_that_may_too_much_a_warning(
    cli: Cli, server: RawServer
) -> None:
    server.on("/oauth/token/info", answer({"scope": ["profile", "read:notifications"]}))
    outcome = cli("doctor", "--json")
    assert results(outcome)["scopes"] == "error"
    assert "read:statuses, write:statuses" in remedy(outcome, "scopes")
    assert "tickets login amt" in remedy(outcome, "scopes")

    server.on("/oauth/token/info", answer({"scope": ["read", "write"]}))
    outcome = cli("doctor", "--json")
    assert results(outcome) == HEALTHY | {"scopes": "warning"}
    assert outcome.code == 0


def test_a_server_without_a_stream_is_asked_instead(cli: Cli, server: RawServer) -> None:
    server.on("/api/v1/streaming/user", error(404))
    assert results(cli("doctor", "--json")) == HEALTHY | {"stream": "warning"}


def test_a_damaged_model_is_told(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "SHIPPED", tmp_path)
    outcome = cli("doctor", "--json")
    assert results(outcome) == HEALTHY | {"model": "error"}
    assert "anew" in remedy(outcome, "model")


def test_a_token_that_is_not_accepted_ends_the_look_at_the_account(cli: Cli, server: RawServer) -> None:
    server.on("/api/v1/accounts/verify_credentials", error(401, "The access token was revoked"))
    outcome = cli("doctor", "--json")
    assert results(outcome) == {
        "settings": "ok",
        "store": "ok",
        "model": "ok",
        "calendar": "ok",
        "token": "error",
    }
    assert outcome.code == 1
    assert "tickets login amt" in remedy(outcome, "token")
    assert "geheim" not in outcome.out


def test_a_token_that_others_can_read_or_that_is_missing_is_an_error(cli: Cli, tmp_path: Path) -> None:
    token = tmp_path / "secrets" / "amt.token"
    token.chmod(0o644)
    assert "chmod 600" in remedy(cli("doctor", "--json"), "token")
    token.unlink()
    assert "tickets login amt" in remedy(cli("doctor", "--json"), "token")


def test_a_server_that_cannot_be_reached_is_an_error(cli: Cli, server: RawServer) -> None:
    server.close()
    outcome = cli("doctor", "--json")
    assert results(outcome)["token"] == "error"
    assert outcome.code == 1


def test_settings_that_cannot_be_read_are_found_not_fallen_over(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('timezone = "Berlin"', encoding="utf-8")
    outcome = cli("doctor", "--json")
    assert results(outcome) == {"settings": "error"}
    assert outcome.code == 1


def test_a_store_of_a_newer_program_is_an_error(cli: Cli, tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    with open_database(settings.database_url).write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "newer version" in remedy(cli("doctor", "--json"), "store")
    refused = cli("list")
    assert (refused.code, refused.out) == (1, "")


def test_a_store_that_is_no_store_is_an_error(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "tickets.db").write_bytes(b"no database at all, but long enough to be looked at" * 100)
    outcome = cli("doctor", "--json")
    assert results(outcome)["store"] == "error"
    assert outcome.code == 1
