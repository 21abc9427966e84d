"""What a run costs in a sweep beside its own time: warm worker, store, transport."""

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.table import Line
from experiments.executors import Processes
from experiments.fill import Wanted, fill
from experiments.runner import finished_model, let_go
from experiments.store import Store, key_of
from scenarios.library import load

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

MOST_MS, MOST_SHARE = 50.0, 5.0
LEAST_OF_TWO = 1.8


def own_seconds(scenario: "Scenario", seed: int, days: int) -> float:
    """How long the model and its outcomes take, where it runs."""
    begun = time.perf_counter()
    model = finished_model(scenario, seed, days)
    model.outcomes.frame()
    let_go(model)
    return time.perf_counter() - begun


def sweep(quick: bool) -> list[Line]:
    """Runs of one worker process, the same ones alone and in a sweep, in turns."""
    scenario = load("hierarchy")
    lines = []
    for days, runs in ((25, 8), (250, 2)) if quick else ((25, 40), (250, 8)):
        at_work = Processes(1, scenario)
        own = whole = 0.0
        with tempfile.TemporaryDirectory() as folder:
            store = Store(Path(folder))
            for part in range(2):
                seeds = range(1 + part * runs // 2, 1 + (part + 1) * runs // 2)
                tasks = [(scenario, seed, days) for seed in seeds]
                own += sum(seconds for _, seconds in at_work.map(own_seconds, tasks) if isinstance(seconds, float))
                wanted = [Wanted(key_of(scenario.hash, seed, days), seed, lambda: scenario) for seed in seeds]
                begun = time.perf_counter()
                fill(store, wanted, days, at_work)
                whole += time.perf_counter() - begun
        at_work.close()
        beside = (whole - own) / runs
        lines += [
            Line(f"{days} days: a run's own time", own / runs * 1e3, "ms"),
            Line(f"{days} days: beside it, in a sweep", beside * 1e3, "ms", MOST_MS),
            Line(f"{days} days: beside it, of its own time", 100.0 * (whole - own) / own, "%", MOST_SHARE),
        ]
    return lines


def workers(quick: bool) -> list[Line]:
    """The same runs by one and by two warm worker processes, in turns, by the wall clock."""
    scenario = load("hierarchy")
    days, runs, turns = (25, 8, 2) if quick else (250, 8, 3)
    seconds: dict[int, float] = {}
    pools = {number: Processes(number, scenario) for number in (1, 2)}
    for turn in range(turns + 1):
        for number, pool in pools.items():
            tasks = [(scenario, 1 + seed, days) for seed in range(runs)]
            begun = time.perf_counter()
            assert all(isinstance(told, float) for _, told in pool.map(own_seconds, tasks))
            if turn:  # the first warms the workers up
                seconds[number] = seconds.get(number, 0.0) + time.perf_counter() - begun
    for pool in pools.values():
        pool.close()
    one, two = (seconds[number] / turns for number in (1, 2))
    return [
        Line(f"{runs} runs of {days} days, one worker", one, "s"),
        Line(f"{runs} runs of {days} days, two workers", two, "s"),
        Line("two workers, of one", one / two, "times", LEAST_OF_TWO, at_least=True),
    ]
