"""Signing in to an account, at a server on this machine."""

import json
import stat
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.support.cli import Cli
from tests.support.mastodon import Person, Town
from tests.support.raw_server import answer, error, raw_server
from tests.support.settings import secret
from tests.support.store import Clock
from tickets.desk.house import utc_now
from tickets.errors import Refused
from tickets.mastodon import oauth


@pytest.fixture
def office(place: Town) -> Person:
    return place.person("amt")


@pytest.fixture
def cli(tmp_path: Path, place: Town, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setenv("LANGUAGE", "en")
    return _at(tmp_path, place.url)


def _at(folder: Path, server: str) -> Cli:
    settings = f'[[accounts]]\nname = "amt"\nserver = "{server}"\n'
    secret(folder / "config.toml", settings)
    return Cli(folder, Clock())


def allow(url: str, person: Person) -> str:
    """What a person does in the browser: look at the page, choose the account, read the code."""
    page = requests.get(url, timeout=10)
    assert page.ok
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert query["redirect_uri"] == "urn:ietf:wg:oauth:2.0:oob"
    form = {**query, "username": person.name}
    shown = requests.post(url.partition("?")[0], data=form, timeout=10).text
    return shown.partition("code: ")[2].partition("<")[0]


def test_a_person_signs_in_and_the_token_is_kept_where_only_we_read_it(
    cli: Cli, tmp_path: Path, office: Person
) -> None:
    begun = cli("login", "amt", "--no-browser", "--json")
    assert begun.code == 0
    code = allow(begun.json["url"], office)
    done = cli("login", "amt", "--code", code, "--json")

    token_file = tmp_path / "secrets" / "amt.token"
    assert done.json == {
        "account": "amt",
        "handle": office.handle,
        "scopes": ["read:accounts", "read:notifications", "read:statuses", "write:statuses"],
        "token_file": str(token_file),
    }
    token = token_file.read_text(encoding="utf-8").strip()
    assert token
    assert token not in begun.out + begun.err + done.out + done.err
    assert stat.S_IMODE(token_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(token_file.parent.stat().st_mode) == 0o700
    assert [file.name for file in token_file.parent.iterdir()] == ["amt.token"]
    assert (
        office.name
        in requests.get(
            f"{office.url}/api/v1/accounts/verify_credentials",
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
        ).text
    )


def test_somebody_at_the_keyboard_is_asked_for_the_code(cli: Cli, office: Person) -> None:
    typed = f"mockcode_{office.name}\n"  # what this server shows
    done = cli("login", "amt", "--no-browser", "--json", stdin=typed, by_hand=True)
    assert done.json["handle"] == office.handle
    assert "/oauth/authorize?" in done.err


def test_somebody_who_leaves_without_typing_the_code_can_bring_it_later(cli: Cli, office: Person) -> None:
    left = cli("login", "amt", "--no-browser", by_hand=True)
    assert (left.code, left.out) == (1, "")
    assert cli("login", "amt", "--code", f"mockcode_{office.name}").code == 0


def test_after_signing_in_the_doctor_finds_nothing_wrong(cli: Cli, office: Person) -> None:
    url = cli("login", "amt", "--no-browser", "--json").json["url"]
    cli("login", "amt", "--code", allow(url, office))
    found = Cli(cli.folder, utc_now)("doctor", "--json")
    assert {each["check"]: each["result"] for each in found.json} == dict.fromkeys(
        ("settings", "store", "model", "calendar", "token", "scopes", "policy", "clock", "stream"), "ok"
    )
    assert found.code == 0


def test_what_waits_for_the_code_is_as_secret_as_the_token(cli: Cli, tmp_path: Path) -> None:
    begun = cli("login", "amt", "--no-browser")
    pending = tmp_path / "secrets" / "amt.token.pending"
    assert stat.S_IMODE(pending.stat().st_mode) == 0o600
    kept = json.loads(pending.read_text(encoding="utf-8"))
    assert kept["client_secret"] not in begun.out + begun.err
    assert kept["verifier"] not in begun.out + begun.err


def test_people_are_told_whose_account_it_is(cli: Cli, office: Person) -> None:
    url = cli("login", "amt", "--no-browser", "--json").json["url"]
    done = cli("login", "amt", "--code", "-", stdin=f"{allow(url, office)}\n")
    assert f"@{office.handle}" in done.out


def test_a_wrong_code_stores_nothing(cli: Cli, tmp_path: Path) -> None:
    cli("login", "amt", "--no-browser")
    refused = cli("login", "amt", "--code", "falsch", "--json")
    assert (refused.code, refused.out) == (1, "")
    assert "tickets login amt" in refused.error
    assert not (tmp_path / "secrets" / "amt.token").exists()


def test_a_code_nobody_asked_for_is_wrong_usage(cli: Cli) -> None:
    refused = cli("login", "amt", "--code", "x")
    assert refused.code == 2
    assert "tickets login amt" in refused.error


def test_an_account_that_the_settings_do_not_name_is_refused(cli: Cli) -> None:
    refused = cli("login", "presse")
    assert refused.code == 1
    assert "presse" in refused.error


def test_a_server_that_knows_them_gets_the_narrowest_scope_and_a_proof_key(tmp_path: Path) -> None:
    with raw_server() as server:
        server.on(
            "/.well-known/oauth-authorization-server",
            answer({"scopes_supported": ["read", "profile"], "code_challenge_methods_supported": ["S256"]}),
        )
        server.on("/api/v1/apps", answer({"client_id": "id", "client_secret": "geheim"}))
        granted = {"access_token": "neu", "scope": "profile read:notifications read:statuses write:statuses"}
        server.on("/oauth/token", answer(granted))

        begun = oauth.begin("amt", server.url, language="de")
        page = parse_qs(urlsplit(begun.url).query)
        assert page["scope"] == ["profile read:notifications read:statuses write:statuses"]
        assert page["code_challenge_method"] == ["S256"]
        assert page["lang"] == ["de"]
        assert "geheim" not in begun.url + repr(begun)
        (registered,) = server.asked("/api/v1/apps")
        assert registered.form["scopes"] == page["scope"]

        token = oauth.finish("amt", server.url, begun, "123")
        assert (token.token, "neu" in repr(token)) == ("neu", False)
        (asked,) = server.asked("/oauth/token")
        assert oauth.challenge(asked.form["code_verifier"][0]) == page["code_challenge"][0]
        assert "authorization" not in asked.headers


def test_a_token_that_may_too_little_is_not_taken(cli: Cli) -> None:
    with raw_server() as server:
        server.on("/oauth/token", answer({"access_token": "neu", "scope": "read"}))
        begun = oauth.Begun(url="", client_id="id", client_secret="s", verifier="", scopes=())
        with pytest.raises(Refused, match="write:statuses"):
            oauth.finish("amt", server.url, begun, "123")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (answer([]), "cannot be read"),
        (answer({"client_id": "id"}), "cannot be read"),
        (answer(b"<html>"), "cannot be read"),
        (error(500), "out of order"),
        (error(401), "lets no application in"),
        (error(422, "no apps here"), "no apps here"),
    ],
)
def test_a_server_that_lets_nobody_in_is_told_of_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: list[bytes], words: str
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    with raw_server() as server:
        server.on("/api/v1/apps", said)
        refused = _at(tmp_path, server.url)("login", "amt", "--json")
        assert (refused.code, refused.out) == (1, "")
        assert server.host in refused.error
        assert words in refused.error
