"""One desk in a process of its own, between a browser's socket and its standard input and output.

The protocol is that of textual-serve. What differs: no shell, an environment in which every variable is named here,
no files or addresses from the desk, nothing of what it prints in any log, and an end in any case.
"""

import asyncio
import json
import logging
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from platformdirs import user_config_path, user_state_path
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from tickets.config import Settings
from tickets.config.secrets import TOKEN_PREFIX

log = logging.getLogger(__name__)

DRIVER = "tickets.web.driver:DeskDriver"
START = b"__GANGLION__\n"
"""What a Textual program says before it speaks in packets."""

END_SECONDS = 6.0
"""For how long a desk is waited for that was told to end; it keeps what was typed first."""
_KILL_SECONDS = 3.0
_PRELUDE = 10

_PASSED_ON = (
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "LC_MESSAGES",
    "PATH",
    "PYTHONPATH",
    "SYSTEMROOT",
    "TEXTUAL_ANIMATIONS",
    "TMPDIR",
    "TZ",
    # Where PostgreSQL's client looks for what the address of the store does not say (libpq, 32.15).
    "PGPASSFILE",
    "PGPASSWORD",
    "PGSERVICE",
    "PGSERVICEFILE",
    "PGSSLCERT",
    "PGSSLKEY",
    "PGSSLMODE",
    "PGSSLROOTCERT",
)
_OURS = "TICKETS_"
_KEYS = "TICKETS_KEYS"


def environment(settings: Settings, login: str, server: Mapping[str, str]) -> dict[str, str]:
    """What the desk of this person finds: named variables of the server's own environment, and who acts.

    Nothing in it is from a browser but the login of a session. No token: only the bridge needs those.
    """
    passed = {name: server[name] for name in _PASSED_ON if name in server}
    ours = {
        name: value
        for name, value in server.items()
        if name.startswith(_OURS) and not name.startswith(TOKEN_PREFIX)
    }
    named = {
        "TICKETS_USER": login,
        "TEXTUAL_DRIVER": DRIVER,
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TEXTUAL_FPS": "60",
        "TERM_PROGRAM": "textual",
        # Else the colours that one person likes would be everybody's.
        "XDG_STATE_HOME": str(user_state_path("tickets") / "web" / login.casefold()),
        _KEYS: str(_keys_of(login, server)),
    }
    if settings.file:
        named["TICKETS_CONFIG"] = str(settings.file)
    return passed | ours | named


def _keys_of(login: str, server: Mapping[str, str]) -> Path:
    """This person's own keys: `keys.LOGIN.toml`, beside the file of whoever runs the server."""
    own = Path(server.get(_KEYS) or user_config_path("tickets", appauthor=False) / "keys.toml")
    return own.with_name(f"{own.stem}.{login.casefold()}{own.suffix}")


class DeskProcess(AppService):
    """The desk of one person in one window."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        *,
        write_bytes: Callable[[bytes], Awaitable[None]],
        close: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(
            "",
            write_bytes=write_bytes,
            write_str=_say_nothing,
            close=close,
            download_manager=DownloadManager(),
        )
        self._argv = tuple(command)
        self._environ = dict(environ)

    @property
    def code(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._process.returncode if self._process else None

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        return {**self._environ, "COLUMNS": str(width), "ROWS": str(height)}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = process = await asyncio.create_subprocess_exec(
            *self._argv,
            stdin=PIPE,
            stdout=PIPE,
            # Tracebacks show what was on screen.
            stderr=DEVNULL,
            env=self._build_environment(width, height),
            # Ctrl-C in the server's terminal is for the server, which ends its desks in order.
            start_new_session=os.name == "posix",
        )
        self._stdin = process.stdin
        return process

    async def run(self) -> None:
        """Carry what the desk paints to the browser until one of them ends, then close the socket."""
        process = self._process
        if process is None or process.stdout is None:
            return
        stdout = process.stdout
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            if await _has_begun(stdout):
                await self._carry(stdout)
        await process.wait()
        if self.code:
            log.error("a desk ended with exit code %d; to see why, run: tickets tui", self.code)
        await self.remote_close()

    async def _carry(self, stdout: asyncio.StreamReader) -> None:
        while True:
            kind, size = await stdout.readexactly(1), await stdout.readexactly(4)
            payload = await stdout.readexactly(int.from_bytes(size, "big"))
            if kind == b"D":
                await self._paint(payload)
            elif kind == b"M":
                await self.on_meta(payload)

    async def _paint(self, payload: bytes) -> None:
        # A browser that has gone is no reason to stop the desk from ending in order.
        with suppress(ConnectionError):
            await self.on_data(payload)

    async def on_meta(self, data: bytes) -> None:
        """The desk ends. Whatever else it says beside its screen is not passed on."""
        if json.loads(data).get("type") == "exit":
            await self.remote_close()

    async def stop(self) -> None:
        """Ask it to end, insist, and end it."""
        task, process = self._task, self._process
        if task is None or process is None:
            return
        self._task = None
        try:
            await self._end(process)
        finally:
            if process.returncode is None:
                process.kill()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _end(self, process: Process) -> None:
        for ask, seconds in (
            (self._ask_to_quit, END_SECONDS),
            (process.terminate, _KILL_SECONDS),
            (process.kill, _KILL_SECONDS),
        ):
            if process.returncode is not None:
                return
            with suppress(ProcessLookupError):
                ask()
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), seconds)

    def _ask_to_quit(self) -> None:
        # Not waiting until it has read what came before: a desk that hangs never will.
        with suppress(ConnectionError, RuntimeError):
            self.stdin.write(self.encode_packet(b"M", b'{"type": "quit"}'))
            self.stdin.close()


async def _has_begun(stdout: asyncio.StreamReader) -> bool:
    for _line in range(_PRELUDE):
        line = await stdout.readline()
        if line in {START, b""}:
            return line == START
    return False


async def _say_nothing(_text: str) -> None:
    """The page is told nothing but what to paint."""
