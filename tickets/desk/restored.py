"""What a store that comes out of a backup does not know: what happened after the backup was made."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import outbox, service
from tickets.desk.house import Act
from tickets.i18n import _
from tickets.rules.reply import ReplyState
from tickets.storage.answer_models import Reply


def settle_past(session: Session, act: Act) -> int:
    """Replies that were on their way then may be out since: a person decides, never a blind second post. How many."""
    service.forget(session, act)
    open_then = session.scalars(
        select(Reply.id).where(Reply.state.in_((ReplyState.PENDING, ReplyState.SENDING))).order_by(Reply.id)
    ).all()
    reason = _("the store was brought back from a backup, and it may be out since then")
    for reply_id in open_then:
        outbox.uncertain(session, act, reply_id, reason=reason)
    return len(open_then)
