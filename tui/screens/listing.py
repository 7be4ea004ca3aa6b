"""Which tickets are listed, and how they are fetched: one reading at a time, and the newest wish wins."""

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message

from tickets.desk.rows import Page, Query
from tickets.rules.states import Queue
from tui.keys import WaitOver
from tui.messages import PageRead

if TYPE_CHECKING:
    from tui.backend import Backend
    from tui.screens.lists import DeskLists

_PATIENCE_SECONDS = 2.0

PAGE = 100
"""Rows that are fetched together."""


class Listing:
    """The list of one desk screen, and its way from the store."""

    def __init__(self, screen: "DeskLists") -> None:
        self._screen = screen
        self.query = Query(queue=Queue.INBOX, limit=PAGE)
        self.wish: int | None = None
        """The ticket to put the cursor on as soon as it is listed."""
        self._fresh = True
        self._stale = False
        """What is on screen was read long ago."""
        self._again = False
        self._further = False
        self._asked: Query | None = None
        """What is being read; None while nothing is."""
        self._asked_at = 0.0
        self.looks = False
        """Whether the list is of what waits for a second look."""
        self._asked_looks = False

    @property
    def is_left(self) -> bool:
        """Whether a ticket that changes its queue leaves the list: not what was found, nor a list of near copies."""
        return self.query.queue is not None

    @property
    def is_coming(self) -> bool:
        """Whether another list is on its way: keys are meant for that one.

        Not for ever, should the store not answer.
        """
        return self._awaited and self._asked is not None and monotonic() - self._asked_at < _PATIENCE_SECONDS

    @property
    def is_stranded(self) -> bool:
        """Whether another list was wished for and does not come: what was typed for it must not meet this one."""
        return self._awaited and not self.is_coming

    @property
    def _awaited(self) -> bool:
        return self._fresh or self._stale

    @property
    def is_fresh(self) -> bool:
        """Whether nothing of this list was read yet: what is on screen is of another."""
        return self._fresh

    def start(self, query: Query, *, looks: bool = False) -> None:
        """List something else, from its top. looks: what waits for a second look, instead of what the query asks."""
        self.query, self._fresh, self.wish = replace(query, limit=PAGE), True, None
        self.looks = looks
        self.read()

    def resume(self, query: Query, *, looks: bool = False) -> None:
        """List what was listed before; its rows are on screen already, as they were. Read them again."""
        self.query, self._fresh, self._stale, self.wish = query, False, True, None
        self.looks = looks

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
            loaded = 0 if self._fresh else self._screen.tickets.wanted
            query = replace(self.query, limit=max(PAGE, loaded))
            self._again = False
        else:
            query = replace(self.query, after=(rows[-1].rank, rows[-1].id)) if rows else self.query
            self._further = False
        self._asked, self._asked_at = query, monotonic()
        looks = self._asked_looks = self.looks

        def job(backend: "Backend") -> Message:
            return PageRead(query, backend.second_look() if looks else backend.page(query))

        self._screen.errands.send(self._screen, "list", job)

    def take(self, message: PageRead) -> None:
        """Show it, unless the reader has gone elsewhere meanwhile."""
        self._asked = None
        asked, page, tickets = message.query, message.page, self._screen.tickets
        if self._asked_looks == self.looks and _subject(asked) == _subject(self.query):
            stands_for_others = self.is_left and not self.looks and not self.query.found
            page = page if stands_for_others else _each_for_itself(page)
            if asked.after is not None and not self._fresh:
                tickets.extend(page.rows, more=page.more)
            elif self._fresh:
                self._fresh = self._further = False
                tickets.start(page.rows, more=page.more)
            else:
                tickets.replace(page.rows, more=page.more)
            self._stale = False
        if self.wish is not None and tickets.go_to(self.wish):
            self.wish = None
        self._go_on()
        self._let_keys_in()

    def failed(self) -> None:
        """Nothing came. The next change, or the next key, asks again."""
        self._asked = None
        self._let_keys_in()

    def _let_keys_in(self) -> None:
        if not self.is_coming:
            self._screen.app.post_message(WaitOver())


def _subject(query: Query) -> Query:
    """What it asks for, whichever part of the list."""
    return replace(query, limit=PAGE, after=None)


def _each_for_itself(page: Page) -> Page:
    """Where near copies are listed themselves, no row stands for others, nor is done to others what is done to it."""
    return replace(page, rows=tuple(row._replace(copies=0) for row in page.rows))
