"""What the screens ask of the desk, carried out in threads: in lanes, one errand of a lane after the other.

A lane keeps its order, so that "ignore" and its undo never overtake each other. In a lane of questions only the
newest counts: whoever runs down a list is not told of every ticket on the way.
"""

import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

from tickets.errors import TicketsError
from tickets.i18n import _
from tui.messages import ErrandEnded, ErrandFailed

if TYPE_CHECKING:
    from tui.backend import Backend

Job = Callable[["Backend"], Message]
"""Asks the desk, in a thread; what it returns is posted to whoever sent it."""


@dataclass(frozen=True, slots=True)
class _Errand:
    target: MessagePump
    lane: str
    job: Job


@dataclass(slots=True)
class _Lane:
    busy: bool = False
    waiting: deque[_Errand] = field(default_factory=deque)


class Errands:
    """The lanes of one terminal. Used from the screens' thread only."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._backend: Backend | None = None
        self._lanes: dict[str, _Lane] = {}

    @property
    def idle(self) -> bool:
        """Whether nothing runs or waits."""
        return not any(lane.busy or lane.waiting for lane in self._lanes.values())

    def open(self, backend: "Backend") -> None:
        """From here on there is somebody to ask; what was asked before starts now."""
        self._backend = backend
        for name in self._lanes:
            self._start_next(name)

    def send(self, target: MessagePump, lane: str, job: Job) -> None:
        """Carry this out after whatever its lane holds; what comes of it is posted to `target`."""
        self._lanes.setdefault(lane, _Lane()).waiting.append(_Errand(target, lane, job))
        self._start_next(lane)

    def ask(self, target: MessagePump, lane: str, job: Job) -> None:
        """As `send`, but forget what waits in this lane: only the newest question is of interest."""
        self._lanes.setdefault(lane, _Lane()).waiting.clear()
        self.send(target, lane, job)

    def ended(self, lane: str) -> None:
        """The lane is free again."""
        self._lanes[lane].busy = False
        self._start_next(lane)

    def _start_next(self, name: str) -> None:
        lane = self._lanes[name]
        if self._backend is None or lane.busy or not lane.waiting:
            return
        lane.busy = True
        errand, backend = lane.waiting.popleft(), self._backend
        self._app.run_worker(
            lambda: self._carry_out(errand, backend),
            name=name,
            group=f"errands:{name}",
            thread=True,
            exit_on_error=False,
        )

    def _carry_out(self, errand: _Errand, backend: "Backend") -> None:
        """In a thread. Whatever goes wrong becomes a message: the terminal lives on."""
        try:
            errand.target.post_message(errand.job(backend))
        except TicketsError as error:
            errand.target.post_message(ErrandFailed(error, errand.lane))
        except Exception as error:
            errand.target.post_message(ErrandFailed(unexpected(error), errand.lane))
        finally:
            self._app.post_message(ErrandEnded(errand.lane))


def unexpected(error: Exception) -> TicketsError:
    """An error nobody foresaw, as one line. Its own words stay out: they may hold a citizen's text."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f" {Path(frame.filename).name}:{frame.lineno}" for frame in last)
    return TicketsError(
        _("The desk stumbled over something unforeseen ({kind})").format(kind=type(error).__name__ + where),
        _("Try again; if it comes back, tell the administrator"),
    )
