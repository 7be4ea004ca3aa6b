"""The whole demo: the world, its settings in a temporary folder, and the bridge. It leaves nothing behind."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tickets.config import Settings, load
from tickets.demo.service import Service
from tickets.demo.world import World


@dataclass(frozen=True, slots=True)
class Town:
    """The demo while it runs."""

    world: World
    settings: Settings
    service: Service


@contextmanager
def town() -> Iterator[Town]:
    """Start it all; the citizens write from here on. Raises TicketsError."""
    with ExitStack() as stack:
        world = World().launch()
        stack.callback(world.stop)
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="tickets-demo-"))
        world.start()
        # The machine's own settings are not the demo's.
        settings = load(world.settings(Path(folder)), environ={})
        service = Service(Path(folder) / "config.toml")
        service.start()
        stack.callback(service.stop)
        yield Town(world, settings, service)
