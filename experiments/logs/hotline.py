"""Which ranges of the uncertain parameters do Chinese hotline patterns leave? `fit_hotline`.

A small district under the `hierarchy` is run, and its calls are held against `PATTERNS` by history matching
(`experiments.logs.history_matching`). Why the hierarchy: hotlines dispatch down a chain of command to districts and
streets, and none of the cities is known to have had the article's reform; `shangcheng_before` has the same rules. The
patterns come from other cities and other years, so that what is left is what they do not refute for a district like
this one, and no setting of Shangcheng. No default of the model is changed by it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments.inputs import Input, inputs_of
from experiments.logs.calibration import Calibration, Summary
from experiments.logs.fitting import Work, match
from experiments.logs.hotline_patterns import PATTERNS, calls_of
from experiments.logs.paired_runs import run_draws, spread_evenly
from experiments.runner import finished_model, let_go, nobody
from scenarios.library import load

if TYPE_CHECKING:
    from model.tables import Floats
    from scenarios.scenario import Scenario

# Assumed parameters that move the fitted patterns most: see `screen`, and docs/calibration.md for what it printed.
PARAMETERS = (
    "phone_cost", "reach_administrative", "reach_mutual_aid", "reach_care", "needs_administrative",
    "needs_enforcement", "work_scale", "pass_base",
)  # fmt: skip
# What might have moved them: the candidates of `screen`.
SCREENED = (
    *PARAMETERS, "online_cost", "needs_care", "needs_mutual_aid", "needs_collective", "voice_cost", "way_hours",
    "street_cycle_days", "department_cycle_days", "appointment_days", "gap_probability", "intake_hours",
    "handover_hours_tier", "task_error",
)  # fmt: skip
COMMUNITIES, STREETS, RESIDENTS = 4, 2, 6541
WARM_UP_DAYS, DAYS = 20, 100
QUICK = {"waves": 2, "draws": 40, "seeds": 2, "predicted": 20}
WHOLE = {"waves": 3, "draws": 90, "seeds": 2, "predicted": 60}


def town(number: int) -> "list[Any]":
    """One of many cities alike: communities of Shangcheng's mean size in two streets.

    Who has an unclear duty is drawn once per city, by its names, and whether a call is answered at the first desk hangs
    on it; so another seed is another city.
    """
    return [
        {"community": f"city{number} community{place}", "street": f"street{place % STREETS}", "residents": RESIDENTS}
        for place in range(COMMUNITIES)
    ]


def district() -> "Scenario":
    """The first of these cities, under the hierarchy."""
    return load("hierarchy").replace(city=town(1), name="hotline_district")


@dataclass(frozen=True)
class Hotline:
    """One run: what a city shows of each pattern. A seed has residents, needs and a city of its own."""

    scenario: "Scenario"
    days: int = DAYS
    warm_up_days: int = WARM_UP_DAYS

    @property
    def key(self) -> str:
        """What tells it apart."""
        return f"hotline {self.scenario.hash} {self.days} {self.warm_up_days}"

    def __call__(self, draw: Mapping[str, Any], seed: int) -> "Floats":
        """(patterns,) as the model shows them; not-a-number where no call tells."""
        model = finished_model(self.scenario.replace(**draw, city=town(seed)), seed, self.days)
        calls = calls_of(model, self.warm_up_days)
        let_go(model)
        return np.array([pattern.read(calls) for pattern in PATTERNS])


def fit_hotline(
    out: Path | None = None,
    workers: int = 1,
    quick: bool = False,
    *,
    seed: int = 1,
    progress: Callable[[int], None] = nobody,
) -> Calibration:
    """History matching of the hotline patterns.

    Args:
        out: A folder that keeps the runs, so that what was stopped goes on where it was; none by default. Nothing else
            is written: `sanshe.write_analysis` writes the result.
        workers: Processes; the result does not depend on them.
        quick: Small: shows the form, and settles nothing.
        seed: The seed of the design.
        progress: Told how many draws of the wave are done.

    Returns:
        A `Calibration`.
    """
    base = district()
    inputs = inputs_of(base, PARAMETERS)
    size = QUICK if quick else WHOLE
    names = [pattern.key for pattern in PATTERNS]
    held_out = [pattern.key for pattern in PATTERNS if not pattern.fitted]
    found = match(
        Hotline(base), inputs, names, [pattern.target for pattern in PATTERNS], held_out=held_out, seed=seed,
        work=Work(workers, base, out, progress), **size,
    )  # fmt: skip
    summaries = tuple(Summary(one.key, one.en, one.zh, one.unit, one.source) for one in PATTERNS)
    return Calibration((base.name,), (base,), size["seeds"], DAYS, "history", seed, inputs, summaries, found)


def screen(draws: int = 120, seeds: int = 2, workers: int = 1, seed: int = 1) -> pd.DataFrame:
    """Which candidates move which fitted pattern: one row a parameter, one column a pattern.

    Squared Spearman rank correlation over draws of all candidates at once; by chance alone it has the mean
    1 / (draws − 1).
    """
    from scipy.stats import spearmanr

    base = district()
    inputs: tuple[Input, ...] = inputs_of(base, SCREENED)
    points = spread_evenly(draws, len(inputs), seed)
    runs = run_draws(Hotline(base), inputs, points, range(1, seeds + 1), workers=workers, warm=base)
    fitted = [j for j, pattern in enumerate(PATTERNS) if pattern.fitted]
    table = pd.DataFrame({"parameter": [one.key for one in inputs]})
    for j in fitted:
        table[PATTERNS[j].key] = [float(spearmanr(column, runs.means[:, j]).statistic) ** 2 for column in points.T]
    return table.assign(most=table.drop(columns="parameter").max(axis=1)).sort_values("most", ascending=False)
