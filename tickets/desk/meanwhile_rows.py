"""What has happened to a ticket while somebody was writing, as it is shown. Nothing slow to import."""

from dataclasses import dataclass
from datetime import datetime

from tickets.desk.rows import EventView

_BY_TIME = frozenset({"at_risk", "breached", "reckoned", "woken"})
"""What nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """A post that its author changed."""

    remote_id: str
    before: str
    """As the reader saw it; the content warning in brackets in front."""
    after: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """What came after the last event that somebody saw."""

    version: int
    """The ticket's version now: an answer that names it is in no conflict with what is shown here."""
    seen: int
    """The number of the last event that is shown now."""
    events: tuple[EventView, ...]
    arrived: tuple[str, ...]
    """What the citizen has written since."""
    reworded: tuple[Rewording, ...]
    deleted: tuple[str, ...]
    """The words of posts that the citizen has deleted since."""

    @property
    def anything(self) -> bool:
        """Whether the ticket is another than the one that was seen."""
        return bool(self.events)

    @property
    def by_citizen(self) -> bool:
        """Whether an answer to what was seen may be an answer to something else: that takes a second look."""
        return bool(self.arrived or self.reworded or self.deleted)

    def by_others(self, login: str) -> tuple[EventView, ...]:
        """What anybody but this person did, the citizen among them; not what time did."""
        return tuple(event for event in self.events if event.what not in _BY_TIME and event.actor != login)
