"""Who sits in the association, and what a sitting comes to, on cases worked out by hand."""

import numpy as np
import pytest

from agents.association import KINDS_OF_SEAT, OF_RESIDENTS, SEATS, led, objection, sit
from agents.opinions import degroot

DRAWS = np.random.default_rng(2).uniform(size=800).tolist()


def test_seven_kinds_sit() -> None:
    assert len(KINDS_OF_SEAT) == 7
    assert len(SEATS) == 13 and len(OF_RESIDENTS) == 7


def test_a_sitting_agrees_where_views_are_near_and_splits_where_bounds_are_narrow() -> None:
    near, apart = [0.4, 0.45, 0.5, 0.55, 0.6], [0.0, 0.05, 0.1, 0.9, 0.95, 1.0]
    agreed = sit(near, [True] * 5, [0.3] * 5, DRAWS, 0.1)
    assert agreed.agreed and agreed.share == 1.0 and agreed.position == pytest.approx(0.5)
    split = sit(apart, [True] * 6, [0.3] * 6, DRAWS, 0.1)
    assert not split.agreed and split.share == 0.5
    joined = sit(apart, [True] * 6, [1.0] * 6, DRAWS, 0.1)
    assert joined.agreed and joined.position == pytest.approx(0.5, abs=1e-6)


def test_who_is_absent_neither_moves_nor_counts() -> None:
    held = sit([0.4, 0.5, 0.45, 1.0], [True, True, True, False], [1.0] * 4, DRAWS, 0.1)
    assert held.positions[3] == 1.0 and held.share == 1.0


def test_leaders_who_do_not_move_draw_the_others_by_their_weight() -> None:
    seats = [0.2, 0.6]
    np.testing.assert_allclose([led(seat, 1.0, 0.25) for seat in seats], [0.4, 0.7])
    weights = np.array([[0.75, 0.0, 0.25], [0.0, 0.75, 0.25], [0.0, 0.0, 1.0]])
    np.testing.assert_allclose(degroot(weights, [0.2, 0.6, 1.0])[:2], [0.4, 0.7])
    assert [led(seat, 1.0, 0.0) for seat in seats] == seats


def test_objections_begin_at_the_tolerance() -> None:
    chance = objection(np.array([0.0, 0.4, 0.7, 1.0]), 0.4)
    assert chance == pytest.approx([0.0, 0.0, 0.5, 1.0])
    assert (objection(np.array([0.0, 1.0]), 1.0) == 0.0).all()
