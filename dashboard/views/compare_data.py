"""What is told of a comparison: means and paired differences over seeds, with their bands. Pure functions over frames.

`points` is everywhere as `Run.points()` gives it: one row a seed, arm and day, with a column an outcome. A band is the
90 % interval of the mean over seeds by Student's t (`experiments.statistics.paired`); with one seed there is none.
"""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from experiments.statistics import compare_outcomes, paired
from model.outcomes import OUTCOMES, PRIMARY

LEVEL = 0.9
BANDS = ("arm", "day", "n", "mean", "low", "high")
ENOUGH = 2  # seeds from which there is a band


def _row(values: np.ndarray) -> tuple[int, float, float, float]:
    """(n, mean, low, high) of what is finite."""
    known = values[np.isfinite(values)]
    mean, low, high, _, _ = paired(known, LEVEL)
    return len(known), mean, low, high


def curves(points: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Mean over the seeds that have reached a day, and its band, one row an arm and day: the columns of `BANDS`."""
    rows = [
        (arm, day, *_row(part.to_numpy(dtype=np.float64)))
        for (arm, day), part in points.groupby(["arm", "day"], sort=True)[outcome]
    ]
    return pd.DataFrame(rows, columns=list(BANDS))


def differences(points: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Mean paired difference of each arm to arm 0 at the same seed, and its band: the columns of `BANDS`.

    Seeds in which either arm has no value, or has not reached the day, are left out of it; `n` says how many are left.
    """
    if not len(points):
        return pd.DataFrame(columns=list(BANDS))
    wide = points.pivot(index=["day", "seed"], columns="arm", values=outcome).astype(np.float64)
    rows = [
        (arm, day, *_row(part.to_numpy()))
        for arm in wide.columns
        for day, part in (wide[arm] - wide[0]).groupby(level="day", sort=True)
    ]
    return pd.DataFrame(rows, columns=list(BANDS))


def reached(points: pd.DataFrame) -> list[tuple[int, int]]:
    """(last day, seeds): on how many seeds the curves rest, and up to which day on so many."""
    steps: list[tuple[int, int]] = []
    for day, seeds in points.groupby("day", sort=True)["seed"].nunique().items():
        if steps and steps[-1][1] == seeds:
            steps.pop()
        steps.append((int(str(day)), int(seeds)))
    return steps


def told_day(points: pd.DataFrame) -> int:
    """The last day for which there is a band; where there is none yet, the last day."""
    steps = reached(points)
    return max((day for day, seeds in steps if seeds >= ENOUGH), default=steps[-1][0] if steps else 0)


def outcomes_of(points: pd.DataFrame, day: int, seeds: Sequence[int]) -> pd.DataFrame:
    """Every outcome of these seeds on a day, one row a seed, arm and outcome, as `experiments.compare` has them."""
    there = points[(points["day"] == day) & points["seed"].isin(list(seeds))].sort_values(["seed", "arm"])
    keys = [outcome.key for outcome in OUTCOMES]
    size = len(there)
    return pd.DataFrame(
        {
            "outcome": keys * size,
            "unit": [outcome.unit for outcome in OUTCOMES] * size,
            "better": [outcome.better for outcome in OUTCOMES] * size,
            "value": there[keys].to_numpy(dtype=np.float64).ravel(),
            "arm": np.repeat(there["arm"].to_numpy(), len(keys)),
            "seed": np.repeat(there["seed"].to_numpy(), len(keys)),
        }
    )


def at_horizon(points: pd.DataFrame, day: int, seeds: Sequence[int]) -> pd.DataFrame:
    """The comparison of these seeds on a day, arms by number, with 90 % intervals.

    The columns of `experiments.statistics.COLUMNS`, `verdict` by Holm over all outcomes as in a report; and
    `baseline`, the mean of arm 0 over all these seeds; `told`, what the 90 % interval alone says (`verdict`).
    """
    outcomes = outcomes_of(points, day, seeds)
    arms = sorted(int(arm) for arm in outcomes["arm"].unique())
    table = compare_outcomes(outcomes, [str(arm) for arm in arms], level=LEVEL)
    own = outcomes[outcomes["arm"] == 0].groupby("outcome")["value"].mean()
    told = [
        verdict(float(d), float(low), float(high), str(better))
        for d, low, high, better in table[["difference", "ci_low", "ci_high", "better"]].itertuples(index=False)
    ]
    return table.assign(arm=table["arm"].astype(int), baseline=table["outcome"].map(own), told=told)


def verdict(difference: float, low: float, high: float, better: str) -> str:
    """What an interval says of an arm against the baseline.

    `none`: no value; `one`: no interval yet; `same`: the same in every seed; `open`: the interval holds zero; else
    `better` or `worse`, and `higher` or `lower` where neither direction is the better one.
    """
    if math.isnan(difference):
        return "none"
    if math.isnan(low):
        return "one"
    if low == 0.0 == high:
        return "same"
    if low <= 0.0 <= high:
        return "open"
    if better == "none":
        return "higher" if difference > 0.0 else "lower"
    return "better" if (difference > 0.0) == (better == "higher") else "worse"


def counted(
    table: pd.DataFrame, arm: int, keys: Sequence[str] = PRIMARY, by: str = "told"
) -> dict[str, list[str]]:  # fmt: skip
    """Of these outcomes, those with a better direction in which an arm is better, worse, equivalent, not told apart.

    `by` the intervals alone ("told"), which show nothing to be equivalent, or after Holm ("verdict").
    """
    mine = table[(table["arm"] == arm) & table["outcome"].isin(list(keys)) & (table["better"] != "none")]
    mine = mine[mine["told"] != "none"]
    told = {name: mine.loc[mine[by] == name, "outcome"].tolist() for name in ("better", "worse", "equivalent")}
    alike = mine.loc[mine[by].isin(("open", "same")), "outcome"].tolist()
    return told | {"open": alike}
