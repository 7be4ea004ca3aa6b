"""Who changed what in roster and absences: appended here and nowhere else, never changed, never deleted."""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk.duty_rows import RosterChangeView
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.i18n import _
from tickets.storage.duty_models import RosterChange

Facts = dict[str, str | None]
"""What a line of roster or absences says."""


class Change(StrEnum):
    """What was done."""

    SET = "set"
    CLEARED = "cleared"
    SWAPPED = "swapped"
    FILLED = "filled"
    IMPORTED = "imported"
    AWAY = "away"
    BACK = "back"


def record(
    session: Session, act: Act, what: Change, subject: str, *, before: Facts | None, after: Facts | None
) -> None:
    """Append one change of a week, or of somebody's absences."""
    session.add(
        RosterChange(
            at=act.now, actor=act.actor.login, what=what.value, subject=subject, before=before, after=after
        )
    )


def changes(session: Session, act: Act, *, limit: int = 50) -> tuple[RosterChangeView, ...]:
    """The latest changes, newest first. Raises NotAllowed."""
    act.actor.require(Right.READ_ALL)
    rows = session.scalars(select(RosterChange).order_by(RosterChange.id.desc()).limit(limit))
    return tuple(
        RosterChangeView(
            at=row.at,
            actor=row.actor,
            what=row.what,
            subject=row.subject,
            before=row.before,
            after=row.after,
        )
        for row in rows
    )


def change_word(what: str) -> str:
    """What was done, in the reader's language."""
    return {
        Change.SET: _("set"),
        Change.CLEARED: _("cleared"),
        Change.SWAPPED: _("swapped"),
        Change.FILLED: _("filled by the rota"),
        Change.IMPORTED: _("imported"),
        Change.AWAY: _("away"),
        Change.BACK: _("back"),
    }[Change(what)]
