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


class Trouble(ModalScreen[bool]):
    """Dismissed with True: try again; with False: leave."""

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

    def action_answer(self, again: bool) -> None:
        """What to do."""
        self.dismiss(again)
