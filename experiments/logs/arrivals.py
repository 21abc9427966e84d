"""How many requests come, of which kind, when and where: rates with exact intervals, and whether they are Poisson.

The window of a log is whole calendar days, so a cell such as Mondays from 9 to 10 is seen once on each Monday of it. A
rate is requests a day on which the cell is seen; its interval is the exact one of a Poisson mean (Garwood 1936). The
index of dispersion, variance over mean, says whether that is honest: where it is above 1, days differ by more than
chance, and the intervals are too narrow by about its root.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from scenarios.actors import CATEGORIES

ALL = "all"
HOURS, WEEKDAYS = 24, 7
LEVEL = 0.95
FULL_WEEKS = 14  # days of a window from which each hour of the week is met twice, so that its mean and spread are known
SURE_OF_SOME = float(-np.log(0.001))  # a Poisson mean of which none is a chance of one in a thousand
DAY = pd.Timedelta(days=1)
CLOCK = ("weekday", "hour")


def clocked(frame: pd.DataFrame) -> pd.DataFrame:
    """A log's frame with the weekday (Monday 0) and the hour of each arrival."""
    at = frame["requested"].dt
    return frame.assign(weekday=at.day_of_week.astype("int64"), hour=at.hour.astype("int64"))


def poisson_interval(count: "pd.Series[int]", exposure: "pd.Series[int]") -> tuple[pd.Series, pd.Series]:
    """(low, high) of a Poisson rate, exact at 95 %."""
    tail = (1.0 - LEVEL) / 2.0
    low = stats.chi2.ppf(tail, 2.0 * count) / 2.0
    high = stats.chi2.ppf(1.0 - tail, 2.0 * (count + 1)) / 2.0
    return pd.Series(np.where(count > 0, low, 0.0), index=count.index) / exposure, pd.Series(high) / exposure


def whole_days(frame: pd.DataFrame, begins: pd.Timestamp, ends: pd.Timestamp) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The window without a first or last day that the log has only in part, as one of so many rows has.

    A day is cut if before its first request, or after its last one, so many came on the other days, on average, that
    none would be a chance of less than one in a thousand.
    """
    days = int((ends - begins).days)
    if days < 2:
        return begins, ends
    date, clock = frame["requested"].dt.normalize(), frame["requested"] - frame["requested"].dt.normalize()
    first, last = date == begins, date == ends - DAY
    before = ((clock < clock[first].min()) & ~first).sum() / (days - 1)
    after = ((clock > clock[last].max()) & ~last).sum() / (days - 1)
    found = begins + DAY * int(before > SURE_OF_SOME), ends - DAY * int(after > SURE_OF_SOME)
    return found if found[0] < found[1] else (begins, ends)


def within(frame: pd.DataFrame, begins: pd.Timestamp, ends: pd.Timestamp) -> pd.DataFrame:
    """The requests that came in a window."""
    return frame[(frame["requested"] >= begins) & (frame["requested"] < ends)]


def rates(frame: pd.DataFrame, begins: pd.Timestamp, ends: pd.Timestamp, by: Sequence[str]) -> pd.DataFrame:
    """Requests a day in each cell of a window of arrivals, also of cells in which none came.

    Args:
        frame: A log's frame.
        begins: Midnight at which the window begins.
        ends: Midnight at which it ends.
        by: Columns that make the cells, such as `category`, `area`, `channel`, and `weekday` and `hour`.

    Returns:
        A row a cell: its values; `requests`; `days` of the window on which it is seen; `rate` requests a day, with
        `ci_low` and `ci_high`.
    """
    dates = pd.date_range(begins, ends, freq="D", inclusive="left")
    values = {
        name: list(range(HOURS)) if name == "hour" else sorted(dates.day_of_week.unique()) if name == "weekday"
        else list(CATEGORIES) if name == "category" else sorted(frame[name].unique())
        for name in by
    }  # fmt: skip
    cells = pd.MultiIndex.from_product(list(values.values()), names=list(by))
    table = clocked(frame).groupby(list(by)).size().reindex(cells, fill_value=0).rename("requests").reset_index()
    seen = pd.Series(dates.day_of_week).value_counts()
    table["days"] = table["weekday"].map(seen).astype("int64") if "weekday" in by else len(dates)
    table["rate"] = table["requests"] / table["days"]
    table["ci_low"], table["ci_high"] = poisson_interval(table["requests"], table["days"])
    return table


def dispersion(frame: pd.DataFrame, begins: pd.Timestamp, ends: pd.Timestamp) -> pd.DataFrame:
    """Whether arrivals vary from day to day as a Poisson process would, by category and in all.

    Counts of each hour of each day are held against the mean of that hour of the week, or, in a window of less than two
    weeks, of that hour of the day. Their squared distances over the means add up to a chi-square of known degrees of
    freedom if the process is Poisson (Fisher's index of dispersion); hours with a mean below one are put together with
    those after them, since the chi-square of small means is not that distribution.

    Returns:
        A row a category, `all` first: `cell` (`weekday and hour` or `hour`), `mean` requests an hour, `index` with
        `ci_low` and `ci_high`, `df`, `p` of a Poisson process.
    """
    dates = pd.date_range(begins, ends, freq="D", inclusive="left")
    weekly = len(dates) >= FULL_WEEKS
    rows = []
    for category in (ALL, *CATEGORIES):
        mine = frame if category == ALL else frame[frame["category"] == category]
        day = (mine["requested"].dt.normalize() - begins).dt.days.to_numpy()
        counts = np.zeros((len(dates), HOURS))
        np.add.at(counts, (day, mine["requested"].dt.hour.to_numpy()), 1.0)
        kinds = dates.day_of_week.to_numpy() if weekly else np.zeros(len(dates), dtype=np.int64)
        square, df = 0.0, 0
        for kind in np.unique(kinds):
            part, more = _squares(counts[kinds == kind])
            square, df = square + part, df + more
        index = square / df if df else np.nan
        tail = (1.0 - LEVEL) / 2.0
        low, high = (square / stats.chi2.ppf(q, df) if df else np.nan for q in (1.0 - tail, tail))
        p = stats.chi2.sf(square, df) if df else np.nan
        cell = "weekday and hour" if weekly else "hour"
        rows.append((category, cell, counts.mean(), index, low, high, df, p))
    return pd.DataFrame(rows, columns=["category", "cell", "mean", "index", "ci_low", "ci_high", "df", "p"])


def _squares(counts: np.ndarray) -> tuple[float, int]:
    """(sum of squared distances over means, degrees of freedom) of days × hours, alike from day to day."""
    square, df = 0.0, 0
    held = np.zeros(len(counts))
    for hour in counts.T:
        held = held + hour
        if len(held) > 1 and held.mean() >= 1.0:
            square += float(((held - held.mean()) ** 2).sum() / held.mean())
            df += len(held) - 1
            held = np.zeros(len(counts))
    return square, df
