"""The tables of the bridge: how far it has read, and how its workers are."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tickets.storage.models import Model


class Cursor(Model, kw_only=True, repr=False):
    """How far catch-up has read an account's notifications. Only catch-up moves it."""

    __tablename__ = "cursors"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    value: Mapped[str]
    moved_at: Mapped[datetime]


class Worker(Model, kw_only=True, repr=False):
    """How a worker of the bridge is, by its own last word."""

    __tablename__ = "workers"

    name: Mapped[str] = mapped_column(primary_key=True)
    """`bridge`, or what it does and for whom: `listener:amt`."""
    state: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    since: Mapped[datetime]
    beat_at: Mapped[datetime]
