"""Who has a ticket open, as screens and commands are told. Nothing slow to import."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tickets.i18n import _

LIFE = timedelta(seconds=30)
"""So long a sign of life lasts."""
BEAT = timedelta(seconds=10)
"""How often whoever has a ticket open should give one."""


@dataclass(frozen=True, slots=True)
class PresenceView:
    """Somebody else who has the ticket open."""

    login: str
    writing: bool
    """They write an answer; else they read."""
    since: datetime


Company = Mapping[int, tuple[PresenceView, ...]]
"""Who else is at which ticket, by the ticket's number; those who write come first."""


def presence_words(present: PresenceView) -> str:
    """What they do, as a clause. The login is foreign text: whoever shows it makes it safe."""
    words = _("{login} is writing an answer") if present.writing else _("{login} is reading")
    return words.format(login=present.login)
