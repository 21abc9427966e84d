"""Interactions fitted from some coalitions, on games whose answer is known."""

import math

import numpy as np
import pytest

from experiments.attribute_words import enough
from experiments.faithful import design_of, pair_effects
from experiments.shapley import pairs_of
from experiments.shares import coalitions_of, orders_of
from model.streams import in_turn


def normal(stream: int, *shape: int) -> np.ndarray:
    """Draws about zero with variance one."""
    return math.sqrt(12.0) * (in_turn(1, 2100, stream, int(np.prod(shape))).reshape(shape) - 0.5)


def pairwise(own: np.ndarray, crossed: np.ndarray, coalitions: list[int]) -> dict[int, np.ndarray]:
    """The values of a game of players and pairs, at coalitions; shapes (n, outcomes) and (pairs, outcomes)."""
    values = design_of(coalitions, len(own)) @ np.vstack([own, crossed])
    return dict(zip(coalitions, values + 5.0, strict=True))


def test_a_game_of_pairs_is_recovered_from_some_coalitions_though_seeds_differ() -> None:
    n, seeds = 7, range(1, 11)
    own, crossed = normal(1, n, 2), normal(2, len(pairs_of(n)), 2)
    orders = orders_of(n, seeds, 2, 3)
    known = [pairwise(own + normal(10 + one, n, 2), crossed, coalitions_of(mine)) for one, mine in orders.items()]
    assert all(len(values) < 2**n / 3 for values in known)
    found = pair_effects(known, n)
    np.testing.assert_allclose(found[:3], np.broadcast_to(crossed, found[:3].shape), atol=1e-9)
    assert (found[3] == 0.0).all()


def test_from_all_coalitions_it_is_the_faithful_index() -> None:
    """Tsai, Yeh & Ravikumar (2023): a weighed mean of how much more two add together than apart."""
    n = 5
    values = normal(3, 1 << n, 1)
    found = pair_effects([dict(enumerate(values))], n)[0, :, 0]
    for (i, j), value in zip(pairs_of(n), found, strict=True):
        expected = 0.0
        for rest in range(1 << n):
            if not rest & (1 << i | 1 << j):
                t = rest.bit_count()
                weight = 6.0 * math.factorial(t + 1) * math.factorial(n - t - 1) / math.factorial(n + 1)
                both, one, other = (values[rest | add, 0] for add in (1 << i | 1 << j, 1 << i, 1 << j))
                expected += weight * (both - one - other + values[rest, 0])
        assert value == pytest.approx(expected, abs=1e-12)


def test_an_additive_game_has_no_interactions_at_all() -> None:
    n = 6
    known = [
        pairwise(0.1 * normal(seed, n, 1), np.zeros((len(pairs_of(n)), 1)), coalitions_of(mine))
        for seed, mine in orders_of(n, range(1, 9), 2, 1).items()
    ]
    found = pair_effects(known, n)
    assert (found[:3] == 0.0).all() and (found[3] == 1.0).all()


def test_too_few_runs_are_told_and_enough_are_enough() -> None:
    n = 8
    own, crossed = normal(1, n, 1), normal(2, len(pairs_of(n)), 1)
    few = [pairwise(own, crossed, coalitions_of(mine)) for mine in orders_of(n, [1], 1, 1).values()]
    assert np.isnan(pair_effects(few, n)[0]).any() and np.isnan(pair_effects(few, n)[1]).all()
    many = [pairwise(own, crossed, coalitions_of(mine)) for mine in orders_of(n, range(enough(n)), 1, 1).values()]
    np.testing.assert_allclose(pair_effects(many, n)[0], crossed, atol=1e-9)
    assert np.isfinite(pair_effects(many, n)).all()


def test_intervals_cover_the_interactions() -> None:
    n, seeds, worlds = 6, 10, 60
    crossed = np.repeat(normal(2, len(pairs_of(n)), 1), worlds, axis=1)
    inside = []
    for draw in range(8):
        known = []
        for seed, mine in orders_of(n, range(1, seeds + 1), 1, draw).items():
            coalitions = coalitions_of(mine)
            exact = pairwise(0.5 * normal(100 * draw + seed, n, worlds), crossed, coalitions)
            added = normal(10_000 + 100 * draw + seed, len(coalitions), worlds)
            known.append({c: row + more for (c, row), more in zip(exact.items(), added, strict=True)})
        _, low, high, _ = pair_effects(known, n)
        inside.append(((low <= crossed) & (crossed <= high))[np.isfinite(low)])
    assert 0.94 <= np.concatenate(inside).mean() <= 0.995  # the jackknife is on the cautious side
