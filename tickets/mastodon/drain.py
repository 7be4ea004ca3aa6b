"""Takes in what the stream brings, all that waits at once, and catches up when it is time.

One thread, with a client of its own; the stream's thread only fills the queue. Nothing in it is lost while
the process lives: where the store does not answer, the batch waits. What is lost with the process, catch-up
finds again, because only catch-up moves the cursor.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence

from tickets.desk.arrivals import Change
from tickets.errors import Temporary, TicketsError, Unauthorized
from tickets.i18n import _
from tickets.mastodon.catchup import CatchUp
from tickets.mastodon.handover import Inlet, hand_over, with_ancestors
from tickets.mastodon.pace import Backoff

log = logging.getLogger(__name__)

_MOST_AT_ONCE = 500
_TOKEN_PAUSE = 300.0


class _Stopped(Exception):
    """Ends a catch-up between two pages."""


class Drain:
    """The second half of a listener.

    interval: the longest time between two catch-ups, see `every`; spacing: the shortest, however often somebody
    asks.
    on_trouble: told in one line what keeps posts from being taken in, and "" when nothing does any longer.
    stopping: set to end it; its `wait` is how it pauses.
    """

    def __init__(
        self,
        catchup: CatchUp,
        inlet: Inlet,
        *,
        interval: float = 300.0,
        spacing: float = 10.0,
        on_trouble: Callable[[str], None] = lambda _what: None,
        stopping: threading.Event | None = None,
    ) -> None:
        self._catchup = catchup
        self._client = catchup.client
        self._inlet = inlet
        self._interval = interval
        self._spacing = spacing
        self._on_trouble = on_trouble
        self._stopping = stopping or threading.Event()
        self._queue: queue.SimpleQueue[Change | None] = queue.SimpleQueue()
        self._backoff = Backoff()
        self._lock = threading.Lock()
        self._wanted = False
        self._not_before = time.monotonic()
        self._at_latest = time.monotonic() + interval
        self._troubles: dict[str, str] = {}

    def put(self, change: Change) -> None:
        """Take this in soon; from any thread, never waits."""
        self._queue.put(change)

    def catch_up_soon(self) -> None:
        """Catch up as soon as it may be done again; from any thread, never waits."""
        with self._lock:
            self._wanted = True
        self._queue.put(None)

    def every(self, seconds: float) -> None:
        """From now on, catch up at least so often; from any thread, never waits."""
        with self._lock:
            self._interval = seconds
            self._at_latest = min(self._at_latest, time.monotonic() + seconds)
        self._queue.put(None)

    def stop(self) -> None:
        """Take in what waits, then let `run` end; from any thread, as often as one likes."""
        self._stopping.set()
        self._queue.put(None)

    def run(self) -> None:
        """Work until stopped. Raises nothing."""
        while not self._stopping.is_set():
            self._take(self._next_batch())
            if self._until_due() <= 0.0 and not self._stopping.is_set():
                self._catch_up()
        while rest := self._waiting():
            self._take(rest)
        self._client.close()

    def _next_batch(self) -> list[Change]:
        """All that waits, as soon as something does; empty when it is time for something else."""
        try:
            first = self._queue.get(timeout=max(self._until_due(), 0.0))
        except queue.Empty:
            return []
        return ([] if first is None else [first]) + self._waiting()

    def _waiting(self) -> list[Change]:
        found: list[Change] = []
        while len(found) < _MOST_AT_ONCE:
            try:
                change = self._queue.get_nowait()
            except queue.Empty:
                break
            if change is not None:
                found.append(change)
        return found

    def _take(self, batch: Sequence[Change]) -> None:
        """Hand the batch over, however long the store takes to come back; when stopped, one try."""
        backoff = Backoff()
        while batch:
            try:
                complete = with_ancestors(self._client, self._inlet, batch)
                hand_over(self._inlet, complete, account=self._client.name)
            except TicketsError as error:
                self._say("store", str(error))
                if self._stopping.is_set():
                    return
                self._stopping.wait(backoff.next())
            except Exception as error:
                # No use in trying the same again; catch-up goes another way.
                self._say("store", _unforeseen(error))
                self.catch_up_soon()
                return
            else:
                self._say("store", "")
                return

    def _until_due(self) -> float:
        with self._lock:
            return (self._not_before if self._wanted else self._at_latest) - time.monotonic()

    def _catch_up(self) -> None:
        # Whoever asks from here on wants another: this one may have passed what they saw.
        with self._lock:
            self._wanted = False
        try:
            self._catchup.run(self._go_on)
        except _Stopped:
            return
        except Exception as error:
            self._say("catching up", str(error) if isinstance(error, TicketsError) else _unforeseen(error))
            pause = self._pause(error)
            self._schedule(pause, spacing=pause)
        else:
            self._backoff.reset()
            self._say("catching up", "")
            self._schedule(self._interval, spacing=self._spacing)

    def _go_on(self, _new: int) -> None:
        if self._stopping.is_set():
            raise _Stopped

    def _pause(self, error: Exception) -> float:
        if isinstance(error, Unauthorized):
            return _TOKEN_PAUSE
        return self._backoff.next(error.retry_after if isinstance(error, Temporary) else None)

    def _schedule(self, pause: float, *, spacing: float) -> None:
        now = time.monotonic()
        with self._lock:
            self._at_latest, self._not_before = now + pause, now + spacing

    def _say(self, where: str, what: str) -> None:
        """Tell of trouble when it comes and when it goes, not each time it is still there."""
        before = self._troubles.get(where, "")
        self._troubles[where] = what
        if bool(before) == bool(what):
            return
        if what:
            log.warning("%s: %s: %s", self._client.name, where, what)
        else:
            log.info("%s: %s: works again", self._client.name, where)
        self._on_trouble(" ".join(trouble for trouble in self._troubles.values() if trouble))


def _unforeseen(error: Exception) -> str:
    # The name only: the words of such an error may be a citizen's.
    return _("Something went wrong that nobody foresaw ({kind}).").format(kind=type(error).__name__)
