"""Keeps one account's outbox moving: a thread that learns what the server allows, then publishes."""

import logging
from collections.abc import Callable
from contextlib import closing

from tickets.desk import registry
from tickets.desk.house import Desk
from tickets.desk.registry import Learned
from tickets.desk.worker import Worker
from tickets.errors import Temporary, TicketsError, Unauthorized
from tickets.i18n import _
from tickets.mastodon.client import Client
from tickets.mastodon.pace import Backoff
from tickets.mastodon.publisher import Door, Publisher

log = logging.getLogger(__name__)

_LOOK = 1.0
"""Seconds between two looks at the outbox, unless the store changes before."""
_LONGEST_PAUSE = 300.0


def learn(client: Client, desk: Desk) -> Learned:
    """Ask the server who we are and what it allows, and keep it. Raises ServerError, StoreError."""
    me, instance = client.verify(), client.instance()
    learned = Learned(
        remote_id=me.remote_id,
        handle=me.handle,
        followers=me.followers,
        character_limit=instance.character_limit,
        url_length=instance.url_length,
        idempotent=instance.idempotent,
    )
    desk.do(registry.learn, client.name, learned)
    return learned


class Carrier(Worker):
    """One account's publisher at work. `say` is told what keeps it from publishing; "" when nothing does."""

    def __init__(self, client: Client, desk: Desk, intake: Door, *, say: Callable[[str], None]) -> None:
        super().__init__(f"publisher:{client.name}")
        self._client = client
        self._desk = desk
        self._intake = intake
        self._say = say
        self._backoff = Backoff(longest=_LONGEST_PAUSE)
        self._publisher: Publisher | None = None
        self._trouble: str | None = None

    def _run(self) -> None:
        while self._goes_on():
            self._stopping.wait(self._attempt())
        self._client.close()

    def _attempt(self) -> float:
        """Work until something goes wrong; how many seconds to pause then."""
        try:
            self._work()
        except TicketsError as error:
            if isinstance(error, Unauthorized):
                # Nothing is sent before the server has said again who we are.
                self._publisher = None
            self._tell(str(error))
            return self._backoff.next(error.retry_after if isinstance(error, Temporary) else None)
        except Exception as error:
            # The name only: the words of such an error may be a citizen's.
            self._tell(
                _("Something went wrong that nobody foresaw ({kind}).").format(kind=type(error).__name__)
            )
            return self._backoff.next()
        return 0.0

    def _work(self) -> None:
        """Publish what is due, at once and whenever the store changes, until stopped."""
        if self._publisher is None:
            self._publisher = self._ready()
        # Begun anew after every trouble: a store that was away has forgotten who listens.
        with closing(self._desk.changes(self._stopping)) as changes:
            while self._goes_on():
                self._publisher.run(self._goes_on)
                self._backoff.reset()
                self._tell("")
                changes.wait(_LOOK)

    def _ready(self) -> Publisher:
        learned = learn(self._client, self._desk)
        return Publisher(self._client, self._desk, self._intake, self._client.name, learned.idempotent)

    def _tell(self, trouble: str) -> None:
        """Once for each change, not once for each try; in the log, only when trouble comes."""
        if trouble == self._trouble:
            return
        if trouble and not self._trouble:
            log.warning("%s: publishing: %s", self._client.name, trouble)
        self._trouble = trouble
        self._say(trouble)
