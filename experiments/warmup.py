"""How long a run takes to settle from its empty start, and whether it is long enough for that.

MSER-5: the series in means of five days is cut where the standard error of the mean of what is left is smallest (White
1997, Simulation 69:323; White, Cobb & Spratt 2000, WSC). The last five means are no place to cut, since so few may lie
close together by chance (Hoad, Robinson & Davies 2010, J. Oper. Res. Soc. 61:1389). Its known weakness: where the cut
comes in the second half, the series has not settled, and the rule cannot say when it will (Franklin & White 2008, WSC);
such a run is too short for it, and no day is told.
"""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from experiments.statistics import compare_outcomes
from scenarios.actors import TRUSTED

if TYPE_CHECKING:
    from model.tables import Floats

BATCH, LAST = 5, 5  # days a mean, and means at the end that are no place to cut
SHORTEST = 50  # days of which there is anything to say
SERIES = ("backlog", "unvoiced", "trust")


class Cut(NamedTuple):
    """Where a series is cut: `day`, how many days come before; `settled`, whether that is in its first half.

    Not-a-number, and not settled, where the series is shorter than `SHORTEST` days.
    """

    day: float
    settled: bool


def mser(series: "Floats", batch: int = BATCH) -> Cut:
    """The cut of MSER over means of `batch` values: least sum of squares about the mean of the rest, over its length
    squared; the earliest of equals. Values after the last whole batch are left out.
    """
    means = np.asarray(series, dtype=np.float64)[: len(series) // batch * batch].reshape(-1, batch).mean(axis=1)
    size = len(means)
    if len(series) < SHORTEST or size <= LAST:
        return Cut(math.nan, False)
    centred = means - means.mean()  # so that large levels lose no digits
    left = np.arange(size, 0, -1, dtype=np.float64)
    total, squares = (np.cumsum(x[::-1])[::-1] for x in (centred, centred**2))
    score = ((squares - total**2 / left) / left**2)[: size - LAST]
    at = int(np.flatnonzero(score <= score.min() + 1e-14 * max(float(squares[0]), 1e-300))[0])
    return Cut(float(at * batch), 2 * at <= size)


def find_cuts(daily: pd.DataFrame) -> pd.DataFrame:
    """One row an arm, seed and series of `SERIES`: `cut` and `settled`; `daily` as in `Comparison`."""
    columns = [f"trust_{kind}" for kind in TRUSTED]
    if set(columns) <= set(daily.columns):
        daily = daily.assign(trust=daily[columns].mean(axis=1))
    rows = []
    for (arm, seed), part in daily.groupby(["arm", "seed"], sort=True):
        ordered = part.sort_values("day")
        rows += [
            (arm, seed, name, *mser(ordered[name].to_numpy(dtype=np.float64)))
            for name in SERIES if name in ordered.columns
        ]  # fmt: skip
    return pd.DataFrame(rows, columns=["arm", "seed", "series", "cut", "settled"])


def warmup_table(cuts: pd.DataFrame, names: tuple[str, ...], days: int) -> pd.DataFrame:
    """One row an arm and series: median, least and most days of the cut over the seeds that settled, how many did."""
    rows = []
    for (arm, name), part in cuts.groupby(["arm", "series"], sort=False):
        known = part.loc[part["settled"], "cut"].to_numpy(dtype=np.float64)
        told = (float(np.median(known)), known.min(), known.max()) if len(known) else (math.nan,) * 3
        rows.append((names[int(str(arm))], name, *told, len(known), len(part), days))
    return pd.DataFrame(rows, columns=["arm", "series", "median", "least", "most", "settled", "seeds", "days"])


def day_to_count_from(table: pd.DataFrame, offered: list[int]) -> int | None:
    """The first of the days `offered` at which every arm and series has settled, by its median; else the last of them.

    A series that settles in less than half of the seeds has not settled. None where nothing is offered.
    """
    if not offered:
        return None
    late = (2 * table["settled"] < table["seeds"]).any()
    latest = math.inf if late or not len(table) else float(table["median"].max())
    return next((day for day in sorted(offered) if day >= latest), max(offered))


def compare_since(
    outcomes: pd.DataFrame, later: pd.DataFrame, names: tuple[str, ...], margins: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """The table of a comparison over needs that arose from some day on, and over all (`since_day` 0).

    `later`: `arm`, `seed`, `since_day`, `outcome`, `value`. Holm over these outcomes alone, so that the rows of one day
    are to be held against those of another and not against the whole table.
    """
    if not len(later):
        return pd.DataFrame()
    about = outcomes.drop_duplicates("outcome").set_index("outcome")
    keys = [key for key in dict.fromkeys(later["outcome"]) if key in about.index]
    columns = ["since_day", "arm", "seed", "outcome", "value"]
    every = pd.concat([outcomes[outcomes["outcome"].isin(keys)].assign(since_day=0)[columns], later[columns]])
    every = every.assign(**{name: every["outcome"].map(about[name]) for name in ("unit", "better")})
    parts = [
        compare_outcomes(part, list(names), margins).assign(since_day=day)
        for day, part in every.groupby("since_day", sort=True)
    ]
    table = pd.concat(parts, ignore_index=True)
    return table[["since_day", *(name for name in table.columns if name != "since_day")]]
