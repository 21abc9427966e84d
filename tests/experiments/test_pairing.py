import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.pairing import pairing, times_as_many

numbers = st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=3, max_size=30)


@given(numbers)
def test_saved_is_one_less_the_ratio_of_variances(rows: list[tuple[int, int]]) -> None:
    pair = np.array(rows, dtype=np.float64)
    a, b = pair.T
    correlation, saved = pairing(pair)
    both = a.var(ddof=1) + b.var(ddof=1)
    if both == 0.0:
        assert math.isnan(saved)
        return
    assert saved == pytest.approx(1.0 - (b - a).var(ddof=1) / both, abs=1e-9)
    if a.var() > 0.0 and b.var() > 0.0:
        assert correlation == pytest.approx(np.corrcoef(a, b)[0, 1], abs=1e-9)
    else:
        assert math.isnan(correlation) and saved == 0.0


def test_a_difference_that_is_always_the_same_saves_all() -> None:
    a = np.array([1.0, 5.0, 2.0, 7.0])
    correlation, saved = pairing(np.column_stack([a, a + 3.0]))
    assert (correlation, saved) == pytest.approx((1.0, 1.0))
    assert times_as_many(1.0) == math.inf


def test_pairing_may_cost() -> None:
    a = np.array([1.0, 5.0, 2.0, 7.0])
    correlation, saved = pairing(np.column_stack([a, -a]))
    assert (correlation, saved) == pytest.approx((-1.0, -1.0))
    assert times_as_many(saved) == pytest.approx(0.5)
    assert times_as_many(0.8) == pytest.approx(5.0)
    assert math.isnan(times_as_many(math.nan))


def test_two_seeds_and_no_variation_tell_nothing() -> None:
    for pair in (np.array([[1.0, 2.0], [2.0, 1.0]]), np.ones((5, 2)), np.full((5, 2), 0.1) + 1e-17, np.zeros((0, 2))):
        assert all(math.isnan(x) for x in pairing(pair))
