"""Fit uncertain settings to what was observed of a city: by rejection, or by ruling out in waves.

Both rest on draws over the declared ranges, each run on the same seeds (`experiments.logs.paired_runs`). `fit` gives a
posterior where one set of numbers was observed; `match` gives what is not refuted where ranges over cities are known.
Either then runs the model at settings that are left, on seeds of their own, and holds what comes out against all that
was observed, what was not fitted among it. Nothing here changes a default of the model.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from experiments.inputs import Input
from experiments.logs.history_matching import (
    CUTOFF,
    Target,
    Wave,
    by_emulators,
    candidates,
    conflicts,
    emulated,
    foretold,
    left_by,
)
from experiments.logs.paired_runs import NOISE_SEEDS, Runs, Simulate, noise_of, run_draws, spread_evenly
from experiments.logs.rejection import nearest, reject, weighted_quantiles
from experiments.runner import nobody
from scenarios.errors import InputError

if TYPE_CHECKING:
    from model.tables import Floats
    from scenarios.scenario import Scenario

DRAWS, SEEDS, SHARE, PREDICTED = 256, 4, 0.05, 100
LEAST_DRAWS = 10
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
FRESH = 100_000  # seeds of noise, and of predictions after them: none that a draw has met


@dataclass(frozen=True)
class Work:
    """Who works on the runs, and where they are kept: `workers` processes, of which `warm` compiles the kernels."""

    workers: int = 1
    warm: "Scenario | None" = None
    folder: Path | None = None
    progress: Callable[[int], None] = nobody

    def on(
        self, simulate: Simulate, inputs: Sequence[Input], points: "Floats", seeds: Sequence[int], own: bool = False
    ) -> Runs:
        """Run these points."""
        return run_draws(
            simulate, inputs, points, seeds, workers=self.workers, warm=self.warm, folder=self.folder,
            progress=self.progress, own_seed=own,
        )  # fmt: skip

    def alone(self, simulate: Simulate, inputs: Sequence[Input], point: "Floats", seeds: int) -> "Floats":
        """(seeds, summaries): one point on so many fresh seeds."""
        points = np.tile(point, (seeds, 1))
        return self.on(simulate, inputs, points, range(FRESH, FRESH + seeds), own=True).values[:, 0, :]

    def fresh(self, simulate: Simulate, inputs: Sequence[Input], points: "Floats") -> "Floats":
        """(points, summaries): every point on one fresh seed of its own."""
        first = FRESH + 50_000
        return self.on(simulate, inputs, points, range(first, first + len(points)), own=True).values[:, 0, :]


@dataclass(frozen=True)
class Found:
    """What a fit found, whichever way.

    Attributes:
        parameters: One row a setting: `parameter`, `unit`, its prior `low` and `high`, the quantiles `q05` to `q95`
            of what is left, and `width_ratio`, the width of its 90 % range ÷ that of the prior: 1 is nothing learned.
        correlations: One row a pair of settings: `first`, `second`, `r`, the correlation of what is left.
        predictive: One row a summary: `summary`, `fitted`, `observed_low`, `observed_high`, `prior_low` and
            `prior_high` (90 % over the draws), `q05` to `q95` of runs at what is left on fresh seeds, `mean`, `sd`, `z`
            (distance of what was observed from the mean in sd, above 0 where more was observed; 0 for a
            mean within an observed range), and `met`: the observed reaches into the 90 % interval; after rejection also
            `beyond`: it was fitted, and lies outside of all that was kept (`experiments.logs.rejection.Posterior`).
        about: One row: how many draws, seeds and runs, what share is left.
        left: Settings that are left, equally likely or equally unrefuted: one row each, one column a setting.
        waves: One row a wave of history matching; empty for rejection.
        conflicts: For history matching, the share of the prior that two summaries (`first`, `second`; the same: one
            alone) leave together by the first wave, those held out too.
    """

    parameters: pd.DataFrame
    correlations: pd.DataFrame
    predictive: pd.DataFrame
    about: pd.DataFrame
    left: pd.DataFrame
    waves: pd.DataFrame
    conflicts: pd.DataFrame


def fit(
    simulate: Simulate,
    inputs: Sequence[Input],
    names: Sequence[str],
    observed: Sequence[float],
    *,
    held_out: Collection[str] = (),
    discrepancy: Sequence[float] | float = 0.0,
    draws: int = DRAWS,
    seeds: int = SEEDS,
    seed: int = 1,
    share: float = SHARE,
    predicted: int = PREDICTED,
    noise_seeds: int = NOISE_SEEDS,
    work: Work | None = None,
) -> Found:
    """The posterior of settings given what was observed, by rejection with regression adjustment.

    Args:
        simulate: One run: settings and seed in, summaries out; of a module, so that a worker finds it.
        inputs: The settings and their ranges (`experiments.inputs.inputs_of`).
        names: What the summaries are called, in order.
        observed: What was observed of each.
        held_out: Names of summaries that are not fitted, only predicted.
        discrepancy: Standard deviation by which model and world are taken to differ, one or one a summary.
        draws: Draws, evenly over the prior.
        seeds: Paired seeds that each draw meets, from 1 on.
        seed: The seed of the design.
        share: Share of the draws' noisy copies that is kept.
        predicted: Runs for the posterior predictive, each on a seed of its own.
        noise_seeds: Runs of one draw that tell the noise.
        work: Who works on it.

    Raises:
        InputError: Where too few draws tell all that is fitted.
    """
    work = work or Work()
    fitted = _fitted(names, held_out)
    told = np.asarray(observed, dtype=np.float64)
    apart = np.broadcast_to(np.asarray(discrepancy, dtype=np.float64), told.shape)
    every = work.on(simulate, inputs, spread_evenly(draws, len(inputs), seed), range(1, seeds + 1))
    runs = _whole(every.of(fitted))
    at = runs.points[nearest(runs, told[fitted])]
    alone = work.alone(simulate, inputs, at, max(noise_seeds, len(fitted) + 10))[:, fitted]
    found = reject(runs, alone, told[fitted], share=share, discrepancy=apart[fitted], seed=seed)
    beyond = np.isin(np.arange(len(names)), np.array(fitted)[found.beyond])
    points = found.resampled(predicted)
    ahead = work.fresh(simulate, inputs, points)
    about = {
        "draws": draws, "told": len(runs.points), "seeds": seeds, "runs": draws * seeds + len(alone) + predicted,
        "kept": found.share, "effective": found.effective, "different": len(np.unique(found.draws)),
        "common": float(found.noise.common.mean()),
    }  # fmt: skip
    targets = [Target(value, value, sd) for value, sd in zip(told, apart, strict=True)]
    return Found(
        ranges(inputs, found.points, found.weights), _pairs(inputs, found.points, found.weights),
        predictive(names, fitted, targets, every, ahead).assign(beyond=beyond),
        pd.DataFrame([about]), _settings(inputs, points), pd.DataFrame(), pd.DataFrame(),
    )  # fmt: skip


def match(
    simulate: Simulate,
    inputs: Sequence[Input],
    names: Sequence[str],
    targets: Sequence[Target],
    *,
    held_out: Collection[str] = (),
    waves: int = 3,
    draws: int = DRAWS // 2,
    seeds: int = SEEDS,
    seed: int = 1,
    predicted: int = PREDICTED,
    noise_seeds: int = NOISE_SEEDS,
    work: Work | None = None,
) -> Found:
    """What settings are not refuted by observed ranges: history matching in waves.

    Args:
        simulate: As in `fit`.
        inputs: As in `fit`.
        names: What the summaries are called, in order.
        targets: What was observed of each.
        held_out: Names of summaries that refute nothing, and are only predicted.
        waves: How many; fewer where nothing is left.
        draws: Draws a wave.
        seeds: Paired seeds that each draw meets, from 1 on.
        seed: The seed of the design.
        predicted: Runs at what is left, each on a seed of its own.
        noise_seeds: Runs of one draw a wave that tell the noise.
        work: Who works on it.

    Raises:
        InputError: Where too few draws tell all that is fitted, or scikit-learn is not there.
    """
    work = work or Work()
    fitted = _fitted(names, held_out)
    aims = [targets[j] for j in fitted]
    middle = np.array([(aim.low + aim.high) / 2.0 for aim in aims])
    cloud = candidates(len(inputs), seed)
    left = np.ones(len(cloud), dtype=bool)
    points = spread_evenly(draws, len(inputs), seed + 1)
    done: list[Wave] = []
    first, clash, ran = None, pd.DataFrame(), 0
    for _ in range(waves):
        every = work.on(simulate, inputs, points, range(1, seeds + 1))
        runs = _whole(every.of(fitted))
        at = runs.points[nearest(runs, middle)]
        alone = work.alone(simulate, inputs, at, max(noise_seeds, len(names) + 10))
        ran += len(points) * seeds + len(alone)
        if first is None:
            first, clash = every, _conflicts(every.whole(), alone, names, targets, cloud)
        noise, emulators = noise_of(runs, alone[:, fitted]), emulated(runs)
        foreseen = foretold(done[-1].emulators if done else (), runs)
        rows = np.flatnonzero(left)
        left[rows] = (by_emulators(emulators, noise, cloud[rows], aims) <= CUTOFF).all(axis=1)
        done.append(Wave(runs, noise, emulators, float(left.mean()), foreseen))
        if left.sum() < LEAST_DRAWS:
            break
        points = _more(done, cloud[left], aims, len(inputs), seed + 10 * len(done), draws)
    kept = points if left.sum() >= LEAST_DRAWS else np.zeros((0, len(inputs)))
    assert first is not None
    ahead = work.fresh(simulate, inputs, kept[:predicted]) if len(kept) else np.zeros((0, len(names)))
    about = {"draws": draws, "seeds": seeds, "waves": len(done), "runs": ran + len(ahead), "left": done[-1].left,
             "cutoff": CUTOFF, "common": float(done[-1].noise.common.mean())}  # fmt: skip
    table = pd.DataFrame(
        [{"wave": number, "draws": len(wave.runs.points), "left": wave.left, "foretold": wave.foretold}
         for number, wave in enumerate(done, 1)]
    )  # fmt: skip
    weights = np.full(len(kept), 1.0 / max(len(kept), 1))
    return Found(
        ranges(inputs, kept, weights), _pairs(inputs, kept), predictive(names, fitted, targets, first, ahead),
        pd.DataFrame([about]), _settings(inputs, kept), table, clash,
    )  # fmt: skip


def _conflicts(
    runs: Runs, alone: "Floats", names: Sequence[str], targets: Sequence[Target], cloud: "Floats"
) -> pd.DataFrame:
    """The table `conflicts` of `Found`: of all summaries, those held out too, by the emulators of the first wave."""
    if len(runs.points) < LEAST_DRAWS:
        return pd.DataFrame()
    shares = conflicts(by_emulators(emulated(runs), noise_of(runs, alone), cloud, targets))
    return pd.DataFrame(
        [{"first": a, "second": b, "left": shares[i, j]}
         for i, a in enumerate(names) for j, b in enumerate(names) if i <= j]
    )  # fmt: skip


def _fitted(names: Sequence[str], held_out: Collection[str]) -> "np.ndarray":
    """Places of the summaries that are fitted."""
    fitted = np.array([j for j, name in enumerate(names) if name not in held_out], dtype=np.int64)
    if not len(fitted):
        raise InputError("held_out", "every summary", "some, so that others are fitted")
    return fitted


def _whole(runs: Runs) -> Runs:
    """The draws that tell all. Raises `InputError` where they are too few."""
    whole = runs.whole()
    if len(whole.points) < LEAST_DRAWS:
        found = f"{len(whole.points)} of {len(runs.points)} in which every run tells every summary"
        raise InputError("draws", found, f"at least {LEAST_DRAWS}: more draws, longer runs or other summaries")
    return whole


def _more(
    waves: Sequence[Wave], known: "Floats", targets: Sequence[Target], sides: int, seed: int, draws: int
) -> "Floats":
    """Points of what is left for the next wave: from more candidates, within the box of those known to be left.

    Where a box is small the candidates of the whole prior are few in it; those of the box itself are many.
    """
    low, high = known.min(axis=0), known.max(axis=0)
    room = 0.1 * (high - low)
    low, high = np.maximum(low - room, 0.0), np.minimum(high + room, 1.0)
    cloud = low + candidates(sides, seed) * (high - low)
    return cloud[left_by(waves, cloud, targets)][:draws]


def ranges(inputs: Sequence[Input], points: "Floats", weights: "Floats") -> pd.DataFrame:
    """The table `parameters` of `Found`."""
    rows = []
    for one, column in zip(inputs, points.T, strict=True):
        at = weighted_quantiles(column, weights, LEVELS) if len(column) else np.full(len(LEVELS), np.nan)
        row = {"parameter": one.key, "unit": one.unit, "low": one.low, "high": one.high}
        row |= {name_of(level): one.low + u * (one.high - one.low) for level, u in zip(LEVELS, at, strict=True)}
        rows.append(row | {"width_ratio": (at[-1] - at[0]) / (LEVELS[-1] - LEVELS[0])})
    return pd.DataFrame(rows)


def name_of(level: float) -> str:
    """What the column of a quantile is called."""
    return f"q{round(100 * level):02d}"


def _pairs(inputs: Sequence[Input], points: "Floats", weights: "Floats | None" = None) -> pd.DataFrame:
    """The table `correlations` of `Found`."""
    table = np.full((len(inputs), len(inputs)), np.nan)
    if len(points) > 2:
        covariance = np.atleast_2d(np.cov(points, rowvar=False, aweights=weights))
        spread = np.sqrt(np.diag(covariance))
        table = covariance / np.outer(spread, spread)
    return pd.DataFrame(
        [{"first": a.key, "second": b.key, "r": table[i, j]}
         for i, a in enumerate(inputs) for j, b in enumerate(inputs) if i < j],
        columns=["first", "second", "r"],
    )  # fmt: skip


def predictive(
    names: Sequence[str], fitted: "np.ndarray", targets: Sequence[Target], every: Runs, ahead: "Floats"
) -> pd.DataFrame:
    """The table `predictive` of `Found`. The stated discrepancy widens what is predicted, as it did what was fitted."""
    rows = []
    for j, (name, target) in enumerate(zip(names, targets, strict=True)):
        before = every.values[:, :, j]
        row: dict[str, object] = {
            "summary": name, "fitted": bool(j in fitted), "observed_low": target.low, "observed_high": target.high,
            "prior_low": _quantile(before, LEVELS[0]), "prior_high": _quantile(before, LEVELS[-1]),
        }  # fmt: skip
        values = ahead[:, j][np.isfinite(ahead[:, j])]
        values = _widened(values, target.discrepancy)
        at = {name_of(level): _quantile(values, level) for level in LEVELS}
        mean, sd = (float(values.mean()), float(values.std(ddof=1))) if len(values) > 1 else (np.nan, np.nan)
        below, above = target.low - mean, mean - target.high
        gap = max(below, above, 0.0) if np.isfinite(mean) else np.nan
        z = float(np.copysign(gap, below) / sd) if sd > 0.0 else (0.0 if gap == 0.0 else np.nan)
        inside = bool(at["q05"] <= target.high and target.low <= at["q95"])
        rows.append(row | at | {"mean": mean, "sd": sd, "z": z, "met": inside, "n": len(values)})
    return pd.DataFrame(rows)


def _quantile(values: "Floats", level: float) -> float:
    known = values[np.isfinite(values)]
    return float(np.quantile(known, level)) if len(known) else np.nan


def _widened(values: "Floats", discrepancy: float) -> "Floats":
    """Values with normal errors added, at evenly spread places, so that nothing is left to chance."""
    if discrepancy == 0.0 or not len(values):
        return values
    from scipy.stats import norm

    errors = norm.ppf((np.arange(9) + 0.5) / 9) * discrepancy
    return np.asarray((values[:, None] + errors).ravel())


def _settings(inputs: Sequence[Input], points: "Floats") -> pd.DataFrame:
    """Points as settings."""
    return pd.DataFrame(
        {one.key: [one.at(float(u)) for u in column] for one, column in zip(inputs, points.T, strict=True)}
    )
