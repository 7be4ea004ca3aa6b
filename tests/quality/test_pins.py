"""What is installed is written down, in both files alike, and says nothing of where it was written."""

import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import distribution, distributions
from typing import Any

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.imports import imports
from tools import lock

_PROGRAM = "mastodon-tickets"
_EXTRAS = frozenset({"demo", "postgres"})
"""The extras that the tests need."""

_NEVER_IMPORTED = {
    "tzdata": "the time zones, where the system brings none",
    "psycopg": "SQLAlchemy imports it, where the settings name a PostgreSQL",
}

_HTTP = "https" + "?://"
_REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("py" + "pi", "org"),
        ("python" + "hosted", "org"),
        ("npm" + "js", "org"),
        ("crates" + "", "io"),
        ("golang" + "", "org"),
        ("ana" + "conda", "org"),
    )
]
_BUILD_MACHINE = re.compile(r"(?<![\w.-])/" + r"(?:work|root)(?=/|\b(?![\w-]))")


@pytest.fixture(scope="module")
def project() -> Mapping[str, Any]:
    return tomllib.loads((lock.ROOT / lock.PROJECT).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def constraints(project: Mapping[str, Any]) -> lock.Versions:
    return lock.versions(project["tool"]["uv"]["constraint-dependencies"])


@pytest.fixture(scope="module")
def requirements() -> str:
    return (lock.ROOT / lock.REQUIREMENTS).read_text(encoding="utf-8")
