"""The demo as the README calls it: what the citizens posted is all there, and some of it is answered."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path


def test_the_demo_loses_nothing_and_leaves_nothing_behind(tmp_path: Path) -> None:
    before = _leftovers()
    done = subprocess.run(
        [sys.executable, "-m", "tickets", "demo", "--headless", "--seconds", "14", "--json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert set(told) == {"received", "tickets", "by_queue", "by_kind", "replies_published", "lost"}
    assert told["lost"] == 0
    assert told["received"] >= 20
    assert told["replies_published"] >= 1
    assert told["tickets"] == sum(told["by_queue"].values()) == sum(told["by_kind"].values())
    # A thread of one person is one ticket.
    assert told["tickets"] < told["received"]
    assert list(tmp_path.iterdir()) == []
    assert _leftovers() <= before


def _leftovers() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("tickets-demo-*"))
