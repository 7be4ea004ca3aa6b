"""How this house is set up: to read, not to change. What changes it is the file that it names."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tickets.i18n import _
from tui.drawing import Block, Span, Tone
from tui.errands import Errands
from tui.format import Clock
from tui.messages import ErrandFailed, SetupRead
from tui.widgets.paper import Paper
from tui.widgets.setup_paper import Terminal, setup_blocks


class SettingsView(ModalScreen[None]):
    """One long paper."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", show=False),
        Binding("comma", "leave", show=False, id="settings"),
    ]

    def __init__(self, errands: Errands, clock: Clock, terminal: Terminal) -> None:
        super().__init__()
        self._errands = errands
        self._clock = clock
        self._terminal = terminal

    def compose(self) -> ComposeResult:
        """A tall dialog."""
        with Vertical(classes="dialog dialog--tall"):
            yield Static(Content(_("How this house is set up")), classes="dialog--title")
            yield Paper(id="setup")
            yield Static(
                Content(_("Esc closes this · the settings are changed in their file")), classes="dialog--hint"
            )

    def on_mount(self) -> None:
        """Ask for it."""
        self._errands.ask(self, "setup", lambda backend: SetupRead(backend.setup()))

    def on_setup_read(self, message: SetupRead) -> None:
        """Write it."""
        self.query_one(Paper).show(setup_blocks(message.setup, self._terminal, self._clock))

    def on_errand_failed(self, message: ErrandFailed) -> None:
        """Say why there is nothing to read."""
        self.query_one(Paper).show([Block(spans=(Span(f"✗ {message.error}", Tone.BAD),))])

    def action_leave(self) -> None:
        """Back to work."""
        self.dismiss()
