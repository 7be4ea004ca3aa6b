"""`tickets web`: what it says where it cannot begin, in one line."""

import json
import socket
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.support.cli import Cli
from tests.support.settings import secret
from tests.support.store import Clock
from tests.support.web import PROXY, quick_hash, web_settings
from tickets.web.passwords import FILE


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    return Cli(tmp_path, Clock())


def with_password(cli: Cli, login: str = "kim") -> None:
    secret(cli.folder / "secrets" / FILE, json.dumps({login: quick_hash()}))


def test_without_the_extra_it_says_what_to_install(cli: Cli) -> None:
    web_settings(cli.folder)
    for module in [name for name in sys.modules if name.startswith("tickets.web.")]:
        sys.modules.pop(module)
    with patch.dict(sys.modules, {"aiohttp": None}):
        outcome = cli("web")
    assert outcome.code == 1
    assert outcome.error.endswith("Run: pip install 'mastodon-tickets[web]'.")


@pytest.mark.parametrize("login", [None, "somebody-who-left"])
def test_without_a_password_for_anybody_it_says_how_to_set_one(cli: Cli, login: str | None) -> None:
    web_settings(cli.folder)
    if login:
        with_password(cli, login)
    outcome = cli("web")
    assert outcome.code == 1
    assert "tickets web --set-password LOGIN" in outcome.err


def test_a_port_that_is_taken_is_named(cli: Cli) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        web_settings(cli.folder, port=port)
        with_password(cli)
        outcome = cli("web")
    assert outcome.code == 1
    assert f"127.0.0.1:{port} is in use by another program" in outcome.err
    assert "Traceback" not in outcome.err


def test_a_proxy_without_its_secret_is_refused(cli: Cli) -> None:
    web_settings(cli.folder, PROXY)
    outcome = cli("web")
    assert outcome.code == 2
    assert "web-proxy.secret" in outcome.err


def test_a_password_is_set_only_at_a_terminal_and_only_for_who_is_listed(cli: Cli) -> None:
    web_settings(cli.folder)
    assert "typed at a terminal" in cli("web", "--set-password", "kim", stdin="x\nx\n").error
    outcome = cli("web", "--set-password", "somebody", by_hand=True)
    assert (outcome.code, "List them under [[users]] first" in outcome.error) == (2, True)
    assert not (cli.folder / "secrets" / FILE).exists()
