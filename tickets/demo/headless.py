"""The demo without a desk: a clerk answers some tickets by herself, and at the end it is counted what was lost."""

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tickets.bridge import Bridge
from tickets.demo.folder import CLERK
from tickets.demo.ledger import Posted
from tickets.demo.town import Town, town
from tickets.desk import people, replies, views
from tickets.desk.house import Desk
from tickets.desk.intake import Intake
from tickets.desk.rows import Query, Row
from tickets.errors import TicketsError
from tickets.rules.states import Kind, Queue, State
from tickets.triage import open_classifier

_ANSWER_EVERY = 2.0
"""Seconds between two of the clerk's answers."""
_PAGE = 200
_ROUNDS = 5
"""So often is caught up at the end until nothing new comes: an answer to an answer may be on its way."""

_ANSWERS = {
    "de": "Vielen Dank für Ihre Nachricht. Wir haben das geprüft; Näheres finden Sie auf unserer Seite.",
    "en": "Thank you for your message. We looked into it; you will find more on our page.",
    "nl": "Dank voor uw bericht. We hebben het bekeken; op onze pagina vindt u meer.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What happened: the command line's contract."""

    received: int
    """Posts of citizens that are stored."""
    tickets: int
    by_queue: dict[str, int]
    by_kind: dict[str, int]
    replies_published: int
    """Answers that stand on the server."""
    lost: int
    """Posts that reached us, still stand, and are not stored."""


def run(seconds: float, kept: Path | None = None) -> Figures:
    """Let the demo run for so long, then settle and count; `kept` as for `town`. Raises TicketsError."""
    with town(kept) as running, Desk.open(running.settings, people.actor(running.settings, CLERK)) as desk:
        _work(running, desk, until=time.monotonic() + seconds)
        running.world.hush()
        running.service.stop()
        _settle(running)
        return _count(running, desk)


def _work(running: Town, desk: Desk, *, until: float) -> None:
    """Answer what can be answered, one ticket after the other."""
    while (left := until - time.monotonic()) > 0:
        # The world's clock, not a sleep: a demo that breaks down ends at once.
        running.world.wait(lambda _posted: False, seconds=min(left, _ANSWER_EVERY))
        inbox = desk.look(views.page, Query(queue=Queue.INBOX)).rows
        for row in [row for row in inbox if _can_be_answered(row)][:1]:
            _answer(desk, row)


def _can_be_answered(row: Row) -> bool:
    return row.state is State.NEW and row.kind in (Kind.QUESTION, Kind.CRITICISM, Kind.INCIDENT)


def _answer(desk: Desk, row: Row) -> None:
    text = _ANSWERS.get(row.language or "", _ANSWERS["en"])
    try:
        desk.do(replies.queue, row.id, text=text, version=row.version)
    except TicketsError:
        # A reply is on its way already, or the citizen has written again: there is a next time.
        return


def _settle(running: Town) -> None:
    """Catch up and publish until there is nothing more to do: the citizens are silent, so it ends."""
    with Bridge(running.settings) as bridge:
        for _round in range(_ROUNDS):
            if not any(visit.received + visit.published for visit in bridge.once()):
                return


def _count(running: Town, desk: Desk) -> Figures:
    tickets = list(_all_tickets(desk))
    return Figures(
        received=desk.see(views.message_count),
        tickets=len(tickets),
        by_queue={queue.value: count for queue, count in desk.see(views.counts).items()},
        by_kind=dict(Counter(row.kind.value for row in tickets)),
        replies_published=len(running.world.replies_seen()),
        lost=len(_lost(running, desk)),
    )


def _all_tickets(desk: Desk) -> list[Row]:
    rows: list[Row] = []
    after: tuple[int, int] | None = None
    while True:
        page = desk.look(views.page, Query(limit=_PAGE, after=after))
        rows += page.rows
        if page.next is None:
            return rows
        after = page.next


def _lost(running: Town, desk: Desk) -> list[Posted]:
    """Held against the citizens' own ledger. What its author deleted before we saw it is nobody's loss."""
    intake = Intake(desk.database, desk.house, open_classifier(running.settings.departments))
    posted = running.world.posted()
    (account,) = running.settings.accounts
    unknown = intake.unknown(account.name, [post.remote_id for post in posted])
    return [post for post in posted if post.remote_id in unknown and not post.deleted]
