"""The working calendar: working hours strung together, and the dates they fall on.

A model year has 52 weeks of which two are closed (Spring Festival 春节, week 5, and Golden Week 国庆, week 39, counted
from 0), so 250 working days. Its 364 days drift against real dates by a day or two a year. Office hours are two halves
of the productive hours, from 9:00 and from 14:00.
"""

from datetime import date, timedelta

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Floats = NDArray[np.float64]

EPOCH = date(2016, 1, 4)  # a Monday
YEAR_WEEKS, CLOSED_WEEKS, WEEK_DAYS = 52, (5, 39), 5
YEAR_DAYS = 7 * YEAR_WEEKS
WORKING_DAYS = WEEK_DAYS * (YEAR_WEEKS - len(CLOSED_WEEKS))
MORNING, AFTERNOON = 9.0, 14.0


class WorkingCalendar:
    """Maps working hours since the start to calendar hours since Monday 4 January 2016, 0:00, and back."""

    def __init__(self, productive_hours: float = 6.0) -> None:
        self.hours = float(productive_hours)
        if not 0.0 < self.hours <= 10.0:
            raise ValueError(f"productive_hours: found {productive_hours}; allowed above 0, at most 10")
        self.half = self.hours / 2.0
        weeks = [week for week in range(YEAR_WEEKS) if week not in CLOSED_WEEKS]
        self._days = np.array([7 * week + day for week in weeks for day in range(WEEK_DAYS)], dtype=np.int64)

    def calendar_day(self, day: ArrayLike) -> NDArray[np.int64]:
        """Calendar days since the start of working days (counted from 0)."""
        years, within = np.divmod(np.asarray(day, dtype=np.int64), WORKING_DAYS)
        return np.asarray(years * YEAR_DAYS + self._days[within], dtype=np.int64)

    def date(self, day: int) -> date:
        """Date of a working day."""
        return EPOCH + timedelta(days=int(self.calendar_day(day)))

    def day_period(self, day: int) -> tuple[float, float]:
        """Calendar hours from the end of the previous working day's date to the end of this one's."""
        start = 24.0 * (float(self.calendar_day(day - 1)) + 1.0) if day > 0 else 0.0
        return start, 24.0 * (float(self.calendar_day(day)) + 1.0)

    def calendar_of(self, working: ArrayLike, side: str = "start") -> Floats:
        """Calendar hours of working hours.

        At a break both sides of it are the same working hour: a start is after the break, a finish before it.
        """
        if side not in ("start", "finish"):
            raise ValueError(f"side: found {side!r}; allowed 'start' or 'finish'")
        hours = np.asarray(working, dtype=np.float64)
        day = np.floor(hours / self.hours)
        within = hours - day * self.hours
        if side == "finish":
            back = (within <= 0.0) & (day > 0)
            day, within = np.where(back, day - 1.0, day), np.where(back, self.hours, within)
            late = within > self.half
        else:
            late = within >= self.half
        opening = np.where(late, AFTERNOON - self.half, MORNING)
        return np.asarray(24.0 * self.calendar_day(day.astype(np.int64)) + opening + within, dtype=np.float64)

    def working_of(self, calendar: ArrayLike) -> Floats:
        """Working hours of calendar hours; a time when offices are shut is the next opening."""
        hours = np.asarray(calendar, dtype=np.float64)
        whole = np.floor(hours / 24.0).astype(np.int64)
        clock = hours - 24.0 * whole
        years, within_year = np.divmod(whole, YEAR_DAYS)
        day = np.searchsorted(self._days, within_year, side="left")
        works = self._days[np.minimum(day, WORKING_DAYS - 1)] == within_year
        morning = np.clip(clock - MORNING, 0.0, self.half)
        afternoon = np.clip(clock - AFTERNOON, 0.0, self.half)
        spent = np.where(works, morning + afternoon, 0.0)
        return np.asarray((years * WORKING_DAYS + day) * self.hours + spent, dtype=np.float64)
