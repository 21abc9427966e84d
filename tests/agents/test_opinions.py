"""Opinions meet as in the sources: known answers, and what no meeting may change."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from agents.opinions import camps, deffuant, degroot, largest_camp

MANY = 1000
SMALL = 0.03  # share below which a camp is an outlier at the edges (Laguna et al. 2004)


def converged(confidence: float) -> NDArray[np.float64]:
    rng = np.random.default_rng(5)
    return deffuant(rng.uniform(size=MANY), confidence, rng.uniform(size=(300 * MANY, 2)))


@pytest.mark.parametrize(("confidence", "number"), [(0.5, {1}), (0.2, {2}), (0.12, {3, 4})])
def test_as_many_camps_are_left_as_there_is_room_for(confidence: float, number: set[int]) -> None:
    """⌊1 ÷ 2d⌋ large camps: Deffuant et al. 2000."""
    start = np.random.default_rng(5).uniform(size=MANY)
    end = converged(confidence)
    assert end.mean() == pytest.approx(start.mean(), abs=1e-9)
    left = [camp for camp in camps(end, confidence / 2.0) if len(camp) > SMALL * MANY]
    assert len(left) in number


def test_weighted_averaging_goes_to_degroots_answer() -> None:
    weights = np.array([[0.5, 0.5, 0.0], [0.25, 0.5, 0.25], [0.0, 0.5, 0.5]])
    start = np.array([0.0, 0.0, 1.0])
    np.testing.assert_allclose(degroot(weights, start, 60), 0.25, atol=1e-12)
    gaps = [np.abs(degroot(weights, start, rounds) - 0.25).max() for rounds in (20, 21)]
    assert gaps[1] / gaps[0] == pytest.approx(0.5)  # the second eigenvalue
    with pytest.raises(ValueError, match="rows that sum to 1"):
        degroot(weights + 0.1, start)


opinions = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=30).map(np.array)


@settings(max_examples=60, deadline=None)
@given(opinions, st.floats(0.0, 1.0), st.integers(0, 200))
def test_nobody_leaves_the_range_and_the_mean_is_kept(x: NDArray[np.float64], d: float, meetings: int) -> None:
    end = deffuant(x, d, np.random.default_rng(1).uniform(1e-9, 1.0 - 1e-9, (meetings, 2)))
    assert end.mean() == pytest.approx(x.mean(), abs=1e-12)
    assert end.min() >= x.min() - 1e-12 and end.max() <= x.max() + 1e-12


def test_those_out_of_reach_do_not_listen_and_one_with_a_wider_bound_is_enough() -> None:
    draws = np.full((1, 2), 0.25)
    assert deffuant([0.2, 0.6], 0.3, draws).tolist() == [0.2, 0.6]
    assert deffuant([0.2, 0.6], [0.3, 0.5], draws) == pytest.approx([0.4, 0.4])
    assert deffuant([0.7], 0.3, draws).tolist() == [0.7]


@settings(max_examples=60, deadline=None)
@given(opinions, st.floats(0.0, 0.5))
def test_the_largest_camp_is_the_most_that_fit_into_its_width(x: NDArray[np.float64], width: float) -> None:
    share, median = largest_camp(x.tolist(), width)
    most = max(int(((x >= left) & (x <= left + width + 1e-12)).sum()) for left in x)
    assert share == most / len(x)
    assert x.min() <= median <= x.max()


def test_camps_and_medians_by_hand() -> None:
    assert [len(camp) for camp in camps([0.1, 0.9, 0.15, 0.5], 0.2)] == [2, 1, 1]
    np.testing.assert_allclose(largest_camp([0.1, 0.2, 0.15, 0.9], 0.1), (0.75, 0.15))
    np.testing.assert_allclose(largest_camp([0.3, 0.4], 0.2), (1.0, 0.35))
    assert largest_camp([], 0.1)[0] == 0.0
