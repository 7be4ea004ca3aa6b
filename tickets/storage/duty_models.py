"""The tables of duty: who is on it, who is away, what was handed over, whom the bridge tells what."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tickets.storage.models import Model, partial_index


class Duty(Model, kw_only=True, repr=False):
    """Who does the community management in one ISO week (ISO 8601)."""

    __tablename__ = "duties"
    __table_args__ = (UniqueConstraint("year", "week"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    year: Mapped[int]
    """Of the ISO week, which is not always the calendar's."""
    week: Mapped[int]
    login: Mapped[str]
    deputy: Mapped[str | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class Absence(Model, kw_only=True, repr=False):
    """Days on which somebody is away, both ends included."""

    __tablename__ = "absences"
    __table_args__ = (Index("ix_absences_login", "login", "last_day"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    login: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    note: Mapped[str] = mapped_column(default="")


class RosterChange(Model, kw_only=True, repr=False):
    """Who changed what in roster and absences. Append only: who was to be on duty can be proven later."""

    __tablename__ = "roster_changes"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    what: Mapped[str]
    """A member of `desk.roster_history.Change`, by its value."""
    subject: Mapped[str]
    """The ISO week, `2026-W21`, or the login of whoever is away."""
    before: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    """As it was; None where there was nothing."""
    after: Mapped[dict[str, Any] | None] = mapped_column(default=None)


class HandOver(Model, kw_only=True, repr=False):
    """The brief at a change of duty, and who acknowledged it when."""

    __tablename__ = "handovers"
    __table_args__ = (UniqueConstraint("year", "week"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    year: Mapped[int]
    week: Mapped[int]
    """The week that begins."""
    outgoing: Mapped[str | None]
    incoming: Mapped[str]
    brief: Mapped[dict[str, Any]]
    """What was handed over, as it stood then."""
    made_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None] = mapped_column(default=None)
    acknowledged_by: Mapped[str | None] = mapped_column(default=None)


class Notice(Model, kw_only=True, repr=False):
    """A message to somebody of the house, a breach say. Sent once, in service hours."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("key"),
        partial_index("ix_notices_open", "send_after", where="sent_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str]
    """What it is about, for ever unique: none is repeated."""
    to: Mapped[str]
    """A role or a login of the settings."""
    subject: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[datetime]
    send_after: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")
    """Why the last attempt failed."""
