"""Approximate Bayesian computation by rejection, with local-linear regression adjustment: pure functions over arrays.

A draw is kept where its summaries come close to those observed (Tavaré et al. 1997; Pritchard et al. 1999), the closer
the heavier; what is left of the distance is taken out by a weighted linear regression of settings on summaries
(Beaumont, Zhang & Balding 2002, Genetics 162:2025), on the logit of each setting's place in its range, so that no
setting leaves its range.

What is compared is not a draw's mean over seeds, which is smoother than any city, but that mean with the noise of one
more seed and with the stated discrepancy between model and world added to it. The posterior is then exact for a model
that errs by so much, but for the tolerance (Wilkinson 2013, Stat. Appl. Genet. Mol. Biol. 12:129).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats
from scipy.special import expit, logit

from experiments.logs.paired_runs import Noise, Runs, noise_of, spread_evenly

if TYPE_CHECKING:
    from model.tables import Bools, Floats, Ints

EDGE = 1e-6  # how near to the ends of its range a setting is taken for the logit
REPLICATES = 20  # noisy copies of each draw: the runs are dear, the noise is not


@dataclass(frozen=True)
class Posterior:
    """What is left of the prior.

    Attributes:
        points: (kept, settings) in the unit cube, adjusted.
        weights: (kept,) adding up to 1.
        draws: (kept,) which draw each came of.
        share: Share of the noisy copies that was kept.
        effective: Effective number of different draws (Kish 1965): below some tens the posterior is coarse.
        noise: What seeds do to the summaries.
        beyond: (summaries,) whether what was observed lies outside of all noisy copies that were kept. What is left
            then comes least far, and is no posterior: the model does not show what was observed within these ranges.
    """

    points: "Floats"
    weights: "Floats"
    draws: "Ints"
    share: float
    effective: float
    noise: Noise
    beyond: "Bools"

    def quantiles(self, at: "list[float] | tuple[float, ...]") -> "Floats":
        """(len(at), settings): weighted quantiles of the settings, in the unit cube."""
        return np.stack([weighted_quantiles(column, self.weights, at) for column in self.points.T], axis=1)

    def resampled(self, number: int) -> "Floats":
        """(number, settings): so many equally likely points, by systematic resampling at the middles of equal parts."""
        ends = np.cumsum(self.weights)
        places = np.searchsorted(ends, (np.arange(number) + 0.5) / number * ends[-1])
        return np.asarray(self.points[np.minimum(places, len(ends) - 1)])


def weighted_quantiles(values: "Floats", weights: "Floats", at: "list[float] | tuple[float, ...]") -> "Floats":
    """Quantiles of weighted values: the least value up to which the weights reach the share."""
    return np.asarray(np.quantile(values, at, weights=weights, method="inverted_cdf"))


def noisy(means: "Floats", noise: Noise, discrepancy: "Floats", seed: int) -> "Floats":
    """(rows, summaries): what one city might show where a draw's mean over seeds is `means`.

    Student's t, since the covariance of the noise is estimated, and a normal discrepancy of the given standard
    deviations. The draws are spread evenly (a Latin hypercube), not taken at random.
    """
    rows, sides = means.shape
    cells = np.clip(spread_evenly(rows, 2 * sides + 1, seed), 1e-12, 1.0 - 1e-12)
    normal = stats.norm.ppf(cells[:, : 2 * sides])
    freedom = noise.freedom - sides + 1  # of a prediction from an estimated covariance (Geisser & Cornfield 1963)
    thickness = np.sqrt(noise.freedom / stats.chi2.ppf(cells[:, -1], freedom))
    powers, axes = np.linalg.eigh(noise.covariance)
    root = axes @ np.diag(np.sqrt(np.maximum(powers, 0.0))) @ axes.T
    of_seeds = normal[:, :sides] @ root * np.sqrt(noise.stretch) * thickness[:, None]
    return np.asarray(means + of_seeds + normal[:, sides:] * discrepancy)


def scales(seen: "Floats") -> "Floats":
    """(summaries,): the spread of each over the prior, by the median absolute deviation; inf where nothing moves it."""
    spread = np.asarray(stats.median_abs_deviation(seen, axis=0, scale="normal"))
    spread = np.where(spread > 0.0, spread, seen.std(axis=0))
    return np.where(spread > 1e-12 * np.maximum(np.abs(seen).max(axis=0), 1e-300), spread, np.inf)


def nearest(runs: Runs, observed: "Floats") -> int:
    """The draw whose mean comes nearest to what was observed: there it matters how large the noise is."""
    return int(np.argmin((((runs.means - observed) / scales(runs.means)) ** 2).sum(axis=1)))


def closeness(seen: "Floats", observed: "Floats", share: float) -> "Floats":
    """(rows,): Epanechnikov weights 1 − (d / h)² of the nearest `share` of the rows, 0 beyond."""
    distance = np.sqrt((((seen - observed) / scales(seen)) ** 2).sum(axis=1))
    reach = float(np.quantile(distance, share))
    return np.maximum(1.0 - (distance / reach) ** 2, 0.0) if reach > 0.0 else (distance <= 0.0).astype(np.float64)


def adjusted(points: "Floats", seen: "Floats", observed: "Floats", weights: "Floats") -> "Floats":
    """(rows, settings): the points moved along a weighted linear regression to where the summaries are those observed.

    Beaumont, Zhang & Balding (2002), equation 5, on the logit of the settings. No summary is moved further than the
    rows reach: a line through them says nothing of what lies beyond all of them.
    """
    observed = np.clip(observed, seen.min(axis=0), seen.max(axis=0))
    spread = scales(seen)
    apart = ((seen - observed) / spread)[:, np.isfinite(spread)]
    y = logit(np.clip(points, EDGE, 1.0 - EDGE))
    design = np.column_stack([np.ones(len(apart)), apart])
    root = np.sqrt(weights)[:, None]
    slopes = np.linalg.lstsq(design * root, y * root, rcond=None)[0][1:]
    return np.asarray(expit(y - apart @ slopes))


def reject(
    runs: Runs,
    alone: "Floats",
    observed: "Floats",
    *,
    share: float = 0.05,
    discrepancy: "Floats | float" = 0.0,
    seed: int = 1,
    replicates: int = REPLICATES,
) -> Posterior:
    """The posterior of the settings.

    Args:
        runs: Draws spread evenly over the prior, on paired seeds, all values known.
        alone: (seeds, summaries) one draw near what was observed, on many seeds of its own.
        observed: (summaries,) what was observed.
        share: Share of the noisy copies to keep: less is nearer to the exact posterior, and rests on fewer draws.
        discrepancy: (summaries,) or one: standard deviation by which model and world are taken to differ.
        seed: The seed of the noise.
        replicates: Noisy copies of each draw.

    Returns:
        A `Posterior`.
    """
    noise = noise_of(runs, alone)
    sides = runs.values.shape[2]
    draws = np.tile(np.arange(len(runs.points)), replicates)
    seen = noisy(runs.means[draws], noise, np.broadcast_to(np.asarray(discrepancy, dtype=np.float64), (sides,)), seed)
    weights = closeness(seen, observed, share)
    kept = np.flatnonzero(weights > 0.0)
    weights = weights[kept] / weights[kept].sum()
    seen = seen[kept]
    points = adjusted(runs.points[draws[kept]], seen, observed, weights)
    beyond = (observed < seen.min(axis=0)) | (observed > seen.max(axis=0))
    by_draw = np.bincount(draws[kept], weights=weights)
    return Posterior(
        points, weights, draws[kept], len(kept) / len(draws), float(1.0 / (by_draw**2).sum()), noise, beyond
    )  # fmt: skip
