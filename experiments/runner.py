"""Run scenarios on paired seeds, in this process or in worker processes; results do not depend on how many.

A task is one seed: a worker builds the residents of that seed once and runs every arm on them, so that all arms meet
the same residents with the same needs (common random numbers).
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.errors import WorkersEndedError
from experiments.workers import compile_kernels, import_model, prepare

if TYPE_CHECKING:
    from model.governance import GovernanceModel
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


def _nobody(_: int) -> None:
    """Tell nobody how far it is."""


def days_of(years: float) -> int:
    """Working days of so many years, at least one."""
    return max(1, round(years * WORKING_DAYS))


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
    from model.city import build_residents
    from model.governance import GovernanceModel

    runs = []
    built = None
    for number, scenario in enumerate(arms):
        if built is None or built[0] != (scenario.city, scenario.parameters):
            residents = build_residents(scenario.city, scenario.parameters, seed)
            built = ((scenario.city, scenario.parameters), residents)
        model = GovernanceModel(scenario, rng=seed, residents=built[1])
        model.run_for(days)
        path = None
        if folder is not None:
            path = folder / f"arm{number}-seed{seed}.parquet"
            write_parquet(model.requests.frame().assign(arm=names[number], seed=seed), path)
        more = None if also is None else also(model)
        runs.append(Run(number, seed, model.outcomes.frame(), model.outcomes.daily(), path, more))
    return runs


def spread[T](
    function: Callable[..., T], tasks: Sequence[tuple[Any, ...]], workers: int, warm: "Scenario"
) -> Iterator[tuple[int, T]]:
    """What the function gives for every task, with the task's number, as it comes: in this process or in several.

    `warm` is a scenario on which the workers compile the kernels before they begin. Raises `WorkersEndedError` if a
    worker process dies; what goes wrong in a task is raised as it is.
    """
    number = min(workers, len(tasks))
    if number <= 1:
        for i, task in enumerate(tasks):
            yield i, function(*task)
        return
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(number, mp_context=context, initializer=prepare)
    complete = False
    try:
        first = pool.submit(compile_kernels, warm)
        for _ in range(number - 1):
            pool.submit(import_model)
        wait([first])
        futures = {pool.submit(function, *task): i for i, task in enumerate(tasks)}
        for future in as_completed(futures):
            yield futures.pop(future), future.result()
        complete = True
    except BrokenProcessPool as error:
        raise WorkersEndedError from error
    finally:
        # Whoever is still at work when an error or Ctrl-C ends this is not waited for.
        if not complete:
            for child in set(multiprocessing.active_children()) - before:
                child.terminate()
        pool.shutdown(wait=True, cancel_futures=True)


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
    tell = progress or _nobody
    early: dict[int, list[Run]] = {}
    due = 0
    tasks = [(arms, names, seed, days, folder, also) for seed in seeds]
    for done, (number, runs) in enumerate(spread(run_seed, tasks, workers, arms[0]), 1):
        early[number] = runs
        while due in early:
            yield from early.pop(due)
            due += 1
        tell(done)
