"""An office with enough people for a roster."""

from datetime import datetime

from tickets.config import Role
from tickets.config.schema import UserSettings
from tickets.desk import roster
from tickets.desk.duty_rows import WeekView
from tickets.desk.house import Desk, House
from tickets.desk.people import BRIDGE, actor
from tickets.rules.duty import Week

THIS_WEEK = Week(2026, 21)
"""That of `WEDNESDAY`; its Monday is the 18th, service begins at 9 o'clock in Bonn."""

MONDAY_MORNING = datetime.fromisoformat("2026-05-18T07:00:00+00:00")
"""When service begins in it."""

_ROLES = {
    "kim": Role.MANAGER,
    "mia": Role.MANAGER,
    "noa": Role.MANAGER,
    "lea": Role.LEAD,
    "sam": Role.SPECIALIST,
}


def at_work(desk: Desk, login: str = "lea") -> Desk:
    """The desk of one of them, at the same store: kim, mia and noa are managers, lea leads, sam is a specialist."""
    users = tuple(
        UserSettings(login=name, role=role, department="zertifizierung" if role is Role.SPECIALIST else None)
        for name, role in _ROLES.items()
    )
    settings = desk.house.settings.model_copy(update={"users": users})
    person = BRIDGE if login == BRIDGE.login else actor(settings, login)
    return Desk(desk.database, House.of(settings), person, desk.now)


def put(desk: Desk, week: Week, login: str, deputy: str | None = None) -> None:
    """Lea puts somebody on duty."""
    at_work(desk).do(roster.set_week, week, login=login, deputy=deputy)


def week_of(desk: Desk, week: Week) -> WeekView:
    """What the roster says of a week."""
    (view,) = at_work(desk).see(roster.weeks, week, 1)
    return view


def on_duty(desk: Desk, moment: datetime) -> str | None:
    """Who acts on the day of this moment."""
    return at_work(desk).see(roster.on_duty, moment.date())
