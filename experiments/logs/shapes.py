"""Which shape the times to closing have: four families fitted under censoring, and how heavy the tail is.

A family is fitted by maximum likelihood, in which a request still open counts by the chance of being open that long.
Requests closed within a minute are a mass of their own (answered at the desk, or entered when the work was done), and
no continuous family has one; they are told apart and left out. The tail is a generalised Pareto distribution over a
high threshold (Pickands 1975): its shape is 0 for an exponential tail, above 0 for a heavier one; from 0.5 on there is
no variance, from 1 no mean.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import optimize, special, stats

from experiments.logs.arrivals import LEVEL
from experiments.logs.closing import QUANTILES, quantile, survival

if TYPE_CHECKING:
    from model.tables import Bools, Floats

AT_ONCE = 1.0 / 60.0  # hours
MOST_FITTED = 50_000  # requests; of more, evenly spaced ones are taken
LEAST_FITTED, LEAST_TAIL = 50, 30
TAIL_FROM = 0.95
HALF_LOG_2_PI = 0.5 * float(np.log(2.0 * np.pi))
LOG_HOURS = (-30.0, 60.0)  # between which the logarithm of a quantile lies
FAMILIES = ("lognormal", "weibull", "gamma", "two_lognormals")


@dataclass(frozen=True)
class Shape:
    """A family fitted to times to closing.

    Attributes:
        family: One of `FAMILIES`.
        parameters: By name; scales in hours.
        loglik: Log-likelihood.
        aic: Akaike's criterion; smaller is better.
        survival: The share still open after so many hours.
    """

    family: str
    parameters: dict[str, float]
    loglik: float
    aic: float
    survival: "Callable[[Floats], Floats]"

    def quantile(self, q: float) -> float:
        """The hours by which a share `q` has closed."""

        def above(log_hours: float) -> float:
            return float(self.survival(np.exp(np.array([log_hours])))[0]) - (1.0 - q)

        return float(np.exp(optimize.brentq(above, *LOG_HOURS)))


def spaced(hours: "Floats", closed: "Bools", most: int = MOST_FITTED) -> "tuple[Floats, Bools]":
    """All of them, or evenly spaced ones in the order of their times where there are more than `most`."""
    if len(hours) <= most:
        return hours, closed
    order = np.argsort(hours, kind="stable")[np.linspace(0, len(hours) - 1, most).astype(np.int64)]
    return hours[order], closed[order]


def fitted(hours: "Floats", closed: "Bools") -> list[Shape]:
    """The families fitted to times to closing above `AT_ONCE`, the best by AIC first; none of too few.

    Args:
        hours: How long each request was open.
        closed: Whether it has closed; else it is censored.
    """
    late = hours > AT_ONCE
    x, seen = spaced(hours[late], closed[late])
    if seen.sum() < LEAST_FITTED:
        return []
    data = stats.CensoredData.right_censored(x, ~seen)
    shapes = []
    for family, distribution, name in (
        ("lognormal", stats.lognorm, "sigma"), ("weibull", stats.weibull_min, "shape"), ("gamma", stats.gamma, "shape"),
    ):  # fmt: skip
        first, _, scale = distribution.fit(data, floc=0.0)
        frozen = distribution(first, scale=scale)
        loglik = float(np.where(seen, frozen.logpdf(x), frozen.logsf(x)).sum())
        shapes.append(Shape(family, {name: float(first), "scale": float(scale)}, loglik, 4.0 - 2.0 * loglik, frozen.sf))
    shapes.append(_two_lognormals(x, seen))
    return sorted(shapes, key=lambda shape: shape.aic)


def _two_lognormals(x: "Floats", seen: "Bools") -> Shape:
    """A mixture of two lognormals, as of two kinds of work under one name."""
    y = np.log(x)

    def parts(theta: "Floats") -> tuple[float, float, float, float, float]:
        return 1.0 / (1.0 + np.exp(-theta[0])), theta[1], np.exp(theta[2]), theta[3], np.exp(theta[4])

    def part(m: float, s: float) -> "Floats":
        z = (y - m) / s
        return np.where(seen, -0.5 * z * z - np.log(s) - HALF_LOG_2_PI - y, special.log_ndtr(-z))

    def minus(theta: "Floats") -> float:
        w, m1, s1, m2, s2 = parts(theta)
        return -float(np.logaddexp(np.log(w) + part(m1, s1), np.log1p(-w) + part(m2, s2)).sum())

    low, high, spread = *np.quantile(y, (0.25, 0.75)), max(float(y.std()), 1e-3)
    ends = [
        optimize.minimize(minus, start, method="SLSQP", bounds=[(-8, 8), (-20, 20), (-3, 3), (-20, 20), (-3, 3)])
        for start in (
            np.array([0.0, low, np.log(spread / 2), high, np.log(spread / 2)]),
            np.array([2.0, y.mean(), np.log(spread / 2), y.max(), np.log(spread)]),
            np.array([-2.0, y.min(), np.log(spread), y.mean(), np.log(spread / 2)]),
        )
    ]
    best = min(ends, key=lambda end: float(end.fun))
    w, m1, s1, m2, s2 = parts(best.x)
    if m1 > m2:
        w, m1, s1, m2, s2 = 1.0 - w, m2, s2, m1, s1

    def still_open(hours: "Floats") -> "Floats":
        at = np.log(hours)
        return np.asarray(w * stats.norm.sf(at, m1, s1) + (1.0 - w) * stats.norm.sf(at, m2, s2))

    named = {
        "share_1": w,
        "median_1": np.exp(m1),
        "sigma_1": s1,
        "median_2": np.exp(m2),
        "sigma_2": s2,
    }
    loglik = -float(best.fun)
    return Shape("two_lognormals", {k: float(v) for k, v in named.items()}, loglik, 10.0 - 2.0 * loglik, still_open)


def shape_table(shapes: list[Shape], hours: "Floats", closed: "Bools") -> pd.DataFrame:
    """The fits beside the estimate that assumes no family.

    Returns:
        A row a family, the best first: `family`, `parameters` as text, `aic_difference` from the best, `distance`, the
        largest between fitted and estimated share still open, and the fitted quantiles as `q50`, …; the row `observed`
        at the end has those of the log, of requests not closed at once.
    """
    names = [f"q{100 * q:g}" for q in QUANTILES]
    if not shapes:
        return pd.DataFrame(columns=["family", "parameters", "aic_difference", "distance", *names])
    late = hours > AT_ONCE
    known = survival(hours[late], closed[late])
    rows = []
    for shape in shapes:
        told = ", ".join(f"{name} {value:.4g}" for name, value in shape.parameters.items())
        after = np.asarray(known.surv_prob)
        before = np.concatenate([[1.0], after[:-1]])
        model = shape.survival(np.asarray(known.surv_times))
        distance = float(np.maximum(np.abs(model - after), np.abs(model - before)).max())
        rows.append((shape.family, told, shape.aic - shapes[0].aic, distance, *(shape.quantile(q) for q in QUANTILES)))
    rows.append(("observed", "", np.nan, np.nan, *(quantile(known, q)[0] for q in QUANTILES)))
    return pd.DataFrame(rows, columns=["family", "parameters", "aic_difference", "distance", *names])


def tail(hours: "Floats", closed: "Bools", from_quantile: float = TAIL_FROM) -> dict[str, float]:
    """How heavy the tail is: the shape of a generalised Pareto distribution over a high threshold, with its interval.

    Returns:
        `threshold` in hours, `requests` above it, `closed` of them, `shape` with `ci_low` and `ci_high` (by the
        asymptotic variance (1 + shape)² over the number closed), and `spread`, the 99 % quantile over the median, which
        is 6.6 for an exponential; not-a-number where too few are above it.
    """
    known = survival(hours, closed)
    threshold = quantile(known, from_quantile)[0]
    above = hours > threshold
    x, seen = hours[above] - threshold, closed[above]
    counted = {"threshold": threshold, "requests": float(above.sum()), "closed": float(seen.sum())}
    middle, far = quantile(known, 0.5)[0], quantile(known, 0.99)[0]
    spread = far / middle if middle > 0.0 else np.nan
    if seen.sum() < LEAST_TAIL:
        return counted | {"shape": np.nan, "ci_low": np.nan, "ci_high": np.nan, "spread": spread}
    some, known_end = spaced(x, seen)
    shape, _, _ = stats.genpareto.fit(stats.CensoredData.right_censored(some, ~known_end), floc=0.0)
    half = float(stats.norm.ppf(0.5 + LEVEL / 2.0) * (1.0 + shape) / np.sqrt(seen.sum()))
    return counted | {
        "shape": float(shape), "ci_low": float(shape - half), "ci_high": float(shape + half), "spread": spread,
    }  # fmt: skip
