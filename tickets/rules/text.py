"""Foreign text made safe for a terminal, and Mastodon's HTML made text.

What others wrote passes `clean`, `clean_line` or `plain` once, where it enters; from there on it is data that
a terminal, a mail or a table may show as it is. Lengths are code points; screens that count cells cut again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tickets.rules.layout import LINE_BREAK, Page

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MENTION = re.compile(
    r"(?<![=/\w\u0300-\u036f])@(?P<user>[a-z0-9_]++(?:[.-]++[a-z0-9_]++)*+)(?:@(?P<domain>\w++(?:[.-]++\w++)*+))?",
    re.IGNORECASE,
)
"""`@user` or `@user@domain` where Mastodon sees one, not in a word or a path (`Account::MENTION_RE`)."""

LONGEST_HTML = 100_000
"""Characters of HTML that `plain` reads; what is longer ends in "[…]". Some HTML costs its length squared."""

_ELLIPSIS = "…"
_LEADING_MENTION = re.compile(rf"\s*{MENTION.pattern}[,:;.!…–-]*(?:\s+|\Z)", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_STEERING = re.compile(
    # The flags of England, Scotland, Wales and the like are spelt with tag characters; they stay.
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)"
    "|["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # the direction of writing
    "\u206a-\u206f\ufff9-\ufffb"  # deprecated formatting, interlinear notes
    "\xad\ufeff"  # soft hyphen and byte order mark: terminals disagree about their width
    "\U000e0000-\U000e007f"  # tag characters anywhere else: a text within the text
    "]"
)
_PILE = re.compile(r"[^\w\s\x00-\u02ff]{7,}")  # marks are no word characters, but neither are emoji
_HIGHEST_PILE = 6


def clean(text: str) -> str:
    """Foreign text made safe for a terminal; line breaks are line feeds, tabs stay.

    Goes: whatever steers instead of being read (control characters, overrides of the writing direction,
    hidden tag characters), and accents piled higher than six, which paint over other lines. Stays: whatever
    shapes words (joiners, variation selectors, zero-width spaces: emoji, Persian and Thai need them). Lone
    surrogates become U+FFFD. The result is in NFC: to Unicode (conformance C6) that is the same text, and an
    "ü" is found however it was typed.
    """
    text = _STEERING.sub(r"\1", LINE_BREAK.sub("\n", _without_surrogates(text)))
    if text.isascii():
        return text
    # Before, because normalizing a pile costs the square of its height; after, because it may grow again.
    return _PILE.sub(_unpiled, unicodedata.normalize("NFC", _PILE.sub(_unpiled, text)))


def clean_line(text: str, limit: int | None = None) -> str:
    """Foreign text made safe in one line: names, titles.

    Every run of white space is one blank. What is longer than `limit`, at least 1, ends in an ellipsis.
    """
    line = " ".join(clean(text).split())
    return line if limit is None or len(line) <= limit else _head(line, limit - 1) + _ELLIPSIS


def excerpt(text: str, width: int) -> str:
    """The beginning of a safe text in one line of at most `width` characters, at least 1, cut at a word.

    A word that would leave more than half of the line empty is cut itself.
    """
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    head = _head(line, width - 1)
    if line[len(head)].isalnum():
        blank = head.rfind(" ")
        head = head[:blank] if blank * 2 >= width else head
    return head.rstrip(" ,;:–—-") + _ELLIPSIS


def without_mentions(text: str) -> str:
    """The text without the handles it begins with and what sets them off: "@amt, hello" is "hello"."""
    start = 0
    while match := _LEADING_MENTION.match(text, start):
        start = match.end()
    return text[start:]


def characters(text: str) -> Iterator[str]:
    """The characters as a reader sees them (UAX #29): an emoji of several code points is one."""
    if max(text, default="") < "\u0300" and "\r" not in text:
        return iter(text)
    from grapheme import graphemes  # late: reads its tables on import

    return iter(graphemes(text))


def _head(line: str, length: int) -> str:
    """At most so many code points from the beginning, ending between two characters."""
    head = ""
    for character in characters(line):
        if len(head) + len(character) > length:
            break
        head += character
    return head


def _unpiled(run: re.Match[str]) -> str:
    kept = []
    height = 0
    for character in run[0]:
        category = unicodedata.category(character)
        if category != "Cf":  # a joiner does not begin a new letter
            height = height + 1 if category.startswith("M") else 0
        if height <= _HIGHEST_PILE:
            kept.append(character)
    return "".join(kept)


def _without_surrogates(text: str) -> str:
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


# From here on: Mastodon's HTML.

_STYLE = r"(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])"
_STYLE_TAG = re.compile(rf"</?{_STYLE}[^<>]*>", re.IGNORECASE)
_STYLE_START = re.compile(rf"<{_STYLE}", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_DROPPED = frozenset(
    ("audio", "canvas", "iframe", "noscript", "object", "rp", "script", "style", "svg", "template", "video")
)
_SPACING: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(("blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "ul"), 2)
    | dict.fromkeys(("article", "dd", "details", "div", "dt", "figcaption", "figure", "li", "section"), 1)
    | {"summary": 1, "table": 2, "tr": 1}
)  # line breaks around an element: 2 is a blank line
_SHOWN_SCHEMES = ("http://", "https://", "mailto:")
_SCHEME = re.compile(r"\A(?:https?://|mailto:)", re.IGNORECASE)
_LIKE_A_URL = re.compile(r"\A(?:[a-z][a-z0-9+.-]*://|[\w-]+(?:\.[\w-]+)+(?:[/:?#]|\Z))", re.IGNORECASE)


def plain(html: str) -> str:
    """A post's HTML as safe text.

    Paragraphs are set apart by a blank line. Lists, quotes and preformatted text keep their shape. Links are
    whole: one that does not say where it leads is followed by its target in angle brackets, unless it is a
    mention or a hashtag. The fallback of a quoted post (`quote-inline`) is left out. Never raises.
    """
    from selectolax.lexbor import LexborHTMLParser  # late: the desk shows text and never meets HTML

    body = LexborHTMLParser(_without_styles(_without_surrogates(html[:LONGEST_HTML]))).body
    page = Page()
    if body is not None:
        _walk(body, _Reader(page))
    if len(html) > LONGEST_HTML:
        page.gap(2)
        page.inline(f"[{_ELLIPSIS}]")
    lines = clean(str(page)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _without_styles(html: str) -> str:
    """The HTML without tags that only style words.

    Each following paragraph repeats the styles that were left open (HTML Standard, "reconstruct the active
    formatting elements"): 40 kB of them fill gigabytes. If several are too odd to be found, every tag goes.
    """
    html = _STYLE_TAG.sub("", html)
    left = sum(1 for _ in _STYLE_START.finditer(html))
    return html if left < 5 else _ANY_TAG.sub(" ", html).replace("<", "&lt;")


def _walk(body: LexborNode, reader: _Reader) -> None:
    """Read every node below `body`: in a loop, since a post may nest deeper than Python calls."""
    path: list[LexborNode] = []
    node = body.first_child
    while node is not None or path:
        if node is None:
            node = path.pop()
            reader.close(node)
        elif reader.open(node):
            path.append(node)
            node = node.first_child
            continue
        node = node.next


class _Reader:
    """Says to the page what an element means. `open` and `close` are called in pairs, as the tree nests."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._lists: list[int | None] = []  # the number of the next item; None: no numbers
        self._links: list[int] = []  # marks on the page
        self._preformatted = 0

    def open(self, node: LexborNode) -> bool:
        """Write what comes before an element's content; False where there is none to go into."""
        tag = node.tag
        if node.is_text_node:
            write = self._page.preformatted if self._preformatted else self._page.inline
            write(node.text_content or "")
            return False
        if not tag or tag in _DROPPED or "quote-inline" in _classes(node):
            return False
        self._space_around(tag)
        self._begin(tag, node)
        return True

    def close(self, node: LexborNode) -> None:
        """Write what comes after an element's content."""
        match tag := node.tag or "":
            case "a":
                self._end_link(node, self._page.since(self._links.pop()))
            case "ul" | "ol":
                self._lists.pop()
            case "li" | "blockquote":
                self._page.outdent()
            case "pre":
                self._preformatted -= 1
            case "rt":
                self._page.inline(")")
            case "td" | "th":
                self._page.inline(" ")
        self._space_around(tag)

    def _begin(self, tag: str, node: LexborNode) -> None:
        match tag:
            case "a":
                self._links.append(self._page.mark())
            case "br":
                self._page.newline()
            case "img":
                self._page.inline(_attribute(node, "alt"))
            case "ul":
                self._lists.append(None)
            case "ol":
                self._lists.append(_number(_attribute(node, "start"), 1))
            case "li":
                self._begin_item(node)
            case "blockquote":
                self._page.indent("> ", "> ")
            case "pre":
                self._preformatted += 1
            case "rt":
                self._page.inline("(")

    def _begin_item(self, node: LexborNode) -> None:
        marker = "- "
        if self._lists and self._lists[-1] is not None:
            number = _number(_attribute(node, "value"), self._lists[-1])
            self._lists[-1] = number + 1
            marker = f"{number}. "
        self._page.indent(marker, " " * len(marker))

    def _end_link(self, node: LexborNode, said: str) -> None:
        href = "".join(_attribute(node, "href").split())
        if _leads_elsewhere(href, _classes(node), said):
            self._page.aside(f"<{href}>")

    def _space_around(self, tag: str) -> None:
        if tag in _SPACING:
            self._page.gap(1 if tag in ("ul", "ol") and self._lists else _SPACING[tag])


def _leads_elsewhere(href: str, classes: list[str], said: str) -> bool:
    """Whether the reader must see where a link leads, because what it says does not tell."""
    if not href.lower().startswith(_SHOWN_SCHEMES) or _bare(said) == _bare(href):
        return False
    is_name = said.startswith(("@", "#")) or "mention" in classes or "hashtag" in classes
    return not is_name or _LIKE_A_URL.match(said) is not None


def _bare(url: str) -> str:
    """What two spellings of one address have in common: no scheme, host in lower case, no escapes."""
    host, _, path = _SCHEME.sub("", unquote(url)).partition("/")
    return f"{host.lower()}/{path}".rstrip("/")


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def _classes(node: LexborNode) -> list[str]:
    return _attribute(node, "class").split()


def _number(text: str, default: int) -> int:
    return int(text) if len(text) < 9 and text.isdecimal() else default
