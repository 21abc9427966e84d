"""An ensemble gives the outcomes of its tasks in their order, and makes no run twice."""

from pathlib import Path

import pandas as pd
import pytest

from experiments.ensemble import Ensemble
from experiments.runner import finished_model
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.scenario import Scenario


@pytest.fixture
def poles(small: Path) -> tuple[Scenario, Scenario]:
    return load("hierarchy").replace(city=str(small)), load("network").replace(city=str(small))


def test_tasks_come_back_in_their_order(poles: tuple[Scenario, Scenario], tmp_path: Path) -> None:
    a, b = poles
    tasks = [(b, 2), (a, 1), (a, 2), (b, 1), (a, 1)]
    told: list[int] = []
    with Ensemble(5, progress=told.append) as ensemble:
        frame = ensemble(tasks)
    for row, (scenario, seed) in zip(frame.itertuples(index=False), tasks, strict=True):
        alone = finished_model(scenario, seed, 5).outcomes.frame()["value"]
        pd.testing.assert_series_equal(pd.Series(list(row), dtype=float), alone, check_names=False, check_exact=True)
    assert told[-1] == 5
    assert told == sorted(told)
    for workers, folder in ((1, tmp_path / "kept"), (2, tmp_path / "others"), (1, tmp_path / "kept")):
        with Ensemble(5, workers=workers, folder=folder) as ensemble:
            pd.testing.assert_frame_equal(ensemble(tasks), frame, check_exact=True)


def test_what_is_known_is_not_run_again(
    poles: tuple[Scenario, Scenario], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = [(poles[0], seed) for seed in (1, 2)]
    with Ensemble(5, folder=tmp_path) as ensemble:
        before = ensemble(tasks)
    monkeypatch.setattr("experiments.fill.run_bytes", None)
    with Ensemble(5, folder=tmp_path) as ensemble:
        pd.testing.assert_frame_equal(ensemble(tasks), before)
        pd.testing.assert_frame_equal(ensemble(tasks[1:]), before[1:].reset_index(drop=True))


def test_what_goes_wrong_is_raised_when_the_others_are_kept(troubled: Path, tmp_path: Path) -> None:
    well = load(troubled)
    with Ensemble(5, folder=tmp_path / "kept") as ensemble, pytest.raises(InputError, match="a run that raises"):
        ensemble([(well, 1), (well.replace(trouble=1), 1), (well, 2)])
    assert len(list((tmp_path / "kept").glob("runs/*/*.parquet"))) == 2
    assert len(list((tmp_path / "kept").glob("failed/*.json"))) == 1
