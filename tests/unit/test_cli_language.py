"""Which language the command line speaks."""

import ast
import gettext
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.support.cli import Cli, german_catalogue
from tests.support.store import Clock
from tickets import i18n
from tickets.cli import click_words, language


@pytest.fixture(autouse=True)
def _nobody_has_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("LANGUAGE", "en")


def test_the_environment_decides_first(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('language = "de"', encoding="utf-8")
    assert language.choose(["list"], {"LANG": "en_GB.UTF-8"}) == "en"
    assert language.choose(["list"], {"TICKETS_LANGUAGE": "en", "LANG": "de_DE.UTF-8"}) == "en"


def test_the_settings_decide_where_the_environment_says_nothing(tmp_path: Path) -> None:
    english, german = tmp_path / "config.toml", tmp_path / "de.toml"
    english.write_text('language = "en"', encoding="utf-8")
    german.write_text('language = "de"', encoding="utf-8")
    assert language.choose(["list"], {"LANG": "C.UTF-8"}) == "en"
    assert language.choose(["list"], {"TICKETS_CONFIG": str(german)}) == "de"
    assert language.choose(["--config", str(english), "list"], {"TICKETS_CONFIG": str(german)}) == "en"
    assert language.choose([f"--config={german}", "list"], {}) == "de"
    assert language.choose(["--debug", "--config", str(german)], {}) == "de"


def test_the_house_speaks_german_where_nobody_says_anything(tmp_path: Path) -> None:
    assert language.choose(["list"], {}) == "de"
    assert language.choose(["list", "--config", "later.toml"], {}) == "de"
    for damaged in ("language = ", 'language = "fr"', "\xff"):
        (tmp_path / "config.toml").write_text(damaged, encoding="latin-1")
        assert language.choose(["list"], {}) == "de"


def test_clicks_own_words_are_in_our_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    german_catalogue(tmp_path, {"Usage:": "Aufruf:"})
    monkeypatch.setattr(i18n, "LOCALES", tmp_path)
    try:
        language.speak("de")
        assert gettext.gettext("Usage:") == "Aufruf:"  # what click asks
        language.speak("en")
        assert gettext.gettext("Usage:") == "Usage:"
    finally:
        gettext.textdomain("messages")


def test_every_word_that_is_kept_for_click_is_still_one_of_clicks() -> None:
    handed_on = {"required"}  # by way of a variable
    assert set(click_words.words()) - handed_on <= set(_asked_by_click())


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--limti", "3"), "No such option '--limti'. Did you mean '--limit'? More: tickets list --help"),
        (("--xyzzy",), "No such option '--xyzzy'. More: tickets list --help"),
        (("3",), "Got unexpected extra argument (3). More: tickets list --help"),
        (
            ("--limit", "few"),
            "Invalid value for '--limit': 'few' is not a valid whole number. More: tickets list --help",
        ),
    ],
)
def test_what_click_says_is_a_sentence(tmp_path: Path, argv: tuple[str, ...], said: str) -> None:
    assert Cli(folder=tmp_path, clock=Clock())("list", *argv).error == f"tickets: {said}"


def _asked_by_click() -> Iterator[str]:
    """The texts that click hands to gettext."""
    for file in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"_", "ngettext"}
            ):
                yield from (str(each.value) for each in node.args if isinstance(each, ast.Constant))
