"""History matching: rule settings out in waves, where no run of the model can come near what was observed.

Craig et al. (1997); Vernon, Goldstein & Bower (2010, Bayesian Analysis 5:619). In each wave draws from what is not yet
ruled out are run on paired seeds, an emulator of each summary is fitted to their means, and a point is ruled out where

    I = distance of the emulator's mean from what was observed ÷ √(Var emulator + Var seeds + Var discrepancy)

is beyond `CUTOFF` for any summary. Three standard deviations hold at least 95 % of any unimodal distribution
(Pukelsheim 1994), so that a summary rules out the true settings in at most one case of twenty. What remains is not a
posterior: points in it are not equally likely, they are those not refuted. It may be empty; then the model cannot show
all that was observed together, whatever its settings within their ranges.

The emulators are Gaussian processes of scikit-learn (extra `discovery`) on a squared-exponential kernel with a length
for each setting and a nugget for what seeds leave.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.extra import need
from experiments.logs.paired_runs import Noise, spread_evenly

if TYPE_CHECKING:
    from experiments.logs.paired_runs import Runs
    from model.tables import Bools, Floats

CUTOFF = 3.0
CANDIDATES = 20_000  # points at which emulators are asked what is left


@dataclass(frozen=True)
class Target:
    """What was observed of one summary: anything from `low` to `high`, and how far model and world may differ (sd)."""

    low: float
    high: float
    discrepancy: float = 0.0

    def distance(self, values: "Floats") -> "Floats":
        """How far values lie outside; 0 within."""
        return np.asarray(np.maximum(np.maximum(self.low - values, values - self.high), 0.0))


class Emulator:
    """What a summary's mean over the paired seeds is expected to be at any point, and how surely."""

    def __init__(self, points: "Floats", means: "Floats") -> None:
        import warnings

        from sklearn.exceptions import ConvergenceWarning
        from sklearn.gaussian_process import GaussianProcessRegressor
        from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

        sides = points.shape[1]
        kernel = ConstantKernel(1.0, (1e-3, 1e4)) * RBF(np.full(sides, 1.0), (0.05, 50.0)) + WhiteKernel(
            1e-2, (1e-6, 1.0)
        )
        self._fitted: Any = GaussianProcessRegressor(kernel, normalize_y=True)
        self._steady = float(means[0]) if np.ptp(means) == 0.0 else None
        if self._steady is None:
            with warnings.catch_warnings():
                # A length at its bound says that a setting does not matter: no fault.
                warnings.simplefilter("ignore", ConvergenceWarning)
                self._fitted.fit(points, means)

    def at(self, points: "Floats") -> "tuple[Floats, Floats]":
        """(points,) expectation, and its variance, the nugget included."""
        if self._steady is not None:
            return np.full(len(points), self._steady), np.zeros(len(points))
        mean, spread = self._fitted.predict(points, return_std=True)
        return np.asarray(mean), np.asarray(spread) ** 2


@dataclass(frozen=True)
class Wave:
    """One wave: its runs, their noise, an emulator a summary, and what they leave of the space.

    Attributes:
        runs: The draws of the wave.
        noise: What seeds do to the summaries.
        emulators: One a summary.
        left: Share of the prior's space that this and all earlier waves leave.
        foretold: Share of the draws of this wave whose means the emulators of the one before foretold within two
            standard deviations; not-a-number in the first.
    """

    runs: "Runs"
    noise: Noise
    emulators: tuple[Emulator, ...]
    left: float
    foretold: float


def implausibility(mean: "Floats", variance: "Floats", noise: Noise, targets: Sequence[Target]) -> "Floats":
    """(points, summaries): I of each, from (points, summaries) expectations and their variances."""
    apart = np.stack([target.distance(mean[:, j]) for j, target in enumerate(targets)], axis=1)
    more = noise.variance + np.array([target.discrepancy for target in targets]) ** 2
    spread = np.sqrt(variance + more)
    far = np.where(apart > 0.0, np.inf, 0.0)
    return np.asarray(np.divide(apart, spread, out=far, where=spread > 0.0))


def by_emulators(
    emulators: Sequence[Emulator], noise: Noise, points: "Floats", targets: Sequence[Target]
) -> "Floats":  # fmt: skip
    """(points, summaries): I of each by what the emulators expect."""
    expected = [emulator.at(points) for emulator in emulators]
    mean, variance = (np.stack([each[side] for each in expected], axis=1) for side in (0, 1))
    return implausibility(mean, variance, noise, targets)


def emulated(runs: "Runs") -> tuple[Emulator, ...]:
    """An emulator of each summary. Raises `InputError` where scikit-learn is not installed."""
    need("sklearn")
    return tuple(Emulator(runs.points, column) for column in runs.means.T)


def candidates(sides: int, seed: int, number: int = CANDIDATES) -> "Floats":
    """(number, sides): points of the prior, spread evenly, at which it is asked what is left."""
    return spread_evenly(number, sides, seed)


def left_by(waves: Sequence[Wave], points: "Floats", targets: Sequence[Target]) -> "Bools":
    """(points,): which points no wave has ruled out."""
    left = np.ones(len(points), dtype=bool)
    for wave in waves:
        rows = np.flatnonzero(left)
        if rows.size:
            left[rows] = (by_emulators(wave.emulators, wave.noise, points[rows], targets) <= CUTOFF).all(axis=1)
    return left


def foretold(emulators: Sequence[Emulator], runs: "Runs") -> float:
    """Share of the draws' means that lie within two standard deviations of what the emulators expect."""
    if not emulators:
        return float("nan")
    inside = []
    for emulator, means in zip(emulators, runs.means.T, strict=True):
        mean, variance = emulator.at(runs.points)
        inside.append(np.abs(means - mean) <= 2.0 * np.sqrt(variance))
    return float(np.mean(inside))


def conflicts(implausible: "Floats") -> "Floats":
    """(summaries, summaries): share of the points that both of two summaries leave; alone on the diagonal."""
    kept = (implausible <= CUTOFF).astype(np.float64)
    return np.asarray(kept.T @ kept / len(kept))
