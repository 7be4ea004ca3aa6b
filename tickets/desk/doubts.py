"""A reply of which nobody can say whether it is out: a person has looked on Mastodon, and says what they found.

That it is not there, and shall not be: `replies.give_up`.
"""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import history, outbox, replies
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.errors import UsageError
from tickets.i18n import _
from tickets.rules.reply import ReplyState, reply_state_word
from tickets.rules.states import Queue
from tickets.storage.answer_models import Reply
from tickets.storage.models import Message, Ticket, What

_ID = re.compile(r"[0-9A-Za-z]{1,64}")


def is_out(session: Session, act: Act, reply_id: int, *, address: str = "") -> None:
    """It is there: as if the server had said so, only that the history names whose word it is.

    address: of the post on our own server, as a browser shows it; "" where the person does not give it. When it
    was posted nobody knows; it counts from when it was first handed to the server: a later attempt would have
    brought the server's answer. Raises NotFound, NotAllowed, UsageError.
    """
    row, _ticket = _uncertain(session, act, reply_id)
    remote_id = _post_at(session, act, row, address.strip()) if address.strip() else None
    outbox.sent(
        session,
        act,
        reply_id,
        remote_id=remote_id,
        created_at=row.tried_at or row.created_at,
        seen_by=act.actor.login,
    )


def send_again(session: Session, act: Act, reply_id: int) -> None:
    """It is not there, and shall be: back to the publisher, as if it had never been tried.

    Its idempotency key stays: should the person err, a server that still knows the key makes no second post.
    Raises NotFound, NotAllowed, UsageError.
    """
    row, ticket = _uncertain(session, act, reply_id)
    if ticket.queue is Queue.IGNORED:
        raise UsageError(_("Ticket {id} is ignored").format(id=ticket.id), _("Rescue it first"))
    if row.promise_at is not None and row.promise_at <= act.now:
        raise UsageError(
            _("The day that reply {reply} promises is over").format(reply=reply_id),
            _("Give it up, and promise another day"),
        )
    row.state, row.tried_at, row.reason = ReplyState.PENDING, None, ""
    row.next_attempt_at = act.now + timedelta(seconds=act.house.settings.replies.delay_seconds)
    history.record(session, act, ticket, What.REPLY_QUEUED, detail=replies.told(row) | {"again": True})


def _uncertain(session: Session, act: Act, reply_id: int) -> tuple[Reply, Ticket]:
    act.actor.require(Right.REPLY)
    row, ticket = replies.locked(session, act, reply_id)
    if row.state is not ReplyState.UNCERTAIN:
        raise UsageError(
            _("Of reply {reply} nobody is in doubt: it is {state}").format(
                reply=reply_id, state=reply_state_word(row.state)
            ),
            _("Look at the ticket again"),
        )
    return row, ticket


def _post_at(session: Session, act: Act, row: Reply, address: str) -> str:
    """The id of the post at this address of our own server: the last part of its path. Raises UsageError."""
    account = history.account_name(session, row.account_id)
    ours = urlsplit(act.house.settings.account(account).server)
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    number = parts.path.rstrip("/").rpartition("/")[2]
    if parts.netloc.casefold() != ours.netloc.casefold() or not _ID.fullmatch(number):
        raise UsageError(
            _("This is no address of a post on {server}").format(server=ours.netloc),
            _("Open the reply on your own server, and copy the address from the browser"),
        )
    _require_new(session, row, number)
    return number


def _require_new(session: Session, row: Reply, remote_id: str) -> None:
    ticket_id = session.scalar(
        select(Message.ticket_id).where(Message.account_id == row.account_id, Message.remote_id == remote_id)
    )
    if ticket_id is not None:
        raise UsageError(
            _("The post at this address is another one, which ticket {id} has already").format(id=ticket_id),
            _("Look for the post with the words of the reply"),
        )
