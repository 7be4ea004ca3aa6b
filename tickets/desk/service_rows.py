"""What screens and commands are shown of the service and the house: frozen values. Nothing slow to import."""

from dataclasses import dataclass
from datetime import datetime

from tickets.rules.states import Queue

MOST_COUNTED = 10_000
"""So far a desk counts a queue: it does so at every change, and an archive of years would take longer each year."""


@dataclass(frozen=True, slots=True)
class WorkerView:
    """A worker of the bridge, by its own last word."""

    name: str
    state: str
    detail: str
    since: datetime
    beat_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesView:
    """Messages to people of the house that are not out yet."""

    waiting: int
    failing: int
    """Of these: tried, and not taken so far."""
    reason: str
    """Why the latest of them was not taken; "" where none failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView:
    """How the service is."""

    bridge_running: bool
    """It has given a sign of life a short while ago."""
    bridge_seen_at: datetime | None
    of_demo: bool
    """The store is a demo's: where its bridge does not run, its server is gone too."""
    workers: tuple[WorkerView, ...]
    counts: dict[Queue, int]
    breached: int
    at_risk: int
    replies_pending: int
    replies_failed: int
    replies_uncertain: int
    notices: NoticesView


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department that can be asked."""

    key: str
    name: str
    description: str = ""
