"""The line that says how many ignored tickets wait for a person's eyes."""

from collections.abc import Sequence

from tickets.i18n import ngettext
from tui.actions import key_of
from tui.drawing import Line, Span, Tone, cut
from tui.format import number
from tui.widgets.lines import Lines


class SecondLookLine(Lines):
    """One line, above the ignored tickets; there only while some wait."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._waiting = 0
        self.display = False

    def show(self, waiting: int) -> None:
        """So many wait."""
        self._waiting = waiting
        self.display = waiting > 0
        self.refresh()

    def lines(self, width: int) -> Sequence[Line]:
        """What to press stands first, so that it is never cut."""
        words = ngettext(
            "Press {key}: {count} ignored ticket waits for a second look.",
            "Press {key}: {count} ignored tickets wait for a second look.",
            self._waiting,
        )
        said = words.format(count=number(self._waiting), key=key_of("second_look"))
        return (cut((Span(f"▸ {said}", Tone.STRONG),), width),)
