"""Whether an event was undone, for statements over many; `rules.undo` says what that means."""

from sqlalchemy import JSON, ColumnElement, FromClause, exists, type_coerce

from tickets.storage.models import Event, What, table


def was_undone(event: FromClause) -> ColumnElement[bool]:
    """Whether another event undoes this one. event: the table of events, or an alias of it, in the statement around."""
    back = table(Event).alias()
    return (
        exists()
        .where(
            back.c.ticket_id == event.c.ticket_id,
            back.c.what == What.UNDONE,
            type_coerce(back.c.detail, JSON)["undoes"].as_integer() == event.c.id,
        )
        .correlate(event)
    )
