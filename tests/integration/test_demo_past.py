"""What the office of the demo has behind it when the desk is opened: all of it over, some of it too late."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from tickets.config import load
from tickets.demo import past
from tickets.demo.citizens import BY_USERNAME, OFFICE
from tickets.demo.settings import write_settings
from tickets.desk import registry, trend, views
from tickets.desk.house import Desk
from tickets.desk.people import actor
from tickets.desk.registry import Learned
from tickets.desk.rows import Query
from tickets.rules.states import Queue, State
from tickets.triage import open_classifier

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
"""A Saturday evening: people try things out when they like."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The demo's office, before anything has happened."""
    settings = load(write_settings(tmp_path / "demo", server="http://127.0.0.1:9", token="-"), environ={})
    with Desk.open(settings, actor(settings, "lea"), now=lambda: NOW) as opened:
        opened.do(registry.sync)
        learned = Learned(
            remote_id="1",
            handle=OFFICE.handle,
            followers=6,
            character_limit=500,
            url_length=23,
            idempotent=True,
        )
        opened.do(registry.learn, settings.accounts[0].name, learned)
        yield opened


def test_ten_weeks_are_over_and_nothing_of_them_is_open(desk: Desk) -> None:
    past.relive(desk, open_classifier(desk.house.settings.departments), lambda _day: "kim")
    rows = desk.see(views.page, Query(limit=200)).rows
    assert len(rows) == len(past.read_matters())
    assert {row.queue for row in rows} == {Queue.DONE, Queue.IGNORED}
    assert {State.ANSWERED, State.CLOSED, State.IGNORED} == {row.state for row in rows}
    weeks = [week for week in desk.see(trend.trend).weeks if week.received]
    assert len(weeks) >= 10
    assert sum(week.received for week in weeks) == len(rows)
    assert sum(week.kept for week in weeks) > 3 * sum(week.breached for week in weeks) > 0


@pytest.mark.parametrize(
    "today",
    [date(2026, 1, 7), date(2026, 5, 26), date(2026, 6, 1), date(2026, 11, 21), date(2027, 4, 2)],
    ids=date.isoformat,
)
def test_every_matter_finds_its_working_day_whenever_the_demo_is_started(desk: Desk, today: date) -> None:
    calendar = desk.house.calendar(desk.house.settings.accounts[0].name)
    days = past.working_days(calendar, today)
    assert all(matter.day in days for matter in past.read_matters())
    assert max(days.values()) < today
    assert all(calendar.is_working(day) for day in days.values())
    assert today - days[max(matter.day for matter in past.read_matters())] > timedelta(weeks=9)


def test_what_was_written_is_well_formed() -> None:
    for matter in past.read_matters():
        assert matter.person in BY_USERNAME
        assert f"@{OFFICE.username}" in matter.text
        assert bool(matter.answer) == (matter.ends == "answered")
        assert bool(matter.proposal) == bool(matter.department)
        assert max(len(words) for words in (matter.text, matter.answer, matter.interim)) < 450


def test_no_two_matters_are_nearly_the_same() -> None:
    texts = [frozenset(matter.text.split()) for matter in past.read_matters()]
    shared = max(len(one & other) / len(one | other) for one, other in combinations(texts, 2))
    assert shared < 0.4
