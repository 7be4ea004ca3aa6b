"""Lines to read under headings, some of which can be chosen: the cursor goes from one of those to the next."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.drawing import Line, Span, Tone, cut, plain, strip

Key = int | str
"""What is chosen: the number of a ticket, the key of a department."""

_EDGE = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands together: a heading, a blank, or something to choose."""

    lines: tuple[Line, ...]
    key: Key | None = None


Writer = Callable[[int], Iterable[Entry]]
"""Writes the entries for a width, in cells."""


class PickList(ScrollView, can_focus=True):
    """Where nothing can be chosen, the keys scroll."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--cursor", "list--cursor-blurred"}

    class Opened(Message):
        """What is under the cursor was clicked a second time."""

    class Moved(Message):
        """Something else is under the cursor of this list."""

        def __init__(self, key: Key | None) -> None:
            super().__init__()
            self.key = key

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._write: Writer = lambda _width: ()
        self._rows: Sequence[tuple[Line, int]] = ()
        """Every line, and the number of its entry."""
        self._entries: Sequence[Entry] = ()
        self._places: Sequence[int] = ()
        """The entries that can be chosen."""
        self._cursor = 0
        """Which of them."""

    @property
    def key(self) -> Key | None:
        """What is under the cursor."""
        return self._entries[self._places[self._cursor]].key if self._places else None

    @property
    def text(self) -> str:
        """All that is written, without tones."""
        return plain([line for line, _entry in self._rows])

    def show(self, write: Writer, *, at: Key | None = None) -> None:
        """Write these; the cursor goes to `at`, or stays where it was."""
        before = self.key
        wanted = at if at is not None else before
        self._write = write
        self._lay_out()
        keys = [self._entries[place].key for place in self._places]
        if wanted in keys:
            self._cursor = keys.index(wanted)
        self._cursor = max(0, min(self._cursor, len(keys) - 1))
        self._show_cursor()
        if self.key != before:
            self.post_message(self.Moved(self.key))

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._entries = tuple(self._write(max(1, width - _EDGE)))
        self._places = [place for place, entry in enumerate(self._entries) if entry.key is not None]
        self._rows = [
            (cut(line, max(0, width - _EDGE)), place)
            for place, entry in enumerate(self._entries)
            for line in entry.lines
        ]
        self.virtual_size = Size(width, len(self._rows))
        self.refresh()

    # Moving.

    def step(self, step: int) -> None:
        """So many entries down, or up where negative."""
        if not self._places:
            self.scroll_relative(y=step, animate=False, immediate=True)
            return
        before = self._cursor
        self._cursor = max(0, min(self._cursor + step, len(self._places) - 1))
        self._show_cursor()
        if self._cursor != before:
            self.post_message(self.Moved(self.key))

    def page(self, step: int) -> None:
        """A page down or up."""
        self.step(step * max(1, self.scrollable_content_region.height - 1))

    def ends(self, step: int) -> None:
        """To the last entry, or to the first where negative."""
        self.step(step * max(len(self._places), len(self._rows)))

    def _show_cursor(self) -> None:
        self.refresh()
        if not self._places:
            return
        here = self._places[self._cursor]
        rows = [row for row, (_line, entry) in enumerate(self._rows) if entry == here]
        # The first is shown with all that stands above it, the last with what stands below.
        top = 0 if self._cursor == 0 else rows[0]
        bottom = len(self._rows) - 1 if self._cursor == len(self._places) - 1 else rows[-1]
        for first, last in ((top, bottom), (rows[0], rows[-1])):
            region = Region(0, first, 1, last - first + 1)
            self.scroll_to_region(region, animate=False, immediate=True, x_axis=False)

    # Lines.

    def on_resize(self) -> None:
        """Other widths, the same entry in sight."""
        self._lay_out()
        self._show_cursor()

    def render_line(self, y: int) -> Strip:
        """One line."""
        width = self.scrollable_content_region.width
        row = round(self.scroll_y) + y
        if row >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        line, entry = self._rows[row]
        current = bool(self._places) and entry == self._places[self._cursor]
        ground = self.rich_style
        if current:
            name = "list--cursor" if self.has_focus else "list--cursor-blurred"
            ground += self.get_component_rich_style(name, partial=True)
        edge = Span(("▌ " if self.has_focus else "▏ ") if current else "  ", Tone.ACCENT)
        return strip(self, (edge, *line), width, ground)

    def on_click(self, event: events.Click) -> None:
        """A click chooses, a second one opens."""
        offset = event.get_content_offset(self)
        row = -1 if offset is None else round(self.scroll_y) + offset.y
        entry = self._rows[row][1] if 0 <= row < len(self._rows) else -1
        if entry in self._places:
            again = entry == self._places[self._cursor] and event.chain > 1
            self.step(self._places.index(entry) - self._cursor)
            if again:
                self.post_message(self.Opened())
