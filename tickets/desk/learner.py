"""Triage learns from this team: at night, or when somebody says so; and whoever judges posts takes what was learnt.

Reading, learning and comparing need no transaction; only the result is written in one.
"""

import logging
import time
from datetime import datetime, timedelta
from datetime import time as time_of_day
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tickets.desk import lessons, training
from tickets.desk.house import Act, Desk
from tickets.desk.training import Finished, TrainingView
from tickets.errors import ModelError, NotFound
from tickets.i18n import _
from tickets.triage import regression
from tickets.triage.current import Current
from tickets.triage.learnt import UnreadableError
from tickets.triage.teaching import School

log = logging.getLogger(__name__)


class Learner:
    """Keeps `current` at what the store says is in use, and makes what is used next."""

    def __init__(self, desk: Desk, current: Current) -> None:
        self._desk = desk
        self._current = current
        self._version: str | None = None
        self._damaged = ""
        self._looked_for: datetime | None = None

    @property
    def trouble(self) -> str:
        """Why posts are judged by less than there should be, in one line; "" where they are not."""
        return self._current.trouble or self._damaged

    def refresh(self) -> None:
        """Take what is in use by now. Raises StoreError."""
        shipped = self._current.shipped
        if shipped is None or self._desk.see(training.version_in_use, shipped.version) == self._version:
            return
        weights = self._desk.see(training.in_use, shipped.version)
        self._version, self._damaged = (weights.version, "") if weights else (None, "")
        if weights is None:
            self._current.forget()
            return
        try:
            self._current.use(weights.version, weights.raw)
        except UnreadableError:
            self._damaged = _(
                "What triage learnt here, {version}, is damaged; it works with the model that came with the program. "
                "Run: tickets train"
            ).format(version=weights.version)
            log.warning("%s", self._damaged)

    def learn(self) -> TrainingView:
        """Learn from all there is to learn from, and use it unless it does worse; seconds for 10,000 texts.

        Raises NotAllowed, NotFound where there is nothing to learn from, ModelError, StoreError.
        """
        self._desk.see(training.require)
        self.refresh()
        school = self._school()
        gathered = self._desk.see(lessons.gather)
        if not gathered.lessons:
            raise NotFound(
                _("There is nothing to learn from yet"),
                _("Label, ignore, rescue, forward and answer tickets first"),
            )
        began = time.monotonic()
        taught = school.teach(gathered.lessons, self._current.learnt)
        card = {**taught.card, "until": gathered.until, "seconds": round(time.monotonic() - began, 2)}
        finished = Finished(school.shipped.version, taught.lessons, card, taught.raw, taught.refused)
        kept = self._desk.do(training.keep, finished)
        self.refresh()
        return kept

    def _school(self) -> School:
        shipped = self._current.shipped
        if shipped is None:
            raise ModelError(
                _("Triage cannot learn: the model that came with the program cannot be used"),
                _("Install the program again"),
            )
        try:
            compared, rehearsed = regression.posts(), regression.rehearsed()
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                _("Triage cannot learn: {file} cannot be read").format(file=regression.FILE),
                _("Install the program again"),
            ) from error
        return School(shipped, self._current.see, compared, rehearsed, self._desk.house.settings.departments)

    def tonight(self) -> TrainingView | None:
        """Learn if it is time and there are new corrections; None where it is not. Raises as `learn`."""
        settings = self._desk.house.settings
        act = self._desk.act()
        moment = last_time(act.now, settings.triage.learn_at, ZoneInfo(settings.timezone))
        # What was before that moment stays as it is: one look for each night is enough.
        if not settings.triage.learn or moment == self._looked_for or self._current.shipped is None:
            return None
        due = self._desk.see(_is_due, moment)
        self._looked_for = moment
        return self.learn() if due else None


def _is_due(session: Session, act: Act, moment: datetime) -> bool:
    """Whether nobody has learnt since this moment, and corrections had come by then."""
    last = training.latest(session, act)
    if last is None:
        return lessons.corrections_since(session, 0, before=moment) > 0
    until = last.card.get("until")
    number = until if isinstance(until, int) else 0
    return last.at < moment and lessons.corrections_since(session, number, before=moment) > 0


def last_time(now: datetime, at: str, zone: ZoneInfo) -> datetime:
    """The last time, not after `now`, that clocks in this zone showed this time of day; aware UTC."""
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), time_of_day.fromisoformat(at), zone)
    moment = today if today.timestamp() <= now.timestamp() else today - timedelta(days=1)
    return datetime.fromtimestamp(moment.timestamp(), tz=now.tzinfo)
