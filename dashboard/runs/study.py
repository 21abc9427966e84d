"""A study: many runs of one scenario at one seed each, of which only the outcomes at the horizon are wanted.

It takes its turns with the workers as a visitor's run does, and gives what the analyses ask of an ensemble
(`experiments.ensemble.Evaluate`), so that no estimator is written twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.runs.memory import set_megabytes
from dashboard.runs.plan import FIRST_DAYS, MOST_DAYS, Plan
from dashboard.runs.run import Run
from scenarios.errors import InputError
from scenarios.limits import LARGEST_SEED, whole_number

if TYPE_CHECKING:
    from dashboard.runs.said import Said
    from scenarios.scenario import Scenario

type Key = tuple[str, int, int]  # a scenario's hash, a seed, working days

MOST_TASKS = 20_000


@dataclass(frozen=True)
class Tasks(Plan):
    """Task i runs `arms[i]` at the seed `at[i]`; the tasks' numbers stand in `seeds`. Raises `InputError`."""

    at: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        whole_number("runs", len(self.arms), 1, MOST_TASKS)
        whole_number("days", self.days, 1, MOST_DAYS)
        for seed in self.at:
            whole_number("seeds", seed, 0, LARGEST_SEED)
        if not len(self.arms) == len(self.at) == len(self.seeds):
            raise InputError("runs", f"{len(self.arms)} scenarios and {len(self.at)} seeds", "a seed each scenario")

    @property
    def megabytes(self) -> float:
        """Megabytes of memory that a task takes at its most."""
        return set_megabytes(self.arms[0].city, 1, self.days)

    @property
    def grid(self) -> tuple[int, ...]:
        """Where the first slices end, before it is known how long a day takes; the horizon is the last."""
        return tuple(sorted({min(FIRST_DAYS[0], self.days), self.days}))


class Answers:
    """The outcomes of runs by (hash, seed, days): an `Evaluate` of what is known already.

    With `only` it gives these outcomes alone, so that an analysis need not reckon with all.
    """

    def __init__(self, days: int, known: Mapping[Key, Sequence[float]], only: Sequence[str] = ()) -> None:
        self._days, self._known, self._only = days, known, only

    def __call__(self, tasks: "Sequence[tuple[Scenario, int]]") -> pd.DataFrame:
        """One row a task, one column an outcome. Raises KeyError for a run that has not been made."""
        from model.outcomes import OUTCOMES

        hashes = {id(scenario): scenario.hash for scenario, _ in tasks}
        rows = [self._known[hashes[id(scenario)], seed, self._days] for scenario, seed in tasks]
        frame = pd.DataFrame(rows, columns=[outcome.key for outcome in OUTCOMES])
        return frame[list(self._only)] if self._only else frame


class Study(Run):
    """What is known of a visitor's tasks; its `seeds` and `finished` are numbers of tasks.

    `known` are results of this visitor's earlier studies, which are taken over; a run is the same whoever asks for it.
    """

    def __init__(
        self, visitor: str, tasks: "Sequence[tuple[Scenario, int]]", days: int, folder: Path,
        known: "Mapping[Key, tuple[float, ...]] | None" = None,
    ) -> None:  # fmt: skip
        self._known: dict[Key, tuple[float, ...]] = dict(known or {})
        hashes = {id(scenario): scenario.hash for scenario, _ in tasks}
        keyed = {(hashes[id(scenario)], seed, days): (scenario, seed) for scenario, seed in tasks}
        self.keys = tuple(keyed)
        arms, at = zip(*keyed.values(), strict=True) if keyed else ((), ())
        super().__init__(visitor, Tasks(arms, days, tuple(range(len(keyed))), at), folder)
        self.finished = tuple(i for i, key in enumerate(self.keys) if key in self._known)
        self._reached = dict.fromkeys(self.finished, days)
        if len(self.finished) == len(self.seeds):
            self.status = "done"

    @property
    def known(self) -> dict[Key, tuple[float, ...]]:
        """Every run whose outcomes are known, in the order of `model.outcomes.OUTCOMES`."""
        with self._lock:
            return dict(self._known)

    def missing(self, keys: Iterable[Key]) -> int:
        """How many of these runs are not known yet."""
        with self._lock:
            return sum(key not in self._known for key in set(keys))

    # --- what the hall asks and writes
    @property
    def parts(self) -> int:
        """Nothing is asked at the horizon beside the outcomes."""
        return 0

    def told(self, seed: int) -> "tuple[tuple[Scenario, ...], int, tuple[int, ...], Path | None]":
        """What a worker is told of a task."""
        plan = self.plan
        assert isinstance(plan, Tasks)
        return (plan.arms[seed],), plan.at[seed], (plan.days,), None

    def take(self, seed: int, said: "Said") -> None:
        """Take in what a worker said of a task."""
        with self._lock:
            self._reached[seed] = max(self._reached.get(seed, 0), said.day)
            for _, day, values in said.points:
                if day == self.plan.days:
                    self._known[self.keys[seed]] = values
            self.version += 1
