"""What screens and commands are shown of the second look: frozen values. Nothing slow to import."""

from dataclasses import dataclass
from datetime import datetime

from tickets.desk.rows import Row
from tickets.rules.duty import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class LookView:
    """An ignored ticket that waits for a person's eyes, and by what the bridge ignored it."""

    ticket: Row
    week: Week
    """In which it was drawn."""
    drawn_at: datetime
    ignored_at: datetime
    score: float | None
    """How sure triage was, 0 to 1; None where that was not what decided."""
    threshold: float | None
    """From which score on it ignores."""
    phrase: str | None
    """The phrase of the house that decided, whose it is and why."""
    copy_of: int | None
    """The ticket whose near copy it is; a person had decided for that text."""
