"""A small request log made by hand, for tests of what is done with one."""

import numpy as np
import pandas as pd

from experiments.logs.request_log import RequestLog
from scenarios.actors import CATEGORIES

BEGINS = pd.Timestamp("2018-03-05")  # a Monday
CHANNELS = ("Call", "Mobile App", "Walk-in")


def log_of(requested: "pd.Series[pd.Timestamp]", closed: "pd.Series[pd.Timestamp]", **columns: object) -> RequestLog:
    """A log of these arrivals and closings; other columns are filled with words that go round."""
    number = np.arange(len(requested))
    frame = pd.DataFrame(
        {"request": [f"r{i:05d}" for i in number], "requested": requested.astype("datetime64[s]"),
         "closed": closed.astype("datetime64[s]"), "service": "any", "category": np.array(CATEGORIES)[number % 5],
         "area": [f"area {i % 6}" for i in number], "channel": np.array(CHANNELS)[number % 3]} | columns
    )  # fmt: skip
    first, last = requested.min().normalize(), requested.max().normalize() + pd.Timedelta(days=1)
    cleaning = pd.DataFrame(columns=["reason", "rows", "share", "first_line"])
    return RequestLog(frame, first, last, frame["closed"].max(), cleaning, "made.csv", "0" * 12)


def week(requests: int = 300) -> RequestLog:
    """Some requests of a week, at all hours and on all days, each closed after some days."""
    spread = (np.arange(requests) * 0.6180339887) % 1.0
    requested = pd.Series(BEGINS + pd.to_timedelta(np.sort(spread) * 7 * 86_400, unit="s")).dt.floor("s")
    took = pd.to_timedelta(-np.log1p(-0.99 * spread) * 48 * 3600, unit="s")
    return log_of(requested, (requested + took).dt.floor("s"))
