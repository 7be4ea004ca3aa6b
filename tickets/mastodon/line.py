"""The open stream: read as it comes, and cut off by another thread."""

import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress

import requests
from mastodon import StreamListener

from tickets.mastodon.entity import Malformed

_CHUNK = 65_536


class NoEventStream(Malformed):
    """The server answered, but not with a stream of events."""


class Line:
    """Holds the answer that is being read, so that `cut` can end it. Once cut, it stays cut."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._response: requests.Response | None = None
        self._cut = False

    @property
    def is_cut(self) -> bool:
        """Whether somebody hung up."""
        return self._cut

    @contextmanager
    def holding(self, response: requests.Response) -> Generator[None]:
        """While this answer is being read."""
        with self._lock:
            self._response = response
            if self._cut:
                _shut(response)
        try:
            yield
        finally:
            with self._lock:
                self._response = None

    def cut(self) -> None:
        """End the reading at once. `close` alone would wait as long as the server is silent."""
        with self._lock:
            self._cut = True
            if self._response is not None:
                _shut(self._response)


class Reader(StreamListener):
    """Mastodon.py opens the stream; reading it is ours (see `events`)."""

    def __init__(self, line: Line, read: Callable[[Iterable[bytes]], None]) -> None:
        super().__init__()
        self._line = line
        self._read = read

    def handle_stream(self, response: requests.Response) -> None:
        """Read until it ends. Raises NoEventStream, and what the connection raises."""
        # Some servers answer any address with a page.
        if not response.headers.get("Content-Type", "").lower().startswith("text/event-stream"):
            raise NoEventStream("stream")
        with self._line.holding(response):
            self._read(_chunks(response))


def _chunks(response: requests.Response) -> Iterator[bytes]:
    """What has come so far, whenever something has; requests' `iter_content` waits, or goes byte by byte."""
    while chunk := response.raw.read1(_CHUNK):
        yield chunk


def _shut(response: requests.Response) -> None:
    with suppress(ValueError, RuntimeError, OSError):
        response.raw.shutdown()
