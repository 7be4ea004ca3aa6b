"""The tables of working together: what a ticket was before an act, and who has it open."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tickets.storage.models import Model


class Before(Model, kw_only=True, repr=False):
    """What a ticket was before an act of a person, so that undoing it needs no guessing."""

    __tablename__ = "befores"
    __table_args__ = (Index("ix_befores_act", "act_id"),)

    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The event that tells of the act."""
    act_id: Mapped[int]
    """The first event of the same act: what was done to several tickets at once has it in common."""
    ticket_id: Mapped[int]
    was: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """As `desk.before` wrote it."""


class Presence(Model, kw_only=True, repr=False):
    """Somebody has a ticket open; as long as they give signs of life."""

    __tablename__ = "presences"

    ticket_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    login: Mapped[str] = mapped_column(primary_key=True)
    writing: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime]
    beat_at: Mapped[datetime]


class SavedView(Model, kw_only=True, repr=False):
    """What somebody typed to find tickets, kept under a name."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("owner", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    owner: Mapped[str] = mapped_column(default="")
    """The login of whoever sees it; "" where everybody does."""
    name: Mapped[str]
    query: Mapped[str]
    """As `rules.filters` reads it."""
    author: Mapped[str]
    created_at: Mapped[datetime]
