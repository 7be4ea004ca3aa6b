"""Which language the command line speaks: decided before anything that has words is imported."""

import gettext
import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from tickets import i18n

HOUSE = "de"
"""What is spoken where nobody says anything else."""


def choose(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language of this call: that of the environment, else that of the settings, else German."""
    return i18n.preferred(environ) or _of_settings(argv, environ) or HOUSE


def speak(language: str) -> None:
    """Speak this language from here on, in click's own words too."""
    i18n.use(language)
    # click asks the C-like half of gettext, which goes by the variable LANGUAGE.
    os.environ["LANGUAGE"] = i18n.language()
    gettext.bindtextdomain(i18n.DOMAIN, i18n.LOCALES)
    gettext.textdomain(i18n.DOMAIN)


def _of_settings(argv: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """A glance at one key of the settings file.

    `tickets.config` reads it properly, and says what is wrong with it; to import that takes longer
    than a help text.
    """
    file = _file(argv, environ)
    if file is None:
        return None
    try:
        language = tomllib.loads(file.read_text(encoding="utf-8-sig")).get("language")
    except (OSError, ValueError):
        return None
    return language if language in i18n.LANGUAGES else None


def _file(argv: Sequence[str], environ: Mapping[str, str]) -> Path | None:
    named = _option(argv) or environ.get("TICKETS_CONFIG")
    if named:
        return Path(named).expanduser()
    here = Path("config.toml")
    if here.exists():
        return here
    from platformdirs import user_config_path

    return user_config_path("tickets", appauthor=False) / "config.toml"


def _option(argv: Sequence[str]) -> str | None:
    """What --config says, which stands before the command."""
    words = iter(argv)
    for word in words:
        if word == "--config":
            return next(words, None)
        if word.startswith("--config="):
            return word.removeprefix("--config=")
        if not word.startswith("-"):
            return None
    return None
