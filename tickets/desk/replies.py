"""Answers, interim statuses and questions back: previewed, queued, called back. `outbox` sends them."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import drafts, history, meanwhile
from tickets.desk.calling_back import give_up, how_to_settle, locked, unqueue, withdraw
from tickets.desk.house import Act
from tickets.desk.interim import promised_until
from tickets.desk.people import Right
from tickets.desk.previewing import Preview, Question, frame_of, preview, preview_of, question_of
from tickets.desk.threads import told
from tickets.errors import AudienceTooWide, Conflict, TextTooLong, UsageError
from tickets.i18n import _
from tickets.rules.audience import Visibility, visibility_word
from tickets.rules.reply import Purpose, ReplyState
from tickets.rules.states import Queue
from tickets.rules.thread import Part, split
from tickets.rules.worktime import Calendar
from tickets.storage.answer_models import Reply
from tickets.storage.models import Ticket, What

__all__ = [
    "Preview",
    "Queued",
    "give_up",
    "how_to_settle",
    "locked",
    "preview",
    "queue",
    "require_promise",
    "told",
    "unqueue",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class Queued:
    """A reply on its way out."""

    reply_id: int
    preview: Preview
    goes_at: datetime
    """From then on it is published; before, it can surely be called back."""


def queue(
    session: Session,
    act: Act,
    ticket_id: int,
    *,
    text: str,
    purpose: Purpose = Purpose.ANSWER,
    promise: date | None = None,
    visibility: Visibility | None = None,
    spoiler_text: str | None = None,
    language: str | None = None,
    yes_wider: bool = False,
    thread: bool = False,
    template: str = "",
    seen: int | None = None,
    version: int | None = None,
) -> Queued:
    """Store a reply for the publisher, each post of it under its own idempotency key.

    promise: for an interim status, the local day until whose end of service the answer is promised; None
    takes the term of the settings. language: of the text, by its tag; None takes the citizen's. thread: whether a
    text that is too long for one post may be several.
    template: the name of the text that lay ready, if this is it.
    seen: the last event that the author read (`TicketView.seen`); what the citizen has changed since is a Conflict.
    Raises AudienceTooWide, TextTooLong, UsageError, IllegalMove, Conflict.
    """
    act.actor.require(Right.REPLY)
    question = question_of(session, act, ticket_id, version=version)
    _require_room(session, question.ticket)
    if seen is not None and meanwhile.changes(session, question.ticket, seen).by_citizen:
        raise Conflict
    if not text.strip():
        raise UsageError(_("The reply is empty"), _("Write something, or close the ticket without an answer"))
    shown = preview_of(question, text, visibility, spoiler_text, language)
    _require_fit(shown, question, yes_wider=yes_wider, thread=thread)
    calendar = act.house.calendar(question.account.name)
    promised = _promised(act, purpose, promise, calendar)
    first = _store(
        session,
        act,
        question,
        _posts(question, text, shown),
        shown=shown,
        purpose=purpose,
        promised=promised,
        template=template,
    )
    drafts.forget(session, act, ticket_id)
    detail = told(first)
    if purpose is Purpose.INTERIM:
        detail |= history.reckoned_by(calendar, None if promise else act.house.interim)
    history.record(session, act, question.ticket, What.REPLY_QUEUED, detail=detail)
    return Queued(first.id, shown, first.next_attempt_at)


def _posts(question: Question, text: str, shown: Preview) -> tuple[Part, ...]:
    if shown.length <= shown.limit:
        return (Part(shown.text, text),)
    return split(text, frame_of(question, shown.spoiler_text))


def _store(
    session: Session,
    act: Act,
    question: Question,
    posts: tuple[Part, ...],
    *,
    shown: Preview,
    purpose: Purpose,
    promised: datetime | None,
    template: str,
) -> Reply:
    """One row for each post, for one and the same audience; the first."""
    rows = [
        Reply(
            ticket_id=question.ticket.id,
            account_id=question.ticket.account_id,
            message_id=question.message.id,
            purpose=purpose,
            state=ReplyState.PENDING,
            text=post.text,
            spoiler_text=shown.spoiler_text,
            visibility=shown.visibility,
            language=shown.language,
            sensitive=question.message.sensitive,
            promise_at=promised,
            answers_edit_of=question.message.edited_at,
            idempotency_key=str(uuid.uuid4()),
            author=act.actor.login,
            created_at=act.now,
            next_attempt_at=act.now + timedelta(seconds=act.house.settings.replies.delay_seconds),
            part=number,
            parts=len(posts),
            source=post.source,
            template=template,
        )
        for number, post in enumerate(posts, start=1)
    ]
    first = rows[0]
    session.add(first)
    session.flush()
    if rows[1:]:
        for row in rows:
            row.thread_id = first.id
        session.add_all(rows)
        session.flush()
    return first


def _require_room(session: Session, ticket: Ticket) -> None:
    """Refuse a reply to an ignored ticket, and a second one while the first is on its way."""
    if ticket.queue is Queue.IGNORED:
        raise UsageError(_("Ticket {id} is ignored").format(id=ticket.id), _("Rescue it first"))
    waiting = session.scalar(
        select(Reply.id)
        .where(
            Reply.ticket_id == ticket.id,
            Reply.state.in_((ReplyState.PENDING, ReplyState.SENDING, ReplyState.UNCERTAIN)),
        )
        .limit(1)
    )
    if waiting is not None:
        raise UsageError(
            _("Reply {reply} to ticket {id} is still on its way").format(reply=waiting, id=ticket.id),
            _("Wait until it is out, or withdraw it"),
        )


def _require_fit(shown: Preview, question: Question, *, yes_wider: bool, thread: bool) -> None:
    if shown.wider and not yes_wider:
        raise AudienceTooWide(
            _("More people would read the reply than the question, which is {asked}").format(
                asked=visibility_word(question.message.visibility)
            ),
            _("Leave the audience as it is, or say a second time that you want it wider (--yes-wider)"),
        )
    if shown.length <= shown.limit or (thread and shown.parts):
        return
    over = _("Shorten it by {count}").format(count=shown.length - shown.limit)
    if shown.parts and not thread:
        over = _("Shorten it by {count}, or send it as a thread of {parts} posts (--thread)").format(
            count=shown.length - shown.limit, parts=len(shown.parts)
        )
    raise TextTooLong(
        _("The reply has {length} characters, the instance allows {limit}").format(
            length=shown.length, limit=shown.limit
        ),
        over,
    )


def require_promise(
    session: Session, act: Act, ticket_id: int, *, purpose: Purpose, promise: date | None
) -> None:
    """Raises as `queue` does where such a reply could not promise this day; for who only looks."""
    question = question_of(session, act, ticket_id)
    _promised(act, purpose, promise, act.house.calendar(question.account.name))


def _promised(act: Act, purpose: Purpose, promise: date | None, calendar: Calendar) -> datetime | None:
    """What an interim status promises, None for any other reply."""
    if purpose is Purpose.INTERIM:
        return promised_until(act, promise, calendar)
    if promise is not None:
        raise UsageError(_("Only an interim status promises a date"), _("Add --interim"))
    return None
