"""The tables of triage: which texts are near copies, what was learnt, which ignored tickets are looked at again."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from tickets.rules.states import Kind
from tickets.storage.models import Model
from tickets.storage.types import Word


class Trial(StrEnum):
    """What became of a trained model."""

    ADOPTED = "adopted"
    REFUSED = "refused"  # it did worse than the one in use
    ROLLED_BACK = "rolled back"


class Cluster(Model, kw_only=True, repr=False):
    """Tickets whose posts say nearly the same, and what a person decided for all of them."""

    __tablename__ = "clusters"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    created_at: Mapped[datetime]
    ignored: Mapped[bool | None] = mapped_column(default=None)
    """Whether a person ignored it (True) or said that it is to be read (False); None: nobody decided."""
    kind: Mapped[Kind | None] = mapped_column(Word(Kind), default=None)
    """What a person labelled it."""
    department_id: Mapped[int | None] = mapped_column(default=None)
    """Whom a person asked."""
    decided_by: Mapped[str | None] = mapped_column(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)


class NearKey(Model, kw_only=True, repr=False):
    """A band of a message's signature: two posts that share one may be near copies (`triage.similar`).

    Kept as long as a campaign may last; the settings say how long.
    """

    __tablename__ = "near_keys"
    __table_args__ = (Index("ix_near_keys_message", "message_id"), {"sqlite_with_rowid": False})

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    message_id: Mapped[int] = mapped_column(primary_key=True)


class Training(Model, kw_only=True, repr=False):
    """A model that was trained on this team's corrections, in use or not.

    Append only, but for what a rollback changes (`state`, and in `card` who did it) and the weights of old ones.
    """

    __tablename__ = "trainings"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    state: Mapped[Trial] = mapped_column(Word(Trial))
    version: Mapped[str]
    """What its verdicts are stored with."""
    base: Mapped[str]
    """The version of the shipped model that it was made from; with another one it cannot be used."""
    examples: Mapped[int]
    """How many corrections it learnt from."""
    card: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Scores before and after, thresholds, and why it was refused."""
    weights: Mapped[bytes] = mapped_column(LargeBinary)
    """What it adds to the base's weights, as `triage.learnt` packs it; empty where nobody can go back to it."""


class SecondLook(Model, kw_only=True, repr=False):
    """An ignored ticket that was drawn for a person's eyes, and what they found."""

    __tablename__ = "second_looks"
    __table_args__ = (Index("ix_second_looks_week", "year", "week"),)

    ticket_id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    """Of the ISO week in which it was drawn."""
    week: Mapped[int]
    drawn_at: Mapped[datetime]
    wrong: Mapped[bool | None] = mapped_column(default=None)
    """Whether it should not have been ignored; None: nobody has looked yet."""
    seen_by: Mapped[str | None] = mapped_column(default=None)
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
