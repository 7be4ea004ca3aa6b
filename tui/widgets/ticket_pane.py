"""A ticket, to be read: its head, and one of its views; where there is room, the person and the reasons below."""

from collections.abc import Iterable, Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive

from tickets.desk.presence_rows import Company
from tickets.desk.rows import TicketView
from tickets.i18n import _
from tui.drawing import Block, Span, Tone
from tui.format import Clock
from tui.widgets.paper import Paper
from tui.widgets.ticket_head import TicketHead
from tui.widgets.view_tabs import View, ViewTabs


class TicketPane(Vertical):
    """The ticket under the cursor."""

    open_view: reactive[View] = reactive(View.CONVERSATION)
    """Which view is open."""

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._clock = clock
        self.names: Mapping[str, str] = {}
        """The departments' names by their keys."""
        self.view: TicketView | None = None
        """The ticket that is shown; None where there is none."""

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield TicketHead(self._clock, id="head")
        yield ViewTabs(id="views")
        yield Paper(id="paper")
        yield Paper(id="person")

    @property
    def paper(self) -> Paper:
        """What is read."""
        return self.query_one("#paper", Paper)

    def show(self, view: TicketView | None) -> None:
        """Show this ticket. The same one, read again, stays where its reader is."""
        same = self.view is not None and view is not None and self.view.row.id == view.row.id
        self.view = view
        if not same:
            self.open_view = View.CONVERSATION
        self.query_one(TicketHead).show(view)
        self._write(stay=same)

    def show_company(self, everybody: Company) -> None:
        """Say who else has it open."""
        self.query_one(TicketHead).show_company(everybody)

    def refresh_times(self) -> None:
        """Time has passed: what speaks of it is drawn anew."""
        self.query_one(TicketHead).redraw()

    def next_view(self) -> None:
        """Go on to the next view."""
        views = list(View)
        self.open_view = views[(views.index(self.open_view) + 1) % len(views)]

    def watch_open_view(self) -> None:
        """Show it, from its beginning."""
        if self.is_mounted:
            self.query_one(ViewTabs).show(self.open_view)
            self._write(stay=False)

    def on_view_tabs_chosen(self, message: ViewTabs.Chosen) -> None:
        """A click opens a view."""
        message.stop()
        self.open_view = message.view

    def _write(self, *, stay: bool) -> None:
        # What stands in the view already is not said again below it.
        self.set_class(self.view is None or self.open_view is View.PERSON, "-alone")
        if self.view is None:
            self.paper.show(_nothing())
            self.query_one("#person", Paper).show(())
            return
        # Late: the desk is drawn before there is a ticket to show.
        from tui.widgets.conversation import conversation
        from tui.widgets.history import history
        from tui.widgets.person import person_and_reasons

        view, clock, names = self.view, self._clock, self.names
        person = tuple(person_and_reasons(view, clock, names))
        match self.open_view:
            case View.CONVERSATION:
                self.paper.show(conversation(view, clock, names), stay=stay)
            case View.HISTORY:
                self.paper.show(history(view, clock), stay=stay)
            case View.PERSON:
                self.paper.show(person, stay=stay)
        self.query_one("#person", Paper).show(person, stay=stay)


def _nothing() -> Iterable[Block]:
    yield Block(spans=(Span(_("No ticket is chosen."), Tone.MUTED),))
