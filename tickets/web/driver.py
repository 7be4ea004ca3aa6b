"""How the desk's process speaks with the server that started it: as textual-serve has it, and never without it.

Textual finds this driver by the name in TEXTUAL_DRIVER. It runs in the desk's own process.
"""

import os
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO, TextIO

from textual import messages
from textual.app import App
from textual.drivers.web_driver import WebDriver

LINGER_SECONDS = 2.5
"""How long the desk goes on when its browser has gone: longer than it takes to keep what was typed last."""
PATIENCE_SECONDS = 10.0
"""How long after that its process may take to end by itself."""


class DeskDriver(WebDriver):
    """Ends the desk when nobody is at the other end, and hands no files or addresses over."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._going = False
        self._write_out = self._write
        self._write = partial(self._write_if_heard)

    def _write_if_heard(self, data: bytes) -> int:
        """A server that has gone hears nothing any longer; that is no reason to lose what was typed."""
        try:
            return self._write_out(data)
        except BrokenPipeError:
            self._go()
            return len(data)

    def run_input_thread(self) -> None:
        """Until the server has gone, however it went: it is the other end of our standard input."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._go()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """What the server says beside the keys."""
        if packet_type == "quit":
            self._go()
        elif packet_type in {"resize", "focus", "blur", "exit"}:
            super().on_meta(packet_type, payload)

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Nothing the desk shows opens a page by itself."""

    def deliver_binary(self, binary: BinaryIO | TextIO, **_about: object) -> None:
        """The desk hands over no files; whoever adds one must say here which."""
        binary.close()

    def _go(self) -> None:
        """Leave, when what was typed is kept; and in any case."""
        if self._going:
            return
        self._going = True
        _later(LINGER_SECONDS, self._exit)
        _later(LINGER_SECONDS + PATIENCE_SECONDS, _die)

    def _exit(self) -> None:
        self._app.post_message(messages.ExitApp())


def _later(seconds: float, act: Callable[[], None]) -> None:
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()


def _die() -> None:
    os._exit(1)
