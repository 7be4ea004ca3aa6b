"""An intake in memory: keeps what it is given as the real one would, and fails when a test tells it to."""

import threading
from collections.abc import Collection, Sequence

from tests.support.raw_server import PATIENCE
from tickets.desk.arrivals import Change, Deletion, Edit, Mention, Taken


class FakeIntake:
    """Idempotent on the remote id, like `desk.intake.Intake`. `failures` are raised first, one at a time."""

    def __init__(self) -> None:
        self.batches: list[list[Change]] = []
        self.mentions: dict[str, Mention] = {}
        self.edits: list[Edit] = []
        self.deletions: list[Deletion] = []
        self.cursors: dict[str, str] = {}
        self.own: list[str] = []
        self.failures: list[Exception] = []
        self.poison: set[str] = set()
        """Remote ids that upset it in a way nobody foresaw."""
        self._changed = threading.Condition()

    @property
    def texts(self) -> list[str]:
        """What was stored, in the order in which it was."""
        with self._changed:
            return [mention.text for mention in self.mentions.values()]

    def take(
        self, batch: Sequence[Change], *, cursor: str | None = None, account: str | None = None
    ) -> Taken:
        with self._changed:
            if self.failures:
                error = self.failures.pop(0)
                self._changed.notify_all()
                raise error
            if self.poison & {change.remote_id for change in batch}:
                raise ZeroDivisionError("words of a citizen")
            taken = sum((self._apply(change) for change in batch), Taken())
            self.batches.append(list(batch))
            if cursor is not None and account is not None:
                self.cursors[account] = cursor
            self._changed.notify_all()
            return taken

    def cursor(self, account: str) -> str | None:
        with self._changed:
            return self.cursors.get(account)

    def unknown(self, account: str, remote_ids: Collection[str]) -> set[str]:
        with self._changed:
            return set(remote_ids) - self.mentions.keys() - set(self.own)

    def own_posts(self, account: str, *, limit: int) -> list[str]:
        with self._changed:
            return self.own[:limit]

    def wait_for(self, *remote_ids: str) -> list[Mention]:
        """These mentions, as soon as they are stored. Fails where that takes too long."""
        with self._changed:
            stored = self._changed.wait_for(lambda: self.mentions.keys() >= set(remote_ids), PATIENCE)
            assert stored, f"not taken in: {set(remote_ids) - self.mentions.keys()}"
            return [self.mentions[remote_id] for remote_id in remote_ids]

    def wait_for_changes(self, edits: int = 0, deletions: int = 0) -> None:
        """Until there are so many edits and deletions. Fails where that takes too long."""
        with self._changed:
            enough = self._changed.wait_for(
                lambda: len(self.edits) >= edits and len(self.deletions) >= deletions, PATIENCE
            )
            assert enough, f"{len(self.edits)} edits and {len(self.deletions)} deletions"

    def _apply(self, change: Change) -> Taken:
        if isinstance(change, Edit):
            self.edits.append(change)
            return Taken(edited=1)
        if isinstance(change, Deletion):
            self.deletions.append(change)
            return Taken(deleted=1)
        fresh = change.remote_id not in self.mentions
        self.mentions.setdefault(change.remote_id, change)
        return Taken(new=int(fresh))
