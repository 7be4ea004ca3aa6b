"""Who is signed in: sessions in memory, found by the hash of an id that only the browser knows."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from tickets.config import WebSettings

_ID_BYTES = 32


class Full(Exception):
    """There are as many as there may be."""


@dataclass(slots=True, kw_only=True, eq=False)
class Session:
    """One person at one browser."""

    login: str
    grant: str = ""
    """The mark of the password under which it was opened; "" where a proxy answers for the person."""
    opened: float
    seen: float
    """When the person last did something; both by the clock of the sessions."""
    ended: bool = False


class Sessions:
    """All sessions of this process; whoever restarts it ends them. `now`: seconds of a clock that only goes forward."""

    def __init__(self, limits: WebSettings, now: Callable[[], float]) -> None:
        self._limits = limits
        self._now = now
        self._by_hash: dict[bytes, Session] = {}

    def __len__(self) -> int:
        return len(self._by_hash)

    def new(self, login: str, grant: str = "") -> Session:
        """A session that no id leads to: somebody for whom a proxy answers each time."""
        return Session(login=login, grant=grant, opened=self._now(), seen=self._now())

    def open(self, login: str, grant: str) -> str:
        """A new session's id, of 256 random bits. The person's oldest session ends where there are too many.

        Raises Full where there are too many of others.
        """
        self._sweep()
        own = [session for session in self._by_hash.values() if session.login == login]
        if len(own) >= self._limits.sessions_per_person:
            self.end(min(own, key=lambda session: session.opened))
        if len(self._by_hash) >= self._limits.sessions:
            raise Full
        identity = secrets.token_urlsafe(_ID_BYTES)
        self._by_hash[_hashed(identity)] = self.new(login, grant)
        return identity

    def find(self, identity: str) -> Session | None:
        """The session of this id, None where there is none, or none any longer."""
        session = self._by_hash.get(_hashed(identity))
        if session is None or self.is_alive(session):
            return session
        self.end(session)
        return None

    def touch(self, session: Session) -> None:
        """The person does something."""
        session.seen = self._now()

    def is_alive(self, session: Session) -> bool:
        """Whether it was neither ended nor idle nor open for too long."""
        now = self._now()
        return (
            not session.ended
            and now - session.seen < self._limits.idle_minutes * 60
            and now - session.opened < self._limits.session_hours * 3600
        )

    def end(self, session: Session) -> None:
        """Sign out. Whatever is open in it ends at its next look."""
        session.ended = True
        self._by_hash = {key: each for key, each in self._by_hash.items() if each is not session}

    def _sweep(self) -> None:
        for session in [each for each in self._by_hash.values() if not self.is_alive(each)]:
            self.end(session)


def _hashed(identity: str) -> bytes:
    """What a look into the memory shows opens no session; nor does the time that a look-up takes tell of an id."""
    return sha256(identity.encode("utf-8", "surrogatepass")).digest()
