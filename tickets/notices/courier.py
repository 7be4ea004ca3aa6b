"""Takes notices to where the settings say: a worker of the bridge, and one round for `bridge --once`."""

import logging
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tickets.desk import dispatch, notices
from tickets.desk.dispatch import Bundle
from tickets.desk.house import Desk
from tickets.desk.worker import Worker
from tickets.errors import StoreError, TicketsError
from tickets.i18n import _
from tickets.notices.channel import Letter, send
from tickets.notices.weekly import Weekly, due

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""For how long nobody else sends what is being sent; longer than any service is waited for."""

_LOOK = 10.0
"""Seconds between two looks, unless the store changes before."""
_PAUSE = 60.0
"""Seconds after trouble with the store."""
_FIGURES_PAUSE = timedelta(hours=1)
"""Before figures that could not be made are tried again."""


class Courier:
    """Sends what is due. `weekly` makes the figures that the settings may want every week; None: there are none."""

    def __init__(self, desk: Desk, weekly: Weekly | None = None) -> None:
        self._desk = desk
        self._weekly = weekly
        self._unmade = ""
        """Why the figures could not be made; "" where they could."""
        self._made_again_at = desk.now()

    def run(self) -> str:
        """One round. What kept a message from going out, in one line; "" where all went well. Raises StoreError."""
        if self._desk.now() >= self._made_again_at:
            self._unmade = self._order()
        if not self._desk.see(dispatch.waiting):
            return self._unmade
        troubles = [self._deliver(bundle) for bundle in self._desk.do(dispatch.claim, lease=LEASE)]
        return next((trouble for trouble in troubles if trouble), self._unmade)

    def _order(self) -> str:
        """Write the notice with the figures of last week, if they are due and nobody has; why not, where that fails.

        It holds up nothing else, and to try again takes too much to do it every few seconds.
        """
        week = due(self._desk.now(), self._desk.house.settings)
        if week is None or self._weekly is None or self._desk.see(notices.reported, week):
            return ""
        try:
            # Read apart from writing; the notice's key sees to it that there is only one.
            subject, text, _page = self._desk.see(self._weekly, week)
        except StoreError:
            raise
        except Exception as error:
            self._made_again_at = self._desk.now() + _FIGURES_PAUSE
            return _told(error)
        self._desk.do(notices.report, week, subject=subject, text=text)
        return ""

    def _deliver(self, bundle: Bundle) -> str:
        try:
            self._send(bundle)
        except Exception as error:
            return self._failed(bundle, _told(error))
        self._desk.do(dispatch.sent, bundle)
        return ""

    def _failed(self, bundle: Bundle, reason: str) -> str:
        self._desk.do(dispatch.failed, bundle, reason=reason)
        return f"{bundle.to}: {reason}"

    def _send(self, bundle: Bundle) -> None:
        url = self._desk.house.settings.notify_url(bundle.to)
        if bundle.week is None or self._weekly is None:
            send(url, Letter(bundle.subject, bundle.text))
            return
        _subject, _text, page = self._desk.see(self._weekly, bundle.week)
        with TemporaryDirectory(prefix="tickets") as folder:
            file = Path(folder) / f"{bundle.week}.html"
            file.write_text(page, encoding="utf-8")
            send(url, Letter(bundle.subject, bundle.text, file))


def _told(error: Exception) -> str:
    """What to say of it. Of what nobody foresaw the name only: its words may hold an address, with a password."""
    if isinstance(error, TicketsError):
        return str(error)
    return _("Something went wrong that nobody foresaw ({kind}).").format(kind=type(error).__name__)


class CourierWorker(Worker):
    """A courier at work. `say` is told what keeps it from sending; "" when nothing does."""

    def __init__(self, courier: Courier, desk: Desk, *, say: Callable[[str], None]) -> None:
        super().__init__("notices")
        self._courier = courier
        self._desk = desk
        self._say = say
        self._trouble: str | None = None

    def _run(self) -> None:
        with closing(self._desk.changes(self._stopping)) as changes:
            while self._goes_on():
                if self._round():
                    changes.wait(_LOOK)
                else:
                    self._stopping.wait(_PAUSE)

    def _round(self) -> bool:
        """Whether the round could be made, whatever became of its messages."""
        try:
            self._tell(self._courier.run())
        except Exception as error:
            self._tell(_told(error))
            return False
        return True

    def _tell(self, trouble: str) -> None:
        """Once for each change, not once for each round."""
        if trouble != self._trouble:
            if trouble:
                log.warning("notices: %s", trouble)
            self._say(trouble)
        self._trouble = trouble
