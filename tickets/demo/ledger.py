"""What citizens really posted: the truth against which the service is measured."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from tickets.rules.audience import Visibility
from tickets.rules.states import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A post that reaches us: it mentions our account, or it answers in our thread."""

    remote_id: str
    person: str
    """The author's full handle."""
    text: str
    """As it stands now; after an edit the new text."""
    visibility: Visibility
    kind_expected: Kind
    department_expected: str | None
    """The key of the department that knows; None where it needs none."""
    mentions_us: bool
    """False where only the context of our own post shows it."""
    in_reply_to_id: str | None
    created_at: datetime
    """When it was written, and reached our server."""
    edited: bool = False
    deleted: bool = False


class Ledger:
    """Every post that reached us, in the order of posting. Thread-safe."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._posted: dict[str, Posted] = {}

    def add(self, posted: Posted) -> None:
        """Note a new post."""
        with self._changed:
            self._posted[posted.remote_id] = posted
            self._changed.notify_all()

    def edit(self, remote_id: str, text: str) -> None:
        """Note that its author changed a post."""
        with self._changed:
            self._posted[remote_id] = replace(self._posted[remote_id], text=text, edited=True)
            self._changed.notify_all()

    def delete(self, remote_id: str) -> None:
        """Note that its author deleted a post."""
        with self._changed:
            self._posted[remote_id] = replace(self._posted[remote_id], deleted=True)
            self._changed.notify_all()

    def wake(self) -> None:
        """Let those who wait look again."""
        with self._changed:
            self._changed.notify_all()

    def posted(self) -> tuple[Posted, ...]:
        """All of it, as it stands now."""
        with self._changed:
            return tuple(self._posted.values())

    def wait(self, until: Callable[[], bool], seconds: float) -> bool:
        """Wait until it is so, or the time is over: whether it is so. Asked after every change."""
        with self._changed:
            return self._changed.wait_for(until, seconds)
