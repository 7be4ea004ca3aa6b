"""Where a new message belongs: the store stage of intake, one multi-row statement for each table.

A message joins the ticket of its thread if the same person wrote it; else it opens one. A child may come before
its parent, and both in one batch.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from tickets.desk import history
from tickets.desk.arrivals import Author, Mention, Taken, Via
from tickets.desk.house import Act
from tickets.desk.registry import account_ids, department_ids
from tickets.errors import NotFound
from tickets.i18n import _
from tickets.rules import priority
from tickets.rules.audience import Visibility
from tickets.rules.states import Kind, Move, Queue, State, Zone
from tickets.rules.text import excerpt, without_mentions
from tickets.rules.worktime import deadline, warn_moment
from tickets.storage.models import Direction, Event, Message, Person, Ticket, What, table
from tickets.triage.classifier import Verdict

_CHUNK = 500
_EXCERPT = 200

_TICKETS = table(Ticket)
_MESSAGES = table(Message)
_EVENTS = table(Event)
_PERSONS = table(Person)


@dataclass(frozen=True, slots=True)
class Triaged:
    """A mention and what triage says of it."""

    mention: Mention
    verdict: Verdict


@dataclass(slots=True)
class _Place:
    """The ticket that holds a post, and who wrote it."""

    ticket_id: int | None
    """None while the ticket is opened by this very batch."""
    person_id: int
    """The ticket's citizen."""
    ours: bool
    """Whether the post itself is ours."""

    @property
    def ticket(self) -> int:
        """The ticket's id, once it is opened."""
        if self.ticket_id is None:
            raise AssertionError("a message joins a ticket that was not opened")
        return self.ticket_id


def file(session: Session, act: Act, triaged: Sequence[Triaged]) -> Taken:
    """Store what is not there yet. Raises NotFound for an account that the settings do not name."""
    if not triaged:
        return Taken()
    ids = account_ids(session)
    taken = Taken()
    for account in dict.fromkeys(item.mention.account for item in triaged):
        if account not in ids:
            raise NotFound(
                _("There is no account “{name}”").format(name=account), _("Add it to the settings")
            )
        group = [item for item in triaged if item.mention.account == account]
        # Oldest first, so that a thread is read as it was written.
        group.sort(key=lambda item: (item.mention.created_at, item.mention.remote_id))
        taken += Taken(new=_Filing(session, act, account, ids[account]).file(group))
    return taken


class _Filing:
    """One account's part of a batch."""

    def __init__(self, session: Session, act: Act, account: str, account_id: int) -> None:
        self._session = session
        self._act = act
        self._account_id = account_id
        self._calendar = act.house.calendar(account)
        self._departments = department_ids(session)
        self._places: dict[str, _Place] = {}
        self._children: dict[str, _Place] = {}
        self._replies: dict[str, list[str]] = {}
        """Remote ids of this batch by what they answer."""
        self._persons: dict[str, int] = {}

    def file(self, group: Sequence[Triaged]) -> int:
        """Store one account's mentions, oldest first; the number of new ones."""
        self._look_up(group)
        group = [item for item in group if item.mention.remote_id not in self._places]
        self._persons = _persons(self._session, self._act, [item.mention.author for item in group])
        for item in group:
            if item.mention.in_reply_to_id:
                self._replies.setdefault(item.mention.in_reply_to_id, []).append(item.mention.remote_id)
        opening: list[Triaged] = []
        joining: list[tuple[Triaged, _Place]] = []
        for item in group:
            place = self._place(item.mention)
            if place is not None:
                joining.append((item, place))
            elif item.mention.via is not Via.CONTEXT or self._answers_us(item.mention):
                opening.append(item)
                place = _Place(None, self._persons[item.mention.author.handle], ours=False)
            if place is not None:
                self._places[item.mention.remote_id] = place
        self._open(opening)
        for item, place in joining:
            self._join(item, place)
        return len(opening) + len(joining)

    def _look_up(self, group: Sequence[Triaged]) -> None:
        """What the store knows of these posts, of those above them and of those below."""
        own = {item.mention.remote_id for item in group}
        above = {item.mention.in_reply_to_id for item in group if item.mention.in_reply_to_id}
        above.update(ancestor for item in group for ancestor in item.mention.ancestors)
        for row in self._placed(Message.remote_id, own | above):
            self._places[row[0]] = _Place(row[2], row[3], row[4] is Direction.OUT)
        for row in self._placed(Message.in_reply_to_id, own):
            self._children[row[1]] = _Place(row[2], row[3], row[4] is Direction.OUT)

    def _placed(self, column: Any, values: Iterable[str]) -> Iterable[Row[*tuple[Any, ...]]]:
        wanted = sorted(values)
        for start in range(0, len(wanted), _CHUNK):
            yield from self._session.execute(
                select(
                    _MESSAGES.c.remote_id,
                    _MESSAGES.c.in_reply_to_id,
                    _MESSAGES.c.ticket_id,
                    _TICKETS.c.person_id,
                    _MESSAGES.c.direction,
                )
                .join_from(_MESSAGES, _TICKETS, _TICKETS.c.id == _MESSAGES.c.ticket_id)
                .where(_MESSAGES.c.account_id == self._account_id)
                .where(column.in_(wanted[start : start + _CHUNK]))
            )

    def _place(self, mention: Mention) -> _Place | None:
        """The ticket of this thread and this person, or None where there is none yet."""
        person = self._persons[mention.author.handle]
        above = (mention.in_reply_to_id, *mention.ancestors) if mention.in_reply_to_id else mention.ancestors
        near = [self._places.get(remote_id) for remote_id in above if remote_id]
        near += [self._children.get(remote_id) for remote_id in self._with_replies(mention.remote_id)]
        return next((place for place in near if place is not None and place.person_id == person), None)

    def _with_replies(self, remote_id: str) -> list[str]:
        """The post, and those of this batch that answer it, however far down."""
        found = [remote_id]
        for above in found:
            found += [below for below in self._replies.get(above, ()) if below not in found]
        return found

    def _answers_us(self, mention: Mention) -> bool:
        """Whether an unaddressed post answers one of ours, rather than another bystander's."""
        parent = self._places.get(mention.in_reply_to_id or "")
        return parent is not None and parent.ours

    def _open(self, opening: Sequence[Triaged]) -> None:
        """New tickets with their first messages and events."""
        if not opening:
            return
        rows = [self._ticket_row(item) for item in opening]
        added = self._session.execute(
            insert(_TICKETS).returning(_TICKETS.c.id, sort_by_parameter_order=True), rows
        )
        for item, key in zip(opening, added.scalars(), strict=True):
            self._places[item.mention.remote_id].ticket_id = key
        messages = [self._message_row(item, self._places[item.mention.remote_id].ticket) for item in opening]
        self._session.execute(insert(_MESSAGES), messages)
        events = [self._arrival_row(item, row) for item, row in zip(opening, rows, strict=True)]
        self._session.execute(insert(_EVENTS), events)

    def _ticket_row(self, item: Triaged) -> dict[str, Any]:
        mention, verdict = item.mention, item.verdict
        due_at = deadline(mention.received_at, self._act.house.answer, self._calendar)
        points = priority.points(self._parts(mention, verdict.kind, verdict.zone, repeat=False))
        return {
            "account_id": self._account_id,
            "person_id": self._persons[mention.author.handle],
            "department_id": self._departments.get(verdict.department or ""),
            "queue": Queue.INBOX,
            "state": State.NEW,
            "kind": verdict.kind,
            "zone": verdict.zone,
            "priority": points,
            "rank": priority.rank(due_at, points, ended_at=mention.received_at),
            "assignee": None,
            "visibility": mention.visibility,
            "language": mention.language or verdict.language,
            "excerpt": _excerpt(mention),
            "received_at": mention.received_at,
            "due_at": due_at,
            "warn_at": warn_moment(mention.received_at, due_at, self._act.house.warn_at, self._calendar),
            "breached_at": None,
            "breach_noted_for": None,
            "snoozed_until": None,
            "created_at": self._act.now,
            "updated_at": self._act.now,
            "version": 1,
        }

    def _parts(self, mention: Mention, kind: Kind, zone: Zone, *, repeat: bool) -> tuple[priority.Part, ...]:
        return priority.parts(
            kind=kind,
            zone=zone,
            direct=mention.visibility is Visibility.DIRECT,
            bot=mention.author.bot,
            repeat=repeat,
            weights=self._act.house.weights,
        )

    def _message_row(self, item: Triaged, ticket_id: int) -> dict[str, Any]:
        mention = item.mention
        return {
            "ticket_id": ticket_id,
            "account_id": self._account_id,
            "person_id": self._persons[mention.author.handle],
            "direction": Direction.IN,
            "remote_id": mention.remote_id,
            "in_reply_to_id": mention.in_reply_to_id,
            "quotes": mention.quotes,
            "text": mention.text,
            "spoiler_text": mention.spoiler_text,
            "visibility": mention.visibility,
            "language": mention.language or item.verdict.language,
            "sensitive": mention.sensitive,
            "url": mention.url,
            "mentions": list(mention.mentions),
            "attachments": [asdict(attachment) for attachment in mention.attachments],
            "via": mention.via.value,
            "created_at": mention.created_at,
            "received_at": mention.received_at,
            "stored_at": self._act.now,
            "edited_at": mention.edited_at,
            "deleted_at": None,
            "verdict": verdict_json(item.verdict),
        }

    def _arrival_row(self, item: Triaged, ticket: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "ticket_id": self._places[item.mention.remote_id].ticket,
            "at": self._act.now,
            "actor": self._act.actor.login,
            "what": What.ARRIVED,
            "since": item.mention.received_at,
            "due_at": ticket["due_at"],
            "detail": self._arrival_detail(item.mention),
        }

    def _arrival_detail(self, mention: Mention) -> dict[str, object]:
        return {
            "message": mention.remote_id,
            "via": mention.via.value,
            "calendar": self._calendar.name,
            "fingerprint": self._calendar.fingerprint,
        }

    def _join(self, item: Triaged, place: _Place) -> None:
        """A further message of the same person in the same thread."""
        mention, verdict = item.mention, item.verdict
        ticket = self._session.get_one(Ticket, place.ticket)
        self._session.execute(insert(_MESSAGES), [self._message_row(item, place.ticket)])
        detail = self._arrival_detail(mention)
        if not _wants_answer(ticket, verdict):
            history.record(
                self._session, self._act, ticket, What.JOINED, since=mention.received_at, detail=detail
            )
            return
        working = ticket.queue in (Queue.INBOX, Queue.DEPARTMENTS)
        due_at = deadline(mention.received_at, self._act.house.answer, self._calendar)
        history.record(
            self._session,
            self._act,
            ticket,
            What.ARRIVED,
            since=mention.received_at,
            due_at=due_at,
            detail=detail,
        )
        history.move(ticket, Move.ARRIVE)
        self._relabel(ticket, item, working=working)
        history.rewind(self._session, self._act, ticket)

    def _relabel(self, ticket: Ticket, item: Triaged, *, working: bool) -> None:
        """What the further message changes in how the ticket is listed."""
        mention, verdict = item.mention, item.verdict
        ticket.visibility = mention.visibility
        ticket.language = mention.language or verdict.language or ticket.language
        if not working:
            # A new matter in an old thread: what is asked now stands in the list.
            ticket.excerpt, ticket.kind, ticket.zone = _excerpt(mention), verdict.kind, verdict.zone
        elif _weight(self._act, verdict.kind) > _weight(self._act, ticket.kind):
            ticket.kind = verdict.kind
        if verdict.zone is Zone.NORMAL:
            ticket.zone = Zone.NORMAL
        parts = self._parts(mention, ticket.kind, ticket.zone, repeat=working)
        ticket.priority = priority.points(parts)


def _wants_answer(ticket: Ticket, verdict: Verdict) -> bool:
    """Whether a further message starts the ticket's work again, or only joins it.

    Thanks for an answer reopen nothing, and further polemics leave an ignored ticket ignored; whatever else comes
    is somebody's matter and must be seen.
    """
    if ticket.queue is Queue.DONE:
        return verdict.kind is not Kind.PRAISE
    if ticket.queue is Queue.IGNORED:
        return verdict.zone is Zone.NORMAL and verdict.kind not in (Kind.HOSTILE, Kind.SPAM)
    return True


def _weight(act: Act, kind: Kind) -> int:
    return act.house.weights.get(kind.value, priority.DEFAULTS.get(kind.value, 0))


def _excerpt(mention: Mention) -> str:
    text = f"[{mention.spoiler_text}] {mention.text}" if mention.spoiler_text else mention.text
    return excerpt(without_mentions(text) or text, _EXCERPT)


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict as it is kept with the message, so that it can be explained for ever."""
    return {
        "kind": verdict.kind.value,
        "zone": verdict.zone.value,
        "scores": dict(verdict.scores),
        "department": verdict.department,
        "candidates": [list(candidate) for candidate in verdict.candidates],
        "reasons": [asdict(reason) for reason in verdict.reasons],
        "version": verdict.version,
    }


def _persons(session: Session, act: Act, authors: Sequence[Author]) -> dict[str, int]:
    """The ids of these people by handle; new ones are stored, changed ones brought up to date."""
    wanted = {author.handle: author for author in authors}
    known: dict[str, Row[*tuple[Any, ...]]] = {}
    handles = sorted(wanted)
    for start in range(0, len(handles), _CHUNK):
        statement = select(_PERSONS).where(_PERSONS.c.handle.in_(handles[start : start + _CHUNK]))
        known.update((row.handle, row) for row in session.execute(statement))
    for handle, row in known.items():
        _refresh(session, row, wanted[handle])
    ids: dict[str, int] = {handle: row.id for handle, row in known.items()}
    rows = [_person_row(author, act.now) for handle, author in wanted.items() if handle not in known]
    if rows:
        added = session.execute(insert(_PERSONS).returning(_PERSONS.c.id, sort_by_parameter_order=True), rows)
        ids.update(zip((row["handle"] for row in rows), added.scalars(), strict=True))
    return ids


def _person_row(author: Author, now: datetime) -> dict[str, Any]:
    return {**asdict(author), "first_seen_at": now}


def _refresh(session: Session, row: Row[*tuple[Any, ...]], author: Author) -> None:
    told = {"display_name": author.display_name, "url": author.url, "bot": author.bot}
    if any(row._mapping[key] != value for key, value in told.items()):
        session.execute(update(_PERSONS).where(_PERSONS.c.id == row.id).values(told))
