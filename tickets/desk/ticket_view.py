"""All there is to know of one ticket, for `show` and for the screens."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tickets.desk import copies, drafts, history, presence, priorities, views
from tickets.desk.house import Act
from tickets.desk.list_conditions import forwarded_to
from tickets.desk.rows import (
    ForwardView,
    MessageView,
    PersonView,
    ProposalView,
    ReasonView,
    ReplyView,
    TicketView,
)
from tickets.errors import NotFound
from tickets.i18n import _
from tickets.rules import priority
from tickets.rules.reply import ReplyState
from tickets.rules.states import State
from tickets.storage.answer_models import Forward, Proposal, Reply
from tickets.storage.models import Account, Department, Direction, Event, Message, Person, Ticket, table
from tickets.triage.spelling import spelled
from tickets.triage.words import reason_word

_T = table(Ticket)


def show(session: Session, act: Act, ticket_id: int) -> TicketView:
    """The ticket with its conversation, history and clocks. Raises NotFound, NotAllowed."""
    ticket = history.load(session, act, ticket_id)
    shown = views.one(session, act, ticket_id)
    if shown is None:
        raise NotFound(_("There is no ticket {id}").format(id=ticket_id))
    events = session.scalars(select(Event).where(Event.ticket_id == ticket_id).order_by(Event.id)).all()
    messages = session.scalars(
        select(Message).where(Message.ticket_id == ticket_id).order_by(Message.created_at, Message.id)
    ).all()
    draft, envelope = drafts.typed(session, act, ticket_id)
    ours = session.get_one(Account, ticket.account_id).handle
    return TicketView(
        row=shown,
        person=_person(session, act, ticket),
        messages=tuple(_message(message, shown.person, ours) for message in messages),
        events=history.seen_by(act.actor, history.views(events)),
        replies=_replies(session, act, ticket_id),
        forwards=_forwards(session, ticket_id),
        proposals=_proposals(session, ticket_id),
        clock=history.clocks(events).cycles,
        reasons=_reasons(session, act, ticket, messages),
        snoozed_until=ticket.snoozed_until,
        draft=draft,
        envelope=envelope,
        near_copies=copies.view(session, act, ticket),
        seen=events[-1].id if events else 0,
        present=presence.others(session, act, ticket_id),
    )


def _person(session: Session, act: Act, ticket: Ticket) -> PersonView:
    person = session.get_one(Person, ticket.person_id)
    counted = select(_T.c.state, func.count()).where(_T.c.person_id == person.id).group_by(_T.c.state)
    if act.actor.department is not None:
        counted = counted.where(forwarded_to(act.actor.department))
    states: dict[State, int] = dict(session.execute(counted).all())
    return PersonView(
        handle=person.handle,
        display_name=person.display_name,
        url=person.url,
        bot=person.bot,
        known_since=person.known_since,
        first_seen_at=person.first_seen_at,
        tickets=sum(states.values()),
        ignored=states.get(State.IGNORED, 0),
        answered=states.get(State.ANSWERED, 0),
    )


def _message(message: Message, person: str, ours: str) -> MessageView:
    return MessageView(
        direction=message.direction.value,
        remote_id=message.remote_id,
        author=person if message.direction is Direction.IN else ours,
        text=message.text,
        spoiler_text=message.spoiler_text,
        visibility=message.visibility,
        language=message.language,
        url=message.url,
        attachments=tuple(message.attachments),
        via=message.via,
        created_at=message.created_at,
        received_at=message.received_at,
        stored_at=message.stored_at,
        edited_at=message.edited_at,
        deleted_at=message.deleted_at,
    )


def _replies(session: Session, act: Act, ticket_id: int) -> tuple[ReplyView, ...]:
    rows = session.scalars(select(Reply).where(Reply.ticket_id == ticket_id).order_by(Reply.id))
    return tuple(
        ReplyView(
            id=row.id,
            purpose=row.purpose,
            state=row.state,
            text=row.text,
            visibility=row.visibility,
            author=row.author,
            created_at=row.created_at,
            sent_at=row.sent_at,
            next_attempt_at=row.next_attempt_at,
            seconds_left=_seconds_left(row, act.now),
            attempts=row.attempts,
            part=row.part,
            parts=row.parts,
            promise_at=row.promise_at,
            remote_id=row.remote_id,
            reason=row.reason,
        )
        for row in rows
    )


def _seconds_left(row: Reply, now: datetime) -> float | None:
    if row.state is not ReplyState.PENDING:
        return None
    return max((row.next_attempt_at - now).total_seconds(), 0.0)


def _forwards(session: Session, ticket_id: int) -> tuple[ForwardView, ...]:
    rows = session.execute(
        select(Forward, Department.key)
        .join(Department, Department.id == Forward.department_id)
        .where(Forward.ticket_id == ticket_id)
        .order_by(Forward.id)
    )
    return tuple(
        ForwardView(
            department=key,
            author=row.author,
            note=row.note,
            created_at=row.created_at,
            due_at=row.due_at,
            ended_at=row.ended_at,
        )
        for row, key in rows
    )


def _proposals(session: Session, ticket_id: int) -> tuple[ProposalView, ...]:
    rows = session.execute(
        select(Proposal, Department.key)
        .outerjoin(Department, Department.id == Proposal.department_id)
        .where(Proposal.ticket_id == ticket_id)
        .order_by(Proposal.id)
    )
    return tuple(
        ProposalView(id=row.id, department=key, author=row.author, text=row.text, created_at=row.created_at)
        for row, key in rows
    )


def _reasons(
    session: Session, act: Act, ticket: Ticket, messages: Sequence[Message]
) -> tuple[ReasonView, ...]:
    parts = priorities.parts(session, act, ticket)
    if ticket.due_at is not None:
        parts = (*parts, priority.time_left(ticket.due_at, act.now))
    ranked = [
        ReasonView("priority", part.name, "", float(part.points), priority.explain((part,))) for part in parts
    ]
    judged = next((message for message in reversed(messages) if message.verdict), None)
    return (*ranked, *(_triaged(judged) if judged else ()))


def _triaged(message: Message) -> Iterator[ReasonView]:
    for reason in (message.verdict or {}).get("reasons", ()):
        detail = spelled(reason["detail"], message.text)
        yield ReasonView(
            reason["head"], reason["name"], detail, reason["weight"], reason_word(reason["name"])
        )
