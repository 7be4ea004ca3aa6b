"""The clocks of a ticket: a table of states and happenings, the rules one by one, what always holds."""

import random
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.rules.sla import Clocks, Cycle, Happening, Moment, Outcome, Promise, at_risk, clocks
from tickets.rules.worktime import Calendar, parse_hours

START = datetime(2026, 6, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)

NEUTRAL = (Happening.JOINED, Happening.SNOOZED, Happening.WOKEN, Happening.EDITED, Happening.DELETED)
WITH_DEADLINE = (Happening.ARRIVED, Happening.INTERIM, Happening.FORWARDED, Happening.REOPENED)


def at(hours: float) -> datetime:
    return START + hours * HOUR


def happened(
    what: Happening, hours: float, *, due: float | None = None, known: float | None = None
) -> Moment:
    return Moment(
        at=at(hours),
        what=what,
        due_at=None if due is None else at(due),
        known_at=None if known is None else at(known),
    )


def told(story: str) -> list[Moment]:
    """One happening an hour; those that set a deadline set it two days later."""
    moments = []
    for hours, word in enumerate(story.split()):
        what = Happening(word)
        moments.append(happened(what, hours, due=hours + 48 if what in WITH_DEADLINE else None))
    return moments


def sketch(result: Clocks) -> str:
    """The cycles by the first letters of promise and outcome."""
    return " ".join(f"{cycle.promise[0].upper()}{cycle.outcome[0]}" for cycle in result.cycles) or "-"


# What each happening makes of each state before it. The first letters are the promise (Answer, Interim,
# Department), the second ones the outcome (running, met, stopped); - is no cycle at all.
COLUMNS = ("arrived", "answered", "asked", "interim", "forwarded", "proposed")
MORE_COLUMNS = ("recalled", "waiting", "ignored", "rescued", "closed", "reopened")
TABLE = {
    "": (
        "Ar | - | - | Ir | Dr | -",
        "- | - | - | - | - | Ar",
    ),
    "arrived": (
        "Ar | Am | Am | Am Ir | Ar Dr | Ar",
        "Ar | As | As | Ar | As | Ar",
    ),
    "arrived interim": (
        "Am Ir | Am Im | Am Im | Am Im Ir | Am Ir Dr | Am Ir",
        "Am Ir | Am Is | Am Is | Am Ir | Am Is | Am Ir",
    ),
    "arrived answered": (
        "Am Ar | Am | Am | Am Ir | Am Dr | Am",
        "Am | Am | Am | Am | Am | Am Ar",
    ),
    "arrived asked": (
        "Am Ar | Am | Am | Am Ir | Am Dr | Am",
        "Am | Am | Am | Am | Am | Am Ar",
    ),
    "arrived forwarded": (
        "Ar Dr | Am Ds | Am Ds | Am Dr Ir | Ar Ds Dr | Ar Dm",
        "Ar Ds | As Ds | As Ds | Ar Dr | As Ds | Ar Dr",
    ),
    "arrived forwarded proposed": (
        "Ar Dm | Am Dm | Am Dm | Am Dm Ir | Ar Dm Dr | Ar Dm",
        "Ar Dm | As Dm | As Dm | Ar Dm | As Dm | Ar Dm",
    ),
    "arrived forwarded recalled": (
        "Ar Ds | Am Ds | Am Ds | Am Ds Ir | Ar Ds Dr | Ar Ds",
        "Ar Ds | As Ds | As Ds | Ar Ds | As Ds | Ar Ds",
    ),
    "arrived waiting": (
        "As Ar | As | As | As Ir | As Dr | As",
        "As | As | As | As | As | As Ar",
    ),
    "arrived ignored": (
        "As Ar | As | As | As Ir | As Dr | As",
        "As | As | As | Ar | As | As Ar",
    ),
    "arrived forwarded ignored": (
        "As Ds Ar | As Ds | As Ds | As Ds Ir | As Ds Dr | As Ds",
        "As Ds | As Ds | As Ds | Ar Ds | As Ds | As Ds Ar",
    ),
    "arrived ignored rescued": (
        "Ar | Am | Am | Am Ir | Ar Dr | Ar",
        "Ar | As | As | Ar | As | Ar",
    ),
    "arrived closed": (
        "As Ar | As | As | As Ir | As Dr | As",
        "As | As | As | As | As | As Ar",
    ),
    "arrived closed reopened": (
        "As Ar | As Am | As Am | As Am Ir | As Ar Dr | As Ar",
        "As Ar | As As | As As | As Ar | As As | As Ar",
    ),
    "arrived snoozed": (
        "Ar | Am | Am | Am Ir | Ar Dr | Ar",
        "Ar | As | As | Ar | As | Ar",
    ),
    "arrived deleted": (
        "Ar | Am | Am | Am Ir | Ar Dr | Ar",
        "Ar | As | As | Ar | As | Ar",
    ),
    "joined": (
        "Ar | - | - | Ir | Dr | -",
        "- | - | - | - | - | Ar",
    ),
}


@pytest.mark.parametrize(
    ("before", "what", "expected"),
    [
        (before, what, expected)
        for before, rows in TABLE.items()
        for columns, row in zip((COLUMNS, MORE_COLUMNS), rows, strict=True)
        for what, expected in zip(columns, row.split(" | "), strict=True)
    ],
)
def test_each_happening_does_to_each_state_what_the_table_says(before: str, what: str, expected: str) -> None:
    assert sketch(clocks(told(f"{before} {what}"))) == expected


@pytest.mark.parametrize("before", TABLE)
@pytest.mark.parametrize("what", NEUTRAL)
def test_what_asks_and_promises_nothing_moves_no_clock(before: str, what: Happening) -> None:
    assert clocks(told(f"{before} {what}")) == clocks(told(before))


@pytest.mark.parametrize("before", TABLE)
@pytest.mark.parametrize("due", [None, 70])
def test_reckoning_anew_changes_the_deadline_of_what_is_owed_to_the_citizen_and_nothing_else(
    before: str, due: float | None
) -> None:
    old = clocks(told(before))
    new = clocks([*told(before), happened(Happening.RECKONED, 30, due=due)])
    assert sketch(new) == sketch(old)
    assert [replace(cycle, due_at=at(0)) for cycle in new.cycles] == [
        replace(cycle, due_at=at(0)) for cycle in old.cycles
    ]
    changed = [after for after, cycle in zip(new.cycles, old.cycles, strict=True) if after != cycle]
    assert [cycle.due_at for cycle in changed] == [at(70) for _owed in [old.answer] if _owed and due]
    assert changed == [new.answer for _owed in [old.answer] if _owed and due]


def test_the_table_knows_every_happening() -> None:
    assert {*map(Happening, COLUMNS + MORE_COLUMNS), *NEUTRAL, Happening.RECKONED} == set(Happening)


# The answer


def test_the_clock_runs_from_the_oldest_unanswered_message() -> None:
    result = clocks(told("arrived arrived arrived"))
    assert result.cycles == (Cycle(promise=Promise.ANSWER, started_at=at(0), due_at=at(48)),)


def test_a_question_after_an_answer_has_a_clock_of_its_own() -> None:
    met, running = clocks(told("arrived answered joined arrived")).cycles
    assert (met.ended_at, met.outcome) == (at(1), Outcome.MET)
    assert (running.started_at, running.due_at, running.ended_at) == (at(3), at(51), None)


def test_without_a_deadline_no_answer_clock_starts() -> None:
    assert clocks([happened(Happening.ARRIVED, 0), happened(Happening.REOPENED, 1)]) == Clocks()


def test_a_cycle_names_the_message_that_started_it() -> None:
    history = [Moment(at(hours), Happening.ARRIVED, at(48), ref) for hours, ref in enumerate(("m1", "m2"))]
    assert [cycle.ref for cycle in clocks(history).cycles] == ["m1"]


def test_moments_count_in_the_order_of_time_and_ties_as_they_stand() -> None:
    arrived, answered = happened(Happening.ARRIVED, 0, due=48), happened(Happening.ANSWERED, 1)
    assert sketch(clocks([answered, arrived])) == "Am"
    together = happened(Happening.IGNORED, 0)
    assert sketch(clocks([arrived, together])) == "As"
    assert sketch(clocks([together, arrived])) == "Ar"


# Messages found late


def test_an_answer_written_before_a_message_was_known_does_not_answer_it() -> None:
    result = clocks(
        [
            happened(Happening.ARRIVED, 0, due=48),
            happened(Happening.ARRIVED, 2, due=50, known=4),
            happened(Happening.ANSWERED, 3),
        ]
    )
    assert sketch(result) == "Am Ar"
    assert result.answer == Cycle(promise=Promise.ANSWER, started_at=at(2), due_at=at(50))


def test_an_older_message_found_late_takes_the_clock_back_to_its_own_receipt() -> None:
    newer = Moment(at(5), Happening.ARRIVED, at(53), ref="newer")
    older = Moment(at(1), Happening.ARRIVED, at(49), ref="older", known_at=at(6))
    (cycle,) = clocks([newer, older]).cycles
    assert cycle == Cycle(promise=Promise.ANSWER, started_at=at(1), due_at=at(49), ref="older")


def test_a_message_found_late_never_gives_more_time() -> None:
    newer, older = happened(Happening.ARRIVED, 5, due=53), happened(Happening.ARRIVED, 1, due=60, known=6)
    assert clocks([newer, older]).due_at == at(53)


def test_a_message_found_late_leaves_a_promised_date_alone() -> None:
    promised = told("arrived interim")
    assert clocks([*promised, happened(Happening.ARRIVED, -9, due=39, known=6)]) == clocks(promised)


def test_an_answer_that_turns_out_to_have_been_published_in_time_was_in_time() -> None:
    history = [happened(Happening.ARRIVED, 0, due=48), happened(Happening.ANSWERED, 47, known=50)]
    assert clocks(history[:1]).breaches(at(49))
    assert not clocks(history).breaches(at(51))


# Interim status


def test_an_interim_status_keeps_the_promise_and_makes_the_next() -> None:
    history = [happened(Happening.ARRIVED, 0, due=48), happened(Happening.INTERIM, 40, due=140)]
    kept, promised = clocks(history).cycles
    assert (kept.outcome, kept.ended_at) == (Outcome.MET, at(40))
    assert promised == Cycle(promise=Promise.INTERIM, started_at=at(40), due_at=at(140))


def test_an_interim_status_that_promises_no_date_lets_the_clock_run() -> None:
    history = [happened(Happening.ARRIVED, 0, due=48), happened(Happening.INTERIM, 40)]
    assert sketch(clocks(history)) == "Ar"


def test_an_answer_keeps_what_the_interim_status_promised() -> None:
    assert sketch(clocks(told("arrived interim interim answered"))) == "Am Im Im"


# Departments


def test_asking_a_department_does_not_stop_the_clock_of_the_citizen() -> None:
    result = clocks([happened(Happening.ARRIVED, 0, due=48), happened(Happening.FORWARDED, 1, due=24)])
    assert result.answer == Cycle(promise=Promise.ANSWER, started_at=at(0), due_at=at(48))
    assert result.department == Cycle(promise=Promise.DEPARTMENT, started_at=at(1), due_at=at(24))


def test_the_list_shows_the_earliest_of_what_is_owed() -> None:
    early = clocks([happened(Happening.ARRIVED, 0, due=48), happened(Happening.FORWARDED, 1, due=24)])
    late = clocks([happened(Happening.ARRIVED, 0, due=48), happened(Happening.FORWARDED, 1, due=72)])
    assert (early.due_at, late.due_at) == (at(24), at(48))
    assert clocks(told("arrived answered")).due_at is None


def test_a_forward_without_a_deadline_still_takes_the_ticket_from_the_department_before() -> None:
    assert sketch(clocks([*told("arrived forwarded"), happened(Happening.FORWARDED, 9)])) == "Ar Ds"


def test_the_next_department_has_a_clock_of_its_own() -> None:
    first, second = clocks(told("arrived forwarded forwarded")).cycles[1:]
    assert (first.outcome, first.ended_at) == (Outcome.STOPPED, at(2))
    assert (second.started_at, second.due_at) == (at(2), at(50))


def test_a_department_need_not_answer_while_we_wait_for_the_citizen() -> None:
    assert clocks(told("arrived forwarded waiting")).due_at is None
    assert clocks(told("arrived forwarded asked")).due_at is None


# Reckoning anew


@pytest.mark.parametrize("story", ["arrived", "arrived interim"])
def test_a_deadline_reckoned_anew_may_be_earlier_or_later(story: str) -> None:
    for due in (10, 90):
        owed = clocks([*told(story), happened(Happening.RECKONED, 9, due=due)]).answer
        assert owed is not None
        assert owed.due_at == at(due)


def test_what_is_broken_keeps_its_deadline_whatever_is_reckoned() -> None:
    history = [happened(Happening.ARRIVED, 0, due=48)]
    assert clocks([*history, happened(Happening.RECKONED, 48, due=90)]).due_at == at(90)
    assert clocks([*history, happened(Happening.RECKONED, 48.01, due=90)]).due_at == at(48)
    answered = [*history, happened(Happening.ANSWERED, 50), happened(Happening.RECKONED, 51, due=90)]
    assert clocks(answered) == clocks(answered[:2])


def test_an_older_message_found_after_the_reckoning_never_gives_more_time() -> None:
    history = [happened(Happening.ARRIVED, 5, due=53), happened(Happening.RECKONED, 10, due=40)]
    late = happened(Happening.ARRIVED, 1, due=49, known=20)
    (cycle,) = clocks([*history, late]).cycles
    assert (cycle.started_at, cycle.due_at) == (at(1), at(40))


# Ignoring and rescuing


def test_rescue_brings_the_original_clock_back() -> None:
    history = [
        happened(Happening.ARRIVED, 0, due=48),
        happened(Happening.IGNORED, 1),
        happened(Happening.RESCUED, 60),
    ]
    (original,) = clocks(history).cycles
    assert original == Cycle(promise=Promise.ANSWER, started_at=at(0), due_at=at(48))
    assert original.breached(at(60))
    assert not clocks(history[:2]).breaches(at(60))


def test_rescue_brings_a_promised_date_back_too() -> None:
    assert clocks(told("arrived interim ignored rescued")) == clocks(told("arrived interim"))


def test_ignoring_twice_loses_nothing() -> None:
    assert clocks(told("arrived ignored ignored rescued")) == clocks(told("arrived"))


@pytest.mark.parametrize("between", ["answered", "asked", "waiting", "closed"])
def test_nothing_comes_back_once_the_matter_was_settled(between: str) -> None:
    assert sketch(clocks(told(f"arrived ignored {between} rescued"))) == "As"


def test_what_the_citizen_asks_while_ignored_has_its_own_clock_and_a_rescue_changes_nothing() -> None:
    assert sketch(clocks(told("arrived ignored arrived"))) == "As Ar"
    assert sketch(clocks(told("arrived ignored arrived rescued"))) == "As Ar"


# Breaches


def test_at_the_deadline_itself_the_promise_is_kept() -> None:
    cycle = Cycle(promise=Promise.ANSWER, started_at=at(0), due_at=at(48))
    assert not cycle.breached(at(48))
    assert cycle.breached(at(48) + timedelta(microseconds=1))


@pytest.mark.parametrize(("ended", "breached"), [(48, False), (48.01, True)])
@pytest.mark.parametrize("what", ["answered", "asked", "waiting", "ignored", "closed"])
def test_what_ended_too_late_stays_a_breach_however_it_ended(what: str, ended: float, breached: bool) -> None:
    history = [happened(Happening.ARRIVED, 0, due=48), happened(Happening(what), ended)]
    assert bool(clocks(history).breaches(at(1000))) is breached


def test_past_breaches_are_kept_beside_what_runs() -> None:
    history = [
        happened(Happening.ARRIVED, 0, due=48),
        happened(Happening.ANSWERED, 50),
        happened(Happening.ARRIVED, 60, due=108),
    ]
    result = clocks(history)
    assert result.breaches(at(61)) == result.cycles[:1]
    assert result.breaches(at(109)) == result.cycles


# At risk


OFFICE = Calendar(
    name="office",
    zone="UTC",
    hours=parse_hours(dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-16:00")),
)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(0, False, id="at the start"),
        pytest.param(27.99, False, id="before three quarters of the working time"),
        pytest.param(28, True, id="at three quarters"),
        pytest.param(32, True, id="at the deadline"),
        pytest.param(32.01, False, id="breached is no risk any more"),
    ],
)
def test_a_clock_is_at_risk_from_its_share_of_the_working_time_to_its_deadline(
    now: float, expected: bool
) -> None:
    cycle = Cycle(promise=Promise.ANSWER, started_at=at(0), due_at=at(32))
    assert at_risk(cycle, at(now), 0.75, OFFICE) is expected


def test_a_clock_that_ended_is_not_at_risk() -> None:
    (cycle,) = clocks(told("arrived answered")).cycles
    assert not at_risk(cycle, at(47), 0.5, OFFICE)


# What always holds


@st.composite
def histories(draw: st.DrawFn, *, late: Collection[Happening] = ()) -> list[Moment]:
    """Any happenings in any order, an hour or more apart, with deadlines or without; `late` may be late."""
    moments = []
    hours = 0.0
    for what in draw(st.lists(st.sampled_from(Happening), max_size=12)):
        hours += draw(st.integers(1, 30))
        term = draw(st.none() | st.integers(-10, 100))
        behind = draw(st.integers(0, 20)) if what in late else 0
        moments.append(
            happened(
                what,
                hours - behind,
                due=None if term is None else hours + term,
                known=hours if behind else None,
            )
        )
    return moments


def last(history: Sequence[Moment]) -> float:
    return (max((moment.known_at or moment.at for moment in history), default=START) - START) / HOUR


@given(histories(late=tuple(Happening)))
def test_any_history_has_clocks_and_owes_at_most_one_thing_to_each(history: list[Moment]) -> None:
    result = clocks(history)
    towards_citizen = [cycle for cycle in result.running if cycle.promise is not Promise.DEPARTMENT]
    assert len(towards_citizen) <= 1
    assert len(result.running) - len(towards_citizen) <= 1
    assert all(cycle.is_running == (cycle.ended_at is None) for cycle in result.cycles)
    assert result.due_at == min((cycle.due_at for cycle in result.running), default=None)


@given(histories(late=tuple(Happening)), st.randoms(use_true_random=False))
def test_the_order_in_which_moments_are_handed_over_is_no_difference(
    history: list[Moment], chance: random.Random
) -> None:
    shuffled = list(history)
    chance.shuffle(shuffled)
    assert clocks(shuffled) == clocks(history)


@given(histories(late=tuple(Happening)))
def test_what_asks_and_promises_nothing_can_be_left_out(history: list[Moment]) -> None:
    assert clocks(moment for moment in history if moment.what not in NEUTRAL) == clocks(history)


@given(histories(), st.lists(st.sampled_from(NEUTRAL), max_size=3))
def test_rescue_owes_again_exactly_what_was_owed(history: list[Moment], between: list[Happening]) -> None:
    now = last(history) + 1
    ignored = [*history, happened(Happening.IGNORED, now)]
    rescued = [*ignored, *(happened(what, now) for what in between), happened(Happening.RESCUED, now + 1)]
    owed = clocks(history).answer
    assert clocks(ignored).answer is None
    if owed is not None:
        assert clocks(rescued).answer == owed


@given(histories(late=tuple(Happening)), st.integers(0, 40), st.integers(-10, 100))
def test_a_further_message_never_gives_more_time(history: list[Moment], behind: int, term: int) -> None:
    now = last(history) + 1
    before = clocks(history)
    after = clocks([*history, happened(Happening.ARRIVED, now - behind, due=now + term, known=now)])
    if before.answer is not None:
        assert after.answer is not None
        assert after.answer.due_at <= before.answer.due_at
        assert after.answer.started_at <= before.answer.started_at


@given(histories(late=(Happening.ARRIVED,)))
def test_a_past_breach_is_never_rewritten(history: list[Moment]) -> None:
    for length in range(len(history)):
        known, now = history[:length], at(last(history[:length]))
        breached = [cycle.breached(now) for cycle in clocks(known).cycles]
        later = [cycle.breached(at(last(history))) for cycle in clocks(history).cycles]
        assert all(now_too for was, now_too in zip(breached, later, strict=False) if was)
        assert len(later) >= len(breached)
