"""Reading what a server sent: mappings in which anything may be missing, of another type, or garbage.

REST gives plain JSON; Mastodon.py gives mappings too, some dates parsed, some not. Both read the same here.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from tickets.rules.text import clean_line

Raw = Mapping[str, object]

_LONGEST_ID = 128


class Malformed(ValueError):
    """An entity lacks what we cannot do without. Whoever reads it counts it and goes on.

    reason: which part, in the words of the API; never what stood there.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def mapping(value: object, what: str) -> Raw:
    """The value as an entity. Raises Malformed, naming `what`, where it is none."""
    if not isinstance(value, Mapping):
        raise Malformed(what)
    return value


def inner(raw: Raw, key: str) -> Raw:
    """The entity within an entity; empty where there is none."""
    value = raw.get(key)
    return value if isinstance(value, Mapping) else {}


def listed(raw: Raw, key: str) -> tuple[Raw, ...]:
    """The entities in a list within an entity; what is none is left out."""
    value = raw.get(key)
    return (
        tuple(item for item in value if isinstance(item, Mapping)) if isinstance(value, list | tuple) else ()
    )


def text(raw: Raw, key: str) -> str:
    """A text as it stands there, not yet safe; empty where there is none."""
    value = raw.get(key)
    return value if isinstance(value, str) else ""


def line(raw: Raw, key: str, limit: int = 500) -> str:
    """A text made safe, in one line of at most `limit` characters; empty where there is none."""
    return clean_line(text(raw, key), limit)


def count(raw: Raw, key: str, default: int) -> int:
    """A number that is not negative; `default` where there is none. Some servers send numbers as texts."""
    value = raw.get(key)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else default


def opaque(value: object) -> str | None:
    """An id as an opaque text; None where it is none.

    Mastodon's are numbers as texts, GoToSocial's are ULIDs, old servers send numbers. They come from
    strangers and go into addresses, so they are short and of one word.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value or len(value) > _LONGEST_ID:
        return None
    # A plain `str`: Mastodon.py's own id type compares as a number.
    return str(value) if value.isprintable() and not any(mark.isspace() for mark in value) else None


def identifier(raw: Raw, what: str) -> str:
    """The entity's own id. Raises Malformed, naming `what`, where it has none."""
    found = opaque(raw.get("id"))
    if found is None:
        raise Malformed(f"{what}.id")
    return found


def moment(raw: Raw, key: str) -> datetime | None:
    """A time as aware UTC; None where there is none or nobody can read it. Without a zone it is UTC."""
    value = raw.get(key)
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
        if not isinstance(found, datetime):
            return None
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def link(raw: Raw, key: str) -> str | None:
    """A web address; None where there is none, or where it would lead anywhere but to the web."""
    address = clean_line(text(raw, key))
    try:
        return address if urlsplit(address).scheme in ("http", "https") and len(address) <= 2000 else None
    except ValueError:
        return None
