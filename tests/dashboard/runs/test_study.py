import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from dashboard.runs.hall import Hall
from dashboard.runs.study import Answers, Study
from experiments.attribute import attribute, planned
from experiments.coalitions import game_of
from experiments.decompose import decompose
from scenarios.errors import InputError
from scenarios.scenario import Scenario
from tests.dashboard.runs.cities import plan

DAYS, SEEDS = 25, 2


def until(true: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to this in time"
        time.sleep(0.01)


def tasks_of(a: Scenario, b: Scenario, seeds: int = SEEDS) -> list[tuple[Scenario, int]]:
    game = game_of(a, b, "group")
    return [(game.scenario(coalition), seed) for coalition, seed in planned(game, seeds, 1, 1)[1]]


@pytest.fixture(scope="module")
def hall() -> Iterator[Hall]:
    with Hall(2, away=1e9) as hall:
        assert hall.wait_until_warm(120.0)
        yield hall


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Scenario, Scenario]:
    a, b = plan(tmp_path, DAYS).arms
    return a, b


def test_a_study_gives_what_decompose_finds(hall: Hall, pair: tuple[Scenario, Scenario]) -> None:
    a, b = pair
    study = hall.study("one", tasks_of(a, b), DAYS)
    assert len(study.seeds) == 16 * SEEDS
    until(lambda: study.status in ("done", "failed"))
    assert study.status == "done", study.error
    found = attribute(a, b, by="group", seeds=SEEDS, years=DAYS / 250, evaluate=Answers(DAYS, study.known))
    there = decompose(a, b, seeds=SEEDS, years=DAYS / 250)
    keys = ["outcome", "term"]
    one = found.table.set_index(keys)[["mean_a", "mean_b", "value", "ci_low", "ci_high"]]
    other = there.table.set_index(keys)[list(one.columns)].loc[one.index]
    np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)


def test_what_was_found_is_taken_over_and_nothing_is_run_twice(hall: Hall, pair: tuple[Scenario, Scenario]) -> None:
    a, b = pair
    first = hall.study("two", [(a, 1), (b, 1), (a, 1)], 5)
    assert len(first.seeds) == 2  # the same run asked for twice is one
    until(lambda: first.status == "done")
    assert first.missing([*first.keys, ("else", 1, 5)]) == 1
    again = hall.study("two", [(b, 1), (a, 1)], 5)
    assert again.status == "done"
    assert again.progress == 1.0
    more = hall.study("two", [(a, 1), (a, 2)], 5)
    assert len(more.finished) == 1
    until(lambda: more.status == "done")
    assert hall.study_of("two") is more
    assert hall.study_of("another") is None


def test_a_study_is_stopped_and_what_it_found_stays(hall: Hall, pair: tuple[Scenario, Scenario]) -> None:
    study = hall.study("three", tasks_of(*pair, seeds=12), DAYS)
    until(lambda: len(study.finished) > 1)
    hall.stop(study)
    assert study.status == "stopped"
    known = len(study.known)
    assert 1 < known < len(study.seeds)
    time.sleep(0.3)
    assert len(study.known) == known  # nothing goes on
    hall.resume(study)
    until(lambda: len(study.known) > known)
    hall.stop(study)


def test_a_study_stands_beside_a_run_and_is_no_run(hall: Hall, pair: tuple[Scenario, Scenario], tmp_path: Path) -> None:
    study = hall.study("four", tasks_of(*pair), DAYS)
    run = hall.submit("four", plan(tmp_path, 10))
    until(lambda: run.status == "done")
    assert study.status in ("waiting", "running", "done")
    assert hall.find("four", study.id) is None
    assert hall.find("four", run.id) is run
    until(lambda: study.status == "done")


def test_a_study_that_nobody_watches_is_stopped(pair: tuple[Scenario, Scenario]) -> None:
    now = [0.0]
    hall = Hall(1, clock=lambda: now[0])
    try:
        study = hall.study("five", tasks_of(*pair), DAYS)
        now[0] = 9.0
        hall.here("five")
        now[0] = 18.0
        hall.look()
        assert str(study.status) == "waiting"
        now[0] = 20.0
        hall.look()
        assert study.status == "stopped"
    finally:
        hall.close()


def test_no_tasks_and_unknown_runs_are_told(tmp_path: Path, pair: tuple[Scenario, Scenario]) -> None:
    with pytest.raises(InputError, match="runs"):
        Study("six", [], DAYS, tmp_path)
    with pytest.raises(KeyError):
        Answers(DAYS, {})([(pair[0], 1)])
