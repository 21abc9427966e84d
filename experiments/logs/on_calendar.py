"""A log's requests as arrivals of the model: where, in which category, through which channel, at which hour.

The model's calendar begins on Monday 4 January 2016 and closes two weeks a year. A log of any year is laid on it by
whole weeks, so that days of the week and hours of the day stay. It begins in the first week after the closed one of
winter: five working weeks before it fill the desks with the institutions' own work, and 33 weeks follow without a
closed one. Public holidays of the log's own year are not known to the model, which works on them.
"""

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from experiments.logs.district import place_name
from model.logged import Arrivals
from model.tables import Floats
from scenarios.actors import CATEGORIES, CHANNELS
from scenarios.dates import CLOSED_WEEKS, EPOCH, working_day
from scenarios.errors import InputError

if TYPE_CHECKING:
    from experiments.logs.request_log import RequestLog
    from scenarios.scenario import Scenario

FIRST_WEEK = CLOSED_WEEKS[0] + 1
OPEN_WEEKS = CLOSED_WEEKS[1] - FIRST_WEEK  # until the next closed week
_BY_CHANNEL = {
    "phone": r"call|phone|voice|tel\b|电话|来电|热线|12345|语音",
    "visit": r"visit|walk|counter|office|window|in person|driver|field|staff|patrol|"
    r"来访|上门|当面|窗口|走访|现场|大厅|巡查",
}


def channel_of(name: str) -> str:
    """The model's channel for a log's: phone or visit by its words, else online.

    What staff report from the field counts as a visit, as what is told to a visitor does in the model.

    Examples:
        >>> from experiments.logs.on_calendar import channel_of
        >>> [channel_of(name) for name in ("Call", "Mobile App", "Driver Self Report", "微信小程序", "phone")]
        ['phone', 'online', 'visit', 'online', 'phone']
    """
    return next((key for key, words in _BY_CHANNEL.items() if re.search(words, name.casefold())), "online")


def monday_of(log: "RequestLog") -> pd.Timestamp:
    """Midnight of the Monday of the week in which a log begins."""
    return log.begins - pd.Timedelta(days=log.begins.weekday())


def model_hours(log: "RequestLog", times: pd.Series) -> Floats:
    """Calendar hours of the model for times of a log, (n,)."""
    weeks = FIRST_WEEK * 7 * 24.0
    return np.asarray((times - monday_of(log)).dt.total_seconds(), dtype=np.float64) / 3600.0 + weeks


def log_times(log: "RequestLog", hours: Floats) -> pd.Series:
    """Times on a log's own calendar for calendar hours of the model, to the second; not-a-number is NaT."""
    since = pd.to_timedelta(np.asarray(hours) - FIRST_WEEK * 7 * 24.0, unit="h").round("s")
    return pd.Series(monday_of(log) + since).dt.as_unit("s")


def end_of(log: "RequestLog", weeks: float) -> pd.Timestamp:
    """When a replay ends that follows a log's last requests for so many weeks, on the log's own calendar."""
    return log.ends + pd.Timedelta(weeks=weeks)


def days_until(log: "RequestLog", end: pd.Timestamp) -> int:
    """Working days that the model runs until a time of the log's calendar."""
    weeks = (end - monday_of(log)) / pd.Timedelta(weeks=1) + FIRST_WEEK
    return working_day(EPOCH + (pd.Timedelta(weeks=weeks)).ceil("D").to_pytimedelta())


def arrivals_of(log: "RequestLog", scenario: "Scenario", *, background: bool = False) -> Arrivals:
    """The requests of a log as arrivals in a district that was made for it.

    Args:
        log: The log.
        scenario: A district whose communities are the log's areas.
        background: Whether the model's own needs arise beside them.

    Raises:
        InputError: For an area that the district has not.
    """
    number = {place.community: i for i, place in enumerate(scenario.city.communities)}
    names = log.frame["area"].map(place_name)
    missing = names[~names.isin(list(number))]
    if len(missing):
        raise InputError("area", missing.iloc[0], "an area that is a community of the district")
    channel = {name: CHANNELS.index(channel_of(name)) for name in log.frame["channel"].unique()}
    category = {name: place for place, name in enumerate(CATEGORIES)}
    columns = (names.map(number), log.frame["category"].map(category), log.frame["channel"].map(channel))
    place, kind, through = (np.asarray(column, dtype=np.int64) for column in columns)
    return Arrivals(model_hours(log, log.frame["requested"]), place, kind, through, background=background)
