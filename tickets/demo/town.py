"""The whole demo: the world, its settings in a folder, and the bridge. It leaves nothing behind that nobody wants."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tickets.config import Settings, load
from tickets.demo.folder import require_new
from tickets.demo.prologue import play as play_prologue
from tickets.demo.service import Service
from tickets.demo.world import World
from tickets.desk import views
from tickets.desk.house import Desk, utc_now
from tickets.desk.people import BRIDGE

_BRIDGE_SECONDS = 15.0
_CALL_BACK_SECONDS = 10
"""With somebody at the desk; a demo without one is short, and shows answers too."""


@dataclass(frozen=True, slots=True)
class Town:
    """The demo while it runs."""

    world: World
    settings: Settings
    service: Service


@contextmanager
def town(kept: Path | None = None, *, prologue: bool = False) -> Iterator[Town]:
    """Start it all; the citizens write from here on. Raises TicketsError.

    kept: a folder for settings and store, which stays; it must be empty, because a new world knows no old posts.
    prologue: the office has worked already, and whoever opens the desk takes over.
    """
    if kept is not None:
        require_new(kept)
    with ExitStack() as stack:
        world = World().launch()
        stack.callback(world.stop)
        folder = kept or Path(
            stack.enter_context(
                # The bridge may have removed it already.
                tempfile.TemporaryDirectory(prefix="tickets-demo-", ignore_cleanup_errors=True)
            )
        )
        world.open()
        # The machine's own settings are not the demo's.
        delay = _CALL_BACK_SECONDS if prologue else 0
        file = world.settings(folder.absolute(), delay_seconds=delay)
        settings = load(file, environ={})
        if prologue:
            play_prologue(settings, utc_now())
        world.start()
        service = Service(file, keep=kept is not None)
        service.start()
        stack.callback(service.stop)
        yield Town(world, settings, service)


def await_bridge(settings: Settings, *, seconds: float = _BRIDGE_SECONDS) -> bool:
    """Wait until the bridge has given its first sign of life: a desk would say that it does not run."""
    until = time.monotonic() + seconds
    with Desk.open(settings, BRIDGE) as desk, closing(desk.changes()) as changes:
        while not desk.see(views.service).bridge_running:
            left = until - time.monotonic()
            if left <= 0:
                return False
            changes.wait(min(left, 1.0))
    return True
