"""Fronts and hypervolumes are those that counting gives."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.front import dominates, hypervolume, non_dominated

STEPS = 6
cells = st.integers(0, STEPS)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 3).flatmap(lambda d: st.lists(st.lists(cells, min_size=d, max_size=d), min_size=1, max_size=7)))
def test_the_hypervolume_is_what_counting_cells_gives(rows: list[list[int]]) -> None:
    values = np.array(rows, dtype=np.float64)
    counted = sum(
        any(all(cell >= x for cell, x in zip(corner, row, strict=True)) for row in rows)
        for corner in product(range(STEPS), repeat=values.shape[1])
    )
    assert hypervolume(values, np.full(values.shape[1], float(STEPS))) == pytest.approx(counted)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=12))
def test_a_front_is_what_nobody_dominates_and_has_the_whole_hypervolume(rows: list[tuple[int, int]]) -> None:
    values = np.array(rows, dtype=np.float64)
    front = non_dominated(values)
    for row, mine in zip(values, front, strict=True):
        assert mine == (not any(dominates(other, row) for other in values))
    reference = np.full(2, STEPS + 1.0)
    assert front.any() and hypervolume(values[front], reference) == pytest.approx(hypervolume(values, reference))


def test_what_has_no_value_is_on_no_front() -> None:
    assert non_dominated(np.array([[np.nan, 0.0], [1.0, 1.0], [2.0, 0.5]])).tolist() == [False, True, True]
    assert not non_dominated(np.array([[np.nan, 0.0]])).any()
    assert not dominates(np.array([1.0, 1.0]), np.array([1.0, 1.0]))
