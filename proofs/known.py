"""What a known answer is: a setting of the model in which theory says what must come out, and how the two are held
against each other.

Points are a frame with a row a case: `case` (str), `theory`, `model` (numbers in the same unit), `error` (the standard
error of `model`; 0 where the answer is exact) and `freedom` (its degrees of freedom; any number where it is exact).
Draws come from the keyed streams of the model, so points come out again to the last digit.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray
from scipy import stats

COLUMNS = ("case", "theory", "model", "error", "freedom")
SHOWN_LEVEL = 0.95  # of intervals in pictures and tables
FALSE_ALARM = 0.001  # chance that a true answer is refused, over all its points together
MOST_RUNS = 0.9  # share of runs in which a rule that is no law of each run has to hold
EXACT = 1e-9  # relative, for what is exact up to the order of sums


@dataclass(frozen=True)
class KnownAnswer:
    """One answer of the literature and where the model gives it.

    Attributes:
        key: Names its files, `docs/figures/proofs/KEY.csv` and `.png`.
        title: What is claimed, in plain words.
        reference: Author, year, journal, as a page cites it.
        setting: The degenerate configuration of the model in which theory holds.
        through: The model's own function that gives the answer.
        points: Reckons the points anew.
        draw: Draws them against theory, with their intervals.
    """

    key: str
    title: str
    reference: str
    setting: str
    through: str
    points: Callable[[], pd.DataFrame]
    draw: Callable[[pd.DataFrame, Figure], None]


def frame(cases: list[tuple[str, float, float, float, float]]) -> pd.DataFrame:
    """Points of rows (case, theory, model, error, freedom)."""
    return pd.DataFrame(cases, columns=list(COLUMNS))


def of_replications(found: ArrayLike) -> tuple[float, float, float]:
    """(mean, its standard error, degrees of freedom) of independent replications, (replications,)."""
    values = np.asarray(found, dtype=float)
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values))), float(len(values) - 1)


def in_most_runs(what: str, holds: ArrayLike) -> tuple[str, float, float, float, float]:
    """A claim about single runs as a point: whether `MOST_RUNS` of them bear it out; its name tells the share."""
    share = float(np.asarray(holds, dtype=float).mean())
    return f"{what}: in nine of ten runs or more (1: yes; {share:.0%})", 1.0, float(share >= MOST_RUNS), 0.0, 1.0


def half_widths(points: pd.DataFrame, level: float = SHOWN_LEVEL) -> NDArray[np.float64]:
    """Half the width of each point's interval by Student's t, (points,); 0 where the answer is exact."""
    quantile = stats.t.ppf(0.5 + level / 2, points["freedom"].clip(lower=1.0))
    return np.asarray(quantile * points["error"], dtype=float)


def refuted(points: pd.DataFrame) -> pd.DataFrame:
    """The points that do not hold theory: by intervals that together are wrong in `FALSE_ALARM` of all such proofs."""
    allowed = half_widths(points, 1.0 - FALSE_ALARM / len(points))
    allowed = allowed + EXACT * points["theory"].abs().clip(lower=1.0)
    off = np.asarray((points["model"] - points["theory"]).abs(), dtype=float)
    return points.loc[np.flatnonzero(~(off <= allowed))]  # a missing number is refuted too
