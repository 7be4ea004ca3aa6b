"""A stream of bytes becomes events, however it is cut and framed, and events become changes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.entities import VIEW, notification, status
from tests.support.raw_server import HEARTBEAT, WELCOME, event
from tickets.desk.arrivals import Deletion, Edit, Mention
from tickets.mastodon.entity import Malformed
from tickets.mastodon.events import LONGEST, Event, change, changes, events
from tickets.mastodon.pace import Backoff

NOW = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)


def read(*chunks: bytes) -> list[Event]:
    return list(events(chunks))


def test_mastodons_own_framing() -> None:
    stream = WELCOME + HEARTBEAT + event("delete", "112") + HEARTBEAT + event("update", {"id": "5"})
    assert read(stream) == [Event("delete", "112"), Event("update", '{"id": "5"}')]


@pytest.mark.parametrize(
    "framing",
    [
        b"event: delete\r\ndata: 112\r\n\r\n",
        b"event:delete\ndata:112\n\n",
        b"id: 7\nretry: 3000\nevent: delete\ndata: 112\n\n",
        b": comment\nevent: delete\n:thump\ndata: 112\n\n",
        b"nonsense\nevent: delete\ndata: 112\n\n",
    ],
)
def test_every_framing_that_the_standard_allows(framing: bytes) -> None:
    assert read(framing) == [Event("delete", "112")]


def test_repeated_data_is_several_lines() -> None:
    assert read(b"event: x\ndata: a\ndata: b\n\n") == [Event("x", "a\nb")]


def test_an_event_may_have_no_data() -> None:
    assert read(b"event: filters_changed\n\n") == [Event("filters_changed", "")]


def test_half_an_event_at_the_end_is_none() -> None:
    assert read(event("delete", "1"), b"event: delete\ndata: 2\n", b"da") == [Event("delete", "1")]


def test_broken_utf8_costs_a_character_not_the_stream() -> None:
    assert read(b"data: a\xff\n\n", event("delete", "1")) == [Event("", "a\ufffd"), Event("delete", "1")]


def test_heartbeats_alone_are_no_events() -> None:
    assert read(*[HEARTBEAT] * 5) == []


@pytest.mark.parametrize("endless", [b"data: " + b"x" * 70_000, b"data: " + b"x" * 70_000 + b"\n"])
def test_what_never_ends_is_malformed(endless: bytes) -> None:
    with pytest.raises(Malformed):
        read(*[endless] * (LONGEST // len(endless) + 2))


lines = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=20)


@given(st.lists(st.tuples(lines.filter(bool), lines), max_size=5), st.data())
def test_where_the_bytes_are_cut_makes_no_difference(
    said: list[tuple[str, str]], data: st.DataObject
) -> None:
    stream = b"".join(event(name, text) for name, text in said)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    chunks = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert read(*chunks) == [Event(name, text) for name, text in said]


def test_events_become_changes() -> None:
    edited = status(edited_at="2026-05-20T08:30:00Z")
    for raw, kind in (
        (event("notification", notification()), Mention),
        (event("status.update", edited), Edit),
        (event("status_update", edited), Edit),
        (event("delete", "01HZX3ULID"), Deletion),
    ):
        (found,) = read(raw)
        assert isinstance(change(found, VIEW, lambda: NOW), kind)


@pytest.mark.parametrize(
    "name", ["update", "filters_changed", "conversation", "announcement", "", "new_thing"]
)
def test_other_events_are_about_no_ticket_and_not_even_parsed(name: str) -> None:
    assert change(Event(name, "{not json"), VIEW, lambda: NOW) is None


def test_one_event_that_nobody_can_read_costs_only_itself() -> None:
    broken: list[str] = []
    stream = (
        event("notification", "{not json"),
        event("notification", ""),
        b"event: delete\n\n",
        event("notification", []),
        event("notification", "[" * 100_000),
        event("delete", "112"),
    )
    found = list(changes(stream, VIEW, lambda: NOW, broken.append))
    assert found == [Deletion(account="amt", remote_id="112", noticed_at=NOW)]
    assert broken == ["notification", "notification", "delete", "notification", "notification"]


def test_pauses_grow_to_a_minute_and_never_fall_below_a_second() -> None:
    backoff = Backoff()
    pauses = [backoff.next() for _ in range(50)]
    assert all(2.0**n <= pause <= 2.0**n + 1.0 for n, pause in enumerate(pauses[:5]))
    assert pauses[6:] == [60.0] * 44
    assert backoff.next(at_least=1_000.0) == 1_000.0
    backoff.reset()
    assert 1.0 <= backoff.next() <= 2.0
