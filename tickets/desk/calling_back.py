"""A reply is taken back before it is out, and its text becomes its author's draft again."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tickets.desk import drafts, history, threads
from tickets.desk.house import Act
from tickets.desk.people import Right
from tickets.errors import NotFound, UsageError
from tickets.i18n import _
from tickets.rules.reply import ReplyState, reply_state_word
from tickets.storage.answer_models import Reply
from tickets.storage.models import Ticket, What

_MAY_BE_OUT = (ReplyState.SENDING, ReplyState.UNCERTAIN, ReplyState.SENT)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was called back: of a thread, perhaps not all of it."""

    stopped: int
    """How many posts do not go out."""
    out: int
    """How many are out already, or on their way: those can only be deleted on Mastodon."""


def withdraw(session: Session, act: Act, reply_id: int) -> Withdrawn:
    """Call a reply back that is not out yet; of a thread, all that is not out yet. Raises UsageError."""
    act.actor.require(Right.REPLY)
    row, ticket = locked(session, act, reply_id)
    rows = threads.siblings(session, row)
    pending = [each for each in rows if each.state is ReplyState.PENDING]
    if not pending:
        raise _refused(row, _("What is published can only be deleted on Mastodon itself"))
    return _take_back(session, act, ticket, rows, pending)


def give_up(session: Session, act: Act, reply_id: int) -> Withdrawn:
    """A person has looked: an uncertain reply is not out. Its text, and what was to follow, is a draft again."""
    act.actor.require(Right.REPLY)
    row, ticket = locked(session, act, reply_id)
    if row.state is not ReplyState.UNCERTAIN:
        raise _refused(row, _("Look at the ticket again"))
    return _take_back(
        session, act, ticket, threads.siblings(session, row), [row, *threads.waiting_after(session, row)]
    )


def unqueue(session: Session, act: Act, reply_id: int) -> None:
    """As if the reply had never been queued; its caller writes that down. Raises UsageError once a part is out."""
    row, _ticket = locked(session, act, reply_id)
    rows = threads.siblings(session, row)
    for each in rows:
        if each.state is not ReplyState.PENDING:
            raise _refused(
                each, _("Withdraw what is not out yet: tickets withdraw {reply}").format(reply=row.id)
            )
    _end(session, act, rows)


def _take_back(
    session: Session, act: Act, ticket: Ticket, rows: Sequence[Reply], pending: Sequence[Reply]
) -> Withdrawn:
    _end(session, act, pending)
    out = sum(each.state in _MAY_BE_OUT for each in rows)
    detail = threads.told(pending[0])
    history.record(
        session, act, ticket, What.REPLY_WITHDRAWN, detail=detail | {"out": out} if out else detail
    )
    return Withdrawn(len(pending), out)


def _end(session: Session, act: Act, rows: Sequence[Reply]) -> None:
    for each in rows:
        each.state = ReplyState.WITHDRAWN
    drafts.restore(session, act, rows[0], text=threads.wording(rows))


def _refused(row: Reply, remedy: str) -> UsageError:
    return UsageError(
        _("Reply {reply} cannot be taken back: it is {state}").format(
            reply=row.id, state=reply_state_word(row.state)
        ),
        how_to_settle(row.id) if row.state is ReplyState.UNCERTAIN else remedy,
    )


def how_to_settle(reply_id: int) -> str:
    """What to do about an uncertain reply, as a clause."""
    return _("Look on Mastodon, then say what you found with: tickets settle {reply}").format(reply=reply_id)


def locked(session: Session, act: Act, reply_id: int) -> tuple[Reply, Ticket]:
    """The reply with its ticket; no publisher claims it before this transaction ends. Raises NotFound, NotAllowed."""
    row = session.get(Reply, reply_id, with_for_update=True)
    if row is None:
        raise NotFound(_("There is no reply {id}").format(id=reply_id), _("“tickets show” names them"))
    return row, history.load(session, act, row.ticket_id)
