"""The terminal desk driven as a person would: keys in, text out."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sized
from contextlib import asynccontextmanager, contextmanager, nullcontext
from threading import Semaphore
from typing import Any, cast
from unittest.mock import patch

from textual import events
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.message import Message
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import TextArea

from tests.support.store import mention, receive
from tickets.desk import ticket_view, views
from tickets.desk.house import Desk
from tickets.desk.rows import Query, Row, TicketView
from tickets.rules.audience import Visibility
from tickets.rules.states import Queue
from tui.app import DeskApp
from tui.errands import Errands, Job
from tui.keymap import Keymap
from tui.screens.desk import DeskScreen
from tui.widgets.lines import Lines

SMALL = (80, 24)
LARGE = (140, 45)

_PATIENCE = 5000
"""How often a condition is looked at before the test fails."""
_LOOK_SECONDS = 0.004
"""Between two looks, while threads work: at least twenty seconds in all, on a slow machine more."""
_QUIET = 3
"""So many looks in a row must find nothing going on: a timer that has just run out may set off something."""
_OPEN_ENDED = "watch"
"""The worker that waits for changes as long as the terminal is open."""


class LateStore:
    """Answers the desk only when nothing else can go on without it: the worst that a slow store can do to keys."""

    def __init__(self) -> None:
        self._answers = Semaphore(0)
        self._open = False

    def answer_one(self) -> None:
        """Let one answer through, of those that wait or of those to come."""
        self._answers.release()

    @contextmanager
    def before(self, errands: Errands) -> Iterator[None]:
        """Stand between the desk and its store."""
        send = errands.send

        def send_late(target: MessagePump, lane: str, job: Job) -> None:
            send(target, lane, lambda backend: self._hold(job(backend)))

        with patch.object(errands, "send", send_late):
            try:
                yield
            finally:
                self._open = True
                self._answers.release(1000)

    def _hold(self, answer: Message) -> Message:
        """In a thread."""
        if not self._open:
            self._answers.acquire()
        return answer


class Terminal:
    """One person's terminal on a real store."""

    def __init__(self, app: DeskApp, pilot: Pilot[None], desk: Desk, late: LateStore | None = None) -> None:
        self.app = app
        self.pilot = pilot
        self.desk = desk
        self._late = late

    @property
    def screen(self) -> DeskScreen:
        """The desk, whatever lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, DeskScreen))

    @property
    def text(self) -> str:
        """All that is on screen, as its reader sees it."""
        visible_screen_stack.set(self.app._background_screens)  # what a dialog lies over
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
        self.press_ahead(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text into the field that has the focus; a line break at its end is the Enter key."""
        written = text.removesuffix("\n")
        self.type_ahead(written)
        await self.settle()
        if written != text:
            await self.press("enter")

    def press_ahead(self, *keys: str) -> None:
        """Press keys, and let nothing happen yet."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))

    def type_ahead(self, text: str) -> None:
        """As `type`, and let nothing happen yet."""
        written = text.removesuffix("\n")
        # As a terminal brings what is pasted: one event, which spares a pause for every letter.
        self.app.post_message(events.Paste(written))
        if written != text:
            self.press_ahead("enter")

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until it is so, and until all has happened that comes with it: one change may bring several answers."""
        await self.as_soon_as(condition)
        if not self.app._exit:
            await self.settle()

    async def as_soon_as(self, condition: Callable[[], object]) -> None:
        """Wait until it is so, and for nothing else: what is held back meanwhile stays so."""
        for _look in range(_PATIENCE):
            await self._draw()
            if condition():
                return
            self._let_answer()
            await asyncio.sleep(_LOOK_SECONDS)
        raise AssertionError(f"it never came to be; on screen:\n{self.text}")

    async def settle(self) -> None:
        """Wait until every key and errand is done, every message handled, and the screen drawn."""
        quiet = 0
        for _look in range(_PATIENCE):
            await self._draw()
            quiet = 0 if self._works_in_threads or self._goes_on else quiet + 1
            if quiet == _QUIET:
                self._put_together()
                return
            self._let_answer()
            await asyncio.sleep(_LOOK_SECONDS)
        raise AssertionError(f"it never came to rest; on screen:\n{self.text}")

    def _put_together(self) -> None:
        """What changed since the last rest, as a terminal would be sent it: nothing may fail in drawing."""
        _frame(self.app.screen._compositor, screen_stack=self.app._background_screens)

    def _let_answer(self) -> None:
        if self._late is not None and not self._goes_on:
            self._late.answer_one()

    async def _draw(self) -> None:
        """Let the screen show what is known by now."""
        await _run_dry()
        if self._has_to_draw:
            with self.app._context():  # else Textual draws the newest of several terminals
                self.app.screen._on_timer_update()  # what its timer would do, sixty times a second
            await _run_dry()

    @property
    def _works_in_threads(self) -> bool:
        at_work = (worker for worker in self.app.workers if not worker.is_finished)
        return not self.app.idle or any(worker.group != _OPEN_ENDED for worker in at_work)

    @property
    def _goes_on(self) -> bool:
        """Whether something happens on the side of the screens."""
        return self._handles_messages or self._moves or self._has_to_draw

    @property
    def _handles_messages(self) -> bool:
        """Whether somebody waits in the middle of a message, with others behind it."""
        pumps = (self.app, *(each for screen in self.app.screen_stack for each in screen.walk_children()))
        return any(pump.message_queue_size or pump._next_callbacks for pump in pumps)

    @property
    def _moves(self) -> bool:
        """Whether something glides to its place: with animation off, in a single step, but at the next tick."""
        return bool(self.app.animator._animations or self.app.animator._scheduled)

    @property
    def _has_to_draw(self) -> bool:
        screen = self.app.screen
        asked = screen._layout_required or screen._scroll_required or screen._repaint_required
        return bool(asked or screen._recompose_required or screen._dirty_widgets or screen._callbacks)

    async def go_to(self, ticket_id: int) -> None:
        """Put the cursor on this ticket."""
        await self.until(lambda: ticket_id in self.listed)
        while self.cursor != ticket_id:
            here, there = self.listed.index(self.cursor or 0), self.listed.index(ticket_id)
            await self.press("j" if there > here else "k")
        await self.until(lambda: self.screen.pane.view and self.shown.row.id == ticket_id)


async def _run_dry() -> None:
    """Let everything go on that can: whoever is left then waits for a thread, or for a time to come."""
    ready: Sized = cast("Any", asyncio.get_running_loop())._ready
    await asyncio.sleep(0)
    while len(ready) > 0:
        await asyncio.sleep(0)


def _skip_frame(
    compositor: Compositor,
    full: bool = False,
    screen_stack: list[Screen[Any]] | None = None,
    simplify: bool = False,
) -> None:
    """Without a screen a frame is put together and thrown away, which takes a quarter of a test's time.

    What has to be drawn stays noted until the terminal rests.
    """
    del compositor, full, screen_stack, simplify


_frame = Compositor.render_update
_parse = Stylesheet._parse_rules
_rules: dict[tuple[object, ...], list[RuleSet]] = {}


def _parse_once(
    sheet: Stylesheet,
    css: str,
    read_from: tuple[str, str],
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """Textual reads its rules anew for every app, and never changes one that it has read."""
    variables = frozenset(sheet._variables.items())
    key = (variables, css, read_from, is_default_rules, tie_breaker, scope)
    if key not in _rules:
        _rules[key] = _parse(sheet, css, read_from, is_default_rules, tie_breaker, scope)
    return _rules[key]


@asynccontextmanager
async def terminal(
    desk: Desk,
    *,
    size: tuple[int, int] = SMALL,
    keymap: Keymap | None = None,
    every_frame: bool = False,
    late: LateStore | None = None,
) -> AsyncIterator[Terminal]:
    """The terminal of whoever sits at this desk, opened and read.

    every_frame: draw also what stands there only between two states of rest.
    late: what the desk asks the store goes through it.
    """
    app = DeskApp(lambda: desk, now=desk.now, keymap=keymap)
    frames = nullcontext() if every_frame else patch.object(Compositor, "render_update", _skip_frame)
    once = patch.object(Stylesheet, "_parse_rules", _parse_once)
    with once, frames, late.before(app.errands) if late else nullcontext():
        async with app.run_test(size=size, notifications=True) as pilot:
            opened = Terminal(app, pilot, desk, late)
            await opened.until(lambda: opened.screen.me is not None)
            yield opened
            if not app._exit:
                await opened.settle()  # a thread that still asks the store would find it closed
    app.await_watcher()


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
