"""The service: starts the workers of every account, watches the clocks, and stops it all again.

It meets the terminals only in the store. Every worker has a client of its own; a token that fails or a server
that is away concerns its own account alone.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tickets.config import Settings
from tickets.config.schema import AccountSettings
from tickets.desk import registry, service, watch
from tickets.desk.house import Desk, utc_now
from tickets.desk.intake import Intake
from tickets.desk.people import BRIDGE
from tickets.errors import SettingsError, TicketsError, UsageError
from tickets.i18n import _
from tickets.mastodon.carrier import Carrier, learn
from tickets.mastodon.catchup import CatchUp
from tickets.mastodon.client import Client
from tickets.mastodon.listener import Listener, StreamState
from tickets.mastodon.publisher import Publisher
from tickets.triage import open_classifier

log = logging.getLogger(__name__)

_PULSE = 10.0
"""Seconds between two signs of life, and between two looks at the clocks."""

Progress = Callable[[str, int], None]
"""Told the account and how many new posts were found there so far."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one look at an account brought. `trouble` is one line for a person, or "" where all went well."""

    account: str
    received: int
    published: int
    trouble: str


@dataclass(frozen=True, slots=True)
class _Workers:
    """One account's threads."""

    listener: Listener
    carrier: Carrier

    def start(self) -> None:
        self.listener.start()
        self.carrier.start()

    def stop(self, timeout: float) -> None:
        self.listener.stop(timeout)
        self.carrier.stop(timeout)


class Bridge:
    """The service on one store. Close it, or use it as a context manager."""

    def __init__(self, settings: Settings, *, now: Callable[[], datetime] = utc_now) -> None:
        if not settings.accounts:
            raise UsageError(
                _("The settings name no account, so there is nobody to listen for"),
                _("Add one under [[accounts]], then run “tickets login NAME”"),
            )
        self._settings = settings
        self._now = now
        self._desk = Desk.open(settings, BRIDGE, now=now)
        self._desk.do(registry.sync)
        self._intake = Intake(
            self._desk.database, self._desk.house, open_classifier(settings.departments), now
        )

    def __enter__(self) -> "Bridge":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._desk.close()

    def once(self, progress: Progress = lambda _account, _new: None) -> tuple[Visit, ...]:
        """Catch up, publish what is pending, watch the clocks, and that is all. Raises StoreError."""
        visits = tuple(self._visit(account, progress) for account in self._settings.accounts)
        self._watch()
        return visits

    def _visit(self, account: AccountSettings, progress: Progress) -> Visit:
        received = published = 0

        def count(new: int) -> None:
            nonlocal received
            received = new
            progress(account.name, new)

        try:
            with self._client(account) as client:
                learned = learn(client, self._desk)
                publisher = Publisher(client, self._desk, self._intake, account.name, learned.idempotent)
                self._catchup(client, account).run(count)
                published = publisher.run()
        except TicketsError as error:
            return Visit(account.name, received, published, str(error))
        return Visit(account.name, received, published, "")

    def run(self, stop: threading.Event) -> None:
        """Serve until `stop` is set. Raises StoreError where the store is unusable from the start."""
        self._desk.do(service.forget)
        workers = [worker for account in self._settings.accounts for worker in self._workers(account)]
        for worker in workers:
            worker.start()
        try:
            self._pulse(stop)
        finally:
            for worker in workers:
                worker.stop(timeout=5.0)
            self._say("bridge", "stopped")

    def _workers(self, account: AccountSettings) -> list[_Workers]:
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
        return [_Workers(listener, carrier)]

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
        while self._desk.do(watch.watch):
            pass

    def _say(self, worker: str, state: str, detail: str = "") -> None:
        try:
            self._desk.do(service.report, worker, state=state, detail=detail)
        except TicketsError as error:
            log.warning("%s", error)
