"""State and clocks of a ticket together: every sequence of what can happen to it, the legal and the illegal.

The table is closed: each step leads from a row to a row of it, so that it tells the end of every sequence, however
long. It is held against the law of the states and against the fold of the history.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.situations import LEGAL, STEPS, TABLE, path_to
from tickets.errors import IllegalMove
from tickets.rules.sla import Clocks, Happening, Moment, Promise, clocks
from tickets.rules.states import Move, State, after

START = datetime(2026, 6, 1, 8, tzinfo=UTC)
TERM = timedelta(hours=200)

MOVES = {
    "arrival": Move.ARRIVE,
    "reply": Move.ANSWER,
    "interim": Move.INTERIM,
    "forward": Move.FORWARD,
    "wait": Move.WAIT,
    "ignore": Move.IGNORE,
    "rescue": Move.RESCUE,
    "edit": None,
    "delete": None,
    "reopen": Move.REOPEN,
}
HAPPENINGS = {
    "arrival": Happening.ARRIVED,
    "reply": Happening.ANSWERED,
    "interim": Happening.INTERIM,
    "forward": Happening.FORWARDED,
    "wait": Happening.WAITING,
    "ignore": Happening.IGNORED,
    "rescue": Happening.RESCUED,
    "edit": Happening.EDITED,
    "delete": Happening.DELETED,
    "reopen": Happening.REOPENED,
}
WITH_DEADLINE = {"arrival", "interim", "forward", "reopen"}
LETTERS = {Promise.ANSWER: "A", Promise.INTERIM: "I", Promise.DEPARTMENT: "D"}


def history(steps: Iterable[str]) -> Iterator[Moment]:
    """One step an hour, after the arrival that opens a ticket."""
    for hours, step in enumerate(("arrival", *steps)):
        at = START + timedelta(hours=hours)
        yield Moment(at, HAPPENINGS[step], at + TERM if step in WITH_DEADLINE else None)


def situation(steps: Sequence[str]) -> str:
    """Where a ticket is after these steps, in the words of the table. Raises IllegalMove."""
    state = State.NEW
    for step in steps:
        move = MOVES[step]
        state = state if move is None else after(state, move)
    moments = list(history(steps))
    now = clocks(moments)
    rescued = clocks([*moments, Moment(START + timedelta(hours=len(steps) + 1), Happening.RESCUED)])
    kept = "" if now.answer else _letters(rescued).replace("D", "").lower()
    return " ".join(filter(None, (state.value, _letters(now) + kept)))


def _letters(found: Clocks) -> str:
    return "".join(LETTERS[cycle.promise] for cycle in (found.answer, found.department) if cycle)


def foretold(steps: Iterable[str]) -> str | None:
    """The same by the table; None where one of the steps is illegal."""
    row: str | None = "new A"
    for step in steps:
        row = TABLE[row][step] if row else None
    return row


@pytest.mark.parametrize("row", TABLE)
@pytest.mark.parametrize("step", STEPS)
def test_each_step_from_each_situation_leads_where_the_table_says(row: str, step: str) -> None:
    steps = (*path_to(row), step)
    expected = TABLE[row][step]
    if expected is None:
        with pytest.raises(IllegalMove):
            situation(steps)
    else:
        assert situation(steps) == expected


def test_the_table_is_closed_and_has_no_row_that_nothing_leads_to() -> None:
    targets = {target for row in TABLE.values() for target in row.values() if target}
    assert targets == set(TABLE)
    assert all(set(row) == set(STEPS) == set(MOVES) == set(HAPPENINGS) for row in TABLE.values())
    assert (len(LEGAL), len(TABLE) * len(STEPS)) == (106, 150)


def test_every_sequence_of_up_to_four_steps_ends_where_the_table_says() -> None:
    sequences = [steps for length in range(5) for steps in itertools.product(STEPS, repeat=length)]
    assert len(sequences) == 11_111
    legal = [steps for steps in sequences if foretold(steps)]
    assert 1000 < len(legal) < len(sequences)
    assert [steps for steps in legal if situation(steps) != foretold(steps)] == []
    for steps in sequences:
        if foretold(steps) is None:
            with pytest.raises(IllegalMove):
                situation(steps)


@given(st.data())
def test_every_longer_legal_sequence_ends_where_the_table_says(data: st.DataObject) -> None:
    row, steps = "new A", []
    for _place in range(data.draw(st.integers(5, 40))):
        step = data.draw(st.sampled_from([step for step, target in TABLE[row].items() if target]))
        steps.append(step)
        row = TABLE[row][step] or ""
    assert situation(steps) == row
