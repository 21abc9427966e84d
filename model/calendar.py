"""The working calendar: working hours strung together, and the dates they fall on.

A model year has 52 weeks of which two are closed (Spring Festival 春节, week 5, and Golden Week 国庆, week 39, counted
from 0), so 250 working days. Its 364 days drift against real dates by a day or two a year, and the closed weeks do not
follow the lunar calendar: dates are labels, not forecasts. A working day has two halves of equal length, one that ends
at noon and one from 14:00; with six productive hours they are 9:00–12:00 and 14:00–17:00.
"""

import datetime as dt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenarios.dates import EPOCH, IN_YEAR, WORKING_DAYS, YEAR_DAYS

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]

NOON, AFTERNOON, DAY_HOURS = 12.0, 14.0, 24.0
MOST_HOURS = 2.0 * (DAY_HOURS - AFTERNOON)
TOLERANCE = 1e-10  # hours; what is nearer to the edge of a half day than this stands on it


class WorkingCalendar:
    """Maps working hours since the start to calendar hours since Monday 4 January 2016, 0:00, and back.

    `productive_hours` a working day, above 0 and at most 20 (else ValueError). Times may be of any shape and are
    float64 hours; not-a-number stays not-a-number.
    """

    def __init__(self, productive_hours: float = 6.0) -> None:
        self.hours = float(productive_hours)
        if not 0.0 < self.hours <= MOST_HOURS:
            raise ValueError(f"productive_hours: found {productive_hours}; allowed above 0, at most {MOST_HOURS:g}")
        self.half = self.hours / 2.0
        self._days = np.array(IN_YEAR, dtype=np.int64)

    def calendar_day(self, day: ArrayLike) -> Integers:
        """Calendar days since the start of working days, both counted from 0."""
        years, within = np.divmod(np.asarray(day, dtype=np.int64), WORKING_DAYS)
        return np.asarray(years * YEAR_DAYS + self._days[within], dtype=np.int64)

    def date(self, day: int) -> dt.date:
        """Date of a working day."""
        return EPOCH + dt.timedelta(days=int(self.calendar_day(day)))

    def day_period(self, day: int) -> tuple[float, float]:
        """Calendar hours that belong to a working day: from the end of the previous one's date to the end of its own.

        A Monday's period so takes in the weekend before it, and the periods follow each other without a gap.
        """
        start = DAY_HOURS * (float(self.calendar_day(day - 1)) + 1.0) if day > 0 else 0.0
        return start, DAY_HOURS * (float(self.calendar_day(day)) + 1.0)

    def calendar_of(self, working: ArrayLike, side: Literal["start", "finish"] = "start") -> Floats:
        """Calendar hours of working hours.

        The two sides of a break (noon, night, weekend, a closed week) are one working hour: a start is after the
        break, a finish before it. ValueError for any other side.
        """
        if side not in ("start", "finish"):
            raise ValueError(f"side: found {side!r}; allowed 'start' or 'finish'")
        hours = np.asarray(working, dtype=np.float64)
        known = np.isfinite(hours)
        clean = np.where(known, hours, 0.0)
        edge = np.rint(clean / self.half)
        on_edge = np.abs(clean - edge * self.half) < TOLERANCE
        piece = np.where(on_edge, edge, np.floor(clean / self.half))
        within = np.where(on_edge, 0.0, clean - piece * self.half)
        if side == "finish":
            back = on_edge & (piece > 0)
            piece, within = np.where(back, piece - 1.0, piece), np.where(back, self.half, within)
        day, late = np.divmod(piece.astype(np.int64), 2)
        opening = np.where(late == 1, AFTERNOON, NOON - self.half)
        return np.where(known, DAY_HOURS * self.calendar_day(day) + opening + within, np.nan)

    def working_of(self, calendar: ArrayLike) -> Floats:
        """Working hours of calendar hours; a time when offices are shut is the next opening."""
        hours = np.asarray(calendar, dtype=np.float64)
        known = np.isfinite(hours)
        clean = np.where(known, hours, 0.0)
        date = np.floor(clean / DAY_HOURS)
        clock = clean - DAY_HOURS * date
        years, in_year = np.divmod(date.astype(np.int64), YEAR_DAYS)
        day = np.searchsorted(self._days, in_year, side="left")
        works = self._days[np.minimum(day, WORKING_DAYS - 1)] == in_year
        late = works & (clock >= NOON)
        within = np.clip(clock - np.where(late, AFTERNOON, NOON - self.half), 0.0, self.half)
        piece = 2.0 * (years * WORKING_DAYS + day) + late
        spent = np.minimum(piece * self.half + np.where(works, within, 0.0), (piece + 1.0) * self.half)
        return np.where(known, spent, np.nan)
