"""History matching keeps the truth, rules out what cannot be, and says so where nothing is left."""

import numpy as np
import pytest

from experiments.logs.fitting import Found, match
from experiments.logs.history_matching import CUTOFF, Emulator, Target, conflicts, implausibility, left_by
from experiments.logs.paired_runs import Noise, spread_evenly
from scenarios.errors import InputError
from tests.experiments.logs.guesses import INPUTS, NAMES, Gaussian

SMALL = {"draws": 30, "seeds": 3, "waves": 2, "predicted": 20}


def known(*targets: Target) -> Found:
    return match(Gaussian(), INPUTS, NAMES, targets, held_out=("third",), **SMALL)  # type: ignore[arg-type]


def test_the_distance_to_a_range_is_zero_within_it() -> None:
    np.testing.assert_array_equal(Target(1.0, 2.0).distance(np.array([0.0, 1.5, 5.0])), (1.0, 0.0, 3.0))


def test_implausibility_counts_every_doubt_that_is_stated() -> None:
    noise = Noise(np.diag([3.0, 0.0]), 10_000, np.ones(2), 1)  # another city: 3, and 3 of the one seed all draws share
    found = implausibility(np.array([[5.0, 1.0]]), np.array([[1.0, 0.0]]), noise, [Target(0, 0, 3.0), Target(0, 2)])
    np.testing.assert_allclose(found, [[5.0 / 4.0, 0.0]], rtol=1e-3)
    sure = Noise(np.zeros((2, 2)), 100, np.ones(2), 4)
    assert np.isinf(implausibility(np.array([[5.0, 5.0]]), np.zeros((1, 2)), sure, [Target(0, 0), Target(0, 2)])).all()


@pytest.mark.proof
def test_an_emulator_foretells_a_smooth_summary_and_doubts_itself_elsewhere() -> None:
    points = spread_evenly(40, 2, 1)
    emulator = Emulator(points, np.sin(3.0 * points[:, 0]))
    fresh = spread_evenly(200, 2, 2)
    mean, variance = emulator.at(fresh)
    assert np.abs(mean - np.sin(3.0 * fresh[:, 0])).max() < 0.05
    assert emulator.at(np.array([[4.0, 4.0]]))[1][0] > 100.0 * variance.max()
    steady, none = Emulator(points, np.full(40, 2.0)).at(fresh)
    assert (steady == 2.0).all() and (none == 0.0).all()


def test_what_two_patterns_leave_together() -> None:
    table = conflicts(np.array([[0.0, 9.0], [9.0, 0.0], [0.0, 9.0], [9.0, 9.0]]))
    np.testing.assert_array_equal(table, [[0.5, 0.0], [0.0, 0.25]])


@pytest.mark.proof
def test_two_waves_narrow_the_mean_and_leave_the_idle_alone() -> None:
    found = known(Target(4.0, 5.0, 0.1), Target(8.0, 10.0, 0.1), Target(0.0, 0.0))
    mean, idle = found.parameters.to_dict("records")
    assert 1.0 < mean["q05"] < 4.0 < 5.0 < mean["q95"] < 8.0
    assert mean["width_ratio"] < 0.7 < 0.9 < idle["width_ratio"] < 1.1
    first, second = found.waves["left"]
    assert 0.0 < second <= first < 0.7
    assert found.waves["foretold"].iloc[1] > 0.8
    assert found.predictive["met"].tolist() == [True, True, True]
    assert found.predictive["fitted"].tolist() == [True, True, False]


@pytest.mark.proof
def test_patterns_that_cannot_be_met_together_leave_nothing_and_are_named() -> None:
    found = known(Target(1.0, 1.0), Target(18.0, 18.0), Target(30.0, 30.0))
    assert found.left.empty and found.parameters["q50"].isna().all() and not found.predictive["met"].any()
    left = {(row["first"], row["second"]): row["left"] for row in found.conflicts.to_dict("records")}
    assert left["first", "first"] > 0.1 and left["second", "second"] > 0.05  # each alone can be met
    assert left["first", "second"] == left["third", "third"] == 0.0  # not both; the third never


def test_nothing_to_fit_is_refused() -> None:
    with pytest.raises(InputError, match="held_out: found every summary"):
        match(Gaussian(), INPUTS, NAMES, [Target(0, 1)] * 3, held_out=NAMES)


@pytest.mark.proof
@pytest.mark.parametrize("common", [0.0, 1.0])
def test_the_truth_is_ruled_out_no_more_often_than_stated(common: float) -> None:
    """A summary may rule the truth out in 4/81 of cases (Pukelsheim 1994), normal noise does in 0.3 %; of 40 truths."""
    from experiments.logs.history_matching import Wave, emulated
    from experiments.logs.paired_runs import noise_of
    from tests.experiments.logs.test_rejection import made

    lost = 0
    for number in range(40):
        runs, alone, rng = made(40, common, 5_000 + number)
        truth = rng.uniform(size=2)
        observed = np.array([10.0 * truth[0], 20.0 * truth[0], 0.0]) + rng.normal(size=3)
        wave = Wave(runs, noise_of(runs, alone), emulated(runs), 1.0, 1.0)
        lost += not left_by([wave], truth[None, :], [Target(value, value) for value in observed])[0]
    assert CUTOFF == 3.0
    assert lost <= 3 * 40 * 4 / 81
    assert lost <= 4  # and what normal noise makes likely: three summaries of 40 truths, 0.3 in the mean
