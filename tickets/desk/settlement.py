"""What became of a reply: it is out, it failed, or nobody can tell; and what that means for its ticket."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import copies, drafts, history, threads
from tickets.desk.handling import end_forwards
from tickets.desk.house import Act
from tickets.desk.threads import told
from tickets.i18n import _
from tickets.rules.reply import OPEN, Purpose, ReplyState
from tickets.rules.states import Move
from tickets.rules.worktime import deadline
from tickets.storage.answer_models import Reply
from tickets.storage.models import Direction, Message, Ticket, What

_EVENTS = {Purpose.ANSWER: What.ANSWERED, Purpose.INTERIM: What.INTERIM, Purpose.ASK: What.ASKED}
_ENDS = {ReplyState.FAILED: What.REPLY_FAILED, ReplyState.UNCERTAIN: What.REPLY_UNCERTAIN}
_MOVES = {Purpose.ANSWER: Move.ANSWER, Purpose.INTERIM: Move.INTERIM, Purpose.ASK: Move.ASK}


def sent(
    session: Session,
    act: Act,
    reply_id: int,
    *,
    remote_id: str | None,
    created_at: datetime,
    seen_by: str | None = None,
) -> None:
    """The reply is out: keep the post as a message, meet the clock, move the ticket; of a thread, with its last part.

    remote_id: None where nobody knows which post it is; then the reply itself is all that is kept of it.
    seen_by: on whose word it is out, where the server did not say so. Settling twice changes nothing.
    """
    row = session.get_one(Reply, reply_id, with_for_update=True)
    if row.state is ReplyState.SENT:
        return
    row.state, row.sent_at, row.remote_id, row.reason = ReplyState.SENT, created_at, remote_id, ""
    ticket = session.get_one(Ticket, row.ticket_id)
    if remote_id is not None:
        _keep_message(session, act, row, remote_id=remote_id, created_at=created_at)
    author = _in_the_name_of(act, row)
    detail = told(row) | {"seen_by": seen_by} if seen_by else told(row)
    if row.part < row.parts:
        history.record(session, author, ticket, What.PART_PUBLISHED, since=created_at, detail=detail)
        if remote_id is None:
            _stop(session, act, ticket, threads.waiting_after(session, row))
        return
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
        detail=detail,
    )
    if row.purpose is not Purpose.INTERIM:
        _restart_for_unread(session, act, ticket, row)
    history.rewind(session, act, ticket)
    if row.purpose is Purpose.ANSWER:
        copies.close_linked(session, act, ticket)


def _in_the_name_of(act: Act, row: Reply) -> Act:
    """Who wrote the reply acts, though the bridge carries it."""
    return replace(act, actor=replace(act.actor, login=row.author))


def _keep_message(session: Session, act: Act, row: Reply, *, remote_id: str, created_at: datetime) -> None:
    session.add(
        Message(
            ticket_id=row.ticket_id,
            account_id=row.account_id,
            person_id=None,
            direction=Direction.OUT,
            remote_id=remote_id,
            in_reply_to_id=_above(session, row),
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


def _above(session: Session, row: Reply) -> str | None:
    """The remote id of the post under which it is."""
    if row.part == 1:
        return session.get_one(Message, row.message_id).remote_id
    before = select(Reply.remote_id).where(Reply.thread_id == row.thread_id, Reply.part == row.part - 1)
    return session.scalar(before)


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
    if row.state not in OPEN or attempt not in (None, row.attempts):
        return False
    row.state, row.reason = state, reason
    if state is ReplyState.FAILED:
        rest = [row, *threads.waiting_after(session, row)]
        _fail(session, act, rest, reason)
    ticket = session.get_one(Ticket, row.ticket_id)
    history.record(session, act, ticket, _ENDS[state], detail={**told(row), "reason": reason})
    return True


def _fail(session: Session, act: Act, rows: list[Reply], reason: str) -> None:
    """What is not out of a reply will not be; its text is a draft again."""
    for each in rows:
        each.state, each.reason = ReplyState.FAILED, reason
    drafts.restore(session, act, rows[0], text=threads.wording(rows))


def _stop(session: Session, act: Act, ticket: Ticket, rest: list[Reply]) -> None:
    """The rest of a thread cannot go under a part of which nobody knows where it is."""
    if rest:
        reason = _("Nobody knows the address of the part before")
        _fail(session, act, rest, reason)
        history.record(session, act, ticket, What.REPLY_FAILED, detail={**told(rest[0]), "reason": reason})
