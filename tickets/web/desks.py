"""A window's socket and the desk behind it, from the first message to the last."""

import asyncio
import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from aiohttp import WSCloseCode, WSMsgType, web

from tickets.config import Settings
from tickets.web import messages
from tickets.web.gate import Gate
from tickets.web.process import DeskProcess, environment
from tickets.web.sessions import Session, Sessions
from tickets.web.windows import Window, Windows

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 15.0
"""A browser that does not answer for so long has gone."""
LOOK_SECONDS = 5.0
"""Between two looks whether the session still holds."""


class Desks:
    """Opens desks. `command`: the program of one, which finds in its environment who acts."""

    def __init__(self, settings: Settings, command: Sequence[str], gate: Gate, sessions: Sessions) -> None:
        self._settings = settings
        self._command = tuple(command)
        self._gate = gate
        self._sessions = sessions
        self.windows = Windows(settings.web)

    async def serve(self, request: web.Request, session: Session) -> web.WebSocketResponse:
        """One window, until it is closed. Raises Full."""
        # Without compression: a few bytes must not become many.
        socket = web.WebSocketResponse(
            heartbeat=HEARTBEAT_SECONDS, max_msg_size=messages.MOST_BYTES, compress=False
        )
        closing: list[asyncio.Task[None]] = []
        window = Window(session, lambda: closing.append(asyncio.ensure_future(_close(socket))))
        with self.windows.opened(window):
            await socket.prepare(request)
            desk = DeskProcess(
                self._command,
                environment(self._settings, session.login, os.environ),
                write_bytes=socket.send_bytes,
                close=partial(_close, socket),
            )
            size = messages.size(request.query.get("width", ""), request.query.get("height", ""))
            watch = asyncio.ensure_future(self._watch(session, socket))
            try:
                await desk.start(size.width, size.height)
                await self._listen(session, socket, desk)
            finally:
                watch.cancel()
                await desk.stop()
                await asyncio.gather(watch, *closing, return_exceptions=True)
        return socket

    async def _listen(self, session: Session, socket: web.WebSocketResponse, desk: DeskProcess) -> None:
        async for message in socket:
            try:
                if message.type is not WSMsgType.TEXT:
                    raise messages.Nonsense
                heard = messages.understood(message.data)
            except messages.Nonsense:
                log.warning("a window of %s said what no desk says, and was closed", session.login)
                await socket.close(code=WSCloseCode.POLICY_VIOLATION)
                return
            await self._hear(heard, session, socket, desk)

    async def _hear(
        self, heard: messages.Message, session: Session, socket: web.WebSocketResponse, desk: DeskProcess
    ) -> None:
        match heard:
            case messages.Typed(data):
                # What is typed after the end of a session reaches no desk.
                if self._sessions.is_alive(session):
                    self._sessions.touch(session)
                    await desk.send_bytes(data)
            case messages.Resized(width, height):
                await desk.set_terminal_size(width, height)
            case messages.Looked(at_it):
                await (desk.focus() if at_it else desk.blur())
            case messages.Pinged(echo):
                with suppress(ConnectionError):
                    await socket.send_json(["pong", echo])

    async def _watch(self, session: Session, socket: web.WebSocketResponse) -> None:
        while self._gate.holds(session):
            await asyncio.sleep(LOOK_SECONDS)
        log.info("the session of %s is over, and its desk is closed", session.login)
        await _close(socket)


async def _close(socket: web.WebSocketResponse) -> None:
    await socket.close(code=WSCloseCode.GOING_AWAY)
