"""The demo's bridge: a process of its own, as in an office; it ends with whoever started it."""

import subprocess
import sys
import threading
from pathlib import Path

from tickets.bridge import Bridge
from tickets.config import load

_END_SECONDS = 10.0
_LOG = "bridge.log"


class Service:
    """The bridge at work on these settings, from `start` to `stop`."""

    def __init__(self, settings: Path) -> None:
        self._settings = settings
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it, and do not wait."""
        with self._settings.with_name(_LOG).open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, in our own interpreter
                [sys.executable, "-P", "-m", __name__, str(self._settings)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                text=True,
                # Ctrl-C is for whoever started it; the bridge ends after them, with its input.
                start_new_session=True,
            )

    def stop(self) -> None:
        """End it, and wait until it has. Idempotent."""
        process, self._process = self._process, None
        if process is None:
            return
        with process:
            if process.stdin is not None:
                process.stdin.close()
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def main(file: Path) -> None:
    """Serve until standard input ends."""
    stop = threading.Event()

    def listen() -> None:
        sys.stdin.read()
        stop.set()

    threading.Thread(target=listen, name="input", daemon=True).start()
    with Bridge(load(file, environ={})) as bridge:
        bridge.run(stop)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
