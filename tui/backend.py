"""The one façade to the desk: every call opens a transaction and may wait, so only threads call it.

This module and nothing else of the terminal imports the store. Whoever needs it imports it late, in a thread and
after the first paint: SQLAlchemy takes longer to import than everything a reader sees first.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from threading import Event

from tickets.config import Settings
from tickets.desk import (
    copies,
    doubts,
    drafts,
    duty,
    forwards,
    handover,
    interim,
    registry,
    replies,
    ticket_view,
    views,
)
from tickets.desk.copies import Letter, Spread
from tickets.desk.duty_rows import Briefing, DutyView
from tickets.desk.house import Desk
from tickets.desk.people import Actor, Right
from tickets.desk.replies import Preview, Queued
from tickets.desk.rows import DepartmentView, Page, Query, Row, ServiceView, TicketView
from tickets.errors import StoreError, TicketsError
from tickets.i18n import _
from tickets.rules.duty import Week
from tui.action import Me
from tui.deeds import Draft
from tui.doing import Doing

WATCH_SECONDS = 0.5
"""How long a change may wait to be asked for, and a leaving terminal for its watcher."""

_DAYS_AHEAD = 35
_MOST_COPIES = 100_000


def open_desk(settings: Settings, actor: Actor) -> Desk:
    """A desk on the store of the settings, which knows their accounts and departments. Raises StoreError."""
    desk = Desk.open(settings, actor)
    if not desk.see(registry.is_synced):
        desk.do(registry.sync)
    return desk


class Backend(Doing):
    """What the screens may ask of the desk."""

    def close(self) -> None:
        """Let go of the store."""
        self._desk.close()

    def me(self) -> Me:
        """Who sits at the desk, with the values of the rights they have."""
        actor = self._desk.actor
        rights = frozenset(right.value for right in Right if actor.may(right))
        names = {each.key: each.name for each in self._desk.house.settings.departments}
        return Me(actor.login, actor.role.value, actor.department, rights, names)

    # What there is to see. Each may raise StoreError.

    def page(self, query: Query) -> Page:
        """A part of a list."""
        return self._desk.look(views.page, query)

    def service(self) -> ServiceView:
        """How the service is, with the queues' counts."""
        return self._desk.see(views.service)

    def ticket(self, ticket_id: int) -> TicketView:
        """One ticket. Raises NotFound, NotAllowed."""
        return self._desk.see(ticket_view.show, ticket_id)

    def version(self, ticket_id: int) -> int | None:
        """The version of one ticket as the store has it; None where there is none."""
        row = self._desk.see(views.one, ticket_id)
        return row.version if row else None

    def departments(self) -> tuple[DepartmentView, ...]:
        """The departments that can be asked."""
        return self._desk.see(views.departments)

    def colleagues(self) -> tuple[tuple[str, str], ...]:
        """Logins and names of those to whom tickets are given: this person, and whoever the settings name."""
        mine = self._desk.actor.login
        named = {user.login: user.name for user in self._desk.house.settings.users if not user.department}
        return ((mine, named.pop(mine, mine)), *named.items())

    def working_days(self, account: str) -> Iterator[tuple[date, datetime, datetime]]:
        """The next working days of the office: the day, and when its service begins and ends."""
        calendar = self._desk.house.calendar(account)
        now = self._desk.now()
        today = calendar.date_of(now)
        for ahead in range(_DAYS_AHEAD):
            day = today + timedelta(days=ahead)
            hours = calendar.service(day)
            if hours and hours[-1][1] > now:
                yield day, hours[0][0], hours[-1][1]

    def propose(self, ticket_id: int, text: str) -> None:
        """Propose an answer; what was typed for it is no draft any longer."""
        self._desk.do(forwards.propose, ticket_id, text=text)
        if self._desk.actor.department is not None:
            self._desk.do(drafts.keep, ticket_id, text="")

    # Replies.

    def preview(self, draft: Draft) -> Preview:
        """Who would read it, and how long it is."""
        return self._desk.see(
            replies.preview,
            draft.ticket_id,
            text=draft.text,
            visibility=draft.visibility,
            spoiler_text=draft.spoiler_text,
        )

    def queue(self, draft: Draft, *, yes_wider: bool) -> Queued:
        """Hand it to the bridge."""
        return self._desk.do(
            replies.queue,
            draft.ticket_id,
            text=draft.text,
            purpose=draft.purpose,
            promise=draft.promise,
            visibility=draft.visibility,
            spoiler_text=draft.spoiler_text,
            yes_wider=yes_wider,
            version=draft.version,
        )

    def queue_to_all(self, draft: Draft, *, ready: bool) -> Spread:
        """Hand to the bridge a reply for each person of the near copies.

        ready: the interim status that lies ready for each of them, rather than the text.
        """
        letter = Letter(
            text=None if ready else draft.text,
            purpose=draft.purpose,
            promise=draft.promise,
            visibility=draft.visibility,
            spoiler_text=draft.spoiler_text,
        )
        return self._desk.do(copies.reply_to_all, draft.ticket_id, letter, version=draft.version)

    def addressees(self, row: Row) -> int:
        """How many people wrote this ticket and the near copies behind its row."""
        query = Query(queue=row.queue, copies_of=row.id, limit=_MOST_COPIES)
        return len({each.person for each in self.page(query).rows})

    def ready_interim(self, ticket_id: int, promise: date | None) -> tuple[str, date]:
        """The interim status that lies ready for this ticket, and the day that it promises."""
        ready = self._desk.see(interim.ready, ticket_id, promise=promise)
        return ready.text, ready.promise

    def keep_draft(self, ticket_id: int, text: str) -> None:
        """Keep what was typed; an empty text forgets it."""
        self._desk.do(drafts.keep, ticket_id, text=text)

    def withdraw(self, reply_id: int) -> None:
        """Call a reply back."""
        self._desk.do(replies.withdraw, reply_id)

    # An uncertain reply, after somebody has looked on Mastodon.

    def is_out(self, reply_id: int, address: str) -> None:
        """It is there, at this address of our server; "" where the person does not give it."""
        self._desk.do(doubts.is_out, reply_id, address=address)

    def send_again(self, reply_id: int) -> None:
        """It is not there, and shall be."""
        self._desk.do(doubts.send_again, reply_id)

    def give_up(self, reply_id: int) -> None:
        """It is not there; its text becomes a draft again."""
        self._desk.do(replies.give_up, reply_id)

    # Duty.

    def duty(self) -> DutyView:
        """Who is on duty, and whether a hand-over waits for this person."""
        return self._desk.see(duty.current)

    def briefing(self) -> Briefing | None:
        """The hand-over that waits for this person, else the latest; None where none was made yet."""
        return self._desk.see(duty.briefing)

    def acknowledge(self, week: Week) -> bool:
        """This person takes over; False where that was done before."""
        return self._desk.do(handover.acknowledge, week)

    # Changes.

    def watch(self, stop: Event, changed: Callable[[], None], lost: Callable[[TicketsError], None]) -> None:
        """Tell of every change of the store until `stop` is set. Blocks; for a thread of its own."""
        while not stop.is_set():
            try:
                self._watch_once(stop, changed)
            except Exception as error:
                lost(error if isinstance(error, TicketsError) else _no_answer(error))
                stop.wait(WATCH_SECONDS)

    def _watch_once(self, stop: Event, changed: Callable[[], None]) -> None:
        signal = self._desk.changes()
        try:
            changed()  # what happened while nobody watched
            while not stop.is_set():
                if signal.wait(WATCH_SECONDS):
                    changed()
        finally:
            signal.close()


def _no_answer(error: Exception) -> StoreError:
    return StoreError(
        _("The store does not answer ({kind})").format(kind=type(error).__name__),
        _("It is tried again every moment; if it stays so, ask the administrator"),
    )
