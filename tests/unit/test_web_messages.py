"""What a browser may say on a desk's socket."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.web.messages import Looked, Message, Nonsense, Pinged, Resized, Typed, size, understood

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (["stdin", "Grüße"], Typed("Grüße".encode())),
        (["stdin", "\ud800"], Typed(b"?")),
        (["resize", {"width": 80, "height": 24}], Resized(80, 24)),
        (["resize", {"width": 10**9, "height": -5}], Resized(1000, 1)),
        (["focus"], Looked(True)),
        (["blur"], Looked(False)),
        (["ping", "1795274926236"], Pinged("1795274926236")),
    ],
)
def test_what_a_desk_says_is_understood(said: object, meant: Message) -> None:
    assert understood(json.dumps(said)) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "stdin",
        "[" * 100_000,
        '["stdin"]',
        '["stdin", 1]',
        '["stdin", "a", "b"]',
        '["resize", {"width": "80", "height": 24}]',
        '["resize", {"width": NaN, "height": 24}]',
        '["ping", "%s"]' % ("x" * 65),
        '["quit"]',
        '["deliver_chunk_request", {}]',
    ],
)
def test_anything_else_is_nonsense(said: str) -> None:
    with pytest.raises(Nonsense):
        understood(said)


@given(st.text() | JSON.map(json.dumps))
def test_whatever_is_said_is_understood_or_nonsense(said: str) -> None:
    try:
        understood(said)
    except Nonsense:
        return


@pytest.mark.parametrize(
    ("width", "height", "meant"),
    [
        ("100", "30", Resized(100, 30)),
        ("", "", Resized(80, 24)),
        ("9" * 5000, "1", Resized(80, 24)),
        ("99999", "0", Resized(1000, 1)),
    ],
)
def test_a_window_has_no_more_cells_than_a_screen(width: str, height: str, meant: Resized) -> None:
    assert size(width, height) == meant
