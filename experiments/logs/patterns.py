"""Patterns of a log, or of a replay of it: how long closing takes, of all requests and by channel, category and hour.

A request that was open when nobody looked any longer is censored, never dropped. The same function reads a log and a
replay, up to the same horizon after each request, so that what differs is not how long either was watched.
"""

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from model.estimators import Survival, quantile_time
from model.tables import Bools, Floats

if TYPE_CHECKING:
    from experiments.logs.request_log import RequestLog

QUANTILES = (0.5, 0.75, 0.9, 0.99)
WITHIN = (1.0, 24.0)  # hours
LEVEL = 0.95
GROUPS = ("all", "channel", "category", "hour")
HOURS = ("0–6", "6–12", "12–18", "18–24")
LEAST_TOLD = 10  # requests: of fewer no pattern of a group is told
COLUMNS = ("group", "value", "pattern", "estimate", "low", "high", "requests")
PATTERNS = (
    "share", *(f"closed_within_{hours:g}" for hours in WITHIN), *(f"hours_{100 * share:g}" for share in QUANTILES),
)  # fmt: skip


def hours_between(first: pd.Series, last: pd.Series) -> Floats:
    """Calendar hours from one time to the other, (n,); not-a-number where there is none."""
    return np.asarray((last - first).dt.total_seconds(), dtype=np.float64) / 3600.0


def durations(log: "RequestLog", horizon: float) -> tuple[Floats, Bools]:
    """(hours, closed) of each request: calendar hours until it was closed, or until it was last seen open.

    It is seen until the log was drawn, and no longer than `horizon` hours.
    """
    requested, closed = log.frame["requested"], log.frame["closed"]
    seen = np.minimum(hours_between(requested, pd.Series(log.drawn, index=requested.index)), horizon)
    took = hours_between(requested, closed)
    event = np.isfinite(took) & (took <= seen)
    return np.where(event, took, np.maximum(seen, 0.0)), event


def curve_of(hours: Floats, closed: Bools, level: float = LEVEL) -> tuple[Survival, Survival, Survival]:
    """The share still open by hours since the request (Kaplan & Meier 1958), and the ends of its pointwise interval.

    The interval is that of the log of minus the log of the share, with Greenwood's variance (Kalbfleisch & Prentice
    1980): it stays in 0 to 1. Requests count as independent, which those of one day at one desk are not: it is
    narrower than the truth.
    """
    if not closed.any():
        nothing = Survival(np.zeros(0), np.zeros(0), len(hours))
        return nothing, nothing, nothing
    found = stats.ecdf(stats.CensoredData(hours[closed], right=hours[~closed])).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # that it is undefined where all or none are open
        band = found.confidence_interval(confidence_level=level, method="log-log")
    times, share = np.asarray(found.quantiles), np.asarray(found.probabilities)
    low, high = (np.asarray(end.probabilities) for end in (band.low, band.high))
    # The interval is not defined where all are open, which is sure, nor where none is: there its upper end stays.
    low = np.where(share < 1.0, np.where(share > 0.0, low, 0.0), 1.0)
    inside = (share > 0.0) & (share < 1.0)
    high = np.where(inside, high, np.where(share >= 1.0, 1.0, np.min(high[inside], initial=1.0)))
    return Survival(times, share, len(hours)), Survival(times, low, len(hours)), Survival(times, high, len(hours))


def open_at(curve: Survival, hours: float) -> float:
    """The share that is still open so many hours after the request."""
    place = int(np.searchsorted(curve.times, hours, side="right"))
    return float(curve.share[place - 1]) if place else 1.0


def bands_of(times: pd.Series) -> pd.Series:
    """The quarter of the day of each time, one of `HOURS`."""
    return pd.Series(np.array(HOURS)[times.dt.hour.to_numpy() // 6], index=times.index)


def patterns(log: "RequestLog", horizon: float, which: Bools | None = None, level: float = LEVEL) -> pd.DataFrame:
    """All patterns of a log with their intervals.

    Args:
        log: The log, or a replay as a log (`experiments.logs.replayed.as_log`).
        horizon: Hours after each request until which it is watched.
        which: Which requests count, (n,); all by default.
        level: Of the intervals.

    Returns:
        A row a group, its value and pattern. `group` is one of `GROUPS` (`hour`: the quarter of the day in which it was
        registered); `pattern` one of `PATTERNS`: its share of requests, with Wilson's interval; the share closed within
        so many hours; the hours by which so many percent were closed. Not-a-number where that lies beyond the horizon.
    """
    frame = log.frame.assign(all="all", hour=bands_of(log.frame["requested"]))
    hours, closed = durations(log, horizon)
    mine = np.ones(len(frame), dtype=bool) if which is None else which
    rows = []
    for group in GROUPS:
        of = frame[group].to_numpy()
        for value in [one for one in HOURS if one in of[mine]] if group == "hour" else sorted(set(of[mine])):
            here = mine & (of == value)
            told = [("share", *_share(int(here.sum()), int(mine.sum()), level)), *_of(hours[here], closed[here], level)]
            rows += [(group, value, *numbers, int(here.sum())) for numbers in told]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _share(some: int, every: int, level: float) -> tuple[float, float, float]:
    """A share with Wilson's interval; all of them is no estimate."""
    if some == every:
        return 1.0, 1.0, 1.0
    interval = stats.binomtest(some, every).proportion_ci(level, method="wilson")
    return some / every, float(interval.low), float(interval.high)


def _of(hours: Floats, closed: Bools, level: float) -> list[tuple[str, float, float, float]]:
    """(pattern, estimate, low, high) of closing."""
    curve, low, high = curve_of(hours, closed, level)
    rows = []
    for limit in WITHIN:
        at, most, least = (1.0 - open_at(side, limit) for side in (curve, low, high))
        rows.append((f"closed_within_{limit:g}", at, least, most))
    for share in QUANTILES:
        at, soonest, latest = (quantile_time(side, share) for side in (curve, low, high))
        rows.append((f"hours_{100 * share:g}", at, soonest, latest))
    return rows
