"""A contest: what rivals burn in equilibrium, and who wins how often."""

import numpy as np
import pytest

from model.contest import effort, winner


@pytest.mark.parametrize(("rivals", "share"), [(1, 0.0), (2, 0.5), (3, 2 / 3), (10, 0.9)])
def test_rivals_burn_all_but_one_nth_of_the_prize(rivals: int, share: float) -> None:
    assert rivals * effort(100.0, rivals) == pytest.approx(100.0 * share)


def test_no_rival_would_rather_spend_more_or_less() -> None:
    """The best answer to like rivals, found on a grid of a thousandth."""
    for n in (2, 3, 5):
        e = effort(1.0, n)
        mine = np.arange(0.001, 1.0, 0.001)
        gain = mine / (mine + (n - 1) * e) - mine
        assert mine[int(np.argmax(gain))] == pytest.approx(e, abs=1e-3)


def test_chances_are_in_proportion_to_weights() -> None:
    draws = (np.arange(1000) + 0.5) / 1000
    assert np.bincount([winner([1.0, 3.0, 0.0], d) for d in draws]).tolist() == [250, 750]
    assert np.bincount([winner([0.0, 0.0], d) for d in draws]).tolist() == [500, 500]
    assert winner([1.0], 0.999999) == 0
