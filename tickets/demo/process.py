"""Starting and ending the local server's process, and its folder with it."""

import contextlib
import importlib.util
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

from tickets.errors import TicketsError
from tickets.i18n import _

HOST = "127.0.0.1"

_START_SECONDS = 30.0
_END_SECONDS = 5.0
_MODULE = "tickets.demo.server"
_LOG = "server.log"


class ServerProcess:
    """The local server, on a free port of this machine, with its data in a temporary folder.

    A process of its own, because a server in ours would take the interpreter away from the screens.
    """

    def __init__(self, tokens: Mapping[str, str]) -> None:
        self._tokens = tokens
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._process: subprocess.Popen[str] | None = None

    @property
    def folder(self) -> Path | None:
        """Where all its data is; None while there is none."""
        return Path(self._folder.name) if self._folder else None

    @property
    def pid(self) -> int | None:
        """Its process; None while there is none."""
        return self._process.pid if self._process else None

    def launch(self) -> None:
        """Begin to start it, without waiting. Idempotent. Raises TicketsError where it is not installed."""
        if self._process is not None:
            return
        if importlib.util.find_spec("mastodon_mock") is None:
            raise TicketsError(
                _("The demo needs a local Mastodon server, and it is not installed"),
                _("Run `pip install 'mastodon-tickets[demo]'`"),
            )
        self._folder = tempfile.TemporaryDirectory(prefix="tickets-demo-", ignore_cleanup_errors=True)
        with (Path(self._folder.name) / _LOG).open("w", encoding="utf-8") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, in our own interpreter
                # -P: not a folder of the same name that happens to lie here.
                [sys.executable, "-P", "-m", _MODULE, self._folder.name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                # Ctrl-C is for whoever started it; the server ends after them, with its input.
                start_new_session=True,
            )

    def start(self) -> int:
        """Start it and wait until it takes requests: its port. Raises TicketsError."""
        self.launch()
        port = self._await_port()
        if port is None:
            reason = self._last_words()
            self.stop()
            raise TicketsError(
                _("The demo's server did not start: {reason}").format(reason=reason),
                _("Install the extra `demo` again, then try once more"),
            )
        return port

    def stop(self) -> None:
        """End it and remove its folder. Idempotent."""
        process, self._process = self._process, None
        folder, self._folder = self._folder, None
        try:
            if process is not None:
                _end(process)
        finally:
            if folder is not None:
                folder.cleanup()

    def _await_port(self) -> int | None:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return None
        too_late = threading.Timer(_START_SECONDS, process.kill)
        too_late.start()
        try:
            process.stdin.write(json.dumps(dict(self._tokens)) + "\n")
            process.stdin.flush()
            return int(process.stdout.readline())
        except (BrokenPipeError, ValueError):
            return None
        finally:
            too_late.cancel()
            too_late.join()

    def _last_words(self) -> str:
        if self.folder is None:
            return ""
        lines = (self.folder / _LOG).read_text(encoding="utf-8", errors="replace").splitlines()
        return next((line.strip() for line in reversed(lines) if line.strip()), _("it gave no reason"))


def _end(process: subprocess.Popen[str]) -> None:
    with process:  # closes its pipes; the server ends with its input
        if process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):  # it has ended already
                process.stdin.close()
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
