"""Pure estimators: arrays in, a number out, nothing drawn and nothing changed.

What has not happened by the horizon is censored there, never dropped: a regime does not look quick because its slow
requests are still open. What cannot be estimated (nobody, nothing resolved) is not-a-number, without a warning.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]
type Bools = NDArray[np.bool_]

LEVEL_TOLERANCE = 1e-12  # the product of many factors may miss a level by rounding


class Survival(NamedTuple):
    """A Kaplan–Meier curve: `share[i]` has not had the event from `times[i]` on (times rise; before the first: all)."""

    times: Floats
    share: Floats
    size: int


def kaplan_meier(duration: NDArray[Any], event: NDArray[np.bool_]) -> Survival:
    """Product-limit estimate of the share that has not had the event (Kaplan & Meier 1958, JASA 53:457).

    `duration` (n,): time to the event, or to censoring where `event` (n,) is False. One who is censored at the very
    time of an event is still at risk of it.
    """
    ends = np.sort(np.asarray(duration, dtype=np.float64)[event])
    if not len(ends):
        return Survival(np.zeros(0), np.zeros(0), len(duration))
    first = np.flatnonzero(np.concatenate([[True], ends[1:] > ends[:-1]]))
    times = ends[first]
    deaths = np.diff(np.append(first, len(ends)))
    left = np.sort(np.asarray(duration, dtype=np.float64)[~event])
    gone = np.cumsum(np.bincount(np.searchsorted(times, left, side="right"), minlength=len(times) + 1))[:-1]
    at_risk = len(duration) - first - gone
    return Survival(times, np.cumprod(1.0 - deaths / at_risk), len(duration))


def quantile_time(curve: Survival, share: float = 0.5) -> float:
    """First time by which at least `share` have had the event; not-a-number if the curve never comes down so far."""
    reached = np.flatnonzero(curve.share <= 1.0 - share + LEVEL_TOLERANCE)
    return float(curve.times[reached[0]]) if len(reached) else float("nan")


def restricted_mean(curve: Survival, limit: float) -> float:
    """Mean of min(time, limit): the area under the curve up to `limit` (Royston & Parmar 2013, BMC MRM 13:152).

    Beyond the last observation the curve is held level.
    """
    if not curve.size or limit <= 0.0:
        return float("nan")
    inside = int(np.searchsorted(curve.times, limit, side="left"))
    knots = np.concatenate([[0.0], curve.times[:inside], [limit]])
    level = np.concatenate([[1.0], curve.share[:inside]])
    return float(level @ np.diff(knots))


BEFORE_DAYS = 20  # days before a shock whose level is the usual one
SMOOTHED_DAYS = 5  # days whose mean is held against it: one week, so that a day of the week does not count
BAND = 2.0  # standard deviations
WATCHED_DAYS = 20  # days after a shock's end within which its backlog may still leave the band


def recovery_days(stock: NDArray[Any], first: int, end: int) -> float:
    """Days after a shock until a daily stock is back at its usual level.

    `stock` (days,) at the close of each day; the shock holds from day `first` to before day `end` (equal: it stays).
    The usual level is mean ± 2 sd of the 20 days before. The mean of the last 5 days is watched: 0 if it does not
    leave the band from `first` to 20 days after `end`; else days from `end` to the day at whose close it is back for
    the first time. Censored at the horizon: what is not back then counts the days up to there. Not-a-number if fewer
    than 20 days were seen before, or if the shock has not ended.
    """
    values = np.asarray(stock, dtype=np.float64)
    if first < BEFORE_DAYS or end > len(values) or first >= len(values):
        return float("nan")
    usual = values[first - BEFORE_DAYS : first]
    smooth = np.convolve(values, np.full(SMOOTHED_DAYS, 1.0 / SMOOTHED_DAYS))[: len(values)]
    outside = np.abs(smooth - usual.mean()) > BAND * usual.std(ddof=1) + LEVEL_TOLERANCE * max(1.0, abs(usual.mean()))
    left = np.flatnonzero(outside[first : end + WATCHED_DAYS])
    if not len(left):
        return 0.0
    since = max(first + int(left[0]), end - 1)
    back = np.flatnonzero(~outside[since:])
    return float(since + int(back[0]) - (end - 1)) if len(back) else float(len(values) - end)


def ratio(part: float, whole: float) -> float:
    """Part over whole; not-a-number if there is no whole."""
    return float(part) / float(whole) if whole > 0 else float("nan")


def mean(values: NDArray[Any]) -> float:
    """Mean of what is known; not-a-number if nothing is."""
    values = np.asarray(values, dtype=np.float64)
    known = np.isfinite(values)
    return ratio(float(values[known].sum()), int(known.sum()))


def share_by_group(hit: NDArray[np.bool_], group: NDArray[Any]) -> Floats:
    """Share of hits in each group that has a member; groups are integers from 0."""
    size = np.bincount(group)
    hits = np.bincount(group[hit], minlength=len(size))
    told = size > 0
    return np.asarray(hits[told] / size[told], dtype=np.float64)


def gini(values: Floats) -> float:
    """Gini coefficient of values that are not negative: mean absolute difference over twice the mean.

    0 if all are equal, also if all are 0; not-a-number if there are none.
    """
    values = np.sort(np.asarray(values, dtype=np.float64))
    n, total = len(values), float(values.sum())
    if not n:
        return float("nan")
    if total <= 0.0:
        return 0.0
    return float((2.0 * np.arange(1, n + 1) - n - 1.0) @ values) / (n * total)


def herfindahl(amounts: Floats) -> float:
    """Sum of squared shares (Herfindahl): 1 if one has all, 1/n if n have the same; not-a-number if nobody has any."""
    shares = np.asarray(amounts, dtype=np.float64)
    total = float(shares.sum())
    return float(((shares / total) ** 2).sum()) if total > 0.0 else float("nan")


def shannon(codes: NDArray[Any]) -> float:
    """Shannon entropy of the shares of the kinds among some, in nats; 0 if all are of one kind, or there are none."""
    number = np.unique(codes, return_counts=True)[1].astype(np.float64)
    shares = number / max(float(number.sum()), 1.0)
    return abs(float((shares * np.log(shares)).sum()))


def off_diagonal_share(counts: NDArray[Any], group: NDArray[Any]) -> float:
    """Share of `counts` (K, K) that run between different groups, with `group` (K,) the group of each kind."""
    group = np.asarray(group)
    apart = group[:, None] != group[None, :]
    return ratio(float(counts[apart].sum()), float(counts.sum()))
