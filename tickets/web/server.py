"""The server: that of textual-serve, with all replaced that decides who sees what."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path

import aiohttp_jinja2
import jinja2
import textual_serve
from aiohttp import web
from textual_serve.server import Server

from tickets.config import Settings
from tickets.errors import TicketsError
from tickets.i18n import _
from tickets.web import pages, policy
from tickets.web.desks import Desks
from tickets.web.entrance import Entrance, TurnedAway
from tickets.web.forms import Forms
from tickets.web.gate import Gate
from tickets.web.passwords import Passwords
from tickets.web.sessions import Full, Session, Sessions
from tickets.web.throttle import Throttle

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_OURS = Path(__file__).parent
_THEIRS = Path(textual_serve.__file__).parent / "static"
STATIC: Mapping[str, Path] = {
    "desk.css": _OURS / "static" / "desk.css",
    "desk.js": _OURS / "static" / "desk.js",
    "icon.svg": _OURS / "static" / "icon.svg",
    "page.css": _OURS / "static" / "page.css",
    "font.ttf": _THEIRS / "fonts" / "RobotoMono-VariableFont_wght.ttf",
    "terminal.css": _THEIRS / "css" / "xterm.css",
    "terminal.js": _THEIRS / "js" / "textual.js",
}
"""Every file that is served, by its name: there is no folder, and no path that leads elsewhere."""

_MOST_FORM = 16 * 2**10


class DeskServer(Server):
    """All that is answered at one port.

    command: the program of one desk. now: seconds of a clock that only goes forward.
    """

    def __init__(
        self, settings: Settings, entrance: Entrance, command: Sequence[str], now: Callable[[], float]
    ) -> None:
        super().__init__(
            "tickets", host=settings.web.address, port=settings.web.port, templates_path=_OURS / "templates"
        )
        self._entrance = entrance
        self._sessions = Sessions(settings.web, now)
        passwords = Passwords(settings.secrets)
        self._gate = Gate(settings, entrance, passwords, self._sessions, Throttle(now))
        self._desks = Desks(settings, command, self._gate, self._sessions)
        self._pages = pages.Pages(entrance, self._gate, Forms())

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard], client_max_size=_MOST_FORM)
        aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(self.templates_path), autoescape=True)
        app.add_routes(
            [
                web.get("/", self.handle_index),
                web.get("/ws", self.handle_websocket),
                web.get("/static/{name}", self._static),
            ]
        )
        if not self._gate.by_proxy:
            app.add_routes(
                [
                    web.get("/sign-in", self._sign_in),
                    web.post("/sign-in", self._pages.signing_in),
                    web.post("/sign-out", self._sign_out),
                ]
            )
        app.on_response_prepare.append(_add_headers)
        app.on_shutdown.append(self.on_shutdown)
        return app

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002 - aiohttp gives it
        """Tell every window to end; the server waits for their desks."""
        self._desks.windows.close_all()

    async def handle_index(self, request: web.Request) -> web.Response:
        """The desk, for whoever has signed in."""
        session = self._gate.session(request)
        return self._pages.desk(request, session) if session else pages.to_sign_in()

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """The socket of the desk: for a session, from our own page."""
        self._entrance.check_socket(request)
        session = self._gate.session(request)
        if session is None:
            raise TurnedAway(_("nobody has signed in"))
        return await self._desks.serve(request, session)

    async def _sign_in(self, request: web.Request) -> web.Response:
        return pages.to_desk() if self._gate.session(request) else self._pages.sign_in(request)

    async def _sign_out(self, request: web.Request) -> web.Response:
        answer, session = await self._pages.signing_out(request)
        if session:
            self._close(session)
        return answer

    def _close(self, session: Session) -> None:
        self._desks.windows.close(session)

    async def _static(self, request: web.Request) -> web.StreamResponse:
        file = STATIC.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        # The same for everybody, and large: the browser may keep it and ask whether it is still so.
        return web.FileResponse(file, headers={"Cache-Control": "no-cache"})

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer only whom the entrance lets in; whatever goes wrong, in one line."""
        try:
            self._entrance.check(request)
            return await handler(request)
        except TurnedAway as reason:
            log.warning("a request from %s was refused: %s", self._entrance.address(request), reason)
            return _line(HTTPStatus.FORBIDDEN, _("This is not allowed: {reason}").format(reason=reason))
        except Full:
            return _line(HTTPStatus.SERVICE_UNAVAILABLE, _("As many desks are open as there may be."))
        except web.HTTPException as answer:
            return _line(HTTPStatus(answer.status), answer.reason)
        except TicketsError as error:
            # It names files of the server: for its log, not for its visitors.
            log.error("%s", error)
            trouble = _("The desk cannot be opened; the administrator finds the reason in the log.")
            return _line(HTTPStatus.SERVICE_UNAVAILABLE, trouble)
        except ConnectionError:
            raise
        except Exception as error:
            log.error("something unforeseen happened (%s)", type(error).__name__)
            return _line(HTTPStatus.INTERNAL_SERVER_ERROR, _("Something unforeseen happened."))


def _line(status: HTTPStatus, text: str) -> web.Response:
    return web.Response(status=status, text=f"{text}\n")


async def _add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in {**policy.HEADERS, "Content-Security-Policy": policy.FORBIDDEN}.items():
        if name == "Server" or name not in response.headers:
            response.headers[name] = value
