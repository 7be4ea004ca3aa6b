"""What would go out, who would read it, and as how many posts: shown before anything is queued."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import history, meanwhile
from tickets.desk.house import Act
from tickets.desk.meanwhile import Meanwhile
from tickets.errors import NotFound, TextTooLong
from tickets.i18n import _
from tickets.rules.audience import Audience, Visibility, compose, default_visibility, length
from tickets.rules.audience import preview as audience_preview
from tickets.rules.language import tag
from tickets.rules.thread import MOST_PARTS, Frame, split, too_long
from tickets.storage.models import Account, Direction, Message, Person, Ticket

_LEAST_COUNTED = 4
"""So many times what a thread holds is measured; of a text that is longer still, its length is a bound."""


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
    parts: tuple[str, ...]
    """The posts that a longer text would become as a thread; one where it fits, none where it cannot be a thread."""
    left: int
    """How many characters more there is room for, in the last of the parts; below 0 where there are too many."""
    uncut: str = ""
    """Why a text that is too long cannot be a thread, in whole sentences."""
    offers_secure: bool = False
    """It is a direct message, which is not encrypted, and there is a text that leads to a secure channel
    (`templating.SECURE`)."""
    meanwhile: Meanwhile | None = None
    """What has changed since the author read the ticket; None where nothing has, or nobody said what they read."""

    @property
    def wider(self) -> bool:
        """More people would read it than what it answers: that takes a second yes."""
        return self.audience.wider


@dataclass(frozen=True, slots=True)
class Question:
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
    language: str | None = None,
    seen: int | None = None,
) -> Preview:
    """What would happen to this text. `visibility` None: as narrow as the question, never wider.

    `spoiler_text` None keeps the citizen's content warning, `language` None (else a tag of BCP 47) their language.
    `seen`: the last event that the author read (`TicketView.seen`); what came after it is shown before anything
    goes out. Raises NotFound, NotAllowed, UsageError for a language that is none.
    """
    question = question_of(session, act, ticket_id)
    shown = preview_of(question, text, visibility, spoiler_text, language)
    changed = None if seen is None else meanwhile.changes(session, question.ticket, seen)
    return replace(
        shown,
        offers_secure=shown.visibility is Visibility.DIRECT
        and bool(act.house.settings.replies.secure_channel),
        meanwhile=changed if changed and changed.anything else None,
    )


def preview_of(
    question: Question,
    text: str,
    visibility: Visibility | None,
    spoiler_text: str | None,
    language: str | None = None,
) -> Preview:
    """As `preview`, for somebody who has read the question already."""
    asked = question.message.visibility
    chosen = visibility or default_visibility(asked)
    warning = question.message.spoiler_text if spoiler_text is None else spoiler_text
    frame = frame_of(question, warning)
    longest = frame.limit * MOST_PARTS * _LEAST_COUNTED
    posted = compose(text[:longest], asker=frame.asker, local_domain=frame.local_domain)
    audience = audience_preview(
        posted,
        asker=question.asker,
        asked=asked,
        visibility=chosen,
        own_followers=question.account.followers,
        own_handle=question.account.handle,
    )
    used, parts, uncut = _measured(text, posted, frame) if len(text) <= longest else _bounded(text)
    last = length(parts[-1], warning, url_length=frame.url_length) if len(parts) > 1 else used
    return Preview(
        text=posted,
        spoiler_text=warning,
        language=question.message.language if language is None else tag(language),
        visibility=chosen,
        audience=audience,
        length=used,
        limit=frame.limit,
        parts=parts,
        left=frame.limit - last,
        uncut=uncut,
    )


def frame_of(question: Question, spoiler_text: str) -> Frame:
    """What surrounds each post of an answer to this question."""
    return Frame(
        asker=question.asker,
        local_domain=question.account.handle.rpartition("@")[2],
        spoiler_text=spoiler_text,
        limit=question.account.character_limit,
        url_length=question.account.url_length,
    )


def _measured(text: str, posted: str, frame: Frame) -> tuple[int, tuple[str, ...], str]:
    """How long it is, the posts that it becomes, and why it becomes none."""
    used = length(posted, frame.spoiler_text, url_length=frame.url_length)
    return used, *(((posted,), "") if used <= frame.limit else _thread_of(text, frame))


def _bounded(text: str) -> tuple[int, tuple[str, ...], str]:
    """The same for a text that is so long that to count it would keep its writer waiting."""
    return len(text), (), str(too_long())


def _thread_of(text: str, frame: Frame) -> tuple[tuple[str, ...], str]:
    """The posts that this text becomes; none where it cannot be cut, and why."""
    try:
        return tuple(part.text for part in split(text, frame)), ""
    except TextTooLong as error:
        return (), str(error)


def question_of(session: Session, act: Act, ticket_id: int, *, version: int | None = None) -> Question:
    """What an answer to this ticket answers: the citizen's latest post. Raises NotFound, NotAllowed, Conflict."""
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
    return Question(ticket, message, person.handle, account)
