"""A real terminal: a program in a pseudo-terminal, its screen kept by an emulator (pyte), keys typed into it."""

import codecs
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pyte

from tests.support.waiting import until

_PATIENCE = 40.0


class RealTerminal:
    """A program on a screen of this many columns and lines."""

    def __init__(self, process: subprocess.Popen[bytes], master: int, columns: int, lines: int) -> None:
        self.process = process
        self._master = master
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._lock = threading.Lock()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def text(self) -> str:
        """All that is on the screen."""
        with self._lock:
            return "\n".join(line.rstrip() for line in self._screen.display)

    def type(self, keys: str) -> None:
        """Type these keys, as bytes of a terminal."""
        os.write(self._master, keys.encode())

    def await_text(self, *wanted: str) -> str:
        """The screen, as soon as it shows all of this."""

        def shown() -> str:
            text = self.text
            return text if all(each in text for each in wanted) else ""

        try:
            return until(shown, seconds=_PATIENCE, what=f"{wanted} on screen")
        except AssertionError:
            raise AssertionError(f"{wanted} did not come on screen, which shows:\n{self.text}") from None

    def _read(self) -> None:
        while True:
            try:
                ready, _, _ = select.select([self._master], [], [], 0.5)
                piece = os.read(self._master, 65536) if ready else None
            except OSError:
                return
            if piece == b"":
                return
            if piece:
                with self._lock:
                    self._stream.feed(self._decoder.decode(piece))


@contextmanager
def real_terminal(
    command: Sequence[str], *, columns: int, lines: int, environ: Mapping[str, str]
) -> Iterator[RealTerminal]:
    """Run a program in a terminal of its own for the time of a `with`; it is ended afterwards."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=dict(environ), start_new_session=True
    )
    os.close(slave)
    try:
        yield RealTerminal(process, master, columns, lines)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
        os.close(master)
