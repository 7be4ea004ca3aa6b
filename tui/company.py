"""Who else is at a ticket, and the signs of life by which they see us.

Whoever rests on a ticket for a few seconds reads it; whoever runs down the list tells nobody anything. A terminal
at which nobody has pressed a key for long falls silent.
"""

from time import monotonic
from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message
from textual.timer import Timer

from tickets.desk import presence_rows
from tickets.desk.presence_rows import BEAT
from tui.errands import Errands
from tui.messages_of_others import CompanyRead

if TYPE_CHECKING:
    from tui.backend import Backend

REST_SECONDS = 3.0
"""Who stays on a ticket for so long reads it."""
IDLE_SECONDS = 300.0
"""Who has pressed no key for so long is elsewhere."""


class Companions:
    """One person among others. Used from the screens' thread only."""

    def __init__(self, app: App[None], errands: Errands) -> None:
        self._app = app
        self._errands = errands
        self._timer: Timer | None = None
        self._stirred_at = monotonic()
        self._cursor: int | None = None
        self._sheet: int | None = None
        """The ticket to which something is being written."""
        self._told: int | None = None
        self.everybody: presence_rows.Company = {}
        """Who else is where, as far as is known here."""

    def stir(self) -> None:
        """A key was pressed: somebody sits here."""
        self._stirred_at = monotonic()

    def rest(self, ticket_id: int | None) -> None:
        """The cursor is on this ticket: in a while it counts as read."""
        if ticket_id != self._cursor:
            self._cursor = ticket_id
            if self._sheet is None:
                self._wait(REST_SECONDS)

    def write(self, ticket_id: int | None) -> None:
        """Something is being written to this ticket; None: no longer."""
        if ticket_id != self._sheet:
            self._sheet = ticket_id
            self._beat()

    def look(self) -> None:
        """Somebody may have come, gone, or begun to write."""
        self._errands.ask(self._app, "company", lambda backend: CompanyRead(backend.company()))

    def _wait(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(seconds, self._beat)

    def _beat(self) -> None:
        """Tell where we are, as long as somebody sits here; and whether others still are."""
        self._wait(BEAT.total_seconds())
        ticket_id = self._here
        if ticket_id is None and self._told is None:
            if self.everybody:
                self.look()  # who gives no sign any longer is gone without a word
            return
        self._told, writing = ticket_id, self._sheet is not None

        def job(backend: "Backend") -> Message:
            return CompanyRead(backend.be_at(ticket_id, writing=writing))

        self._errands.ask(self._app, "presence", job)

    @property
    def _here(self) -> int | None:
        if monotonic() - self._stirred_at > IDLE_SECONDS:
            return None
        return self._cursor if self._sheet is None else self._sheet
