"""Which view of a ticket is open: conversation, history, person."""

from collections.abc import Sequence
from enum import StrEnum

from textual import events
from textual.message import Message

from tickets.i18n import _
from tui.actions import key_of
from tui.drawing import Line, Span, Tone, cut, width_of
from tui.widgets.lines import Lines


class View(StrEnum):
    """What can be read of a ticket."""

    CONVERSATION = "conversation"
    HISTORY = "history"
    PERSON = "person"


class ViewTabs(Lines):
    """One line; the key of the action `view` goes on to the next."""

    class Chosen(Message):
        """A view was clicked."""

        def __init__(self, view: View) -> None:
            super().__init__()
            self.view = view

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view = View.CONVERSATION

    def show(self, view: View) -> None:
        """This one is open."""
        self._view = view
        self.refresh()

    def lines(self, width: int) -> Sequence[Line]:
        """The open one stands out, by more than its colour."""
        spans = [span for view in View for span in self._tab(view)]
        return (cut((*spans, Span(key_of("view"), Tone.KEY)), width),)

    def _tab(self, view: View) -> Line:
        here = view is self._view
        return (
            Span("▸", Tone.ACCENT) if here else Span(" "),
            Span(view_word(view), Tone.STRONG if here else Tone.MUTED),
            Span("  "),
        )

    def on_click(self, event: events.Click) -> None:
        """The view under the pointer."""
        end = 0
        for view in View:
            end += width_of(self._tab(view))
            if event.x < end:
                self.post_message(self.Chosen(view))
                return


def view_word(view: View) -> str:
    """The view in the reader's language."""
    return {
        View.CONVERSATION: _("Conversation"),
        View.HISTORY: _("History"),
        View.PERSON: _("Person and reasons"),
    }[view]
