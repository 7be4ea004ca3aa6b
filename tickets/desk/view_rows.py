"""What screens and commands are shown of the saved views. Nothing slow to import."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedViewRow:
    """What was typed to find tickets, kept under a name."""

    name: str
    query: str
    """As `rules.filters` reads it."""
    for_all: bool
    """Whether everybody sees it, or only its owner, who asks."""
    author: str
    created_at: datetime
