"""Estimators over paired runs: pure functions over frames."""

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import stats

from experiments.equivalence import equivalence, smallest_of_interest
from experiments.pairing import pairing

LEVEL, SIGNIFICANT = 0.95, 0.05
COLUMNS = (
    "arm", "outcome", "unit", "better", "mean_a", "mean_b", "difference", "ci_low", "ci_high", "effect_size", "p_holm",
    "winner", "n", "correlation", "variance_saved", "margin", "p_equivalent", "verdict",
)  # fmt: skip


def paired(differences: np.ndarray, level: float = LEVEL) -> tuple[float, float, float, float, float]:
    """(mean, low, high, effect size, p) of paired differences by Student's t; the interval at a `level`.

    The effect size is Cohen's (1988) d_z, the mean over the standard deviation of the differences: how far the arms are
    apart measured by how much that varies from seed to seed, and not by how residents differ.
    With one pair there is no interval; differences that are all the same have an interval of no width, p = 1 if they
    are zero and 0 otherwise.
    """
    n = len(differences)
    if n == 0:
        return math.nan, math.nan, math.nan, math.nan, math.nan
    mean = float(np.mean(differences))
    if n == 1:
        return mean, math.nan, math.nan, math.nan, math.nan
    spread = float(np.std(differences, ddof=1))
    if spread <= 1e-12 * max(abs(mean), 1e-300):
        return mean, mean, mean, 0.0 if mean == 0.0 else math.copysign(math.inf, mean), 1.0 if mean == 0.0 else 0.0
    error = spread / math.sqrt(n)
    half = float(stats.t.ppf(0.5 + level / 2.0, n - 1)) * error
    p = float(2.0 * stats.t.sf(abs(mean / error), n - 1))
    return mean, mean - half, mean + half, mean / spread, p


def holm(p_values: np.ndarray) -> np.ndarray:
    """Holm's (1979) step-down adjustment; not-a-number stays so and does not count."""
    # That of statsmodels collects garbage at every call, a tenth of a second each.
    adjusted = np.full(len(p_values), math.nan)
    known = np.flatnonzero(np.isfinite(p_values))
    order = known[np.argsort(p_values[known], kind="stable")]
    adjusted[order] = np.minimum(np.maximum.accumulate(p_values[order] * np.arange(len(order), 0, -1)), 1.0)
    return adjusted


def winner_of(difference: float, p: float, better: str) -> str:
    """`A`, `B`, or `none`: a side wins where the outcome has a better direction and Holm's p is below 0.05."""
    if better == "none" or not p < SIGNIFICANT or difference == 0.0:
        return "none"
    return "B" if (difference > 0.0) == (better == "higher") else "A"


def verdict_of(difference: float, p: float, p_equivalent: float, better: str) -> str:
    """What is told of B against A, from the p of the difference and that of equivalence, both adjusted.

    `equivalent` where the difference is shown to be smaller than of interest, also where it is shown not to be zero;
    else `better` or `worse` where a difference is found, `higher` or `lower` where no direction is the better one;
    else `open`: the runs do not tell.
    """
    if p_equivalent < SIGNIFICANT:
        return "equivalent"
    if not p < SIGNIFICANT or difference == 0.0:
        return "open"
    if better == "none":
        return "higher" if difference > 0.0 else "lower"
    return "better" if (difference > 0.0) == (better == "higher") else "worse"


def compare_outcomes(
    outcomes: pd.DataFrame, names: list[str], margins: Mapping[str, float] | None = None, level: float = LEVEL
) -> pd.DataFrame:
    """The table of a comparison; its intervals are at `level`, what is found is found at `SIGNIFICANT` whatever it is.

    `outcomes` has one row an arm, seed and outcome: `arm` (number), `seed`, `outcome`, `unit`, `better`, `value`.
    `names` are the arms; each further one (B) is compared with the first (A), Holm over all outcomes of an arm, for
    differences (`p_holm`) and for equivalence within the margin (`p_equivalent`) apart. `margins` are smallest
    differences of interest other than the registered ones. Seeds in which a value is missing on either side are left
    out of that outcome; `n` says how many are left.
    """
    order = list(dict.fromkeys(outcomes["outcome"]))
    about = outcomes.drop_duplicates("outcome").set_index("outcome")
    wide = outcomes.pivot(index="seed", columns=["arm", "outcome"], values="value")
    parts = []
    for arm in range(1, len(names)):
        rows = []
        for key in order:
            pair = wide[[(0, key), (arm, key)]].to_numpy(dtype=np.float64)
            pair = pair[np.isfinite(pair).all(axis=1)]
            mean, low, high, effect, p = paired(pair[:, 1] - pair[:, 0], level)
            means = tuple(float(x) for x in pair.mean(axis=0)) if len(pair) else (math.nan, math.nan)
            unit, better = (str(about.loc[key, name]) for name in ("unit", "better"))
            margin = (margins or {}).get(key, smallest_of_interest(unit, *means))
            rows.append(
                (names[arm], key, unit, better, *means, mean, low, high, effect, p, "none", len(pair), *pairing(pair),
                 margin, equivalence(pair, margin), "open")
            )  # fmt: skip
        part = pd.DataFrame(rows, columns=list(COLUMNS))
        for column in ("p_holm", "p_equivalent"):
            part[column] = holm(part[column].to_numpy(dtype=np.float64))
        told = list(zip(part["difference"], part["p_holm"], part["p_equivalent"], part["better"], strict=True))
        part["winner"] = [winner_of(d, p, b) for d, p, _, b in told]
        part["verdict"] = [verdict_of(*row) for row in told]
        parts.append(part)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))
