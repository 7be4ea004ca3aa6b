"""The desks that are open: at most so many for a person, where the oldest gives way, and so many in all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tickets.config import WebSettings
from tickets.web.sessions import Full, Session


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """One open desk."""

    session: Session
    close: Callable[[], None]
    """Tells it to end, and returns at once."""


class Windows:
    """All that are open, the oldest first."""

    def __init__(self, limits: WebSettings) -> None:
        self._limits = limits
        self._open: list[Window] = []

    def __len__(self) -> int:
        return len(self._open)

    @contextmanager
    def opened(self, window: Window) -> Iterator[None]:
        """For as long as this one is open. Raises Full where there are too many of others."""
        self._make_room(window.session.login)
        self._open.append(window)
        try:
            yield
        finally:
            self._open.remove(window)

    def close(self, session: Session) -> None:
        """Close those of this session."""
        for window in self._open:
            if window.session is session:
                window.close()

    def close_all(self) -> None:
        """The server ends."""
        for window in self._open:
            window.close()

    def _make_room(self, login: str) -> None:
        own = [window for window in self._open if window.session.login == login]
        most = self._limits.sessions_per_person
        # Those that were told to go may still be on their way out: they count until they are gone.
        if len(self._open) >= self._limits.sessions or len(own) >= 2 * most:
            raise Full
        for window in own[: max(len(own) - most + 1, 0)]:
            window.close()
