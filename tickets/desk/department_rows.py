"""What the departments screen shows: frozen values, detached from the store. Nothing slow to import."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stand(StrEnum):
    """How a question to a department stands."""

    OPEN = "open"  # no proposal yet
    PROPOSED = "proposed"  # the proposal waits for us
    ANSWERED = "answered"  # our answer is published, or the ticket has ended otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a department was asked, by its latest forward."""

    ticket: int
    person: str
    excerpt: str
    note: str
    """What the department was told with it."""
    asked_by: str
    asked_at: datetime
    due_at: datetime
    """The department's term."""
    ended_at: datetime | None
    """When it proposed, or the question was taken back; None: it is open."""
    overdue: bool
    """Open past its term, or ended after it."""
    stand: Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """The questions of one department."""

    department: str
    """Its key."""
    open: tuple[Question, ...]
    """What waits longest first."""
    proposed: tuple[Question, ...]
    answered: tuple[Question, ...]
    """The latest first; of many only those."""
