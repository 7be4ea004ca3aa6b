"""Tickets as the contract of the command line tells them: field by field."""

from datetime import datetime

from tickets.desk.rows import EventView, MessageView, ReasonView, Row, TicketView

_ROW = (
    "id",
    "account",
    "person",
    "queue",
    "state",
    "kind",
    "priority",
    "department",
    "assignee",
    "visibility",
    "language",
    "received_at",
    "due_at",
    "breached",
    "suggestion",
    "excerpt",
    "copies",
)
_MESSAGE = (
    "direction",
    "remote_id",
    "text",
    "visibility",
    "created_at",
    "received_at",
    "stored_at",
    "edited_at",
    "deleted_at",
)
_EVENT = ("at", "actor", "what", "detail")
_REASON = ("about", "name", "detail", "weight")
"""Not its words: they are in the language of whoever asks."""


def row(ticket: Row) -> dict[str, object]:
    """One ticket of a list."""
    return _fields(ticket, _ROW)


def whole(ticket: TicketView, now: datetime) -> dict[str, object]:
    """All there is to know of one ticket."""
    return {
        **row(ticket.row),
        "messages": [_fields(message, _MESSAGE) for message in ticket.messages],
        "events": [_fields(event, _EVENT) for event in ticket.events],
        "replies": ticket.replies,
        "forwards": ticket.forwards,
        "proposals": ticket.proposals,
        "clock": [
            {
                "promise": cycle.promise,
                "started_at": cycle.started_at,
                "due_at": cycle.due_at,
                "ended_at": cycle.ended_at,
                "outcome": cycle.outcome,
                "breached": cycle.breached(now),
            }
            for cycle in ticket.clock
        ],
        "reasons": [_fields(reason, _REASON) for reason in ticket.reasons],
        "near_copies": ticket.near_copies,
        "present": ticket.present,
    }


def _fields(value: Row | MessageView | EventView | ReasonView, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(value, name) for name in names}
