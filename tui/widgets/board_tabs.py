"""The parts of a board, in one line: where the reader is, and which digit leads elsewhere."""

from collections.abc import Sequence

from textual import events
from textual.message import Message

from tui.drawing import Line, Span, Tone, cut, width_of
from tui.widgets.lines import Lines


class BoardTabs(Lines):
    """One line: “▸1 Urgent 3  2 Who has what …”."""

    class Chosen(Message):
        """A part was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tabs: Sequence[Span] = ()
        self._here = 0

    def show(self, tabs: Sequence[Span], here: int) -> None:
        """These parts, the reader being in this one."""
        self._tabs, self._here = tabs, here
        self.refresh()

    def lines(self, width: int) -> Sequence[Line]:
        """The open one stands out, by more than its colour."""
        return (cut((span for place in range(len(self._tabs)) for span in self._tab(place)), width),)

    def _tab(self, place: int) -> Line:
        here, tab = place == self._here, self._tabs[place]
        usual = tab.tone if tab.tone is not Tone.PLAIN else Tone.MUTED
        return (
            Span("▸" if here else " ", Tone.ACCENT),
            Span(f"{place + 1} ", Tone.KEY),
            Span(tab.text, Tone.STRONG if here else usual),
            Span("  "),
        )

    def on_click(self, event: events.Click) -> None:
        """The part under the pointer."""
        end = 0
        for place in range(len(self._tabs)):
            end += width_of(self._tab(place))
            if event.x < end:
                self.post_message(self.Chosen(place))
                return
