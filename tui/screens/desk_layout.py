"""How the desk is laid out: queues, list, ticket, status, keys, from top to bottom."""

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from tickets.desk.rows import Row
from tickets.i18n import ngettext
from tui.drawing import Tone
from tui.format import Clock, number
from tui.widgets.duty import WaitingLine
from tui.widgets.empty_list import EmptyList
from tui.widgets.key_bar import KeyBar
from tui.widgets.paper import Paper
from tui.widgets.queue_bar import QueueBar
from tui.widgets.search_field import SearchField
from tui.widgets.second_look import SecondLookLine
from tui.widgets.status_line import StatusLine
from tui.widgets.ticket_list import TicketList
from tui.widgets.ticket_pane import TicketPane
from tui.widgets.tour_line import TourLine


class DeskLayout(Screen[None]):
    """The parts of the desk, by name."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield QueueBar(id="queues")
        yield WaitingLine(self.clock, id="waiting")
        yield SecondLookLine(id="looks")
        with Container(id="body"):
            with Container(id="left"):
                yield TicketList(self.clock, id="list")
                yield EmptyList(id="empty")
            yield TicketPane(self.clock, id="ticket")
        yield SearchField(id="search")
        yield TourLine(id="tour")
        yield StatusLine(self.clock, id="status")
        yield KeyBar(id="keys")

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

    # Reading.

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

    # Marks, and what is said.

    def drop_marks(self) -> None:
        """Nothing is marked any longer; say so where something was."""
        dropped = len(self.tickets.marks)
        if dropped:
            self.tickets.clear_marks()
            words = ngettext("{count} mark dropped.", "{count} marks dropped.", dropped)
            self.say(words.format(count=number(dropped)), Tone.WARN)

    def warn(self, sentence: str) -> None:
        """Say what went wrong and what to do, over everything else."""
        self.notify(sentence, severity="error", timeout=12, markup=False)

    def refresh_times(self) -> None:
        """Time has passed."""
        self.tickets.refresh()
        self.pane.refresh_times()

    def say(self, text: str, tone: Tone = Tone.GOOD) -> None:
        """A sentence on what was just done."""
        self.status.say(text, tone)
