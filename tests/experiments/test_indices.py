"""Measures of sensitivity give what is known of functions whose measures are known."""

import math
import warnings

import numpy as np
import pytest
from scipy import stats

from experiments.indices import (
    LEAST_BLOCKS,
    Method,
    block_size,
    converge,
    design,
    effect_floor,
    elementary_effects,
    measure,
    noise_share,
    whole_blocks,
)

LABELS = ("x", "y", "z")
A, B = 7.0, 0.1
VARIANCE = A**2 / 8 + B * math.pi**4 / 5 + B**2 * math.pi**8 / 18 + 0.5
ALONE = np.array([(1 + B * math.pi**4 / 5) ** 2 / 2, A**2 / 8, 0.0]) / VARIANCE
CROSSED = B**2 * math.pi**8 * (1 / 18 - 1 / 50) / VARIANCE
TOTAL = ALONE + np.array([CROSSED, 0.0, CROSSED])


def ishigami(points: np.ndarray) -> np.ndarray:
    x = math.pi * (2.0 * points - 1.0)
    found: np.ndarray = np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])
    return found


def known_delta(mine: float, other: float) -> float:
    """Delta of a normal variable in a sum of two, by quadrature: half the mean distance of densities."""
    y = np.linspace(-12.0, 12.0, 4001)
    whole = stats.norm.pdf(y, scale=math.hypot(mine, other))
    at = stats.norm.ppf((np.arange(400) + 0.5) / 400)
    return float(np.mean([np.trapezoid(np.abs(whole - stats.norm.pdf(y, mine * x, other)), y) / 2.0 for x in at]))


def test_sobol_indices_of_ishigami_are_the_known_ones() -> None:
    points = design("sobol", LABELS, 2048, 1)
    assert points.shape == (2048 * 5, 3)
    found = measure("sobol", LABELS, points, ishigami(points), 1)
    np.testing.assert_allclose(found["S1"], ALONE, atol=0.02)
    np.testing.assert_allclose(found["ST"], TOTAL, atol=0.02)
    for key, known in (("S1", ALONE), ("ST", TOTAL)):
        assert ((found[f"{key}_low"] <= known) & (known <= found[f"{key}_high"])).all()


def test_intervals_of_sobol_indices_hold_the_known_values_about_as_often_as_they_say() -> None:
    held = []
    for seed in range(40):
        points = design("sobol", LABELS, 128, seed)
        found = measure("sobol", LABELS, points, ishigami(points), seed)
        held.append(((found["ST_low"] <= TOTAL) & (found["ST_high"] >= TOTAL)).to_numpy())
    assert 0.85 <= np.mean(held) <= 1.0


def test_morris_ranks_ishigami_as_its_effects_on_the_grid_do() -> None:
    points = design("morris", LABELS, 400, 1)
    found = measure("morris", LABELS, points, ishigami(points), 1).set_index("term")
    # Every step of the grid goes from 0 to 2/3 or from 1/3 to 1, so that the mean effects can be counted.
    levels = np.array([0.0, 1 / 3, 2 / 3, 1.0])
    at = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(-1, 3)
    values = ishigami(at).reshape(4, 4, 4)
    for side, term in enumerate(LABELS):
        known = np.abs(np.diff(np.moveaxis(values, side, 0)[[[0, 2], [1, 3]]], axis=1)).mean() * 1.5
        low, value, high = found.loc[term, ["mu_star_low", "mu_star", "mu_star_high"]].to_numpy(dtype=np.float64)
        assert value == pytest.approx(known, rel=0.1) and low - 1e-9 <= known <= high + 1e-9
    assert found["mu_star"].idxmin() == "z"


def test_delta_of_a_sum_of_normals_is_what_quadrature_gives() -> None:
    points = design("delta", ("x", "y"), 1000, 1)
    normal = stats.norm.ppf(points)
    found = measure("delta", ("x", "y"), points, 2.0 * normal[:, 0] + normal[:, 1], 1)
    np.testing.assert_allclose(found["delta"], [known_delta(2.0, 1.0), known_delta(1.0, 2.0)], atol=0.06)
    assert (found["delta"] > 2.0 * found["floor"]).all()


def test_delta_sees_the_input_of_ishigami_that_moves_its_distribution_most() -> None:
    points = design("delta", LABELS, 500, 1)
    found = measure("delta", LABELS, points, ishigami(points), 1)
    assert found["delta"].rank(ascending=False).tolist() == [2.0, 1.0, 3.0]
    assert (found["delta"] > found["floor"]).all()


def test_an_idle_input_has_no_delta_beyond_chance() -> None:
    points = design("delta", LABELS, 300, 2)
    found = measure("delta", LABELS, points, points[:, 0] ** 2, 2)
    told, floor = dict(zip(found["term"], found["delta"], strict=True)), float(found["floor"].iloc[0])
    assert told["x"] > 3.0 * floor
    assert max(told["y"], told["z"]) < 1.5 * floor


@pytest.mark.parametrize("method", ["morris", "sobol", "delta"])
def test_measuring_leaves_the_global_generator_and_the_warnings_as_they_were(method: Method) -> None:
    filters = list(warnings.filters)
    np.random.seed(7)  # noqa: NPY002
    known = np.random.random(3)  # noqa: NPY002
    np.random.seed(7)  # noqa: NPY002
    points = design(method, LABELS, 64, 1)
    first, again = (measure(method, LABELS, points, ishigami(points), 1) for _ in range(2))
    assert (np.random.random(3) == known).all() and list(warnings.filters) == filters  # noqa: NPY002
    assert first.equals(again)


@pytest.mark.parametrize("method", ["morris", "sobol", "delta"])
def test_a_design_is_the_same_again_from_its_seed_and_stays_in_the_cube(method: Method) -> None:
    one, again, other = (design(method, LABELS, 16, seed) for seed in (3, 3, 4))
    assert (one == again).all() and (one != other).any()
    assert one.min() >= 0.0 and one.max() <= 1.0
    assert len(one) == 16 * block_size(method, LABELS)


@pytest.mark.parametrize("method", ["morris", "sobol", "delta"])
def test_values_that_never_vary_have_no_measure_above_zero(method: Method) -> None:
    blocks = max(16, LEAST_BLOCKS[method])
    points = design(method, LABELS, blocks, 1)
    values = np.full(len(points), 3.0)
    found = measure(method, LABELS, points, values, 1)
    assert not (found[found.columns[1]] > 0.0).any()
    check = converge(method, LABELS, points, values, found, 1)
    assert not check.converged and not check.ranked and math.isnan(check.width)


def test_a_group_moves_together_and_has_no_spread_of_effects() -> None:
    labels = ("pair", "pair", "z")
    points = design("morris", labels, 8, 1)
    moved = (np.diff(points.reshape(-1, 3, 3), axis=1) != 0.0).reshape(-1, 3)
    assert (moved[:, 0] == moved[:, 1]).all() and (moved[:, 0] != moved[:, 2]).all()
    found = measure("morris", labels, points, 2.0 * points[:, 2], 1).set_index("term")
    assert found.loc["z", ["mu_star", "mu", "sigma"]].to_numpy().tolist() == pytest.approx([2.0, 2.0, 0.0])
    assert found.loc["pair", "mu_star"] == pytest.approx(0.0)
    assert found.loc["pair", ["mu", "sigma"]].isna().all()


def test_elementary_effects_are_those_of_the_library() -> None:
    points = design("morris", LABELS, 30, 5)
    values = ishigami(points)
    effects = elementary_effects(LABELS, points, values)
    found = measure("morris", LABELS, points, values, 5)
    np.testing.assert_allclose(effects.mean(axis=1), found["mu"])
    np.testing.assert_allclose(np.abs(effects).mean(axis=1), found["mu_star"])
    np.testing.assert_allclose(effects.std(axis=1, ddof=1), found["sigma"])


def test_the_floor_is_the_effect_that_seeds_alone_give() -> None:
    points = design("morris", LABELS, 1500, 1)
    noise = np.random.default_rng(1).normal(size=(len(points), 4))
    found = measure("morris", LABELS, points, noise.mean(axis=1), 1)
    np.testing.assert_allclose(effect_floor(LABELS, points, noise), found["mu_star"], rtol=0.08)
    assert (effect_floor(LABELS, points, np.repeat(points[:, :1], 3, axis=1)) == 0.0).all()
    assert np.isnan(effect_floor(LABELS, points, noise[:, :1])).all()


def test_the_share_of_noise_is_that_of_the_mean_over_seeds() -> None:
    rng = np.random.default_rng(2)
    signal, common = rng.normal(size=(4000, 1)), rng.normal(scale=9.0, size=(1, 5))
    by_seed = signal + common + rng.normal(size=(4000, 5))
    assert noise_share(by_seed) == pytest.approx(0.2 / 1.2, rel=0.06)  # what a seed adds everywhere does not count
    assert noise_share(signal + common) == pytest.approx(0.0, abs=1e-12)
    assert math.isnan(noise_share(by_seed[:, :1]))


def test_convergence_is_reached_with_more_blocks_and_says_how_many() -> None:
    found = {}
    for blocks in (64, 16384):
        points = design("sobol", LABELS, blocks, 1)
        values = ishigami(points)
        whole = measure("sobol", LABELS, points, values, 1)
        found[blocks] = converge("sobol", LABELS, points, values, whole, 1)
    few, many = found[64], found[16384]
    assert not few.converged and few.needed > 64 and many.converged and many.ranked
    assert many.needed == 16384 and many.change < few.change
    assert few.needed == pytest.approx(16384 * (many.width / 0.05) ** 2, rel=1.0)  # widths shrink with the square root


def test_a_block_with_a_missing_value_is_left_out_whole() -> None:
    values = np.arange(12.0)
    values[5] = np.nan
    assert whole_blocks(values, 4).tolist() == [True] * 4 + [False] * 4 + [True] * 4
