"""The service as an administrator starts it: every mention becomes one message, whatever dies in between."""

import signal
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.support.entities import account, notification, settle, status
from tests.support.mastodon import Person, Town
from tests.support.outbox import POSTS
from tests.support.places import answering, town_in
from tests.support.raw_server import HEARTBEAT, Hold, answer, event, raw_server, stream
from tests.support.relay import Fate, Relay, relay
from tests.support.service import Installation
from tests.support.waiting import until
from tickets.mastodon.mention import OwnPost

STREAM = "/api/v1/streaming/user"
NOTIFICATIONS = "/api/v1/notifications"
WHO = "/api/v1/accounts/verify_credentials"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A server that we did not start, as far as our program knows."""
    with town_in(tmp_path_factory.mktemp("town")) as running:
        yield running


@pytest.fixture
def way(place: Town) -> Iterator[Relay]:
    with relay(place.url) as running:
        yield running


@pytest.fixture
def amt(place: Town) -> Person:
    return place.person("amt")


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installation]:
    """Our program, not yet set up."""
    with Installation(tmp_path) as program:
        yield program


@pytest.fixture
def office(installed: Installation, amt: Person, way: Relay) -> Installation:
    """Our program, with one account."""
    installed.set_up({"amt": way.url}, {"amt": amt.token})
    return installed


def ours_under(person: Person, asked: str) -> list[OwnPost]:
    """What this person wrote under a post, as the server has it."""
    with person.client() as client:
        return [post for post in client.context(asked).descendants if isinstance(post, OwnPost)]


def states_in(told: dict[str, Any]) -> dict[str, str]:
    """How the workers are, by what `status --json` says."""
    return {worker["name"]: worker["state"] for worker in told["workers"]}


# Once


def test_every_matter_is_one_ticket_and_every_reply_one_post_to_those_who_were_shown(
    office: Installation, place: Town, amt: Person
) -> None:
    anna, bert, carla = (place.person(name) for name in ("anna", "bert", "carla"))
    amt.set_policy(for_private_mentions="filter")
    notice = amt.write("Das Amt ist am Freitag geschlossen.")
    public = anna.write(f"@{amt.name} Wann ist das Amt offen?")
    unlisted = bert.write(f"@{amt.name} Wo finde ich das Formular?", visibility="unlisted")
    parts = [carla.write(f"@{amt.name} Eine längere Frage, Teil 1")]
    parts += [carla.write(f"@{amt.name} Teil 2", answering=parts[0])]
    parts += [carla.write(f"@{amt.name} und Teil 3?", answering=parts[1])]
    direct = anna.write(f"@{amt.name} Das muss nicht jeder wissen: wer hilft?", visibility="direct")
    quote = bert.write(f"@{amt.name} Warum denn das?", quoting=notice)
    matters = [[public], [unlisted], parts, [direct], [quote]]

    first = office.ask("bridge", "--once")
    assert first["accounts"] == [{"account": "amt", "received": 7, "published": 0, "trouble": ""}]
    numbers = {row["id"] for row in office.ask("list")}
    tickets = office.tickets()
    assert numbers == {ticket.row.id for ticket in tickets}
    assert [[message.remote_id for message in ticket.messages] for ticket in tickets] == matters

    queued = {
        remote_id: office.ask("reply", str(number), "--text", "Gern: montags um neun.")
        for number, remote_id in ((tickets[0].row.id, public), (tickets[3].row.id, direct))
    }
    assert queued[public]["audience"]["visibility"] == "public"
    assert queued[direct]["audience"]["visibility"] == "direct"
    for published in (2, 0, 0):
        again = office.ask("bridge", "--once")["accounts"][0]
        assert (again["received"], again["published"]) == (0, published)
    for remote_id, told in queued.items():
        (post,) = ours_under(amt, remote_id)
        assert post.visibility == told["audience"]["visibility"]
        assert post.text.endswith("Gern: montags um neun.")
    assert len(office.received()) == 7
    assert {row["id"] for row in office.ask("list")} == numbers


def test_what_cannot_be_read_does_not_hold_up_what_is_to_be_sent(
    office: Installation, place: Town, amt: Person
) -> None:
    asked = place.person("anna").write(f"@{amt.name} Wann ist das Amt offen?")
    office.ask("bridge", "--once")
    office.ask("reply", "1", "--text", "Montags um neun.")
    with answering(place, NOTIFICATIONS, 500):
        once = office("bridge", "--once", "--json")
    assert once.code == 1
    assert "out of order (HTTP 500)" in once.err.splitlines()[-1]
    assert once.json["accounts"][0]["published"] == 1
    assert len(ours_under(amt, asked)) == 1


# Death


def test_a_bridge_that_is_killed_in_a_burst_of_posts_loses_none_and_doubles_none(
    office: Installation, place: Town, amt: Person
) -> None:
    """Twenty citizens write ten posts each: four matters, and a fifth in six parts."""
    begin = threading.Event()

    def write(citizen: Person) -> list[list[str]]:
        assert begin.wait(60)
        matters = [[citizen.write(f"@{amt.name} Frage {number}")] for number in range(4)]
        parts = [citizen.write(f"@{amt.name} Teil 1")]
        for number in range(2, 7):
            parts.append(citizen.write(f"@{amt.name} Teil {number}", answering=parts[-1]))
        return [*matters, parts]

    def kill_after(count: int) -> None:
        with office.bridge() as bridge:
            bridge.wait_for("amt: streaming")
            begin.set()
            until(lambda: len(office.received()) >= count, what=f"{count} messages")
            bridge.end(signal.SIGKILL)

    with ThreadPoolExecutor(3) as writers:
        writing = [writers.submit(write, place.person("citizen")) for _each in range(20)]
        kill_after(20)
        kill_after(60)
        matters = [matter for done in writing for matter in done.result()]
    with office.bridge() as bridge:
        until(lambda: len(office.received()) >= 200, what="all messages")
        assert bridge.end() == 0
    assert office.ask("bridge", "--once")["accounts"][0]["received"] == 0
    assert len(office.received()) == 200
    told = [tuple(message.remote_id for message in ticket.messages) for ticket in office.tickets()]
    assert Counter(told) == Counter(tuple(matter) for matter in matters)
    assert len(office.ask("list", "--limit", "500")) == 100


def test_a_bridge_that_is_killed_while_it_posts_makes_one_post(
    office: Installation, place: Town, amt: Person, way: Relay
) -> None:
    asked = place.person("anna").write(f"@{amt.name} Wann ist das Amt offen?")
    office.ask("bridge", "--once")
    office.ask("reply", "1", "--text", "Montags um neun.")
    way.lose("POST", POSTS, Fate.KEEP_ANSWER)
    with office.bridge() as bridge:
        until(lambda: ours_under(amt, asked), what="the post")
        bridge.end(signal.SIGKILL)
    (ticket,) = office.tickets()
    assert ticket.replies[0].state == "sending"
    assert office.ask("bridge", "--once")["accounts"][0]["published"] == 0
    office.let_leases_pass()
    assert office.ask("bridge", "--once")["accounts"][0]["published"] == 1
    (ticket,), (post,) = office.tickets(), ours_under(amt, asked)
    assert (ticket.replies[0].state, ticket.replies[0].remote_id) == ("sent", post.remote_id)
    assert len(way.asked("POST", POSTS)) == 1


def test_sigterm_ends_it_in_order_and_status_says_so(office: Installation, place: Town, amt: Person) -> None:
    with office.bridge() as bridge:
        bridge.wait_for("amt: streaming")
        until(lambda: office.is_worker("publisher:amt", "ready"), what="the publisher")
        running = office.ask("status")
        assert running["bridge_running"] is True
        states = states_in(running)
        assert (states["bridge"], states["listener:amt"]) == ("running", "streaming")
        assert bridge.end() == 0
    ended = office.ask("status")
    assert ended["bridge_running"] is False
    assert states_in(ended)["bridge"] == "stopped"
    assert "The bridge is not running" in office("status").out


def test_servers_that_answer_nobody_do_not_hold_up_the_end(installed: Installation) -> None:
    names = [f"amt{number}" for number in range(4)]
    with raw_server() as silent:
        silent.on(WHO, [Hold()])
        installed.set_up(dict.fromkeys(names, silent.url), dict.fromkeys(names, "token"))
        with installed.bridge() as bridge:
            until(lambda: len(silent.asked(WHO)) >= 2 * len(names), what="everybody's first question")
            assert bridge.end() == 0
    assert installed.ask("status")["bridge_running"] is False


# Servers that are away


def test_a_server_that_is_away_is_said_to_be_once_and_what_was_missed_is_found(
    office: Installation, place: Town, amt: Person, way: Relay
) -> None:
    way.go_away()
    anna = place.person("anna")
    before = anna.write(f"@{amt.name} Hört mich jemand?")
    with office.bridge() as bridge:
        until(lambda: way.turned_away >= 8, what="the eighth try")
        told = [line for line in bridge.lines if line.startswith(("WARNING", "ERROR"))]
        # Whoever listens, whoever catches up and whoever publishes: each says it once.
        assert len(told) == len(set(told)) == 3
        assert all("cannot be reached" in line for line in told)
        assert office.is_worker("listener:amt", "down")

        way.come_back()
        until(lambda: len(office.received()) == 1, what="what was missed")
        bridge.wait_for("amt: streaming")
        way.go_away()
        until(lambda: office.is_worker("listener:amt", "down"), what="a line that is down")
        during = anna.write(f"@{amt.name} Und jetzt?")
        way.come_back()
        until(lambda: len(office.received()) == 2, what="what was missed again")
        assert bridge.end() == 0
    assert office.received() == [before, during]


def test_a_server_without_an_event_stream_is_asked_again_and_again(
    tmp_path: Path, installed: Installation
) -> None:
    with town_in(tmp_path / "town", streaming=False) as quiet:
        amt, anna = quiet.person("amt"), quiet.person("anna")
        installed.set_up({"amt": quiet.url}, {"amt": amt.token})
        with installed.bridge() as bridge:
            bridge.wait_for("amt: polling")
            first = anna.write(f"@{amt.name} Frage 1")
            until(lambda: installed.received() == [first], what="the first mention")
            second = anna.write(f"@{amt.name} Frage 2")
            until(lambda: installed.received() == [first, second], what="the second mention")
            assert states_in(installed.ask("status"))["listener:amt"] == "polling"
            assert bridge.end() == 0


# Tokens that do not hold


@pytest.mark.parametrize("token", ["wrong", None], ids=["a wrong token", "no token"])
def test_an_account_that_cannot_sign_in_concerns_nobody_else(
    installed: Installation, place: Town, amt: Person, token: str | None
) -> None:
    tokens = {"amt": amt.token} | ({"presse": token} if token else {})
    installed.set_up({"presse": place.url, "amt": place.url}, tokens)
    anna = place.person("anna")
    anna.write(f"@{amt.name} Eins")
    once = installed("bridge", "--once", "--json")
    assert once.code == 1
    assert "tickets login presse" in once.error
    assert "Traceback" not in once.err
    visits = {visit["account"]: visit for visit in once.json["accounts"]}
    assert (visits["amt"]["received"], visits["amt"]["trouble"]) == (1, "")
    assert visits["presse"]["trouble"]
    with installed.bridge() as bridge:
        bridge.wait_for("amt: streaming")
        bridge.wait_for("ERROR", "presse")
        anna.write(f"@{amt.name} Zwei")
        until(lambda: len(installed.received()) == 2, what="the second mention")
        states = states_in(installed.ask("status"))
        assert (states["listener:amt"], states["listener:presse"]) == ("streaming", "unauthorized")
        worker = installed.worker("listener:presse")
        assert worker is not None
        assert "tickets login presse" in worker.detail
        assert bridge.end() == 0


# A storm of bad input

SECRET = "GEHEIM"
"""Stands in every post: no line of the log may have it."""


def post(remote_id: object, content: object = "<p>Frage?</p>", **more: object) -> bytes:
    """A mention as it is streamed."""
    written = f"{content}{SECRET}" if isinstance(content, str) else content
    return told(id=f"9{remote_id}", status={**status(remote_id), "content": written, **more})


def told(**more: object) -> bytes:
    """A notification, with whatever is odd about it."""
    return event("notification", {**notification(status=status("666", content=SECRET)), **more})


READABLE = {
    "1001": post("1001"),
    "01HZX3ULIDSAREGOODIDS": post("01HZX3ULIDSAREGOODIDS"),
    "1003": post(1003),
    "1004": post("1004", "<p>" + "x" * 100_000),
    "1005": post("1005", "<div>" * 5_000 + "tief"),
    "1006": post("1006", "<b>" * 3_000 + "<p>a</p>" * 3_000),
    "1007": post("1007", "</p></body></html><!-- <![CDATA[ <svg><style><a href='javascript:x'>nein"),
    "1008": post("1008", "\x1b]0;title\x07\x1b[2J\x9b31m\u202e[@click=app.quit]x[/nope] {0} %s \r\n\x00"),
    "1009": post("1009", "\ud800 halb \udfff"),
    "1010": post("1010", None),
    "1011": post("1011", 42),
    "1012": post("1012", mentions="all", media_attachments=[None, 7, {"url": []}], tags=None, language=[1]),
    "1013": post("1013", spoiler_text="\u0000" * 9 + "y" * 50_000, visibility="telepathic", sensitive="yes"),
    "1014": post("1014", created_at="yesterday"),
    "1015": post("1015", created_at=1_700_000_000, edited_at="soon", in_reply_to_id={"id": 1}),
    "1016": post("1016", account=account("ute@example.net", display_name="z" * 100_000, created_at="?")),
    "1017": post("1017", created_at="0001-01-01T00:00:00Z", url="javascript:alert(1)", quote="all"),
    "1018": post("1018", in_reply_to_id="nobody-knows", poll=[], card="x"),
    "1019": told(id="91019", created_at="9999-12-31T23:59:59Z", status=status("1019", content=SECRET)),
}
UNREADABLE = (
    b"event: notification\ndata: {not json\n\n",
    b"event: notification\n\n",
    b"data: {}\n\n",
    b"\xff\xfe\xfd\n\n",
    b": comment\n\nretry: 1\nid: 7\n\n",
    b"event: notification\ndata: " + b"[" * 50_000 + b"\n\n",
    post(None),
    post([]),
    post(""),
    post("two words"),
    post("9" * 200),
    post("2001", account=None),
    post("2002", account={"acct": 5}),
    told(created_at="?", status=status("2003", content=SECRET, created_at="?")),
    told(status=None),
    told(status="gone"),
    told(status=[status("2004")]),
    told(type=None),
    told(type="favourite"),
    event("status.update", status("2005", edited_at="never")),
    event("update", "{"),
    event("delete", ""),
    event("delete", "no such post"),
    event("delete", "01HZX3NOBODYHASIT"),
    event("filters_changed", {}),
    event("\x1b[31m", {"x": SECRET}),
)


def test_a_storm_of_bad_input_costs_nothing_good(installed: Installation) -> None:
    good = list(READABLE.values())
    storm = [piece for number, bad in enumerate(UNREADABLE) for piece in (bad, *good[number : number + 1])]
    with raw_server() as server:
        settle(server)
        server.on(NOTIFICATIONS, answer([]))
        server.on(
            STREAM,
            stream(HEARTBEAT, *storm, b"event: notification\ndata: {"),
            stream(b"event: notification\ndata: " + b"x" * 5_000_000, post("2006")),
            stream(*UNREADABLE, post("1020"), Hold()),
        )
        installed.set_up({"amt": server.url}, {"amt": "token"})
        with installed.bridge() as bridge:
            bridge.wait_for("amt: streaming")
            until(lambda: "1020" in installed.received(), what="the last good post")
            assert installed.is_worker("listener:amt", "streaming")
            assert bridge.end() == 0
            log = "\n".join(bridge.lines)
    assert Counter(installed.received()) == Counter([*READABLE, "1020"])
    assert len(installed.ask("list", "--limit", "500")) == len(READABLE) + 1
    assert SECRET not in log
    assert "Traceback" not in log
    assert all(line.isprintable() for line in log.splitlines())
