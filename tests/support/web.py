"""The desk's server on a port of this machine, in this process, with desks that are quick to open."""

import asyncio
import json
import re
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from argon2 import PasswordHasher

from tests.support.settings import secret
from tests.support.store import make_settings
from tickets.config import Settings
from tickets.web.entrance import SECRET_FILE, SECRET_HEADER, entrance
from tickets.web.passwords import Passwords
from tickets.web.server import DeskServer

PASSWORD = "vier Wörter und ein Baum"
SECRET = "s" * 40
PUBLIC = "https://tickets.example.org"
PROXY = f'proxy = "127.0.0.1"\npublic_url = "{PUBLIC}"\n'
"""Settings of a proxy on this machine."""

ECHO = """
import json, os, signal, sys
def say(kind, data):
    sys.stdout.buffer.write(kind + len(data).to_bytes(4, "big") + data)
    sys.stdout.buffer.flush()
sys.stdout.buffer.write(b"__GANGLION__\\n")
say(b"D", json.dumps({"pid": os.getpid(), **os.environ}).encode())
say(b"M", json.dumps({"type": "deliver_file_start", "key": "k", "path": "/etc/passwd"}).encode())
say(b"M", json.dumps({"type": "open_url", "url": "https://elsewhere.example", "new_tab": True}).encode())
while head := sys.stdin.buffer.read(5):
    data = sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))
    if head[:1] == b"M" and json.loads(data)["type"] == "quit":
        break
    say(b"D", head[:1] + data)
say(b"M", b'{"type": "exit"}')
"""
"""A program that speaks as a desk does: it tells its environment, then repeats what it hears."""
DEAF = (
    'import signal, sys, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint("__GANGLION__", flush=True)\n'
    + ("import threading; threading.Event().wait()")
)
"""One that hears nothing, and does not want to end."""


@cache
def quick_hash() -> str:
    """A hash of PASSWORD that costs no time to check."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


class Ticker:
    """A clock that only goes forward, and only when it is moved."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def web_settings(folder: Path, more: str = "", port: int | None = None) -> Settings:
    """Those of an authority whose people work in a browser; `more` stands under [web]."""
    return make_settings(folder, more=f"[web]\nport = {port or free_port()}\n{more}")


class Visitor:
    """Somebody's browser, which keeps its cookies and says where its pages come from."""

    def __init__(self, url: str, client: aiohttp.ClientSession, headers: Mapping[str, str]) -> None:
        self.url = url
        self.client = client
        self.origin = {"Origin": PUBLIC if SECRET_HEADER in headers else url}
        self._headers = headers

    async def get(self, path: str, **headers: str) -> tuple[int, str, Mapping[str, str]]:
        """Status, text and headers of the answer; redirections are not followed."""
        return await self._ask("GET", path, headers)

    async def post(
        self, path: str, form: Mapping[str, str] | bytes, **headers: str
    ) -> tuple[int, str, Mapping[str, str]]:
        """The same, for a form."""
        return await self._ask("POST", path, self.origin | headers, form)

    async def token(self, path: str = "/sign-in") -> str:
        """That of the form on this page."""
        _status, text, _headers = await self.get(path)
        found = re.search(r'name="token" value="(\w+)"', text)
        assert found, text
        return found[1]

    async def sign_in(self, login: str = "kim", password: str = PASSWORD) -> int:
        """The status of the answer."""
        form = {"token": await self.token(), "login": login, "password": password}
        return (await self.post("/sign-in", form))[0]

    async def ask_raw(self, path: str) -> str:
        """The answer to a path that no browser would send as it stands."""
        host = self.url.removeprefix("http://")
        reader, writer = await asyncio.open_connection(*host.split(":"))
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        return answer.decode()

    def socket(self, query: str = "?width=100&height=30", **headers: str) -> Any:
        """A desk's socket; a context manager."""
        asked = {**self._headers, **self.origin, **headers}
        return self.client.ws_connect(f"{self.url}/ws{query}", headers=asked, max_msg_size=0)

    async def _ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        form: Mapping[str, str] | bytes | None = None,
    ) -> tuple[int, str, Mapping[str, str]]:
        asked = {**self._headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        async with self.client.request(
            method, self.url + path, headers=asked, data=form, allow_redirects=False
        ) as answer:
            return answer.status, await answer.text(), answer.headers


class Offer:
    """A server at work."""

    def __init__(self, settings: Settings, ticker: Ticker, server: DeskServer) -> None:
        self.settings = settings
        self.ticker = ticker
        self.server = server
        self.url = f"http://127.0.0.1:{settings.web.port}"

    @asynccontextmanager
    async def visitor(self, **headers: str) -> AsyncIterator[Visitor]:
        """A browser that sends these headers along, as a proxy would add them; "_" stands for "-"."""
        added = {name.replace("_", "-"): value for name, value in headers.items()}
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as client:
            yield Visitor(self.url, client, added)


@asynccontextmanager
async def offered(
    folder: Path, more: str = "", *, command: Sequence[str] = (sys.executable, "-c", ECHO)
) -> AsyncIterator[Offer]:
    """The server for the time of an `async with`; kim and sam have a password. It ends its desks."""
    settings, ticker = web_settings(folder, more), Ticker()
    secret(settings.secrets / SECRET_FILE, SECRET)
    secret(Passwords(settings.secrets).file, json.dumps(dict.fromkeys(("kim", "sam"), quick_hash())))
    server = DeskServer(settings, entrance(settings), command, ticker)
    runner = web.AppRunner(await server._make_app(), access_log=None, shutdown_timeout=20)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", settings.web.port).start()
    try:
        yield Offer(settings, ticker, server)
    finally:
        await runner.cleanup()


async def come_true(condition: Any) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.01)
