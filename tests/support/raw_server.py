"""A small HTTP server on 127.0.0.1 that sends exactly the bytes a test tells it to, and remembers who asked.

Answers are scripts: pieces of bytes, and pauses in which the connection is held open. A path's answers are
given one after the other; the last one stays. Whoever asks elsewhere gets a 404, as Mastodon gives it.
"""

import json
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs, urlsplit

PATIENCE = 10.0
"""Seconds after which a test that waits for something has failed."""

HEARTBEAT: Final = b":thump\n\n"
WELCOME: Final = b":)\n"
"""What Mastodon's streaming server says first."""


class Hold:
    """A pause in an answer: the connection stays open and silent until somebody lets go, or the end."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def let_go(self) -> None:
        """Send what comes after the pause."""
        self._event.set()

    def wait(self) -> None:
        """Until somebody lets go."""
        self._event.wait(PATIENCE * 3)


class Reset:
    """The connection breaks off, without the end that was promised (TCP RST)."""


Piece = bytes | Hold | Reset
Script = Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def form(self) -> Mapping[str, list[str]]:
        """The fields of a form."""
        return parse_qs(self.body.decode())


def answer(
    body: object = None, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> list[Piece]:
    """A whole answer in JSON; bytes go as they are."""
    payload = body if isinstance(body, bytes) else json.dumps(body).encode()
    fields = {"Content-Type": "application/json", "Content-Length": str(len(payload)), **(headers or {})}
    return [_head(status, fields) + payload]


def error(status: int, said: str = "", headers: Mapping[str, str] | None = None) -> list[Piece]:
    """An error as Mastodon's API words it."""
    return answer({"error": said}, status=status, headers=headers)


def stream(*pieces: Piece, chunked: bool = True, content_type: str = "text/event-stream") -> list[Piece]:
    """A stream of events that ends cleanly after the last piece: in chunks, or when the connection closes."""
    fields = {"Content-Type": content_type}
    if not chunked:
        return [_head(200, fields), *pieces]
    framed = [_chunk(piece) if isinstance(piece, bytes) else piece for piece in pieces]
    return [_head(200, fields | {"Transfer-Encoding": "chunked"}), *framed, b"0\r\n\r\n"]


def event(name: str, data: object) -> bytes:
    """An event as Mastodon frames it; texts go as they are, everything else as JSON."""
    text = data if isinstance(data, str) else json.dumps(data)
    return f"event: {name}\ndata: {text}\n\n".encode()


def _head(status: int, fields: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    return "\r\n".join((*lines, "", "")).encode("latin-1")


def _chunk(piece: bytes) -> bytes:
    return f"{len(piece):x}\r\n".encode() + piece + b"\r\n"


@dataclass
class RawServer:
    """The server. `url` is its address; `requests` what was asked of it so far."""

    requests: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._answers: dict[str, list[Script]] = {}
        self._changed = threading.Condition()
        self._holds: list[Hold] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._closing = False
        self._thread = threading.Thread(target=self._accept, name="raw server", daemon=True)
        self._thread.start()

    @property
    def host(self) -> str:
        """`127.0.0.1:PORT`."""
        return f"127.0.0.1:{self._socket.getsockname()[1]}"

    @property
    def url(self) -> str:
        """The address."""
        return f"http://{self.host}"

    def on(self, path: str, *scripts: Script) -> None:
        """From now on, answer so at this path: one after the other, and then the last one for good."""
        with self._changed:
            self._answers[path] = list(scripts)
            self._holds += [piece for script in scripts for piece in script if isinstance(piece, Hold)]

    def asked(self, path: str) -> list[Request]:
        """What was asked at this path so far."""
        with self._changed:
            return [request for request in self.requests if request.path == path]

    def wait_for(self, path: str, count: int = 1) -> list[Request]:
        """What was asked at this path, as soon as it is so often. Fails where that takes too long."""
        with self._changed:
            enough = self._changed.wait_for(lambda: len(self._of(path)) >= count, timeout=PATIENCE)
            assert enough, f"{path} was asked {len(self._of(path))} times, not {count}"
            return self._of(path)

    def close(self) -> None:
        """End: nobody is answered any more, and whoever is held is let go."""
        self._closing = True
        for hold in self._holds:
            hold.let_go()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in (self._thread, *self._threads):
            thread.join(PATIENCE)

    def _of(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    def _accept(self) -> None:
        while not self._closing:
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            request = _read(connection)
            if request is None:
                return
            with self._changed:
                self.requests.append(request)
                script = self._script(request.path)
                self._changed.notify_all()
            for piece in script:
                if isinstance(piece, Reset):
                    # With a linger of zero, closing sends RST.
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    return
                if isinstance(piece, Hold):
                    piece.wait()
                else:
                    connection.sendall(piece)

    def _script(self, path: str) -> Script:
        scripts = self._answers.get(path)
        if not scripts:
            return error(404, "Record not found")
        return scripts.pop(0) if len(scripts) > 1 else scripts[0]


def _read(connection: socket.socket) -> Request | None:
    """The next request; None where the connection ends before one is complete."""
    with connection.makefile("rb") as lines:
        first = lines.readline().decode("latin-1").split()
        if len(first) != 3:
            return None
        headers: dict[str, str] = {}
        while (line := lines.readline().decode("latin-1").strip()) != "":
            name, _colon, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        body = lines.read(int(headers.get("content-length", "0")))
    url = urlsplit(first[1])
    return Request(first[0], url.path, parse_qs(url.query), headers, body)


@contextmanager
def raw_server() -> Iterator[RawServer]:
    """A server for the time of a `with`."""
    server = RawServer()
    try:
        yield server
    finally:
        server.close()
