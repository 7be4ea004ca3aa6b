"""Something to read: blocks of text, wrapped to the width, of any length.

What is long is laid out in portions: nobody who comes by it in the list waits for ten thousand lines to be wrapped.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from tui.drawing import Block, Line, lay_out, plain, strip

_WIDEST = 92
"""Cells of a line: longer ones are hard to read."""

_PORTION = 1000
"""Lines that are laid out together, in some hundredths of a second; keys come in between."""


class Paper(ScrollView, can_focus=True):
    """Blocks to read and to copy from."""

    ALLOW_SELECT = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", show=False, id="down"),
        Binding("k,up", "scroll_up", show=False, id="up"),
        Binding("pagedown,ctrl+f", "page_down", show=False, id="page_down"),
        Binding("pageup,ctrl+b", "page_up", show=False, id="page_up"),
        Binding("g,home", "scroll_home", show=False, id="first"),
        Binding("G,end", "scroll_end", show=False, id="last"),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._blocks: tuple[Block, ...] = ()
        self._lines: list[Line] = []
        self._ahead: Iterator[tuple[Line, bool]] = iter(())
        """What is not laid out yet."""
        self._anchor: int | None = None
        """The line where a reader starts; None as long as none has come."""
        self._laid_out_for = 0

    @property
    def lines(self) -> Sequence[Line]:
        """What is written, as it is wrapped now."""
        self._lay_out_rest()
        return self._lines

    @property
    def text(self) -> str:
        """What is written, without tones."""
        return plain(self.lines)

    def show(self, blocks: Iterable[Block], *, stay: bool = False) -> None:
        """Write these. `stay`: it is the same text, read again: the reader stays where they are."""
        written = tuple(blocks)
        if stay and written == self._blocks:
            return
        self._blocks = written
        self._lay_out()
        if not stay:
            self.scroll_to(y=self._anchor or 0, animate=False, immediate=True)

    def _lay_out(self) -> None:
        """The first portion, as far as the reader is, and as far as a reader starts."""
        self._laid_out_for = self._room
        self._lines, self._anchor = [], None
        self._ahead = lay_out(self._blocks, self._room)
        in_sight = round(self.scroll_y) + self.size.height
        while self._lay_out_more(max(_PORTION, in_sight - len(self._lines))):
            if self._has_start:
                self.call_later(self._go_on, self._ahead)
                break
        self._measure()

    @property
    def _has_start(self) -> bool:
        """Whether what a reader sees first is laid out."""
        if self._anchor is None:
            return not any(block.anchor for block in self._blocks)
        return len(self._lines) > self._anchor + self.size.height

    def _go_on(self, ahead: Iterator[tuple[Line, bool]]) -> None:
        """The next portion, unless something else is written by now."""
        if ahead is self._ahead:
            if self._lay_out_more(_PORTION):
                self.call_later(self._go_on, ahead)
            self._measure()

    def _lay_out_rest(self) -> None:
        if self._lay_out_more(None):
            self._measure()

    def _lay_out_more(self, count: int | None) -> bool:
        """So many lines; None: all. Whether there were any."""
        before = len(self._lines)
        for line, is_anchor in islice(self._ahead, count):
            if is_anchor and self._anchor is None:
                self._anchor = len(self._lines)
            self._lines.append(line)
        return len(self._lines) > before

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        self.refresh()

    def scroll_end(self, **how: Any) -> None:
        """To the very end, which must be known for that."""
        self._lay_out_rest()
        super().scroll_end(**how)

    @property
    def _room(self) -> int:
        # A cell stays free: a word that touches the scroll bar looks cut.
        return max(1, min(_WIDEST, self.scrollable_content_region.width - 1))

    def on_resize(self) -> None:
        """Wrap again where the width has changed."""
        if self._room != self._laid_out_for:
            first = self._laid_out_for == 0 or not self.scroll_y
            self._lay_out()
            if first:
                self.scroll_to(y=self._anchor or 0, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """One line, with what is selected of it."""
        width = self.scrollable_content_region.width
        number = round(self.scroll_y) + y
        if number >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        drawn = strip(self, self._lines[number], width)
        return self._with_selection(drawn, number).apply_offsets(0, number)

    def _with_selection(self, drawn: Strip, number: int) -> Strip:
        selection = self.text_selection
        span = selection.get_span(number) if selection is not None else None
        if span is None:
            return drawn
        written = plain([self._lines[number]])
        start = cell_len(written[: span[0]])
        end = cell_len(written[: span[1]] if span[1] >= 0 else written)
        chosen = self.screen.get_component_rich_style("screen--selection")
        before, inside, after = drawn.divide([start, max(start, end), drawn.cell_length])
        return Strip.join([before, inside.apply_style(chosen), after])

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What is copied."""
        return selection.extract(self.text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 - Textual calls it so
        """Draw it."""
        self.refresh()
