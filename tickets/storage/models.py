"""What all tables share, and those of tickets, by SQLAlchemy's declarative mapping; `table` is for the hot paths.

Times are aware UTC (`UtcDateTime`); ids of a Mastodon server are opaque strings; foreign text is stored as it
was made safe at the edge (`rules.text`).
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, cast

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose, ReplyState
from tickets.rules.states import Kind, Queue, State, Zone
from tickets.storage.types import Document, UtcDateTime, Word

# Names for all constraints, so that migrations can speak of them on both engines.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Direction(StrEnum):
    """Whether a message came to us or went out."""

    IN = "in"
    OUT = "out"


class What(StrEnum):
    """What an event tells of a ticket. Those that `rules.sla.Happening` knows move its clocks."""

    ARRIVED = "arrived"
    JOINED = "joined"
    EDITED = "edited"
    DELETED = "deleted"
    ANSWERED = "answered"
    INTERIM = "interim"
    ASKED = "asked"
    FORWARDED = "forwarded"
    PROPOSED = "proposed"
    RECALLED = "recalled"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    CLOSED = "closed"
    REOPENED = "reopened"
    IGNORED = "ignored"
    RESCUED = "rescued"
    ASSIGNED = "assigned"
    LABELLED = "labelled"
    NOTED = "noted"
    REPLY_QUEUED = "reply_queued"
    REPLY_WITHDRAWN = "reply_withdrawn"
    REPLY_FAILED = "reply_failed"
    REPLY_UNCERTAIN = "reply_uncertain"
    AT_RISK = "at_risk"
    BREACHED = "breached"
    RECKONED = "reckoned"
    HANDED_OVER = "handed_over"
    PART_PUBLISHED = "part_published"
    UNDONE = "undone"


_WORDS = (Direction, Kind, Purpose, Queue, ReplyState, State, Visibility, What, Zone)


class Model(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """What all our tables share: constraint names, and which Python type is which column.

    Models have no repr of their values: one in a traceback would carry a citizen's text into a log.
    """

    metadata = metadata
    type_annotation_map: ClassVar[Mapping[Any, Any]] = {
        datetime: UtcDateTime,
        str: Text,
        dict[str, Any]: Document,
        list[str]: Document,
        list[dict[str, str]]: Document,
        **{word: Word(word) for word in _WORDS},
    }


def table(model: type[Model]) -> Table:
    """The table beneath a model, for the hot paths: no object is made for a row."""
    return cast("Table", model.__table__)


def partial_index(name: str, *columns: str, where: str) -> Index:
    """An index of those rows only for which `where`, in SQL, holds; both engines know such, and its migration makes it.

    Said in `info`: SQLAlchemy's own options import the dialects of both, and PostgreSQL's takes 2 MiB.
    """
    return Index(name, *columns, info={"where": where})


class Account(Model, kw_only=True, repr=False):
    """One of our Mastodon accounts, with what its server told us last."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(unique=True)
    server: Mapped[str] = mapped_column(default="")
    remote_id: Mapped[str] = mapped_column(default="")
    handle: Mapped[str] = mapped_column(default="")
    """Full, lower case; empty until the server was asked once."""
    followers: Mapped[int | None] = mapped_column(default=None)
    character_limit: Mapped[int] = mapped_column(default=500)
    url_length: Mapped[int] = mapped_column(default=23)
    idempotent: Mapped[bool] = mapped_column(default=True)
    """Whether the server keeps Idempotency-Key; GoToSocial does not."""


class Person(Model, kw_only=True, repr=False):
    """Who writes to us."""

    __tablename__ = "persons"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    handle: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    bot: Mapped[bool] = mapped_column(default=False)
    known_since: Mapped[datetime | None] = mapped_column(default=None)
    first_seen_at: Mapped[datetime]


class Department(Model, kw_only=True, repr=False):
    """A specialist department, as the settings describe it; stays for the history when they drop it."""

    __tablename__ = "departments"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    mail: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class Ticket(Model, kw_only=True, repr=False):
    """One matter of one person with one account."""

    __tablename__ = "tickets"
    __table_args__ = (
        # The list of a queue, best first, paged by key: never a sort, never an OFFSET. What few tickets are is looked
        # for in the index alone.
        Index("ix_tickets_queue_rank", "queue", "folded", "rank", "id", "account_id", "kind", "language"),
        # Who stands for a cluster in each queue: found by index, however many near copies there are.
        partial_index(
            "ix_tickets_cluster",
            "cluster_id",
            "folded",
            "queue",
            "rank",
            "id",
            where="cluster_id IS NOT NULL",
        ),
        # What the watcher of the clocks asks every minute; only tickets with a running clock are in it.
        partial_index("ix_tickets_due", "due_at", where="due_at IS NOT NULL"),
        # The watcher's other two questions: whom to warn of, whom to wake.
        partial_index("ix_tickets_warn", "warn_at", where="warn_at IS NOT NULL"),
        partial_index("ix_tickets_snoozed", "snoozed_until", where="snoozed_until IS NOT NULL"),
        # Every promise that was ever broken, in the order of the list; of a queue without a look at the tickets.
        partial_index(
            "ix_tickets_breached", "rank", "id", "queue", "folded", where="breached_at IS NOT NULL"
        ),
        # What was received lately, among all there ever was.
        Index("ix_tickets_received", "received_at", "rank"),
        Index("ix_tickets_person", "person_id", "account_id"),
        Index("ix_tickets_assignee", "assignee", "queue", "rank"),
        Index("ix_tickets_department", "department_id", "queue", "rank"),
        # A ticket's number is never given again, even after an erasure.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), default=None)
    """The department asked, or the one triage suggests."""
    queue: Mapped[Queue]
    """Always `state.queue`: kept beside it so that one index serves a list."""
    state: Mapped[State]
    kind: Mapped[Kind]
    zone: Mapped[Zone]
    priority: Mapped[int] = mapped_column(default=0)
    """Points, see `rules.priority`."""
    rank: Mapped[int] = mapped_column(BigInteger, default=0)
    """The order in a list, ascending, see `rules.priority.rank`."""
    assignee: Mapped[str | None] = mapped_column(default=None)
    visibility: Mapped[Visibility]
    """Of the citizen's latest message."""
    language: Mapped[str | None] = mapped_column(default=None)
    excerpt: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime]
    """When the oldest message that still waits for an answer reached our server."""
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    """The earliest running deadline; None while no clock runs."""
    warn_at: Mapped[datetime | None] = mapped_column(default=None)
    """From here on it is at risk; None when no clock runs or the warning was given."""
    breached_at: Mapped[datetime | None] = mapped_column(default=None)
    """The first broken deadline; never taken back."""
    breach_noted_for: Mapped[datetime | None] = mapped_column(default=None)
    """The deadline whose breach was written down last, so that each is written down once."""
    snoozed_until: Mapped[datetime | None] = mapped_column(default=None)
    cluster_id: Mapped[int | None] = mapped_column(default=None)
    """The cluster of near copies that it belongs to (`triage_models.Cluster`)."""
    folded: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Hidden behind another ticket of its cluster in the same queue, whose row stands for all of them."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(init=False)

    # Counts up with every change: two people cannot overwrite each other unseen (StaleDataError).
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - so it is called and typed in the base


class Message(Model, kw_only=True, repr=False):
    """One stored post, in or out."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("account_id", "remote_id"),
        Index("ix_messages_ticket", "ticket_id"),
        # Whose contexts catch-up reads: our own posts, newest first.
        partial_index("ix_messages_out", "account_id", "id", where="direction = 'out'"),
        # A child may arrive before its parent.
        Index("ix_messages_parent", "account_id", "in_reply_to_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), default=None)
    """None for our own."""
    direction: Mapped[Direction]
    remote_id: Mapped[str]
    in_reply_to_id: Mapped[str | None] = mapped_column(default=None)
    quotes: Mapped[str | None] = mapped_column(default=None)
    text: Mapped[str] = mapped_column(default="")
    spoiler_text: Mapped[str] = mapped_column(default="")
    visibility: Mapped[Visibility]
    language: Mapped[str | None] = mapped_column(default=None)
    sensitive: Mapped[bool] = mapped_column(default=False)
    url: Mapped[str | None] = mapped_column(default=None)
    mentions: Mapped[list[str]] = mapped_column(default_factory=list)
    attachments: Mapped[list[dict[str, str]]] = mapped_column(default_factory=list)
    via: Mapped[str] = mapped_column(default="stream")
    created_at: Mapped[datetime]
    """Written, by the clock of the author's server."""
    received_at: Mapped[datetime]
    """Reached our server: the promise counts from here, however late we found it."""
    stored_at: Mapped[datetime]
    edited_at: Mapped[datetime | None] = mapped_column(default=None)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)
    verdict: Mapped[dict[str, Any] | None] = mapped_column(default=None)


class Event(Model, kw_only=True, repr=False):
    """One line of a ticket's history. Append only; the clocks are folded from it."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_ticket", "ticket_id"),
        # What happened in a period, for reports: which tickets, without a look at the rows.
        Index("ix_events_at", "at", "ticket_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    at: Mapped[datetime]
    actor: Mapped[str]
    what: Mapped[What]
    since: Mapped[datetime | None] = mapped_column(default=None)
    """When it really began, where that was earlier: for an arrival, when the post reached our server."""
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    """The deadline that this event set, fixed for ever when it was set."""
    detail: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
