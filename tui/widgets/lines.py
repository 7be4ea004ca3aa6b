"""Widgets of a few fixed lines: bars, headings, sentences."""

from collections.abc import Sequence

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tui.drawing import Line, plain, strip


class Lines(Widget):
    """As many lines as it has to say; `lines` says them for a width."""

    ALLOW_SELECT = False

    def lines(self, width: int) -> Sequence[Line]:
        """What stands there, in lines of at most `width` cells."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """What stands there now, without tones."""
        return plain(self.lines(self.content_size.width))

    def redraw(self) -> None:
        """Say it anew; the height may change with it."""
        # A layout is a matter of the whole screen, and most of what is said anew is as high as before.
        self.refresh(layout=len(self.lines(self.content_size.width)) != self.content_size.height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One line for each thing to say."""
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        width = self.size.width
        said = self.lines(width)
        return strip(self, said[y], width) if y < len(said) else Strip.blank(width, self.rich_style)
