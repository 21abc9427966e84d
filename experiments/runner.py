"""Run scenarios on paired seeds, in this process or in worker processes; results do not depend on how many.

A task is one seed: a worker builds the residents of that seed once and runs every arm on them, so that all arms meet
the same residents with the same needs (common random numbers).
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

WORKING_DAYS = 250


@dataclass(frozen=True)
class Run:
    """One arm at one seed: its outcomes (outcome, unit, better, value), its days, and its requests if asked for."""

    arm: int
    seed: int
    outcomes: pd.DataFrame
    daily: pd.DataFrame
    requests: pd.DataFrame | None


def days_of(years: float) -> int:
    """Working days of so many years, at least one."""
    return max(1, round(years * WORKING_DAYS))


def run_seed(arms: tuple["Scenario", ...], seed: int, days: int, requests: bool = False) -> list[Run]:
    """Every arm at one seed, on the same residents where arms share city and parameters of the population."""
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
        frame = model.requests.frame() if requests else None
        runs.append(Run(number, seed, model.outcomes.frame(), model.outcomes.daily(), frame))
    return runs


def run_paired(
    arms: tuple["Scenario", ...],
    seeds: range,
    days: int,
    workers: int | None = None,
    requests: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Run]:
    """All arms at all seeds, in order of seed; `progress` is told how many seeds are done."""
    number = min(workers or os.cpu_count() or 1, len(seeds))
    tell = progress or (lambda done: None)
    if number <= 1:
        for done, seed in enumerate(seeds, 1):
            yield from run_seed(arms, seed, days, requests)
            tell(done)
        return
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    with ProcessPoolExecutor(number, mp_context=context) as pool:
        futures = {pool.submit(run_seed, arms, seed, days, requests): seed for seed in seeds}
        try:
            for done, _ in enumerate(as_completed(futures), 1):
                tell(done)
            for future in futures:
                yield from future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
