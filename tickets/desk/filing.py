"""Where a new message belongs: the store stage of intake, one multi-row statement for each table.

A message joins the ticket of its thread if the same person wrote it; else it opens one. A child may come
before its parent, and both in one batch.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from tickets.desk import clusters, history, joining, notices, settling
from tickets.desk.arrivals import Author, Mention, Taken
from tickets.desk.house import Act
from tickets.desk.preparing import Fields, Layouts, Prepared, arrival_detail, parts, short
from tickets.desk.registry import account_ids, department_ids
from tickets.errors import NotFound
from tickets.i18n import _
from tickets.rules import priority
from tickets.rules.further import kind_after, zone_after
from tickets.rules.states import Kind, Move, Queue, Zone
from tickets.storage.models import Message, Person, Ticket, What, table
from tickets.storage.rows import Layout
from tickets.triage import Verdict

_CHUNK = 500

_TICKETS = table(Ticket)
_MESSAGES = table(Message)
_PERSONS = table(Person)
_KNOWN = (
    _PERSONS.c.id,
    _PERSONS.c.handle,
    _PERSONS.c.display_name,
    _PERSONS.c.url,
    _PERSONS.c.bot,
)


@dataclass(slots=True)
class _Place:
    """The ticket that holds a post, and who wrote it."""

    ticket_id: int | None
    """None while the ticket is opened by this very batch."""
    person_id: int
    """The ticket's citizen."""

    @property
    def ticket(self) -> int:
        """The ticket's id, once it is opened."""
        if self.ticket_id is None:
            raise AssertionError("a message joins a ticket that was not opened")
        return self.ticket_id


def file(session: Session, act: Act, layouts: Layouts, prepared: Sequence[Prepared]) -> Taken:
    """Store what is not there yet. Raises NotFound for an account that the settings do not name."""
    if not prepared:
        return Taken()
    ids = account_ids(session)
    taken = Taken()
    for account in dict.fromkeys(item.mention.account for item in prepared):
        if account not in ids:
            raise NotFound(
                _("There is no account “{name}”").format(name=account), _("Add it to the settings")
            )
        group = [item for item in prepared if item.mention.account == account]
        # Oldest first, so that a thread is read as it was written.
        group.sort(key=lambda item: (item.mention.created_at, item.mention.remote_id))
        taken += Taken(new=_Filing(session, act, layouts, ids[account]).file(group))
    return taken


class _Filing:
    """One account's part of a batch."""

    def __init__(self, session: Session, act: Act, layouts: Layouts, account_id: int) -> None:
        self._session = session
        self._act = act
        self._layouts = layouts
        self._account_id = account_id
        self._departments = department_ids(session)
        self._places: dict[str, _Place] = {}
        self._children: dict[str, _Place] = {}
        self._replies: dict[str, list[str]] = {}
        """Remote ids of this batch by what they answer."""
        self._persons: dict[str, int] = {}

    def file(self, group: Sequence[Prepared]) -> int:
        """Store one account's mentions, oldest first; the number of new ones."""
        self._look_up(group)
        group = [item for item in group if item.mention.remote_id not in self._places]
        self._persons = _persons(
            self._session, self._act, self._layouts.persons, [item.mention.author for item in group]
        )
        for item in group:
            if item.mention.in_reply_to_id:
                self._replies.setdefault(item.mention.in_reply_to_id, []).append(item.mention.remote_id)
        opening: list[Prepared] = []
        joining: list[Prepared] = []
        for item in group:
            place = self._place(item.mention)
            if place is not None:
                joining.append(item)
            else:
                opening.append(item)
                place = _Place(None, self._persons[item.mention.author.handle])
            self._places[item.mention.remote_id] = place
        self._open(opening)
        for item in joining:
            self._join(item)
        for item in opening:
            self._settle(item)
        return len(opening) + len(joining)

    def _look_up(self, group: Sequence[Prepared]) -> None:
        """What the store knows of these posts, of those above them and of those below."""
        own = {item.mention.remote_id for item in group}
        above = {item.mention.in_reply_to_id for item in group if item.mention.in_reply_to_id}
        above.update(ancestor for item in group for ancestor in item.mention.ancestors)
        for row in self._placed(Message.remote_id, own | above):
            self._places[row[0]] = _Place(row[2], row[3])
        for row in self._placed(Message.in_reply_to_id, own):
            self._children[row[1]] = _Place(row[2], row[3])

    def _placed(self, column: Any, values: Iterable[str]) -> Iterable[Row[*tuple[Any, ...]]]:
        wanted = sorted(values)
        for start in range(0, len(wanted), _CHUNK):
            yield from self._session.execute(
                select(
                    _MESSAGES.c.remote_id,
                    _MESSAGES.c.in_reply_to_id,
                    _MESSAGES.c.ticket_id,
                    _TICKETS.c.person_id,
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

    def _open(self, opening: Sequence[Prepared]) -> None:
        """New tickets with their first messages and events."""
        keys = self._layouts.tickets.new_ids(self._session, len(opening))
        for item, key in zip(opening, keys, strict=True):
            self._places[item.mention.remote_id].ticket_id = key
        ids = [self._ids(item) for item in opening]
        departments = [self._departments.get(item.verdict.department or "") for item in opening]
        rows = list(zip(ids, departments, opening, strict=True))
        self._layouts.tickets.insert(
            self._session, ((*own, asked, *item.ticket) for own, asked, item in rows)
        )
        self._layouts.messages.insert(self._session, ((*own, *item.message) for own, _asked, item in rows))
        self._layouts.events.insert(self._session, ((own[0], *item.arrival) for own, _asked, item in rows))
        joining.join(self._session, self._act, {own[0]: item for own, _asked, item in rows if item.signature})

    def _settle(self, item: Prepared) -> None:
        """What the bridge does by itself with a ticket that it has opened. Most need not even be read for that."""
        is_incident = item.verdict.kind is Kind.INCIDENT and bool(self._act.house.settings.notify)
        if item.verdict.zone is not Zone.IGNORE and not is_incident:
            return
        ticket = self._session.get_one(Ticket, self._places[item.mention.remote_id].ticket)
        settling.settle(self._session, self._act, ticket, item)
        if is_incident and ticket.queue is not Queue.IGNORED:
            notices.incident(self._session, self._act, ticket)

    def _ids(self, item: Prepared) -> tuple[int, int, int]:
        """The ids of ticket, account and person."""
        ticket_id = self._places[item.mention.remote_id].ticket
        return ticket_id, self._account_id, self._persons[item.mention.author.handle]

    def _join(self, item: Prepared) -> None:
        """A further message of the same person in the same thread."""
        ids = self._ids(item)
        ticket = self._session.get_one(Ticket, ids[0])
        clusters.hold(ticket)
        self._layouts.messages.insert(self._session, [(*ids, *item.message)])
        received_at, detail = item.mention.received_at, arrival_detail(self._act, item.mention)
        if not _wants_answer(ticket, item.verdict):
            history.record(self._session, self._act, ticket, What.JOINED, since=received_at, detail=detail)
            return
        history.record(
            self._session,
            self._act,
            ticket,
            What.ARRIVED,
            since=received_at,
            due_at=item.due_at,
            detail=detail,
        )
        working = ticket.queue in (Queue.INBOX, Queue.DEPARTMENTS)
        ended = ticket.queue in (Queue.DONE, Queue.IGNORED)
        history.move(ticket, Move.ARRIVE)
        self._relabel(ticket, item, working=working, ended=ended)
        if ended or ticket.assignee is None:
            self._give(ticket, item.on_duty)
        # What the person adds of their own must not stand behind the words of others.
        clusters.leave(self._session, ticket)
        history.rewind(self._session, self._act, ticket)
        if item.verdict.kind is Kind.INCIDENT:
            notices.incident(self._session, self._act, ticket)

    def _give(self, ticket: Ticket, on_duty: str | None) -> None:
        """A matter taken up again is new: it belongs to whoever is on duty now, whoever answered it then."""
        if on_duty is None or ticket.assignee == on_duty:
            return
        detail: dict[str, object] = {"to": on_duty, "from": ticket.assignee}
        ticket.assignee = on_duty
        history.record(self._session, self._act, ticket, What.ASSIGNED, detail=detail)

    def _relabel(self, ticket: Ticket, item: Prepared, *, working: bool, ended: bool) -> None:
        """What the further message changes in how the ticket is listed."""
        mention, verdict = item.mention, item.verdict
        ticket.visibility = mention.visibility
        ticket.language = mention.language or verdict.language or ticket.language
        if not working:
            # A new matter in an old thread: what is asked now stands in the list.
            ticket.excerpt = short(mention.text, mention.spoiler_text)
        labelled = history.was_labelled(self._session, ticket)
        weights = self._act.house.weights
        ticket.kind = kind_after(ticket.kind, verdict.kind, ended=ended, labelled=labelled, weights=weights)
        ticket.zone = zone_after(ticket.kind, ticket.zone, verdict.zone, ended=ended)
        ticket.priority = priority.points(parts(self._act, mention, ticket.kind, ticket.zone, repeat=working))


def _wants_answer(ticket: Ticket, verdict: Verdict) -> bool:
    """Whether a further message starts the ticket's work again, or only joins it.

    Thanks for an answer reopen nothing, and further polemics leave an ignored ticket ignored; whatever else
    comes is somebody's matter and must be seen.
    """
    if ticket.queue is Queue.DONE:
        return verdict.kind is not Kind.PRAISE
    if ticket.queue is Queue.IGNORED:
        return verdict.zone is Zone.NORMAL and verdict.kind not in (Kind.HOSTILE, Kind.SPAM)
    return True


def _persons(session: Session, act: Act, layout: Layout, authors: Sequence[Author]) -> dict[str, int]:
    """The ids of these people by handle; new ones are stored, changed ones brought up to date."""
    wanted = {author.handle: author for author in authors}
    known: dict[str, Row[*tuple[Any, ...]]] = {}
    handles = sorted(wanted)
    for start in range(0, len(handles), _CHUNK):
        statement = select(*_KNOWN).where(_PERSONS.c.handle.in_(handles[start : start + _CHUNK]))
        known.update((row.handle, row) for row in session.execute(statement).all())
    for handle, row in known.items():
        _refresh(session, row, wanted[handle])
    ids: dict[str, int] = {handle: row.id for handle, row in known.items()}
    unknown = [author for handle, author in wanted.items() if handle not in known]
    keys = layout.new_ids(session, len(unknown))
    layout.insert(
        session,
        (
            (key, *layout.ready(_person_row(author, act.now)))
            for key, author in zip(keys, unknown, strict=True)
        ),
    )
    return ids | {author.handle: key for key, author in zip(keys, unknown, strict=True)}


def _person_row(author: Author, now: datetime) -> Fields:
    return {
        "handle": author.handle,
        "display_name": author.display_name,
        "url": author.url,
        "bot": author.bot,
        "known_since": author.known_since,
        "first_seen_at": now,
    }


def _refresh(session: Session, row: Row[*tuple[Any, ...]], author: Author) -> None:
    told = {"display_name": author.display_name, "url": author.url, "bot": author.bot}
    if any(row._mapping[key] != value for key, value in told.items()):
        session.execute(update(_PERSONS).where(_PERSONS.c.id == row.id).values(told))
