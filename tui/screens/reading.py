"""The ticket under the cursor, read from the store for the pane beside the list, and what waits until it has come."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tickets.desk.rows import TicketView
from tui.keys import Awaited, WaitOver
from tui.messages import TicketRead

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

Then = Callable[[TicketView], None]


class Reading:
    """What one desk screen reads of the ticket under its cursor."""

    def __init__(self, screen: "DeskScreen") -> None:
        self._screen = screen
        self._then: tuple[int, Then] | None = None
        """What a key is about to do with this ticket as soon as it has been read."""
        self.awaited = Awaited()
        """Keys that come after that one wait too."""

    @property
    def view(self) -> TicketView | None:
        """The ticket under the cursor, if it has been read already."""
        view, row = self._screen.pane.view, self._screen.row
        return view if view is not None and row is not None and view.row.id == row.id else None

    def read(self) -> None:
        """Read it, or read it again."""
        screen, row = self._screen, self._screen.row
        screen.companions.rest(row.id if row else None)
        if row is not None:
            ticket_id = row.id
            screen.errands.ask(screen, "ticket", lambda backend: TicketRead(backend.ticket(ticket_id)))
        if self._then is not None and (row is None or row.id != self._then[0]):
            self.give_up()

    def take(self, message: TicketRead) -> bool:
        """Show it, if the cursor is still there."""
        row = self._screen.row
        if row is None or row.id != message.view.row.id:
            return False
        # How many stand behind it is as in this list: where near copies are listed, none do.
        view = replace(message.view, row=message.view.row._replace(copies=row.copies))
        self._screen.pane.show(view)
        if self._then is not None:
            _ticket_id, then = self._then
            self.give_up()
            then(view)
        return True

    def when_read(self, then: Then) -> None:
        """Do this with the ticket under the cursor, at once or as soon as it has been read: never with another one."""
        row, view = self._screen.row, self.view
        if view is not None:
            then(view)
        elif row is not None:
            self._then = (row.id, then)
            self.awaited.expect()

    def give_up(self) -> None:
        """What waits for the ticket waits no longer."""
        if self._then is not None:
            self._then = None
            self.awaited.arrived()
            self._screen.app.post_message(WaitOver())
