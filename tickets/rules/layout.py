"""Text laid out in lines: paragraphs, margins of quotes and lists, running and preformatted words.

Knows nothing of HTML; `text.plain` walks a post's tree and says here what it meets.
"""

import re
from dataclasses import dataclass, field

LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
"""What Unicode makes a new line of (UAX #14, mandatory breaks)."""

_WHITE_SPACE = re.compile("[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")
_MOST_MARGINS = 8  # that are still drawn: quotes in quotes a thousand deep would fill every line of the page


@dataclass(slots=True)
class _Margin:
    first: str
    rest: str

    def take(self) -> str:
        taken, self.first = self.first, self.rest
        return taken


@dataclass(slots=True)
class Page:
    """The text under way. Line breaks and blanks wait for the next word, so that none is left over."""

    _parts: list[str] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)  # the parts without margins and line breaks
    _margins: list[_Margin] = field(default_factory=list)
    _breaks: int = 1
    _blank_margins: int = 0  # a blank line has the margins that the lines around it have in common
    _space: bool = False

    def __str__(self) -> str:
        return "".join(self._parts)

    def gap(self, breaks: int) -> None:
        """At least so many line breaks before the next word; 2 make a blank line."""
        self._breaks = max(self._breaks, breaks)
        self._blank_margins = min(self._blank_margins, len(self._margins))
        self._space = False

    def newline(self) -> None:
        """One line break more before the next word."""
        self._breaks, self._space = self._breaks + 1, False

    def indent(self, first: str, rest: str) -> None:
        """A margin before each line until `outdent`: `first` once, from then on `rest`."""
        self._margins.append(_Margin(first, rest))

    def outdent(self) -> None:
        """The innermost margin ends."""
        self._margins.pop()

    def inline(self, text: str) -> None:
        """Running text: white space is one blank, and none at the beginning of a line."""
        text = _WHITE_SPACE.sub(" ", text)
        self._space = self._space or text.startswith(" ")
        if words := text.strip(" "):
            self._put(" " + words if self._space and not self._breaks else words)
            self._space = text.endswith(" ")

    def preformatted(self, text: str) -> None:
        """Lines as they are, blanks and all."""
        for number, line in enumerate(LINE_BREAK.split(text)):
            self._breaks += number > 0
            if line:
                self._put(line)

    def aside(self, text: str) -> None:
        """A remark behind the last word, set off by a blank; what follows stays as near as it was."""
        trailing, self._space = self._space, True
        self.inline(text)
        self._space = trailing

    def mark(self) -> int:
        """A place to ask `since` for."""
        return len(self._words)

    def since(self, mark: int) -> str:
        """The words put down since the mark, without margins and line breaks."""
        return "".join(self._words[mark:]).strip()

    def _put(self, text: str) -> None:
        if self._breaks:
            self._begin_line()
        self._parts.append(text)
        self._words.append(text)

    def _begin_line(self) -> None:
        drawn = self._margins[:_MOST_MARGINS]
        if self._parts:
            blank = "\n" + "".join(margin.rest for margin in drawn[: self._blank_margins])
            self._parts.append(blank * (self._breaks - 1) + "\n")
        self._parts.extend(margin.take() for margin in drawn)
        self._breaks, self._blank_margins = 0, len(self._margins)
