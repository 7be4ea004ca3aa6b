"""What is done to a row that stands for near copies is done to all of them, in one transaction. For `tui.backend`."""

from collections.abc import Callable, Collection

from sqlalchemy.orm import Session

from tickets.desk import copies
from tickets.desk.house import Act
from tickets.desk.rows import Row


def to_all_as_seen(
    session: Session, act: Act, /, row: Row, deed: Callable[..., object], **more: object
) -> Collection[int]:
    """As `to_all`, for deeds that mind what was seen. Raises Conflict where the ticket has changed since."""
    if not row.copies:
        return to_all(session, act, row, deed, version=row.version, **more)
    copies.together(session, act, row.id, version=row.version)
    return to_all(session, act, row, deed, **more)


def to_all(
    session: Session, act: Act, /, row: Row, deed: Callable[..., object], **more: object
) -> Collection[int]:
    """Do it to the ticket, and to the near copies that its row stands for; to which it was done."""
    if row.copies:
        return copies.for_all(session, act, row.id, deed, **more)
    deed(session, act, row.id, **more)
    return [row.id]
