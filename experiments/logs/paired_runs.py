"""Draws of uncertain settings, each run on the same seeds, and what seeds alone do to the summaries of a run.

A *summary* is one number read off a run, such as the share of requests closed at the first desk. Every draw meets the
same residents with the same needs, so that two draws differ by their settings and little else. The price: what the
seeds have in common shifts all draws alike, and must be counted when a draw is held against the one city that was
observed (`Noise`).
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from experiments.executors import Failure, Here, executor
from experiments.inputs import Input, settings_at
from experiments.runner import nobody
from experiments.store import engine_id, hash_of, write_whole, written

if TYPE_CHECKING:
    from experiments.executors import Executor
    from model.tables import Floats
    from scenarios.scenario import Scenario

LEAST_SEEDS = 2  # paired seeds: what all draws have in common is seen in the difference of two
LEAST_FREEDOM = 4  # degrees of freedom of the noise beyond the number of summaries
NOISE_SEEDS = 40  # seeds on which one draw is run to see the noise; its standard deviation is then known to 11 %
KEPT = "draws"


class Simulate(Protocol):
    """One run: settings by key and a seed in, summaries out, (summaries,). A function or object of a module.

    Where runs are kept in a folder it needs a `key`: a text that tells apart whatever it runs.
    """

    def __call__(self, draw: Mapping[str, Any], seed: int) -> "Floats":
        """The summaries."""


def spread_evenly(draws: int, sides: int, seed: int) -> "Floats":
    """So many points of the unit cube, (draws, sides): a Latin hypercube (McKay, Beckman & Conover 1979)."""
    from scipy.stats import qmc

    return qmc.LatinHypercube(d=sides, rng=seed).random(draws)


@dataclass(frozen=True)
class Runs:
    """Draws and what came of them.

    Attributes:
        points: (draws, settings) places in the unit cube of the prior.
        values: (draws, seeds, summaries); not-a-number where a run does not tell.
        seeds: The seeds, the same for every draw.
    """

    points: "Floats"
    values: "Floats"
    seeds: tuple[int, ...]

    @property
    def means(self) -> "Floats":
        """(draws, summaries): the mean over the seeds."""
        return np.asarray(self.values.mean(axis=1))

    def whole(self) -> "Runs":
        """The draws of which every run tells every summary."""
        kept = np.isfinite(self.values).all(axis=(1, 2))
        return Runs(self.points[kept], self.values[kept], self.seeds)

    def of(self, summaries: "Sequence[int] | np.ndarray") -> "Runs":
        """The same draws, of some summaries alone."""
        return Runs(self.points, self.values[:, :, summaries], self.seeds)


@dataclass(frozen=True)
class Noise:
    """What seeds alone do to summaries.

    A run on another seed differs from the mean of `seeds` runs of the same settings by that run's own noise, and by the
    error of the mean, of which the share `common` is the same for all draws since all draws met the same seeds.

    Attributes:
        covariance: (summaries, summaries) of one run over seeds.
        freedom: Degrees of freedom of the covariance.
        common: (summaries,) share of the variance over seeds that is the same in all draws, 0 to 1.
        seeds: How many seeds each draw met.
    """

    covariance: "Floats"
    freedom: int
    common: "Floats"
    seeds: int

    @property
    def stretch(self) -> "Floats":
        """(summaries,): variance to add to a draw's mean, so that it is spread as another seed's run, ÷ variance."""
        return np.asarray(1.0 + (2.0 * self.common - 1.0) / self.seeds)

    @property
    def variance(self) -> "Floats":
        """(summaries,): variance of another seed's run around what these seeds give at the same settings.

        Student's t has the variance f / (f − 2) for f degrees of freedom.
        """
        known = self.freedom / (self.freedom - 2.0)
        return np.asarray(np.diag(self.covariance) * (1.0 + self.common / self.seeds) * known)


def noise_of(runs: Runs, alone: "Floats") -> Noise:
    """The noise of seeds.

    Args:
        runs: Draws on paired seeds, all values known: how much of the noise all draws have in common.
        alone: (seeds, summaries) of one draw, near what was observed, on many seeds of its own: how large the noise is.
            More of them than summaries, by `LEAST_FREEDOM` and one.

    Raises:
        ValueError: For too few runs.
    """
    freedom = len(alone) - 1
    if freedom < alone.shape[1] + LEAST_FREEDOM or len(runs.seeds) < LEAST_SEEDS:
        found = f"{len(runs.seeds)} paired seeds and {len(alone)} of noise for {alone.shape[1]} summaries"
        raise ValueError(
            f"seeds: found {found}; allowed at least {LEAST_SEEDS}, and {LEAST_FREEDOM} more than summaries"
        )
    apart = runs.values - runs.means[:, None, :]
    n = len(apart)
    own = (apart**2).sum(axis=1).mean(axis=0)
    shared = (apart.mean(axis=0) ** 2).sum(axis=0)
    share = np.divide(shared, own, out=np.ones_like(own), where=own > 0.0)
    common = np.clip((share - 1.0 / n) / (1.0 - 1.0 / n), 0.0, 1.0) if n > 1 else np.ones_like(share)
    return Noise(np.atleast_2d(np.cov(alone, rowvar=False)), freedom, common, len(runs.seeds))


def run_draws(
    simulate: Simulate,
    inputs: Sequence[Input],
    points: "Floats",
    seeds: Sequence[int],
    *,
    workers: int = 1,
    warm: "Scenario | None" = None,
    folder: Path | None = None,
    progress: Callable[[int], None] = nobody,
    own_seed: bool = False,
) -> Runs:
    """Run every draw on every seed; the result does not depend on how many workers there are.

    Args:
        simulate: One run.
        inputs: The settings that are drawn, with their ranges.
        points: (draws, settings) in the unit cube.
        seeds: The seeds that every draw meets.
        workers: Processes.
        warm: A scenario on which worker processes compile the kernels; needed for more than one.
        folder: Keeps what is done, one file a draw, so that what was stopped goes on where it was.
        progress: Told how many draws are done.
        own_seed: Give each draw one seed alone, in their order, as for a prediction; `seeds` are then as many as draws.

    Returns:
        The runs, in the order of the points.

    Raises:
        What goes wrong in a run, as it is.
    """
    each = [(seed,) for seed in seeds] if own_seed else [tuple(seeds)] * len(points)
    tasks = [(simulate, settings_at(inputs, point), mine) for point, mine in zip(points.tolist(), each, strict=True)]
    found: dict[int, Floats] = {}
    files = {} if folder is None else {number: _file_of(folder, task) for number, task in enumerate(tasks)}
    for number, path in files.items():
        if path.exists():
            found[number] = np.array(json.loads(path.read_text(encoding="utf-8")), dtype=np.float64)
    missing = [number for number in range(len(tasks)) if number not in found]
    progress(len(found))
    at_work: Executor = Here()
    if workers > 1 and warm is not None and len(missing) > 1:
        at_work = executor(min(workers, len(missing)), warm)
    try:
        for at, values in at_work.map(_one_draw, (tasks[number] for number in missing)):
            if isinstance(values, Failure):
                raise values.error
            number = missing[at]
            if files:
                write_whole(files[number], written(values.tolist()))
            found[number] = values
            progress(len(found))
    finally:
        at_work.close()
    return Runs(points, np.stack([found[number] for number in range(len(tasks))]), () if own_seed else tuple(seeds))


def _one_draw(simulate: Simulate, draw: Mapping[str, Any], seeds: Sequence[int]) -> "Floats":
    """One draw on its seeds, (seeds, summaries)."""
    return np.stack([np.asarray(simulate(draw, seed), dtype=np.float64) for seed in seeds])


@cache
def _sources() -> str:
    """sha256 of this package: what it reads off a run may change where the model has not."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _file_of(folder: Path, task: tuple[Any, Mapping[str, Any], tuple[int, ...]]) -> Path:
    """Where a draw's summaries lie: named by all that they depend on."""
    simulate, draw, seeds = task
    about = {"simulate": simulate.key, "draw": draw, "seeds": seeds, "engine": engine_id(), "reads": _sources()}
    return folder / KEPT / f"{hash_of(about)}.json"
