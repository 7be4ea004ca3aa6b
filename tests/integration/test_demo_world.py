"""The demo's world over real sockets: what citizens say they posted is what the server has."""

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tickets.config import load
from tickets.demo import process, prologue
from tickets.demo.acts import Post
from tickets.demo.citizens import CITIZENS, OFFICE, RESIDENTS
from tickets.demo.client import Client, Raw
from tickets.demo.ledger import Ledger, Posted
from tickets.demo.process import HOST, ServerProcess
from tickets.demo.script import Script, read_script
from tickets.demo.stage import Stage
from tickets.demo.world import World
from tickets.desk import duty, templating, views
from tickets.desk.house import Desk
from tickets.desk.people import actor
from tickets.desk.rows import Query
from tickets.errors import Gone, ServerError, TicketsError
from tickets.rules.audience import Visibility
from tickets.rules.states import Kind, Queue, State
from tickets.rules.text import plain

pytestmark = pytest.mark.xdist_group("demo")

SECONDS = 60.0
"""How long a thing may take that always happens; no test waits for the time to pass."""

TOKENS = {citizen.username: f"token-of-{citizen.username}" for citizen in RESIDENTS}


@pytest.fixture(scope="module")
def script() -> Script:
    return read_script()


@pytest.fixture(scope="module")
def world(script: Script) -> Iterator[World]:
    """A world whose opening is over."""
    last = [cue.act for cue in script.opening if isinstance(cue.act, Post)][-1]
    with World(pace=100) as world:
        assert world.wait(lambda posted: any(post.text == last.text for post in posted), seconds=SECONDS)
        yield world


@pytest.fixture(scope="module")
def office(world: World) -> Client:
    return Client(HOST, int(world.url.rpartition(":")[2]), world.token)


def notifications(office: Client, **query: str) -> list[Raw]:
    """All of them, oldest first."""
    found: list[Raw] = []
    page = office.entities("/api/v1/notifications", {**query, "min_id": "0", "limit": 40})
    while page:
        found += reversed(page)
        page = office.entities("/api/v1/notifications", {**query, "min_id": page[0]["id"], "limit": 40})
    return found


def find(world: World, wanted: Callable[[Posted], bool]) -> list[Posted]:
    return [post for post in world.posted() if wanted(post)]


def test_the_server_has_every_post_of_the_ledger_as_the_ledger_has_it(world: World, office: Client) -> None:
    posts = world.posted()

    standing = [post for post in posts if not post.deleted]
    assert len(standing) > 40
    for post in standing:
        status = office.entity("GET", f"/api/v1/statuses/{post.remote_id}")
        assert plain(status["content"]) == post.text
        assert status["visibility"] == post.visibility
        assert status["in_reply_to_id"] == post.in_reply_to_id
        assert (OFFICE.username in {named["acct"] for named in status["mentions"]}) is post.mentions_us


def test_the_ledger_has_every_mention_on_the_server(world: World, office: Client) -> None:
    before = world.posted()
    mentions = {
        notification["status"]["id"]
        for notification in notifications(office, **{"types[]": "mention", "include_filtered": "true"})
        if notification["status"] is not None
    }
    after = world.posted()

    assert mentions <= {post.remote_id for post in after if post.mentions_us}
    assert mentions >= {post.remote_id for post in before if post.mentions_us and not post.deleted}


def test_posts_from_before_the_play_wait_longer_than_an_answer_may_take(
    world: World, office: Client, script: Script
) -> None:
    posted = world.posted()
    waiting = posted[: len(script.waiting)]

    oldest = notifications(office, **{"types[]": "mention"})[: len(waiting)]
    assert [post.text for post in waiting] == [waiting.post.text for waiting in script.waiting]
    assert [notification["status"]["id"] for notification in oldest] == [post.remote_id for post in waiting]
    assert [datetime.fromisoformat(notification["created_at"]) for notification in oldest] == [
        post.created_at for post in waiting
    ]
    assert (posted[-1].created_at - waiting[0].created_at).days >= 6


def test_the_server_counts_as_mastodon_does(office: Client) -> None:
    address = f"https://kontakt.landesamt.de/{'a' * 200}"
    beginning = f"@ute_keller@{'l' * 60}.social.de {address} "
    fits = beginning + "x" * (500 - len("@ute_keller  ") - 23)

    assert len(fits) > 700
    posted = office.entity("POST", "/api/v1/statuses", {"status": fits, "visibility": "direct"})
    assert posted["id"]
    with pytest.raises(ServerError, match="422"):
        office.entity("POST", "/api/v1/statuses", {"status": fits + "x", "visibility": "direct"})
    limits = office.entity("GET", "/api/v2/instance")["configuration"]["statuses"]
    assert limits["max_characters"] == 500


def test_one_post_is_edited_and_one_is_deleted(world: World, office: Client) -> None:
    (edited,) = find(world, lambda post: post.edited)
    (deleted,) = find(world, lambda post: post.deleted)

    assert office.entity("GET", f"/api/v1/statuses/{edited.remote_id}")["edited_at"] is not None
    with pytest.raises(Gone):
        office.entity("GET", f"/api/v1/statuses/{deleted.remote_id}")


def test_somebody_writes_a_thread_of_three(world: World) -> None:
    posts = {post.remote_id: post for post in world.posted()}

    third = next(post for post in posts.values() if "3/3" in post.text)
    second = posts[third.in_reply_to_id or ""]
    first = posts[second.in_reply_to_id or ""]
    assert "1/3" in first.text
    assert first.in_reply_to_id is None
    assert first.person == second.person == third.person


def test_four_people_join_a_campaign(world: World) -> None:
    campaign = find(world, lambda post: "#PapierBleibt" in post.text)

    assert len({post.person for post in campaign}) == 4
    assert len({post.text for post in campaign}) == 4


def test_boosts_favourites_and_follows_reach_us_and_are_in_no_ledger(world: World, office: Client) -> None:
    noise = notifications(office, **{"exclude_types[]": "mention"})

    assert {notification["type"] for notification in noise} >= {"reblog", "favourite", "follow"}
    ours = {notification["status"]["id"] for notification in noise if notification["status"]}
    assert ours
    assert not ours & {post.remote_id for post in world.posted()}


def test_a_direct_message_waits_as_a_request(world: World, office: Client) -> None:
    (direct,) = find(world, lambda post: post.visibility is Visibility.DIRECT)

    streamed = {
        notification["status"]["id"] for notification in notifications(office) if notification["status"]
    }
    (request,) = office.entities("/api/v1/notifications/requests", {"limit": 40})
    assert direct.remote_id not in streamed
    assert request["last_status"]["id"] == direct.remote_id


def test_somebody_answers_an_announcement_without_our_handle(world: World, office: Client) -> None:
    (bare,) = find(
        world, lambda post: not post.mentions_us and post.in_reply_to_id is not None and "cooked" in post.text
    )

    above = office.entity("GET", f"/api/v1/statuses/{bare.in_reply_to_id}")
    below = office.entity("GET", f"/api/v1/statuses/{bare.in_reply_to_id}/context")["descendants"]
    assert above["account"]["acct"] == OFFICE.username
    assert bare.remote_id in {status["id"] for status in below}


def test_somebody_quotes_an_announcement(world: World, office: Client) -> None:
    (quoting,) = find(world, lambda post: post.text.startswith("Die Warnung von @lds"))

    quote = office.entity("GET", f"/api/v1/statuses/{quoting.remote_id}")["quote"]
    assert quote["quoted_status"]["account"]["acct"] == OFFICE.username


def test_citizens_live_on_servers_of_their_own_and_are_older_than_the_play(
    world: World, office: Client
) -> None:
    citizens = {
        notification["account"]["acct"]: notification["account"] for notification in notifications(office)
    }

    assert "anna_b@stadtleben.example" in citizens
    assert citizens["statusbot"]["bot"] is True
    assert citizens["petra_v@uni-hausen.example"]["created_at"].startswith("2017-09-30")


def test_whoever_is_answered_answers_as_visibly_as_we_did(world: World, office: Client) -> None:
    asked = find(world, lambda post: post.kind_expected is Kind.QUESTION and post.mentions_us)[-1]
    reply = office.entity(
        "POST",
        "/api/v1/statuses",
        {
            "status": f"@{asked.person} Das klären wir bis morgen.",
            "in_reply_to_id": asked.remote_id,
            "visibility": "unlisted",
        },
    )

    def answers(posted: tuple[Posted, ...]) -> list[Posted]:
        return [post for post in posted if post.in_reply_to_id == reply["id"]]

    assert world.wait(lambda posted: len(answers(posted)) == 1, seconds=SECONDS)
    (answer,) = answers(world.posted())
    assert answer.person == asked.person
    assert answer.visibility is Visibility.UNLISTED


def test_our_answers_are_seen_and_our_announcements_are_none(world: World, office: Client) -> None:
    before = {own.remote_id for own in world.replies_seen()}
    asked = find(world, lambda post: post.kind_expected is Kind.SPAM)[0]
    reply = office.entity(
        "POST",
        "/api/v1/statuses",
        {"status": f"@{asked.person} Nein danke.", "in_reply_to_id": asked.remote_id},
    )
    office.entity("POST", "/api/v1/statuses", {"status": "Schönes Wochenende!"})

    (seen,) = [own for own in world.replies_seen() if own.remote_id not in before]
    assert seen.remote_id == reply["id"]
    assert seen.in_reply_to_id == asked.remote_id
    assert seen.recipients == (asked.person,)


def test_settings_can_be_used_as_they_are(world: World, tmp_path: Path, script: Script) -> None:
    settings = load(world.settings(tmp_path / "demo"), environ={})

    account = settings.account("amt")
    departments = {department.key for department in settings.departments}
    assert account.server == world.url
    assert settings.token("amt") == world.token
    assert settings.replies.secure_channel.startswith("https://")
    assert settings.replies.delay_seconds == 0
    slower = load(world.settings(tmp_path / "slower", delay_seconds=10), environ={})
    assert slower.replies.delay_seconds == 10
    assert (tmp_path / "demo/secrets/amt.token").stat().st_mode & 0o777 == 0o600
    assert {user.role for user in settings.users} == {"manager", "specialist", "lead", "administrator"}
    assert {post.department for post in script.chatter} - {None} == departments


def test_citizens_go_on_talking_when_the_opening_is_over(world: World, script: Script) -> None:
    chatter = {post.text for post in script.chatter}

    assert world.wait(lambda posted: len(chatter & {post.text for post in posted}) >= 3, seconds=SECONDS)


def test_a_world_that_stops_leaves_no_thread_and_no_server_and_says_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    threads = threading.enumerate()
    with World(pace=100) as world:
        assert world.wait(lambda posted: len(posted) >= 12, seconds=SECONDS)
        world.hush()
        silent = world.posted()
        assert threading.enumerate() == threads
    port = int(world.url.rpartition(":")[2])

    assert world.posted() == silent
    assert threading.enumerate() == threads
    with pytest.raises(ConnectionRefusedError):
        HTTPConnection(HOST, port, timeout=SECONDS).connect()
    assert capfd.readouterr() == ("", "")
    world.stop()


def test_citizens_who_fall_silent_by_mistake_are_noticed() -> None:
    with World(pace=100) as world:
        world._server.stop()

        with pytest.raises(TicketsError, match="silent"):
            world.wait(lambda posted: False, seconds=SECONDS)


def test_a_server_that_stops_leaves_no_process_and_no_folder() -> None:
    server = ServerProcess(TOKENS)
    server.launch()
    folder, pid = server.folder, server.pid
    assert folder is not None
    assert pid is not None
    assert server.start() > 0
    assert (folder / "server.db").exists()

    server.stop()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not folder.exists()
    server.stop()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="this system cannot wait for others' processes")
def test_the_server_ends_and_cleans_up_when_whoever_started_it_is_killed() -> None:
    program = (
        "import os, signal\n"
        "from tickets.demo.process import ServerProcess\n"
        "server = ServerProcess({'lds': 'token'})\n"
        "server.start()\n"
        "print(server.pid, server.folder, flush=True)\n"
        "input()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as starter:
        assert starter.stdout is not None
        assert starter.stdin is not None
        pid, folder = starter.stdout.readline().split()
        server = os.pidfd_open(int(pid))
        assert Path(folder, "server.db").exists()
        starter.stdin.write("\n")
        starter.stdin.flush()
        assert starter.wait(SECONDS) == -signal.SIGKILL
    try:
        ended, _, _ = select.select([server], [], [], SECONDS)
    finally:
        os.close(server)

    assert ended
    assert not Path(folder).exists()


def test_edits_and_deletions_by_people_we_follow_come_on_our_stream() -> None:
    followed = next(citizen for citizen in CITIZENS if citizen.followed)
    server = ServerProcess(TOKENS)
    port = server.start()
    clients = {username: Client(HOST, port, token) for username, token in TOKENS.items()}
    connection = HTTPConnection(HOST, port, timeout=SECONDS)
    try:
        stage = Stage(clients, Ledger())
        connection.request(
            "GET", "/api/v1/streaming/user", headers={"Authorization": f"Bearer {TOKENS[OFFICE.username]}"}
        )
        stream = connection.getresponse()
        assert stream.readline() == b":connected\n"
        remote_id = stage.write(
            Post(person=followed.username, text=f"@{OFFICE.username} Hallo", kind=Kind.OTHER)
        )
        stage.edit(followed.username, remote_id, f"@{OFFICE.username} Guten Tag")
        stage.delete(followed.username, remote_id)
        events = []
        while "delete" not in events:
            line = stream.readline().decode()
            if line.startswith("event: "):
                events.append(line.removeprefix("event: ").strip())
        assert stream.readline().decode().strip() == f"data: {remote_id}"
        stream.close()
    finally:
        connection.close()
        server.stop()

    assert events == ["update", "notification", "status_update", "delete"]


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mastodon_mock", None)

    with pytest.raises(TicketsError, match=r"mastodon-tickets\[demo\]"), World():
        pass


def test_a_server_that_cannot_start_says_why_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_MODULE", "tickets.demo.nowhere")
    server = ServerProcess(TOKENS)
    server.launch()
    folder = server.folder
    assert folder is not None

    with pytest.raises(TicketsError, match=r"tickets\.demo\.nowhere"):
        server.start()

    assert not folder.exists()
    assert server.pid is None


def test_before_the_curtain_rises_the_office_has_worked(world: World, tmp_path: Path) -> None:
    settings = load(world.settings(tmp_path / "demo"), environ={})
    # A Wednesday, for the brief of a week is made when its service begins.
    wednesday = datetime.now(UTC).replace(hour=11) + timedelta(days=(2 - datetime.now(UTC).weekday()) % 7)
    prologue.play(settings, wednesday)
    with Desk.open(settings, actor(settings, prologue.DUTY), now=lambda: wednesday) as desk:
        duty_now = desk.see(duty.current)
        states = {
            row.person.partition("@")[0]: row.state
            for row in sorted(
                desk.see(views.page, Query(limit=200)).rows, key=lambda row: row.received_at, reverse=True
            )
            if row.queue in (Queue.INBOX, Queue.DEPARTMENTS)
        }
        late = desk.see(views.service).breached
        ready = {view.name for view in templating.listed(settings) if view.own and not view.problem}
    assert (duty_now.login, duty_now.next_login) == ("kim", "lea")
    assert duty_now.waiting is not None
    assert duty_now.waiting.outgoing == "lea"
    assert len(duty_now.waiting.lines) >= 4
    assert states["priya_k"] is State.PROPOSED
    assert {states["nadine_m"], states["jonas_it"]} == {State.FORWARDED}
    assert late
    assert ready == {"sprechzeiten"}
