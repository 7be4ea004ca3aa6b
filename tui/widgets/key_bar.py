"""The next steps, in one line: keys and what they do, greyed where they are impossible here."""

from collections.abc import Sequence
from dataclasses import dataclass

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
        return (tuple(span for spans in self._fitting(width).values() for span in spans),)

    def _fitting(self, width: int) -> dict[Hint, Line]:
        """As many hints as fit, widely set where all of them do."""
        for gutter in ("   ", "  "):
            shown = {hint: _spans(hint, gutter) for hint in self._hints}
            if sum(map(width_of, shown.values())) <= width + len(gutter):
                return shown
        *others, last = shown or (None,)
        if last is None:
            return {}
        room = width - width_of(shown[last])
        kept = {}
        for hint in others:
            room -= width_of(shown[hint])
            if room < 0:
                break
            kept[hint] = shown[hint]
        return {**kept, last: shown[last]}

    def on_click(self, event: events.Click) -> None:
        """The hint under the pointer."""
        end = 0
        for hint, spans in self._fitting(self.size.width).items():
            end += width_of(spans)
            if event.x < end:
                self.post_message(self.Pressed(hint))
                return


def _spans(hint: Hint, gutter: str) -> Line:
    if not hint.possible:
        return (Span(f"{hint.shown} {hint.label}{gutter}", Tone.MUTED),)
    label = Tone.ACCENT if hint.suggested else Tone.PLAIN
    return (Span(hint.shown, Tone.KEY), Span(f" {hint.label}", label), Span(gutter))
