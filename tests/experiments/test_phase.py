"""The line of indifference of a known surface lies in its band about as often as the band says."""

import math

import numpy as np
import pytest
from scipy import stats
from scipy.stats import qmc

from experiments.phase import CELLS, chance_above, common_error, fit_surface, important

UNIT = ((0.0, 1.0), (0.0, 1.0))


def drawn(draws: int, seed: int, noise: float = 0.4) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    cells = qmc.LatinHypercube(d=3, rng=seed).random(draws)
    return cells[:, 0], cells[:, 1], cells[:, 0] + cells[:, 1] - 1.0 + noise * stats.norm.ppf(cells[:, 2])


def test_the_known_line_lies_in_the_band_at_the_nominal_rate() -> None:
    held = []
    for seed in range(30):
        surface = fit_surface(*drawn(100, seed), UNIT)
        assert surface is not None
        line = np.array([surface.above[CELLS - 1 - i, i] for i in range(CELLS)])  # x + y = 1
        held.append(((line > 0.05) & (line < 0.95)).mean())
    assert np.mean(held) == pytest.approx(0.9, abs=0.07)


def test_the_surface_and_its_noise_are_the_known_ones() -> None:
    surface = fit_surface(*drawn(300, 1), UNIT)
    assert surface is not None
    x, y = np.meshgrid(surface.x, surface.y)
    off = surface.mean - (x + y - 1.0)
    assert np.sqrt((off**2).mean()) < 0.1 and surface.noise == pytest.approx(0.4, rel=0.1)
    assert np.abs(off / surface.error).max() < 4.0
    assert surface.r2 == pytest.approx((1 / 6) / (1 / 6 + 0.16), abs=0.1)
    low, high, open_ = surface.shares
    assert low + high + open_ == pytest.approx(1.0) and low == pytest.approx(high, abs=0.12) and 0.02 < open_ < 0.4


def test_more_draws_make_the_band_narrower() -> None:
    few, many = (fit_surface(*drawn(draws, 2), UNIT) for draws in (40, 400))
    assert few is not None and many is not None and many.shares[2] < few.shares[2]


def test_conditions_that_say_nothing_foretell_nothing() -> None:
    x, y, _ = drawn(120, 4)
    noise = stats.norm.ppf(qmc.LatinHypercube(d=1, rng=77).random(120)[:, 0])
    surface = fit_surface(x, y, noise, UNIT)
    assert surface is not None and surface.r2 < 0.15


def test_missing_draws_do_not_count_and_too_few_give_no_surface() -> None:
    x, y, difference = drawn(60, 5)
    holed = np.concatenate([difference, [math.nan] * 60])
    both = [np.concatenate([side, side]) for side in (x, y)]
    whole, part = fit_surface(x, y, difference, UNIT), fit_surface(both[0], both[1], holed, UNIT)
    assert whole is not None and part is not None
    np.testing.assert_array_equal(whole.mean, part.mean)
    assert fit_surface(x[:9], y[:9], difference[:9], UNIT) is None


def test_differences_that_are_all_zero_make_a_plane_without_a_side() -> None:
    x, y, _ = drawn(30, 6)
    surface = fit_surface(x, y, np.zeros(30), UNIT)
    assert surface is not None and (surface.mean == 0.0).all() and (surface.above == 0.5).all()
    sure = fit_surface(x, y, np.full(30, -2.0), UNIT)
    assert sure is not None and sure.shares == (1.0, 0.0, 0.0)


def test_what_all_draws_share_because_of_their_seeds_is_in_the_error() -> None:
    held = []
    for trial in range(300):
        cells = qmc.LatinHypercube(d=5, rng=trial).random(40)
        shift = stats.norm.ppf(cells[0, :4])
        common = common_error(shift + 0.1 * stats.norm.ppf(cells[:, [4]]))
        held.append(0.05 < chance_above(np.array([shift.mean()]), np.array([common]))[0] < 0.95)
    assert np.mean(held) == pytest.approx(0.9, abs=0.04)  # the truth is zero
    x, y, difference = drawn(80, 1)
    narrow, wide = fit_surface(x, y, difference, UNIT), fit_surface(x, y, difference, UNIT, 0.3)
    assert narrow is not None and wide is not None and (wide.error >= 0.3).all()
    np.testing.assert_allclose(wide.error**2 - narrow.error**2, 0.09)
    assert common_error(np.zeros((0, 0))) == 0.0 == common_error(np.ones((9, 1)))


def test_the_probability_is_the_normal_one() -> None:
    above = chance_above(np.array([0.0, 1.96, -1.0, 3.0]), np.array([1.0, 1.0, 0.0, 0.0]))
    np.testing.assert_allclose(above, [0.5, 0.975, 0.0, 1.0], atol=1e-4)


def test_the_most_telling_conditions_come_first() -> None:
    cells = qmc.LatinHypercube(d=6, rng=1).random(120)
    order, shares = important(cells, 3.0 * cells[:, 4] - 2.0 * (cells[:, 1] > 0.5))
    assert set(order[:2]) == {1, 4} and shares.sum() == pytest.approx(1.0)
    assert important(cells[:5], cells[:5, 0])[0] == [0, 1, 2, 3, 4, 5]
