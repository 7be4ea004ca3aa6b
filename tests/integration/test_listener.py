"""Whatever ends the stream, it is opened again, never in a hurry, and nothing that was written meanwhile is lost."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Self

import pytest

from tests.support.entities import Entity, instance, notification, status
from tests.support.intake import FakeIntake
from tests.support.mastodon import Person, Town
from tests.support.raw_server import (
    HEARTBEAT,
    PATIENCE,
    WELCOME,
    Hold,
    RawServer,
    Reset,
    Script,
    answer,
    error,
    event,
    stream,
)
from tickets.desk.arrivals import Deletion, Via
from tickets.errors import StoreError
from tickets.mastodon.catchup import CatchUp
from tickets.mastodon.client import Client
from tickets.mastodon.drain import Drain
from tickets.mastodon.listener import Listener, StreamState, stream_state_word

STREAM = "/api/v1/streaming/user"
NOTIFICATIONS = "/api/v1/notifications"
WHO = "/api/v1/accounts/verify_credentials"
NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)


class Pauses(threading.Event):
    """The listener's clock: its pauses pass at once, but for the last one allowed, which lasts until the end."""

    def __init__(self, allowed: int) -> None:
        super().__init__()
        self.seconds: list[float] = []
        self._allowed = allowed
        self._changed = threading.Condition()

    def wait(self, timeout: float | None = None) -> bool:
        if threading.current_thread().name.startswith("stream") and not self.is_set():
            with self._changed:
                self.seconds.append(timeout or 0.0)
                self._changed.notify_all()
            if len(self.seconds) >= self._allowed:
                return super().wait(PATIENCE * 3)
        return self.is_set()

    def wait_for_all(self) -> list[float]:
        """All pauses, as soon as the last one has begun. Fails where that takes too long."""
        with self._changed:
            enough = self._changed.wait_for(lambda: len(self.seconds) >= self._allowed, timeout=PATIENCE)
            assert enough, f"only {len(self.seconds)} pauses"
            return list(self.seconds)


class Ear:
    """A listener at work, and what it reports."""

    def __init__(
        self,
        server: str,
        intake: FakeIntake,
        *,
        token: str = "token",
        pauses: int = 1,
        catchup_seconds: float = 300.0,
        poll_seconds: float = 60.0,
        read_timeout: float = 60.0,
        rarely: float = 300.0,
    ) -> None:
        self.states: list[tuple[StreamState, str]] = []
        self.pauses = Pauses(pauses)
        self._changed = threading.Condition()
        self.listener = Listener(
            Client("amt", server, token, 5.0),
            CatchUp(Client("amt", server, token, 5.0), intake),
            intake,
            report=self._report,
            catchup_seconds=catchup_seconds,
            poll_seconds=poll_seconds,
            spacing=0.0,
            read_timeout=read_timeout,
            rarely=rarely,
            stopping=self.pauses,
        )

    def __enter__(self) -> Self:
        self.listener.start()
        return self

    def __exit__(self, *_error: object) -> None:
        assert self.listener.stop(PATIENCE)

    def wait_for(self, state: StreamState, detail: str = "") -> str:
        """What is said about this state, as soon as it is reported with these words."""

        def found() -> str | None:
            return next((said for one, said in self.states if one is state and detail in said), None)

        with self._changed:
            assert self._changed.wait_for(lambda: found() is not None, timeout=PATIENCE), self.states
            return found() or ""

    def kinds(self) -> list[StreamState]:
        """The states so far."""
        with self._changed:
            return [state for state, _detail in self.states]

    def _report(self, state: StreamState, detail: str) -> None:
        with self._changed:
            self.states.append((state, detail))
            self._changed.notify_all()


@pytest.fixture
def intake() -> FakeIntake:
    """One that has caught up before: what the raw server has is not too old for it."""
    known = FakeIntake()
    known.cursors["amt"] = "0"
    return known


@pytest.fixture
def raw(raw: RawServer) -> RawServer:
    raw.on(NOTIFICATIONS, answer([]))
    return raw


def mention(number: int, **post: object) -> Entity:
    return notification(str(number), status={**status(f"{number}000"), **post})


# With a server full of citizens


def test_a_mention_arrives_by_stream_an_edit_and_a_deletion_too(
    intake: FakeIntake, amt: Person, anna: Person
) -> None:
    amt.follow(anna)
    with Ear(amt.url, intake, token=amt.token) as ear:
        ear.wait_for(StreamState.STREAMING)
        written = anna.write(f"@{amt.name} Live", visibility="unlisted")
        intake.wait_for(written)
        anna.edit(written, f"@{amt.name} Geändert")
        anna.delete(written)
        intake.wait_for_changes(edits=1, deletions=1)
    assert intake.edits[0].text.endswith("Geändert")
    assert intake.deletions[0].remote_id == written


def test_what_was_written_before_is_found_when_the_stream_stands(
    intake: FakeIntake, amt: Person, anna: Person
) -> None:
    amt.set_policy(for_private_mentions="filter")
    before = anna.write(f"@{amt.name} Vorher", visibility="direct")
    with Ear(amt.url, intake, token=amt.token):
        (found,) = intake.wait_for(before)
    assert found.via is Via.CATCHUP


def test_a_wrong_token_is_said_once_and_tried_rarely(place: Town, intake: FakeIntake) -> None:
    with Ear(place.url, intake, token="wrong", pauses=3, rarely=300.0) as ear:
        assert "does not accept the token" in ear.wait_for(StreamState.UNAUTHORIZED)
        assert ear.pauses.wait_for_all() == [300.0] * 3
    assert ear.kinds() == [StreamState.CONNECTING, StreamState.UNAUTHORIZED, StreamState.STOPPED]


# Byte by byte: how a stream may be framed


@pytest.mark.parametrize("chunked", [True, False])
def test_mastodons_framing_with_heartbeats(raw: RawServer, intake: FakeIntake, chunked: bool) -> None:
    one, two = event("notification", mention(1)), event("notification", mention(2))
    pieces = (WELCOME, HEARTBEAT, one[:20], one[20:] + HEARTBEAT + two, Hold())
    raw.on(STREAM, stream(*pieces, chunked=chunked))
    with Ear(raw.url, intake):
        found = intake.wait_for("1000", "2000")
    assert {mention.via for mention in found} == {Via.STREAM}


@pytest.mark.parametrize(
    "oddity",
    [
        event("notification", mention(1)).replace(b"\n", b"\r\n"),
        event("notification", mention(1)).replace(b": ", b":", 2),
        b"event: notification\ndata: {not json\n\n",
        b"event: notification\n\n",
        b"data: without a name\n\n",
        b"\xff\xfe\n\n",
        b"event: delete\ndata: 01HZX3NOTANUMBER\n\n",
        event("notification", {"type": "mention", "status": {"id": 1}}),
        event("something_new", {"x": 1}),
    ],
    ids=["CRLF", "no blanks", "bad JSON", "no data", "no name", "no UTF-8", "ULID", "broken", "unknown"],
)
def test_an_oddity_does_not_end_the_stream(raw: RawServer, intake: FakeIntake, oddity: bytes) -> None:
    raw.on(STREAM, stream(oddity, event("notification", mention(2)), Hold()))
    with Ear(raw.url, intake) as ear:
        intake.wait_for("2000")
        assert ear.kinds() == [StreamState.CONNECTING, StreamState.STREAMING]
    assert len(raw.asked(STREAM)) == 1


def test_a_deletion_of_an_id_that_is_no_number_is_taken(raw: RawServer, intake: FakeIntake) -> None:
    raw.on(STREAM, stream(event("delete", "01HZX3NOTANUMBER"), Hold()))
    with Ear(raw.url, intake):
        intake.wait_for_changes(deletions=1)
    assert [deletion.remote_id for deletion in intake.deletions] == ["01HZX3NOTANUMBER"]


# How a stream may end


def test_a_stream_that_ends_again_and_again_is_never_hurried(
    raw: RawServer, intake: FakeIntake, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    raw.on(STREAM, stream(WELCOME))
    with Ear(raw.url, intake, pauses=8) as ear:
        pauses = ear.pauses.wait_for_all()
    assert len(raw.asked(STREAM)) == 8
    assert all(pause >= 1.0 for pause in pauses)
    assert pauses[5] >= 30.0
    assert sum(": streaming" in record.getMessage() for record in caplog.records) == 1


@pytest.mark.parametrize(
    "ending",
    [
        (event("notification", mention(1)), Hold()),
        (event("notification", mention(1)), b"event: notifica", Hold()),
        (event("notification", mention(1)), Reset()),
    ],
    ids=["stall", "half line", "reset"],
)
def test_a_lost_stream_is_opened_again_and_the_gap_is_filled(
    raw: RawServer, intake: FakeIntake, ending: tuple[bytes | Hold | Reset, ...]
) -> None:
    raw.on(STREAM, stream(*ending), stream(event("notification", mention(3)), Hold()))
    with Ear(raw.url, intake, pauses=3, read_timeout=0.3) as ear:
        intake.wait_for("1000")
        raw.on(NOTIFICATIONS, answer([mention(2)]), answer([]))
        assert ear.wait_for(StreamState.DOWN)
        intake.wait_for("2000", "3000")
    assert ear.kinds()[:4] == [
        StreamState.CONNECTING,
        StreamState.STREAMING,
        StreamState.DOWN,
        StreamState.STREAMING,
    ]


def test_half_a_line_at_a_clean_end_costs_nothing_else(raw: RawServer, intake: FakeIntake) -> None:
    raw.on(
        STREAM,
        stream(event("notification", mention(1)), b"event: notification\ndata: {"),
        stream(event("notification", mention(2)), Hold()),
    )
    with Ear(raw.url, intake, pauses=3) as ear:
        intake.wait_for("1000", "2000")
        assert StreamState.DOWN not in ear.kinds()


# Servers that refuse


@pytest.mark.parametrize(
    ("script", "state", "words"),
    [
        (error(401, "The access token is invalid"), StreamState.POLLING, "does not accept the token"),
        (error(403, "This action is not allowed"), StreamState.POLLING, "refuses"),
        (error(404), StreamState.POLLING, "does not have this"),
        (error(422, "no such stream"), StreamState.POLLING, "refuses"),
        (answer(b"<html></html>", headers={"Content-Type": "text/html"}), StreamState.POLLING, "streams no"),
        (error(429), StreamState.DOWN, "overloaded"),
        (error(500), StreamState.DOWN, "overloaded"),
        (error(503), StreamState.DOWN, "overloaded"),
        ([b"garbage\r\n\r\n"], StreamState.DOWN, "cannot be reached"),
        ([b""], StreamState.DOWN, "cannot be reached"),
    ],
)
def test_a_stream_that_cannot_be_had_is_replaced_by_catching_up(
    raw: RawServer, intake: FakeIntake, script: Script, state: StreamState, words: str
) -> None:
    raw.on(STREAM, script)
    raw.on(NOTIFICATIONS, answer([mention(1)]), answer([]))
    with Ear(raw.url, intake, pauses=2, rarely=300.0) as ear:
        assert words in ear.wait_for(state)
        intake.wait_for("1000")
        pauses = ear.pauses.wait_for_all()
    assert ear.kinds() == [StreamState.CONNECTING, state, StreamState.STOPPED]
    assert pauses == [300.0, 300.0] if state is StreamState.POLLING else 1.0 <= pauses[0] <= 2.0


@pytest.mark.parametrize("script", [error(401), error(403, "outside the authorized scopes")])
def test_a_token_that_does_not_hold_leads_to_no_stream(
    raw: RawServer, intake: FakeIntake, script: Script
) -> None:
    raw.on(WHO, script)
    with Ear(raw.url, intake, pauses=2, rarely=300.0) as ear:
        assert "Sign in again" in ear.wait_for(StreamState.UNAUTHORIZED)
        assert ear.pauses.wait_for_all() == [300.0, 300.0]
    assert raw.asked(STREAM) == []


def test_the_server_says_when_to_come_back(raw: RawServer, intake: FakeIntake) -> None:
    raw.on(WHO, error(429, headers={"Retry-After": "77"}))
    with Ear(raw.url, intake, pauses=1) as ear:
        assert ear.pauses.wait_for_all() == [77.0]
        ear.wait_for(StreamState.DOWN)


def test_a_server_that_is_away_is_said_to_be_once_and_found_again(
    raw: RawServer, intake: FakeIntake, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "tickets.mastodon.listener")
    raw.on(STREAM, error(503), error(503), error(500), error(503), stream(Hold()))
    with Ear(raw.url, intake, pauses=9) as ear:
        ear.wait_for(StreamState.STREAMING)
    lines = [record.getMessage() for record in caplog.records if record.name.endswith("listener")]
    assert len(lines) == 2
    assert "down" in lines[0]
    assert lines[1] == "amt: streaming"


def test_where_nobody_listens_it_is_tried_again_and_again(intake: FakeIntake) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with Ear(f"http://127.0.0.1:{port}", intake, pauses=4) as ear:
        assert "cannot be reached" in ear.wait_for(StreamState.DOWN)
        assert all(pause >= 1.0 for pause in ear.pauses.wait_for_all())
    assert ear.kinds() == [StreamState.CONNECTING, StreamState.DOWN, StreamState.STOPPED]


def test_while_the_stream_stands_it_catches_up_now_and_then(raw: RawServer, intake: FakeIntake) -> None:
    raw.on(STREAM, stream(Hold()))
    with Ear(raw.url, intake, catchup_seconds=0.05, poll_seconds=3_600.0) as ear:
        ear.wait_for(StreamState.STREAMING)
        raw.wait_for(NOTIFICATIONS, 3)
        raw.on(NOTIFICATIONS, answer([mention(1)]), answer([]))
        intake.wait_for("1000")


def test_gotosocial_is_asked_every_few_minutes(raw: RawServer, intake: FakeIntake) -> None:
    raw.on("/api/v2/instance", answer(instance(raw, source_url="https://codeberg.org/x/gotosocial")))
    with Ear(raw.url, intake, poll_seconds=0.05) as ear:
        ear.wait_for(StreamState.POLLING)
        raw.wait_for(NOTIFICATIONS, 3)
        raw.on(NOTIFICATIONS, answer([mention(1)]), answer([]))
        intake.wait_for("1000")
    assert raw.asked(STREAM) == []


# The store


def test_nothing_is_lost_while_the_store_is_away(raw: RawServer, intake: FakeIntake) -> None:
    gate = Hold()
    events = [event("notification", mention(number)) for number in range(1, 6)]
    raw.on(STREAM, stream(gate, *events, Hold()))
    with Ear(raw.url, intake) as ear:
        ear.wait_for(StreamState.STREAMING)
        intake.failures = [StoreError("The store is locked")] * 5
        gate.let_go()
        intake.wait_for(*[f"{number}000" for number in range(1, 6)])
        ear.wait_for(StreamState.STREAMING, "The store is locked.")
    assert ear.states[-2:] == [(StreamState.STREAMING, ""), (StreamState.STOPPED, "")]


def test_a_post_that_upsets_intake_is_left_out_alone(
    raw: RawServer, intake: FakeIntake, caplog: pytest.LogCaptureFixture
) -> None:
    intake.poison = {"2000"}
    raw.on(STREAM, stream(*[event("notification", mention(number)) for number in (1, 2, 3)], Hold()))
    with Ear(raw.url, intake):
        intake.wait_for("1000", "3000")
    assert "2000 is left out (ZeroDivisionError)" in caplog.text
    assert "words of a citizen" not in caplog.text


def test_a_failing_report_does_not_end_the_listening(raw: RawServer, intake: FakeIntake) -> None:
    def fail(_state: StreamState, _detail: str) -> None:
        raise StoreError("The store is locked")

    raw.on(STREAM, stream(event("notification", mention(1)), Hold()))
    clients = [Client("amt", raw.url, "token", 5.0) for _number in range(2)]
    listener = Listener(clients[0], CatchUp(clients[1], intake), intake, report=fail)
    listener.start()
    intake.wait_for("1000")
    assert listener.stop(PATIENCE)


@pytest.fixture
def drain(raw: RawServer, intake: FakeIntake) -> Iterator[Drain]:
    """Not yet running: what waits in it waits."""
    with Client("amt", raw.url, "token", 5.0) as client:
        yield Drain(CatchUp(client, intake), intake, spacing=0.0, stopping=Pauses(1))


def stored(drain: Drain) -> None:
    """Let it take what waits, and end."""
    drain.stop()
    drain.run()


def test_all_that_waits_is_taken_together(drain: Drain, intake: FakeIntake) -> None:
    changes = [Deletion(account="amt", remote_id=str(n), noticed_at=NOON) for n in range(200)]
    for change in changes:
        drain.put(change)
    stored(drain)
    assert intake.batches == [changes]


def test_when_stopped_a_store_that_is_away_does_not_keep_us(drain: Drain, intake: FakeIntake) -> None:
    drain.put(Deletion(account="amt", remote_id="1", noticed_at=NOON))
    intake.failures = [StoreError("The store is locked")]
    stored(drain)
    assert intake.batches == []


def test_an_event_that_cannot_be_read_is_made_up_for_by_catching_up(
    raw: RawServer, drain: Drain, intake: FakeIntake
) -> None:
    with working(drain):
        drain.catch_up_soon()
        raw.wait_for(NOTIFICATIONS, 1)
        raw.on(NOTIFICATIONS, answer([mention(1)]), answer([]))
        drain.catch_up_soon()
        intake.wait_for("1000")


def test_catching_up_that_fails_is_tried_again(raw: RawServer, drain: Drain, intake: FakeIntake) -> None:
    raw.on(NOTIFICATIONS, answer(b"{"), answer([mention(1)]), answer([]))
    with working(drain):
        drain.catch_up_soon()
        intake.wait_for("1000")


@contextmanager
def working(drain: Drain) -> Iterator[None]:
    thread = threading.Thread(target=drain.run)
    thread.start()
    try:
        yield
    finally:
        drain.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()


# The end


def test_a_silent_stream_does_not_hold_up_the_end(raw: RawServer, intake: FakeIntake) -> None:
    raw.on(STREAM, stream(WELCOME, Hold()))
    with Ear(raw.url, intake, read_timeout=3_600.0) as ear:
        ear.wait_for(StreamState.STREAMING)
        assert ear.listener.stop(PATIENCE / 2)
    assert ear.kinds() == [StreamState.CONNECTING, StreamState.STREAMING, StreamState.STOPPED]


def test_it_can_be_stopped_from_anywhere_as_often_as_one_likes(raw: RawServer, intake: FakeIntake) -> None:
    raw.on(STREAM, stream(Hold()))
    with Ear(raw.url, intake) as ear:
        ear.wait_for(StreamState.STREAMING)
        stoppers = [threading.Thread(target=ear.listener.stop) for _number in range(4)]
        for stopper in stoppers:
            stopper.start()
        for stopper in stoppers:
            stopper.join(PATIENCE)
        assert ear.listener.stop(0.0)
    assert ear.kinds().count(StreamState.STOPPED) == 1


def test_it_starts_once(raw: RawServer, intake: FakeIntake) -> None:
    raw.on(STREAM, stream(Hold()))
    with Ear(raw.url, intake) as ear:
        ear.listener.start()
        ear.wait_for(StreamState.STREAMING)
        assert ear.listener.stop(PATIENCE)
        ear.listener.start()
    assert len(raw.asked(STREAM)) == 1


def test_it_may_be_stopped_before_it_was_started(raw: RawServer, intake: FakeIntake) -> None:
    ear = Ear(raw.url, intake)
    assert ear.listener.stop()
    ear.listener.start()
    assert ear.kinds() == [StreamState.STOPPED]
    assert raw.requests == []


def test_every_state_has_its_word() -> None:
    assert len({stream_state_word(state) for state in StreamState}) == len(StreamState)
