"""Something to read: blocks of text, wrapped to the width, of any length."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from tui.drawing import TONES, Block, Line, lay_out, plain, strip

_WIDEST = 92
"""Cells of a line: longer ones are hard to read."""


class Paper(ScrollView, can_focus=True):
    """Blocks to read and to copy from."""

    COMPONENT_CLASSES = TONES
    ALLOW_SELECT = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", show=False),
        Binding("k,up", "scroll_up", show=False),
        Binding("pagedown,ctrl+f", "page_down", show=False),
        Binding("pageup,ctrl+b", "page_up", show=False),
        Binding("g,home", "scroll_home", show=False),
        Binding("G,end", "scroll_end", show=False),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._blocks: tuple[Block, ...] = ()
        self._lines: Sequence[Line] = ()
        self._anchor = 0
        self._laid_out_for = 0

    @property
    def lines(self) -> Sequence[Line]:
        """What is written, as it is wrapped now."""
        return self._lines

    @property
    def text(self) -> str:
        """What is written, without tones."""
        return plain(self._lines)

    def show(self, blocks: Iterable[Block], *, stay: bool = False) -> None:
        """Write these. `stay`: it is the same text, read again: the reader stays where they are."""
        written = tuple(blocks)
        if stay and written == self._blocks:
            return
        self._blocks = written
        self._lay_out()
        if not stay:
            self.scroll_to(y=self._anchor, animate=False, immediate=True)

    def _lay_out(self) -> None:
        width = self._room
        lines = list(lay_out(self._blocks, width))
        self._lines = [line for line, _anchor in lines]
        self._anchor = next((number for number, (_line, anchor) in enumerate(lines) if anchor), 0)
        self._laid_out_for = width
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        self.refresh()

    @property
    def _room(self) -> int:
        return max(1, min(_WIDEST, self.scrollable_content_region.width))

    def on_resize(self) -> None:
        """Wrap again where the width has changed."""
        if self._room != self._laid_out_for:
            first = self._laid_out_for == 0 or not self.scroll_y
            self._lay_out()
            if first:
                self.scroll_to(y=self._anchor, animate=False, immediate=True)

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
