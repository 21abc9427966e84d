"""Shapley values and interactions on games whose answer is known."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.shapley import interactions, pairs_of, players_of, shapley

WORTHS = st.integers(1, 5).flatmap(lambda n: st.lists(st.integers(-1000, 1000), min_size=2**n, max_size=2**n))


def game(n: int, worth: object) -> np.ndarray:
    """The values of a game by coalition, from a function of the set of its players."""
    assert callable(worth)
    return np.array([float(worth({i for i in range(n) if m >> i & 1})) for m in range(1 << n)])


def test_an_additive_game_gives_each_its_own() -> None:
    own = (3.0, -2.0, 0.5, 0.0)
    values = game(4, lambda s: 7.0 + sum(own[i] for i in s))
    np.testing.assert_allclose(shapley(values), own, atol=1e-12)
    np.testing.assert_allclose(interactions(values), 0.0, atol=1e-12)


def test_the_glove_game() -> None:
    # One has a left glove, two a right one; only a pair is worth something (Shapley 1953).
    values = game(3, lambda s: 0 in s and (1 in s or 2 in s))
    np.testing.assert_allclose(shapley(values), [4 / 6, 1 / 6, 1 / 6])
    # The left glove needs a right one; the two right ones stand in for each other.
    assert dict(zip(pairs_of(3), interactions(values).tolist(), strict=True)) == pytest.approx(
        {(0, 1): 0.5, (0, 2): 0.5, (1, 2): -0.5}
    )


def test_weighted_majorities() -> None:
    weights = (3, 2, 1, 1)
    values = game(4, lambda s: sum(weights[i] for i in s) >= 5)
    # Of 24 orders the first is pivotal in 14, the second in 6, the others in 2 each.
    np.testing.assert_allclose(shapley(values), [7 / 12, 3 / 12, 1 / 12, 1 / 12])
    # Where only the first two together decide, they share it and the others are dummies.
    alone = game(4, lambda s: {0, 1} <= s)
    np.testing.assert_allclose(shapley(alone), [0.5, 0.5, 0.0, 0.0], atol=1e-15)
    np.testing.assert_allclose(interactions(alone), [1.0, 0, 0, 0, 0, 0], atol=1e-15)


def test_a_simple_majority_is_shared_alike() -> None:
    np.testing.assert_allclose(shapley(game(5, lambda s: len(s) >= 3)), [0.2] * 5)


@given(WORTHS)
def test_values_sum_to_the_whole_difference(worths: list[int]) -> None:
    values = np.array(worths, dtype=np.float64)
    assert shapley(values).sum() == pytest.approx(values[-1] - values[0], abs=1e-9)


@given(WORTHS)
def test_the_mean_over_all_orders_of_arrival_is_the_same(worths: list[int]) -> None:
    values = np.array(worths, dtype=np.float64)
    n = players_of(values)
    added = np.zeros(n)
    orders = list(permutations(range(n)))
    for order in orders:
        present = 0
        for player in order:
            added[player] += values[present | 1 << player] - values[present]
            present |= 1 << player
    np.testing.assert_allclose(shapley(values), added / len(orders), atol=1e-9)


@given(st.lists(st.integers(-1000, 1000), min_size=8, max_size=8), st.integers(0, 3))
def test_who_changes_nothing_gets_nothing(worths: list[int], dummy: int) -> None:
    without = [m & ~(1 << dummy) for m in range(16)]
    values = np.array([worths[(m & (1 << dummy) - 1) | (m >> dummy + 1 << dummy)] for m in without], dtype=np.float64)
    assert shapley(values)[dummy] == 0.0
    with_dummy = [dummy in pair for pair in pairs_of(4)]
    assert (interactions(values)[with_dummy] == 0.0).all()


@given(WORTHS, st.data())
def test_players_who_change_places_change_values(worths: list[int], data: st.DataObject) -> None:
    values = np.array(worths, dtype=np.float64)
    n = players_of(values)
    order = data.draw(st.permutations(range(n)))
    moved = [sum(1 << order[i] for i in range(n) if m >> i & 1) for m in range(1 << n)]
    np.testing.assert_allclose(shapley(values[moved]), shapley(values)[order], atol=1e-9)


def test_values_of_many_seeds_at_once_are_those_of_each() -> None:
    values = np.sin(np.arange(48.0)).reshape(16, 3)
    for seed in range(3):
        np.testing.assert_allclose(shapley(values)[:, seed], shapley(values[:, seed]))
        np.testing.assert_allclose(interactions(values)[:, seed], interactions(values[:, seed]))


def test_what_is_no_game_is_refused() -> None:
    with pytest.raises(ValueError, match="found 12 coalitions"):
        shapley(np.zeros(12))
