"""The field for a search: there only while somebody types into it."""

from textual.message import Message
from textual.widgets import Input

from tickets.i18n import _


class SearchField(Input):
    """One line at the bottom."""

    class Searched(Message):
        """Enter was pressed; `text` may be empty."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, placeholder=_("Words, a person, or a ticket's number; Enter searches"))
        self.display = False

    def open(self) -> None:
        """Type here."""
        self.display = True
        self.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search."""
        event.stop()
        self.display = False
        self.post_message(self.Searched(event.value.strip()))
