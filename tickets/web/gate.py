"""Signing in and out: from a name and a password, or a proxy's word, to a session."""

import asyncio
import logging

from aiohttp import web

from tickets.config import Settings
from tickets.i18n import _
from tickets.web.entrance import Entrance, TurnedAway
from tickets.web.passwords import MOST, Passwords
from tickets.web.people import admitted
from tickets.web.sessions import Full, Session, Sessions
from tickets.web.throttle import Throttle

log = logging.getLogger(__name__)

_AT_ONCE = 2
"""Passwords that are checked at the same time: each takes 64 MB and a core for a moment."""
_MOST_WAITING = 20


class Refused(Exception):
    """This name and this password do not open the desk."""


class TooOften(Exception):
    """Somebody tries names or passwords. `seconds`: how long to wait before the next attempt counts."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


class Gate:
    """Who is who at this installation."""

    def __init__(
        self,
        settings: Settings,
        entrance: Entrance,
        passwords: Passwords,
        sessions: Sessions,
        throttle: Throttle,
    ) -> None:
        self._settings = settings
        self._entrance = entrance
        self._passwords = passwords
        self._sessions = sessions
        self._throttle = throttle
        self._checking = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0
        secure = entrance.is_secure
        # Cookies do not tell ports apart (RFC 6265, 8.5), and several of us may run on one machine.
        self.cookie = "__Host-tickets" if secure else f"tickets-{settings.web.port}"
        self.form_cookie = "__Host-tickets-form" if secure else f"tickets-form-{settings.web.port}"

    @property
    def by_proxy(self) -> bool:
        """Whether a proxy says who somebody is; then there is nothing to sign in to, or out of."""
        return bool(self._entrance.login_header)

    def session(self, request: web.Request) -> Session | None:
        """Whose request this is; None for somebody who has to sign in. Raises TurnedAway for whom a proxy names."""
        if self.by_proxy:
            return self._named(request)
        session = self._sessions.find(request.cookies.get(self.cookie, ""))
        return session if session and self.holds(session) else None

    def holds(self, session: Session) -> bool:
        """Whether the session goes on: not over, and the person still has the password that it was opened with."""
        if self._sessions.is_alive(session) and (self.by_proxy or self._is_current(session)):
            return True
        self._sessions.end(session)
        return False

    async def sign_in(self, request: web.Request, login: str, password: str) -> str:
        """The id of a new session. Raises Refused, TooOften, Full, and TicketsError for a file that cannot be used."""
        address = self._entrance.address(request)
        if wait := self._throttle.attempt(login, address):
            log.warning("too many attempts to sign in from %s", address)
            raise TooOften(wait)
        person = admitted(self._settings, login)
        # Whether somebody is admitted must not show in how long this takes.
        grant = await self._verified(login, password)
        if person is None or grant is None:
            # What stands in the place of a login may be a password: only logins that there are are told.
            log.warning("a sign-in as %s from %s was refused", person or "somebody unknown", address)
            raise Refused
        identity = self._open(person, grant)
        self._throttle.succeeded(login, address)
        self._end(request)
        log.info("%s signed in from %s", person, address)
        return identity

    def sign_out(self, request: web.Request) -> Session | None:
        """End the session that this belongs to; None where there is none any longer."""
        session = self._end(request)
        if session:
            log.info("%s signed out from %s", session.login, self._entrance.address(request))
        return session

    def _end(self, request: web.Request) -> Session | None:
        session = self._sessions.find(request.cookies.get(self.cookie, ""))
        if session:
            self._sessions.end(session)
        return session

    def _open(self, person: str, grant: str) -> str:
        try:
            return self._sessions.open(person, grant)
        except Full:
            log.warning("%s could not sign in: there are as many sessions as there may be", person)
            raise

    async def _verified(self, login: str, password: str) -> str | None:
        if self._waiting >= _MOST_WAITING:
            raise TooOften(1.0)
        self._waiting += 1
        try:
            async with self._checking:
                return await asyncio.to_thread(self._passwords.verify, login, password[: MOST + 1])
        finally:
            self._waiting -= 1

    def _is_current(self, session: Session) -> bool:
        return session.grant == self._passwords.grant(session.login)

    def _named(self, request: web.Request) -> Session:
        name = self._entrance.login(request)
        person = admitted(self._settings, name)
        if person is None:
            raise TurnedAway(_("the settings do not list whom the proxy names"))
        return self._sessions.new(person)
