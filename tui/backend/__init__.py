"""The one façade to the desk: every call opens a transaction and may wait, so only threads call it.

This package and nothing else of the terminal imports the store. Whoever needs it imports it late, in a thread and
after the first paint: SQLAlchemy takes longer to import than everything a reader sees first.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from threading import Event
from zoneinfo import ZoneInfo

from tickets.config import Settings
from tickets.desk import filtering, registry, ticket_view, views
from tickets.desk.house import Desk
from tickets.desk.people import Actor, Right
from tickets.desk.rows import Page, Query, TicketView
from tickets.desk.service_rows import MOST_COUNTED, DepartmentView, ServiceView
from tickets.errors import StoreError, TicketsError
from tickets.i18n import _
from tui.action import Me
from tui.backend.board import Boards
from tui.backend.doing import Doing
from tui.backend.duty import Duty
from tui.backend.letters import Letters
from tui.backend.others import Others
from tui.backend.saved import Saved
from tui.backend.setup import Setup

WATCH_SECONDS = 0.5
"""How long a change may wait to be asked for, and a leaving terminal for its watcher."""

_DAYS_AHEAD = 35
_CACHE_KIB = 256
"""A terminal has several connections and reads a few rows at a time: the system's own cache of the file serves them all
as fast, and each terminal is 5 MiB smaller among a million tickets."""


def open_desk(settings: Settings, actor: Actor) -> Desk:
    """A desk on the store of the settings, which knows their accounts and departments. Raises StoreError."""
    desk = Desk.open(settings, actor, cache_kib=_CACHE_KIB)
    if not desk.see(registry.is_synced):
        desk.do(registry.sync)
    return desk


class Backend(Doing, Letters, Duty, Others, Boards, Setup, Saved):
    """What the screens may ask of the desk."""

    def close(self) -> None:
        """Let go of the store."""
        self._desk.close()

    @property
    def zone(self) -> ZoneInfo:
        """In which people read times here."""
        return ZoneInfo(self._desk.house.settings.timezone)

    def me(self) -> Me:
        """Who sits at the desk, with the values of the rights they have."""
        actor = self._desk.actor
        rights = frozenset(right.value for right in Right if actor.may(right))
        names = {each.key: each.name for each in self._desk.house.settings.departments}
        known = filtering.known(self._desk.act())
        return Me(actor.login, actor.role.value, actor.department, rights, names, known)

    # What there is to see. Each may raise StoreError.

    def page(self, query: Query) -> Page:
        """A part of a list."""
        return self._desk.look(views.page, query)

    def service(self) -> ServiceView:
        """How the service is, with the queues' counts up to one more than `MOST_COUNTED`."""
        return self._desk.see(views.service, most=MOST_COUNTED)

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

    # Changes.

    def watch(
        self,
        stop: Event,
        changed: Callable[[], None],
        whispered: Callable[[], None],
        lost: Callable[[TicketsError], None],
    ) -> None:
        """Tell of every change of the store until `stop` is set. Blocks; for a thread of its own.

        whispered: told where perhaps only somebody came to a ticket, or went.
        """
        while not stop.is_set():
            try:
                self._watch_once(stop, changed, whispered)
            except Exception as error:
                lost(error if isinstance(error, TicketsError) else _no_answer(error))
                stop.wait(WATCH_SECONDS)

    def _watch_once(self, stop: Event, changed: Callable[[], None], whispered: Callable[[], None]) -> None:
        self._desk.verify()
        signal = self._desk.changes(stop)
        try:
            changed()  # what happened while nobody watched
            whispered()
            while not stop.is_set():
                self._desk.verify()
                if signal.wait(WATCH_SECONDS):
                    changed()
                if signal.whispered():
                    whispered()
        finally:
            signal.close()


def _no_answer(error: Exception) -> StoreError:
    return StoreError(
        _("The store does not answer ({kind})").format(kind=type(error).__name__),
        _("It is tried again every moment; if it stays so, ask the administrator"),
    )
