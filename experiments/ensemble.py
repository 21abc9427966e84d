"""Many runs, each of one scenario at one seed, and their outcomes as one frame: what every analysis rests on."""

import io
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from experiments.executors import Executor, executor
from experiments.fill import Wanted, fill
from experiments.runner import nobody
from experiments.store import Store, key_of

if TYPE_CHECKING:
    from experiments.executors import Failure
    from scenarios.scenario import Scenario

    type Task = tuple[Scenario, int]
    type Evaluate = Callable[[Sequence[Task]], pd.DataFrame]


def _scenario_of(task: "Task") -> "Scenario":
    return task[0]


class Memory:
    """Runs as a `Store` keeps them, for as long as this object lives."""

    def __init__(self) -> None:
        self._runs: dict[str, bytes] = {}

    def has(self, key: str) -> bool:
        """Whether a run is there."""
        return key in self._runs

    def put(self, key: str, content: bytes) -> None:
        """Keep a run."""
        self._runs[key] = content

    def put_failure(self, key: str, failure: "Failure", **given: object) -> None:
        """Keep nothing: who asks for runs in memory is told at once."""

    def read(self, keys: Sequence[str]) -> pd.DataFrame:
        """The rows of runs: scenario, seed, outcome, value."""
        return pd.concat([pd.read_parquet(io.BytesIO(self._runs[key])) for key in keys], ignore_index=True)


class Ensemble:
    """Runs of `days` working days; no run is made twice, in whatever calls it is asked for.

    Called with tasks (scenario, seed), it gives one row a task, in their order, and one column an outcome; the result
    does not depend on who worked on it. With a `folder` the runs are kept there (`experiments.store`), so that an
    analysis that was stopped goes on where it was. `scheduler` is the address of a Dask scheduler, in place of
    `workers` processes. `progress` is told how many tasks are done since the beginning. To be used in a `with`.

    Raises `InputError` for a folder that cannot be used or a scheduler that does not answer.
    """

    def __init__(
        self,
        days: int,
        *,
        workers: int = 1,
        folder: Path | None = None,
        scheduler: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        self.days, self._workers, self._scheduler = days, workers, scheduler
        self._store: Store | Memory = Memory() if folder is None else Store(folder)
        self._tell, self._done = progress or nobody, 0
        self._at_work: Executor | None = None

    def __enter__(self) -> "Ensemble":
        return self

    def __exit__(self, *_: object) -> None:
        """Let the workers go."""
        if self._at_work is not None:
            self._at_work.close()
            self._at_work = None

    def __call__(self, tasks: "Sequence[Task]") -> pd.DataFrame:
        """The outcomes of the tasks. What goes wrong in a run is raised when the others are done."""
        hashes = {id(scenario): scenario.hash for scenario, _ in tasks}
        pairs = [(hashes[id(scenario)], seed) for scenario, seed in tasks]
        keys = [key_of(hash_, seed, self.days) for hash_, seed in pairs]
        first = dict(zip(reversed(keys), reversed(tasks), strict=True))
        by_seed = sorted(first, key=lambda key: first[key][1])  # so that a worker meets the same residents again
        wanted = (Wanted(key, first[key][1], partial(_scenario_of, first[key])) for key in by_seed)
        if self._at_work is None:
            self._at_work = executor(self._workers, tasks[0][0], self._scheduler)
        before = self._done
        failures = fill(
            self._store, wanted, self.days, self._at_work, lambda done, _: self._tell(before + done)
        )  # fmt: skip
        if failures:
            raise failures[0].error
        self._done = before + len(tasks)
        self._tell(self._done)
        rows = self._store.read(by_seed)
        order = list(dict.fromkeys(rows["outcome"]))
        wide = rows.pivot(index=["scenario", "seed"], columns="outcome", values="value")[order]
        return wide.loc[pairs].reset_index(drop=True).rename_axis(columns=None)
