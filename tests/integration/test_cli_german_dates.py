"""In German, days and times are written as they are there (DIN 5008); for programs they stay as ISO 8601 has them."""

import re
from collections.abc import Iterator

import pytest

from tests.support.cli import Cli
from tests.support.showcase import LATE, PROMISED, showcase

_ISO = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GERMAN = re.compile(r"\b[0-9]{2}\.[0-9]{2}\.[0-9]{4}\b")


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    folder = tmp_path_factory.mktemp("office")
    with showcase(folder) as desk:
        yield Cli(folder, desk.now, environ={"TICKETS_LANGUAGE": "de"})


@pytest.mark.parametrize(
    "argv",
    [
        ("list",),
        ("show", str(LATE)),
        ("show", str(PROMISED)),
        ("status",),
        ("board",),
        ("second-look",),
        ("roster",),
        ("roster", "history"),
        ("roster", "handover"),
        ("report",),
        ("due", "2026-05-13T10:00", "--explain"),
    ],
)
def test_days_and_times_are_written_as_germans_write_them(german: Cli, argv: tuple[str, ...]) -> None:
    told = german(*argv)
    assert told.code == 0, told.err
    assert _GERMAN.search(told.out)
    assert _ISO.findall(told.out + told.err) == []


def test_for_programs_days_and_times_stay_iso_8601(german: Cli) -> None:
    assert german("show", str(LATE), "--json").json["received_at"].endswith("Z")
    (away,) = [change for change in german("roster", "history", "--json").json if change["what"] == "away"]
    assert away["after"]["first_day"] == "2026-05-22"
    exported = german("roster", "export", "--format", "csv").out
    assert _ISO.search(exported)
    assert not _GERMAN.search(exported)
