"""The tables of answering: what goes out, what a department was asked and proposes, what is typed and not sent."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, UniqueConstraint, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from tickets.rules.audience import Visibility
from tickets.rules.reply import Purpose, ReplyState
from tickets.storage.models import Model, partial_index, table


class Reply(Model, kw_only=True, repr=False):
    """What we send: the outbox."""

    __tablename__ = "replies"
    __table_args__ = (
        UniqueConstraint("idempotency_key"),
        Index("ix_replies_ticket", "ticket_id"),
        Index("ix_replies_thread", "thread_id", "part"),
        # The publisher asks for what is due; what is out or dead is not in the index.
        partial_index(
            "ix_replies_open", "account_id", "next_attempt_at", where="state IN ('pending', 'sending')"
        ),
        # Those that a person may have to look after.
        partial_index("ix_replies_trouble", "ticket_id", "state", where="state IN ('failed', 'uncertain')"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))
    """The citizen's message that it answers."""
    purpose: Mapped[Purpose]
    state: Mapped[ReplyState]
    text: Mapped[str] = mapped_column(default="")
    """As it is posted, the addressee's handle included."""
    spoiler_text: Mapped[str] = mapped_column(default="")
    visibility: Mapped[Visibility]
    language: Mapped[str | None] = mapped_column(default=None)
    sensitive: Mapped[bool] = mapped_column(default=False)
    promise_at: Mapped[datetime | None] = mapped_column(default=None)
    """For an interim status: the date it promises, else None."""
    answers_edit_of: Mapped[datetime | None] = mapped_column(default=None)
    """`edited_at` of the message as its author saw it: a later edit brings the reply back."""
    idempotency_key: Mapped[str]
    author: Mapped[str]
    created_at: Mapped[datetime]
    thread_id: Mapped[int | None] = mapped_column(default=None)
    """Of a text that takes several posts: the reply that is its first part. None: it is one post."""
    part: Mapped[int] = mapped_column(default=1, server_default="1")
    """Which of `parts` it is; each answers the one before."""
    parts: Mapped[int] = mapped_column(default=1, server_default="1")
    source: Mapped[str] = mapped_column(default="", server_default="")
    """This part of the text as its author typed it: those of a thread, joined, are the text."""
    template: Mapped[str] = mapped_column(default="", server_default="")
    """The name of the text that lay ready and went out unchanged, else ""."""
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    tried_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was first handed to the server; None: it cannot be out."""
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    remote_id: Mapped[str | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")


def replies_in(*states: ReplyState) -> ColumnElement[bool]:
    """Whether a reply is in one of these states, for statements.

    In the words of the indexes above: one of some rows only serves where its condition is written out, and values are
    parameters otherwise.
    """
    return table(Reply).c.state.in_([literal_column(f"'{state}'") for state in states])


class Forward(Model, kw_only=True, repr=False):
    """A question handed to a department."""

    __tablename__ = "forwards"
    __table_args__ = (Index("ix_forwards_ticket", "ticket_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    author: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Proposal(Model, kw_only=True, repr=False):
    """An answer that a department proposes."""

    __tablename__ = "proposals"
    __table_args__ = (Index("ix_proposals_ticket", "ticket_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    forward_id: Mapped[int | None] = mapped_column(ForeignKey("forwards.id"), default=None)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), default=None)
    author: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]


class Draft(Model, kw_only=True, repr=False):
    """What somebody typed and has not sent: nothing typed is ever lost."""

    __tablename__ = "drafts"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    author: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[datetime]
    purpose: Mapped[Purpose] = mapped_column(default=Purpose.ANSWER, server_default="answer")
    promise: Mapped[date | None] = mapped_column(default=None)
    visibility: Mapped[Visibility | None] = mapped_column(default=None)
    spoiler_text: Mapped[str | None] = mapped_column(default=None)
    language: Mapped[str | None] = mapped_column(default=None)
    template: Mapped[str] = mapped_column(default="", server_default="")
