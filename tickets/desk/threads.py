"""Replies that take several posts: the parts of a thread, and what becomes of those that are not out."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.rules.reply import ReplyState
from tickets.storage.answer_models import Reply


def told(row: Reply) -> dict[str, object]:
    """What an event tells of a reply: of a thread, by the number of its first part."""
    detail: dict[str, object] = {
        "reply": row.thread_id or row.id,
        "purpose": row.purpose.value,
        "visibility": row.visibility.value,
    }
    return detail | {"part": row.part, "parts": row.parts} if row.parts > 1 else detail


def siblings(session: Session, row: Reply) -> Sequence[Reply]:
    """All parts, in order; a reply that is one post is the only one. Nobody else changes them meanwhile."""
    if row.thread_id is None:
        return [row]
    statement = select(Reply).where(Reply.thread_id == row.thread_id).order_by(Reply.part)
    return session.scalars(statement.with_for_update()).all()


def waiting_after(session: Session, row: Reply) -> list[Reply]:
    """The parts after this one; they wait for it."""
    if row.part == row.parts:
        return []
    return [
        each for each in siblings(session, row) if each.part > row.part and each.state is ReplyState.PENDING
    ]


def wording(rows: Sequence[Reply]) -> str:
    """What was typed of these parts; of a post from before that was kept, what would have been posted."""
    return "".join(row.source or row.text for row in rows).strip()
