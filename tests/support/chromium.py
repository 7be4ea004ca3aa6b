"""A browser that is driven as by hands, over its DevTools protocol: pages opened, keys typed, screens looked at.

It reaches this machine and nothing else. https://chromedevtools.github.io/devtools-protocol/
"""

import asyncio
import base64
import itertools
import json
import re
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pyte

from tests.support import browser
from tests.support.waiting import until

ELSEWHERE = "elsewhere.example"
"""A name that leads this browser to this machine, as a hostile name server could."""

_PATIENCE = 90.0
_KEYS = {
    "\r": {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"},
    "\x11": {"key": "q", "code": "KeyQ", "windowsVirtualKeyCode": 81, "modifiers": 2},
    "\x13": {"key": "s", "code": "KeyS", "windowsVirtualKeyCode": 83, "modifiers": 2},
    "\t": {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9},
}
"""Keys that are no letters, by the bytes of a terminal."""


class Devtools:
    """The line to the browser: calls and their results, and what the browser tells by itself."""

    def __init__(self, url: str) -> None:
        self.told: list[Mapping[str, Any]] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._run(self._connect(url))

    def call(self, method: str, session: str | None = None, **parameters: object) -> Any:
        """The browser's result. Fails where it complains."""
        return self._run(self._call(method, session, parameters))

    def close(self) -> None:
        """Hang up."""
        self._run(self._hang_up())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)
        self._loop.close()

    def _run(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(_PATIENCE)

    async def _connect(self, url: str) -> None:
        self._client = aiohttp.ClientSession()
        self._socket = await self._client.ws_connect(url, max_msg_size=0)
        self._reader = asyncio.ensure_future(self._read())

    async def _hang_up(self) -> None:
        await self._socket.close()
        await self._client.close()
        await self._reader

    async def _call(self, method: str, session: str | None, parameters: Mapping[str, object]) -> Any:
        number = next(self._numbers)
        self._waiting[number] = answer = self._loop.create_future()
        message: dict[str, object] = {"id": number, "method": method, "params": parameters}
        await self._socket.send_json(message | ({"sessionId": session} if session else {}))
        return await answer

    async def _read(self) -> None:
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" not in said:
                self.told.append(said)
            elif (answer := self._waiting.pop(said["id"])).done():
                pass  # whoever asked has given up
            elif "error" in said:
                answer.set_exception(AssertionError(said["error"]))
            else:
                answer.set_result(said["result"])


class Page:
    """One tab, of this many pixels, with cookies of its own."""

    def __init__(self, devtools: Devtools, *, width: int, height: int, dark: bool) -> None:
        self._devtools = devtools
        person = devtools.call("Target.createBrowserContext")["browserContextId"]
        blank = {"url": "about:blank", "browserContextId": person}
        target = devtools.call("Target.createTarget", **blank)["targetId"]
        self._session = devtools.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._target = target
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def call(self, method: str, **parameters: object) -> Any:
        """A call about this tab."""
        return self._devtools.call(method, self._session, **parameters)

    def told(self, method: str) -> list[Mapping[str, Any]]:
        """What the browser has told of this tab, under this name."""
        found = [each for each in [*self._devtools.told] if each["method"] == method]
        return [each["params"] for each in found if each.get("sessionId") == self._session]

    def open(self, url: str) -> None:
        """Go there, and wait until it is there."""
        before = len(self.told("Page.loadEventFired"))
        self.call("Page.navigate", url=url)
        until(lambda: len(self.told("Page.loadEventFired")) > before, what=f"{url}, loaded")

    def run(self, script: str) -> Any:
        """The value of an expression in the page, of a promise too. Fails where it throws."""
        said = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in said, said["exceptionDetails"]
        return said["result"].get("value")

    def until(self, script: str) -> Any:
        """What the expression says, as soon as it says something."""

        def said() -> Any:
            try:
                return self.run(script)
            except AssertionError:
                return None  # the page is on its way to another

        return until(said, seconds=_PATIENCE, what=script)

    def type(self, keys: str) -> None:
        """Type these keys, one after the other."""
        for key in keys:
            told = _KEYS.get(key, {"key": key, "text": key})
            self.call("Input.dispatchKeyEvent", type="keyDown", **told)
            self.call("Input.dispatchKeyEvent", type="keyUp", **{**told, "text": ""})

    def screenshot(self) -> bytes:
        """PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    @property
    def text(self) -> str:
        """What the page says around a terminal."""
        return str(self.run("document.body.innerText"))

    @property
    def complaints(self) -> list[str]:
        """What the browser held against the page: what its policy forbids, what it did not get, what went wrong."""
        logged = [each["entry"] for each in self.told("Log.entryAdded")]
        thrown = [each["exceptionDetails"]["text"] for each in self.told("Runtime.exceptionThrown")]
        return [entry["text"] for entry in logged if entry["level"] in {"error", "warning"}] + thrown

    @property
    def status(self) -> int:
        """That of the page that was opened last."""
        answers = [each for each in self.told("Network.responseReceived") if each["type"] == "Document"]
        return int(answers[-1]["response"]["status"])

    @property
    def terminal(self) -> str:
        """The text on the terminal that the page shows: what its last socket brought, as an emulator draws it."""
        url = self.told("Network.webSocketCreated")[-1]
        columns, lines = map(int, re.findall(r"(?:width|height)=(\d+)", url["url"]))
        screen = pyte.Screen(columns, lines)
        stream = pyte.ByteStream(screen)
        for frame in self.told("Network.webSocketFrameReceived"):
            if frame["requestId"] == url["requestId"] and frame["response"]["opcode"] == 2:
                stream.feed(base64.b64decode(frame["response"]["payloadData"]))
        return "\n".join(line.rstrip() for line in screen.display)

    def await_terminal(self, *wanted: str) -> str:
        """The terminal's text, as soon as it shows all of this."""

        def shown() -> str:
            if not self.told("Network.webSocketCreated"):
                return ""
            text = self.terminal
            return text if all(each in text for each in wanted) else ""

        try:
            return until(shown, seconds=_PATIENCE, what=f"{wanted} on screen")
        except AssertionError:
            seen = self.terminal if self.told("Network.webSocketCreated") else self.text
            raise AssertionError(f"{wanted} did not come on screen, which shows:\n{seen}") from None

    def close(self) -> None:
        """Close the tab."""
        self._devtools.call("Target.closeTarget", targetId=self._target)


class Chromium:
    """A browser of one person."""

    def __init__(self, devtools: Devtools, log: Path) -> None:
        self._devtools = devtools
        self.log = log
        """What it asked of the network; complete when it has ended."""

    def page(self, *, width: int = 1100, height: int = 700, dark: bool = True) -> Page:
        """A new tab."""
        return Page(self._devtools, width=width, height=height, dark=dark)


@contextmanager
def chromium(path: str, folder: Path) -> Iterator[Chromium]:
    """The browser for the time of a `with`; it and its log are complete afterwards."""
    log = folder / "network.json"
    with browser.refusal() as port:
        process = subprocess.Popen(
            [
                path,
                *browser.QUIET,
                f"--proxy-server=http://127.0.0.1:{port}",
                f"--proxy-bypass-list=127.0.0.1;{ELSEWHERE}",
                f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                f"--user-data-dir={folder / 'profile'}",
                f"--log-net-log={log}",
                "--remote-debugging-port=0",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            devtools = Devtools(_line(folder / "profile" / "DevToolsActivePort"))
            try:
                yield Chromium(devtools, log)
                devtools.call("Browser.close")
            finally:
                devtools.close()
            process.wait(_PATIENCE)
        finally:
            process.kill()
            process.wait(_PATIENCE)


def _line(file: Path) -> str:
    """Where the browser listens, as it writes it into its profile."""

    def written() -> list[str]:
        lines = file.read_text().splitlines() if file.exists() else []
        return lines if len(lines) > 1 else []

    port, path = until(written, seconds=_PATIENCE, what="the browser")[:2]
    return f"ws://127.0.0.1:{port}{path}"
