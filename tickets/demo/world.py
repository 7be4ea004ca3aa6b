"""The demo's world: the local server, the citizens, and the ledger of what they really posted."""

import contextlib
import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from tickets.demo.citizens import OFFICE, RESIDENTS
from tickets.demo.client import Client
from tickets.demo.ledger import Ledger, Posted
from tickets.demo.play import Play
from tickets.demo.process import HOST, ServerProcess
from tickets.demo.script import read_script
from tickets.demo.settings import write_settings
from tickets.demo.stage import OwnPost, Stage
from tickets.errors import ServerError, TicketsError
from tickets.i18n import _

_LOOK_SECONDS = 1.0
_SHORTEST_LOOK_SECONDS = 0.1
"""Between two looks for our answers, of real time, however fast the play is."""


class World:
    """A town that writes to us, once: from `start` to `stop`, which leaves nothing behind.

    pace: how many seconds of the play go by in one real second. With the same seed citizens do the same, as
    far as nobody answers them.
    """

    def __init__(self, *, seed: int = 7, pace: float = 1.0) -> None:
        self._seed = seed
        self._pace = pace
        self._tokens = {citizen.username: secrets.token_urlsafe(24) for citizen in RESIDENTS}
        self._server = ServerProcess(self._tokens)
        self._port = 0
        self._stage: Stage | None = None
        self._ledger = Ledger()
        self._replies: tuple[OwnPost, ...] = ()
        self._play: Play | None = None
        self._thread: threading.Thread | None = None
        self._hush = threading.Event()
        self._failure: Exception | None = None

    def launch(self) -> Self:
        """Begin to start the server, and do not wait: it takes two seconds that others can use. Idempotent.

        Raises TicketsError where the extra `demo` is not installed.
        """
        self._server.launch()
        return self

    def open(self) -> Self:
        """Start the server, with all that was written before; nobody writes yet. Idempotent. Raises TicketsError."""
        if self._play is None:
            try:
                self._play = self._prepare()
            except BaseException:
                self.stop()
                raise
        return self

    def start(self) -> Self:
        """Start the server; the citizens begin to write. Idempotent. Raises TicketsError."""
        self.open()
        if self._thread is None and self._play is not None:
            self._thread = threading.Thread(
                target=self._run, args=(self._play,), name="citizens", daemon=True
            )
            self._thread.start()
        return self

    def hush(self) -> None:
        """The citizens fall silent; the server goes on, with all they posted. Idempotent."""
        self._hush.set()
        if self._thread is not None:
            self._thread.join()

    def stop(self) -> None:
        """End citizens and server, remove all they left; what was counted can still be read. Idempotent."""
        self.hush()
        with contextlib.suppress(ServerError):
            self._look()
        self._stage = None
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The server's address, once it has started."""
        return f"http://{HOST}:{self._port}"

    @property
    def token(self) -> str:
        """The access token of our account there."""
        return self._tokens[OFFICE.username]

    def settings(self, folder: Path, *, delay_seconds: int = 0) -> Path:
        """Write settings for this world into `folder`, its token beside them, and return their file.

        The database they name is a SQLite file in that folder. delay_seconds: how long an answer waits before it goes
        out, so that it can be called back. Raises OSError.
        """
        return write_settings(folder, server=self.url, token=self.token, delay_seconds=delay_seconds)

    def posted(self) -> tuple[Posted, ...]:
        """Every post that reached us, in the order of posting, as it stands now.

        Raises TicketsError where the citizens fell silent by mistake.
        """
        self._check()
        return self._ledger.posted()

    def replies_seen(self) -> tuple[OwnPost, ...]:
        """Our answers, as citizens see them on the server, oldest first. Raises ServerError."""
        self._look()
        return self._replies

    def wait(self, until: Callable[[tuple[Posted, ...]], bool], *, seconds: float) -> bool:
        """Wait until that is so of what was posted, or the time is over: whether it is so.

        Raises TicketsError where the citizens fell silent by mistake.
        """
        found = self._ledger.wait(lambda: self._failure is not None or until(self._ledger.posted()), seconds)
        self._check()
        return found

    def _prepare(self) -> Play:
        self._port = self._server.start()
        clients = {username: Client(HOST, self._port, token) for username, token in self._tokens.items()}
        self._stage = stage = Stage(clients, self._ledger)
        stage.filter_strangers()
        script = read_script()
        waiting = stage.waiting([waiting.post for waiting in script.waiting])
        names = {name: stage.announce(text) for name, text in script.announcements.items()}
        look_seconds = max(_LOOK_SECONDS, _SHORTEST_LOOK_SECONDS * self._pace)
        return Play(script, stage, names=names, waiting=waiting, seed=self._seed, look_seconds=look_seconds)

    def _run(self, play: Play) -> None:
        began = time.monotonic()

        def now() -> float:
            return (time.monotonic() - began) * self._pace

        try:
            while not self._hush.wait(play.rest(now()) / self._pace):
                play.go_on(now())
        except Exception as error:  # a thread has nobody to raise to: `_check` does
            self._failure = error
            self._ledger.wake()

    def _check(self) -> None:
        if self._failure is not None:
            raise TicketsError(
                _("The citizens of the demo fell silent: {reason}").format(reason=self._failure),
                _("Start the demo again"),
            ) from self._failure

    def _look(self) -> None:
        if self._stage is not None:
            self._replies = tuple(own for own in self._stage.own_posts() if own.in_reply_to_id is not None)
