"""The desk: the queues, the list, the ticket under the cursor. Layout, keys, and what becomes of messages."""

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from tickets.desk.rows import Query, Row
from tickets.errors import NotAllowed, NotFound, TicketsError
from tickets.i18n import _, ngettext
from tickets.rules.states import Queue
from tui.action import Me
from tui.actions import actions
from tui.drawing import Tone
from tui.errands import Errands
from tui.format import Clock, number
from tui.keys import ScreenReady
from tui.messages import (
    DeedDone,
    DeskOpened,
    ErrandFailed,
    PageRead,
    ServiceRead,
    StoreLost,
    TicketRead,
)
from tui.screens.acts import Acts
from tui.screens.listing import Listing
from tui.widgets.empty_list import EmptyList
from tui.widgets.key_bar import KeyBar
from tui.widgets.paper import Paper
from tui.widgets.queue_bar import QueueBar
from tui.widgets.search_field import SearchField
from tui.widgets.status_line import StatusLine
from tui.widgets.ticket_head import TicketHead
from tui.widgets.ticket_list import TicketList
from tui.widgets.ticket_pane import TicketPane

_TIMES_SECONDS = 30.0
_MOST_ERRORS = 3  # shown of those that a deed on many tickets meets

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
        self.listing = Listing(self)
        self.queue = Queue.INBOX
        """The queue on screen, or that from which a search was begun."""
        self._acts = Acts(self)
        for action in actions():
            if action.keys:
                # With priority, so that each key is done before the next one is looked at: a key that
                # went by way of the list could be overtaken, and the next one meet the wrong ticket.
                self._bindings.bind(
                    action.keys, f"act('{action.id}')", action.label, show=False, priority=True
                )

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield QueueBar(id="queues")
        with Container(id="body"):
            with Container(id="left"):
                yield TicketList(self.clock, id="list")
                yield EmptyList(id="empty")
            yield TicketPane(self.clock, id="ticket")
        yield SearchField(id="search")
        yield StatusLine(id="status")
        yield KeyBar(id="keys")

    def on_screen_resume(self) -> None:
        """Nothing lies over it any longer, and keys are its own."""
        self.call_after_refresh(self.app.post_message, ScreenReady(self))

    def on_mount(self) -> None:
        """The times on screen go on by themselves."""
        self.query_one("#empty").display = False
        self._acts.show_keys()
        self.set_interval(_TIMES_SECONDS, self.refresh_times)

    # The parts.

    @property
    def tickets(self) -> TicketList:
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
    def search_field(self) -> SearchField:
        """Where a search is typed."""
        return self.query_one(SearchField)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.tickets.row

    # Reading from the store.

    def on_desk_opened(self, message: DeskOpened) -> None:
        """Begin."""
        self.me = message.me
        self.status.show_me(message.me)
        self.query_one(TicketHead).names = message.me.departments
        # A specialist's work is what the own department was asked.
        self.show_queue(Queue.DEPARTMENTS if message.me.department else Queue.INBOX)

    def read(self) -> None:
        """Read again whatever is on screen."""
        self.listing.read()
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
        """A part of the list."""
        self.listing.take(message)
        self._show_whether_empty()

    def _show_whether_empty(self) -> None:
        rows = self.tickets.rows
        empty = self.query_one(EmptyList)
        was_empty = empty.display
        empty.display, self.tickets.display = not rows, bool(rows)
        if not rows:
            empty.show_for(self.listing.query)
            self.pane.show(None)
        elif was_empty and not self.has_class("-reading") and not self.search_field.has_focus:
            self.tickets.focus()
        if self.listing.query.search:
            found = number(len(rows)) + ("+" if self.tickets.more else "")
            words = ngettext("{count} ticket", "{count} tickets", len(rows)).format(count=found)
            self.query_one(QueueBar).show_search(self.listing.query.search, words)

    def on_ticket_list_more_wanted(self) -> None:
        """The reader comes near the end of what is loaded."""
        self.listing.read_further()

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
        if message.lane == "list":
            self.listing.failed()
        if isinstance(message.error, NotFound | NotAllowed) and message.lane == "ticket":
            self.pane.show(None)
        elif message.lane in ("list", "service", "ticket"):
            self.status.show_trouble(str(message.error))
        else:
            self._warn_of(message.error)

    def _warn_of(self, error: TicketsError) -> None:
        self.notify(str(error), severity="error", timeout=12, markup=False)

    def refresh_times(self) -> None:
        """Time has passed."""
        self.tickets.refresh()
        self.pane.refresh_times()

    # Where the reader is.

    def show_queue(self, queue: Queue) -> None:
        """Show this queue from its top."""
        self.queue = queue
        self._start(Query(queue=queue))
        self.query_one(QueueBar).show_queue(queue)

    def _start(self, query: Query) -> None:
        self.tickets.show_queue = query.queue is None
        self.leave_reading()
        self.listing.start(query)
        self.read()

    @property
    def searching(self) -> bool:
        """Whether search results are on screen."""
        return bool(self.listing.query.search)

    def on_search_field_searched(self, message: SearchField.Searched) -> None:
        """Search; nothing to search for leads back."""
        self.tickets.focus()
        if message.text:
            self._start(Query(search=message.text))
            self.query_one(QueueBar).show_search(message.text, "…")

    def read_ticket(self) -> None:
        """Into the conversation."""
        self.add_class("-reading")
        self.pane.paper.focus()

    def leave_reading(self) -> None:
        """Back to the list."""
        self.remove_class("-reading")
        if not self.search_field.display:
            self.tickets.focus()

    @property
    def paper_in_hand(self) -> Paper | None:
        """The text that has the focus; None where the list has it."""
        return self.focused if isinstance(self.focused, Paper) else None

    @property
    def is_reading(self) -> bool:
        """Whether the reader is in a text rather than in the list."""
        return self.has_class("-reading") or self.paper_in_hand is not None

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
        self.tickets.tall = self.size.width >= _WIDE

    # Doing.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While somebody types into the search field, letters are letters."""
        if action == "act" and self.search_field.has_focus:
            return parameters[0] in ("back", "palette")
        return True

    def action_act(self, name: str) -> None:
        """A key of the table."""
        self._acts.act(name)

    def on_deed_done(self, message: DeedDone) -> None:
        """Say so, remember how to take it back, and read again."""
        deed, done, errors = message.deed, message.done, message.errors
        self._acts.remember(deed, done)
        if not errors:
            self.say(deed.told)
        elif done:
            self.say(_("{done} of {all} done.").format(done=len(done), all=len(deed.rows)), Tone.WARN)
        for error in errors[:_MOST_ERRORS]:
            self._warn_of(error)
        if done:
            self.listing.wish = deed.cursor
        self.tickets.clear_marks()
        self.read()

    def say(self, text: str, tone: Tone = Tone.GOOD) -> None:
        """A sentence on what was just done."""
        self.status.say(text, tone)
