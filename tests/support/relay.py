"""Stands between our program and a server: passes everything on, and loses what a test tells it to lose.

What a server did is one thing, what its client learns of it another. Here the two come apart as they do on a
real network: a request that never arrives, an answer that never returns, a server that is away for a while.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from enum import Enum, auto
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.support.raw_server import PATIENCE, Request

_HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "date", "server"})


class Fate(Enum):
    """What becomes of a request."""

    LOSE_REQUEST = auto()
    """The connection breaks off before the server has heard of it."""
    LOSE_ANSWER = auto()
    """The server does it, and the connection breaks off before it can say so."""
    KEEP_ANSWER = auto()
    """The server does it, and its answer is never heard: the connection stays open and silent."""


class Relay:
    """The way to the server at `upstream`. `url` is where our program finds it."""

    def __init__(self, upstream: str) -> None:
        self.upstream = urlsplit(upstream).netloc
        self.turned_away = 0
        """How often somebody came while the server was away."""
        self.ended = threading.Event()
        self._lock = threading.Lock()
        self._requests: list[Request] = []
        self._fates: dict[tuple[str, str], list[Fate]] = {}
        self._is_away = False
        self._server = _Server(self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="relay", daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """The address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def lose(self, method: str, path: str, *fates: Fate) -> None:
        """Let the next such requests have these fates, one after the other; those after them pass."""
        with self._lock:
            self._fates.setdefault((method, path), []).extend(fates)

    @property
    def requests(self) -> list[Request]:
        """What was asked so far, whatever became of it."""
        with self._lock:
            return list(self._requests)

    def asked(self, method: str, path: str) -> list[Request]:
        """What of it was asked at this path."""
        return [request for request in self.requests if (request.method, request.path) == (method, path)]

    def go_away(self) -> None:
        """From now on the server cannot be reached; what is open breaks off."""
        with self._lock:
            self._is_away = True
        self._server.break_off()

    def come_back(self) -> None:
        """The server can be reached again."""
        with self._lock:
            self._is_away = False

    def fate(self, request: Request) -> Fate | None:
        """What becomes of this request; None where it simply passes."""
        with self._lock:
            self._requests.append(request)
            if self._is_away:
                self.turned_away += 1
                return Fate.LOSE_REQUEST
            fates = self._fates.get((request.method, request.path))
            return fates.pop(0) if fates else None

    def close(self) -> None:
        """End, and let go of whoever waits."""
        self.ended.set()
        self._server.shutdown()
        self._server.break_off()
        self._server.server_close()
        self._thread.join(PATIENCE)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, relay: Relay) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.relay = relay
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()

    def hold(self, connection: socket.socket) -> None:
        """Remember an open connection."""
        with self._lock:
            self._open.add(connection)

    def let_go(self, connection: socket.socket) -> None:
        """Forget a connection."""
        with self._lock:
            self._open.discard(connection)

    def break_off(self) -> None:
        """End all open connections."""
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever hangs up is no concern of ours."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    connection: socket.socket

    def setup(self) -> None:
        super().setup()
        self.server.hold(self.connection)

    def finish(self) -> None:
        self.server.let_go(self.connection)
        with suppress(OSError):
            super().finish()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def _relay(self) -> None:
        self.close_connection = True
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        fate = self.server.relay.fate(self._request(body))
        if fate is Fate.LOSE_REQUEST:
            self._reset()
            return
        with closing(HTTPConnection(self.server.relay.upstream, timeout=PATIENCE * 3)) as upstream:
            upstream.request(self.command, self.path, body, dict(self.headers.items()))
            answer = upstream.getresponse()
            if fate is None:
                self._pass(answer)
                return
            answer.read()
        if fate is Fate.KEEP_ANSWER:
            self.server.relay.ended.wait(PATIENCE * 3)
        self._reset()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _relay

    def _request(self, body: bytes) -> Request:
        url = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Request(self.command, url.path, parse_qs(url.query), headers, body)

    def _pass(self, answer: HTTPResponse) -> None:
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        with suppress(OSError, HTTPException):
            while piece := answer.read1():
                self.wfile.write(piece)

    def _reset(self) -> None:
        # With a linger of zero, closing sends RST.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


@contextmanager
def relay(upstream: str) -> Iterator[Relay]:
    """A relay for the time of a `with`."""
    running = Relay(upstream)
    try:
        yield running
    finally:
        running.close()
