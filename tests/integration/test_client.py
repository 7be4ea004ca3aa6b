"""The door to a server: what it says is typed, and whatever goes wrong is one of our errors."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.entities import DOMAIN, account, instance, named, notification, status
from tests.support.mastodon import DOMAIN as TOWN
from tests.support.mastodon import Person, Town
from tests.support.raw_server import Hold, RawServer, Reset, Script, answer, error, raw_server, stream
from tickets import __version__
from tickets.desk.arrivals import Change, Mention, Via
from tickets.errors import Gone, Refused, ServerError, Temporary, Unauthorized, Unknown
from tickets.mastodon.answer import retry_after
from tickets.mastodon.client import Client
from tickets.mastodon.mention import OwnPost
from tickets.mastodon.server import Handling, Instance
from tickets.rules.audience import Visibility

TOKEN = "s3cr3t-token"
POSTS = "/api/v1/statuses"
NOTIFICATIONS = "/api/v1/notifications"
WHO = "/api/v1/accounts/verify_credentials"


@pytest.fixture
def client(amt: Person) -> Iterator[Client]:
    with amt.client() as opened:
        yield opened


@pytest.fixture
def at_raw(raw: RawServer) -> Iterator[Client]:
    with Client("amt", raw.url, TOKEN, 5.0) as opened:
        yield opened


def send(client: Client, key: str = "key-1", text: str = "Guten Tag") -> OwnPost:
    return client.post(
        text,
        in_reply_to_id="5001",
        visibility=Visibility.DIRECT,
        spoiler_text="Antwort",
        sensitive=True,
        language="de",
        idempotency_key=key,
    )


# Against a server with citizens


def test_we_know_who_we_are(client: Client, amt: Person, anna: Person) -> None:
    anna.follow(amt)
    me = client.verify()
    assert (me.remote_id, me.handle, me.display_name) == (amt.remote_id, f"{amt.name}@{TOWN}", amt.name)
    assert me.followers == 1


def test_a_wrong_token_is_not_accepted(place: Town) -> None:
    with Client("amt", place.url, "wrong") as client, pytest.raises(Unauthorized) as told:
        client.verify()
    assert "tickets login amt" in str(told.value)
    assert "wrong" not in str(told.value)


def test_the_server_says_what_it_can(client: Client) -> None:
    found = client.instance()
    assert (found.domain, found.character_limit, found.url_length) == (TOWN, 500, 23)
    assert found.streaming_url is not None
    assert found.idempotent


def test_the_policy_says_what_is_held_back(client: Client, amt: Person) -> None:
    amt.set_policy(for_private_mentions="filter", for_limited_accounts="drop")
    policy = client.policy()
    assert policy is not None
    assert policy.private_mentions is Handling.FILTER
    assert policy.limited_accounts is Handling.DROP
    assert policy.drops


def test_a_page_brings_mentions_newest_first_and_boosts_never(
    client: Client, amt: Person, anna: Person
) -> None:
    ours = amt.write("Unser Hinweis")
    anna.boost(ours)
    anna.favourite(ours)
    first = anna.write(f"@{amt.name} Erste Frage")
    second = anna.write(f"@{amt.name} Zweite Frage", visibility="direct")
    page = client.page()
    assert [change.remote_id for change in page.items] == [second, first]
    assert [change.visibility for change in page.items if isinstance(change, Mention)] == ["direct", "public"]
    assert {change.via for change in page.items if isinstance(change, Mention)} == {Via.CATCHUP}
    assert page.broken == 0


def test_pages_go_on_from_an_id_in_both_directions(client: Client, amt: Person, anna: Person) -> None:
    written = [anna.write(f"@{amt.name} Frage {number}") for number in range(5)]
    newest = client.page(limit=2)
    assert [change.remote_id for change in newest.items] == [written[4], written[3]]
    older = client.page(before=newest.oldest_id, limit=2)
    assert [change.remote_id for change in older.items] == [written[2], written[1]]
    next_ones = client.page(after=older.oldest_id, limit=2)
    assert [change.remote_id for change in next_ones.items] == [written[3], written[2]]
    assert client.page(after=newest.newest_id).newest_id is None


def test_filtered_mentions_are_among_them_and_among_the_requests(
    client: Client, amt: Person, anna: Person
) -> None:
    amt.set_policy(for_private_mentions="filter")
    hidden = anna.write(f"@{amt.name} Vertraulich", visibility="direct")
    assert client.page(include_filtered=False).items == ()
    assert [change.remote_id for change in client.page().items] == [hidden]
    (request,) = client.requests()
    assert (request.account_remote_id, request.last_post_id) == (anna.remote_id, hidden)
    (found,) = client.page(account_remote_id=anna.remote_id).items
    assert isinstance(found, Mention)
    assert found.via is Via.REQUEST


def test_a_post_is_fetched_as_it_is_now(client: Client, amt: Person, anna: Person) -> None:
    remote_id = anna.write(f"@{amt.name} Wann offen?")
    anna.edit(remote_id, f"@{amt.name} Wann geschlossen?")
    found = client.status(remote_id)
    assert found.text.endswith("Wann geschlossen?")
    assert found.edited_at is not None
    anna.delete(remote_id)
    with pytest.raises(Gone):
        client.status(remote_id)


def test_our_own_post_is_no_citizens_post(client: Client, amt: Person) -> None:
    with pytest.raises(Refused):
        client.status(amt.write("Von uns"))


def test_a_thread_is_read_from_the_top(client: Client, amt: Person, anna: Person) -> None:
    question = anna.write(f"@{amt.name} Frage")
    reply = amt.write(f"@{anna.name} Antwort", answering=question)
    thanks = anna.write("Danke", answering=reply)
    context = client.context(reply)
    assert [post.remote_id for post in context.ancestors] == [question]
    assert [post.remote_id for post in context.descendants] == [thanks]
    assert isinstance(client.context(question).descendants[0], OwnPost)


def test_a_post_goes_out_once_for_one_key(client: Client, amt: Person, anna: Person) -> None:
    question = anna.write(f"@{amt.name} Frage", visibility="direct")
    posts = [
        client.post(
            f"@{anna.name} Antwort",
            in_reply_to_id=question,
            visibility=Visibility.DIRECT,
            language="de",
            idempotency_key="the-same",
        )
        for _try in range(2)
    ]
    assert posts[0] == posts[1]
    assert posts[0].in_reply_to_id == question
    assert posts[0].visibility is Visibility.DIRECT
    assert len(client.context(question).descendants) == 1


def test_what_is_too_long_is_refused_in_the_servers_words(client: Client) -> None:
    with pytest.raises(Refused, match="too long"):
        send(client, text="x" * 501)


def test_the_servers_clock_is_known(client: Client) -> None:
    found = client.server_time()
    assert found is not None
    assert found.tzinfo is UTC


# What is sent


def test_all_that_a_reply_needs_is_sent(raw: RawServer, at_raw: Client) -> None:
    raw.on(POSTS, answer(status("6001", by="amt", in_reply_to_id="5001", visibility="direct")))
    assert send(at_raw).remote_id == "6001"
    (request,) = raw.asked(POSTS)
    assert request.method == "POST"
    assert request.headers["idempotency-key"] == "key-1"
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert request.headers["user-agent"] == f"mastodon-tickets/{__version__}"
    assert request.form == {
        "status": ["Guten Tag"],
        "in_reply_to_id": ["5001"],
        "visibility": ["direct"],
        "spoiler_text": ["Antwort"],
        "sensitive": ["1"],
        "language": ["de"],
    }


def test_filtered_notifications_are_asked_for_by_type(raw: RawServer, at_raw: Client) -> None:
    raw.on(NOTIFICATIONS, answer([]))
    assert at_raw.page(after="9").newest_id is None
    (request,) = raw.asked(NOTIFICATIONS)
    assert request.query == {
        "types[]": ["mention", "quote", "update", "quoted_update"],
        "min_id": ["9"],
        "limit": ["40"],
        "include_filtered": ["true"],
    }


def test_ids_cannot_lead_to_another_address(raw: RawServer, at_raw: Client) -> None:
    raw.on("/api/v1/statuses/..%2F..%2Foauth%3Fx", answer(status("1")))
    assert at_raw.status("../../oauth?x").remote_id == "1"


def test_netrc_does_not_replace_the_token(
    raw: RawServer, at_raw: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    raw.on("/api/v1/streaming/user", stream())
    at_raw.verify()
    at_raw.stream(lambda _change: None)
    sent = {request.headers.get("authorization") for request in raw.requests}
    assert sent == {f"Bearer {TOKEN}"}


def test_a_redirect_is_not_followed_so_the_token_stays_here(raw: RawServer, at_raw: Client) -> None:
    with raw_server() as other:
        raw.on(WHO, answer(b"", status=302, headers={"Location": f"{other.url}{WHO}"}))
        with pytest.raises(Refused, match=other.host):
            at_raw.verify()
        assert other.requests == []


def test_the_token_is_never_sent_in_the_clear() -> None:
    with (
        Client("amt", "http://social.example.org", TOKEN) as client,
        pytest.raises(Refused, match="encryption"),
    ):
        client.verify()


# Servers that are not as Mastodon is today


@pytest.mark.parametrize(
    ("raw_instance", "expected"),
    [
        (
            {"version": "4.5.2+glitch", "configuration": {"statuses": {"max_characters": 1500}}},
            (1500, 23, True),
        ),
        (
            {"version": "0.20.1", "source_url": "https://codeberg.org/superseriousbusiness/gotosocial"},
            (500, 23, False),
        ),
        ({"version": "3.5.3+0.17.0-git-abc"}, (500, 23, False)),
        ({"version": "2.7.2 (compatible; Pleroma 2.6.0)", "max_toot_chars": "5000"}, (5000, 23, True)),
        ({"version": "4.2.1 (compatible; Iceshrimp 1.0)"}, (500, 23, False)),
        ({"version": None, "configuration": "?"}, (500, 23, True)),
    ],
)
def test_servers_differ_in_what_they_can(
    raw: RawServer, at_raw: Client, raw_instance: dict[str, object], expected: tuple[int, int, bool]
) -> None:
    raw.on("/api/v2/instance", answer(raw_instance))
    found = at_raw.instance()
    assert (found.character_limit, found.url_length, found.idempotent) == expected
    assert found.streaming_url is None


def test_gotosocial_streams_by_websocket_only(raw: RawServer, at_raw: Client) -> None:
    raw.on(
        "/api/v2/instance",
        answer(instance(raw, source_url="https://github.com/superseriousbusiness/gotosocial")),
    )
    assert at_raw.instance().streaming_url is None


def test_older_servers_know_only_version_1(raw: RawServer, at_raw: Client) -> None:
    raw.on("/api/v2/instance", error(404))
    raw.on(
        "/api/v1/instance",
        answer(
            {
                "uri": "https://Alt.example.org/",
                "version": "3.3.0",
                "urls": {"streaming_api": "wss://s.example.org"},
            }
        ),
    )
    assert at_raw.instance() == Instance(
        version="3.3.0",
        domain="alt.example.org",
        character_limit=500,
        url_length=23,
        streaming_url="wss://s.example.org",
        idempotent=True,
    )


def test_without_any_description_handles_end_in_the_servers_name(raw: RawServer, at_raw: Client) -> None:
    raw.on("/api/v2/instance", error(404))
    raw.on("/api/v1/instance", error(404))
    assert at_raw.verify().handle == f"amt@{raw.host}"


def test_servers_before_4_3_have_no_policy_and_no_requests(raw: RawServer, at_raw: Client) -> None:
    assert at_raw.policy() is None
    assert at_raw.requests() == []


def test_the_first_policies_knew_only_yes_and_no(raw: RawServer, at_raw: Client) -> None:
    raw.on(
        "/api/v1/notifications/policy",
        answer({"filter_private_mentions": True, "for_new_accounts": "new word"}),
    )
    policy = at_raw.policy()
    assert policy is not None
    assert policy.private_mentions is Handling.FILTER
    assert policy.new_accounts is Handling.FILTER
    assert policy.not_following is Handling.ACCEPT
    assert not policy.drops


def test_requests_are_paged_by_the_link_header(raw: RawServer, at_raw: Client) -> None:
    def waiting(name: str) -> dict[str, object]:
        return {
            "id": name,
            "updated_at": "2026-05-20T08:00:00Z",
            "account": account(name),
            "last_status": status("1"),
        }

    path = "/api/v1/notifications/requests"
    link = f'<https://evil.example.net{path}?max_id=77>; rel="next"'
    raw.on(
        path,
        answer([waiting("a@x.example"), {"id": "?"}], headers={"Link": link}),
        answer([waiting("b@x.example")]),
    )
    found = at_raw.requests()
    assert [request.account_remote_id for request in found] == [
        account("a@x.example")["id"],
        account("b@x.example")["id"],
    ]
    assert [request.query.get("max_id") for request in raw.asked(path)] == [None, ["77"]]


def test_a_page_says_where_to_go_on_even_where_it_has_nothing_for_us(raw: RawServer, at_raw: Client) -> None:
    link = '<https://x.example/n?min_id=01NEW>; rel="prev", <https://x.example/n?max_id=01OLD>; rel="next"'
    raw.on(
        NOTIFICATIONS, answer([notification("01N", kind="follow"), {"id": "01M"}, 5], headers={"Link": link})
    )
    page = at_raw.page()
    assert (page.items, page.newest_id, page.oldest_id) == ((), "01NEW", "01OLD")


def test_broken_notifications_are_counted_and_skipped(raw: RawServer, at_raw: Client) -> None:
    broken = notification("3", status={"id": "x"})
    raw.on(NOTIFICATIONS, answer([notification("4"), broken, notification("2", status=status("5002"))]))
    page = at_raw.page()
    assert [change.remote_id for change in page.items] == ["5001", "5002"]
    assert (page.broken, page.newest_id, page.oldest_id) == (1, "4", "2")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/oauth/token/info", {"scope": ["read", "write:statuses"]}),
        ("/oauth/token/info", {"scope": "read write:statuses"}),
        ("/api/v1/apps/verify_credentials", {"scopes": ["read", "write:statuses"]}),
    ],
)
def test_scopes_are_told_where_the_server_tells_them(
    raw: RawServer, at_raw: Client, path: str, body: object
) -> None:
    assert at_raw.granted_scopes() is None
    raw.on(path, answer(body))
    assert at_raw.granted_scopes() == frozenset({"read", "write:statuses"})


def test_a_thread_is_read_though_some_posts_cannot_be(raw: RawServer, at_raw: Client) -> None:
    thread = {"ancestors": [status("1")], "descendants": [{"id": "?"}, status("3", by="amt"), "x"]}
    raw.on("/api/v1/statuses/2/context", answer(thread))
    context = at_raw.context("2")
    assert [post.remote_id for post in (*context.ancestors, *context.descendants)] == ["1", "3"]


# What goes wrong

READS: list[tuple[Script, type[ServerError]]] = [
    (error(401, "The access token is invalid"), Unauthorized),
    (error(403, "This action is outside the authorized scopes"), Unauthorized),
    (error(422, "This method requires an authenticated user"), Unauthorized),
    (error(403, "This action is not allowed"), Refused),
    (error(400, "bad request"), Refused),
    (error(404), Gone),
    (error(410), Gone),
    (error(501), Gone),
    (error(429, "Too many requests"), Temporary),
    (error(500), Temporary),
    (error(502), Temporary),
    (error(503), Temporary),
    (error(504), Temporary),
    (answer(b"<html>503</html>", status=503), Temporary),
    (answer(b"<html>Welcome</html>"), Temporary),
    (answer(b'{"id": "1", "cont'), Temporary),
    (answer([1, 2]), Temporary),
    (answer({}), Temporary),
    ([b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"], Temporary),
    ([b"garbage\r\n\r\n"], Temporary),
    ([b""], Temporary),
    ([Reset()], Temporary),
]


@pytest.mark.parametrize(("script", "expected"), READS)
def test_whatever_goes_wrong_on_reading_has_its_name(
    raw: RawServer, at_raw: Client, script: Script, expected: type[ServerError]
) -> None:
    raw.on("/api/v1/statuses/1", script)
    with pytest.raises(ServerError) as told:
        at_raw.status("1")
    assert type(told.value) is expected
    assert "“amt”" in str(told.value)
    assert raw.host in str(told.value)


WRITES: list[tuple[Script, type[ServerError]]] = [
    (error(401, "The access token is invalid"), Unauthorized),
    (error(403, "This action is outside the authorized scopes"), Unauthorized),
    (error(404, "The post you are trying to reply to does not exist"), Gone),
    (error(422, "Validation failed: Text can't be blank"), Refused),
    (error(400, "status too long"), Refused),
    (error(429), Temporary),
    (error(503), Temporary),
    (error(500), Unknown),
    (error(501), Unknown),
    (error(502), Unknown),
    (error(504), Unknown),
    (answer(b"<html>OK</html>"), Unknown),
    (answer({}), Unknown),
    (answer(b""), Unknown),
    ([b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"], Unknown),
    ([b""], Unknown),
    ([Reset()], Unknown),
]


@pytest.mark.parametrize(("script", "expected"), WRITES)
def test_a_post_is_unknown_only_where_it_may_be_out(
    raw: RawServer, at_raw: Client, script: Script, expected: type[ServerError]
) -> None:
    raw.on(POSTS, script)
    with pytest.raises(ServerError) as told:
        send(at_raw)
    assert type(told.value) is expected
    assert len(raw.asked(POSTS)) == 1


def test_a_post_without_an_answer_is_unknown(raw: RawServer) -> None:
    raw.on(POSTS, [Hold()])
    with Client("amt", raw.url, TOKEN, 0.2) as client, pytest.raises(Unknown):
        send(client)


def test_a_read_without_an_answer_is_temporary(raw: RawServer) -> None:
    raw.on(WHO, [Hold()])
    with Client("amt", raw.url, TOKEN, 0.2) as client, pytest.raises(Temporary, match="does not answer"):
        client.verify()


@pytest.mark.parametrize("act", [lambda client: client.verify(), send], ids=["reading", "posting"])
def test_where_nobody_listens_nothing_was_sent(act: Callable[[Client], object]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with Client("amt", f"http://127.0.0.1:{port}", TOKEN) as client, pytest.raises(Temporary) as told:
        act(client)
    assert type(told.value) is Temporary
    assert "cannot be reached" in str(told.value)


def test_a_post_is_out_even_where_the_rate_limit_makes_no_sense(raw: RawServer, at_raw: Client) -> None:
    odd = {"X-RateLimit-Reset": "soon", "X-RateLimit-Remaining": "many"}
    raw.on(POSTS, answer(status("6001", by="amt"), headers=odd))
    assert send(at_raw).remote_id == "6001"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "30"}, 30.0),
        ({"Retry-After": "Wed, 20 May 2026 08:02:00 GMT"}, 120.0),
        ({"X-RateLimit-Reset": "2026-05-20T08:05:00.000000Z"}, 300.0),
        ({"X-RateLimit-Reset": "1779264300"}, 300.0),
        ({"X-RateLimit-Reset": "2026-05-20T07:00:00Z"}, 0.0),
        ({"X-RateLimit-Reset": "2036-05-20T07:00:00Z"}, 10_800.0),
        ({"Retry-After": "99999999999999999999"}, 10_800.0),
        ({"Retry-After": "-5"}, None),
        ({"X-RateLimit-Reset": "soon"}, None),
        ({}, None),
    ],
)
def test_the_server_says_when_to_come_back(
    raw: RawServer, at_raw: Client, headers: dict[str, str], seconds: float | None
) -> None:
    dated = {"Date": "Wed, 20 May 2026 08:00:00 GMT", **headers}
    raw.on(WHO, error(429, "Too many requests", dated))
    with pytest.raises(Temporary) as told:
        at_raw.verify()
    assert told.value.retry_after == seconds


def test_without_a_date_nobody_can_tell_when_the_window_ends() -> None:
    assert retry_after({"X-RateLimit-Reset": "2026-05-20T08:05:00Z"}) is None
    assert retry_after({"Retry-After": "7"}) == 7.0


def test_the_servers_clock_is_that_of_its_answer(raw: RawServer, at_raw: Client) -> None:
    raw.on(WHO, answer(account("amt"), headers={"Date": "Wed, 20 May 2026 08:00:00 GMT"}))
    assert at_raw.server_time() == datetime(2026, 5, 20, 8, 0, tzinfo=UTC)
    raw.on(WHO, answer(account("amt")))
    assert at_raw.server_time() is None


def test_errors_never_tell_the_token_nor_a_page(raw: RawServer, at_raw: Client) -> None:
    raw.on(WHO, error(403, f"no {TOKEN} \x1b[31m" + "x" * 500))
    with pytest.raises(Refused) as told:
        at_raw.verify()
    assert TOKEN not in str(told.value)
    assert str(told.value).isprintable()
    assert len(str(told.value)) < 300


# The stream


def test_a_stream_that_ends_cleanly_returns(raw: RawServer, at_raw: Client) -> None:
    raw.on("/api/v1/streaming/user", stream(b":)\n"))
    opened: list[str] = []
    at_raw.stream(lambda _change: None, on_open=lambda: opened.append("open"))
    assert opened == ["open"]


def test_a_page_in_place_of_a_stream_is_no_stream(raw: RawServer, at_raw: Client) -> None:
    raw.on("/api/v1/streaming/user", answer(b"<html>Welcome</html>", headers={"Content-Type": "text/html"}))
    with pytest.raises(Refused, match="streams no events"):
        at_raw.stream(lambda _change: None)


def test_hanging_up_before_the_stream_stands_ends_it_too(raw: RawServer, at_raw: Client) -> None:
    raw.on("/api/v1/streaming/user", stream(Hold()))
    at_raw.hang_up()
    at_raw.hang_up()
    found: list[Change] = []
    at_raw.stream(found.append, timeout=5.0)
    assert found == []


def test_mentions_without_our_name_in_the_text_still_name_us(raw: RawServer, at_raw: Client) -> None:
    raw.on(NOTIFICATIONS, answer([notification(status=status(mentions=[named("amt")], content=""))]))
    (found,) = at_raw.page().items
    assert isinstance(found, Mention)
    assert found.mentions == (f"amt@{DOMAIN}",)
