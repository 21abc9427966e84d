"""Compare regimes on the same residents with the same needs: `sanshe.compare` and `sanshe compare`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.runner import days_of, run_paired
from experiments.statistics import compare_outcomes
from scenarios.library import load

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from scenarios.scenario import Scenario


@dataclass(frozen=True)
class Comparison:
    """Paired runs of several arms, the first of which is the baseline.

    `table` the columns of `experiments.statistics.COLUMNS`; `outcomes` one row an arm, seed and outcome; `daily` one
    row an arm, seed and day (district totals); `requests` one row a need if they were asked for.
    """

    names: tuple[str, ...]
    scenarios: "tuple[Scenario, ...]"
    seeds: int
    days: int
    table: pd.DataFrame
    outcomes: pd.DataFrame
    daily: pd.DataFrame
    requests: pd.DataFrame | None

    def plot(self, lang: str = "en") -> "Figure":
        """Trajectories with bands, and paired differences with intervals."""
        from experiments.figures import draw_comparison

        return draw_comparison(self, lang)

    def sentence(self, lang: str = "en") -> str:
        """What was found and what was not, in words."""
        from experiments.words import sentence

        return sentence(self.table, self.names, self.seeds, lang)


def unique_names(scenarios: "tuple[Scenario, ...]") -> tuple[str, ...]:
    """Names of the arms; an arm whose name was there before gets a number."""
    names: list[str] = []
    for scenario in scenarios:
        name, number = scenario.name, 2
        while name in names:
            name, number = f"{scenario.name} ({number})", number + 1
        names.append(name)
    return tuple(names)


def compare(
    a: "str | Scenario",
    b: "str | Scenario",
    *more: "str | Scenario",
    seeds: int = 10,
    years: float = 1.0,
    workers: int | None = None,
    requests: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Comparison:
    """Compare regimes, each further one with the first, on seeds 1 to `seeds`.

    Scenarios are given by name, path or as loaded. Raises `ValueError` for fewer than one seed or no time.
    """
    if seeds < 1:
        raise ValueError(f"seeds: found {seeds}; allowed at least 1")
    if not 0.0 < years <= 100.0:
        raise ValueError(f"years: found {years}; allowed above 0, at most 100")
    arms = tuple(load(s) if isinstance(s, str) else s for s in (a, b, *more))
    names, days = unique_names(arms), days_of(years)
    outcomes, daily, needs = [], [], []
    tags: dict[str, Any]
    for run in run_paired(arms, range(1, seeds + 1), days, workers, requests, progress):
        tags = {"arm": run.arm, "seed": run.seed}
        outcomes.append(run.outcomes.assign(**tags))
        daily.append(run.daily.drop(columns="community").groupby("day", as_index=False).sum().assign(**tags))
        if run.requests is not None:
            needs.append(run.requests.assign(**tags))
    every = pd.concat(outcomes, ignore_index=True)
    return Comparison(
        names, arms, seeds, days, compare_outcomes(every, list(names)), every, pd.concat(daily, ignore_index=True),
        pd.concat(needs, ignore_index=True) if needs else None,
    )  # fmt: skip
