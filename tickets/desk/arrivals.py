"""What arrives, before it is stored: the types that the Mastodon room hands to intake."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tickets.rules.audience import Visibility


class Via(StrEnum):
    """How a post found us."""

    STREAM = "stream"
    CATCHUP = "catchup"
    REQUEST = "request"
    """It lay in the filtered notification requests (Mastodon 4.3 and later)."""
    CONTEXT = "context"
    """It answers one of our posts without our handle: nobody notified us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote a post."""

    handle: str
    """Full and lower case: `anna@example.social`."""
    display_name: str
    url: str
    bot: bool
    known_since: datetime | None
    """When the account was made; None where the server does not say."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture, film or sound: never fetched, only named."""

    type: str
    description: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A post addressed to one of our accounts. All text is safe plain text already."""

    account: str
    """Our account's name in the settings."""
    remote_id: str
    author: Author
    text: str
    spoiler_text: str
    visibility: Visibility
    language: str | None
    """What the post says of itself; None where it says nothing."""
    sensitive: bool
    url: str | None
    created_at: datetime
    """Written, by the clock of the author's server."""
    received_at: datetime
    """Reached our server: the promise counts from here."""
    edited_at: datetime | None
    in_reply_to_id: str | None
    ancestors: tuple[str, ...] = ()
    """Remote ids of the thread above, nearest first, where somebody asked for them."""
    mentions: tuple[str, ...]
    """Full handles that the post names, lower case, ours among them."""
    attachments: tuple[Attachment, ...]
    quotes: str | None
    """Remote id of the post that it quotes."""
    via: Via


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A stored post was changed by its author."""

    account: str
    remote_id: str
    text: str
    spoiler_text: str
    language: str | None
    sensitive: bool
    edited_at: datetime
    attachments: tuple[Attachment, ...]
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """A stored post is gone from the server."""

    account: str
    remote_id: str
    noticed_at: datetime


Change = Mention | Edit | Deletion


@dataclass(frozen=True, slots=True)
class Taken:
    """What intake made of a batch, counted: what was there already counts nowhere."""

    new: int = 0
    edited: int = 0
    deleted: int = 0

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(self.new + other.new, self.edited + other.edited, self.deleted + other.deleted)
