"""How long requests stay open, those still open included, and who uses which channel.

What was open when the log was drawn is censored: left out, the long ones would be missing, and the times too short. So
times are read off the estimate of Kaplan and Meier (1958), with intervals by Greenwood's variance on the log-log scale.
The intervals take requests as independent; those of one day or one team are not quite.
"""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from experiments.logs.arrivals import ALL, LEVEL
from scenarios.dates import EPOCH

if TYPE_CHECKING:
    from numpy.typing import ArrayLike
    from statsmodels.duration.survfunc import SurvfuncRight

    from model.calendar import WorkingCalendar
    from model.tables import Bools, Floats

QUANTILES = (0.5, 0.75, 0.9, 0.99)
LEAST = 5  # requests of which a distribution is told
HOUR = 3600.0


def hours_open(frame: pd.DataFrame, drawn: pd.Timestamp, calendar: "WorkingCalendar | None" = None) -> pd.DataFrame:
    """How long each request was open: `hours`, and whether that ended with its closing (`closed`) or the log.

    Args:
        frame: A log's frame.
        drawn: When the log was drawn.
        calendar: Counts working hours in place of calendar hours: Monday to Friday, the model's holidays left out.
    """
    closed = frame["closed"].notna()
    begins, ends = frame["requested"], frame["closed"].fillna(drawn)
    if calendar is None:
        hours = (ends - begins).dt.total_seconds().to_numpy(dtype=np.float64) / HOUR
    else:
        first, last = (
            calendar.working_of((at - pd.Timestamp(EPOCH)).dt.total_seconds().to_numpy(dtype=np.float64) / HOUR)
            for at in (begins, ends)
        )
        hours = last - first
    return pd.DataFrame({"hours": hours, "closed": closed.to_numpy()}, index=frame.index)


def survival(hours: "Floats", closed: "Bools") -> "SurvfuncRight":
    """The estimate of Kaplan and Meier."""
    from statsmodels.duration.survfunc import SurvfuncRight

    return SurvfuncRight(np.asarray(hours, dtype=np.float64), np.asarray(closed, dtype=np.int64))


def quantile_table(
    frame: pd.DataFrame, drawn: pd.Timestamp, by: str | None = None, calendar: "WorkingCalendar | None" = None
) -> pd.DataFrame:
    """Quantiles of the time to closing, in all or by a column.

    Returns:
        A row a value, those with most requests first: `value` (`all` without `by`), `requests`, `closed`, and `hours`
        by `quantile` with `ci_low` and `ci_high`; not-a-number where too few have closed for it to be known.
    """
    told = hours_open(frame, drawn, calendar)
    groups = pd.Series(ALL, index=frame.index) if by is None else frame[by]
    places = sorted(told.groupby(groups.to_numpy()).indices.items(), key=lambda found: -len(found[1]))
    rows = []
    for value, mine in places:
        hours, closed = told["hours"].to_numpy()[mine], told["closed"].to_numpy()[mine]
        found = survival(hours, closed) if closed.sum() >= LEAST else None
        for q in QUANTILES:
            at = (np.nan, np.nan, np.nan) if found is None else quantile(found, q)
            rows.append((value, len(mine), int(closed.sum()), q, *at))
    names = ["value", "requests", "closed", "quantile", "hours", "ci_low", "ci_high"]
    return pd.DataFrame(rows, columns=names)


def quantile(found: "SurvfuncRight", q: float) -> tuple[float, float, float]:
    """A quantile with its interval; an end that the data do not reach is not known."""
    if not len(found.surv_prob):
        return np.nan, np.nan, np.nan  # nothing has closed
    if found.surv_prob[-1] > 1.0 - q:
        at = np.nan
    else:
        at = float(found.surv_times[np.flatnonzero(found.surv_prob <= 1.0 - q + 1e-12)[0]])
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = found.quantile_ci(q, alpha=1.0 - LEVEL, method="cloglog")
    return at, float(low), float(high) if np.isfinite(high) else np.nan


def wilson(count: "ArrayLike", n: int) -> "tuple[Floats, Floats]":
    """(low, high) of a share, by Wilson's interval at 95 %."""
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(np.asarray(count), n, alpha=1.0 - LEVEL, method="wilson")
    return np.asarray(low), np.asarray(high)


def shares(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """The share of each value of a column, with Wilson's interval.

    Returns:
        A row a value, the largest first: `value`, `requests`, `share`, `ci_low`, `ci_high`.
    """
    counts = frame[by].value_counts()
    told = counts.to_numpy()
    low, high = wilson(told, len(frame))
    return pd.DataFrame(
        {"value": counts.index, "requests": told, "share": told / len(frame), "ci_low": low, "ci_high": high}
    )
