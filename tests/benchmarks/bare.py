"""`python -m tests.benchmarks.bare label|list`: what Textual itself takes, to compare the desk with."""

import sys
from typing import ClassVar

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Label

HELLO = "One label."
ROWS = 1_000_000


class OneLabel(App[None]):
    """The smallest app there is."""

    def compose(self) -> ComposeResult:
        yield Label(HELLO)


class BareRows(ScrollView, can_focus=True):
    """Lines of text with a cursor, drawn one by one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("j", "down")]

    def __init__(self) -> None:
        super().__init__()
        self._cursor = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(80, ROWS)

    def action_down(self) -> None:
        self._cursor += 1
        self.refresh()
        self.scroll_to_region(Region(0, self._cursor, 1, 1), animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        number = round(self.scroll_y) + y
        sign = ">" if number == self._cursor else " "
        strip = Strip([Segment(f"{sign} Row {number}", self.rich_style)])
        return strip.adjust_cell_length(self.size.width, self.rich_style)


class OneList(App[None]):
    """A list, and nothing beside it."""

    def compose(self) -> ComposeResult:
        yield BareRows()


if __name__ == "__main__":
    {"label": OneLabel, "list": OneList}[sys.argv[1]]().run()
