"""Fills the gaps: whatever the stream did not bring, because we or the server were away or it never does.

Three things never come by stream: notifications that the account's policy filters (first private mentions,
since Mastodon 4.3), remote posts that arrive hours late, and answers to our posts that do not name us. Only
catch-up moves the cursor, and always in the transaction that stores what lies before it.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from tickets.desk.arrivals import Change, Mention, Via
from tickets.desk.house import utc_now
from tickets.errors import Gone, Refused
from tickets.mastodon.client import Client
from tickets.mastodon.handover import Inlet, hand_over, with_ancestors
from tickets.mastodon.mention import OwnPost
from tickets.mastodon.server import Context, FilteredRequest, NotificationPage

log = logging.getLogger(__name__)

OWN_POSTS = 20
"""So many of our latest posts are looked at for answers, one request each."""
THREADS_EVERY = timedelta(minutes=3)
"""And not more often: servers allow 300 requests in five minutes, GoToSocial all our accounts together."""


class CatchUp:
    """One account's way back to the present. `run` it from one thread; running it again does no harm.

    backfill_days: how far back the very first run looks. What it meets is stored oldest first.
    """

    def __init__(
        self,
        client: Client,
        inlet: Inlet,
        *,
        backfill_days: int = 7,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.client = client
        self._account = client.name
        self._inlet = inlet
        self._backfill = timedelta(days=backfill_days)
        self._now = now
        self._threads_read_at: datetime | None = None

    def run(self, progress: Callable[[int], None] | None = None) -> int:
        """Take in all that is new; the number of new messages. `progress` is told it at each step.

        Raises ServerError and StoreError; what was taken until then stays, and the next run goes on there.
        """
        run = _Run(self.client, self._inlet, since=self._now() - self._backfill, progress=progress)
        cursor = self._inlet.cursor(self._account)
        if cursor is None:
            cursor = run.backfill()
        if cursor is not None:
            run.forward(cursor)
        try:
            run.requests()
        finally:
            # Servers that stumble over the one may well do the other.
            self._read_threads(run)
        return run.new

    def _read_threads(self, run: "_Run") -> None:
        now, before = self._now(), self._threads_read_at
        if before is None or now - before >= THREADS_EVERY:
            run.threads()
            self._threads_read_at = now


class _Run:
    """One run, with what it has found so far. `since`: what is older is not taken in a first look."""

    def __init__(
        self, client: Client, inlet: Inlet, *, since: datetime, progress: Callable[[int], None] | None
    ) -> None:
        self.new = 0
        self._client = client
        self._account = client.name
        self._inlet = inlet
        self._since = since
        self._progress = progress

    def backfill(self) -> str | None:
        """The first look: back to `since`, stored from there on. The cursor; None where there is nothing."""
        pages = self._back_pages(None)
        if not pages:
            newest = self._client.newest_notification_id()
            # A mention may have come in between: it lies before that id, and must not be passed over.
            pages = self._back_pages(None)
            if not pages:
                if newest is not None:
                    self._take((), newest)
                return newest
        # Oldest first, the cursor with each page: a crash in between costs nothing.
        for page in reversed(pages):
            self._take(self._recent(page), page.newest_id)
        return pages[0].newest_id

    def forward(self, cursor: str) -> None:
        """Everything after the cursor, page by page, until a page is empty."""
        while True:
            page = self._client.page(after=cursor)
            self._mind(page)
            # A page may be short, or hold nothing for us, and there is more; only an empty one is the end.
            # A server that does not know `min_id` gives its newest page again and again.
            if page.newest_id is None or page.newest_id == cursor:
                return
            self._take(page.items[::-1], page.newest_id)
            cursor = page.newest_id

    def requests(self) -> None:
        """What waits in the filtered requests, on servers that leave it out of the notifications."""
        for request in self._client.requests():
            if self._is_news(request):
                for page in reversed(self._back_pages(request.account_remote_id)):
                    self._take(self._recent(page))

    def threads(self) -> None:
        """Answers to our recent posts that do not name us: nobody is notified of those."""
        seen: set[str] = set()
        # Oldest first: the thread of an old post holds the later ones, which then need no look of their own.
        for remote_id in reversed(self._own_posts()):
            if remote_id in seen or not self._client.has_room:
                continue
            # Gone: deleted at the server, say; the other posts still count.
            with suppress(Gone, Refused):
                context = self._client.context(remote_id)
                seen.update(post.remote_id for post in context.descendants if isinstance(post, OwnPost))
                self._take(self._unknown(answers(context, remote_id)))

    def _own_posts(self) -> dict[str, None]:
        """Our latest posts, newest first: those that the server lists, for what we write in a browser is answered
        too; and those of the store, for a server may leave out what is direct.
        """
        listed: list[str] = []
        with suppress(Gone, Refused):
            listed = self._client.own_posts(OWN_POSTS)
        return dict.fromkeys([*listed, *self._inlet.own_posts(self._account, limit=OWN_POSTS)])

    def _back_pages(self, account_remote_id: str | None) -> list[NotificationPage]:
        """From the newest page back to the one that reaches behind `since`."""
        pages: list[NotificationPage] = []
        before: str | None = None
        while True:
            page = self._client.page(before=before, account_remote_id=account_remote_id)
            self._mind(page)
            if page.newest_id is None or page.oldest_id == before:
                return pages
            pages.append(page)
            before = page.oldest_id
            if page.oldest_at is not None and page.oldest_at < self._since:
                return pages

    def _recent(self, page: NotificationPage) -> list[Change]:
        """Oldest first, without mentions from before `since`."""
        return [
            change
            for change in reversed(page.items)
            if not isinstance(change, Mention) or change.received_at >= self._since
        ]

    def _is_news(self, request: FilteredRequest) -> bool:
        if request.updated_at is not None and request.updated_at < self._since:
            return False
        latest = request.last_post_id
        return latest is None or bool(self._inlet.unknown(self._account, [latest]))

    def _unknown(self, mentions: Sequence[Mention]) -> list[Mention]:
        unknown = self._inlet.unknown(self._account, [mention.remote_id for mention in mentions])
        return [mention for mention in mentions if mention.remote_id in unknown]

    def _take(self, changes: Sequence[Change], cursor: str | None = None) -> None:
        if changes or cursor is not None:
            complete = with_ancestors(self._client, self._inlet, changes)
            self.new += hand_over(self._inlet, complete, account=self._account, cursor=cursor).new
        if self._progress is not None:
            self._progress(self.new)

    def _mind(self, page: NotificationPage) -> None:
        if page.broken:
            log.warning("%s: %d notifications cannot be read and are left out", self._account, page.broken)


def answers(context: Context, remote_id: str) -> list[Mention]:
    """Who answers us in the thread under our post `remote_id`, each with the thread above it.

    That is: posts that answer one of ours, and what their authors go on to write under those themselves. What
    bystanders say to each other is theirs.
    """
    above = {remote_id: tuple(post.remote_id for post in reversed(context.ancestors))}
    ours = {remote_id}
    counted: dict[str, str] = {}
    found: list[Mention] = []
    for post in context.descendants:
        parent = post.in_reply_to_id or remote_id
        above[post.remote_id] = (parent, *above.get(parent, ()))
        if isinstance(post, OwnPost):
            ours.add(post.remote_id)
        elif parent in ours or counted.get(parent) == post.author.handle:
            counted[post.remote_id] = post.author.handle
            found.append(replace(post, ancestors=above[post.remote_id], via=Via.CONTEXT))
    return found
