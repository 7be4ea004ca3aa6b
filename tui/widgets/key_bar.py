"""The next steps, in one line: keys and what they do, greyed where they are impossible here."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from tui.actions import key_of, keys_of
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


def hint_of(action_id: str, label: str, *, suggested: bool = False) -> Hint:
    """The key of an action of the table, where a screen gives that key a meaning of its own."""
    press = next(iter(keys_of(action_id)), "")
    return Hint(key_of(action_id), label, press, suggested=suggested)


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
        if not shown:
            return {}
        *others, last = shown
        kept = {last}
        room = width + len(gutter) - width_of(shown[last])
        # What cannot be done here gives way first; a short hint may still fit where a longer one does not.
        for hint in sorted(others, key=lambda hint: (not hint.possible, not hint.suggested)):
            if width_of(shown[hint]) <= room:
                room -= width_of(shown[hint])
                kept.add(hint)
        return {hint: spans for hint, spans in shown.items() if hint in kept}

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
