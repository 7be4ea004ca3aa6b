"""The desk: the queues, the list, the ticket under the cursor. Layout, keys, and what becomes of messages."""

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from tickets.desk.rows import Query, Row
from tickets.errors import NotAllowed, NotFound
from tickets.i18n import _, ngettext
from tickets.rules.states import Queue
from tui.action import Me
from tui.actions import actions
from tui.drawing import Tone
from tui.errands import Errands
from tui.format import Clock, number
from tui.messages import (
    ChoicesRead,
    DeedDone,
    DeskOpened,
    ErrandFailed,
    PageRead,
    ServiceRead,
    StoreLost,
    TicketRead,
)
from tui.screens.acts import Acts
from tui.widgets.key_bar import KeyBar
from tui.widgets.paper import Paper
from tui.widgets.queue_bar import QueueBar
from tui.widgets.status_line import StatusLine
from tui.widgets.ticket_list import TicketList
from tui.widgets.ticket_pane import TicketPane

PAGE = 100
"""Rows that are fetched together."""

_TIMES_SECONDS = 30.0
_WIDE = 110
"""From so many columns on, list and ticket stand side by side (see `-wide` in `app.tcss`)."""


class DeskScreen(Screen[None]):
    """Where a community manager spends the day."""

    AUTO_FOCUS = "#list"

    def __init__(self, errands: Errands, clock: Clock) -> None:
        super().__init__()
        self.errands = errands
        self.clock = clock
        self.me: Me | None = None
        """Who sits here; None until the store is open."""
        self.unfinished: dict[tuple[str, int], str] = {}
        """Notes and proposals, by what and ticket, that were typed and not handed in."""
        self._query = Query(queue=Queue.INBOX, limit=PAGE)
        self._fresh = True
        self._wish: int | None = None
        self._acts = Acts(self)
        self._times: Timer | None = None
        for action in actions():
            if action.keys:
                self._bindings.bind(action.keys, f"act('{action.id}')", action.label, show=False)

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield QueueBar(id="queues")
        with Container(id="body"):
            with Container(id="left"):
                yield TicketList(self.clock, id="list")
                yield Static(id="empty")
            yield TicketPane(self.clock, id="ticket")
        yield Input(id="search", placeholder=_("Words, a person, or a ticket's number; Enter searches"))
        yield StatusLine(id="status")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """The times on screen go on by themselves."""
        self.query_one("#search").display = False
        self.query_one("#empty").display = False
        self._acts.show_keys()
        self._times = self.set_interval(_TIMES_SECONDS, self.refresh_times)

    # The parts.

    @property
    def list(self) -> TicketList:
        """The list."""
        return self.query_one("#list", TicketList)

    @property
    def pane(self) -> TicketPane:
        """The ticket under the cursor."""
        return self.query_one("#ticket", TicketPane)

    @property
    def status(self) -> StatusLine:
        """Where sentences are said."""
        return self.query_one("#status", StatusLine)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.list.row

    # Reading from the store.

    def on_desk_opened(self, message: DeskOpened) -> None:
        """Begin."""
        self.me = message.me
        self.status.show_me(message.me)
        self.read()

    def read(self) -> None:
        """Read again whatever is on screen."""
        loaded = 0 if self._fresh else len(self.list.rows)
        query = replace(self._query, limit=max(PAGE, loaded))
        self.errands.ask(self, "list", lambda backend: PageRead(query, backend.page(query)))
        self.errands.ask(self, "service", lambda backend: ServiceRead(backend.service()))
        self._read_ticket()

    def _read_ticket(self) -> None:
        row = self.row
        if row is not None:
            ticket_id = row.id
            self.errands.ask(self, "ticket", lambda backend: TicketRead(backend.ticket(ticket_id)))

    def on_store_changed(self) -> None:
        """Somebody has changed something."""
        self.read()

    def on_store_lost(self, message: StoreLost) -> None:
        """What is on screen stays; nobody knows whether it still holds."""
        self.status.show_trouble(str(message.error))

    def on_page_read(self, message: PageRead) -> None:
        """Show it, unless the reader has gone elsewhere meanwhile."""
        asked, page = message.query, message.page
        if (asked.queue, asked.search) != (self._query.queue, self._query.search):
            return
        if asked.after is not None:
            self.list.extend(page.rows, more=page.more)
        elif self._fresh:
            self._fresh = False
            self.list.start(page.rows, more=page.more)
        else:
            self.list.replace(page.rows, more=page.more)
        if self._wish is not None and self.list.go_to(self._wish):
            self._wish = None
        self._show_whether_empty()

    def _show_whether_empty(self) -> None:
        rows = self.list.rows
        empty = self.query_one("#empty", Static)
        empty.display, self.list.display = not rows, bool(rows)
        if not rows:
            empty.update(Content(_empty_words(self._query)))
            self.pane.show(None)
        elif self.focused is None:
            self.list.focus()
        if self._query.search:
            found = number(len(rows)) + ("+" if self.list.more else "")
            words = ngettext("{count} ticket", "{count} tickets", len(rows)).format(count=found)
            self.query_one(QueueBar).show_search(self._query.search, words)

    def on_ticket_list_more_wanted(self) -> None:
        """The next page, by the key of the last row."""
        last = self.list.rows[-1]
        query = replace(self._query, after=(last.rank, last.id))
        self.errands.ask(self, "list", lambda backend: PageRead(query, backend.page(query)))

    def on_ticket_list_highlighted(self) -> None:
        """Another ticket is under the cursor."""
        self._read_ticket()
        self._acts.show_keys()

    def on_ticket_read(self, message: TicketRead) -> None:
        """Show it, if the cursor is still there."""
        if self.row is not None and self.row.id == message.view.row.id:
            self.pane.show(message.view)
            self._acts.show_keys()

    def on_service_read(self, message: ServiceRead) -> None:
        """Counts and state."""
        self.query_one(QueueBar).show_counts(message.service.counts)
        self.status.show_service(message.service)

    def on_errand_failed(self, message: ErrandFailed) -> None:
        """Say what went wrong and what to do; what is on screen stays."""
        if isinstance(message.error, NotFound | NotAllowed) and message.lane == "ticket":
            self.pane.show(None)
            return
        if message.lane in ("list", "service", "ticket"):
            self.status.show_trouble(str(message.error))
        else:
            self.notify(str(message.error), severity="error", timeout=12, markup=False)

    def refresh_times(self) -> None:
        """Time has passed."""
        self.list.refresh()
        self.pane.refresh_times()

    # Where the reader is.

    def show_queue(self, queue: Queue) -> None:
        """Show this queue from its top."""
        self._start(Query(queue=queue, limit=PAGE))
        self.query_one(QueueBar).show_queue(queue)

    def show_search(self, search: str) -> None:
        """Show what is found in all queues."""
        self._start(Query(search=search, limit=PAGE))
        self.query_one(QueueBar).show_search(search, "…")

    def _start(self, query: Query) -> None:
        self._query, self._fresh = query, True
        self.list.show_queue = query.queue is None
        self.leave_reading()
        self.read()

    @property
    def searching(self) -> bool:
        """Whether search results are on screen."""
        return bool(self._query.search)

    def ask_for_search(self) -> None:
        """Open the field."""
        field = self.query_one("#search", Input)
        field.display = True
        field.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search; nothing to search for leads back."""
        self.close_search()
        if event.value.strip():
            self.show_search(event.value.strip())

    def close_search(self) -> None:
        """Close the field."""
        field = self.query_one("#search", Input)
        field.display = False
        self.list.focus()

    def read_ticket(self) -> None:
        """Into the conversation."""
        self.add_class("-reading")
        self.pane.paper.focus()

    def leave_reading(self) -> None:
        """Back to the list."""
        self.remove_class("-reading")
        if not self.query_one("#search").display:
            self.list.focus()

    @property
    def is_reading(self) -> bool:
        """Whether the reader is in a text rather than in the list."""
        return self.has_class("-reading") or isinstance(self.focused, Paper)

    def on_ticket_list_opened(self) -> None:
        """Clicked twice."""
        self.read_ticket()

    def on_queue_bar_chosen(self, message: QueueBar.Chosen) -> None:
        """Clicked."""
        self.show_queue(message.queue)

    def on_key_bar_pressed(self, message: KeyBar.Pressed) -> None:
        """Clicked."""
        self._acts.act(message.hint.run)

    def on_resize(self) -> None:
        """Two lines for each ticket where the list is narrow and tall."""
        self.list.tall = self.size.width >= _WIDE

    # Doing.

    def action_act(self, name: str) -> None:
        """A key of the table."""
        self._acts.act(name)

    def on_choices_read(self, message: ChoicesRead) -> None:
        """What there is to choose from, for the action that asked."""
        self._acts.choose(message.action, message.choices)

    def on_deed_done(self, message: DeedDone) -> None:
        """Say so, remember how to take it back, and read again."""
        self._acts.remember(message.deed, message.done)
        if message.done:
            self.say(message.deed.told)
            self._wish = message.deed.cursor
        for error in message.errors:
            self.notify(str(error), severity="error", timeout=12, markup=False)
        self.list.clear_marks()
        self.read()

    def say(self, text: str, tone: Tone = Tone.GOOD) -> None:
        """A sentence on what was just done."""
        self.status.say(text, tone)


def _empty_words(query: Query) -> str:
    """What will appear where nothing is."""
    if query.search:
        return _("Nothing was found. Every word must occur in the conversation or in the person's name.")
    words = {
        Queue.INBOX: _("Nothing waits. New mentions and direct messages appear here by themselves."),
        Queue.DEPARTMENTS: _("No department has a question. What you forward with f waits here."),
        Queue.WAITING: _("Nothing waits. What you asked back, or put aside with z, appears here."),
        Queue.DONE: _("Nothing is done yet. What is answered or closed appears here."),
        Queue.IGNORED: _("Nothing is ignored. What you ignore with i lies here, and u rescues it."),
    }
    return words[query.queue or Queue.INBOX]
