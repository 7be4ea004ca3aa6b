"""Who judges what comes in: the classifier of the settings, with what this team taught ours."""

from pathlib import Path

from sqlalchemy import make_url

from tickets.config import Settings
from tickets.desk.house import Desk, House
from tickets.desk.learner import Learner
from tickets.desk.people import BRIDGE
from tickets.errors import StoreError, UsageError
from tickets.storage.database import SCHEMA, Database
from tickets.triage import Classifier
from tickets.triage.current import Current
from tickets.triage.foreign import Foreign, open_foreign


class Triage:
    """The classifier in use at a desk, what learns for it, and what is wrong with either."""

    def __init__(self, desk: Desk) -> None:
        settings = desk.house.settings
        self._current = Current(settings.departments)
        self._foreign, self._missing = foreign_of(settings, self._current)
        self.learner = Learner(desk, self._current)

    @property
    def classifier(self) -> Classifier:
        """The other one that the settings name, else ours."""
        return self._foreign or self._current

    @property
    def trouble(self) -> str:
        """Why posts are judged by less than there should be, in one line; "" where they are not."""
        return self._missing or (self._foreign.trouble if self._foreign else "") or self.learner.trouble

    def close(self) -> None:
        """Let go of the other one."""
        if self._foreign:
            self._foreign.close()


def foreign_of(settings: Settings, ours: Classifier) -> tuple[Foreign | None, str]:
    """The other classifier that the settings name, None without; and why there is none where there should be."""
    name, limit = settings.triage.classifier, settings.triage.time_limit_ms
    if not name:
        return None, ""
    try:
        return open_foreign(name, settings.departments, ours, time_limit_ms=limit), ""
    except UsageError as error:
        return None, str(error)


def take_in_use(settings: Settings, current: Current) -> str:
    """Let `current` be what the bridge uses, if there is a store; what is wrong in one line, or "".

    Makes no store where there is none, and changes nothing in one that is there.
    """
    file = _file_of(settings.database_url)
    if file is not None and not file.exists():
        return ""
    database = Database(settings.database_url)
    try:
        if database.revision() != SCHEMA:
            return ""
        learner = Learner(Desk(database, House.of(settings), BRIDGE), current)
        learner.refresh()
    except StoreError as error:
        return str(error)
    finally:
        database.close()
    return learner.trouble


def _file_of(url: str) -> Path | None:
    """The file of a SQLite store; None for a server."""
    target = make_url(url)
    return Path(target.database or "") if target.get_backend_name() == "sqlite" else None
