"""Where the time of a broken promise went: one story each, in hours of an office that serves from 9 to 17."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.offices import berlin, office
from tickets.desk.histories import Happened, folded
from tickets.reports.enquiry import Enquiry, enquiries
from tickets.reports.spent import Stage
from tickets.rules.states import Kind
from tickets.rules.worktime import working_time
from tickets.storage.models import What

OFFICE = office()
MONDAY = berlin("2026-06-08T09:00")
NOW = MONDAY + timedelta(days=9)
HOUR = timedelta(hours=1)
DETAILS: dict[What, dict[str, object]] = {
    What.ARRIVED: {"message": "1"},
    What.FORWARDED: {"to": "buerger"},
    What.UNDONE: {"undoes": 0},
}
BY_ITSELF = {What.ARRIVED, What.WOKEN, What.REPLY_FAILED}


def at(hours: float) -> datetime:
    """So many working hours after Monday, 9 o'clock."""
    days, rest = divmod(hours, 8)
    return MONDAY + timedelta(days=days, hours=rest)


def happened(
    number: int,
    what: What,
    hours: float,
    *,
    since: float | None = None,
    due: float | None = None,
    actor: str | None = None,
    post: str | None = None,
) -> Happened:
    detail: dict[str, object] | None = {"message": post} if post else DETAILS.get(what)
    return Happened(
        ticket_id=1,
        id=number,
        at=at(hours),
        actor=actor or ("bridge" if what in BY_ITSELF else "kim"),
        what=what,
        since=None if since is None else at(since),
        due_at=None if due is None else at(due),
        detail=dict(detail) if detail else None,
        account_id=1,
        kind=Kind.QUESTION,
    )


def told(story: str) -> tuple[Happened, ...]:
    """One ticket's history: `what@hours`, and for those that bring a deadline `what@hours>due`."""
    events = []
    for number, part in enumerate(story.split(), start=1):
        what, _at, when = part.partition("@")
        hours, _due, due = when.partition(">")
        word = What(what)
        events.append(happened(number, word, float(hours), due=float(due) if due else None))
    return tuple(events)


def cases(events: tuple[Happened, ...]) -> list[Enquiry]:
    return enquiries(events, folded(events))


def spent(events: tuple[Happened, ...], which: int = -1) -> dict[str, float]:
    """Hours in each stage of the last promise of the last enquiry, or of another; those with none left out."""
    promises = [(case, cycle) for case in cases(events) for cycle in case.promises]
    case, cycle = promises[which]
    until = cycle.ended_at or NOW
    parts = case.course.parts(cycle, until, OFFICE)
    assert sum(parts.values(), timedelta()) == working_time(cycle.started_at, until, OFFICE)
    return {stage.value: time / HOUR for stage, time in parts.items() if time}


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("arrived@0>16 answered@20", {"unread": 20}),
        ("arrived@0>16 assigned@3 answered@20", {"unread": 3, "writing": 17}),
        ("arrived@0>16 labelled@3 answered@20", {"unread": 3, "writing": 17}),
        ("arrived@0>16 noted@3 closed@20", {"unread": 3, "writing": 17}),
        ("arrived@0>16 reply_queued@15 answered@20", {"unread": 15, "publishing": 5}),
        (
            "arrived@0>16 reply_queued@2 reply_failed@5 reply_queued@9 answered@20",
            {"unread": 2, "publishing": 14, "writing": 4},
        ),
        (
            "arrived@0>16 reply_queued@2 reply_uncertain@5 reply_withdrawn@9 reply_queued@18 answered@20",
            {"unread": 2, "publishing": 9, "writing": 9},
        ),
        (
            "arrived@0>16 forwarded@1>9 proposed@15 reply_queued@19 answered@20",
            {"unread": 1, "department": 14, "writing": 4, "publishing": 1},
        ),
        (
            "arrived@0>16 forwarded@1>9 forwarded@5>13 recalled@15 answered@20",
            {"unread": 1, "department": 14, "writing": 5},
        ),
        ("arrived@0>16 forwarded@1>9 answered@20", {"unread": 1, "department": 19}),
        ("arrived@0>16 snoozed@2 woken@10 answered@20", {"unread": 2, "aside": 8, "writing": 10}),
        ("arrived@0>16 snoozed@2 forwarded@4>12 answered@20", {"unread": 2, "aside": 2, "department": 16}),
        ("arrived@0>16 ignored@2 rescued@18 answered@20", {"unread": 2, "aside": 16, "writing": 2}),
        ("arrived@0>16 assigned@1", {"unread": 1, "writing": 7 * 8 - 1}),
        (
            "arrived@0>16 reply_queued@1 interim@2>18 snoozed@4 woken@10 answered@20",
            {"writing": 12, "aside": 6},
        ),
        (
            "arrived@0>16 forwarded@1>9 reply_queued@2 interim@3>18 proposed@10 answered@20",
            {"department": 7, "writing": 10},
        ),
        ("arrived@0>16 assigned@1 answered@2 arrived@3>19 answered@20", {"unread": 17}),
        (
            "arrived@0>16 assigned@1 wait@2".replace("wait", "waiting") + " arrived@3>19 answered@20",
            {"unread": 17},
        ),
        ("arrived@0>16 assigned@1 closed@2 reopened@3>19 answered@20", {"writing": 17}),
    ],
)
def test_each_hour_is_in_the_stage_that_the_history_tells(story: str, expected: dict[str, float]) -> None:
    assert spent(told(story)) == expected


def test_what_the_house_does_by_itself_is_no_reading() -> None:
    given = happened(2, What.ASSIGNED, 3, actor="bridge")
    events = (*told("arrived@0>16"), given, *told("arrived@0 arrived@0 answered@20")[2:])
    assert spent(events) == {"unread": 20}


def test_an_outage_lasts_from_the_receipt_until_the_post_is_stored() -> None:
    found = happened(1, What.ARRIVED, 6, since=0, due=16)
    assert spent((found, *told("noted@0 assigned@8 answered@20")[1:])) == {
        "outage": 6,
        "unread": 2,
        "writing": 12,
    }


def test_a_short_while_until_a_post_is_stored_is_none() -> None:
    found = happened(1, What.ARRIVED, 0.25, since=0, due=16)
    assert spent((found, *told("noted@0 answered@20")[1:])) == {"unread": 20}


def test_a_question_found_late_counts_from_its_receipt_and_was_not_read_before() -> None:
    late = happened(3, What.ARRIVED, 10, since=0, due=14, post="2")
    events = (
        happened(1, What.ARRIVED, 4, since=4, due=20),
        happened(2, What.ASSIGNED, 5),
        late,
        *told("noted@0 noted@0 noted@0 assigned@12 answered@20")[3:],
    )
    assert spent(events) == {"outage": 10, "unread": 2, "writing": 8}


def test_what_came_while_a_reply_went_out_was_there_all_along() -> None:
    """It is told of twice: when it came, and when the reply did not answer it."""
    events = (
        happened(1, What.ARRIVED, 0, due=16),
        happened(2, What.REPLY_QUEUED, 1),
        happened(3, What.ARRIVED, 2, since=2, due=18, post="2"),
        happened(4, What.ANSWERED, 6),
        happened(5, What.ARRIVED, 6, since=2, due=18, post="2"),
        happened(6, What.ANSWERED, 20),
    )
    assert spent(events) == {"unread": 18}


def test_a_reply_counts_from_when_it_was_out_though_we_learned_of_it_later() -> None:
    events = (
        happened(1, What.ARRIVED, 0, due=16),
        happened(2, What.REPLY_QUEUED, 1),
        happened(3, What.INTERIM, 9, since=2, due=18),
        happened(4, What.ANSWERED, 20),
    )
    assert spent(events) == {"writing": 18}
    assert spent(events, which=0) == {"unread": 1, "publishing": 1}


STEPS = sorted(set(What) - {What.ARRIVED, What.EDITED, What.DELETED, What.AT_RISK, What.BREACHED})
WITH_DEADLINE = {What.ARRIVED, What.INTERIM, What.REOPENED, What.FORWARDED, What.RECKONED}


@given(
    st.lists(
        st.tuples(
            st.sampled_from([What.ARRIVED, *STEPS]),
            st.floats(0, 30),
            st.floats(0, 5),
            st.sampled_from(["kim", "bridge"]),
        ),
        max_size=14,
    )
)
def test_whatever_happens_the_parts_add_up_to_the_whole(steps: list[tuple[What, float, float, str]]) -> None:
    clock = 0.0
    events = [happened(1, What.ARRIVED, 0, due=16)]
    for number, (what, later, earlier, actor) in enumerate(steps, start=2):
        clock += later
        due = clock + 16 if what in WITH_DEADLINE else None
        since = max(0.0, clock - earlier) if what in (What.ARRIVED, What.ANSWERED, What.INTERIM) else None
        post = str(number) if what in (What.ARRIVED, What.JOINED) else None
        events.append(happened(number, what, clock, since=since, due=due, actor=actor, post=post))
    found = cases(tuple(events))
    assert found
    for case in found:
        for cycle in case.promises:
            until = max(cycle.ended_at or at(500), cycle.started_at)
            parts = case.course.parts(cycle, until, OFFICE)
            assert set(parts) == set(Stage)
            assert min(parts.values()) >= timedelta()
            assert sum(parts.values(), timedelta()) == working_time(cycle.started_at, until, OFFICE)
