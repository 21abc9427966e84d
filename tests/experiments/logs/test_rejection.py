"""Rejection with regression adjustment finds posteriors that are known, and says how wide they are."""

import numpy as np
import pytest
from scipy import stats

from experiments.inputs import settings_at
from experiments.logs.fitting import fit
from experiments.logs.paired_runs import Noise, Runs, noise_of, spread_evenly
from experiments.logs.rejection import adjusted, closeness, reject, weighted_quantiles
from model.tables import Floats
from tests.experiments.logs.guesses import INPUTS, NAMES, Gaussian

SEEDS = 6
PRECISION = np.sqrt(5.0)  # of the mean, from it once and twice it with noise of sd 1: 1² + 2²


def made(draws: int, common: float, number: int, sides: int = 2) -> tuple[Runs, Floats, np.random.Generator]:
    """Draws of (mean, idle) on paired seeds, forty runs that show the noise, and a source of truths; all drawn anew."""
    rng = np.random.default_rng(number)
    points = spread_evenly(draws, sides, number)
    shared, own = rng.normal(size=(1, SEEDS, 3)), rng.normal(size=(draws, SEEDS, 3))
    about = np.stack([10.0 * points[:, 0], 20.0 * points[:, 0], np.zeros(draws)], axis=1)
    values = about[:, None, :] + np.sqrt(common) * shared + np.sqrt(1.0 - common) * own
    return Runs(points, values, tuple(range(1, SEEDS + 1))), rng.normal(size=(40, 3)), rng


def test_the_posterior_of_a_gaussian_mean_is_the_exact_one() -> None:
    runs, alone, _ = made(600, 0.0, 1)
    found = reject(runs, alone, np.array([4.0, 8.0, 0.0]), share=0.03)
    mean = float(np.sum(found.weights * found.points[:, 0])) * 10.0
    low, high = 10.0 * found.quantiles((0.05, 0.95))[:, 0]
    error = 1.0 / PRECISION / np.sqrt(found.effective)
    assert mean == pytest.approx(4.0, abs=4.0 * error + 0.05)  # the noise of the draws' own means, and of what is kept
    assert high - low == pytest.approx(2.0 * 1.645 / PRECISION, rel=0.25)


@pytest.mark.proof
def test_noise_that_all_draws_share_shifts_them_and_widens_the_posterior() -> None:
    def width(common: float) -> float:
        """Mean width of the 90 % range over ten sets of runs."""
        wide = []
        for number in range(10):
            runs, alone, _ = made(300, common, number)
            found = reject(runs, alone, np.array([5.0, 10.0, 0.0]))
            wide.append(np.diff(found.quantiles((0.05, 0.95))[:, 0])[0])
        return float(np.mean(wide))

    assert width(1.0) / width(0.0) == pytest.approx(np.sqrt(1.0 + 1.0 / SEEDS), abs=0.12)


def test_a_setting_that_moves_nothing_keeps_its_prior() -> None:
    runs, alone, _ = made(600, 0.5, 2)
    found = reject(runs, alone, np.array([4.0, 8.0, 0.0]))
    at = found.quantiles((0.05, 0.25, 0.5, 0.75, 0.95))[:, 1]
    np.testing.assert_allclose(at, (0.05, 0.25, 0.5, 0.75, 0.95), atol=4.0 * 0.5 / np.sqrt(found.effective))


def test_all_that_is_kept_stays_in_its_range_and_weighs_one() -> None:
    runs, alone, _ = made(300, 0.5, 3)
    found = reject(runs, alone, np.array([-1.0, 0.5, 0.0]), share=0.1)
    assert ((found.points > 0.0) & (found.points < 1.0)).all()
    assert found.weights.sum() == pytest.approx(1.0)
    assert found.share == pytest.approx(0.1, abs=0.002)
    assert 1.0 <= found.effective <= len(np.unique(found.draws))
    assert len(found.resampled(50)) == 50
    assert found.resampled(50)[:, 0].mean() == pytest.approx(float(found.weights @ found.points[:, 0]), abs=0.01)


def test_what_no_draw_shows_is_told_and_nothing_is_moved_beyond_the_draws() -> None:
    runs, alone, _ = made(300, 0.0, 4)
    near, far = (reject(runs, alone, np.array([5.0, 10.0, there])) for there in (0.5, 50.0))
    assert not near.beyond.any() and list(far.beyond) == [False, False, True]
    low, high = 10.0 * far.quantiles((0.05, 0.95))[:, 0]
    assert low < 5.0 < high and high - low > 0.5  # the idle summary says nothing, however far it lies


def test_regression_takes_out_what_is_left_of_the_distance() -> None:
    # Settings that are, on the logit, a straight line of the summary: all move to the one value that belongs to it.
    seen = np.linspace(-2.0, 2.0, 41)[:, None]
    points = 1.0 / (1.0 + np.exp(-(0.5 + seen)))
    weights = closeness(seen, np.array([0.3]), 0.8)
    np.testing.assert_allclose(adjusted(points, seen, np.array([0.3]), weights), 1.0 / (1.0 + np.exp(-0.8)))


def test_weighted_quantiles_of_equal_weights_are_the_plain_ones() -> None:
    values = np.arange(1.0, 101.0)
    np.testing.assert_array_equal(weighted_quantiles(values, np.full(100, 0.01), (0.045, 0.495)), (5.0, 50.0))
    np.testing.assert_array_equal(weighted_quantiles(values, (values == 7.0).astype(float), (0.05, 0.95)), (7.0, 7.0))


@pytest.mark.parametrize("common", [0.0, 0.5, 1.0])
def test_the_share_of_the_noise_that_draws_have_in_common_is_found(common: float) -> None:
    shares = [noise_of(*made(200, common, number)[:2]).common.mean() for number in range(20)]
    # of six seeds' common noise an expectation of the share itself only where it is none or all
    assert float(np.mean(shares)) == pytest.approx(common, abs=0.06)


def test_a_noise_from_too_few_runs_is_refused() -> None:
    runs, alone, _ = made(20, 0.0, 1)
    with pytest.raises(ValueError, match="seeds: found 6 paired seeds and 7 of noise for 3 summaries"):
        noise_of(runs, alone[:7])
    known = Noise(np.eye(2), 12, np.ones(2), 4)
    np.testing.assert_allclose(known.variance, 1.25 * 1.2)
    np.testing.assert_allclose(known.stretch, 1.25)


def test_what_is_left_foretells_what_was_fitted_and_what_was_held_out() -> None:
    found = fit(Gaussian(), INPUTS, NAMES, (4.0, 8.0, 30.0), held_out=("second", "third"), draws=120, predicted=60)
    table = {row["summary"]: row for row in found.predictive.to_dict("records")}
    assert [row["fitted"] for row in table.values()] == [True, False, False]
    assert table["first"]["met"] and table["second"]["met"]
    assert abs(table["second"]["z"]) < 2.0 and table["second"]["prior_low"] < table["second"]["q05"]
    assert not table["third"]["met"] and table["third"]["z"] > 15.0  # it was made up: nothing gives 30
    mean, idle = found.parameters["width_ratio"]
    assert mean < 0.6 < 0.85 < idle < 1.15
    assert settings_at(INPUTS, [0.5, 0.5]) == {"mean": 5.0, "idle": 0.0}
    assert list(found.left) == ["mean", "idle"] and len(found.left) == 60


@pytest.mark.proof
@pytest.mark.parametrize("common", [0.0, 1.0])
def test_over_synthetic_truths_the_posterior_is_calibrated(common: float) -> None:
    """Simulation-based calibration (Talts et al. 2018): ranks of the truth in its posterior are uniform.

    Each of 200 truths is drawn from the prior, observed with its own noise, and fitted on runs of its own.
    """
    ranks = []
    for number in range(200):
        runs, alone, rng = made(300, common, 1_000 + number)
        truth = rng.uniform(size=2)
        observed = np.array([10.0 * truth[0], 20.0 * truth[0], 0.0]) + rng.normal(size=3)
        found = reject(runs, alone, observed, seed=number)
        ranks.append([found.weights @ (found.points[:, j] < truth[j]) for j in range(2)])
    table = np.array(ranks)
    for column in table.T:
        assert stats.kstest(column, "uniform").pvalue > 0.005
        inside = int(((column > 0.05) & (column < 0.95)).sum())
        # 90 % are to lie within, less what the coarseness of a posterior of finite draws takes
        assert 0.82 * 200 <= inside <= 0.97 * 200
