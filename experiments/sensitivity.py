"""How much each uncertain parameter moves each outcome: `sanshe.sensitivity`, `sanshe sensitivity`.

Parameters are moved over their declared ranges by a design of SALib (`experiments.indices`); at every point the model
runs on the same seeds, and an outcome there is the mean over them. With a second scenario it is the paired difference
that is analysed: what the comparison depends on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments import sensitivity_words as words
from experiments.analysis import Answer, labels_of
from experiments.compare import checked, unique_names
from experiments.ensemble import Ensemble
from experiments.extra import need
from experiments.indices import (
    LEAST_BLOCKS,
    MAIN,
    METHODS,
    RANK,
    WIDTH,
    Method,
    block_size,
    converge,
    design,
    effect_floor,
    measure,
    noise_share,
    terms_of,
    whole_blocks,
)
from experiments.inputs import Input, inputs_of, settings_at
from scenarios.errors import InputError, nearest
from scenarios.library import load
from scenarios.limits import LARGEST_SEED, whole_number
from scenarios.reading import short

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from experiments.ensemble import Evaluate
    from model.tables import Floats
    from scenarios.scenario import Scenario

SEEDS, YEARS = 2, 0.5
SAMPLES: dict[Method, int] = {"morris": 10, "sobol": 64, "delta": 256}
MOST_SAMPLES, MOST_RUNS = 100_000, 1_000_000
SHOWN = ("voiced_share", "resolution_mean", "satisfaction")


@dataclass(frozen=True, repr=False)
class Sensitivity(Answer):
    """What moves the outcomes of a scenario, or the difference B − A of two; what `sanshe.sensitivity` gives.

    Attributes:
        names: What the scenarios are called.
        scenarios: The one or the two.
        seeds: How many seeds each point ran on, from 1 on.
        days: Working days of a run.
        method: `morris`, `sobol` or `delta`.
        seed: The seed of the design.
        samples: Trajectories, base samples or draws.
        inputs: The settings that were moved (`experiments.inputs.Input`), with their ranges or choices.
        labels: What each input counts under: its group, or itself.
        shown: The outcomes that figure and findings tell.
        indices: One row an outcome and term, with the measures of the method (`experiments.indices.measure`), for
            morris the `floor` that seeds alone would give, and `rank` by the main measure.
        convergence: One row an outcome: `n` blocks used of `blocks`, `noise_share`, and the check of convergence.
        points: The settings of every point.
        runs: One row a point, arm and seed, one column an outcome.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> base = sanshe.load("hierarchy").replace(city=town)
        >>> found = sanshe.sensitivity(base, parameters=["task_error"], samples=4, seeds=1, years=0.02)
        >>> found.evaluations, found.points["task_error"].round(3).tolist()
        (8, [0.15, 0.057, 0.057, 0.15, 0.103, 0.01, 0.057, 0.15])
    """

    names: tuple[str, ...]
    scenarios: "tuple[Scenario, ...]"
    seeds: int
    days: int
    method: Method
    seed: int
    samples: int
    inputs: tuple[Input, ...]
    labels: tuple[str, ...]
    shown: tuple[str, ...]
    indices: pd.DataFrame
    convergence: pd.DataFrame
    points: pd.DataFrame
    runs: pd.DataFrame

    @property
    def kind(self) -> str:
        """The command."""
        return "sensitivity"

    @property
    def grouped(self) -> bool:
        """Whether whole groups of parameters were moved."""
        return any(label != one.key for label, one in zip(self.labels, self.inputs, strict=True))

    @property
    def evaluations(self) -> int:
        """How many runs of the model it rests on."""
        return len(self.runs)

    def arms(self, lang: str = "en") -> tuple[str, ...]:
        """What the scenarios are called for a reader."""
        return labels_of(self, lang)

    def tables(self) -> dict[str, pd.DataFrame]:
        """The measures and the check of convergence."""
        return {"indices": self.indices, "convergence": self.convergence}

    def frames(self) -> dict[str, pd.DataFrame]:
        """Where the model ran, and what came out."""
        return {"points": self.points, "runs": self.runs}

    def plot(self, lang: str = "en") -> "Figure":
        """For each outcome shown, the terms that move it most, with intervals."""
        from experiments.sensitivity_figure import draw_sensitivity

        return draw_sensitivity(self, lang)

    def question(self, lang: str = "en") -> str:
        """What was asked."""
        return words.question(self, lang)

    def findings(self, lang: str = "en") -> list[str]:
        """What moves each outcome shown, and whether that is known well enough."""
        return words.findings(self, lang)

    def caption(self, lang: str = "en") -> str:
        """What the figure shows."""
        return words.caption(self, lang)

    def limits(self, lang: str = "en") -> list[str]:
        """What the measures cannot say."""
        return words.limits(self, lang)

    def told(self) -> dict[str, Any]:
        """The design."""
        moved = [
            {"key": one.key, "counts_under": label, "low": one.low, "high": one.high, "choices": len(one.choices)}
            for one, label in zip(self.inputs, self.labels, strict=True)
        ]
        return {"method": self.method, "samples": self.samples, "seed": self.seed, "shown": self.shown, "inputs": moved}


@dataclass(frozen=True)
class Plan:
    """A sensitivity analysis that can be run: all that was asked for, checked."""

    scenarios: "tuple[Scenario, ...]"
    method: Method
    samples: int
    seed: int
    inputs: tuple[Input, ...]
    labels: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Points of the design."""
        return self.samples * block_size(self.method, self.labels)


def plan(
    a: "Scenario", b: "Scenario | None" = None, *, method: str = "morris", parameters: Sequence[str] = (),
    groups: Sequence[str] = (), outcomes: Sequence[str] = (), samples: int | None = None, seed: int = 1,
) -> Plan:  # fmt: skip
    """Check what is asked for; raises `InputError`.

    Where nothing narrows the parameters down, morris and sobol move them group by group, which costs a run a group and
    not a run a parameter; the parameters of a group are then told apart by naming it.
    """
    from model.outcomes import OUTCOMES

    need("SALib")
    known: Method | None = next((one for one in METHODS if one == method), None)
    if known is None:
        raise InputError("--method", short(method), nearest(method, METHODS))
    samples = whole_number(
        "--samples", SAMPLES[known] if samples is None else samples, LEAST_BLOCKS[known], MOST_SAMPLES
    )
    if known == "sobol" and samples & (samples - 1):
        raise InputError("--samples", samples, "a power of 2, as Sobol' samples want it")
    keys = [outcome.key for outcome in OUTCOMES]
    for outcome in outcomes:
        if outcome not in keys:
            raise InputError("--outcome", short(outcome), nearest(outcome, keys))
    inputs = inputs_of(a, parameters, groups)
    alone = bool(parameters or groups) or known == "delta"
    labels = tuple(one.key if alone else one.group for one in inputs)
    for scenario in (a,) if b is None else (a, b):
        scenario.replace(**settings_at(inputs, [0.5] * len(inputs)))  # each must know every setting
    if b is not None:
        if b.city.communities != a.city.communities:
            raise InputError("city", f"{a.city.key} and {b.city.key}", "one district for both scenarios")
        if b.hash == a.hash:
            raise InputError("--against", f"{b.name}, which is the same as {a.name}", "a scenario that differs")
    seed = whole_number("--seed", seed, 0, LARGEST_SEED - 1)
    shown = tuple(dict.fromkeys(outcomes)) or SHOWN
    return Plan((a,) if b is None else (a, b), known, samples, seed, inputs, labels, shown)


def sensitivity(
    a: "str | Path | Scenario",
    against: "str | Path | Scenario | None" = None,
    *,
    method: str = "morris",
    parameters: Sequence[str] = (),
    groups: Sequence[str] = (),
    outcomes: Sequence[str] = (),
    samples: int | None = None,
    seed: int = 1,
    seeds: int = SEEDS,
    years: float = YEARS,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
    folder: Path | None = None,
    scheduler: str | None = None,
    evaluate: "Evaluate | None" = None,
) -> Sensitivity:
    """How much each uncertain parameter of a scenario moves each outcome, or of two scenarios their difference.

    Parameters are moved over their declared ranges by a design of SALib; at every point the model runs on the same
    seeds. Where nothing narrows the parameters down, morris and sobol move them group by group. Needs the extra
    `discovery`.

    Args:
        a: The scenario: a name, a YAML file, or as loaded.
        against: A second one; then it is the paired difference that is analysed, what the comparison depends on.
        method: `morris` (screening; Morris 1991), `sobol` (shares of the variance; Saltelli et al. 2010) or `delta`
            (shifts of the distribution; Plischke et al. 2013).
        parameters: Keys of the settings to move, a rule or a resource too; all uncertain parameters by default.
        groups: Groups of parameters to move, each parameter by itself.
        outcomes: The outcomes to tell; `delta` measures these alone.
        samples: Trajectories of morris, base samples of sobol (a power of 2), or draws of delta.
        seed: The seed of the design.
        seeds: How many seeds, from 1 on; every run of one seed meets the same residents with the same needs.
        years: Length of a run, of 250 working days each; 0.1 is 25 days.
        workers: Processes, as in `sanshe.compare`.
        progress: Told how many runs are done.
        folder: Keeps the runs, so that what was stopped goes on where it was; in memory alone by default.
        scheduler: The address of a Dask scheduler, in place of `workers` processes.
        evaluate: Runs the model in its place: takes (scenario, seed) pairs and gives one row each, one column an
            outcome.

    Returns:
        A `sanshe.Sensitivity`.

    Raises:
        InputError: For bad input; it is a `ValueError`.

    Examples:
        Twelve runs: enough to show the form, and far too few to rank anything.

        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> base = sanshe.load("hierarchy").replace(city=town)
        >>> moved = ["task_error", "street_cycle_days"]
        >>> found = sanshe.sensitivity(base, parameters=moved, samples=4, seeds=1, years=0.02)
        >>> found.indices.query("outcome == 'reopened_share'")[["term", "mu_star", "rank"]].round(3)
                         term  mu_star  rank
        24         task_error    0.025   1.0
        25  street_cycle_days    0.001   2.0
    """
    seeds, days, workers = checked(seeds, years, workers)
    arms = [load(s) if isinstance(s, str | Path) else s for s in ([a] if against is None else [a, against])]
    made = plan(
        *arms, method=method, parameters=parameters, groups=groups, outcomes=outcomes, samples=samples, seed=seed
    )
    check_runs_asked(made.rows * len(arms) * seeds)
    points = design(made.method, made.labels, made.samples, made.seed)
    settings = [settings_at(made.inputs, point) for point in points.tolist()]
    tasks = [
        (arm.replace(**values), number)
        for values in settings
        for arm in made.scenarios
        for number in range(1, seeds + 1)
    ]
    if evaluate is None:
        with Ensemble(days, workers=workers, folder=folder, scheduler=scheduler, progress=progress) as ensemble:
            frame = ensemble(tasks)
    else:
        frame = evaluate(tasks)
    indices, convergence = analyse(made, points, frame, seeds)
    names = unique_names(made.scenarios)
    where = pd.MultiIndex.from_product([range(len(points)), names, range(1, seeds + 1)], names=["point", "arm", "seed"])
    runs = pd.concat([where.to_frame(index=False), frame.reset_index(drop=True)], axis=1)
    table = pd.DataFrame(settings).rename_axis("point").reset_index()
    return Sensitivity(
        names, made.scenarios, seeds, days, made.method, made.seed, made.samples, made.inputs, made.labels, made.shown,
        indices, convergence, table, runs,
    )  # fmt: skip


def check_runs_asked(runs: int) -> int:
    """How many runs it takes, if that can be."""
    if runs > MOST_RUNS:
        raise InputError("runs", f"{runs:,}", f"at most {MOST_RUNS:,}: fewer samples, seeds or parameters")
    return runs


def analyse(made: Plan, points: "Floats", frame: pd.DataFrame, seeds: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `indices` and `convergence` of a `Sensitivity`.

    `frame` has one row a point, arm and seed, in this order, and one column an outcome. A block of the design with a
    missing value at any of its points is left out of that outcome; with too few left the outcome is not
    analysed, and its row says so by the number.
    """
    from model.outcomes import OUTCOMES

    about = {outcome.key: (outcome.unit, outcome.better) for outcome in OUTCOMES}
    size = block_size(made.method, made.labels)
    told = [key for key in frame.columns if made.method != "delta" or key in made.shown]
    tables, checks = [], []
    for key in told:
        cube = frame[key].to_numpy(dtype=np.float64).reshape(len(points), len(made.scenarios), seeds)
        by_seed = cube[:, -1] - cube[:, 0] if len(made.scenarios) == 2 else cube[:, 0]
        kept = whole_blocks(by_seed.mean(axis=1), size)
        used, at = by_seed[kept], points[kept]
        unit, better = about.get(key, ("", "none"))
        n = len(used) // size
        row: dict[str, object] = {"outcome": key, "unit": unit, "better": better, "n": n, "blocks": made.samples}
        if n >= LEAST_BLOCKS[made.method]:
            mine = measure(made.method, made.labels, at, used.mean(axis=1), made.seed)
            if made.method == "morris":
                mine["floor"] = effect_floor(made.labels, at, used)
            mine["rank"] = mine[MAIN[made.method]].rank(ascending=False, method="min")
            mine.insert(0, "outcome", key)
            mine.insert(1, "unit", unit)
            tables.append(mine)
            found = converge(made.method, made.labels, at, used.mean(axis=1), mine, made.seed)
            row |= {
                "mean": float(used.mean()), "sd": float(used.mean(axis=1).std(ddof=1)),
                "noise_share": noise_share(used), "width": found.width, "width_allowed": WIDTH, "rank_half": found.rank,
                "rank_allowed": RANK, "change_half": found.change, "converged": found.converged,
                "ranked": found.ranked, "blocks_needed": found.needed,
            }  # fmt: skip
        checks.append(row)
    if not tables:
        raise InputError("outcomes", "no value at enough points of the design", "more samples, more years or others")
    return pd.concat(tables, ignore_index=True), pd.DataFrame(checks)


def runs_needed(found: Sensitivity, blocks: float) -> int:
    """How many more runs so many blocks take than were made."""
    each = block_size(found.method, found.labels) * len(found.scenarios) * found.seeds
    return max(0, round(blocks) - found.samples) * each


def term_names(found: Sensitivity, lang: str) -> dict[str, str]:
    """What each term is called."""
    from experiments.inputs import group_name

    alone = {one.key: one.zh if lang == "zh" else one.en for one in found.inputs}
    return {term: alone.get(term) or group_name(term, lang) for term in terms_of(found.labels)}
