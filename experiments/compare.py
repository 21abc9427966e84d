"""Compare regimes on the same residents with the same needs: `sanshe.compare` and `sanshe compare`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.runner import days_of, run_paired
from experiments.statistics import compare_outcomes
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.limits import MOST_SEEDS, MOST_WORKERS, whole_number, years_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from scenarios.city import City
    from scenarios.scenario import Scenario


@dataclass(frozen=True)
class Comparison:
    """Paired runs of several arms, the first of which is the baseline.

    `table` the columns of `experiments.statistics.COLUMNS`; `outcomes` one row an arm, seed and outcome; `daily` one
    row an arm, seed and day (district totals); `requests` the parquet files of all needs, one a run, if asked for.
    """

    names: tuple[str, ...]
    scenarios: "tuple[Scenario, ...]"
    seeds: int
    days: int
    table: pd.DataFrame
    outcomes: pd.DataFrame
    daily: pd.DataFrame
    requests: tuple[Path, ...]

    def plot(self, lang: str = "en") -> "Figure":
        """Trajectories with bands, and paired differences with intervals."""
        from experiments.figures import draw_comparison

        return draw_comparison(self, lang)

    def sentence(self, lang: str = "en") -> str:
        """What was found and what was not, in words."""
        from experiments.words import sentence

        return sentence(self.table, self.names, self.seeds, lang, self.labels(lang))

    def labels(self, lang: str = "en") -> tuple[str, ...]:
        """What the arms are called for a reader: their names; in Chinese their titles, where all of them differ."""
        titles = tuple(scenario.title_zh for scenario in self.scenarios)
        return titles if lang == "zh" and len(set(titles)) == len(titles) else self.names


def district_days(daily: pd.DataFrame, city: "City") -> pd.DataFrame:
    """Days of the whole district from those of its communities: counts add up, trust is its residents' mean."""
    people = daily["community"].map({place.community: place.residents for place in city.communities})
    means = [name for name in daily.columns if name.startswith("trust_")]
    weighed = daily.assign(**{name: daily[name] * people for name in means})
    whole = weighed.drop(columns="community").groupby("day", as_index=False).sum()
    return whole.assign(**{name: whole[name] / city.residents for name in means})


def unique_names(scenarios: "tuple[Scenario, ...]") -> tuple[str, ...]:
    """Names of the arms; an arm whose name was there before gets a number."""
    names: list[str] = []
    for scenario in scenarios:
        name, number = scenario.name, 2
        while name in names:
            name, number = f"{scenario.name} ({number})", number + 1
        names.append(name)
    return tuple(names)


def checked(seeds: object, years: object, workers: object) -> tuple[int, int, int]:
    """(seeds, working days, workers) of an experiment, each checked."""
    return (
        whole_number("seeds", seeds, 1, MOST_SEEDS),
        days_of(years_of("years", years)),
        whole_number("workers", workers, 1, MOST_WORKERS),
    )


def compare(
    a: "str | Path | Scenario",
    b: "str | Path | Scenario",
    *more: "str | Path | Scenario",
    seeds: int = 10,
    years: float = 1.0,
    workers: int = 1,
    requests: str | Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> Comparison:
    """Compare regimes, each further one with the first, on seeds 1 to `seeds`.

    Scenarios are given by name, path or as loaded. `workers` is the number of processes: from Python one, this one;
    a script that asks for more must make the call under `if __name__ == "__main__":`, since every worker imports the
    script. `requests` names a folder for all needs, one parquet file a run. `progress` is told how many seeds are done.

    Raises `InputError` (a `ValueError`) for bad input, `WorkersEndedError` (a `RuntimeError`) if a worker process dies.
    """
    seeds, days, workers = checked(seeds, years, workers)
    arms = tuple(load(s) if isinstance(s, str | Path) else s for s in (a, b, *more))
    for arm in arms[1:]:
        if arm.city.communities != arms[0].city.communities:
            found = f"{arm.city.key} in {arm.name}, {arms[0].city.key} in {arms[0].name}"
            raise InputError("city", found, "one district for all arms: name it with --city or .replace(city=...)")
    folder = None
    if requests is not None:
        from experiments.output import ready_folder

        folder = ready_folder(Path(requests), "requests")
    names = unique_names(arms)
    outcomes, daily, files = [], [], []
    tags: dict[str, Any]
    for run in run_paired(arms, names, range(1, seeds + 1), days, workers, folder, progress):
        tags = {"arm": run.arm, "seed": run.seed}
        outcomes.append(run.outcomes.assign(**tags))
        daily.append(district_days(run.daily, arms[run.arm].city).assign(**tags))
        if run.requests is not None:
            files.append(run.requests)
    every = pd.concat(outcomes, ignore_index=True)
    return Comparison(
        names, arms, seeds, days, compare_outcomes(every, list(names)), every, pd.concat(daily, ignore_index=True),
        tuple(files),
    )  # fmt: skip
