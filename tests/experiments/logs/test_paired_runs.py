"""Draws on paired seeds: each run is made once, kept, and the same whoever makes it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.inputs import inputs_of
from experiments.logs.hotline import Hotline, district
from experiments.logs.paired_runs import Runs, run_draws, spread_evenly
from model.tables import Floats
from tests.experiments.logs.guesses import INPUTS, Gaussian

POINTS = spread_evenly(6, 2, 1)


class Broken(Gaussian):
    """It goes wrong."""

    def __call__(self, draw: Mapping[str, Any], seed: int) -> Floats:
        """Raise."""
        raise ZeroDivisionError(f"a run that raises, seed {seed} of {len(draw)} settings")


def test_every_draw_meets_the_same_seeds() -> None:
    runs = run_draws(Gaussian(common=1.0), INPUTS, POINTS, (1, 2, 3))
    assert runs.values.shape == (6, 3, 3) and runs.seeds == (1, 2, 3)
    apart = runs.values[:, :, 0] - 10.0 * POINTS[:, :1]
    np.testing.assert_allclose(apart, np.broadcast_to(apart[0], apart.shape))
    own = run_draws(Gaussian(), INPUTS, POINTS, range(6), own_seed=True).values
    assert own.shape == (6, 1, 3) and len(np.unique(np.round(own[:, 0, 2], 9))) == 6


def test_what_is_kept_is_not_run_again_and_what_is_missing_is(tmp_path: Path) -> None:
    whole = run_draws(Gaussian(), INPUTS, POINTS, (1, 2), folder=tmp_path)
    files = sorted(tmp_path.glob("draws/*.json"))
    assert len(files) == 6
    kept = json.loads(files[0].read_text())
    files[1].unlink()
    files[0].write_text(json.dumps([[7.0] * 3] * 2))
    told: list[int] = []
    again = run_draws(Gaussian(), INPUTS, POINTS, (1, 2), folder=tmp_path, progress=told.append)
    assert told == [5, 6] and len(list(tmp_path.glob("draws/*.json"))) == 6
    changed = (again.values != whole.values).any(axis=(1, 2))
    assert changed.sum() == 1 and (again.values[changed] == 7.0).all() and kept != [[7.0] * 3] * 2
    other = run_draws(Gaussian(common=0.0), INPUTS, POINTS, (1, 2), folder=tmp_path)
    assert len(list(tmp_path.glob("draws/*.json"))) == 12 and (other.values != whole.values).any()


def test_what_goes_wrong_in_a_run_is_raised(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError, match="a run that raises, seed 1 of 2 settings"):
        run_draws(Broken(), INPUTS, POINTS, (1, 2), folder=tmp_path)
    assert not list(tmp_path.glob("draws/*"))


def test_draws_that_do_not_tell_all_are_left_out() -> None:
    values = np.ones((3, 2, 2))
    values[1, 0, 1] = np.nan
    runs = Runs(POINTS[:3], values, (1, 2))
    assert len(runs.whole().points) == 2 and len(runs.of([0]).whole().points) == 3


@pytest.mark.proof
def test_the_result_does_not_depend_on_how_many_work_on_it() -> None:
    # A run of a city, since a worker process finds no module of the tests.
    city = Hotline(district(), days=6, warm_up_days=1)
    inputs = inputs_of(city.scenario, ("phone_cost", "needs_care"))
    here = run_draws(city, inputs, POINTS[:3], (1, 2))
    there = run_draws(city, inputs, POINTS[:3], (1, 2), workers=2, warm=city.scenario)
    np.testing.assert_array_equal(here.values, there.values)
    assert np.isfinite(here.values[:, :, 0]).all()
