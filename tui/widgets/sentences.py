"""A few sentences that wrap: who will read a reply, what went wrong."""

from collections.abc import Iterable, Sequence

from tui.drawing import Block, Line, lay_out
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
