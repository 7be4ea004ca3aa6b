"""A year at the desk: citizens write, people act, servers fail, by chance and always by the same chance."""

import random
from datetime import datetime, timedelta
from pathlib import Path

from tests.support.clockwork import BEGIN, END, NEW_TERM, Year
from tests.support.store import BONN_HOURS, PEOPLE, Clock, learned
from tests.support.stories import begin
from tickets.config import Settings, load
from tickets.desk import reckoning, registry, watch
from tickets.desk.house import Act, Desk, House
from tickets.desk.people import actor
from tickets.storage.duty_models import Duty
from tickets.triage import open_classifier

SETTINGS = f"""
timezone = "Europe/Berlin"
language = "en"

[[accounts]]
name = "amt"
server = "https://social.example.org"
calendar = "bonn"

[[accounts]]
name = "presse"
server = "https://social.example.org"
calendar = "muenchen"

[calendars.bonn]
country = "DE"
subdivision = "NW"
closed = ["12-24", "12-31"]
[calendars.bonn.hours]{BONN_HOURS}
[calendars.muenchen]
country = "DE"
subdivision = "BY"
categories = ["catholic"]
[calendars.muenchen.hours]
mon = "08:00-12:00, 13:00-16:30"
tue = "08:00-12:00, 13:00-16:30"
wed = "08:00-12:00"
thu = "08:00-12:00, 13:00-18:00"
fri = "08:00-12:00"

[[departments]]
key = "zertifizierung"
name = "Referat Zertifizierung"
keywords = ["Zertifikat", "ISO 27001"]

[[departments]]
key = "buerger"
name = "Referat Bürgerservice"
keywords = ["Passwort", "Phishing"]
{PEOPLE}
# Many citizens write the same words here: nothing shall be decided for them together.
[triage]
ignore = false
copies_days = 0

[sla]
answer = "{{answer}}"

[database]
url = "{{url}}"
"""


def make_year(
    folder: Path, *, seed: int, tickets: int, url: str = "sqlite:///year.db", until: datetime = END
) -> Year:
    """The year, passed, or what of it is over by `until`: there the desk's clock stands."""
    clock = Clock(BEGIN)
    house, later_house = (House.of(_settings(folder / term, url, folder, term)) for term in ("2d", "3d"))
    desk = Desk.open(house.settings, actor(house.settings, "lea"), now=clock)
    desk.do(registry.sync)
    for account in ("amt", "presse"):
        desk.do(registry.learn, account, learned(account))
    with desk.database.write() as session:
        session.add_all(
            Duty(year=2026, week=week, login=("kim", "lea")[week % 2], deputy="mia" if week % 3 else None)
            for week in range(1, 50)
        )
    # Reading its word lists takes longer than a month of the year.
    classifier = open_classifier(house.settings.departments)
    year = Year(desk, clock, random.Random(seed), house, later_house, classifier, until)
    for number in range(tickets):
        begin(year, number)
    for day in range(1, 368):
        year.at(BEGIN + timedelta(days=day, hours=4), lambda: year.by_bridge(watch.watch))
    year.at(NEW_TERM, lambda: _reckon(year))
    year.run()
    return year


def _settings(folder: Path, url: str, home: Path, answer: str) -> Settings:
    folder.mkdir(parents=True)
    file = folder / "config.toml"
    whole = url.replace("sqlite:///", f"sqlite:///{home}/")
    file.write_text(SETTINGS.replace("{answer}", answer).replace("{url}", whole), encoding="utf-8")
    return load(file, environ={})


def _reckon(year: Year) -> None:
    with year.desk.database.read() as session:
        act = Act(year.desk.actor, year.clock.at, year.later_house)
        ids = [each.ticket for each in reckoning.changed(session, act)]
    year.by("lea", reckoning.reckon, ids)
