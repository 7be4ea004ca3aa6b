"""The way of a reply out: claimed, posted outside any transaction, settled. Exactly one post.

The publisher (`tickets.mastodon.publisher`) speaks with the server; what that means for reply and ticket is
decided here. Whatever dies in between leaves a claimed reply (`sending`); whether it may be out already says
`tried_at`, and such a one is never posted blindly again. A publisher that was slower than its lease has lost
the reply to another: what it then says of it counts no longer, unless it is that the reply is out.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, Update, func, literal, select, update
from sqlalchemy.orm import Session

from tickets.desk import drafts, history
from tickets.desk.handling import end_forwards
from tickets.desk.house import Act
from tickets.desk.replies import told
from tickets.rules.audience import Visibility
from tickets.rules.states import Move
from tickets.rules.worktime import deadline
from tickets.storage.models import (
    Account,
    Direction,
    Message,
    Purpose,
    Reply,
    ReplyState,
    Ticket,
    What,
)
from tickets.storage.types import UtcDateTime

LEASE = timedelta(seconds=45)
"""A claimed reply is left alone for so long: longer than one post may take."""
KEY_LIFETIME = timedelta(minutes=50)
"""Mastodon remembers an Idempotency-Key for an hour at most; we trust it a little less."""

_OPEN = (ReplyState.PENDING, ReplyState.SENDING)
_EVENTS = {Purpose.ANSWER: What.ANSWERED, Purpose.INTERIM: What.INTERIM, Purpose.ASK: What.ASKED}
_ENDS = {ReplyState.FAILED: What.REPLY_FAILED, ReplyState.UNCERTAIN: What.REPLY_UNCERTAIN}
_MOVES = {Purpose.ANSWER: Move.ANSWER, Purpose.INTERIM: Move.INTERIM, Purpose.ASK: Move.ASK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A reply as the publisher needs it."""

    reply_id: int
    account: str
    in_reply_to_id: str
    """Remote id of the citizen's post."""
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
    """Replies of this account whose time has come, oldest first; those a crash left claimed too."""
    statement = (
        select(Reply, Message.remote_id)
        .join(Account, Account.id == Reply.account_id)
        .join(Message, Message.id == Reply.message_id)
        .where(
            Account.name == account,
            Reply.state.in_(_OPEN),
            Reply.next_attempt_at <= act.now,
        )
        .order_by(Reply.next_attempt_at, Reply.id)
        .limit(limit)
    )
    return [_outgoing(row, account, remote_id) for row, remote_id in session.execute(statement)]


def _outgoing(row: Reply, account: str, remote_id: str) -> Outgoing:
    return Outgoing(
        reply_id=row.id,
        account=account,
        in_reply_to_id=remote_id,
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
        .where(Reply.id == reply_id, Reply.state.in_(_OPEN))
        .execution_options(synchronize_session=False)
    )


def _claimed(outgoing: Outgoing) -> Update:
    """The reply, as long as nobody has claimed it after this publisher did."""
    return _open(outgoing.reply_id).where(Reply.attempts == outgoing.attempt)


def _update(session: Session, statement: Update) -> bool:
    """Whether the statement has met its row."""
    result = session.execute(statement)
    return isinstance(result, CursorResult) and result.rowcount == 1


def sent(session: Session, act: Act, reply_id: int, *, remote_id: str, created_at: datetime) -> None:
    """The reply is out: keep the post as a message, meet the clock, move the ticket.

    Settling twice changes nothing.
    """
    row = session.get_one(Reply, reply_id, with_for_update=True)
    if row.state is ReplyState.SENT:
        return
    row.state, row.sent_at, row.remote_id, row.reason = ReplyState.SENT, created_at, remote_id, ""
    ticket = session.get_one(Ticket, row.ticket_id)
    _keep_message(session, act, row, remote_id=remote_id, created_at=created_at)
    author = _in_the_name_of(act, row)
    history.move(ticket, _MOVES[row.purpose])
    if row.purpose is not Purpose.INTERIM:
        end_forwards(session, act, ticket)
    history.record(
        session,
        author,
        ticket,
        _EVENTS[row.purpose],
        since=created_at,
        due_at=row.promise_at,
        detail=told(row),
    )
    if row.purpose is not Purpose.INTERIM:
        _restart_for_unread(session, act, ticket, row)
    history.rewind(session, act, ticket)


def _in_the_name_of(act: Act, row: Reply) -> Act:
    """Who wrote the reply acts, though the bridge carries it."""
    return replace(act, actor=replace(act.actor, login=row.author))


def _keep_message(session: Session, act: Act, row: Reply, *, remote_id: str, created_at: datetime) -> None:
    asked = session.get_one(Message, row.message_id)
    session.add(
        Message(
            ticket_id=row.ticket_id,
            account_id=row.account_id,
            person_id=None,
            direction=Direction.OUT,
            remote_id=remote_id,
            in_reply_to_id=asked.remote_id,
            text=row.text,
            spoiler_text=row.spoiler_text,
            visibility=row.visibility,
            language=row.language,
            sensitive=row.sensitive,
            via="publisher",
            created_at=created_at,
            received_at=created_at,
            stored_at=act.now,
        )
    )


def _restart_for_unread(session: Session, act: Act, ticket: Ticket, row: Reply) -> None:
    """What the citizen wrote after the reply was composed is not answered by it: its own clock starts."""
    unread = session.scalar(
        select(Message)
        .where(
            Message.ticket_id == ticket.id,
            Message.direction == Direction.IN,
            Message.stored_at > row.created_at,
            Message.deleted_at.is_(None),
        )
        .order_by(Message.received_at)
        .limit(1)
    )
    if unread is None:
        return
    calendar = act.house.calendar(history.account_name(session, ticket.account_id))
    history.move(ticket, Move.ARRIVE)
    history.record(
        session,
        act,
        ticket,
        What.ARRIVED,
        since=unread.received_at,
        due_at=deadline(unread.received_at, act.house.answer, calendar),
        detail={
            "message": unread.remote_id,
            "unread": True,
            **history.reckoned_by(calendar, act.house.answer),
        },
    )


def fail(session: Session, act: Act, reply_id: int, *, reason: str, attempt: int | None = None) -> bool:
    """The reply is not out and will not be: back to a person, its text as a draft again.

    attempt: under which claim that was found; None for whoever claimed nothing. False where the reply has come
    to an end meanwhile, or another publisher has claimed it.
    """
    return _end(session, act, reply_id, ReplyState.FAILED, reason, attempt)


def uncertain(session: Session, act: Act, reply_id: int, *, reason: str, attempt: int | None = None) -> bool:
    """Nobody can tell whether the reply is out: a person decides; never a blind second post.

    attempt, and what is returned: as for `fail`.
    """
    return _end(session, act, reply_id, ReplyState.UNCERTAIN, reason, attempt)


def _end(
    session: Session, act: Act, reply_id: int, state: ReplyState, reason: str, attempt: int | None
) -> bool:
    row = session.get_one(Reply, reply_id, with_for_update=True)
    if row.state not in _OPEN or attempt not in (None, row.attempts):
        return False
    row.state, row.reason = state, reason
    if state is ReplyState.FAILED:
        drafts.restore(session, act, row)
    ticket = session.get_one(Ticket, row.ticket_id)
    history.record(session, act, ticket, _ENDS[state], detail={**told(row), "reason": reason})
    return True
