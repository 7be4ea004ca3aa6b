"""What the first picture of the terminal may wait for: not the database, not the trainer, not the holidays."""

import json
import subprocess
import sys

_REPORT = """
import json, pkgutil, sys
import tui.app, tui.screens, tui.widgets
for room in (tui.screens, tui.widgets):
    for module in pkgutil.iter_modules(room.__path__):
        __import__(f"{room.__name__}.{module.name}")
print(json.dumps(sorted(sys.modules)))
"""
_SLOW = {
    "alembic",
    "babel",
    "holidays",
    "mastodon",
    "numpy",
    "plotext",
    "pydantic",
    "requests",
    "sklearn",
    "sqlalchemy",
    "sqlmodel",
}


def test_the_first_paint_waits_for_no_database() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _REPORT], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(json.loads(done.stdout))

    assert "tui.screens.desk" in loaded
    assert "tickets.desk.rows" in loaded
    assert not loaded & _SLOW
    assert "tui.backend" not in loaded


def test_the_first_rows_wait_for_no_trained_model() -> None:
    report = "import json, sys, tui.backend; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", report], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(json.loads(done.stdout))

    assert "tickets.desk.views" in loaded
    assert not loaded & {"numpy", "sklearn", "alembic"}
