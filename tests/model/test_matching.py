"""Deferred acceptance: stable, as good as theory says for those who propose, and never beyond capacity."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.matching import UNMATCHED, blocking_pairs, deferred_acceptance


def ranks(seed: int, n: int) -> tuple[float, float]:
    """(mean rank proposers give their match, mean rank receivers give theirs) of n by n at random, 1 the best."""
    rng = np.random.default_rng(seed)
    liking, rating = rng.random((n, n)), rng.random((n, n))
    match = deferred_acceptance(liking, rating, np.ones(n, dtype=np.int64))
    mine = (liking > liking[np.arange(n), match][:, None]).sum(axis=1) + 1
    theirs = (rating > rating[np.argsort(match), np.arange(n)]).sum(axis=0) + 1
    return float(mine.mean()), float(theirs.mean())


def test_mean_ranks_of_a_hundred_are_those_of_the_literature() -> None:
    """Ashlagi, Kanoria & Leshno 2017: 4.88 for proposers, 20.6 for receivers."""
    found = np.array([ranks(seed, 100) for seed in range(200)])
    error = found.std(axis=0) / np.sqrt(len(found))
    assert found.mean(axis=0) == pytest.approx([4.88, 20.6], abs=4.0 * error.max())
    assert error[0] < 0.1 and error[1] < 0.4


@settings(max_examples=200, deadline=None)
@given(n=st.integers(0, 8), m=st.integers(1, 6), seed=st.integers(0, 2**32 - 1), picky=st.floats(0.0, 0.5))
def test_nobody_blocks_and_nobody_is_overfull(n: int, m: int, seed: int, picky: float) -> None:
    rng = np.random.default_rng(seed)
    liking, rating = rng.integers(0, 5, (n, m)).astype(float), rng.integers(0, 5, (n, m)).astype(float)
    liking[rng.random((n, m)) < picky] = -np.inf
    rating[rng.random((n, m)) < picky] = -np.inf
    capacity = rng.integers(0, 4, m)
    match = deferred_acceptance(liking, rating, capacity)
    matched = match != UNMATCHED
    assert (np.bincount(match[matched], minlength=m) <= capacity).all()
    assert np.isfinite(liking[matched, match[matched]]).all() and np.isfinite(rating[matched, match[matched]]).all()
    assert blocking_pairs(match, liking, rating, capacity) == []


def test_by_hand() -> None:
    """Both would rather go to the first, who takes the second; with room for two it takes both."""
    liking, rating = np.array([[2.0, 1.0], [2.0, 1.0]]), np.array([[1.0, 1.0], [2.0, 1.0]])
    assert deferred_acceptance(liking, rating, np.array([1, 1])).tolist() == [1, 0]
    assert deferred_acceptance(liking, rating, np.array([2, 1])).tolist() == [0, 0]
    assert deferred_acceptance(liking, rating, np.array([1, 0])).tolist() == [UNMATCHED, 0]
    assert blocking_pairs(np.array([0, 1]), liking, rating, np.array([1, 1])) == [(1, 0)]
