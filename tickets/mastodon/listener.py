"""Listens to one account's stream, supervised: whatever ends it, it is opened again, and nothing is lost.

Two threads: one holds the stream, in Mastodon.py's blocking call; the other (`drain`) takes in what comes, and
catches up whenever the stream stands anew or cannot be had. What changes is said once, not at every try.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum

from tickets.desk.house import utc_now
from tickets.errors import Gone, Refused, ServerError, Temporary, Unauthorized
from tickets.i18n import _
from tickets.mastodon.catchup import CatchUp
from tickets.mastodon.client import Client
from tickets.mastodon.drain import Drain
from tickets.mastodon.handover import Inlet
from tickets.mastodon.pace import Backoff

log = logging.getLogger(__name__)

_SETTLED = timedelta(seconds=30)
"""A stream that stood for so long was no failure: the next try comes soon."""


class StreamState(StrEnum):
    """How an account's listener is."""

    CONNECTING = "connecting"
    STREAMING = "streaming"
    POLLING = "polling"
    """The server has no stream for us; catching up every few minutes does it."""
    DOWN = "down"
    """The stream is lost, it is tried again; catching up goes on where the server answers."""
    UNAUTHORIZED = "unauthorized"
    STOPPED = "stopped"


_LEVELS = {
    StreamState.STREAMING: logging.INFO,
    StreamState.POLLING: logging.INFO,
    StreamState.DOWN: logging.WARNING,
    StreamState.UNAUTHORIZED: logging.ERROR,
}
"""What is worth a line in the log."""


class Listener:
    """One account's ear.

    client: for the stream; catchup: with a client of its own. report: told of each change of state, with one
    line for a person or "". catchup_seconds: the longest time between two catch-ups while the stream stands;
    poll_seconds: while it does not; spacing: the shortest. read_timeout: seconds of silence after which a stream
    is lost. rarely: seconds between tries where trying often is no use. stopping: its `wait` is how it pauses,
    and to set it is how `stop` begins.
    """

    def __init__(
        self,
        client: Client,
        catchup: CatchUp,
        inlet: Inlet,
        *,
        report: Callable[[StreamState, str], None],
        catchup_seconds: float = 300.0,
        poll_seconds: float = 60.0,
        spacing: float = 10.0,
        read_timeout: float = 60.0,
        rarely: float = 300.0,
        now: Callable[[], datetime] = utc_now,
        stopping: threading.Event | None = None,
    ) -> None:
        self.account = client.name
        self._client = client
        self._report = report
        self._catchup_seconds = catchup_seconds
        self._poll_seconds = poll_seconds
        self._read_timeout = read_timeout
        self._rarely = rarely
        self._now = now
        self._stopping = stopping or threading.Event()
        self._drain = Drain(
            catchup,
            inlet,
            interval=poll_seconds,
            spacing=spacing,
            on_trouble=self._troubled,
            stopping=self._stopping,
        )
        self._backoff = Backoff()
        self._opened_at: datetime | None = None
        self._lock = threading.Lock()
        self._state: StreamState | None = None
        self._detail = ""
        self._trouble = ""
        self._logged: StreamState | None = None
        self._published: tuple[StreamState, str] | None = None
        self._threads = [
            threading.Thread(target=work, name=f"{name}:{self.account}", daemon=True)
            for name, work in (("stream", self._listen), ("drain", self._drain.run))
        ]

    def start(self) -> None:
        """Begin, in threads of its own. Once: a second call does nothing, nor does one after `stop`."""
        with self._lock:
            if self._state is not None:
                return
            self._state = StreamState.CONNECTING
        self._publish()
        for thread in self._threads:
            thread.start()

    def stop(self, timeout: float = 10.0) -> bool:
        """End, from any thread and as often as one likes; whether it ended within `timeout` seconds.

        What waits is still taken in. A request under way is not interrupted, but an open stream is.
        """
        self._stopping.set()
        self._client.hang_up()
        self._drain.stop()
        end = time.monotonic() + timeout
        running = [t for t in self._threads if t.is_alive() and t is not threading.current_thread()]
        for thread in running:
            thread.join(max(end - time.monotonic(), 0.0))
        self._say(StreamState.STOPPED)
        return not any(thread.is_alive() for thread in running)

    def _listen(self) -> None:
        """The stream's thread: one try after the other; each says how long to wait."""
        while not self._stopping.is_set():
            self._stopping.wait(self._attempt())
        self._client.close()

    def _attempt(self) -> float:
        """Verify, listen until it ends, say what became of it. The pause until the next try, in seconds."""
        try:
            self._client.verify()
            return self._stream()
        except Unauthorized as error:
            self._say(StreamState.UNAUTHORIZED, str(error))
            return self._rarely
        except Temporary as error:
            self._say(StreamState.DOWN, str(error))
            return self._backoff.next(error.retry_after)
        except ServerError as error:
            self._say(StreamState.DOWN, str(error))
            return self._rarely
        except Exception as error:
            log.error("%s: the stream ended (%s)", self.account, type(error).__name__)
            self._say(StreamState.DOWN, _("The stream ended in a way that nobody foresaw."))
            return self._backoff.next()

    def _stream(self) -> float:
        if self._client.instance().streaming_url is None:
            return self._poll(_("The server streams no events."))
        self._opened_at = None
        try:
            self._client.stream(
                self._drain.put,
                on_open=self._opened,
                on_broken=self._broken,
                timeout=self._read_timeout,
            )
        except (Gone, Refused) as error:
            return self._poll(str(error))
        except Unauthorized as error:
            # The stream may refuse a token that holds elsewhere: only REST can tell.
            self._client.verify()
            return self._poll(str(error))
        finally:
            self._settle()
        # A stream that ends is no failure: servers restart. But it is not opened again in the same moment.
        self._say(StreamState.CONNECTING)
        return self._backoff.next()

    def _poll(self, reason: str) -> float:
        self._say(StreamState.POLLING, reason)
        return self._rarely

    def _opened(self) -> None:
        self._opened_at = self._now()
        self._say(StreamState.STREAMING)

    def _broken(self, what: str) -> None:
        """An event is lost: catch-up brings what it told of, if that was a mention."""
        log.debug("%s: an event cannot be read (%s)", self.account, what)
        self._drain.catch_up_soon()

    def _settle(self) -> None:
        if self._opened_at is not None and self._now() - self._opened_at >= _SETTLED:
            self._backoff.reset()

    def _troubled(self, what: str) -> None:
        with self._lock:
            self._trouble = what
        self._publish()

    def _say(self, state: StreamState, detail: str = "") -> None:
        with self._lock:
            ended = self._stopping.is_set() and state is not StreamState.STOPPED
            if ended or (state, detail) == (self._state, self._detail):
                return
            fresh = state is not self._state
            self._state, self._detail = state, detail
            if state in _LEVELS and state is not self._logged:
                self._logged = state
                log.log(_LEVELS[state], "%s: %s%s", self.account, state, f": {detail}" if detail else "")
        self._publish()
        if fresh:
            self._pace(state)

    def _pace(self, state: StreamState) -> None:
        if state is StreamState.STREAMING:
            self._drain.every(self._catchup_seconds)
            self._drain.catch_up_soon()
        elif state in (StreamState.POLLING, StreamState.DOWN):
            self._drain.every(self._poll_seconds)
            self._drain.catch_up_soon()

    def _publish(self) -> None:
        with self._lock:
            # Stream and store may be in trouble for one and the same reason.
            words = dict.fromkeys(filter(None, (self._detail, self._trouble)))
            news = (self._state, " ".join(words)) if self._state is not None else None
            if news is None or news == self._published:
                return
            self._published = news
        # Reporting goes to the store, which may be what is in trouble; then the next change is reported.
        with suppress(Exception):
            self._report(*news)


def stream_state_word(state: StreamState) -> str:
    """The state in the reader's language."""
    return {
        StreamState.CONNECTING: _("connecting"),
        StreamState.STREAMING: _("listening"),
        StreamState.POLLING: _("looking every few minutes"),
        StreamState.DOWN: _("interrupted"),
        StreamState.UNAUTHORIZED: _("not signed in"),
        StreamState.STOPPED: _("stopped"),
    }[state]
