"""Which tickets are listed, and how they are fetched: one reading at a time, and the newest wish wins."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tickets.desk.rows import Query
from tickets.rules.states import Queue
from tui.messages import PageRead

if TYPE_CHECKING:
    from tui.screens.desk import DeskScreen

PAGE = 100
"""Rows that are fetched together."""


class Listing:
    """The list of one desk screen, and its way from the store."""

    def __init__(self, screen: "DeskScreen") -> None:
        self._screen = screen
        self.query = Query(queue=Queue.INBOX, limit=PAGE)
        self.wish: int | None = None
        """The ticket to put the cursor on as soon as it is listed."""
        self._fresh = True
        self._again = False
        self._further = False
        self._asked: Query | None = None
        """What is being read; None while nothing is."""

    def start(self, query: Query) -> None:
        """List something else, from its top."""
        self.query, self._fresh, self.wish = replace(query, limit=PAGE), True, None
        self.read()

    def read(self) -> None:
        """Read all that is loaded again."""
        self._again = True
        self._go_on()

    def read_further(self) -> None:
        """Read the next page, unless it is on its way."""
        if self._asked is None or self._asked.after is None:
            self._further = True
            self._go_on()

    def _go_on(self) -> None:
        """What is asked for is decided only when it is asked: meanwhile the list may have grown or changed."""
        if self._asked is not None or not (self._again or self._further):
            return
        rows = self._screen.tickets.rows
        if self._again or self._fresh:
            loaded = 0 if self._fresh else len(rows)
            query = replace(self.query, limit=max(PAGE, loaded))
            self._again = False
        else:
            query = replace(self.query, after=(rows[-1].rank, rows[-1].id)) if rows else self.query
            self._further = False
        self._asked = query
        self._screen.errands.send(self._screen, "list", lambda backend: PageRead(query, backend.page(query)))

    def take(self, message: PageRead) -> None:
        """Show it, unless the reader has gone elsewhere meanwhile."""
        self._asked = None
        asked, page, tickets = message.query, message.page, self._screen.tickets
        if (asked.queue, asked.search) == (self.query.queue, self.query.search):
            if asked.after is not None and not self._fresh:
                tickets.extend(page.rows, more=page.more)
            elif self._fresh:
                self._fresh = self._further = False
                tickets.start(page.rows, more=page.more)
            else:
                tickets.replace(page.rows, more=page.more)
        if self.wish is not None and tickets.go_to(self.wish):
            self.wish = None
        self._go_on()

    def failed(self) -> None:
        """Nothing came. The next change, or the next key, asks again."""
        self._asked = None
