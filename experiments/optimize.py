"""The best that rules can do for several outcomes at once, within a budget: `sanshe.optimize`, `sanshe optimize`.

The rules are searched (`experiments.search`) on some seeds; the front that is found, the designs that none dominates
within the limits, runs again on fresh seeds. A search picks what was lucky on its seeds, so that the values on fresh
seeds are those to go by; the difference is told as optimism.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments import optimize_words as words
from experiments.analysis import Answer
from experiments.compare import checked
from experiments.ensemble import Ensemble
from experiments.front import dominates, hypervolume, non_dominated
from experiments.inputs import Input
from experiments.rule_space import FRESH, GENERATIONS, POPULATION, Limit, Plan, plan
from experiments.search import Point, Scored, Tried, search
from experiments.statistics import paired
from scenarios.errors import InputError
from scenarios.library import load

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from experiments.ensemble import Evaluate
    from model.tables import Floats
    from scenarios.scenario import Scenario

SEEDS, YEARS = 2, 0.5
ROOM = 0.1  # beyond the worst of the last front, so that its ends count
GROWN = 0.01  # a front has converged if its hypervolume grew by less in the last third of the generations


@dataclass(frozen=True, repr=False)
class Optimization(Answer):
    """The front of rules, on the seeds of the search and on fresh ones; what `sanshe.optimize` gives.

    Attributes:
        names: What the scenario and the designs told are called.
        scenarios: The scenario, and those of the designs told.
        seeds: How many seeds in all, of search and fresh ones.
        days: Working days of a run.
        search_seeds: How many seeds the search ran on.
        seed: The seed of the search.
        population: Designs a generation.
        generations: How many generations.
        aims: The outcomes to be good at.
        bounds: The limits (`experiments.rule_space.Limit`).
        space: The rules that were searched (`experiments.inputs.Input`), with their ranges or choices.
        members: One row a design told, those of the front and those that began the search; `origin` is `found` or whose
            rules it has; `front` whether it is of the front on the seeds of the search; `within` and `stays` whether,
            on fresh seeds, it keeps to the limits and no other of the front that does dominates it; `dominated_by` how
            many of them do; then its rules.
        values: One row a design and outcome: mean on the search's seeds and on fresh ones with its interval, and
            `optimism`, by how much the search saw it better.
        progress: Hypervolume (Zitzler & Thiele 1999) by generation.
        tried: All designs.
        runs: Every run.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> base = sanshe.load("hierarchy").replace(city=town)
        >>> found = sanshe.optimize(base, rules=["leaders"], population=4, generations=2, seeds=1, fresh=2, years=0.02)
        >>> found.fresh, found.progress["generation"].tolist(), found.aims
        (2, [1, 2], ('satisfaction', 'resolution_mean'))
        >>> found.values.columns.tolist()
        ['design', 'outcome', 'search', 'fresh', 'ci_low', 'ci_high', 'optimism']
    """

    names: tuple[str, ...]
    scenarios: "tuple[Scenario, ...]"
    seeds: int
    days: int
    search_seeds: int
    seed: int
    population: int
    generations: int
    aims: tuple[str, ...]
    bounds: tuple[Limit, ...]
    space: tuple[Input, ...]
    members: pd.DataFrame
    values: pd.DataFrame
    progress: pd.DataFrame
    tried: pd.DataFrame
    runs: pd.DataFrame

    @property
    def kind(self) -> str:
        """The command."""
        return "optimize"

    @property
    def fresh(self) -> int:
        """How many fresh seeds."""
        return self.seeds - self.search_seeds

    @property
    def growth(self) -> float:
        """By what share of its end the hypervolume grew in the last third of the generations."""
        volume = self.progress["hypervolume"].to_numpy(dtype=np.float64)
        before = volume[-1 - max(1, len(volume) // 3)] if len(volume) > 1 else 0.0
        return float((volume[-1] - before) / volume[-1]) if volume[-1] > 0.0 else float("nan")

    def tables(self) -> dict[str, pd.DataFrame]:
        """Designs, their values, and how the front grew."""
        return {"members": self.members, "values": self.values, "progress": self.progress}

    def frames(self) -> dict[str, pd.DataFrame]:
        """All designs that were tried, and all runs."""
        return {"tried": self.tried, "runs": self.runs}

    def plot(self, lang: str = "en") -> "Figure":
        """The front over the first two outcomes, on both kinds of seeds, and its hypervolume."""
        from experiments.optimize_figure import draw_front

        return draw_front(self, lang)

    def question(self, lang: str = "en") -> str:
        """What was asked."""
        return words.question(self, lang)

    def findings(self, lang: str = "en") -> list[str]:
        """How many designs are on the front, what of it stays on fresh seeds, and whether the search has converged."""
        return words.findings(self, lang)

    def caption(self, lang: str = "en") -> str:
        """What the figure shows."""
        return words.caption(self, lang)

    def limits(self, lang: str = "en") -> list[str]:
        """What a search cannot say."""
        return words.limits(self, lang)

    def told(self) -> dict[str, Any]:
        """The search."""
        return {
            "search_seeds": list(range(1, self.search_seeds + 1)),
            "fresh_seeds": list(range(self.search_seeds + 1, self.seeds + 1)), "seed": self.seed,
            "population": self.population, "generations": self.generations, "outcomes": list(self.aims),
            "limits": [
                {"outcome": bound.outcome, "value": bound.value, "at": "least" if bound.least else "most"}
                for bound in self.bounds
            ],
            "rules": [
                {"key": one.key, "low": one.low, "high": one.high, "choices": list(one.choices)} for one in self.space
            ],
        }  # fmt: skip


def optimize(
    a: "str | Path | Scenario" = "hierarchy",
    *,
    outcomes: Sequence[str] = (),
    budget: float | None = None,
    limits: Sequence[str] = (),
    rules: Sequence[str] = (),
    spans: str = "poles",
    population: int = POPULATION,
    generations: int = GENERATIONS,
    seeds: int = SEEDS,
    fresh: int = FRESH,
    seed: int = 1,
    years: float = YEARS,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
    folder: Path | None = None,
    scheduler: str | None = None,
    evaluate: "Evaluate | None" = None,
) -> Optimization:
    """The best that rules can do for several outcomes at once, within a budget: a Pareto front.

    The rules are searched (NSGA-II: Deb et al. 2002) on some seeds; the designs that none dominates within the limits
    run again on fresh seeds. A search picks what was lucky on its seeds: the values on fresh seeds are those to go by.
    Needs the extra `discovery`.

    Args:
        a: The scenario whose rules are searched: a name, a YAML file, or as loaded.
        outcomes: The outcomes to be good at, two or more with a better direction; satisfaction and mean resolution time
            by default.
        budget: The most public money, yuan per 1,000 residents a year; no bound by default.
        limits: Further bounds such as `("worker_burnout=0.4",)`: at most, or at least where higher is better.
        rules: Keys of the rules that are searched; all by default.
        spans: `poles`, between a rule's values in the hierarchy and in the network, or `declared`, over its whole
            range.
        population: Designs a generation.
        generations: How many generations.
        seeds: How many seeds the search runs on, from 1 on.
        fresh: How many seeds after them the front runs on.
        seed: The seed of the search.
        years: Length of a run, of 250 working days each; 0.1 is 25 days.
        workers: Processes, as in `sanshe.compare`.
        progress: Told how many runs are done.
        folder: Keeps the runs, so that what was stopped goes on where it was; in memory alone by default.
        scheduler: The address of a Dask scheduler, in place of `workers` processes.
        evaluate: Runs the model in its place: takes (scenario, seed) pairs and gives one row each, one column an
            outcome.

    Returns:
        A `sanshe.Optimization`.

    Raises:
        InputError: For bad input, and where no design keeps to the limits; it is a `ValueError`.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> base = sanshe.load("hierarchy").replace(city=town)
        >>> found = sanshe.optimize(
        ...     base, rules=["evaluation", "leaders"], population=4, generations=2, seeds=1, fresh=2, years=0.02
        ... )
        >>> found.members[["origin", "front", "stays", "evaluation", "leaders"]].round(2)
                    origin  front  stays  evaluation  leaders
        0        hierarchy   True   True        0.00     0.00
        1    messy_network   True   True        0.60     0.60
        2  shangcheng_2016   True   True        0.40     0.60
        3            found   True   True        0.25     0.43
        4            found   True   True        0.00     0.18
        5            found   True   True        0.09     0.06
        6            found   True   True        0.11     0.21
        7            found   True   True        0.24     0.32
    """
    seeds, days, workers = checked(seeds, years, workers)
    scenario = load(a) if isinstance(a, str | Path) else a
    made = plan(
        scenario, outcomes=outcomes, budget=budget, limits=limits, rules=rules, spans=spans, population=population,
        generations=generations, fresh=fresh, seed=seed,
    )  # fmt: skip
    if evaluate is not None:
        return _optimize(made, evaluate, seeds, days)
    with Ensemble(days, workers=workers, folder=folder, scheduler=scheduler, progress=progress) as ensemble:
        return _optimize(made, ensemble, seeds, days)


def _optimize(made: Plan, evaluate: "Evaluate", seeds: int, days: int) -> Optimization:
    runs: list[pd.DataFrame] = []
    told = tuple(dict.fromkeys((*made.aims, *(bound.outcome for bound in made.bounds))))
    numbers: dict[tuple[Any, ...], int] = {}

    def means(points: list[Point], over: Sequence[int]) -> pd.DataFrame:
        """Run designs on seeds; means by design, NaN where a seed has no value."""
        for point in points:
            numbers.setdefault(tuple(point.values()), len(numbers))
        tasks = [(made.scenario.replace(**point), number) for point in points for number in over]
        frame = evaluate(tasks).reset_index(drop=True)
        design = np.repeat([numbers[tuple(point.values())] for point in points], len(over))
        frame.insert(0, "design", design)
        frame.insert(1, "seed", list(over) * len(points))
        runs.append(frame)
        return pd.DataFrame(
            {key: frame[key].to_numpy(dtype=np.float64).reshape(len(points), -1).mean(axis=1) for key in told}
        )

    def score(points: list[Point]) -> list[Scored]:
        table = means(points, range(1, seeds + 1))
        small = _small(table, made.aims)
        beyond = [[bound.excess(x) for bound in made.bounds for x in (float(row[bound.outcome]),)]
                  for row in table.to_dict("records")]  # fmt: skip
        return [Scored(tuple(map(float, one)), tuple(over)) for one, over in zip(small, beyond, strict=True)]

    tried = search(
        made.space, score, objectives=len(made.aims), population=made.population, generations=made.generations,
        seed=made.seed, start=list(made.start.values()),
    )  # fmt: skip
    once = {tuple(one.point.values()): one for one in reversed(tried)}
    designs = sorted(once.values(), key=lambda one: numbers[tuple(one.point.values())])
    small = np.array([one.scored.objectives if one.scored.within else [np.nan] * len(made.aims) for one in designs])
    front = non_dominated(small)
    if not front.any():
        raise InputError("--limit", _missed(made, pd.concat(runs)), "looser limits, more generations or other rules")
    begun = [tuple(point.values()) for point in made.start.values()]
    shown = [i for i, one in enumerate(designs) if front[i] or tuple(one.point.values()) in begun]
    later = list(range(seeds + 1, seeds + made.fresh + 1))
    means([designs[i].point for i in shown], later)
    every = pd.concat(runs, ignore_index=True)
    members, values = tell_members(made, designs, shown, front, every, seeds, told)
    table = pd.DataFrame([{"design": numbers[tuple(one.point.values())], "generation": one.generation,
                           "within": one.scored.within, **one.point} for one in designs])  # fmt: skip
    mean = every[every["seed"] <= seeds].groupby("design")[list(told)].mean()
    return Optimization(
        (made.scenario.name, *(f"design {i}" for i in members["design"])),
        (made.scenario, *(made.scenario.replace(**designs[i].point) for i in shown)),
        seeds + made.fresh, days, seeds, made.seed, made.population, made.generations, made.aims, made.bounds,
        made.space, members, values, grow(tried, made.generations), table.join(mean, on="design"), every,
    )  # fmt: skip


def _missed(made: Plan, runs: pd.DataFrame) -> str:
    """How near the designs came to the limits that none kept to, for a message."""
    means = runs.groupby("design")[[bound.outcome for bound in made.bounds]].mean()
    best = [
        f"{bound.outcome} {means[bound.outcome].max() if bound.least else means[bound.outcome].min():.6g}"
        for bound in made.bounds
    ]
    return "no design within the limits" + (f" (the best of each: {', '.join(best)})" if best else "")


def _small(table: pd.DataFrame, aims: Sequence[str]) -> "Floats":
    """The aims as numbers to be made small, shape (rows, aims)."""
    return np.asarray(table[list(aims)].to_numpy(dtype=np.float64) * [words.sign_of(key) for key in aims])


def tell_members(
    made: Plan, designs: Sequence[Tried], shown: Sequence[int], front: "np.ndarray", runs: pd.DataFrame, seeds: int,
    told: Sequence[str],
) -> tuple[pd.DataFrame, pd.DataFrame]:  # fmt: skip
    """The tables `members` and `values` of an `Optimization`; `runs` has columns `design` and `seed`."""
    origin = {tuple(point.values()): name for name, point in made.start.items()}
    rows, fresh = [], []
    for i in shown:
        mine = runs[runs["design"] == i]
        after = []
        for key in told:
            before = float(mine.loc[mine["seed"] <= seeds, key].mean(skipna=False))
            mean, low, high, *_ = paired(mine.loc[mine["seed"] > seeds, key].to_numpy(dtype=np.float64))
            optimism = words.sign_of(key) * (mean - before) if words.sign_of(key) else np.nan
            rows.append((i, key, before, mean, low, high, optimism))
            after.append(mean)
        fresh.append(after)
    values = pd.DataFrame(rows, columns=["design", "outcome", "search", "fresh", "ci_low", "ci_high", "optimism"])
    table = pd.DataFrame(fresh, columns=list(told))
    small = _small(table, made.aims)
    within = np.array(
        [all(b.excess(float(row[b.outcome])) <= 0.0 for b in made.bounds) for row in table.to_dict("records")]
    )
    within &= np.isfinite(small).all(axis=1)
    good = within & front[list(shown)]
    beaten = [sum(dominates(small[j], mine) for j in np.flatnonzero(good)) for mine in small]
    members = pd.DataFrame(
        {
            "design": list(shown), "origin": [origin.get(tuple(designs[i].point.values()), "found") for i in shown],
            "front": front[list(shown)], "within": within, "stays": good & (np.array(beaten) == 0),
            "dominated_by": beaten,
        }
    )  # fmt: skip
    points = pd.DataFrame([designs[i].point for i in shown])
    return pd.concat([members, points], axis=1), values


def grow(tried: Sequence[Tried], generations: int) -> pd.DataFrame:
    """The hypervolume of all designs within the limits up to each generation, as a share of the box around the last
    front: from its best to a tenth beyond its worst value of each aim, so that bad designs far away do not count.
    """
    good = [one for one in tried if one.scored.within]
    rows = []
    every = np.array([one.scored.objectives for one in good])
    last = every[non_dominated(every)]
    best, worst = last.min(axis=0), last.max(axis=0)
    size = np.where(worst > best, worst - best, every.max(axis=0) - best)
    scaled = (every - best) / np.where(size > 0.0, size, 1.0)
    reference = np.full(every.shape[1], 1.0 + ROOM)
    for generation in range(generations):
        mine = np.array([one.generation <= generation for one in good], dtype=bool)
        volume = 0.0
        if mine.any():
            part = np.unique(scaled[mine], axis=0)
            volume = hypervolume(part[non_dominated(part)], reference) / float(reference.prod())
        rows.append((generation + 1, int(mine.sum()), volume))
    return pd.DataFrame(rows, columns=["generation", "designs_within", "hypervolume"])
