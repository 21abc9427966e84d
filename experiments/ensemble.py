"""Many runs, each of one scenario at one seed, and their outcomes as one frame: what every analysis rests on."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from experiments.runner import spread

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

    type Task = tuple[Scenario, int]
    type Evaluate = Callable[[Sequence[Task]], pd.DataFrame]


def _nobody(_: int) -> None:
    """Tell nobody how far it is."""


def run_outcomes(scenario: "Scenario", seed: int, days: int) -> dict[str, float]:
    """The outcomes of one run by their keys."""
    from model.governance import GovernanceModel

    model = GovernanceModel(scenario, rng=seed)
    model.run_for(days)
    frame = model.outcomes.frame()
    return dict(zip(frame["outcome"], frame["value"].astype(float), strict=True))


class Ensemble:
    """Runs of `days` working days. Called with tasks (scenario, seed), it gives one row a task, in their order, and one
    column an outcome. `progress` is told how many runs are done since the beginning.
    """

    def __init__(self, days: int, *, workers: int = 1, progress: Callable[[int], None] | None = None) -> None:
        self.days, self.workers, self._tell, self._done = days, workers, progress or _nobody, 0

    def __enter__(self) -> "Ensemble":
        return self

    def __exit__(self, *_: object) -> None:
        """Let the workers go."""

    def __call__(self, tasks: "Sequence[Task]") -> pd.DataFrame:
        """The outcomes of the tasks; a task that stands twice is run once. Raises what goes wrong in a run."""
        rows: dict[int, dict[str, float]] = {}
        jobs = [(scenario, seed, self.days) for scenario, seed in tasks]
        for number, found in spread(run_outcomes, jobs, self.workers, tasks[0][0]):
            rows[number] = found
            self._done += 1
            self._tell(self._done)
        return pd.DataFrame([rows[number] for number in range(len(tasks))])
