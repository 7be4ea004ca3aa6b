"""What happened in the office before the curtain rises: ten weeks that are over, and a week of duty that ends, with
questions at departments and a proposal.

Everything is done by the people of the settings, through the desk; what is still open, to tickets whose posts stand on
the local server.
"""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta

from tickets.config import Settings
from tickets.demo import past
from tickets.desk import forwards, handling, handover, registry, roster, views
from tickets.desk.house import Desk
from tickets.desk.people import BRIDGE, actor
from tickets.desk.rows import Query
from tickets.mastodon.carrier import learn
from tickets.mastodon.catchup import CatchUp
from tickets.mastodon.client import Client
from tickets.rules.duty import Week
from tickets.rules.states import Queue
from tickets.triage import open_classifier

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
    """Let the office have worked, and take in what waits on the server. Raises TicketsError."""
    with Desk.open(settings, actor(settings, BEFORE), now=lambda: now) as lead:
        lead.do(registry.sync)
        _fill_roster(lead)
        _take_in(lead)
        _work(lead, _oldest(lead), now)
        _hand_over(lead, now)


def _take_in(lead: Desk) -> None:
    """What is over, then what waits on the server."""
    settings = lead.house.settings
    classifier = open_classifier(settings.departments)
    (account,) = settings.accounts
    with closing(Client(account.name, account.server, settings.token(account.name))) as client:
        learn(client, lead)
        past.relive(lead, classifier, _on_duty(lead))
        intake = past.Punctual(lead, classifier)
        CatchUp(client, intake, backfill_days=account.backfill_days, now=lead.now).run()


def _oldest(lead: Desk) -> Mapping[str, int]:
    """The first of the open tickets of each person, by the person's username."""
    rows = sorted(
        lead.see(views.page, Query(queue=Queue.INBOX, limit=_MANY)).rows, key=lambda row: row.received_at
    )
    return {row.person.partition("@")[0]: row.id for row in reversed(rows)}


def _at(desk: Desk, moment: datetime, login: str | None = None) -> Desk:
    """The same store at another time, and perhaps by somebody else."""
    who = desk.actor if login is None else actor(desk.house.settings, login)
    return replace(desk, actor=who, now=lambda: moment)


def _fill_roster(lead: Desk) -> None:
    this = roster.this_week(lead.act())
    for ahead in range(-past.WEEKS_BACK, _ROTA_WEEKS):
        mine, other = _turn(ahead)
        lead.do(roster.set_week, this.later(ahead), login=mine, deputy=other)


def _turn(ahead: int) -> tuple[str, str]:
    """Who is on duty so many weeks from now, and their deputy: they take turns."""
    return (DUTY, BEFORE) if ahead % 2 == 0 else (BEFORE, DUTY)


def _on_duty(lead: Desk) -> Callable[[date], str]:
    """Who had which day."""
    monday = roster.this_week(lead.act()).first_day
    return lambda day: _turn((Week.of(day).first_day - monday).days // 7)[0]


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
