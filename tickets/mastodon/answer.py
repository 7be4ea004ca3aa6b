"""What an answer says: its JSON, and what its headers tell of pages, of the time and of waiting."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

import requests

from tickets.mastodon.entity import Malformed, Raw, opaque

T = TypeVar("T")

_LONGEST_PAUSE = 3 * 60 * 60.0
"""Seconds: Mastodon's widest window of rate limiting. Nobody makes us wait longer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with status 2xx and its parsed JSON."""

    body: object
    response: requests.Response

    def entities(self) -> list[Raw]:
        """The entities of a list; empty where the body is no list."""
        return entities(self.body)

    def cursor(self, relation: str, *keys: str) -> str | None:
        """The id with which the page in that direction begins, by the Link header (RFC 8288).

        The address in it is never followed: it might lead elsewhere.
        """
        url = self.response.links.get(relation, {}).get("url", "")
        try:
            query = parse_qs(urlsplit(url).query)
        except ValueError:
            return None
        found = (opaque(value) for key in keys for value in query.get(key, []))
        return next((cursor for cursor in found if cursor), None)

    def server_time(self) -> datetime | None:
        """The server's clock when it answered, in whole seconds; None where it does not say."""
        return _http_date(self.response.headers.get("Date", ""))


def entities(body: object) -> list[Raw]:
    """The entities of a list; empty where it is none."""
    return [raw for raw in body if isinstance(raw, Mapping)] if isinstance(body, list) else []


def readable(raws: Iterable[Raw], typed: Callable[[Raw], T]) -> tuple[list[T], int]:
    """What could be typed, and how many could not."""
    found: list[T] = []
    broken = 0
    for raw in raws:
        try:
            found.append(typed(raw))
        except Malformed:
            broken += 1
    return found, broken


def remaining(headers: Mapping[str, str]) -> int | None:
    """How many requests the server still allows; None where it does not say (Mastodon, rate limits)."""
    said = headers.get("X-RateLimit-Remaining", "").strip()
    return int(said[:9]) if said.isascii() and said.isdigit() else None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds the server asks us to wait; None where it does not say.

    `Retry-After` (RFC 9110, 10.2.3), else Mastodon's own `X-RateLimit-Reset`. Times are reckoned from the
    answer's own `Date`, so that a wrong clock here does no harm.
    """
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return min(float(said[:9]), _LONGEST_PAUSE)
    now = _http_date(headers.get("Date", ""))
    then = _http_date(said) or _reset(headers.get("X-RateLimit-Reset", ""))
    if now is None or then is None:
        return None
    return min(max((then - now).total_seconds(), 0.0), _LONGEST_PAUSE)


def _http_date(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _reset(value: str) -> datetime | None:
    """When the window of rate limiting ends: a timestamp (Mastodon) or seconds since 1970 (GoToSocial)."""
    try:
        if value.isascii() and value.isdigit():
            return datetime.fromtimestamp(int(value[:12]), UTC)
        found = datetime.fromisoformat(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
