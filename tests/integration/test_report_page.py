"""The page in a real browser: it asks for nothing, shows something, and keeps what it does not know from acting."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.support import browser
from tests.support.brute import ZONE
from tests.support.store import WEDNESDAY, Clock, make_desk, mention, receive
from tickets.desk import handling
from tickets.desk.house import Desk
from tickets.reports.making import Scope, make
from tickets.reports.page import page
from tickets.reports.period import Period

pytestmark = pytest.mark.xdist_group("reports")

FOREIGN = "http://foreign.example"
SMUGGLED = f"""
<img src="{FOREIGN}/picture.png">
<script src="{FOREIGN}/script.js"></script>
<link rel="stylesheet" href="{FOREIGN}/style.css">
<style>html {{ background: url({FOREIGN}/background.png) }}</style>
<p style="background: url({FOREIGN}/inline.png)">x</p>
<script>fetch("{FOREIGN}/fetched"); document.body.style.background = "#ff00ff"</script>
"""


@pytest.fixture
def chromium() -> str:
    found = browser.find()
    if found is None and os.environ.get("CI"):
        pytest.fail("where changes are let in there must be a Chromium: .ci/run installs it")
    if found is None:
        pytest.skip("there is no Chromium on this machine: apt-get install chromium")
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A week with a broken promise."""
    clock = Clock(WEDNESDAY)
    with make_desk(tmp_path / "store", clock=clock, login="lea") as opened:
        receive(opened, mention(remote_id="1"), mention("Danke!", by="b@example.social", remote_id="2"))
        clock.forward(hours=3)
        opened.do(handling.assign, 1, to="lea")
        clock.forward(days=4)
        yield opened


@pytest.fixture
def written(desk: Desk, tmp_path: Path) -> Path:
    file = tmp_path / "report.html"
    report = desk.see(make, Scope(Period(date(2026, 5, 18), date(2026, 5, 24), ZONE)))
    assert len(report.breaches) == 2
    file.write_text(page(report), encoding="utf-8")
    return file


def test_the_page_asks_for_nothing(chromium: str, written: Path) -> None:
    assert browser.visit(chromium, written).requests == frozenset()


def test_a_page_that_asks_for_something_would_be_seen(chromium: str, tmp_path: Path) -> None:
    """Else the test above could not fail."""
    file = tmp_path / "plain.html"
    file.write_text(f"<!DOCTYPE html><title>x</title>{SMUGGLED}", encoding="utf-8")
    asked = browser.visit(chromium, file).requests
    wanted = ("picture.png", "script.js", "style.css", "background.png", "inline.png", "fetched")
    assert asked == {f"{FOREIGN}/{name}" for name in wanted}


def test_what_slipped_in_could_not_act(chromium: str, written: Path) -> None:
    """The page's own policy refuses all of it, were it ever in there."""
    file = written.with_name("smuggled.html")
    file.write_text(
        written.read_text(encoding="utf-8").replace("</header>", f"{SMUGGLED}</header>"), encoding="utf-8"
    )
    seen = browser.visit(chromium, file)
    assert seen.requests == frozenset()
    assert (255, 0, 255) not in seen.colours()


def test_it_is_light_by_day_and_dark_by_night(chromium: str, written: Path) -> None:
    light, dark = (browser.visit(chromium, written, dark=dark).colours() for dark in (False, True))
    assert light.most_common(1)[0][0] == (255, 255, 255)
    assert dark.most_common(1)[0][0] == (17, 22, 28)
    for colours in (light, dark):
        # Letters, lines and edges: an empty page has one colour.
        assert len(colours) > 50
        assert sum(colours.values()) - colours.most_common(1)[0][1] > 2000
