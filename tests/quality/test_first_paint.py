"""What the first picture of the terminal may wait for, and what an opened desk may hold in its memory."""

import json
import subprocess
import sys
from pathlib import Path

from tests.support.store import make_desk, mention, receive
from tickets.config import load
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE, actor
from tui.backend import open_desk

_LOADED = "import json, sys; print(json.dumps(sorted(sys.modules)))"

_FIRST_PICTURE = """
import asyncio
import tickets.cli.terminal, tickets.cli.running, tickets.cli.group
from tickets.errors import StoreError
from tui.app import DeskApp
import tui.opening

async def paint():
    app = DeskApp(lambda: None)
    app.open_store = lambda: None  # whatever comes from here on is after the first picture
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Opening the store" in "".join(strip.text for strip in app.screen._compositor.render_strips())

asyncio.run(paint())
"""
_EVERY_SCREEN = """
import pkgutil
import tui.app, tui.screens, tui.widgets
for room in (tui.screens, tui.widgets):
    for module in pkgutil.iter_modules(room.__path__):
        __import__(f"{room.__name__}.{module.name}")
"""
_OPENED = """
from pathlib import Path
from tickets.config import load
from tickets.desk.people import actor
from tickets.desk.rows import Query
from tickets.rules.states import Queue
from tui.backend import Backend, open_desk

settings = load(Path({config!r}))
backend = Backend(open_desk(settings, actor(settings, "kim")))
page = backend.page(Query(queue=Queue.INBOX))
backend.me(), backend.zone, backend.service(), backend.duty(), backend.company(), backend.ticket(page.rows[0].id)
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
"""What no screen imports, whichever is opened."""
_FOR_LATER = {
    "tickets.config",
    "tickets.desk.board_rows",
    "tickets.desk.department_rows",
    "tickets.desk.duty_rows",
    "tickets.desk.setup_rows",
    "tickets.desk.words",
    "tickets.rules.calendar",
    "tickets.rules.sla",
    "tickets.rules.worktime",
    "tui.backend",
    "tui.screens.board",
    "tui.screens.composer",
    "tui.screens.deciding",
    "tui.screens.departments",
    "tui.screens.dialogs",
    "tui.screens.every_act",
    "tui.screens.hand_over",
    "tui.screens.help",
    "tui.screens.picker",
    "tui.screens.places",
    "tui.screens.settings_view",
    "tui.screens.trouble",
    "tui.screens.writing",
    "tui.widgets.conversation",
    "tui.widgets.history",
    "tui.widgets.person",
}
"""What is imported when somebody wants it: the settings and the store by a thread, a screen by its key."""
_NOT_AT_THE_DESK = {
    "alembic",
    "apprise",
    "holidays",
    "mastodon",
    "numpy",
    "plotext",
    "sklearn",
    "sqlalchemy.dialects.postgresql",
    "tickets.desk.board",
    "tickets.desk.setup",
    "tickets.triage.routing",
}
"""What an opened desk does not hold: its store is a file and up to date, and nobody has reckoned or drawn anything."""


def loaded(program: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after this program."""
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\n{_LOADED}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(json.loads(done.stdout))


def test_the_first_picture_waits_for_no_settings_no_store_and_no_other_screen() -> None:
    modules = loaded(_FIRST_PICTURE)

    assert {"tui.screens.desk", "tickets.desk.rows"} <= modules
    assert not modules & (_SLOW | _FOR_LATER)


def test_no_screen_waits_for_the_store() -> None:
    modules = loaded(_EVERY_SCREEN)

    assert _FOR_LATER - {"tickets.config", "tui.backend"} <= modules, (
        "nobody imports what is said to come later"
    )
    assert not modules & (_SLOW | {"tickets.config", "tui.backend"})


def test_an_opened_desk_holds_no_migrations_no_holidays_and_no_trained_model(tmp_path: Path) -> None:
    with make_desk(tmp_path) as desk:
        receive(desk, mention("Wann öffnet das Bürgerbüro?", at=desk.now(), remote_id="1"))

    modules = loaded(_OPENED.format(config=str(tmp_path / "config.toml")))

    assert {"tickets.desk.views", "sqlalchemy.dialects.sqlite"} <= modules
    assert not modules & _NOT_AT_THE_DESK


def test_what_keys_do_is_ready_without_a_sheet_to_write_on() -> None:
    modules = loaded("import tui.screens.every_act")

    assert {"tui.screens.dialogs", "textual.widgets._input"} <= modules
    assert "textual.widgets._text_area" not in modules


def test_a_terminal_keeps_few_pages_of_the_store(tmp_path: Path) -> None:
    make_desk(tmp_path).close()
    settings = load(tmp_path / "config.toml", environ={})

    with Desk.open(settings, BRIDGE) as bridge, open_desk(settings, actor(settings, "kim")) as terminal:
        assert _cache_kib(terminal) < _cache_kib(bridge) / 4


def _cache_kib(desk: Desk) -> int:
    with desk.database.look() as connection:
        return -int(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())
