"""What can be undone, and what then counts: a history is append only, and an undone event stays in it.

The event that undoes another names it (`detail["undoes"]`). Neither of the two counts any longer: states and clocks
are as if there had been neither. So several acts are undone one after the other, the last one first.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol, TypeVar

from tickets.errors import UsageError
from tickets.i18n import _

UNDONE = "undone"
UNDOABLE = frozenset(
    {
        "ignored",
        "rescued",
        "closed",
        "reopened",
        "assigned",
        "snoozed",
        "waiting",
        "labelled",
        "forwarded",
        "recalled",
        "noted",
        "reply_queued",
    }
)
"""Acts of a person that can be undone, by the names of their events."""

_PUBLISHED = frozenset({"answered", "interim", "asked", "part_published"})
# The watcher writes these down when their time has come, whatever people do.
_OF_TIME = frozenset({"at_risk", "breached"})


class Told(Protocol):
    """One event of a history."""

    @property
    def id(self) -> int: ...
    @property
    def actor(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def detail(self) -> Mapping[str, Any] | None: ...


E = TypeVar("E", bound=Told)


def undone_in(events: Iterable[Told]) -> frozenset[int]:
    """The ids of those events that another one undoes."""
    return frozenset(int((event.detail or {})["undoes"]) for event in events if event.what == UNDONE)


def standing(events: Collection[E]) -> list[E]:
    """The events that count: without those that were undone, and without the undoing."""
    undone = undone_in(events)
    return [event for event in events if event.what != UNDONE and event.id not in undone]


def next_to_undo(events: Collection[E], *, login: str) -> E:
    """The act that undoing would take back: the last one, if it was this person's.

    events: the whole history of a ticket, in order. Raises UsageError, saying why nothing can be undone.
    """
    last = next((event for event in reversed(standing(events)) if event.what not in _OF_TIME), None)
    if last is None:
        raise UsageError(_("There is nothing to undo"))
    if last.what in _PUBLISHED:
        raise UsageError(
            _("What is published cannot be undone"), _("It can only be deleted on Mastodon itself")
        )
    if last.actor == login and last.what in UNDOABLE:
        return last
    if any(event.actor == login and event.what in UNDOABLE for event in standing(events)):
        raise UsageError(
            _("Something else has happened to the ticket since"),
            _("Look at its history, and change what you want changed"),
        )
    raise UsageError(_("You have done nothing to this ticket that could be undone"))
