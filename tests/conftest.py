"""What every test has: English words, and no settings or language of the machine it runs on."""

import os
from collections.abc import Iterator

import pytest

from tickets import i18n


@pytest.fixture(autouse=True)
def _neutral_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in list(os.environ):
        if name.startswith("TICKETS_"):
            monkeypatch.delenv(name)
    i18n.use("en")
    yield
    i18n.use("en")
