"""The search field: filters, and words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets import i18n
from tickets.errors import UsageError
from tickets.rules.filters import Filters, read
from tickets.rules.states import Kind


def test_filters_and_words_may_be_mixed() -> None:
    assert read(
        "kind:incident lang:EN word person:@Anna@Example.Social from:2026-11-01 to:30.11.2026 more"
    ) == Filters(
        words="word more",
        kind=Kind.INCIDENT,
        language="en",
        person="anna@example.social",
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
    )


def test_german_names_and_words_are_taken_too() -> None:
    i18n.use("de")
    assert read(
        "Art:Frage sprache:de konto:amt fachreferat:buerger von:1.11.2026 bis:2026-11-02 Bescheid"
    ) == Filters(
        words="Bescheid",
        kind=Kind.QUESTION,
        language="de",
        account="amt",
        department="buerger",
        first=date(2026, 11, 1),
        last=date(2026, 11, 2),
    )


@pytest.mark.parametrize(
    "typed", ["https://bund.example/a:b", "12:30 Uhr", "kind:", ":x", "Frage: wann", "", "a@b:c"]
)
def test_what_only_looks_like_a_filter_is_words(typed: str) -> None:
    assert read(typed) == Filters(words=typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("farbe:rot", "no filter “farbe”.*kind, art"),
        ("kind:rot", "no kind “rot”.*question, incident"),
        ("from:31.2.2026", "“31.2.2026” is no day"),
        ("to:heute", "“heute” is no day"),
        ("from:1.1.99999999999999999999", "is no day"),
    ],
)
def test_what_is_unknown_is_said(typed: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read(typed)


@given(st.text() | st.from_regex(r"(kind|art|from|bis|person|x):\S* \S*"))
def test_any_text_is_read_or_refused_in_one_line(typed: str) -> None:
    try:
        assert ":" in typed or read(typed).words == " ".join(typed.split())
        read(typed)
    except UsageError as error:
        assert len(str(error).split("\n")) == 1  # noqa: PT017 - either is right
