"""Lines on screen: fitted, wrapped, safe."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.drawing import (
    Block,
    Span,
    Tone,
    cut,
    fit,
    joined,
    justify,
    lay_out,
    one_line,
    plain,
    safe,
    width_of,
    wrap,
)

texts = st.text(max_size=200) | st.text(alphabet="ab \t\n日本語🙂e\u0301\x1b[/]", max_size=200)
widths = st.integers(min_value=2, max_value=60)


@given(texts, widths)
def test_wrapped_lines_fit_and_hold_every_letter_in_order(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(safe(text).split())


@given(texts, widths)
def test_fitted_text_has_exactly_the_width_asked_for(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert "\n" not in fit(text, width)


@given(st.lists(texts, max_size=4), widths)
def test_blocks_fit_whatever_their_spans_are(pieces: list[str], width: int) -> None:
    spans = tuple(Span(piece, Tone.MUTED) for piece in pieces)
    right = (Span("rechts"),)
    block = Block(spans=spans, right=right, indent=1, bar=Tone.OURS, hang=2)
    for line, _anchor in lay_out([block], width + 8):
        assert width_of(line) <= width + 8


@given(texts)
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    assert not any(ord(letter) < 32 and letter != "\n" for letter in safe(text))
    assert "\x9b" not in safe(text)
    assert "\n" not in one_line(text)


def test_indentation_stays_and_words_stay_whole() -> None:
    assert list(wrap("  eins zwei drei", 10)) == ["  eins", "zwei drei"]
    assert list(wrap("eins\n\nzwei", 10)) == ["eins", "", "zwei"]


def test_a_word_wider_than_the_line_is_broken() -> None:
    assert list(wrap("https://example.org/abc", 10)) == ["https://ex", "ample.org/", "abc"]


def test_the_right_edge_is_kept_and_the_left_one_cut() -> None:
    line = justify((Span("ein sehr langer Anfang"),), (Span("Ende"),), 20)
    assert plain([line]) == "ein sehr lang…  Ende"
    assert width_of(line) == 20


def test_what_is_cut_ends_in_an_ellipsis_and_keeps_its_tone() -> None:
    assert cut((Span("ab"), Span("cdef", Tone.BAD)), 4) == (Span("ab"), Span("c…", Tone.BAD))
    # Also where it is cut between two pieces; blanks that stand last are no loss.
    assert cut((Span("ab"), Span("cd", Tone.BAD), Span("ef")), 4) == (Span("ab"), Span("c…", Tone.BAD))
    assert cut((Span("ab"), Span("cd"), Span("  ")), 4) == (Span("ab"), Span("cd"))
    assert cut((Span("ab"),), 0) == ()


def test_empty_parts_are_not_joined() -> None:
    assert plain([joined(["a", "", Span(""), Span("b")])]) == "a · b"


def test_the_reader_starts_at_the_anchor() -> None:
    blocks = [Block(spans=(Span("eins"),)), Block(spans=(Span("zwei drei"),), anchor=True)]
    assert [anchor for _line, anchor in lay_out(blocks, 5)] == [False, True, False]
