"""The service: starts the workers of every account, watches the clocks, and stops it all again.

It meets the terminals only in the store. Every worker has a client of its own; a token that fails or a server
that is away concerns its own account alone.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from tickets.config import Settings
from tickets.config.schema import AccountSettings
from tickets.desk import handover, likeness, registry, second_look, service, watch
from tickets.desk.apprentice import Apprentice
from tickets.desk.house import Desk, utc_now
from tickets.desk.intake import Intake
from tickets.desk.people import BRIDGE
from tickets.desk.triage import Triage
from tickets.errors import ServerError, SettingsError, TicketsError, UsageError
from tickets.i18n import _
from tickets.mastodon.carrier import Carrier, learn
from tickets.mastodon.catchup import CatchUp
from tickets.mastodon.client import Client
from tickets.mastodon.listener import Listener, StreamState
from tickets.mastodon.publisher import Publisher
from tickets.notices.courier import Courier, CourierWorker
from tickets.notices.weekly import Weekly
from tickets.rules.duty import Week

log = logging.getLogger(__name__)

_STOPPING = 5.0
"""Seconds that the workers have to end: a server that does not answer must not hold up the end."""
_PULSE = 10.0
"""Seconds between two signs of life, and between two looks at the clocks."""
_PRUNING = timedelta(hours=1)
"""Between two looks for posts that nothing is compared with any longer."""

Progress = Callable[[str, int], None]
"""Told the account and how many new posts were found there so far."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one look at an account brought. `trouble` is one line for a person, or "" where all went well."""

    account: str
    received: int
    published: int
    trouble: str


class _Worker(Protocol):
    """What works in threads of its own."""

    def start(self) -> None:
        """Begin."""

    def stop(self, timeout: float) -> bool:
        """End; whether that was within `timeout` seconds."""


class Bridge:
    """The service on one store. Close it, or use it as a context manager."""

    def __init__(
        self, settings: Settings, *, now: Callable[[], datetime] = utc_now, weekly: Weekly | None = None
    ) -> None:
        """`weekly` makes the figures that the settings may want sent every week; None: there are none."""
        if not settings.accounts:
            raise UsageError(
                _("The settings name no account, so there is nobody to listen for"),
                _("Add one under [[accounts]], then run “tickets login NAME”"),
            )
        self._settings = settings
        self._now = now
        self._desk = Desk.open(settings, BRIDGE, now=now)
        self._desk.do(registry.sync)
        self._triage = Triage(self._desk)
        self._triage.learner.refresh()
        self._apprentice = Apprentice(self._triage, say=self._say_triage)
        self._intake = Intake(self._desk.database, self._desk.house, self._triage.classifier, now)
        self._courier = Courier(self._desk, weekly)
        self._prune_at = now()
        self._drawn: Week | None = None

    def __enter__(self) -> "Bridge":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._triage.close()
        self._desk.close()

    def once(self, progress: Progress = lambda _account, _new: None) -> tuple[Visit, ...]:
        """Catch up, publish what is pending, watch the clocks, and that is all. Raises StoreError."""
        visits = tuple(self._visit(account, progress) for account in self._settings.accounts)
        self._watch()
        self._apprentice.round()
        if trouble := self._courier.run():
            log.warning("notices: %s", trouble)
        return visits

    def _visit(self, account: AccountSettings, progress: Progress) -> Visit:
        received = published = 0
        trouble = ""

        def count(new: int) -> None:
            nonlocal received
            received = new
            progress(account.name, new)

        try:
            with self._client(account) as client:
                learned = learn(client, self._desk)
                publisher = Publisher(client, self._desk, self._intake, account.name, learned.idempotent)
                try:
                    self._catchup(client, account).run(count)
                except ServerError as error:
                    # What cannot be read must not hold up what is to be sent.
                    trouble = str(error)
                published = publisher.run()
        except TicketsError as error:
            trouble = str(error)
        return Visit(account.name, received, published, trouble)

    def run(self, stop: threading.Event) -> None:
        """Serve until `stop` is set. Raises StoreError where the store is unusable from the start."""
        self._desk.do(service.forget)
        workers = [worker for account in self._settings.accounts for worker in self._workers(account)]
        workers += [*self._messengers(), self._apprentice]
        for worker in workers:
            worker.start()
        try:
            self._pulse(stop)
        finally:
            _stop_all(workers)
            self._say("bridge", "stopped")

    def _workers(self, account: AccountSettings) -> list[_Worker]:
        """The account's threads; none where it cannot work at all, which `status` then says."""
        name = account.name
        try:
            clients = [self._client(account) for _each in ("stream", "catch-up", "publisher")]
        except SettingsError as error:
            log.error("%s", error)
            self._say(f"listener:{name}", StreamState.UNAUTHORIZED, str(error))
            return []
        listener = Listener(
            clients[0],
            self._catchup(clients[1], account),
            self._intake,
            report=lambda state, detail: self._say(f"listener:{name}", state, detail),
            catchup_seconds=self._settings.bridge.catchup_seconds,
            poll_seconds=self._settings.poll_seconds(name),
            read_timeout=self._settings.bridge.stream_timeout_seconds,
            now=self._now,
        )
        carrier = Carrier(
            clients[2],
            self._desk,
            self._intake,
            say=lambda trouble: self._say(f"publisher:{name}", "waiting" if trouble else "ready", trouble),
        )
        return [listener, carrier]

    def _messengers(self) -> list[_Worker]:
        """Whoever takes notices to people of the house; nobody where the settings name nobody to tell."""
        if not self._settings.notify:
            return []

        def say(trouble: str) -> None:
            self._say("notices", "waiting" if trouble else "ready", trouble)

        return [CourierWorker(self._courier, self._desk, say=say)]

    def _say_triage(self, trouble: str) -> None:
        self._say("triage", "waiting" if trouble else "ready", trouble)

    def _client(self, account: AccountSettings) -> Client:
        return Client(account.name, account.server, self._settings.token(account.name), now=self._now)

    def _catchup(self, client: Client, account: AccountSettings) -> CatchUp:
        return CatchUp(client, self._intake, backfill_days=account.backfill_days, now=self._now)

    def _pulse(self, stop: threading.Event) -> None:
        """Give signs of life and watch the clocks. A store that is away for a while ends nothing."""
        well = True
        while True:
            try:
                self._desk.do(service.report, "bridge", state="running")
                self._watch()
            except TicketsError as error:
                if well:
                    log.error("%s", error)
                well = False
            else:
                well = True
            if stop.wait(_PULSE):
                return

    def _watch(self) -> None:
        self._desk.do(handover.make_due)
        self._drawn = self._desk.do(second_look.draw, done=self._drawn)
        while self._desk.do(watch.watch):
            pass
        if self._now() >= self._prune_at:
            while self._desk.do(likeness.prune):
                pass
            self._prune_at = self._now() + _PRUNING

    def _say(self, worker: str, state: str, detail: str = "") -> None:
        try:
            self._desk.do(service.report, worker, state=state, detail=detail)
        except TicketsError as error:
            log.warning("%s", error)


def _stop_all(workers: Sequence[_Worker]) -> None:
    """All at once: the slowest alone says how long it takes."""
    if not workers:
        return
    with ThreadPoolExecutor(len(workers)) as pool:
        ended = list(pool.map(lambda worker: worker.stop(_STOPPING), workers))
    if not all(ended):
        log.warning("a server keeps a worker waiting; what it was at is taken up at the next start")
