"""A few sentences that wrap: who will read a reply, what went wrong."""

from collections.abc import Iterable, Sequence

from textual.strip import Strip

from tui.drawing import Block, Line, Span, cut, lay_out, strip
from tui.widgets.lines import Lines


class Sentences(Lines):
    """As high as what it says; nothing where it says nothing."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._blocks: tuple[Block, ...] = ()

    def show(self, blocks: Iterable[Block]) -> None:
        """Say these."""
        self._blocks = tuple(blocks)
        self.redraw()

    def lines(self, width: int) -> Sequence[Line]:
        """Wrapped to the width."""
        return [line for line, _anchor in lay_out(self._blocks, max(1, width))]

    def render_line(self, y: int) -> Strip:
        """One of the lines; the last for which there is room says where there are more."""
        width, last = self.size.width, self.size.height - 1
        said = self.lines(width) if y == last else ()
        if len(said) <= last + 1:
            return super().render_line(y)
        return strip(self, (*cut(said[y], width - 2), Span(" …")), width)
