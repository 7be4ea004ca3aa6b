"""What every test has: English words, and no settings or language of the machine it runs on."""

import os
from collections.abc import Iterator

import pytest

from tests.support.memory import memory_folder
from tickets import i18n


def pytest_configure() -> None:
    """Stores that live for a second need no disk."""
    folder = memory_folder()
    if folder is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))


@pytest.fixture(autouse=True)
def _neutral_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in list(os.environ):
        if name.startswith("TICKETS_"):
            monkeypatch.delenv(name)
    i18n.use("en")
    yield
    i18n.use("en")
