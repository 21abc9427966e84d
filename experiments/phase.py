"""The phase diagram: the difference of two regimes over two conditions, and the line along which neither is ahead.

A Gaussian process with noise (Rasmussen & Williams 2006) through the differences at the draws: what the other
conditions do at a draw is noise here, so that the surface is the mean over them. Pure functions over arrays.
"""

import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sklearn.gaussian_process import GaussianProcessRegressor

    from model.tables import Floats

CELLS = 41
SURE = 0.95  # the band is where neither side is ahead with this probability
LEAST_DRAWS = 10


@dataclass(frozen=True)
class Surface:
    """A difference over two conditions: `x`, `y` the grid's sides, and by cell, shape (y, x), its `mean` with its
    standard error `error`. `noise` is the deviation of a draw around the surface, `r2` the share of the variance of the
    draws that the surface foretells, each draw from all others.
    """

    x: "Floats"
    y: "Floats"
    mean: "Floats"
    error: "Floats"
    noise: float
    r2: float

    @property
    def above(self) -> "Floats":
        """The probability that the difference is above zero, by cell."""
        return chance_above(self.mean, self.error)

    @property
    def shares(self) -> tuple[float, float, float]:
        """The shares of the plane where the difference is surely below zero, surely above, and neither."""
        above = self.above
        low, high = float((above < 1.0 - SURE).mean()), float((above > SURE).mean())
        return low, high, 1.0 - low - high


def chance_above(mean: "Floats", error: "Floats") -> "Floats":
    """P(difference > 0) by the normal distribution; where there is no error, 0, ½ or 1."""
    from scipy.stats import norm

    still = error <= 0.0
    found = norm.cdf(mean / np.where(still, 1.0, error))
    return np.asarray(np.where(still, (np.sign(mean) + 1.0) / 2.0, found), dtype=np.float64)


def fit_surface(
    x: "Floats", y: "Floats", differences: "Floats", spans: tuple[tuple[float, float], tuple[float, float]],
    common: float = 0.0, cells: int = CELLS,
) -> Surface | None:  # fmt: skip
    """The surface through differences at points (x, y), over a grid of the spans; draws without a value do not count.

    `common` is the standard error of what is the same at all draws (`common_error`), which no draw can tell. None with
    fewer than ten draws. Differences that are all the same make a plane without an error of their own.
    """
    known = np.isfinite(differences)
    x, y, d = x[known], y[known], differences[known]
    if len(d) < LEAST_DRAWS:
        return None
    sides = [np.linspace(low, high, cells) for low, high in spans]
    shape = (cells, cells)
    centre, scale = float(d.mean()), float(d.std())
    if scale <= 1e-12 * max(abs(centre), 1e-300):
        return Surface(sides[0], sides[1], np.full(shape, centre), np.full(shape, common), 0.0, math.nan)
    model = _process()
    at = np.column_stack([_scaled(x, spans[0]), _scaled(y, spans[1])])
    with warnings.catch_warnings():
        from sklearn.exceptions import ConvergenceWarning

        warnings.simplefilter("ignore", ConvergenceWarning)  # a length or noise at its bound is an answer too
        model.fit(at, (d - centre) / scale)
    grid = np.stack(np.meshgrid(*(np.linspace(0.0, 1.0, cells),) * 2), axis=-1).reshape(-1, 2)
    mean, deviation = model.predict(grid, return_std=True)
    noise = float(model.kernel_.k2.noise_level)
    # What is asked for is the surface, not the next draw.
    error = np.sqrt(np.maximum(deviation**2 - noise, 0.0))
    inverse = np.linalg.inv(model.kernel_(at))
    left = (
        inverse @ ((d - centre) / scale) / np.diag(inverse)
    )  # each draw from all others (Sundararajan & Keerthi 2001)
    return Surface(
        sides[0], sides[1], (centre + scale * mean).reshape(shape), np.hypot(scale * error, common).reshape(shape),
        scale * math.sqrt(noise), max(0.0, 1.0 - float((left**2).mean())),
    )  # fmt: skip


def common_error(by_seed: "Floats") -> float:
    """The standard error that all draws share because all run on the same seeds; `by_seed` of shape (draws, seeds).

    That of the mean over draws, from its spread over seeds; wider where seeds are few, by what Student's quantile is
    beyond the normal one.
    """
    from scipy.stats import norm, t

    whole = by_seed[np.isfinite(by_seed).all(axis=1)]
    seeds = whole.shape[1]
    if seeds < 2 or not len(whole):
        return 0.0
    means = whole.mean(axis=0)
    widen = float(t.ppf(SURE, seeds - 1) / norm.ppf(SURE))
    return widen * float(means.std(ddof=1)) / math.sqrt(seeds)


def _process() -> "GaussianProcessRegressor":
    """A smooth surface with a length of its own along each condition, and noise."""
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

    smooth = ConstantKernel(1.0, (1e-3, 1e3)) * RBF([1.0, 1.0], (0.1, 10.0))
    return GaussianProcessRegressor(smooth + WhiteKernel(0.5, (1e-6, 2.0)), n_restarts_optimizer=2, random_state=0)


def _scaled(values: "Floats", span: tuple[float, float]) -> "Floats":
    return np.asarray((values - span[0]) / (span[1] - span[0]), dtype=np.float64)


def important(conditions: "Floats", differences: "Floats") -> tuple[list[int], "Floats"]:
    """The columns of conditions in the order of what they tell about the differences, and their importances.

    By a forest of regression trees (Breiman 2001), of which only the order is used.
    """
    from sklearn.ensemble import RandomForestRegressor

    known = np.isfinite(differences)
    if known.sum() < LEAST_DRAWS:
        return list(range(conditions.shape[1])), np.zeros(conditions.shape[1])
    forest = RandomForestRegressor(n_estimators=200, min_samples_leaf=3, random_state=0)
    forest.fit(conditions[known], differences[known])
    found = np.asarray(forest.feature_importances_, dtype=np.float64)
    return [int(i) for i in np.argsort(-found, kind="stable")], found
