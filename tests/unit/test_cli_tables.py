"""The widths of a table's columns."""

from hypothesis import given
from hypothesis import strategies as st

from tickets.cli.tables import GAP, Column, Yields, cut, spare, whole, widths, wrapped

COLUMNS = [whole("No."), spare("State"), spare("Copies"), cut("Person"), cut("Text")]


def test_a_table_that_fits_is_as_wide_as_its_words() -> None:
    assert widths(COLUMNS, [3, 10, 6, 20, 30], 200) == (3, 10, 6, 20, 30)


def test_the_last_of_those_that_may_go_goes_first() -> None:
    assert widths(COLUMNS, [3, 10, 6, 20, 90], 52) == (3, 10, None, 16, 17)
    assert widths(COLUMNS, [3, 10, 6, 20, 90], 40) == (3, None, None, 16, 17)


def test_short_texts_give_what_they_do_not_need_to_the_long_ones() -> None:
    assert widths([cut("a"), cut("b"), cut("c")], [4, 100, 30], 60) == (4, 26, 26)


def test_words_are_not_broken_as_long_as_others_can_be_cut() -> None:
    columns = [Column("Why"), cut("Person"), cut("Text")]
    assert widths(columns, [30, 60, 90], 52, words=[22, 60, 10]) == (22, 13, 13)


@given(
    st.lists(st.tuples(st.sampled_from(Yields), st.integers(0, 120)), min_size=1, max_size=12),
    st.integers(20, 200),
)
def test_nothing_is_wider_than_the_room_unless_it_must_stand_whole(
    given: list[tuple[Yields, int]], room: int
) -> None:
    columns = [Column("", yields) for yields, _width in given]
    natural = [width for _yields, width in given]

    found = widths(columns, natural, room)

    must = sum(width for yields, width in given if yields is Yields.NOTHING)
    taken = [width for width in found if width is not None]
    others = sum(1 for yields, _width in given if yields is not Yields.NOTHING)
    if must + others * (1 + GAP) + GAP * len(given) <= room:
        assert sum(taken) + GAP * (len(taken) - 1) <= room
    for (yields, width), got in zip(given, found, strict=True):
        assert got is not None or yields is Yields.PLACE
        if yields is Yields.NOTHING:
            assert got == width


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)), st.integers(5, 60))
def test_no_word_is_lost_or_broken_where_a_line_goes_on(line: str, width: int) -> None:
    parts = list(wrapped(line, width))
    assert " ".join(parts).split() == line.split()
    for part in parts:
        assert len(part.rstrip()) <= width or len(part.split()) == 1


def test_a_line_goes_on_as_far_in_as_it_begins() -> None:
    assert list(wrapped("    one two three", 12)) == ["    one two", "    three"]
