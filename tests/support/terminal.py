"""The terminal desk driven as a person would: keys in, text out."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from zoneinfo import ZoneInfo

from textual import events
from textual.pilot import Pilot
from textual.widgets import TextArea

from tests.support.store import mention, receive
from tickets.desk import ticket_view, views
from tickets.desk.house import Desk
from tickets.desk.rows import Query, Row, TicketView
from tickets.rules.audience import Visibility
from tickets.rules.states import Queue
from tui.app import DeskApp
from tui.keymap import Keymap
from tui.screens.desk import DeskScreen
from tui.widgets.lines import Lines

SMALL = (80, 24)
LARGE = (140, 45)

_PATIENCE = 1000
"""How often a condition is looked at, a hundredth of a second apart, before the test fails."""
_QUIET = 4
"""So many looks in a row must find nothing going on: the screen is drawn sixty times a second."""


class Terminal:
    """One person's terminal on a real store."""

    def __init__(self, app: DeskApp, pilot: Pilot[None], desk: Desk) -> None:
        self.app = app
        self.pilot = pilot
        self.desk = desk

    @property
    def screen(self) -> DeskScreen:
        """The desk, whatever lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, DeskScreen))

    @property
    def text(self) -> str:
        """All that is on screen, as its reader sees it."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    def said(self, selector: str) -> str:
        """What a part of the top screen says, as one line; it must be in sight as a whole."""
        part = self.app.screen.query_one(selector)
        assert isinstance(part, Lines)
        assert part.region.height >= len(part.lines(part.content_size.width)) > 0, f"{selector} is cut"
        return " ".join(part.text.split())

    @property
    def shown(self) -> TicketView:
        """The ticket that is open for reading."""
        view = self.screen.pane.view
        assert view is not None, "no ticket is shown"
        return view

    @property
    def listed(self) -> list[int]:
        """The tickets of the list, from its top."""
        return [row.id for row in self.screen.tickets.rows]

    @property
    def cursor(self) -> int | None:
        """The ticket under the cursor."""
        return self.screen.row.id if self.screen.row else None

    async def press(self, *keys: str) -> None:
        """Press keys, in one burst as a slow line brings them, and let everything happen that follows."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text into the field that has the focus; a line break at its end is the Enter key."""
        written = text.removesuffix("\n")
        # As a terminal brings what is pasted: one event, which spares a pause for every letter.
        self.app.post_message(events.Paste(written))
        await self.settle()
        if written != text:
            await self.press("enter")

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until it is so."""
        for _look in range(_PATIENCE):
            if condition():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"it never came to be; on screen:\n{self.text}")

    async def settle(self) -> None:
        """Wait until every key and errand is done, every message handled, and the screen drawn."""
        quiet = 0
        for _look in range(_PATIENCE):
            await self.pilot._wait_for_screen()
            await asyncio.sleep(0.01)
            quiet = quiet + 1 if self.app.idle else 0
            if quiet == _QUIET:
                return
        raise AssertionError(f"it never came to rest; on screen:\n{self.text}")

    async def go_to(self, ticket_id: int) -> None:
        """Put the cursor on this ticket."""
        await self.until(lambda: ticket_id in self.listed)
        while self.cursor != ticket_id:
            here, there = self.listed.index(self.cursor or 0), self.listed.index(ticket_id)
            await self.press("j" if there > here else "k")
        await self.until(lambda: self.screen.pane.view and self.shown.row.id == ticket_id)


@asynccontextmanager
async def terminal(
    desk: Desk, *, size: tuple[int, int] = SMALL, keymap: Keymap | None = None
) -> AsyncIterator[Terminal]:
    """The terminal of whoever sits at this desk, opened and read."""
    app = DeskApp(lambda: desk, zone=ZoneInfo("Europe/Berlin"), now=desk.now, keymap=keymap)
    async with app.run_test(size=size, notifications=True) as pilot:
        opened = Terminal(app, pilot, desk)
        await opened.until(lambda: opened.screen.me is not None)
        await opened.settle()
        yield opened
    app.stop_watching()


def rows(desk: Desk, queue: Queue | None = None) -> tuple[Row, ...]:
    """What the store holds."""
    return desk.see(views.page, Query(queue=queue)).rows


def ids(found: Iterable[Row]) -> list[int]:
    """The rows' tickets."""
    return [row.id for row in found]


def stored(desk: Desk, ticket_id: int) -> TicketView:
    """The ticket as the store has it."""
    return desk.see(ticket_view.show, ticket_id)


def asked(desk: Desk, text: str = "Wie geht das?", visibility: Visibility = Visibility.PUBLIC) -> int:
    """A question arrives; the ticket that it becomes."""
    receive(desk, mention(text, visibility=visibility, remote_id="1"))
    return rows(desk)[0].id


def sheet(at: Terminal) -> TextArea:
    """Where a reply is written."""
    return at.app.screen.query_one(TextArea)


def flat(at: Terminal) -> str:
    """The screen as one line: sentences wrap."""
    return " ".join(at.text.split())
