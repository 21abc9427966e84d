"""How effort is split: a constant total, and what is known by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from agents.department import SPARES, reward_posts
from agents.effort import CARE, PACE, ordered_care, residents_weights, slip_of, split_effort, task_hours, task_weights
from agents.street import learn, share_out
from agents.supervision import found_out

SHAPE = (3, 4, 2)
weights = hnp.arrays(np.float64, SHAPE, elements=st.floats(0.0, 1.0))
hours = hnp.arrays(np.float64, SHAPE[:2], elements=st.floats(0.0, 1000.0))


@given(weights, hours, st.floats(0.0, 2.0), st.floats(0.0, 0.4))
def test_the_total_of_effort_is_constant(weight: np.ndarray, by_kind: np.ndarray, response: float, care: float) -> None:
    """Nobody gains capacity: the mean of effort over a desk's hours is 1 whatever counts."""
    spent = task_hours(by_kind, care)
    effort = split_effort(weight, spent, response)
    busy = by_kind.sum(axis=1) > 1e-6
    mean = (effort * spent).sum(axis=(1, 2))[busy] / spent.sum(axis=(1, 2))[busy]
    assert mean == pytest.approx(1.0, rel=1e-9)
    assert (effort > 0.0).all()


def test_a_split_worked_out_by_hand() -> None:
    """One kind, a tenth of the time care: e^η / (0.9 e^η + 0.1) pace and 1 / (0.9 e^η + 0.1) care."""
    effort = split_effort(np.array([[[1.0, 0.0]]]), task_hours(np.array([[10.0]]), 0.1), 0.5)
    whole = 0.9 * np.exp(0.5) + 0.1
    assert effort[0, 0] == pytest.approx([np.exp(0.5) / whole, 1.0 / whole])


def test_effort_that_does_not_respond_is_even_and_a_desk_without_hours_too() -> None:
    weight = np.array([[[1.0, 0.0], [0.2, 0.9]]])
    assert (split_effort(weight, np.ones((1, 2, 2)), 0.0) == 1.0).all()
    assert (split_effort(weight, np.zeros((1, 2, 2)), 1.0) == 1.0).all()


def test_what_residents_rate_counts_by_number_and_by_what_is_left_to_gain() -> None:
    judged, satisfaction = np.array([[10.0, 5.0, 0.0, 10.0]]), np.array([[0.75, 0.75, 0.0, 0.3]])
    counts = residents_weights(judged, satisfaction, 1.0, 0.6)
    assert counts.sum(axis=2)[0] == pytest.approx([0.5, 0.25, 0.0, 1.0])
    assert counts[0, :, CARE] == pytest.approx(0.6 * counts.sum(axis=2)[0])
    even = residents_weights(judged, satisfaction, 0.0, 0.6).sum(axis=2)[0]
    assert even == pytest.approx([0.5, 0.5, 0.0, 1.0])
    mixed = task_weights(np.array([1.0, 0.0]), counts, 0.25)
    assert mixed[0, 0] == pytest.approx([0.75 + 0.25 * 0.2, 0.25 * 0.3])
    assert mixed[0, 2, PACE] == 0.75


def test_care_lowers_errors_and_takes_pace() -> None:
    assert slip_of(np.array([1.0, 2.0, 0.5]), 0.04, 1.0) == pytest.approx([0.0, -0.02, 0.04])
    assert (slip_of(np.array([0.5, 3.0]), 0.04, 0.0) == 0.0).all()
    care, pace = ordered_care(np.array([0.0, 0.5]), 0.1)
    assert care == pytest.approx([1.0, 1.5]) and pace == pytest.approx([1.0, 1.0 - 0.5 / 9.0])
    assert 0.9 * pace + 0.1 * care == pytest.approx(1.0)  # the same effort as before
    for share in (0.0, 0.4):
        care, pace = ordered_care(np.array([2.0]), share)
        assert (1.0 - share) * pace + share * care == pytest.approx(1.0 + (2.0 * share if share == 0.0 else 0.0))
    care, pace = ordered_care(np.array([2.0]), 0.4)
    assert pace == pytest.approx(0.1) and care < 3.0  # no more than leaves a tenth of the pace


@given(st.lists(st.tuples(st.integers(0, 9), st.floats(0.0, 1.0)), min_size=1, max_size=30), st.floats(0.0, 0.5))
def test_posts_that_follow_scores_are_neither_made_nor_lost(desks: list[tuple[int, float]], share: float) -> None:
    home, scores = [posts for posts, _ in desks], [score for _, score in desks]
    change = reward_posts(home, scores, share)
    assert sum(change) == 0 and sum(map(abs, change)) <= 2 * share * sum(home)
    for posts, more in zip(home, change, strict=True):
        assert -1 <= more <= 1 and (more >= 0 or posts >= SPARES)


def test_the_best_desk_gains_what_the_worst_that_can_spare_it_loses() -> None:
    assert reward_posts([2, 4, 4, 3], [0.1, 0.9, 0.3, 0.5], 0.1) == (0, 1, -1, 0)
    assert reward_posts([4, 4], [0.5, 0.5], 0.5) == (0, 0)
    assert reward_posts([4, 4], [0.1, 0.9], 0.0) == (0, 0)


def test_looks_learning_and_shares_by_hand() -> None:
    assert found_out(0.2, np.array([0.0, 1.0, 3.0])) == pytest.approx([0.0, 0.2, 0.488])
    assert learn(0.5, 1.0, 0.1, 0.02) == pytest.approx(0.54)
    assert learn(0.0, 0.0, 0.5, 0.2) == 0.0 and learn(0.0, 9.0, 0.5, 0.0) == 1.0
    known = 0.0
    for _ in range(600):
        known = learn(known, 0.5, 0.1, 0.02)
    assert known == pytest.approx(0.05 / 0.07)  # where learning and turnover balance
    assert share_out([300, 100, 100], 5) == (3, 1, 1)
