"""What happened in the office before the curtain rises: a week of duty that ends, questions at departments, a proposal.

Everything is done to tickets whose posts stand on the local server, by the people of the settings, through the desk.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from tickets.bridge import Bridge
from tickets.config import Settings
from tickets.desk import forwards, handling, handover, roster, views
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE, actor
from tickets.desk.rows import Query

DUTY, BEFORE = "kim", "lea"
"""Who has this week, and who had the last one."""
_SPECIALIST = "sam"
_ROTA_WEEKS = 6
_MOMENT = timedelta(seconds=1)
_MANY = 200

_PROPOSAL = (
    "The label is valid for two years. Nobody has to take the sticker off: what counts is the entry in our "
    "register, which is up to date."
)


def play(settings: Settings, now: datetime) -> None:
    """Take in what waits on the server, and let the office have worked on it. Raises TicketsError."""
    with Bridge(settings) as bridge:
        bridge.once()
    with Desk.open(settings, actor(settings, BEFORE), now=lambda: now) as lead:
        tickets = _oldest(lead)
        _fill_roster(lead)
        _work(lead, tickets, now)
        _hand_over(lead, now)


def _oldest(lead: Desk) -> Mapping[str, int]:
    """The ticket that each person opened first, by the person's username."""
    rows = sorted(lead.see(views.page, Query(limit=_MANY)).rows, key=lambda row: row.received_at)
    return {row.person.partition("@")[0]: row.id for row in reversed(rows)}


def _at(desk: Desk, moment: datetime, login: str | None = None) -> Desk:
    """The same store at another time, and perhaps by somebody else."""
    who = desk.actor if login is None else actor(desk.house.settings, login)
    return replace(desk, actor=who, now=lambda: moment)


def _fill_roster(lead: Desk) -> None:
    this = roster.this_week(lead.act())
    lead.do(roster.set_week, this.later(-1), login=BEFORE, deputy=DUTY)
    for ahead in range(_ROTA_WEEKS):
        mine, other = (DUTY, BEFORE) if ahead % 2 == 0 else (BEFORE, DUTY)
        lead.do(roster.set_week, this.later(ahead), login=mine, deputy=other)


def _work(lead: Desk, tickets: Mapping[str, int], now: datetime) -> None:
    """Who was there last week asked two departments, and began what nobody has answered yet."""
    days = timedelta(days=1)
    for person, department, ago in (
        ("nadine_m", "datenschutz", 4),
        ("priya_k", "zertifizierung", 3),
        ("jonas_it", "zertifizierung", 2),
    ):
        _at(lead, now - ago * days).do(forwards.forward, tickets[person], to=department)
    specialist = _at(lead, now - 2 * days, _SPECIALIST)
    specialist.do(forwards.propose, tickets["priya_k"], text=_PROPOSAL)
    _at(lead, now - 2 * days).do(handling.assign, tickets["gabi_s"], to=BEFORE)


def _hand_over(lead: Desk, now: datetime) -> None:
    """The brief of this week, as late as it could have been made; before the first service of a week there is none."""
    calendar = lead.house.settings.calendar()
    monday = roster.this_week(lead.act()).first_day
    today = calendar.date_of(now)
    spans = [
        span
        for ahead in range((today - monday).days + 1)
        for span in calendar.service(monday + timedelta(days=ahead))
        if span[0] <= now
    ]
    if spans:
        moment = min(now, spans[-1][1] - _MOMENT)
        replace(lead, actor=BRIDGE, now=lambda: moment).do(handover.make_due)
