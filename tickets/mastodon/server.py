"""What a server says of itself and of our account, typed; the quirks of servers mended beside each type."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from tickets.desk.arrivals import Change, Via
from tickets.mastodon.answer import Answer, readable
from tickets.mastodon.entity import Raw, count, identifier, inner, line, moment, opaque, text
from tickets.mastodon.mention import Post, Viewpoint, from_notification, handle


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """Our account, as its server sees it."""

    remote_id: str
    handle: str
    """Full, lower case: `amt@social.example.org`."""
    display_name: str
    followers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """What a server can do."""

    version: str
    domain: str
    """What local handles end in; not always the server's own host name."""
    character_limit: int
    url_length: int
    """What any URL counts in a post."""
    streaming_url: str | None
    """Where its events are streamed; None where it has no stream by server-sent events."""
    idempotent: bool
    """Whether a second post with the same Idempotency-Key is the first one again."""


class Handling(StrEnum):
    """What an account's policy does with a kind of notification (Mastodon 4.3 and later)."""

    ACCEPT = "accept"
    FILTER = "filter"
    DROP = "drop"
    """Nothing is kept: not even catching up can find it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What becomes of notifications from whom (`/api/v2/notifications/policy`)."""

    private_mentions: Handling
    """From people we do not follow and did not write to."""
    limited_accounts: Handling
    new_accounts: Handling
    not_following: Handling
    not_followers: Handling

    @property
    def drops(self) -> bool:
        """Whether some mentions are lost for good before we can see them."""
        return Handling.DROP in (
            self.private_mentions,
            self.limited_accounts,
            self.new_accounts,
            self.not_following,
            self.not_followers,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FilteredRequest:
    """Somebody whose notifications wait behind the account's policy."""

    account_remote_id: str
    last_post_id: str | None
    """The latest post of theirs; None where the server does not say."""
    updated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationPage:
    """Notifications about posts, newest first. Empty (`newest_id` None): there are no more."""

    items: tuple[Change, ...]
    newest_id: str | None
    """Of all notifications on the page, those that are about no ticket among them."""
    oldest_id: str | None
    oldest_at: datetime | None
    broken: int
    """Notifications that nobody could read; they are not among the items."""


@dataclass(frozen=True, slots=True)
class Context:
    """The thread around a post, top first."""

    ancestors: tuple[Post, ...]
    descendants: tuple[Post, ...]


_KNOWN_TO_KEEP_KEYS = ("pleroma", "akkoma")


def me(raw: Raw, domain: str) -> Me:
    """Our account. Raises Malformed."""
    name = handle(raw, domain)
    return Me(
        remote_id=identifier(raw, "account"),
        handle=name,
        display_name=line(raw, "display_name", 200) or name.partition("@")[0],
        followers=count(raw, "followers_count", 0),
    )


def instance(raw: Raw, host: str) -> Instance:
    """The server, from version 2 of its description or, from older servers, version 1.

    host: its host name, where it does not say its domain.
    """
    statuses = inner(inner(raw, "configuration"), "statuses")
    version = line(raw, "version", 100)
    gotosocial = _is_gotosocial(raw, version)
    return Instance(
        version=version,
        domain=_domain(raw) or host,
        # Servers before 3.4.2 say no limit; glitch and Pleroma say it at the top.
        character_limit=count(statuses, "max_characters", count(raw, "max_toot_chars", 500)),
        url_length=count(statuses, "characters_reserved_per_url", 23),
        # GoToSocial streams by WebSocket only, and its URL does not say so.
        streaming_url=None if gotosocial else _streaming_url(raw),
        idempotent=not gotosocial and _keeps_keys(version),
    )


def _is_gotosocial(raw: Raw, version: str) -> bool:
    # It may be told to pass for a Mastodon 3.5.3: then its own version, below 1, follows a plus sign.
    return "gotosocial" in text(raw, "source_url").lower() or version.partition("+")[2].startswith("0.")


def _keeps_keys(version: str) -> bool:
    """Mastodon and its forks do; others say `4.2.1 (compatible; NAME 1.0)`, and most of those do not."""
    _mastodon, compatible, name = version.lower().partition("compatible;")
    return not compatible or any(kept in name for kept in _KNOWN_TO_KEEP_KEYS)


def _domain(raw: Raw) -> str:
    # Version 1 says `uri`: a bare domain (Mastodon) or an address (Pleroma, GoToSocial).
    said = line(raw, "domain", 253) or line(raw, "uri", 2000)
    return (urlsplit(said).netloc if "://" in said else said.partition("/")[0]).lower()


def _streaming_url(raw: Raw) -> str | None:
    urls = inner(inner(raw, "configuration"), "urls")
    return line(urls, "streaming", 2000) or line(inner(raw, "urls"), "streaming_api", 2000) or None


def policy(raw: Raw) -> Policy:
    """The account's policy. Words that we do not know count as `filter`: it may be waiting somewhere."""
    return Policy(
        private_mentions=_handling(raw, "private_mentions"),
        limited_accounts=_handling(raw, "limited_accounts"),
        new_accounts=_handling(raw, "new_accounts"),
        not_following=_handling(raw, "not_following"),
        not_followers=_handling(raw, "not_followers"),
    )


def _handling(raw: Raw, what: str) -> Handling:
    said = raw.get(f"for_{what}")
    if said is None:
        # Mastodon 4.3 betas, and its version 1: `filter_private_mentions`, true or false.
        return Handling.FILTER if raw.get(f"filter_{what}") is True else Handling.ACCEPT
    return next((known for known in Handling if known == said), Handling.FILTER)


def notification_page(answer: Answer, view: Viewpoint, via: Via) -> NotificationPage:
    """A page of notifications; those that nobody can read are counted."""
    raws = answer.entities()
    found, broken = readable(raws, lambda raw: from_notification(raw, view, via=via))
    ids = [known for raw in raws if (known := opaque(raw.get("id")))]
    return NotificationPage(
        items=tuple(change for change in found if change is not None),
        # Where to go on is for the server's own links to say; GoToSocial says `since_id`.
        newest_id=(answer.cursor("prev", "min_id", "since_id") or ids[0]) if ids else None,
        oldest_id=(answer.cursor("next", "max_id") or ids[-1]) if ids else None,
        oldest_at=min((at for raw in raws if (at := moment(raw, "created_at"))), default=None),
        broken=broken,
    )


def filtered_request(raw: Raw) -> FilteredRequest:
    """One of the filtered notification requests. Raises Malformed."""
    return FilteredRequest(
        account_remote_id=identifier(inner(raw, "account"), "request.account"),
        last_post_id=opaque(inner(raw, "last_status").get("id")),
        updated_at=moment(raw, "updated_at"),
    )


def scopes(said: object) -> frozenset[str]:
    """OAuth scopes, from a list of them or from one text of words; empty where there are none."""
    words = said.split() if isinstance(said, str) else said if isinstance(said, list) else []
    return frozenset(word for word in words if isinstance(word, str))
