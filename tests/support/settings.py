"""Settings files for tests, and what is said of bad ones."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tickets.config import Settings, load
from tickets.errors import SettingsError

ACCOUNT = '[[accounts]]\nname = "amt"\nserver = "https://social.example.org"\n'


def loaded(file: Path, text: str = ACCOUNT, environ: Mapping[str, str] | None = None) -> Settings:
    """What is read from a file with this text, in this environment and no other."""
    file.write_text(text, encoding="utf-8")
    return load(file, environ=environ or {})


def refused(file: Path, text: str, environ: Mapping[str, str] | None = None) -> SettingsError:
    """What is said of these settings: always one printable line, with something to do, and exit code 2."""
    with pytest.raises(SettingsError) as error:
        loaded(file, text, environ)
    assert str(error.value).isprintable()
    assert error.value.remedy
    assert error.value.exit_code == 2
    return error.value


def secret(file: Path, text: str, mode: int = 0o600) -> Path:
    """A file of a secrets folder."""
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file
