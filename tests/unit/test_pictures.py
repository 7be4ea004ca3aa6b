"""The pictures of the README: no foreign host in them, and each word where it stood on screen."""

import re

import pytest

from tools.pictures import PICTURES, tidied

_EXPORTED = """<svg class="rich-terminal" viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg">
    <!-- Generated with somebody's program https://maker.example -->
    <style>
    @font-face { font-family: "Fira Code"; src: url("https://fonts.example/fira.woff2"); }
    .terminal-4711-matrix { font-family: Fira Code, monospace; }
    .terminal-4711-r1 { fill: #fff }
    </style>
    <defs><clipPath id="terminal-4711-line-0">
    <rect x="0" y="1.5" width="976" height="24.65"/>
            </clipPath></defs>
    <g class="terminal-4711-matrix">
    <text class="terminal-4711-r1" x="12.2" y="20" textLength="146.4" clip-path="url(#terminal-4711-line-0)">LINE</text>
    </g></svg>"""


def of(line: str) -> str:
    return tidied(_EXPORTED.replace("LINE", line))


def test_a_picture_names_no_host_but_that_of_the_format() -> None:
    assert re.findall(r"https?://[^\s\"<]+", of("")) == ["http://www.w3.org/2000/svg"]
    assert "Fira" not in of("")
    assert ".t-matrix { font-family: monospace; }" in of("")


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("&#160;&#160;ab&#160;&#160;&#160;cdefg", [("ab", 36.6, 24.4), ("cdefg", 97.6, 61)]),
        ("abcdefghijkl", [("abcdefghijkl", 12.2, 146.4)]),
        # As wide as two letters, as in a terminal.
        ("🌻🌻&#160;abcdefg", [("🌻🌻", 12.2, 48.8), ("abcdefg", 73.2, 85.4)]),
        (
            "a&#160;&lt;b&amp;c&gt;&#160;defg",
            [("a", 12.2, 12.2), ("&lt;b&amp;c&gt;", 36.6, 61), ("defg", 109.8, 48.8)],
        ),
        ("&#160;&#160;", []),
    ],
)
def test_each_word_has_its_place(line: str, places: list[tuple[str, float, float]]) -> None:
    found = re.findall(
        r'<text class="t-r1" x="([\d.]+)" y="20" textLength="([\d.]+)">([^<]*)</text>', of(line)
    )
    assert [(word, float(x), float(length)) for x, length, word in found] == places


def test_no_line_keeps_the_edges_that_only_its_blanks_needed() -> None:
    assert "clip" not in of("ab").casefold()


def test_every_picture_has_a_name_of_its_own() -> None:
    assert len({picture.name for picture in PICTURES}) == len(PICTURES)
