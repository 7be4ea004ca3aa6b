"""The store cannot be opened: what happened, what to do, and another try."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tickets.errors import TicketsError
from tickets.i18n import _
from tui.keys import ScreenReady


class Trouble(ModalScreen[bool]):
    """Dismissed with True: try again; with False: leave."""

    stranded = True
    """What was typed for the desk while the store was being opened is no answer here: it is dropped."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,r", "answer(True)", show=False),
        Binding("q,escape", "answer(False)", show=False),
    ]

    def __init__(self, error: TicketsError) -> None:
        super().__init__()
        self._error = error

    def compose(self) -> ComposeResult:
        """One sentence, two keys."""
        with Vertical(classes="dialog"):
            yield Static(Content(_("The store cannot be opened")), classes="dialog--title")
            yield Static(Content(str(self._error)), classes="dialog--text")
            yield Static(Content(_("Enter tries again · q leaves")), classes="dialog--hint")

    def on_screen_resume(self) -> None:
        """It stands: what waits may go."""
        self.call_after_refresh(self.app.post_message, ScreenReady(self))

    def action_answer(self, again: bool) -> None:
        """What to do."""
        self.dismiss(again)
