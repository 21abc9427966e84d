"""The working calendar: working hours strung together, and the dates they fall on.

A model year has 52 weeks of which two are closed (Spring Festival 春节, week 5, and Golden Week 国庆, week 39, counted
from 0), so 250 working days. Its 364 days drift against real dates by a day or two a year, and the closed weeks do not
follow the lunar calendar: dates are labels, not forecasts. A working day has two halves of equal length, one that ends
at noon and one from 14:00; with six productive hours they are 9:00–12:00 and 14:00–17:00.
"""

import datetime as dt
import math
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from model.compiled import kernel
from scenarios.dates import EPOCH, IN_YEAR, WORKING_DAYS, YEAR_DAYS

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]

NOON, AFTERNOON, DAY_HOURS = 12.0, 14.0, 24.0
MOST_HOURS = 2.0 * (DAY_HOURS - AFTERNOON)
TOLERANCE = 1e-10  # hours; what is nearer to the edge of a half day than this stands on it


@kernel
def _calendar_of(working: Floats, half: float, days: Integers, finish: bool, out: Floats) -> None:
    """`WorkingCalendar.calendar_of`, one by one; `days` of the year on which offices open, in order."""
    for i in range(working.size):
        hours = working[i]
        if not math.isfinite(hours):
            out[i] = math.nan
            continue
        edge = np.rint(hours / half)
        on_edge = abs(hours - edge * half) < TOLERANCE
        piece = edge if on_edge else math.floor(hours / half)
        within = 0.0 if on_edge else hours - piece * half
        if finish and on_edge and piece > 0:
            piece -= 1.0
            within = half
        day, late = divmod(int(piece), 2)
        opening = AFTERNOON if late == 1 else NOON - half
        date = (day // WORKING_DAYS) * YEAR_DAYS + days[day % WORKING_DAYS]
        out[i] = DAY_HOURS * date + opening + within


@kernel
def _working_of(calendar: Floats, half: float, days: Integers, opens: Integers, out: Floats) -> None:
    """`WorkingCalendar.working_of`, one by one; `opens` how many working days of the year come before each date."""
    for i in range(calendar.size):
        hours = calendar[i]
        if not math.isfinite(hours):
            out[i] = math.nan
            continue
        date = math.floor(hours / DAY_HOURS)
        clock = hours - DAY_HOURS * date
        year, in_year = divmod(date, YEAR_DAYS)
        day = opens[in_year]
        works = day < WORKING_DAYS and days[day] == in_year
        late = works and clock >= NOON
        piece = 2.0 * (year * WORKING_DAYS + day) + late
        within = min(max(clock - (AFTERNOON if late else NOON - half), 0.0), half) if works else 0.0
        out[i] = min(piece * half + within, (piece + 1.0) * half)


def day_at(working: ArrayLike, hours: float) -> Integers:
    """Working days, from 0, on which working hours fall, with so many productive hours a day.

    An opening belongs to the day that it opens. Division alone would put some of them under the day before: 15 × 1.1 ÷
    1.1 is a little less than 15, and what comes at that opening would never come in.

    Args:
        working: Working hours, of any shape.
        hours: Productive hours of a working day.
    """
    times = np.asarray(working, dtype=np.float64)
    day = np.floor(times / hours)
    day += (day + 1.0) * hours <= times
    day -= day * hours > times
    return np.asarray(day, dtype=np.int64)


class WorkingCalendar:
    """`model.calendar`: working hours since the start on the calendar since Monday 4 January 2016, 0:00, and back.

    Times may be of any shape and are float64 hours; not-a-number stays not-a-number.

    Args:
        productive_hours: Productive hours of a working day, above 0 and at most 20.

    Raises:
        ValueError: For other hours.

    Examples:
        >>> from model.calendar import WorkingCalendar
        >>> calendar = WorkingCalendar(productive_hours=6.0)
        >>> calendar.date(20)
        datetime.date(2016, 2, 1)
        >>> float(calendar.calendar_of(7.5))
        34.5
    """

    def __init__(self, productive_hours: float = 6.0) -> None:
        self.hours = float(productive_hours)
        if not 0.0 < self.hours <= MOST_HOURS:
            raise ValueError(f"productive_hours: found {productive_hours}; allowed above 0, at most {MOST_HOURS:g}")
        self.half = self.hours / 2.0
        self._days = np.array(IN_YEAR, dtype=np.int64)
        self._opens = np.searchsorted(self._days, np.arange(YEAR_DAYS)).astype(np.int64)

    def calendar_day(self, day: ArrayLike) -> Integers:
        """Calendar days since the start of working days, both counted from 0.

        Args:
            day: Working days, of any shape.
        """
        years, within = np.divmod(np.asarray(day, dtype=np.int64), WORKING_DAYS)
        return np.asarray(years * YEAR_DAYS + self._days[within], dtype=np.int64)

    def date(self, day: int) -> dt.date:
        """Date of a working day.

        Args:
            day: The working day, from 0.
        """
        return EPOCH + dt.timedelta(days=int(self.calendar_day(day)))

    def day_period(self, day: int) -> tuple[float, float]:
        """Calendar hours that belong to a working day: from the end of the previous one's date to the end of its own.

        A Monday's period so takes in the weekend before it, and the periods follow each other without a gap.

        Args:
            day: The working day, from 0.
        """
        start = DAY_HOURS * (float(self.calendar_day(day - 1)) + 1.0) if day > 0 else 0.0
        return start, DAY_HOURS * (float(self.calendar_day(day)) + 1.0)

    def calendar_of(self, working: ArrayLike, side: Literal["start", "finish"] = "start") -> Floats:
        """Calendar hours of working hours.

        The two sides of a break (noon, night, weekend, a closed week) are one working hour.

        Args:
            working: Working hours, of any shape.
            side: `start`, which is after the break, or `finish`, before it.

        Raises:
            ValueError: For any other side.
        """
        if side not in ("start", "finish"):
            raise ValueError(f"side: found {side!r}; allowed 'start' or 'finish'")
        hours = np.asarray(working, dtype=np.float64)
        out = np.empty(hours.shape)
        _calendar_of(hours.ravel(), self.half, self._days, side == "finish", out.ravel())
        return out

    def working_of(self, calendar: ArrayLike) -> Floats:
        """Working hours of calendar hours; a time when offices are shut is the next opening.

        Args:
            calendar: Calendar hours, of any shape.
        """
        hours = np.asarray(calendar, dtype=np.float64)
        out = np.empty(hours.shape)
        _working_of(hours.ravel(), self.half, self._days, self._opens, out.ravel())
        return out
