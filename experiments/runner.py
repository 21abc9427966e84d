"""Run scenarios on paired seeds, in this process or in worker processes; results do not depend on how many.

A task is one seed: a worker builds the residents of that seed once and runs every arm on them, so that all arms meet
the same residents with the same needs (common random numbers).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.executors import Failure, executor

if TYPE_CHECKING:
    from model.governance import GovernanceModel
    from scenarios.city import City
    from scenarios.parameters import Parameters
    from scenarios.scenario import Scenario

    type Read = Callable[[GovernanceModel], pd.DataFrame]

WORKING_DAYS = 250


@dataclass(frozen=True)
class Run:
    """One arm at one seed: its outcomes (outcome, unit, better, value), its days, and the file of its requests.

    `also` is what else was asked of the finished model, if anything was.
    """

    arm: int
    seed: int
    outcomes: pd.DataFrame
    daily: pd.DataFrame
    requests: Path | None
    also: pd.DataFrame | None = None


def nobody(*_: int) -> None:
    """Tell nobody how far it is."""


def days_of(years: float) -> int:
    """Working days of so many years, at least one."""
    return max(1, round(years * WORKING_DAYS))


@lru_cache(maxsize=1)
def residents_of(city: "City", parameters: "Parameters", seed: int) -> Any:
    """The residents of a city at a seed: kept, since the next run is often on the same ones."""
    from model.city import build_residents

    return build_residents(city, parameters, seed)


def finished_model(scenario: "Scenario", seed: int, days: int) -> "GovernanceModel":
    """The model after so many working days."""
    from model.governance import GovernanceModel

    model = GovernanceModel(scenario, rng=seed, residents=residents_of(scenario.city, scenario.parameters, seed))
    model.run_for(days)
    return model


def let_go(model: "GovernanceModel") -> None:
    """Free at once what a finished model holds, some hundreds of megabytes for a district.

    Its parts point at each other, so that Python would find them only when it next looks for cycles, and processes that
    make many runs would hold several.
    """
    vars(model).clear()


def run_seed(
    arms: "tuple[Scenario, ...]",
    names: tuple[str, ...],
    seed: int,
    days: int,
    folder: Path | None = None,
    also: "Read | None" = None,
) -> list[Run]:
    """Every arm at one seed, on the same residents where arms share city and parameters of the population.

    With a `folder`, every request of a run goes to a parquet file of its own there, one row a need. `also` is asked of
    every finished model, where it was run; a function of a module, so that a worker finds it.
    """  # fmt: skip
    from experiments.output import write_parquet

    runs = []
    for number, scenario in enumerate(arms):
        model = finished_model(scenario, seed, days)
        path = None
        if folder is not None:
            path = folder / f"arm{number}-seed{seed}.parquet"
            write_parquet(model.requests.frame().assign(arm=names[number], seed=seed), path)
        more = None if also is None else also(model)
        runs.append(Run(number, seed, model.outcomes.frame(), model.outcomes.daily(), path, more))
        let_go(model)
    return runs


def spread[T](
    function: Callable[..., T], tasks: Sequence[tuple[Any, ...]], workers: int, warm: "Scenario"
) -> Iterator[tuple[int, T]]:
    """What the function gives for every task, with the task's number, as it comes: in this process or in several.

    `warm` is a scenario on which the workers compile the kernels before they begin. Raises `WorkersEndedError` if a
    task ends its worker process; what goes wrong in a task is raised as it is.
    """
    at_work = executor(min(workers, len(tasks)), warm)
    try:
        for number, found in at_work.map(function, tasks):
            if isinstance(found, Failure):
                raise found.error
            yield number, found
    finally:
        at_work.close()


def run_paired(
    arms: "tuple[Scenario, ...]",
    names: tuple[str, ...],
    seeds: Sequence[int],
    days: int,
    workers: int = 1,
    folder: Path | None = None,
    progress: Callable[[int], None] | None = None,
    also: "Read | None" = None,
) -> Iterator[Run]:
    """All arms at all seeds, in order of seed; `progress` is told how many seeds are done.

    Raises `WorkersEndedError` if a worker process dies; what goes wrong in a run is raised as it is.
    """
    tell = progress or nobody
    early: dict[int, list[Run]] = {}
    due = 0
    tasks = [(arms, names, seed, days, folder, also) for seed in seeds]
    for done, (number, runs) in enumerate(spread(run_seed, tasks, workers, arms[0]), 1):
        early[number] = runs
        while due in early:
            yield from early.pop(due)
            due += 1
        tell(done)
