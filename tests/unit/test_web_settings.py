"""The settings of the desk in a browser: for this machine alone, or for one proxy that is named in full."""

from pathlib import Path

import pytest

from tests.support.settings import ACCOUNT, loaded, refused, secret
from tickets.errors import SettingsError
from tickets.web.entrance import SECRET_FILE, entrance

KIM = '[[users]]\nlogin = "kim"\nrole = "manager"\n'
PROXY = '[web]\nproxy = "127.0.0.1"\npublic_url = "https://tickets.example.org"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ('[web]\naddress = "0.0.0.0"', "web.address", "anybody on the network"),
        ('[web]\naddress = "::"', "web.address", "anybody on the network"),
        ('[web]\naddress = ""', "web.address", "no IP address"),
        ('[web]\naddress = "localhost"', "web.address", "no IP address"),
        ("[web]\nport = 0", "web.port", ""),
        ('[web]\nlogin_header = "X-Remote-User"', "web.login_header", "anybody on the network"),
        ('[web]\nlogin_header = "X Remote"', "web.login_header", "no name of a header"),
        ('[web]\nproxy = "127.0.0.1"', "web.public_url", "needs both"),
        ('[web]\npublic_url = "https://tickets.example.org"', "web.proxy", "needs both"),
        ('[web]\nproxy = "127.0.0.1"\npublic_url = "http://127.0.0.1"', "web.public_url", "plain http"),
        (PROXY + 'login_header = "X-Remote-User"', "web.login_header", "allowed everything"),
    ],
)
def test_what_would_let_strangers_in_is_refused(file: Path, text: str, key: str, said: str) -> None:
    error = refused(file, f"{ACCOUNT}\n{text}\n")
    assert error.key == key
    assert said in str(error)


def test_behind_a_named_proxy_another_address_is_fine(file: Path) -> None:
    settings = loaded(
        file, f'{ACCOUNT}\n{KIM}\n{PROXY}address = "192.0.2.7"\nlogin_header = "X-Remote-User"\n'
    )
    assert settings.web.address == "192.0.2.7"


def test_without_a_proxy_this_machine_is_called_by_its_own_names_only(file: Path) -> None:
    rules = entrance(loaded(file, f"{ACCOUNT}\n[web]\nport = 8123\n"))
    assert rules.origins == {"http://127.0.0.1:8123", "http://localhost:8123", "http://[::1]:8123"}
    assert entrance(loaded(file, f"{ACCOUNT}\n[web]\nport = 80\n")).origins >= {"http://localhost"}


@pytest.mark.parametrize(
    ("text", "mode", "said"), [("s" * 31, 0o600, "too short"), ("s" * 40, 0o644, "Others can read")]
)
def test_a_bad_secret_of_the_proxy_is_refused(file: Path, text: str, mode: int, said: str) -> None:
    settings = loaded(file, f"{ACCOUNT}\n{PROXY}")
    with pytest.raises(SettingsError, match="cannot be read"):
        entrance(settings)
    secret(settings.secrets / SECRET_FILE, text, mode)
    with pytest.raises(SettingsError, match=said):
        entrance(settings)
