"""The demo's bridge: a process of its own, as in an office; it ends with whoever started it.

Whoever started it may have been ended without a chance to tidy up, with the terminal for example. Then the bridge takes
the demo's folder with it, unless that is to be kept.
"""

import contextlib
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from tickets import i18n
from tickets.bridge import Bridge
from tickets.config import load

_END_SECONDS = 10.0
_LOG = "bridge.log"
_ORDERLY = "end\n"
"""Said before standard input ends by a program that tidies up by itself."""
_KEEP = "--keep"


class Service:
    """The bridge at work on these settings, from `start` to `stop`."""

    def __init__(self, settings: Path, *, keep: bool = False) -> None:
        """keep: the folder of the settings stays, however the demo ends."""
        self._settings = settings
        self._keep = keep
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it, and do not wait."""
        with self._settings.with_name(_LOG).open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, in our own interpreter
                [sys.executable, "-P", "-m", __name__, str(self._settings), *([_KEEP] if self._keep else [])],
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
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.write(_ORDERLY)
                    process.stdin.close()
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def main(file: Path, *, keep: bool) -> None:
    """Serve until standard input ends."""
    stop, orderly = threading.Event(), threading.Event()

    def listen() -> None:
        if sys.stdin.read() == _ORDERLY:
            orderly.set()
        stop.set()

    threading.Thread(target=listen, name="input", daemon=True).start()
    try:
        settings = load(file, environ={})
        # What it writes down, a reason why a reply failed for example, is read at the desk.
        i18n.use(settings.language)
        with Bridge(settings) as bridge:
            bridge.run(stop)
    finally:
        if stop.is_set() and not (keep or orderly.is_set()):
            shutil.rmtree(file.parent, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), keep=_KEEP in sys.argv)
