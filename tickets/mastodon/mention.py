"""What arrives, typed once, at the edge: from here on it is a `Mention`, `Edit` or `Deletion`, its text safe.

The quirks of servers are mended here, each beside what it concerns. A citizen's post is worth some mending:
only what has no id, no author or no date at all is `Malformed`.
"""

from dataclasses import dataclass
from datetime import datetime

from tickets.desk.arrivals import Attachment, Author, Change, Deletion, Edit, Mention, Via
from tickets.mastodon.entity import (
    Malformed,
    Raw,
    identifier,
    inner,
    line,
    link,
    listed,
    mapping,
    moment,
    opaque,
    text,
)
from tickets.rules.audience import Visibility, visibility
from tickets.rules.text import clean, clean_line, plain

TYPES = ("mention", "quote", "update", "quoted_update")
"""The notifications that are about tickets; boosts, favourites and follows never are."""

_EDITS = ("update", "quoted_update")
_LONGEST_DESCRIPTION = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewpoint:
    """Whose eyes see a post: what it takes to tell ours from theirs, and to write handles in full."""

    account: str
    """Our account's name in the settings."""
    remote_id: str
    """Our account's id on its server."""
    domain: str
    """What local handles lack: `social.example.org`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPost:
    """A post of our own account."""

    remote_id: str
    text: str
    created_at: datetime
    in_reply_to_id: str | None
    visibility: Visibility


Post = Mention | OwnPost


def handle(raw: Raw, domain: str) -> str:
    """An account's full handle, lower case: `anna@example.social`; empty where it has none."""
    # `acct` has no domain for local accounts; some servers set an @ before it.
    acct = clean_line(text(raw, "acct") or text(raw, "username"), 500).lstrip("@").lower()
    return acct if "@" in acct or not acct else f"{acct}@{domain.lower()}"


def from_notification(raw: object, view: Viewpoint, *, via: Via) -> Change | None:
    """The change that a notification tells of; None where it is about no ticket. Raises Malformed.

    An edit of a post that names us comes as a whole `Mention`: GoToSocial tells of an edited mention by a
    notification `update`, and the post may be new to us. Edits of other posts (Mastodon: those we boosted or
    quoted) come as `Edit`.
    """
    notification = mapping(raw, "notification")
    kind = text(notification, "type")
    # mastodon_mock and some servers keep the notification of a deleted post, without the post.
    if kind not in TYPES or not notification.get("status"):
        return None
    status = mapping(notification["status"], "notification.status")
    # Mastodon 4.3 and later mark what the account's policy filtered.
    via = Via.REQUEST if notification.get("filtered") is True else via
    found = mention(status, view, via=via, received_at=moment(notification, "created_at"))
    return edit(status, view) if kind in _EDITS and not _names_us(status, view) else found


def mention(raw: object, view: Viewpoint, *, via: Via, received_at: datetime | None = None) -> Mention | None:
    """A post by somebody else; None for our own posts and for boosts. Raises Malformed.

    received_at: when it reached our server; where nobody told, when it was written.
    """
    status = mapping(raw, "status")
    if status.get("reblog") or _is_ours(status, view):
        return None
    created_at = moment(status, "created_at") or received_at
    if created_at is None:
        raise Malformed("status.created_at")
    return Mention(
        account=view.account,
        remote_id=identifier(status, "status"),
        author=_author(inner(status, "account"), view),
        text=plain(text(status, "content")),
        spoiler_text=line(status, "spoiler_text"),
        visibility=visibility(text(status, "visibility")),
        language=_language(status),
        sensitive=status.get("sensitive") is True,
        url=link(status, "url"),
        created_at=created_at,
        received_at=received_at or created_at,
        edited_at=moment(status, "edited_at"),
        in_reply_to_id=opaque(status.get("in_reply_to_id")),
        mentions=_mentions(status, view),
        attachments=_attachments(status),
        quotes=_quoted(status),
        via=via,
    )


def edit(raw: object, view: Viewpoint) -> Edit | None:
    """A post that its author changed; None for our own, for boosts, and where no time of a change is given.

    Raises Malformed.
    """
    status = mapping(raw, "status")
    edited_at = moment(status, "edited_at")
    if status.get("reblog") or _is_ours(status, view) or edited_at is None:
        return None
    return Edit(
        account=view.account,
        remote_id=identifier(status, "status"),
        text=plain(text(status, "content")),
        spoiler_text=line(status, "spoiler_text"),
        language=_language(status),
        sensitive=status.get("sensitive") is True,
        edited_at=edited_at,
        attachments=_attachments(status),
        mentions=_mentions(status, view),
    )


def deletion(raw: object, view: Viewpoint, *, noticed_at: datetime) -> Deletion:
    """A post that is gone, from its bare id. Raises Malformed."""
    # GoToSocial's ids are no JSON; other servers may send them as a JSON text.
    remote_id = opaque(raw.strip().strip('"') if isinstance(raw, str) else raw)
    if remote_id is None:
        raise Malformed("delete")
    return Deletion(account=view.account, remote_id=remote_id, noticed_at=noticed_at)


def own_post(raw: object) -> OwnPost:
    """A post of ours. Raises Malformed."""
    status = mapping(raw, "status")
    created_at = moment(status, "created_at")
    if created_at is None:
        raise Malformed("status.created_at")
    return OwnPost(
        remote_id=identifier(status, "status"),
        text=plain(text(status, "content")),
        created_at=created_at,
        in_reply_to_id=opaque(status.get("in_reply_to_id")),
        visibility=visibility(text(status, "visibility")),
    )


def post(raw: object, view: Viewpoint) -> Post | None:
    """A post of a thread, ours or another's; None for boosts. Raises Malformed."""
    status = mapping(raw, "status")
    if _is_ours(status, view):
        return None if status.get("reblog") else own_post(status)
    return mention(status, view, via=Via.CONTEXT)


def _is_ours(status: Raw, view: Viewpoint) -> bool:
    return opaque(inner(status, "account").get("id")) == view.remote_id


def _names_us(status: Raw, view: Viewpoint) -> bool:
    return view.remote_id in {opaque(named.get("id")) for named in listed(status, "mentions")}


def _author(raw: Raw, view: Viewpoint) -> Author:
    name = handle(raw, view.domain)
    if not name:
        raise Malformed("status.account")
    return Author(
        handle=name,
        display_name=line(raw, "display_name", 200) or name.partition("@")[0],
        url=link(raw, "url") or "",
        bot=raw.get("bot") is True,
        known_since=moment(raw, "created_at"),
    )


def _language(status: Raw) -> str | None:
    return line(status, "language", 35).lower() or None


def _mentions(status: Raw, view: Viewpoint) -> tuple[str, ...]:
    names = (handle(named, view.domain) for named in listed(status, "mentions"))
    return tuple(dict.fromkeys(name for name in names if name))


def _attachments(status: Raw) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(
            type=line(raw, "type", 50) or "unknown",
            description=clean(text(raw, "description")[:_LONGEST_DESCRIPTION]),
            # `url` is null where our server does not keep the file.
            url=link(raw, "url") or link(raw, "remote_url") or "",
        )
        for raw in listed(status, "media_attachments")
    )


def _quoted(status: Raw) -> str | None:
    """The id of the post it quotes, if our server shows it to us."""
    quote = inner(status, "quote")
    # Mastodon 4.5: a quote holds the post or, nested, only its id. Akkoma, Fedibird: `quote` is the post.
    whole = inner(quote, "quoted_status") or ({} if "state" in quote else quote)
    candidates = (whole.get("id"), quote.get("quoted_status_id"), status.get("quote_id"))
    return next((found for found in map(opaque, candidates) if found), None)
