"""The way of a reply out: claimed, posted outside any transaction, settled. Exactly one post.

The publisher (`tickets.mastodon.publisher`) speaks with the server; what that means for reply and ticket is
decided here. Whatever dies in between leaves a claimed reply (`sending`); whether it may be out already says
`tried_at`, and such a one is never posted blindly again. A publisher that was slower than its lease has lost
the reply to another: what it then says of it counts no longer, unless it is that the reply is out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, Update, and_, func, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from tickets.desk.house import Act
from tickets.desk.settlement import fail, sent, uncertain
from tickets.rules.audience import Visibility
from tickets.rules.reply import OPEN, ReplyState
from tickets.storage.answer_models import Reply, replies_in
from tickets.storage.models import Account, Message
from tickets.storage.types import UtcDateTime

__all__ = [
    "KEY_LIFETIME",
    "LEASE",
    "Outgoing",
    "claim",
    "due",
    "fail",
    "postpone",
    "sent",
    "stopped",
    "trying",
    "uncertain",
]

LEASE = timedelta(seconds=45)
"""A claimed reply is left alone for so long: longer than one post may take."""
KEY_LIFETIME = timedelta(minutes=50)
"""Mastodon remembers an Idempotency-Key for an hour at most; we trust it a little less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A reply as the publisher needs it."""

    reply_id: int
    account: str
    asked_id: str
    """Remote id of the citizen's post."""
    in_reply_to_id: str
    """Remote id of the post under which it goes: the citizen's, in a thread our own before."""
    asked_edited_at: datetime | None
    """When the citizen's post was edited last, as the author of the reply saw it; None: never."""
    text: str
    spoiler_text: str
    visibility: Visibility
    language: str | None
    sensitive: bool
    idempotency_key: str
    attempts: int
    created_at: datetime
    tried_at: datetime | None
    """When it was first handed to the server; None: it cannot be out."""
    part: int = 1
    parts: int = 1

    @property
    def is_last(self) -> bool:
        """Whether nothing of the same thread comes after it."""
        return self.part == self.parts

    @property
    def attempt(self) -> int:
        """The number of the attempt that begins with claiming it."""
        return self.attempts + 1

    def may_be_out(self) -> bool:
        """Whether an earlier attempt may have reached the server."""
        return self.tried_at is not None

    def key_holds(self, now: datetime) -> bool:
        """Whether the server still knows the idempotency key of the first attempt."""
        return self.tried_at is None or now - self.tried_at < KEY_LIFETIME


def due(session: Session, act: Act, account: str, *, limit: int = 20) -> list[Outgoing]:
    """Replies of this account whose time has come, oldest first; those a crash left claimed too.

    Of a thread only the part whose turn it is: the one before it is out.
    """
    above = aliased(Reply)
    statement = (
        select(Reply, Message.remote_id, above.remote_id)
        .join(Account, Account.id == Reply.account_id)
        .join(Message, Message.id == Reply.message_id)
        .outerjoin(above, and_(above.thread_id == Reply.thread_id, above.part == Reply.part - 1))
        .where(
            Account.name == account,
            replies_in(*OPEN),
            Reply.next_attempt_at <= act.now,
            or_(Reply.part == 1, above.remote_id.is_not(None)),
        )
        .order_by(Reply.next_attempt_at, Reply.id)
        .limit(limit)
    )
    return [
        _outgoing(row, account, asked_id, above_id or asked_id)
        for row, asked_id, above_id in session.execute(statement)
    ]


def _outgoing(row: Reply, account: str, asked_id: str, in_reply_to_id: str) -> Outgoing:
    return Outgoing(
        reply_id=row.id,
        account=account,
        asked_id=asked_id,
        in_reply_to_id=in_reply_to_id,
        asked_edited_at=row.answers_edit_of,
        text=row.text,
        spoiler_text=row.spoiler_text,
        visibility=row.visibility,
        language=row.language,
        sensitive=row.sensitive,
        idempotency_key=row.idempotency_key,
        attempts=row.attempts,
        created_at=row.created_at,
        tried_at=row.tried_at,
        part=row.part,
        parts=row.parts,
    )


def claim(session: Session, act: Act, outgoing: Outgoing, *, lease: timedelta = LEASE) -> bool:
    """Take the reply for this publisher, if nobody else has: a conditional UPDATE, the same on both engines.

    lease: for how long no other publisher shall look at it.
    """
    return _update(
        session,
        _open(outgoing.reply_id)
        .where(Reply.attempts == outgoing.attempts, Reply.next_attempt_at <= act.now)
        .values(
            state=ReplyState.SENDING,
            attempts=outgoing.attempt,
            next_attempt_at=act.now + lease,
        ),
    )


def trying(session: Session, act: Act, outgoing: Outgoing, *, lease: timedelta = LEASE) -> bool:
    """From here on the reply may be out, whatever happens. The key's life starts with the first time.

    False where it is no longer this publisher's to post. The lease begins anew.
    """
    return _update(
        session,
        _claimed(outgoing).values(
            tried_at=func.coalesce(Reply.tried_at, literal(act.now, UtcDateTime())),
            next_attempt_at=act.now + lease,
        ),
    )


def postpone(
    session: Session, _act: Act, outgoing: Outgoing, *, until: datetime, reason: str, unsent: bool
) -> bool:
    """Try again at `until`, with the same key. `unsent`: this attempt surely did not reach the server."""
    surely_unsent = unsent and not outgoing.may_be_out()
    changed: dict[str, object] = {"next_attempt_at": until, "reason": reason}
    if surely_unsent:
        changed |= {"state": ReplyState.PENDING, "tried_at": None}
    return _update(session, _claimed(outgoing).values(changed))


def _open(reply_id: int) -> Update:
    """The reply, unless it has come to an end meanwhile."""
    return (
        update(Reply)
        .where(Reply.id == reply_id, Reply.state.in_(OPEN))
        .execution_options(synchronize_session=False)
    )


def _claimed(outgoing: Outgoing) -> Update:
    """The reply, as long as nobody has claimed it after this publisher did."""
    return _open(outgoing.reply_id).where(Reply.attempts == outgoing.attempt)


def _update(session: Session, statement: Update) -> bool:
    """Whether the statement has met its row."""
    result = session.execute(statement)
    return isinstance(result, CursorResult) and result.rowcount == 1


def stopped(session: Session, _act: Act, outgoing: Outgoing) -> bool:
    """Whether a person has called back, while this part was on its way, what was to follow it."""
    thread = select(Reply.thread_id).where(Reply.id == outgoing.reply_id).scalar_subquery()
    called_back = select(Reply.id).where(Reply.thread_id == thread, Reply.state == ReplyState.WITHDRAWN)
    return session.scalar(called_back.limit(1)) is not None
