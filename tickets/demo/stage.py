"""Where citizens act: every act goes to the local server, and what reaches us into the ledger."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tickets.demo.acts import Post
from tickets.demo.citizens import BY_USERNAME, OFFICE
from tickets.demo.client import Client, Raw
from tickets.demo.ledger import Ledger, Posted
from tickets.rules.audience import Visibility, visibility
from tickets.rules.text import plain

_PAGE = 40
_OUR_HANDLE = re.compile(rf"(?<![\w@])@{OFFICE.username}(?![\w@])")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPost:
    """A post of our account, as citizens see it on the server."""

    remote_id: str
    text: str
    visibility: Visibility
    in_reply_to_id: str | None
    recipients: tuple[str, ...]
    """Full handles of those it mentions."""
    created_at: datetime


class Stage:
    """What each citizen can do on the server. Raises ServerError where the server does not play along."""

    def __init__(self, clients: Mapping[str, Client], ledger: Ledger) -> None:
        self._clients = clients
        self._ledger = ledger
        self._office = clients[OFFICE.username]
        self._office_id = str(self._office.entity("GET", "/api/v1/accounts/verify_credentials")["id"])

    def filter_strangers(self) -> None:
        """Set our account up as Mastodon 4.3 and later do: private mentions by strangers wait as requests."""
        self._office.entity("PATCH", "/api/v2/notifications/policy", {"for_private_mentions": "filter"})

    def announce(self, text: str) -> str:
        """Our account posts something of its own: the remote id."""
        status = self._office.entity(
            "POST", "/api/v1/statuses", {"status": text, "language": OFFICE.language}
        )
        return str(status["id"])

    def waiting(self, posts: Sequence[Post]) -> dict[str, Post]:
        """Find those posts among what waits for us, oldest first: the posts by their remote ids."""
        mentions = self._office.entities("/api/v1/notifications", {"types[]": "mention", "limit": _PAGE})
        found: dict[str, Post] = {}
        for notification, post in zip(reversed(mentions), posts, strict=True):
            posted = _posted(notification["status"], post)
            self._ledger.add(posted)
            found[posted.remote_id] = post
        return found

    def write(self, post: Post, *, answers: str | None = None, quotes: str | None = None) -> str:
        """Somebody posts: the remote id. answers, quotes: remote ids."""
        citizen = BY_USERNAME[post.person]
        fields = {
            "status": post.text,
            "visibility": post.visibility.value,
            "spoiler_text": post.spoiler_text,
            "language": citizen.language,
            "in_reply_to_id": answers,
            "quoted_status_id": quotes,
        }
        given = {name: value for name, value in fields.items() if value}
        status = self._clients[post.person].entity("POST", "/api/v1/statuses", given)
        posted = _posted(status, post)
        self._ledger.add(posted)
        return posted.remote_id

    def edit(self, person: str, remote_id: str, text: str) -> None:
        """Somebody changes a post of theirs."""
        self._clients[person].entity("PUT", f"/api/v1/statuses/{remote_id}", {"status": text})
        self._ledger.edit(remote_id, text)

    def delete(self, person: str, remote_id: str) -> None:
        """Somebody deletes a post of theirs."""
        self._clients[person].entity("DELETE", f"/api/v1/statuses/{remote_id}")
        self._ledger.delete(remote_id)

    def boost(self, person: str, remote_id: str) -> None:
        """Somebody boosts a post."""
        self._clients[person].entity("POST", f"/api/v1/statuses/{remote_id}/reblog")

    def favourite(self, person: str, remote_id: str) -> None:
        """Somebody favourites a post."""
        self._clients[person].entity("POST", f"/api/v1/statuses/{remote_id}/favourite")

    def own_posts(self, after: str | None = None) -> list[OwnPost]:
        """What our account has posted after that post, or at all; oldest first."""
        found: list[OwnPost] = []
        # From "0" on: only `min_id` pages upwards without a gap.
        after = after or "0"
        while page := self._page(after):
            found += page
            after = page[-1].remote_id
        return found

    def _page(self, after: str) -> list[OwnPost]:
        path = f"/api/v1/accounts/{self._office_id}/statuses"
        newest_first = self._office.entities(path, {"min_id": after, "limit": _PAGE})
        return [_own_post(status) for status in reversed(newest_first)]


def _posted(status: Raw, post: Post) -> Posted:
    return Posted(
        remote_id=status["id"],
        person=BY_USERNAME[post.person].handle,
        text=post.text,
        visibility=post.visibility,
        kind_expected=post.kind,
        department_expected=post.department,
        mentions_us=_OUR_HANDLE.search(post.text) is not None,
        in_reply_to_id=status["in_reply_to_id"],
        created_at=datetime.fromisoformat(status["created_at"]),
    )


def _own_post(status: Raw) -> OwnPost:
    return OwnPost(
        remote_id=status["id"],
        text=plain(status["content"]),
        visibility=visibility(status["visibility"]),
        in_reply_to_id=status["in_reply_to_id"],
        recipients=tuple(BY_USERNAME[account["username"]].handle for account in status["mentions"]),
        created_at=datetime.fromisoformat(status["created_at"]),
    )
