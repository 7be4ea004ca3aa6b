"""How late a post reached us, and how late we found it: two delays, told apart.

Between servers (federation) nobody of ours can help it, and no promise counts it: the clock starts when the post
reached our server. That we found it late, after an outage say, is our own delay, and the clock ran all the while.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tickets.i18n import _, ngettext

NOTEWORTHY = timedelta(minutes=10)
"""Up to this nobody is told: servers queue what they send one another, and clocks go wrong by a little."""

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_IN_HOURS = 2 * _DAY
"""Up to this a delay is told in hours."""


def federation(created_at: datetime, received_at: datetime) -> timedelta:
    """From written, by the clock of the author's server, to received by ours; none where it is negative."""
    return max(received_at - created_at, timedelta())


def discovery(received_at: datetime, stored_at: datetime) -> timedelta:
    """From received by our server to found by us."""
    return max(stored_at - received_at, timedelta())


def delays(*, created_at: datetime, received_at: datetime, stored_at: datetime) -> Iterator[str]:
    """What to tell of them, a clause each, in the reader's language; nothing up to ten minutes."""
    on_the_way, unseen = federation(created_at, received_at), discovery(received_at, stored_at)
    if on_the_way > NOTEWORTHY:
        yield _("reached us {length} after it was written").format(length=length_word(on_the_way))
    if unseen > NOTEWORTHY:
        yield _("found by us {length} later").format(length=length_word(unseen))


def length_word(length: timedelta) -> str:
    """A length of time, rounded down to its unit: `25 min`, `3 h`, `4 days`."""
    if length < _HOUR:
        return _("{count} min").format(count=length // timedelta(minutes=1))
    if length < _IN_HOURS:
        return _("{count} h").format(count=length // _HOUR)
    days = length // _DAY
    return ngettext("{count} day", "{count} days", days).format(count=days)
