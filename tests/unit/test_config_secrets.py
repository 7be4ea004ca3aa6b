"""Tokens and other secrets: where they come from, who may read them, and that they show nowhere."""

import traceback
from pathlib import Path

import pytest

from tests.support.settings import ACCOUNT, loaded, secret
from tickets.config import write_secret
from tickets.errors import SettingsError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_a_token_comes_from_the_environment_then_from_systemd_then_from_its_file(file: Path) -> None:
    text = ACCOUNT.replace("amt", "amt-1")
    secret(file.parent / "secrets" / "amt-1.token", "from-file\n")
    assert loaded(file, text).token("amt-1") == "from-file"
    # Modes inside systemd's folder show the mask of an ACL.
    credential = secret(file.parent / "credentials" / "amt-1.token", "from-systemd\n", mode=0o440)
    systemd = {"CREDENTIALS_DIRECTORY": str(credential.parent)}
    assert loaded(file, text, systemd).token("amt-1") == "from-systemd"
    both = {**systemd, "TICKETS_TOKEN_AMT_1": " from-environment "}
    assert loaded(file, text, both).token("amt-1") == "from-environment"
    credential.unlink()
    assert loaded(file, text, systemd).token("amt-1") == "from-file"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o610])
def test_a_token_that_others_can_read_is_refused(file: Path, mode: int) -> None:
    token = secret(file.parent / "secrets" / "amt.token", "geheim", mode)
    with pytest.raises(SettingsError, match="Others can read the secret") as error:
        loaded(file).token("amt")
    assert error.value.key == "accounts[0].token_file"
    assert error.value.remedy == f"Run `chmod 600 {token}`"
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "There is no token in"),
        (" \n", "There is no token in"),
        ("a b", "is damaged"),
        ("ä", "is damaged"),
    ],
)
def test_a_token_that_is_none_asks_to_sign_in(file: Path, text: str, what: str) -> None:
    secret(file.parent / "secrets" / "amt.token", text)
    with pytest.raises(SettingsError, match=what) as error:
        loaded(file).token("amt")
    assert error.value.remedy == "Sign in with `tickets login amt`"


def test_a_missing_token_asks_to_sign_in(file: Path) -> None:
    with pytest.raises(SettingsError, match=r"There is no token in .*secrets/amt\.token") as error:
        loaded(file).token("amt")
    assert error.value.remedy == "Sign in with `tickets login amt`"


def test_a_token_file_that_cannot_be_read_is_one_line(file: Path) -> None:
    (file.parent / "secrets" / "amt.token").mkdir(parents=True)
    with pytest.raises(SettingsError, match="cannot be read: it is a folder"):
        loaded(file).token("amt")


def test_secrets_show_neither_in_settings_nor_in_errors(file: Path) -> None:
    url = "postgresql+psycopg://kim:geheim@db.example/tickets"
    settings = loaded(file, environ={"TICKETS_DATABASE__URL": url, "TICKETS_TOKEN_AMT": "geheim"})
    assert settings.database_url == url
    assert settings.token("amt") == "geheim"
    for text in (repr(settings), str(settings), repr(settings.database), repr(settings.__dict__)):
        assert "geheim" not in text
    with pytest.raises(SettingsError) as error:
        loaded(file, environ={"TICKETS_DATABASE__URL": url.replace("psycopg", "other")})
    assert "geheim" not in "".join(traceback.format_exception(error.value))


def test_a_secret_is_written_so_that_only_its_owner_can_read_it(tmp_path: Path) -> None:
    token = tmp_path / "secrets" / "amt.token"
    write_secret(token, "one")
    write_secret(token, "two")
    assert token.read_text(encoding="utf-8") == "two"
    assert token.stat().st_mode & 0o777 == 0o600
    assert token.parent.stat().st_mode & 0o777 == 0o700
    assert list(token.parent.iterdir()) == [token]


def test_a_secret_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "amt.token").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_secret(tmp_path / "amt.token", "one")
    assert [entry.name for entry in tmp_path.iterdir()] == ["amt.token"]
