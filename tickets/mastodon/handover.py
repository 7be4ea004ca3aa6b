"""What both the stream and catch-up do before intake takes what they found, and how it is handed over."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Protocol

from tickets.desk.arrivals import Change, Mention, Taken
from tickets.errors import ServerError, TicketsError
from tickets.mastodon.client import Client

log = logging.getLogger(__name__)


class Inlet(Protocol):
    """Where posts go in: what this room needs of `desk.intake.Intake`."""

    def take(
        self, batch: Sequence[Change], *, cursor: str | None = None, account: str | None = None
    ) -> Taken:
        """Store what is new, and move the account's cursor in the same transaction. Raises StoreError."""

    def cursor(self, account: str) -> str | None:
        """The last notification that catch-up has taken; None before the first time."""

    def unknown(self, account: str, remote_ids: Collection[str]) -> set[str]:
        """Those that are not stored yet."""

    def own_posts(self, account: str, *, limit: int) -> list[str]:
        """Our recent posts, newest first."""


def with_ancestors(client: Client, inlet: Inlet, changes: Sequence[Change]) -> list[Change]:
    """The changes; mentions that answer a post we do not know come with the thread above them.

    The server is asked once for each of those, while it allows us enough requests. Where it does not answer,
    they go without: the ticket matters more than its thread.
    """
    orphans = _orphans(client.name, inlet, changes)
    return [
        _adopted(client, change) if isinstance(change, Mention) and change.remote_id in orphans else change
        for change in changes
    ]


def _adopted(client: Client, mention: Mention) -> Mention:
    if not client.has_room:
        return mention
    try:
        above = client.context(mention.remote_id).ancestors
    except ServerError:
        return mention
    return replace(mention, ancestors=tuple(post.remote_id for post in reversed(above)))


def _orphans(account: str, inlet: Inlet, changes: Sequence[Change]) -> frozenset[str]:
    """The mentions whose parent is neither stored nor among them."""
    mentions = {change.remote_id: change for change in changes if isinstance(change, Mention)}
    parents = {key: m.in_reply_to_id for key, m in mentions.items() if m.in_reply_to_id and not m.ancestors}
    elsewhere = set(parents.values()) - mentions.keys()
    missing = inlet.unknown(account, elsewhere) if elsewhere else set()
    return frozenset(key for key, parent in parents.items() if parent in missing)


def hand_over(inlet: Inlet, changes: Sequence[Change], *, account: str, cursor: str | None = None) -> Taken:
    """Give the changes to intake, and the cursor with them. Raises StoreError; then nothing was taken.

    Should one of them upset intake in a way that nobody foresaw, each goes in alone and that one stays out:
    one odd post must not hold up all that come after it.
    """
    try:
        return inlet.take(changes, cursor=cursor, account=account)
    except TicketsError:
        raise
    except Exception as error:
        if not changes:
            raise
        log.error("%s: a batch of %d could not be taken (%s)", account, len(changes), type(error).__name__)
    taken = Taken()
    for change in changes:
        try:
            taken += inlet.take([change], account=account)
        except TicketsError:
            raise
        except Exception as error:
            log.error("%s: post %s is left out (%s)", account, change.remote_id, type(error).__name__)
    return taken + inlet.take([], cursor=cursor, account=account)
