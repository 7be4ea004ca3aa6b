"""What is known of a mention before the transaction begins: its rows, but for the ids that only the store can give.

Deadlines, points, excerpts and explanations are reckoned here, outside, so that the store is locked for as short
a time as its inserts take.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Dialect

from tickets.desk import history
from tickets.desk.arrivals import Mention
from tickets.desk.house import Act
from tickets.desk.judging import Case
from tickets.rules import priority
from tickets.rules.audience import Visibility
from tickets.rules.calendar import Calendar
from tickets.rules.states import Kind, Queue, State, Zone
from tickets.rules.text import excerpt, without_mentions
from tickets.rules.worktime import deadline, warn_moment
from tickets.storage.models import Direction, Event, Message, Person, Ticket, What, table
from tickets.storage.rows import Layout, Ready
from tickets.triage import Verdict
from tickets.triage.similar import Signature, signature

_EXCERPT = 200

Fields = dict[str, Any]


class Layouts:
    """How the rows of a mention reach this kind of database."""

    def __init__(self, dialect: Dialect) -> None:
        self.persons = Layout(table(Person), dialect, late=("id",))
        self.tickets = Layout(table(Ticket), dialect, late=("id", "account_id", "person_id", "department_id"))
        self.messages = Layout(table(Message), dialect, late=("ticket_id", "account_id", "person_id"))
        self.events = Layout(table(Event), dialect, late=("ticket_id",))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A mention, what triage says of it, and its rows: as it would open a ticket, as a message, as an arrival."""

    mention: Mention
    verdict: Verdict
    """What triage says, after its text and its circumstances were weighed."""
    case: Case
    """By what the verdict was reached."""
    due_at: datetime
    """When its answer is due."""
    on_duty: str | None
    """Whose it is, if it opens a ticket or takes one up again; None where nobody is on duty."""
    ticket: Ready
    message: Ready
    arrival: Ready
    signature: Signature | None
    """By which it is compared with other posts, if it opens a ticket; None where it is not."""


def prepare(
    act: Act, layouts: Layouts, mention: Mention, heard: Verdict | Case, *, on_duty: str | None = None
) -> Prepared:
    """Everything about the mention that needs no look into the store. Raises NotFound for an unknown account.

    heard: what triage makes of the text; a case where circumstances may count too.
    """
    case = heard if isinstance(heard, Case) else Case(heard)
    verdict = case.verdict()
    calendar = act.house.calendar(mention.account)
    # Whatever a server claims, nothing reached us after now.
    mention = replace(mention, received_at=min(mention.received_at, act.now))
    due_at = deadline(mention.received_at, act.house.answer, calendar)
    return Prepared(
        mention,
        verdict,
        case,
        due_at,
        on_duty,
        layouts.tickets.ready(_ticket(act, mention, verdict, calendar, due_at) | {"assignee": on_duty}),
        layouts.messages.ready(_message(act, mention, verdict)),
        layouts.events.ready(_arrival(act, mention, due_at, on_duty)),
        signature(mention.text) if act.house.settings.triage.copies_days else None,
    )


def _ticket(act: Act, mention: Mention, verdict: Verdict, calendar: Calendar, due_at: datetime) -> Fields:
    points = priority.points(parts(act, mention, verdict.kind, verdict.zone, repeat=False))
    return {
        "queue": Queue.INBOX,
        "state": State.NEW,
        "kind": verdict.kind,
        "zone": verdict.zone,
        "priority": points,
        "rank": priority.rank(due_at, points, ended_at=mention.received_at),
        "visibility": mention.visibility,
        "language": mention.language or verdict.language,
        "excerpt": short(mention.text, mention.spoiler_text),
        "received_at": mention.received_at,
        "due_at": due_at,
        "warn_at": warn_moment(mention.received_at, due_at, act.house.warn_at, calendar),
        "breached_at": None,
        "breach_noted_for": None,
        "snoozed_until": None,
        "cluster_id": None,
        "folded": False,
        "created_at": act.now,
        "updated_at": act.now,
        "version": 1,
    }


def _message(act: Act, mention: Mention, verdict: Verdict) -> Fields:
    return {
        "direction": Direction.IN,
        "remote_id": mention.remote_id,
        "in_reply_to_id": mention.in_reply_to_id,
        "quotes": mention.quotes,
        "text": mention.text,
        "spoiler_text": mention.spoiler_text,
        "visibility": mention.visibility,
        "language": mention.language or verdict.language,
        "sensitive": mention.sensitive,
        "url": mention.url,
        "mentions": mention.mentions,
        "attachments": [asdict(each) for each in mention.attachments],
        "via": mention.via.value,
        "created_at": mention.created_at,
        "received_at": mention.received_at,
        "stored_at": act.now,
        "edited_at": mention.edited_at,
        "deleted_at": None,
        "verdict": verdict_json(verdict),
    }


def _arrival(act: Act, mention: Mention, due_at: datetime, on_duty: str | None) -> Fields:
    detail = arrival_detail(act, mention)
    return {
        "at": act.now,
        "actor": act.actor.login,
        "what": What.ARRIVED,
        "since": mention.received_at,
        "due_at": due_at,
        "detail": detail | {"assignee": on_duty} if on_duty else detail,
    }


def arrival_detail(act: Act, mention: Mention) -> dict[str, object]:
    """What an event tells of an arrival: the post, and by what its deadline was reckoned."""
    calendar = act.house.calendar(mention.account)
    return {
        "message": mention.remote_id,
        "via": mention.via.value,
        **history.reckoned_by(calendar, act.house.answer),
    }


def parts(act: Act, mention: Mention, kind: Kind, zone: Zone, *, repeat: bool) -> tuple[priority.Part, ...]:
    """What the priority of a ticket with this mention is the sum of."""
    return priority.parts(
        kind=kind,
        zone=zone,
        direct=mention.visibility is Visibility.DIRECT,
        bot=mention.author.bot,
        repeat=repeat,
        weights=act.house.weights,
    )


def short(text: str, spoiler_text: str) -> str:
    """A post in one line of a list, its content warning first."""
    whole = f"[{spoiler_text}] {text}" if spoiler_text else text
    return excerpt(without_mentions(whole) or whole, _EXCERPT)


def verdict_json(verdict: Verdict) -> dict[str, object]:
    """The verdict as it is kept with the message, so that it can be explained for ever."""
    return {
        "kind": verdict.kind.value,
        "zone": verdict.zone.value,
        "scores": dict(verdict.scores),
        "department": verdict.department,
        "candidates": verdict.candidates,
        "reasons": [
            {"name": each.name, "detail": each.detail, "weight": each.weight, "head": each.head}
            for each in verdict.reasons
        ],
        "version": verdict.version,
    }
