"""Answers, interim statuses and questions back: previewed, queued, called back. `outbox` sends them."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import drafts, history
from tickets.desk.house import Act
from tickets.desk.interim import promised_until
from tickets.desk.people import Right
from tickets.errors import AudienceTooWide, NotFound, TextTooLong, UsageError
from tickets.i18n import _
from tickets.rules.audience import (
    Audience,
    Visibility,
    compose,
    default_visibility,
    length,
    visibility_word,
)
from tickets.rules.audience import (
    preview as audience_preview,
)
from tickets.rules.states import Queue
from tickets.rules.worktime import Calendar
from tickets.storage.models import (
    Account,
    Direction,
    Message,
    Person,
    Purpose,
    Reply,
    ReplyState,
    Ticket,
    What,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be posted, and who would read it."""

    text: str
    """As it would be posted: the addressee's handle included."""
    spoiler_text: str
    language: str | None
    visibility: Visibility
    audience: Audience
    length: int
    """In characters, by Mastodon's way of counting, content warning included."""
    limit: int
    """What the instance allows."""

    @property
    def wider(self) -> bool:
        """More people would read it than what it answers: that takes a second yes."""
        return self.audience.wider


@dataclass(frozen=True, slots=True)
class Queued:
    """A reply on its way out."""

    reply_id: int
    preview: Preview


@dataclass(frozen=True, slots=True)
class _Question:
    """The ticket's latest message of the citizen, with all that an answer depends on."""

    ticket: Ticket
    message: Message
    asker: str
    account: Account


def preview(
    session: Session,
    act: Act,
    ticket_id: int,
    *,
    text: str,
    visibility: Visibility | None = None,
    spoiler_text: str | None = None,
) -> Preview:
    """What would happen to this text. `visibility` None: as narrow as the question, never wider.

    `spoiler_text` None keeps the citizen's content warning.
    """
    return _preview(_question(session, act, ticket_id), text, visibility, spoiler_text)


def _preview(
    question: _Question, text: str, visibility: Visibility | None, spoiler_text: str | None
) -> Preview:
    asked = question.message.visibility
    chosen = visibility or default_visibility(asked)
    posted = compose(text, asker=question.asker, local_domain=question.account.handle.rpartition("@")[2])
    warning = question.message.spoiler_text if spoiler_text is None else spoiler_text
    audience = audience_preview(
        posted,
        asker=question.asker,
        asked=asked,
        visibility=chosen,
        own_followers=question.account.followers,
        own_handle=question.account.handle,
    )
    return Preview(
        text=posted,
        spoiler_text=warning,
        language=question.message.language,
        visibility=chosen,
        audience=audience,
        length=length(posted, warning, url_length=question.account.url_length),
        limit=question.account.character_limit,
    )


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
    yes_wider: bool = False,
    version: int | None = None,
) -> Queued:
    """Store a reply for the publisher, under its own idempotency key.

    promise: for an interim status, the local day until whose end of service the answer is promised; None
    takes the term of the settings. Raises AudienceTooWide, TextTooLong, UsageError, IllegalMove, Conflict.
    """
    act.actor.require(Right.REPLY)
    question = _question(session, act, ticket_id, version=version)
    _require_room(session, question.ticket)
    if not text.strip():
        raise UsageError(_("The reply is empty"), _("Write something, or close the ticket without an answer"))
    shown = _preview(question, text, visibility, spoiler_text)
    _require_fit(shown, question, yes_wider=yes_wider)
    calendar = act.house.calendar(question.account.name)
    row = Reply(
        ticket_id=ticket_id,
        account_id=question.ticket.account_id,
        message_id=question.message.id,
        purpose=purpose,
        state=ReplyState.PENDING,
        text=shown.text,
        spoiler_text=shown.spoiler_text,
        visibility=shown.visibility,
        language=shown.language,
        sensitive=question.message.sensitive,
        promise_at=_promised(act, purpose, promise, calendar),
        answers_edit_of=question.message.edited_at,
        idempotency_key=str(uuid.uuid4()),
        author=act.actor.login,
        created_at=act.now,
        next_attempt_at=act.now + timedelta(seconds=act.house.settings.replies.delay_seconds),
    )
    session.add(row)
    session.flush()
    drafts.forget(session, act, ticket_id)
    detail = told(row)
    if purpose is Purpose.INTERIM:
        detail |= history.reckoned_by(calendar, None if promise else act.house.interim)
    history.record(session, act, question.ticket, What.REPLY_QUEUED, detail=detail)
    return Queued(row.id, shown)


def told(row: Reply) -> dict[str, object]:
    """What an event tells of a reply."""
    return {"reply": row.id, "purpose": row.purpose.value, "visibility": row.visibility.value}


def _question(session: Session, act: Act, ticket_id: int, *, version: int | None = None) -> _Question:
    ticket = history.load(session, act, ticket_id, version=version)
    message = session.scalar(
        select(Message)
        .where(
            Message.ticket_id == ticket_id,
            Message.direction == Direction.IN,
            Message.deleted_at.is_(None),
        )
        .order_by(Message.id.desc())
        .limit(1)
    )
    if message is None:
        raise NotFound(
            _("The citizen has deleted every post of ticket {id}; there is nothing to answer").format(
                id=ticket_id
            ),
            _("Close the ticket"),
        )
    person = session.get_one(Person, ticket.person_id)
    account = session.get_one(Account, ticket.account_id)
    return _Question(ticket, message, person.handle, account)


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


def _require_fit(shown: Preview, question: _Question, *, yes_wider: bool) -> None:
    if shown.wider and not yes_wider:
        raise AudienceTooWide(
            _("More people would read the reply than the question, which is {asked}").format(
                asked=visibility_word(question.message.visibility)
            ),
            _("Leave the audience as it is, or say a second time that you want it wider (--yes-wider)"),
        )
    if shown.length > shown.limit:
        raise TextTooLong(
            _("The reply has {length} characters, the instance allows {limit}").format(
                length=shown.length, limit=shown.limit
            ),
            _("Shorten it by {count}").format(count=shown.length - shown.limit),
        )


def _promised(act: Act, purpose: Purpose, promise: date | None, calendar: Calendar) -> datetime | None:
    """What an interim status promises, None for any other reply."""
    if purpose is Purpose.INTERIM:
        return promised_until(act, promise, calendar)
    if promise is not None:
        raise UsageError(_("Only an interim status promises a date"), _("Add --interim"))
    return None


def withdraw(session: Session, act: Act, reply_id: int) -> None:
    """Call a reply back that is not out yet; its text becomes the author's draft again."""
    _take_back(
        session,
        act,
        reply_id,
        while_it_is=ReplyState.PENDING,
        else_=_("What is published can only be deleted on Mastodon itself"),
    )


def give_up(session: Session, act: Act, reply_id: int) -> None:
    """A person has looked: an uncertain reply is not out. Its text becomes a draft again."""
    _take_back(session, act, reply_id, while_it_is=ReplyState.UNCERTAIN, else_=_("Look at the ticket again"))


def _take_back(session: Session, act: Act, reply_id: int, *, while_it_is: ReplyState, else_: str) -> None:
    act.actor.require(Right.REPLY)
    row, ticket = _reply(session, act, reply_id)
    if row.state is not while_it_is:
        raise UsageError(
            _("Reply {reply} cannot be taken back: it is {state}").format(
                reply=reply_id, state=reply_state_word(row.state)
            ),
            else_,
        )
    row.state = ReplyState.WITHDRAWN
    drafts.restore(session, act, row)
    history.record(session, act, ticket, What.REPLY_WITHDRAWN, detail=told(row))


def _reply(session: Session, act: Act, reply_id: int) -> tuple[Reply, Ticket]:
    row = session.get(Reply, reply_id)
    if row is None:
        raise NotFound(_("There is no reply {id}").format(id=reply_id), _("“tickets show” names them"))
    return row, history.load(session, act, row.ticket_id)


def reply_state_word(state: ReplyState) -> str:
    """The state of a reply in the reader's language."""
    return {
        ReplyState.PENDING: _("waiting to be published"),
        ReplyState.SENDING: _("being published"),
        ReplyState.SENT: _("published"),
        ReplyState.FAILED: _("failed"),
        ReplyState.UNCERTAIN: _("uncertain: it may be out"),
        ReplyState.WITHDRAWN: _("withdrawn"),
    }[state]
