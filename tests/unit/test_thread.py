"""A text that is too long becomes posts that the instance takes, and says the same to the same people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.errors import TextTooLong
from tickets.rules.audience import URL, handles_in, length
from tickets.rules.text import MENTION
from tickets.rules.thread import MOST_PARTS, Frame, split

ASKER = "anna@example.social"
LINK = "https://www.bund.de/antrag/formular?nummer=12,345&sprache=de"

words = st.one_of(
    st.text("abcdefghijäöüß.!?,:()-@#/", min_size=1, max_size=12),
    st.sampled_from(
        [LINK, "@berta@example.org", "@amt", "👩‍👩‍👧", "Ende.", "https://bund.de/a(b)c", "é", "1/3"]
    ),
    st.text("xyz", min_size=60, max_size=140),
)
blanks = st.sampled_from([" ", "  ", "\n", "\n\n"])
texts = st.lists(st.tuples(words, blanks), min_size=1, max_size=60).map(
    lambda pairs: "".join(word + blank for word, blank in pairs).strip()
)


def frame(limit: int = 100, *, spoiler_text: str = "") -> Frame:
    return Frame(asker=ASKER, local_domain="social.example.org", spoiler_text=spoiler_text, limit=limit)


def bodies(text: str, around: Frame) -> list[str]:
    """What the parts say, without the handle in front that was not in the text, and without their numbers."""
    parts = split(text, around)
    numbered = [f" ({number}/{len(parts)})" for number in range(1, len(parts) + 1)]
    assert [part.text.endswith(number) for part, number in zip(parts, numbered, strict=True)]
    return [part.text.removesuffix(number) for part, number in zip(parts, numbered, strict=True)]


@given(text=texts, limit=st.integers(90, 300), spoiler_text=st.sampled_from(["", "Phishing"]))
def test_the_parts_joined_are_the_text_and_each_fits(text: str, limit: int, spoiler_text: str) -> None:
    around = frame(limit, spoiler_text=spoiler_text)
    try:
        parts = split(text, around)
    except TextTooLong:
        return
    assert "".join(part.source for part in parts) == text
    for number, part in enumerate(parts, start=1):
        assert length(part.text, spoiler_text) <= limit
        assert part.text.endswith(f" ({number}/{len(parts)})")
        assert part.source.strip() in part.text
        assert ASKER in handles_in(part.text, local_domain="social.example.org")


@given(text=texts)
def test_nobody_is_mentioned_who_is_not_mentioned_in_the_text(text: str) -> None:
    try:
        parts = split(text, frame())
    except TextTooLong:
        return
    allowed = {*handles_in(text, local_domain="social.example.org"), ASKER}
    for part in parts:
        assert set(handles_in(part.text, local_domain="social.example.org")) <= allowed


@given(text=texts)
def test_no_address_and_no_handle_is_cut(text: str) -> None:
    try:
        parts = split(text, frame())
    except TextTooLong:
        return
    cuts = set()
    at = 0
    for part in parts[:-1]:
        at += len(part.source)
        cuts.add(at)
    for pattern in (URL, MENTION):
        for match in pattern.finditer(text):
            assert not any(match.start() < cut < match.end() for cut in cuts)


def test_a_part_ends_with_a_sentence_where_that_leaves_it_half_full() -> None:
    text = (
        "Der erste Satz steht hier und ist recht lang. Der zweite ist es auch. Der dritte passt nicht mehr."
    )
    assert bodies(text, frame(100)) == [
        f"@{ASKER} Der erste Satz steht hier und ist recht lang. Der zweite ist es auch.",
        f"@{ASKER} Der dritte passt nicht mehr.",
    ]


def test_where_no_sentence_ends_it_is_cut_between_words() -> None:
    text = " ".join(["Wort"] * 40)
    found = bodies(text, frame(100))
    assert len(found) == 3
    assert all(set(body.removeprefix(f"@{ASKER} ").split()) == {"Wort"} for body in found)


def test_an_address_counts_as_mastodon_counts_it_however_long_it_is() -> None:
    address = "https://www.bund.de/" + "x" * 400
    text = f"Siehe {address} und noch {address} und dann {address}."
    found = bodies(text, frame(90))
    assert "".join(found).count(address) == 3


def test_a_text_that_mentions_whom_we_answer_is_not_given_their_handle_twice() -> None:
    found = bodies(f"@{ASKER} " + "Wort " * 30, frame(100))
    assert all(body.count("@anna") == 1 for body in found)


def test_a_word_that_is_longer_than_a_post_is_cut_between_two_characters() -> None:
    family = "👩‍👩‍👧"
    parts = split(family * 200, frame(100))
    assert all(len(part.source) % len(family) == 0 for part in parts)


@pytest.mark.parametrize(
    "text", ["Wort " * 5000, "w" * 1_000_000, "@" + "a" * 600 + " ist zu lang", "Ä" * 30_000]
)
def test_what_is_no_thread_is_refused_with_something_to_do(text: str) -> None:
    with pytest.raises(TextTooLong) as error:
        split(text, frame())
    assert error.value.remedy


def test_a_warning_that_fills_the_post_leaves_no_room() -> None:
    with pytest.raises(TextTooLong):
        split("Ja.", frame(100, spoiler_text="x" * 90))


def test_the_number_of_parts_with_two_digits_fits_too() -> None:
    parts = split("Wort " * 190, frame(100))
    assert 10 <= len(parts) <= MOST_PARTS
    assert all(length(part.text) <= 100 for part in parts)
