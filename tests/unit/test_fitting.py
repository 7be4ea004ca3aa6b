"""Logistic regression around what is known: held against a solver that knows no tricks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickets.triage.fitting import Floats, Rows, Task, fit, log_loss, sigmoid

WIDTH = 12

ROWS = st.lists(st.lists(st.integers(0, WIDTH - 1), min_size=1, max_size=9), min_size=1, max_size=12)


def rows_of(posts: list[list[int]]) -> Rows:
    return Rows.of([np.array(post, np.int32) for post in posts], WIDTH)


def dense(posts: list[list[int]]) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """The same posts as a table."""
    table = np.zeros((len(posts), WIDTH))
    for number, post in enumerate(posts):
        for bucket in post:
            table[number, bucket] += 1 / np.sqrt(len(post))
    return table


def slowly(
    posts: list[list[int]], task: Task, spread: float
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Newton on the whole matrix, each step halved until it is downhill."""
    table, weights = dense(posts), np.zeros(WIDTH)

    def loss(at: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
        odds = task.known + table @ at
        return float(task.counts @ (np.logaddexp(0, odds) - task.wanted * odds) + at @ at / (2 * spread))

    for _step in range(30):
        chance = 1 / (1 + np.exp(-(task.known + table @ weights)))
        slope = table.T @ (task.counts * (chance - task.wanted)) + weights / spread
        bend = (table.T * (task.counts * chance * (1 - chance))) @ table + np.eye(WIDTH) / spread
        step = np.linalg.solve(bend, slope)
        while loss(weights - step) > loss(weights) and np.abs(step).max() > 1e-9:
            step /= 2
        weights = weights - step
    return weights


@given(ROWS)
def test_rows_are_the_table_that_they_stand_for(posts: list[list[int]]) -> None:
    rows, table = rows_of(posts), dense(posts)
    weights = np.arange(WIDTH, dtype=np.float32)
    values = np.arange(len(posts), dtype=np.float32)
    np.testing.assert_allclose(rows.times(weights), table @ weights, rtol=1e-4)
    np.testing.assert_allclose(rows.back(values)[:-1], table.T @ values, rtol=1e-4, atol=1e-5)


@given(ROWS, st.data())
def test_some_rows_are_the_rows_of_some(posts: list[list[int]], data: st.DataObject) -> None:
    chosen = np.array(data.draw(st.lists(st.booleans(), min_size=len(posts), max_size=len(posts))))
    weights = np.linspace(-1, 1, WIDTH, dtype=np.float32)
    np.testing.assert_allclose(
        rows_of(posts).pick(chosen).times(weights), rows_of(posts).times(weights)[chosen], rtol=1e-5
    )


@settings(max_examples=40)
@given(ROWS, st.data(), st.sampled_from([0.5, 4.0, 16.0]))
def test_the_fit_is_the_one_of_a_solver_that_knows_no_tricks(
    posts: list[list[int]], data: st.DataObject, spread: float
) -> None:
    size = len(posts)

    def drawn(*values: float) -> Floats:
        each = st.lists(st.sampled_from(values), min_size=size, max_size=size)
        return np.array(data.draw(each), np.float32)

    task = Task(drawn(-3, -1, 0, 2), drawn(0, 1), drawn(0, 0.3, 1))
    weights = fit(rows_of(posts), task, spread=spread)
    np.testing.assert_allclose(
        dense(posts) @ weights, dense(posts) @ slowly(posts, task, spread), rtol=0.05, atol=0.05
    )


def test_nobody_who_counts_for_nothing_changes_anything() -> None:
    task = Task(*(np.array([value], np.float32) for value in (0, 1, 0)))
    assert not fit(rows_of([[1, 2]]), task, spread=4).any()


def test_one_correction_turns_its_own_text() -> None:
    task = Task(*(np.array([value], np.float32) for value in (-2, 1, 1)))
    rows = rows_of([[1, 2, 3]])
    odds = task.known + rows.times(fit(rows, task, spread=16))
    assert odds[0] > 0
    assert log_loss(task, odds) < log_loss(task, task.known)


def test_what_all_marked_posts_have_in_common_is_not_learnt() -> None:
    """Ten posts say "yes" to the same piece: unmarked, it is learnt; marked, the mark takes most of it."""
    posts = [np.array([1, number], np.int32) for number in range(2, 12)]
    task = Task(np.zeros(10, np.float32), np.ones(10, np.float32), np.ones(10, np.float32))
    plain, marked = (
        fit(Rows.of(posts, WIDTH, np.full(10, mark, np.float32)), task, spread=4) for mark in (0.0, 1.0)
    )
    assert 0 < marked[1] < 0.6 * plain[1]


def test_chances_are_never_out_of_range() -> None:
    assert sigmoid(np.array([-1e30, 0, 1e30], np.float32)) == pytest.approx([0, 0.5, 1], abs=1e-12)


def test_a_post_without_pieces_is_refused() -> None:
    with pytest.raises(ValueError, match="no pieces"):
        rows_of([[1], []])
