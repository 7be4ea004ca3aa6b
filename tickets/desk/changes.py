"""What authors do to posts that are stored already: edits and deletions. Shown, and restarting no clock."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.desk import clusters, history
from tickets.desk.arrivals import Deletion, Edit, Mention
from tickets.desk.house import Act
from tickets.desk.preparing import short
from tickets.storage.models import Account, Message, Ticket, What
from tickets.triage.similar import signature


def as_edit(mention: Mention, edited_at: datetime) -> Edit:
    """A post that was fetched again, seen as an edit of the one that is stored."""
    return Edit(
        account=mention.account,
        remote_id=mention.remote_id,
        text=mention.text,
        spoiler_text=mention.spoiler_text,
        language=mention.language,
        sensitive=mention.sensitive,
        edited_at=edited_at,
        attachments=mention.attachments,
        mentions=mention.mentions,
    )


def edit(session: Session, act: Act, change: Edit) -> bool:
    """Keep the new wording, and the old one in the history. False where it is known already, or not ours.

    Servers may tell of one edit twice, and late: what is not newer than what is stored changes nothing.
    """
    message = _stored(session, change.account, change.remote_id)
    if message is None or (message.edited_at is not None and change.edited_at <= message.edited_at):
        return False
    changed = (message.text, message.spoiler_text) != (change.text, change.spoiler_text)
    before = {"text": message.text, "spoiler_text": message.spoiler_text}
    message.text, message.spoiler_text = change.text, change.spoiler_text
    message.sensitive, message.edited_at = change.sensitive, change.edited_at
    message.language = change.language or message.language
    message.attachments = [asdict(attachment) for attachment in change.attachments]
    message.mentions = list(change.mentions)
    if changed:
        ticket = session.get_one(Ticket, message.ticket_id)
        if not _still_alike(before["text"], change.text):
            clusters.leave(session, ticket)
        if ticket.excerpt == short(**before):
            ticket.excerpt = short(change.text, change.spoiler_text)
        history.record(
            session,
            act,
            ticket,
            What.EDITED,
            since=change.edited_at,
            detail={"message": change.remote_id, "before": before},
        )
    return changed


def _still_alike(before: str, after: str) -> bool:
    """Whether who said nearly the same as others still does."""
    one, other = signature(before), signature(after)
    return one is not None and other is not None and one.is_near(other)


def delete(session: Session, act: Act, change: Deletion) -> bool:
    """Mark the post as gone; the ticket stays, and a person decides. False where that is known already."""
    message = _stored(session, change.account, change.remote_id)
    if message is None or message.deleted_at is not None:
        return False
    message.deleted_at = change.noticed_at
    ticket = session.get_one(Ticket, message.ticket_id)
    history.record(session, act, ticket, What.DELETED, detail={"message": change.remote_id})
    return True


def _stored(session: Session, account: str, remote_id: str) -> Message | None:
    return session.scalar(
        select(Message)
        .join(Account, Account.id == Message.account_id)
        .where(Account.name == account, Message.remote_id == remote_id)
    )
