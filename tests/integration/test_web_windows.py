"""A window's socket and the process behind it: what gets through, what does not, and that both end."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import aiohttp
import pytest

from tests.support.web import DEAF, PROXY, SECRET, Offer, Visitor, come_true, offered
from tickets.web import desks, process
from tickets.web.driver import LINGER_SECONDS
from tickets.web.process import END_SECONDS
from tui.screens.dialogs import KEEP_SECONDS


@pytest.fixture(autouse=True)
def _look_often() -> Any:
    with patch.object(desks, "LOOK_SECONDS", 0.02):
        yield


@pytest.fixture
async def offer(tmp_path: Path) -> AsyncIterator[Offer]:
    async with offered(tmp_path) as opened:
        yield opened


@pytest.fixture
async def visitor(offer: Offer) -> AsyncIterator[Visitor]:
    async with offer.visitor() as opened:
        assert await opened.sign_in() == 303
        yield opened


async def begun(socket: aiohttp.ClientWebSocketResponse) -> Mapping[str, Any]:
    """What the desk found in its environment."""
    found = json.loads(await socket.receive_bytes(timeout=30))
    assert isinstance(found, dict)
    return found


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def ended(socket: aiohttp.ClientWebSocketResponse) -> int | None:
    """The code with which the server closes."""
    async with asyncio.timeout(30):
        async for _message in socket:
            pass
    return socket.close_code


async def test_the_desk_acts_for_whoever_signed_in_whatever_the_browser_says(visitor: Visitor) -> None:
    query = "?width=120&height=40&TICKETS_USER=lea&login=lea&env[LD_PRELOAD]=x"
    async with visitor.socket(query, **{"X-Remote-User": "lea", "TICKETS-USER": "lea"}) as socket:
        found = await begun(socket)
    assert (found["TICKETS_USER"], found["COLUMNS"], found["ROWS"]) == ("kim", "120", "40")
    assert "lea" not in {*found.values()} | {*found}
    assert {name for name in found if name.startswith(("HTTP", "LD_"))} == set()


async def test_keys_and_sizes_reach_the_desk_and_its_files_and_addresses_reach_nobody(
    visitor: Visitor,
) -> None:
    async with visitor.socket() as socket:
        await begun(socket)
        await socket.send_json(["stdin", "ü\x1b[A"])
        assert await socket.receive_bytes(timeout=30) == b"D" + "ü\x1b[A".encode()
        await socket.send_json(["resize", {"width": 10**6, "height": 30}])
        said = await socket.receive_bytes(timeout=30)
        assert json.loads(said[1:]) == {"type": "resize", "width": 1000, "height": 30}
        await socket.send_json(["ping", "7"])
        assert await socket.receive_json(timeout=30) == ["pong", "7"]
    assert (await visitor.get("/download/k"))[0] == 404


async def test_a_paste_of_a_megabyte_gets_through(visitor: Visitor) -> None:
    paste = "ä" * 500_000
    async with visitor.socket() as socket:
        await begun(socket)
        await socket.send_str(json.dumps(["stdin", paste], ensure_ascii=False))  # as browsers write it
        assert await socket.receive_bytes(timeout=30) == b"D" + paste.encode()


async def test_a_message_of_a_hundred_megabytes_is_cut_off(visitor: Visitor) -> None:
    async with visitor.socket() as socket:
        pid = (await begun(socket))["pid"]
        with suppress(ConnectionError, aiohttp.ClientError):
            await socket.send_str("x" * 100 * 2**20)
        heard = [message async for message in socket]
        assert heard == []
        assert socket.close_code in {
            aiohttp.WSCloseCode.MESSAGE_TOO_BIG,
            aiohttp.WSCloseCode.ABNORMAL_CLOSURE,
        }
    await come_true(lambda: not is_there(pid))


@pytest.mark.parametrize("said", ['["quit"]', "{", '["stdin"]'])
async def test_nonsense_ends_the_window(visitor: Visitor, said: str) -> None:
    async with visitor.socket() as socket:
        await begun(socket)
        await socket.send_str(said)
        assert await ended(socket) == aiohttp.WSCloseCode.POLICY_VIOLATION


async def test_bytes_are_nonsense_too(visitor: Visitor) -> None:
    async with visitor.socket() as socket:
        await begun(socket)
        await socket.send_bytes(b"D\0\0\0\1x")
        assert await ended(socket) == aiohttp.WSCloseCode.POLICY_VIOLATION


async def test_a_browser_that_goes_away_leaves_no_process(visitor: Visitor) -> None:
    async with visitor.socket() as socket:
        pid = (await begun(socket))["pid"]
        assert is_there(pid)
        transport = socket._conn.transport if socket._conn else None
        assert transport is not None
        transport.abort()
    await come_true(lambda: not is_there(pid))


async def test_signing_out_ends_the_desks_of_this_session_and_no_others(
    offer: Offer, visitor: Visitor
) -> None:
    async with offer.visitor() as elsewhere:
        await elsewhere.sign_in()
        async with visitor.socket() as socket, elsewhere.socket() as other:
            await begun(socket)
            await begun(other)
            await visitor.post("/sign-out", {"token": await visitor.token("/")})
            assert await ended(socket) == aiohttp.WSCloseCode.GOING_AWAY
            await other.send_json(["stdin", "x"])
            assert await other.receive_bytes(timeout=30) == b"Dx"


async def test_a_session_that_is_over_ends_its_desk(offer: Offer, visitor: Visitor) -> None:
    async with visitor.socket() as socket:
        pid = (await begun(socket))["pid"]
        offer.ticker.seconds += offer.settings.web.idle_minutes * 60
        assert await ended(socket) == aiohttp.WSCloseCode.GOING_AWAY
    await come_true(lambda: not is_there(pid))


async def test_typing_keeps_a_session_and_the_pings_of_the_page_do_not(
    offer: Offer, visitor: Visitor
) -> None:
    half = offer.settings.web.idle_minutes * 30
    async with visitor.socket() as socket:
        await begun(socket)
        for _time in range(3):
            offer.ticker.seconds += half
            await socket.send_json(["stdin", "x"])
            assert await socket.receive_bytes(timeout=30) == b"Dx"
        offer.ticker.seconds += half
        await socket.send_json(["ping", "1"])
        assert await socket.receive_json(timeout=30) == ["pong", "1"]
        offer.ticker.seconds += half
        assert await ended(socket) == aiohttp.WSCloseCode.GOING_AWAY


async def test_a_person_has_only_so_many_desks_and_the_newest_stay(tmp_path: Path) -> None:
    async with (
        offered(tmp_path, "sessions_per_person = 1\nsessions = 2\n") as offer,
        offer.visitor() as visitor,
    ):
        await visitor.sign_in()
        async with visitor.socket() as first:
            await begun(first)
            async with visitor.socket() as second:
                await begun(second)
                # Who lags behind may see no more than the end of the line.
                assert await ended(first) in {1001, 1006}
                await second.send_json(["stdin", "x"])
                assert await second.receive_bytes(timeout=30) == b"Dx"


async def test_there_are_only_so_many_desks(tmp_path: Path) -> None:
    async with (
        offered(tmp_path, "sessions = 2\nsessions_per_person = 2\n") as offer,
        offer.visitor() as kim,
        offer.visitor() as sam,
    ):
        await kim.sign_in()
        await sam.sign_in("sam")
        async with kim.socket() as first, kim.socket() as second:
            await begun(first)
            await begun(second)
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                async with sam.socket():
                    pass
            assert refused.value.status == 503


async def test_behind_a_proxy_the_desk_acts_for_whom_it_names(tmp_path: Path) -> None:
    more = PROXY + 'login_header = "X-Remote-User"\n'
    told = {"Host": "tickets.example.org", "X_Tickets_Proxy": SECRET, "X_Remote_User": "sam"}
    async with offered(tmp_path, more) as offer, offer.visitor(**told) as visitor, visitor.socket() as socket:
        assert (await begun(socket))["TICKETS_USER"] == "sam"


async def test_no_desk_outlives_the_server(tmp_path: Path) -> None:
    async with offered(tmp_path) as offer, offer.visitor() as visitor:
        await visitor.sign_in()
        socket = await visitor.socket()
        pid = (await begun(socket))["pid"]
        await offer.server.on_shutdown(None)  # type: ignore[arg-type]
        assert await ended(socket) == aiohttp.WSCloseCode.GOING_AWAY
    assert not is_there(pid)


async def test_a_desk_that_does_not_want_to_end_is_ended(tmp_path: Path) -> None:
    started: list[int] = []
    real = process.DeskProcess._open_app_process

    async def noted(self: process.DeskProcess, width: int = 80, height: int = 24) -> Any:
        opened = await real(self, width, height)
        started.append(opened.pid)
        return opened

    with (
        patch.object(process, "END_SECONDS", 0.1),
        patch.object(process, "_KILL_SECONDS", 0.1),
        patch.object(process.DeskProcess, "_open_app_process", noted),
    ):
        async with (
            offered(tmp_path, command=(sys.executable, "-c", DEAF)) as offer,
            offer.visitor() as visitor,
        ):
            await visitor.sign_in()
            async with visitor.socket():
                await come_true(lambda: started)
    assert not is_there(started[0])


async def test_a_desk_that_fails_says_nothing_but_its_exit_code(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    failing = "import sys; print('Anna: mein Anliegen'); sys.exit('Anna: mein Anliegen')"
    async with (
        offered(tmp_path, command=(sys.executable, "-c", failing)) as offer,
        offer.visitor() as visitor,
    ):
        await visitor.sign_in()
        async with visitor.socket() as socket:
            assert await ended(socket) == aiohttp.WSCloseCode.GOING_AWAY
    assert "a desk ended with exit code 1; to see why, run: tickets tui" in caplog.messages
    assert "Anna" not in caplog.text + "".join(capfd.readouterr())


def test_a_desk_whose_browser_has_gone_lingers_until_what_was_typed_is_kept() -> None:
    assert KEEP_SECONDS < LINGER_SECONDS < END_SECONDS
