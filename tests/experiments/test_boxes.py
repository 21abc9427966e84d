"""Boxes and trees find what was put there, say how good they are on other draws, and find nothing where nothing is."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import qmc

from experiments.boxes import Limit, find_box, grow_tree, held_out, inside, try_box, wilson

NAMES = list("abcdefgh")
ALWAYS, ELSEWHERE = 0.9, 0.1  # how often it is a case in the box, and elsewhere


def drawn(draws: int, seed: int) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Conditions, whether in the box a > 0.5 and b ≤ 0.6, and cases with some noise."""
    cells = qmc.LatinHypercube(d=len(NAMES) + 1, rng=seed).random(draws)
    conditions = pd.DataFrame(cells[:, :-1], columns=NAMES)
    box = ((conditions["a"] > 0.5) & (conditions["b"] <= 0.6)).to_numpy()
    return conditions, box, cells[:, -1] < np.where(box, ALWAYS, ELSEWHERE)


def test_a_known_box_is_found_and_its_density_on_other_draws_is_the_true_one() -> None:
    trials, sides = [], []
    for seed in range(6):
        conditions, _, case = drawn(360, seed)
        out = held_out(360, seed)
        box = find_box(conditions[~out], case[~out])
        sides.append({limit.factor: (limit.above, limit.value) for limit in box})
        trials.append(try_box(box, conditions[out], case[out]))
    for found in sides:
        assert found["a"][0] and found["a"][1] == pytest.approx(0.5, abs=0.1)
        assert not found["b"][0] and found["b"][1] == pytest.approx(0.6, abs=0.1)
    density = sum(one.hits for one in trials) / sum(one.held for one in trials)
    coverage = sum(one.hits for one in trials) / sum(one.cases for one in trials)
    assert density == pytest.approx(ALWAYS, abs=0.07)
    assert coverage == pytest.approx(0.3 * ALWAYS / (0.3 * ALWAYS + 0.7 * ELSEWHERE), abs=0.1)
    assert all(one.p < 1e-4 for one in trials)


def test_without_a_box_what_is_found_does_not_hold_up_more_often_than_by_chance() -> None:
    chances = []
    for seed in range(30):
        conditions, _, _ = drawn(150, seed)
        case = qmc.LatinHypercube(d=1, rng=1000 + seed).random(150)[:, 0] < 0.4
        out = held_out(150, seed)
        box = find_box(conditions[~out], case[~out])
        training, trial = try_box(box, conditions[~out], case[~out]), try_box(box, conditions[out], case[out])
        if box:
            chances.append((training.p, trial.p))
    found = np.array(chances)
    assert 3 <= len(found) <= 10
    assert (found[:, 0] < 0.05).all()  # where it was searched for, a box always looks good
    assert (found[:, 1] > 0.05).mean() > 0.8


def test_too_few_cases_give_no_box() -> None:
    conditions, _, _ = drawn(100, 1)
    for cases in (0, 7, 93, 100):
        case = np.arange(100) < cases
        assert find_box(conditions, case) == ()


def test_a_trial_counts_what_lies_in_the_box() -> None:
    conditions = pd.DataFrame({"a": [0.1, 0.2, 0.6, 0.7, 0.8]})
    case = np.array([True, False, True, True, False])
    trial = try_box([Limit("a", above=True, value=0.5)], conditions, case)
    assert (trial.n, trial.cases, trial.held, trial.hits) == (5, 3, 3, 2)
    assert (trial.base, trial.density, trial.coverage) == pytest.approx((0.6, 2 / 3, 2 / 3))
    assert trial.p == pytest.approx(7 / 10)  # two or three of three drawn from three in five
    nothing = try_box([Limit("a", above=True, value=2.0)], conditions, case)
    assert math.isnan(nothing.density) and nothing.coverage == 0.0 and nothing.p == pytest.approx(1.0)


@settings(max_examples=40, deadline=None)
@given(st.integers(3, 400), st.integers(0, 10**6))
def test_a_third_is_held_out_and_the_same_again(draws: int, seed: int) -> None:
    out = held_out(draws, seed)
    assert out.sum() == round(draws / 3) and (out == held_out(draws, seed)).all()


def test_wilsons_interval_is_the_known_one() -> None:
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 10)[0] == pytest.approx(0.0, abs=1e-12) and math.isnan(wilson(0, 0)[0])


def test_a_tree_finds_a_known_threshold_and_is_as_right_as_the_noise_allows() -> None:
    conditions, _, _ = drawn(300, 3)
    noise = qmc.LatinHypercube(d=1, rng=9).random(300)[:, 0] < 0.1
    true = (conditions["c"] > 0.3).to_numpy()
    classes = np.where(true ^ noise, "network", "hierarchy")
    tree = grow_tree(conditions, classes, held_out(300, 1))
    assert [leaf.says for leaf in tree.leaves] == ["hierarchy", "network"]
    (low,), (high,) = (leaf.limits for leaf in tree.leaves)
    assert (low.factor, low.above, high.above) == ("c", False, True)
    assert low.value == high.value == pytest.approx(0.3, abs=0.03)
    assert tree.right / tree.n == pytest.approx(0.9, abs=0.07) and tree.base < tree.right and tree.p < 0.001
    assert sum(leaf.n_held_out for leaf in tree.leaves) == tree.n == 100


def test_a_tree_of_one_class_is_one_leaf_that_says_so() -> None:
    conditions, _, _ = drawn(60, 3)
    tree = grow_tree(conditions, np.full(60, "neither"), held_out(60, 1))
    assert [(leaf.limits, leaf.says) for leaf in tree.leaves] == [((), "neither")]
    assert tree.right == tree.base == tree.n and tree.p == 1.0


def test_leaves_part_the_draws() -> None:
    conditions, _, case = drawn(240, 5)
    tree = grow_tree(conditions, np.where(case, "A", "B"), held_out(240, 5))
    counted = sum(inside(leaf.limits, conditions).astype(int) for leaf in tree.leaves)
    assert (np.asarray(counted) == 1).all()
