"""Who is answered by the desk's server, what is answered, and what browsers are told about it."""

import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.support.web import PASSWORD, PROXY, PUBLIC, SECRET, Offer, Visitor, offered
from tickets import i18n
from tickets.web.policy import HEADERS
from tickets.web.server import STATIC
from tickets.web.throttle import MOST, WINDOW_SECONDS

FORGED = {"X_Remote_User": "kim", "X_Tickets_Proxy": "x" * 40}
WITH_HEADER = PROXY + 'login_header = "X-Remote-User"\n'


@pytest.fixture
async def offer(tmp_path: Path) -> AsyncIterator[Offer]:
    async with offered(tmp_path) as opened:
        yield opened


@pytest.fixture
async def visitor(offer: Offer) -> AsyncIterator[Visitor]:
    async with offer.visitor() as opened:
        yield opened


def is_one_line(text: str) -> bool:
    return text.endswith("\n") and text.count("\n") == 1 and text.strip().isprintable()


# Host and Origin.


async def test_a_foreign_host_is_refused(visitor: Visitor) -> None:
    for host in ("elsewhere.example", "127.0.0.1", "127.0.0.1:1", "localhost.elsewhere.example", ""):
        for path in ("/", "/sign-in", "/ws", "/static/desk.js", "/nothing"):
            status, text, _headers = await visitor.get(path, Host=host)
            assert status == 403, (host, path)
            assert is_one_line(text)


async def test_this_machine_may_be_called_by_each_of_its_names(offer: Offer, visitor: Visitor) -> None:
    for name in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
        assert (await visitor.get("/sign-in", Host=f"{name}:{offer.settings.web.port}"))[0] == 200


FOREIGN: list[Mapping[str, str]] = [
    {"Origin": "https://elsewhere.example"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "null"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "null", "Sec-Fetch-Site": "same-site"},
    {"Origin": ""},
]


@pytest.mark.parametrize("foreign", FOREIGN)
async def test_a_form_from_another_page_is_refused_even_with_the_token(
    visitor: Visitor, foreign: Mapping[str, str]
) -> None:
    form = {"token": await visitor.token(), "login": "kim", "password": PASSWORD}
    status, text, _headers = await visitor.post("/sign-in", form, **foreign)
    assert status == 403
    assert is_one_line(text)


async def test_a_form_of_our_page_may_hide_its_origin_where_the_browser_vouches_for_it(
    visitor: Visitor,
) -> None:
    form = {"token": await visitor.token(), "login": "kim", "password": PASSWORD}
    status, _text, headers = await visitor.post("/sign-in", form, Origin="null", Sec_Fetch_Site="same-origin")
    assert (status, headers["Location"]) == (303, "/")


async def test_a_form_without_an_origin_is_refused(offer: Offer, visitor: Visitor) -> None:
    async with visitor.client.post(f"{offer.url}/sign-in", data={}) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("foreign", [*FOREIGN, {"Origin": "null", "Sec-Fetch-Site": "same-origin"}])
async def test_a_socket_from_another_page_is_refused_even_with_a_session(
    visitor: Visitor, foreign: Mapping[str, str]
) -> None:
    await visitor.sign_in()
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with visitor.socket(**foreign):
            pass
    assert refused.value.status == 403


async def test_without_a_session_there_is_the_form_and_no_socket(visitor: Visitor) -> None:
    status, text, headers = await visitor.get("/")
    assert (status, text, headers["Location"]) == (303, "", "/sign-in")
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with visitor.socket():
            pass
    assert refused.value.status == 403


# Signing in and out.


async def test_who_signs_in_gets_the_desk_and_who_signs_out_does_not(visitor: Visitor) -> None:
    assert await visitor.sign_in() == 303
    status, text, _headers = await visitor.get("/")
    assert status == 200
    assert 'data-session-websocket-url="ws://127.0.0.1' in text
    assert (await visitor.get("/sign-in"))[0] == 303
    token = await visitor.token("/")
    status, _text, headers = await visitor.post("/sign-out", {"token": token})
    assert (status, headers["Location"]) == (303, "/sign-in")
    assert (await visitor.get("/"))[0] == 303


async def test_nobody_is_signed_out_by_another_page(visitor: Visitor) -> None:
    await visitor.sign_in()
    await visitor.post("/sign-out", {"token": await visitor.token("/") + "0"})
    assert (await visitor.get("/"))[0] == 200


async def test_who_has_signed_out_has_no_session_even_with_the_cookie(offer: Offer, visitor: Visitor) -> None:
    await visitor.sign_in()
    (cookie,) = [each for each in visitor.client.cookie_jar if "form" not in each.key]
    await visitor.post("/sign-out", {"token": await visitor.token("/")})
    async with offer.visitor() as thief:
        assert (await thief.get("/", Cookie=f"{cookie.key}={cookie.value}"))[0] == 303


async def test_cookies_are_for_us_alone(visitor: Visitor) -> None:
    form = {"token": await visitor.token(), "login": "kim", "password": PASSWORD}
    _status, _text, headers = await visitor.post("/sign-in", form)
    cookie = headers["Set-Cookie"]
    assert re.fullmatch(r"tickets-\d+=[\w-]{43}; HttpOnly; Path=/; SameSite=Strict", cookie)


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("kim", "falsch"),
        ("kim", ""),
        ("nobody", PASSWORD),
        ("lea", PASSWORD),
        ("bridge", PASSWORD),
        ("", ""),
        ("k\0", "\ud83d"),
    ],
)
async def test_whatever_is_wrong_is_answered_alike(visitor: Visitor, login: str, password: str) -> None:
    form = {
        "token": await visitor.token(),
        "login": login,
        "password": password.encode("utf-8", "replace").decode(),
    }
    status, text, _headers = await visitor.post("/sign-in", form)
    assert status == 403
    assert "Login and password do not fit together." in text
    assert (await visitor.get("/"))[0] == 303


async def test_what_was_typed_is_text_and_no_markup(visitor: Visitor) -> None:
    form = {"token": await visitor.token(), "login": '"><script>alert(1)</script>', "password": "x"}
    _status, text, _headers = await visitor.post("/sign-in", form)
    assert "<script" not in text
    assert "&lt;script&gt;" in text


async def test_an_old_form_says_so(visitor: Visitor) -> None:
    await visitor.token()
    status, text, _headers = await visitor.post(
        "/sign-in", {"token": "0" * 64, "login": "kim", "password": PASSWORD}
    )
    assert status == 403
    assert "too old" in text


async def test_who_tries_too_often_waits_even_with_the_right_password(offer: Offer, visitor: Visitor) -> None:
    for _attempt in range(MOST["both"]):
        assert await visitor.sign_in(password="falsch") == 403
    form = {"token": await visitor.token(), "login": "kim", "password": PASSWORD}
    status, text, headers = await visitor.post("/sign-in", form)
    assert (status, headers["Retry-After"]) == (429, str(int(WINDOW_SECONDS) + 1))
    assert "wait for 15 minutes" in text
    offer.ticker.seconds += WINDOW_SECONDS
    assert await visitor.sign_in() == 303


async def test_another_password_ends_the_sessions_of_the_old_one(offer: Offer, visitor: Visitor) -> None:
    from tickets.web.passwords import Passwords

    await visitor.sign_in()
    Passwords(offer.settings.secrets).set("kim", "ein ganz anderes Wort")
    assert (await visitor.get("/"))[0] == 303


async def test_the_log_tells_who_signed_in_and_no_secret(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await visitor.sign_in(login="mein Passwort im falschen Feld", password="geheim")
    await visitor.sign_in(password="falsch")
    await visitor.sign_in()
    said = [record.getMessage() for record in caplog.records if record.name.startswith("tickets")]
    assert said == [
        "a sign-in as somebody unknown from 127.0.0.1 was refused",
        "a sign-in as kim from 127.0.0.1 was refused",
        "kim signed in from 127.0.0.1",
    ]


async def test_a_file_of_passwords_that_others_can_read_lets_nobody_in_and_is_not_named(
    offer: Offer, visitor: Visitor
) -> None:
    token = await visitor.token()
    (offer.settings.secrets / "web-passwords.json").chmod(0o644)
    status, text, _headers = await visitor.post(
        "/sign-in", {"token": token, "login": "kim", "password": PASSWORD}
    )
    assert status == 503
    assert is_one_line(text)
    assert str(offer.settings.folder) not in text


async def test_the_form_speaks_german_and_helps_those_who_fill_it_in(visitor: Visitor) -> None:
    i18n.use("de")
    _status, text, _headers = await visitor.get("/sign-in")
    assert '<html lang="de">' in text
    assert "<script" not in text
    for part in (
        'autocomplete="username"',
        'autocomplete="current-password"',
        'for="login"',
        'for="password"',
    ):
        assert part in text


# What is served.


async def answers(visitor: Visitor) -> AsyncIterator[tuple[int, str, Mapping[str, str]]]:
    for path in (
        "/",
        "/sign-in",
        "/ws",
        "/nothing",
        "/static/",
        "/static/nothing",
        *(f"/static/{name}" for name in STATIC),
    ):
        if not path.endswith(".ttf"):
            yield await visitor.get(path)
    yield await visitor.get("/", Host="elsewhere.example")
    yield await visitor.post("/sign-in", {})
    await visitor.sign_in()
    yield await visitor.get("/")


async def test_every_answer_has_the_headers_that_keep_it_ours(visitor: Visitor) -> None:
    async for _status, _text, headers in answers(visitor):
        told = {**HEADERS, "Cache-Control": headers["Cache-Control"]}
        assert {name: headers.get(name) for name in told} == told
        assert headers["Cache-Control"] in {"no-store", "no-cache"}
        rules = headers["Content-Security-Policy"]
        assert rules.startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in rules
        assert "unsafe" not in rules
    assert HEADERS["Referrer-Policy"] == "no-referrer"


async def test_only_files_that_are_the_same_for_everybody_may_be_kept(visitor: Visitor) -> None:
    await visitor.sign_in()
    assert (await visitor.get("/"))[2]["Cache-Control"] == "no-store"
    assert (await visitor.get("/static/desk.js"))[2]["Cache-Control"] == "no-cache"


async def test_no_file_or_page_names_a_foreign_host(visitor: Visitor) -> None:
    found, seen = set[str](), 0
    async for _status, text, headers in answers(visitor):
        # A comment names who wrote a file; nobody is asked for that.
        said = (
            re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
            if "css" in headers.get("Content-Type", "")
            else text
        )
        found |= set(re.findall(r"(?:\b(?:https?|wss?|ftp):)?//[\w-]+\.[\w.:-]+", said))
        seen += len(text)
    assert seen > 500_000
    # The name by which SVG is known (XML namespaces), and ourselves; nobody is asked for the first.
    assert {each for each in found if "127.0.0.1" not in each} == {"http://www.w3.org"}


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/static/..%2fserver.py",
        "/static//etc/passwd",
        "/download/x",
        "/../../etc/passwd",
    ],
)
async def test_no_path_leads_to_another_file(visitor: Visitor, path: str) -> None:
    head, _blank, text = (await visitor.ask_raw(path)).partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 404 ")
    assert is_one_line(text)


async def test_a_form_is_small(visitor: Visitor) -> None:
    status, text, _headers = await visitor.post("/sign-in", {"login": "x" * 100_000})
    assert status == 413
    assert is_one_line(text)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
async def test_nothing_else_can_be_done(visitor: Visitor, method: str) -> None:
    async with visitor.client.request(method, f"{visitor.url}/", headers=visitor.origin) as answer:
        assert answer.status == 405


# Behind a reverse proxy.


async def page_of(offer: Offer, **headers: str) -> Any:
    async with offer.visitor(Host=PUBLIC.removeprefix("https://"), **headers) as visitor:
        return (await visitor.get("/"))[:2]


async def test_without_a_proxy_a_header_names_nobody(visitor: Visitor) -> None:
    assert (await visitor.get("/", **FORGED))[0] == 303


async def test_a_named_proxy_says_who_it_is(tmp_path: Path) -> None:
    async with offered(tmp_path, WITH_HEADER) as offer:
        status, text = await page_of(offer, X_Tickets_Proxy=SECRET, X_Remote_User="KIM")
        assert status == 200
        assert '<span class="who">kim</span>' in text
        assert "wss://tickets.example.org/ws" in text
        assert "/sign-out" not in text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        FORGED,
        {"X_Remote_User": "kim"},
        {"X_Tickets_Proxy": SECRET},
        {"X_Tickets_Proxy": SECRET, "X_Remote_User": ""},
        {"X_Tickets_Proxy": SECRET, "X_Remote_User": "somebody"},
        {"X_Tickets_Proxy": SECRET[:-1], "X_Remote_User": "kim"},
    ],
)
async def test_what_a_stranger_says_in_the_headers_is_refused(
    tmp_path: Path, headers: Mapping[str, str]
) -> None:
    async with offered(tmp_path, WITH_HEADER) as offer:
        status, text = await page_of(offer, **headers)
        assert status == 403
        assert is_one_line(text)


async def test_a_proxy_at_another_address_is_a_stranger(tmp_path: Path) -> None:
    more = WITH_HEADER.replace('proxy = "127.0.0.1"', 'proxy = "192.0.2.1"')
    async with offered(tmp_path, more) as offer:
        assert (await page_of(offer, X_Tickets_Proxy=SECRET, X_Remote_User="kim"))[0] == 403


async def test_a_header_that_stands_there_twice_names_nobody(tmp_path: Path) -> None:
    async with offered(tmp_path, WITH_HEADER) as offer, aiohttp.ClientSession() as client:
        twice = [("Host", "tickets.example.org"), ("X-Tickets-Proxy", SECRET)]
        twice += [("X-Remote-User", "sam"), ("X-Remote-User", "kim")]
        async with client.get(offer.url, headers=twice) as answer:
            assert answer.status == 403


async def test_by_https_cookies_are_for_https_and_for_this_name_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    told = {"X_Tickets_Proxy": SECRET, "X_Forwarded_For": "198.51.100.1, 203.0.113.9"}
    async with (
        offered(tmp_path, PROXY) as offer,
        offer.visitor(Host="tickets.example.org", **told) as visitor,
    ):
        _status, text, headers = await visitor.get("/sign-in")
        given = headers["Set-Cookie"]
        assert re.match(r"__Host-tickets-form=[\w-]{43}; HttpOnly; .*Secure", given)
        token = re.search(r'name="token" value="(\w+)"', text)
        assert token
        form = {"token": token[1], "login": "kim", "password": PASSWORD}
        status, _text, headers = await visitor.post("/sign-in", form, Cookie=given.partition(";")[0])
        assert status == 303
        assert re.fullmatch(
            r"__Host-tickets=[\w-]{43}; HttpOnly; Path=/; SameSite=Strict; Secure", headers["Set-Cookie"]
        )
    assert "kim signed in from 203.0.113.9" in caplog.messages
