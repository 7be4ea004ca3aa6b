"""The law of undo, without a store: an act and its undoing are as if neither had been."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.desk import history
from tickets.errors import UsageError
from tickets.rules.undo import UNDOABLE, UNDONE, next_to_undo, standing
from tickets.storage.models import Event, What

BEGIN = datetime(2026, 5, 20, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    """One event."""

    id: int
    what: What
    actor: str = "kim"
    detail: dict[str, Any] = field(default_factory=dict)
    since: datetime | None = None
    due_at: datetime | None = None

    @property
    def at(self) -> datetime:
        return BEGIN + timedelta(hours=self.id)


def line(number: int, what: What, *, due: bool) -> Line:
    return Line(number, what, due_at=BEGIN + timedelta(hours=number + 9) if due else None)


def clocks(events: list[Line]) -> object:
    return history.clocks(cast("list[Event]", events))


whats = st.sampled_from([each for each in What if each is not What.UNDONE])
histories = st.lists(st.tuples(whats, st.booleans()), max_size=12).map(
    lambda steps: [line(number, what, due=due) for number, (what, due) in enumerate(steps, start=1)]
)
acts = st.tuples(st.sampled_from(sorted(UNDOABLE)), st.booleans())


@given(past=histories, doing=st.lists(acts, min_size=1, max_size=4))
def test_acts_that_are_undone_have_moved_no_clock(past: list[Line], doing: list[tuple[str, bool]]) -> None:
    first = len(past) + 1
    done = [line(first + at, What(what), due=due) for at, (what, due) in enumerate(doing)]
    events = [*past, *done]
    for act in reversed(done):
        assert next_to_undo(events, login="kim") == act
        events = [*events, Line(len(events) + 1, What.UNDONE, detail={"undoes": act.id})]
    assert clocks(events) == clocks(past)
    assert standing(events) == past


@given(past=histories)
def test_only_what_this_person_did_last_is_undone(past: list[Line]) -> None:
    of_time = (What.AT_RISK, What.BREACHED)
    last = next((event for event in reversed(past) if event.what not in of_time), None)
    if last is not None and last.what in UNDOABLE:
        assert next_to_undo(past, login="kim") == last
    else:
        with pytest.raises(UsageError):
            next_to_undo(past, login="kim")
    with pytest.raises(UsageError):
        next_to_undo(past, login="lea")


def test_the_word_is_that_of_the_store() -> None:
    assert What.UNDONE == UNDONE
    assert {each.value for each in What} > UNDOABLE
