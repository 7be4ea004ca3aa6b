"""Server-sent events: from bytes to events, and from Mastodon's events to changes.

Mastodon.py reads a stream a byte at a time, types every part of every post (4 ms each, and most are none of
ours), and ends the stream at the first line that is not as Mastodon writes it. Here a line may end in CRLF,
`data:` needs no blank, ids are opaque, and an event that nobody can read costs that event alone.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tickets.desk.arrivals import Change, Via
from tickets.mastodon.entity import Malformed
from tickets.mastodon.mention import Viewpoint, deletion, edit, from_notification

LONGEST = 4 * 1024 * 1024
"""Bytes of one line, characters of one event: beyond that it is no event of Mastodon's."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it was sent: its name and its data, either may be empty."""

    name: str
    data: str


def events(chunks: Iterable[bytes]) -> Iterator[Event]:
    """The events in a stream of bytes, however it is cut (HTML Standard, 9.2.6: event stream interpretation).

    Comments, Mastodon's heartbeats among them, are passed over; an event that is not complete when the stream
    ends is dropped. Raises Malformed where something is longer than `LONGEST`.
    """
    name, length = "", 0
    data: list[str] = []
    for line in _lines(chunks):
        field, _colon, value = line.partition(":")
        value = value.removeprefix(" ")
        length += len(value)
        if length > LONGEST:
            raise Malformed("event")
        if not line:
            if name or data:
                yield Event(name, "\n".join(data))
            name, data, length = "", [], 0
        elif field == "event":
            name = value
        elif field == "data":
            data.append(value)


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """The complete lines in a stream of bytes, without their ends (LF or CRLF)."""
    rest = b""
    for chunk in chunks:
        *complete, rest = (rest + chunk if rest else chunk).split(b"\n")
        for line in complete:
            yield line.removesuffix(b"\r").decode("utf-8", "replace")
        if len(rest) > LONGEST:
            raise Malformed("line")


def changes(
    chunks: Iterable[bytes],
    view: Viewpoint,
    now: Callable[[], datetime],
    on_broken: Callable[[str], None],
) -> Iterator[Change]:
    """The changes that a stream tells of. What cannot be read goes, by its kind, to `on_broken`."""
    for event in events(chunks):
        try:
            found = change(event, view, now)
        except Malformed as error:
            on_broken(error.reason)
            continue
        if found is not None:
            yield found


def change(event: Event, view: Viewpoint, now: Callable[[], datetime]) -> Change | None:
    """The change that a streamed event tells of; None where it is about no ticket. Raises Malformed.

    Posts of the home timeline (`update`) are not even parsed. Deletions and edits of posts that nobody stored
    are for intake to pass over.
    """
    match event.name:
        case "notification":
            return from_notification(_json(event), view, via=Via.STREAM)
        # Mastodon writes a dot, mastodon_mock an underscore.
        case "status.update" | "status_update":
            return edit(_json(event), view)
        case "delete":
            return deletion(event.data, view, noticed_at=now())
    return None


def _json(event: Event) -> object:
    try:
        found: object = json.loads(event.data)
    except (ValueError, RecursionError):
        raise Malformed(event.name) from None
    return found
