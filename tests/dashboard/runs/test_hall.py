import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard.runs.hall import Hall
from dashboard.runs.run import Run
from experiments.runner import run_paired
from tests.dashboard.runs.cities import plan


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to this in time"
        time.sleep(0.01)


def over(run: Run) -> bool:
    return run.status in ("done", "failed")


@pytest.fixture(scope="module")
def hall() -> Iterator[Hall]:
    with Hall(2, away=1e9) as hall:
        assert hall.wait_until_warm(120.0)
        yield hall


def test_results_are_those_of_run_paired_to_the_last_bit(hall: Hall, tmp_path: Path) -> None:
    asked = plan(tmp_path, 30, (3, 4))
    run = hall.submit("one", asked)
    until(lambda: over(run))
    assert run.status == "done", run.error
    points = run.points()
    assert set(points["day"]) == set(asked.grid)
    for one in run_paired(asked.arms, ("a", "b"), asked.seeds, asked.days):
        here = points[(points["seed"] == one.seed) & (points["arm"] == one.arm) & (points["day"] == asked.days)]
        there = one.outcomes.set_index("outcome")["value"]
        assert here[list(there.index)].iloc[0].to_numpy().tobytes() == there.to_numpy().tobytes()
