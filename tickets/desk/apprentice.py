"""The learner beside the bridge's other workers: it looks at the clock, and for what somebody else taught."""

import logging
from collections.abc import Callable

from tickets.desk.triage import Triage
from tickets.desk.worker import Worker
from tickets.errors import TicketsError
from tickets.i18n import _

log = logging.getLogger(__name__)

_LOOK = 10.0
"""Seconds between two looks."""


def attend(triage: Triage) -> str:
    """Take what is in use by now, and learn if it is time; what is wrong in one line, "" where nothing is."""
    try:
        triage.learner.refresh()
        if kept := triage.learner.tonight():
            log.info("triage: %s is %s", kept.version, kept.state.value)
    except TicketsError as error:
        return str(error)
    except Exception as error:
        # Learning must never end the bridge. Of what nobody foresaw the name only: its words may be a citizen's.
        return _("Triage could not learn ({kind})").format(kind=type(error).__name__)
    return triage.trouble


class Apprentice(Worker):
    """Attends to triage. `say` is told what is wrong, once for each change; "" for nothing.

    What is being learnt when it ends is learnt again.
    """

    def __init__(self, triage: Triage, *, say: Callable[[str], None]) -> None:
        super().__init__("triage")
        self._triage = triage
        self._say = say
        self._told = ""

    def round(self) -> None:
        """One look."""
        trouble = attend(self._triage)
        if trouble != self._told:
            if trouble:
                log.warning("triage: %s", trouble)
            self._say(trouble)
        self._told = trouble

    def _run(self) -> None:
        self.round()
        while not self._stopping.wait(_LOOK):
            self.round()
