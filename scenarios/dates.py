"""The dates of the model's working days, in plain Python, so that a scenario can be checked without numpy.

`model/calendar.py` maps hours by the same constants and says what they mean.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left

EPOCH = dt.date(2016, 1, 4)  # a Monday
YEAR_WEEKS, CLOSED_WEEKS, WEEK_DAYS = 52, (5, 39), 5
YEAR_DAYS = 7 * YEAR_WEEKS
IN_YEAR = tuple(7 * week + day for week in range(YEAR_WEEKS) if week not in CLOSED_WEEKS for day in range(WEEK_DAYS))
"""The working days of a model year as days of that year, both counted from 0."""
WORKING_DAYS = len(IN_YEAR)


def working_day(date: dt.date) -> int:
    """The working day on this date, or the next one where offices are shut; below 0 before the start."""
    years, within = divmod((date - EPOCH).days, YEAR_DAYS)
    return years * WORKING_DAYS + bisect_left(IN_YEAR, within)


def date_of(day: int) -> dt.date:
    """The date of a working day, counted from 0."""
    years, within = divmod(day, WORKING_DAYS)
    return EPOCH + dt.timedelta(days=years * YEAR_DAYS + IN_YEAR[within])
