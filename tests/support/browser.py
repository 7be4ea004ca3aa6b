"""A real browser, headless, that can reach nothing: whatever it asks for ends at a proxy that refuses it."""

import json
import shutil
import socket
import struct
import subprocess
import threading
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

QUIET = (
    "--headless=new",
    # Tests run as root too, where Chromium's sandbox does not.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--hide-scrollbars",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
_BY_ITSELF = "not an origin"
"""Who asked, in the browser's log, where no page did."""

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Visit:
    """What a page looked like, and what it asked for."""

    screenshot: bytes
    """PNG."""
    requests: frozenset[str]
    """Addresses that the page asked for, by the browser's own log; its own updates are not the page's."""

    def colours(self) -> "Counter[Colour]":
        """How many pixels of each colour."""
        return colours(self.screenshot)


def find() -> str | None:
    """The browser on this machine; None where there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def visit(browser: str, page: Path, *, width: int = 320, height: int = 240, dark: bool = False) -> Visit:
    """Open this file, look at it, and close it again."""
    folder = page.parent / f"{page.stem}-{'dark' if dark else 'light'}"
    folder.mkdir()
    screenshot, log = folder / "screenshot.png", folder / "log.json"
    with refusal() as port:
        subprocess.run(
            [
                browser,
                *QUIET,
                f"--proxy-server=http://127.0.0.1:{port}",
                f"--user-data-dir={folder / 'profile'}",
                f"--window-size={width},{height}",
                f"--blink-settings=preferredColorScheme={0 if dark else 1}",
                f"--screenshot={screenshot}",
                f"--log-net-log={log}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=90,
        )
    return Visit(screenshot.read_bytes(), asked_for(log))


def colours(png: bytes) -> "Counter[Colour]":
    """How many pixels of each colour a screenshot has."""
    return Counter(_pixels(png))


def asked_for(log: Path) -> frozenset[str]:
    """The addresses that pages asked for, by the log of a browser that has ended."""
    events = json.loads(log.read_text(encoding="utf-8"))["events"]
    assert events, "the browser logged nothing"
    told = [event["params"] for event in events if isinstance(event.get("params"), dict)]
    return frozenset(each["url"] for each in told if each.get("initiator", _BY_ITSELF) != _BY_ITSELF)


@contextmanager
def refusal() -> Iterator[int]:
    """A proxy on this machine that lets nothing through; its port."""
    server = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_refuse, args=(server,))
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(30)


def _refuse(server: socket.socket) -> None:
    while True:
        try:
            connection, _address = server.accept()
        except OSError:
            return
        # Whoever asked may be gone by now.
        with connection, suppress(OSError):
            connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def _pixels(png: bytes) -> Iterator[Colour]:
    """The pixels of a PNG of eight bits a channel, not interlaced: what browsers write."""
    width, height, depth, kind, _compression, _filter, interlaced = struct.unpack(">IIBBBBB", png[16:29])
    assert (depth, interlaced) == (8, 0)
    size = {2: 3, 6: 4}[kind]
    raw = zlib.decompress(b"".join(data for name, data in _chunks(png) if name == b"IDAT"))
    above = bytearray(width * size)
    for row in range(height):
        start = row * (width * size + 1)
        line = bytearray(raw[start + 1 : start + 1 + width * size])
        _unfilter(raw[start], line, above, size)
        yield from zip(line[0::size], line[1::size], line[2::size], strict=True)
        above = line


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _unfilter(method: int, line: bytearray, above: bytearray, size: int) -> None:
    """Undo the filter of a line (PNG specification, 9.2)."""
    for place in range(len(line)):
        left = line[place - size] if place >= size else 0
        corner = above[place - size] if place >= size else 0
        predicted = {0: 0, 1: left, 2: above[place], 3: (left + above[place]) // 2}.get(method)
        if predicted is None:
            predicted = _paeth(left, above[place], corner)
        line[place] = (line[place] + predicted) & 0xFF


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))
