"""The next steps, in one line: keys and what they do, greyed where they are impossible here."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from textual import events
from textual.message import Message

from tui.drawing import Line, Span, Tone, width_of
from tui.widgets.lines import Lines


@dataclass(frozen=True, slots=True)
class Hint:
    """A key and what it does. `run` is the action's id, or the key to press."""

    shown: str
    label: str
    run: str
    possible: bool = True
    suggested: bool = False
    """The obvious next step."""


class KeyBar(Lines):
    """As many hints as there is room for; the last one, which leads to all others, always."""

    class Pressed(Message):
        """A hint was clicked."""

        def __init__(self, hint: Hint) -> None:
            super().__init__()
            self.hint = hint

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints: tuple[Hint, ...] = ()

    def show(self, hints: Sequence[Hint]) -> None:
        """Show these."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self.refresh()

    def lines(self, width: int) -> Sequence[Line]:
        """One line."""
        return (tuple(span for hint in self._shown(width) for span in _spans(hint)),)

    def _shown(self, width: int) -> list[Hint]:
        if not self._hints:
            return []
        *others, last = self._hints
        room = width - width_of(_spans(last))
        shown = []
        for hint in others:
            room -= width_of(_spans(hint))
            if room < 0:
                break
            shown.append(hint)
        return [*shown, last]

    def on_click(self, event: events.Click) -> None:
        """The hint under the pointer."""
        shown = self._shown(self.size.width)
        edges = [0]
        for hint in shown:
            edges.append(edges[-1] + width_of(_spans(hint)))
        for hint, (start, end) in zip(shown, pairwise(edges), strict=True):
            if start <= event.x < end:
                self.post_message(self.Pressed(hint))


def _spans(hint: Hint) -> Line:
    if not hint.possible:
        return (Span(f"{hint.shown} {hint.label}   ", Tone.MUTED),)
    label = Tone.ACCENT if hint.suggested else Tone.PLAIN
    return (Span(hint.shown, Tone.KEY), Span(f" {hint.label}", label), Span("   "))
