"""A program in a pseudo-terminal, watched from outside: when does its screen say something, how much does it hold?"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

COLUMNS, LINES = 140, 45
_PATIENCE_SECONDS = 60.0
_QUIET_SECONDS = 0.08
"""A screen that says nothing for so long has been drawn."""


class Watched:
    """A program that has just been started."""

    def __init__(self, process: subprocess.Popen[bytes], master: int, begun: float) -> None:
        self._process = process
        self._master = master
        self._begun = begun
        self._said = b""
        """What came since it was last asked for."""

    def seconds_until(self, wanted: bytes) -> float:
        """How long after its start the program has written this."""
        self._read_until(lambda: wanted in self._said)
        return time.perf_counter() - self._begun

    def rest(self) -> None:
        """Wait until nothing is drawn any longer, and forget what was."""
        while select.select([self._master], [], [], _QUIET_SECONDS)[0]:
            self._said = b""
            self._read(0)
        self._said = b""

    def press(self, key: bytes) -> None:
        """Press a key on a screen at rest; `paint` and `seconds_until_any` count from here."""
        self.rest()
        self._begun = time.perf_counter()
        os.write(self._master, key)

    def paint(self) -> float:
        """How long after the key the program has drawn anything."""
        self._read_until(lambda: self._said)
        return time.perf_counter() - self._begun

    def seconds_until_any(self, pattern: re.Pattern[bytes]) -> float:
        """How long after the key something like this was written."""
        self._read_until(lambda: pattern.search(self._said))
        return time.perf_counter() - self._begun

    @property
    def peak_mib(self) -> float:
        """The most memory it ever held (Linux: VmHWM, proc(5))."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        peak = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
        assert peak is not None
        return int(peak[1]) / 1024

    def _read_until(self, condition: Callable[[], object]) -> None:
        latest = time.perf_counter() + _PATIENCE_SECONDS
        while not condition():
            if time.perf_counter() > latest:
                raise TimeoutError(f"the program does not say it; its last words: {self._said[-200:]!r}")
            self._read(_QUIET_SECONDS)

    def _read(self, seconds: float) -> None:
        """What comes within so many seconds, at the longest."""
        if select.select([self._master], [], [], seconds)[0]:
            self._said += os.read(self._master, 65536)


@contextmanager
def watched(command: Sequence[str]) -> Iterator[Watched]:
    """Start a program in a terminal of its own; it is ended afterwards. What it started with is not counted."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    environ = {**os.environ, "TERM": "xterm-256color", "TICKETS_LANGUAGE": "en"}
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environ, start_new_session=True
    )
    os.close(slave)
    try:
        yield Watched(process, master, begun)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(master)
