"""Lines of text as screens draw them: spans with a tone, fitted to cells, wrapped, made into Textual's strips.

Whatever others wrote comes to the screen through here. It is cleaned again, for what steers a terminal must not
come out of an old store either, and it is never read as markup.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip
from textual.widget import Widget

from tickets.rules.text import clean

_ELLIPSIS = "…"
_TAB = 4
_WORD = re.compile(r"[ \t]*[^ \t]+|[ \t]+")
"""The second way spares the search for a word from every single blank of a long run of them."""


class Tone(StrEnum):
    """What a piece of text is to its reader; `app.tcss` says how each looks."""

    PLAIN = "plain"
    MUTED = "muted"
    STRONG = "strong"
    ACCENT = "accent"  # what to do next
    KEY = "key"  # a key to press
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    OURS = "ours"  # what we said ourselves
    REMOVED = "removed"  # of a text that was changed
    ADDED = "added"


class TonedApp(App[None], inherit_bindings=False):
    """Knows how each tone looks: once for all widgets, for to ask the stylesheet for each of them takes long."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"tone--{tone}" for tone in Tone}

    @cached_property
    def looks(self) -> Mapping[Tone, Style]:
        """What a tone adds to the ground that it stands on."""
        return {tone: self.get_component_styles(f"tone--{tone}").partial_rich_style for tone in Tone}

    def notify_style_update(self) -> None:
        """Other colours: they are asked for anew."""
        vars(self).pop("looks", None)
        super().notify_style_update()


def _looks(widget: Widget) -> Mapping[Tone, Style]:
    app = widget.app
    if not isinstance(app, TonedApp):
        raise TypeError("only the app that knows the tones can draw lines")
    return app.looks


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


Line = tuple[Span, ...]
"""One line of a screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, wrapped where it is too wide. A `bar` stands before each of its lines, in its own tone."""

    spans: Line = ()
    right: Line = ()
    """Set against the right edge of the first line, where there is room."""
    indent: int = 0
    hang: int = 0
    """How much further in the following lines stand."""
    bar: Tone | None = None
    anchor: bool = False
    """Whether a reader who opens the paper starts here."""


def safe(text: str) -> str:
    """Foreign text without whatever steers a terminal, tabs expanded."""
    return clean(text).expandtabs(_TAB)


def one_line(text: str) -> str:
    """Foreign text as a single safe line."""
    return " ".join(safe(text).split())


def fit(text: str, width: int) -> str:
    """The safe text in exactly `width` cells: cut with an ellipsis, or padded."""
    if width <= 0:
        return ""
    text = one_line(text)
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + _ELLIPSIS
    return set_cell_size(text, width)


def width_of(line: Iterable[Span]) -> int:
    """The cells that a line takes."""
    return sum(cell_len(span.text) for span in line)


def cut(line: Iterable[Span], width: int) -> Line:
    """The line in at most `width` cells; what is cut ends in an ellipsis."""
    whole = tuple(line)
    while whole and width_of(whole) > width and not whole[-1].text.strip():
        whole = whole[:-1]
    if width_of(whole) <= width:
        return whole
    kept: list[Span] = []
    left = width - 1
    for span in whole:
        size = cell_len(span.text)
        if size > left:
            if left >= 0:
                kept.append(Span(set_cell_size(span.text, left) + _ELLIPSIS, span.tone))
            break
        kept.append(span)
        left -= size
    return tuple(kept)


def justify(left: Line, right: Line, width: int) -> Line:
    """The two at both edges of a line; where they do not fit with a gutter between, the left one is cut."""
    if not right:
        return cut(left, width)
    right = cut(right, width)
    room = width - width_of(right) - 2
    if room < 1:
        return right
    left = cut(left, room)
    return (*left, Span(" " * (width - width_of(left) - width_of(right))), *right)


def joined(parts: Iterable[Span | str], between: str = " · ") -> Line:
    """The parts that say something, in one line; plain strings and what joins them are muted."""
    spans = [part if isinstance(part, Span) else Span(part, Tone.MUTED) for part in parts if part]
    said = [span for span in spans if span.text]
    line: list[Span] = []
    for span in said:
        if line:
            line.append(Span(between, Tone.MUTED))
        line.append(span)
    return tuple(line)


def lay_out(blocks: Iterable[Block], width: int) -> Iterator[tuple[Line, bool]]:
    """The blocks as lines of at most `width` cells, each with whether a reader starts there."""
    for block in blocks:
        margin = (Span("▌ ", block.bar),) if block.bar else ()
        margin = (*margin, Span(" " * block.indent)) if block.indent else margin
        room = max(1, width - width_of(margin))
        hang = (Span(" " * block.hang),) if block.hang else ()
        for number, line in enumerate(_wrapped(block.spans, room, max(1, room - block.hang))):
            if number == 0:
                first = justify(line, block.right, room) if block.right else line
                yield (*margin, *first), block.anchor
            else:
                yield (*margin, *hang, *line), False


def _wrapped(spans: Line, first: int, width: int) -> Iterator[Line]:
    """The spans in lines, the first of `first` cells. A line break inside a span is one on screen."""
    if not spans:
        yield ()
    elif len(spans) == 1 and first == width:
        for text in wrap(spans[0].text, width):
            yield (Span(text, spans[0].tone),)
    else:
        yield from _wrapped_mixed(spans, first, width)


def _wrapped_mixed(spans: Line, room: int, width: int) -> Iterator[Line]:
    """Several tones in one paragraph: words go to the next line with their tone."""
    line: list[Span] = []
    used = 0
    for span in spans:
        for number, paragraph in enumerate(safe(span.text).split("\n")):
            if number:
                yield tuple(line)
                line, used, room = [], 0, width
            for piece in _pieces(paragraph, width):
                size = cell_len(piece)
                if used and used + size > room:
                    yield tuple(line)
                    line, used, room = [], 0, width
                    piece = piece.lstrip()  # noqa: PLW2901 - a line does not begin with the blank before it
                    size = cell_len(piece)
                line.append(Span(piece, span.tone))
                used += size
    yield tuple(line)


def wrap(text: str, width: int) -> Iterator[str]:
    """Safe text in lines of at most `width` cells, broken at blanks where there are any; indentation stays."""
    for paragraph in safe(text).split("\n"):
        if _fits(paragraph, width):
            yield paragraph
        else:
            yield from _broken(paragraph, width)


def _broken(paragraph: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for piece in _pieces(paragraph, width):
        size = cell_len(piece)
        if used and used + size > width:
            yield line
            line = piece.lstrip()
            used = cell_len(line)
        else:
            line += piece
            used += size
    yield line


def _pieces(paragraph: str, width: int) -> Iterator[str]:
    """Words with the blanks before them; a word wider than a line comes in pieces that fit."""
    for match in _WORD.finditer(paragraph):
        if _fits(match[0], width):
            yield match[0]
        elif match[0].isspace():
            yield match[0][:width]
        else:
            yield from chop_cells(match[0], width)


def _fits(text: str, width: int) -> bool:
    # Most lines are ASCII: their length is their width.
    return len(text) <= width if text.isascii() else cell_len(text) <= width


def strip(widget: Widget, line: Line, width: int, base: Style | None = None) -> Strip:
    """The line as Textual draws it, in the colours of the widget, exactly `width` cells wide."""
    ground = widget.rich_style if base is None else base
    looks, legible = _looks(widget), _legible(ground)
    segments = [
        segment
        for span in line
        for segment in _drawn(_printable(span.text), ground + looks[span.tone] + legible)
    ]
    return Strip(segments).adjust_cell_length(width, ground)


def _drawn(text: str, style: Style) -> Iterable[Segment]:
    """In one piece; but blanks around what is underlined are not: a line under nothing looks like a field."""
    said = text.strip()
    if not style.underline or len(said) == len(text):
        return (Segment(text, style),)
    before, _said, after = text.partition(said) if said else (text, "", "")
    bare = style + Style(underline=False)
    return [Segment(part, look) for part, look in ((before, bare), (said, style), (after, bare)) if part]


def _legible(ground: Style) -> Style:
    """What is reversed is never dim: it could not be read any longer."""
    return Style(dim=False) if ground.reverse else Style.null()


def _printable(text: str) -> str:
    # The last gate before the terminal: whoever built the line has cleaned it already.
    return text if text.isprintable() else safe(text).replace("\n", " ")


def plain(lines: Sequence[Line]) -> str:
    """The lines without their tones, as they are copied."""
    return "\n".join("".join(span.text for span in line) for line in lines)
