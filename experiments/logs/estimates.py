"""What a log says by itself of demand and of delay: every table of `sanshe calibrate`, its findings and its limits."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from experiments.logs.arrivals import ALL, CLOCK, dispersion, rates, whole_days, within
from experiments.logs.closing import hours_open, quantile_table, shares, survival, wilson
from experiments.logs.shapes import AT_ONCE, Shape, fitted, shape_table, tail
from model.calendar import WorkingCalendar

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from statsmodels.duration.survfunc import SurvfuncRight

    from experiments.logs.request_log import RequestLog
    from model.tables import Bools, Floats

CALENDAR, WORKING = "calendar", "working"
SPLIT = ("category", "channel", "service")  # by which closing times and shares are told


@dataclass(frozen=True)
class Estimates:
    """What a log says of demand and delay.

    Attributes:
        log: The cleaned log.
        window: Begin and end of the whole days of the log, over which arrivals are counted.
        services: Each service with the category that it counts as.
        areas, hours, weekdays, categories: Arrival rates by area; by category and hour of the day; by weekday; by
            category.
        cells: Arrival rates by category, weekday and hour.
        dispersion: Whether arrivals are Poisson, by category.
        shares: By `SPLIT` (column `by`), Wilson's intervals.
        closing: Quantiles of the time to closing in all and by `SPLIT`, in calendar and in working hours (`time`).
        at_once: The share closed within a minute, with its interval.
        fits: The shapes fitted to the other times, the best first.
        tail: The weight of the tail, as `experiments.logs.shapes.tail` tells it.
    """

    log: "RequestLog"
    window: tuple[pd.Timestamp, pd.Timestamp]
    services: pd.DataFrame
    areas: pd.DataFrame
    hours: pd.DataFrame
    weekdays: pd.DataFrame
    categories: pd.DataFrame
    cells: pd.DataFrame
    dispersion: pd.DataFrame
    shares: pd.DataFrame
    closing: pd.DataFrame
    at_once: tuple[float, float, float]
    fits: list[Shape]
    tail: dict[str, float]

    @cached_property
    def open_hours(self) -> "tuple[Floats, Bools]":
        """(calendar hours that each request was open, whether it has closed)."""
        told = hours_open(self.log.frame, self.log.drawn)
        return told["hours"].to_numpy(), told["closed"].to_numpy()

    @cached_property
    def survival(self) -> "SurvfuncRight":
        """The share still open over calendar hours."""
        return survival(*self.open_hours)

    @cached_property
    def shapes(self) -> pd.DataFrame:
        """The fits beside the estimate that assumes no family."""
        return shape_table(self.fits, *self.open_hours)

    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name, as they are written."""
        return {
            "cleaning": self.log.cleaning, "services": self.services, "arrivals": self.cells, "hours": self.hours,
            "areas": self.areas, "dispersion": self.dispersion, "shares": self.shares, "closing": self.closing,
            "shapes": self.shapes, "tail": pd.DataFrame([self.tail]),
        }  # fmt: skip

    def plot(self, lang: str = "en") -> "Figure":
        """The figure; `lang` is `en` or `zh`."""
        from experiments.logs.log_figure import draw_log

        return draw_log(self, lang)

    def findings(self, lang: str = "en") -> list[str]:
        """What the log says, a few sentences; `lang` is `en` or `zh`."""
        from experiments.logs.log_words import findings

        return findings(self, lang)

    def limits(self, lang: str = "en") -> list[str]:
        """What such a log cannot say; `lang` is `en` or `zh`."""
        from experiments.logs.log_words import limits

        return limits(lang)


def estimated(log: "RequestLog") -> Estimates:
    """Arrivals, shares and times to closing of a cleaned log.

    Args:
        log: What `experiments.logs.request_log.read_log` gives.
    """
    frame = log.frame
    window = whole_days(frame, log.begins, log.ends)
    counted = within(frame, *window)
    told = hours_open(frame, log.drawn)
    hours, closed = told["hours"].to_numpy(), told["closed"].to_numpy()
    quick = int(((hours <= AT_ONCE) & closed).sum())
    low, high = wilson(quick, len(frame))
    closing = [
        quantile_table(frame, log.drawn, by, calendar).assign(by=by or ALL, time=time)
        for by in (None, *SPLIT)
        for time, calendar in ((CALENDAR, None), (WORKING, WorkingCalendar()))
    ]
    order = ["by", "value", "time", "requests", "closed", "quantile", "hours", "ci_low", "ci_high"]
    return Estimates(
        log=log,
        window=window,
        services=frame.groupby(["service", "category"])
        .size()
        .rename("requests")
        .reset_index()
        .sort_values("requests", ascending=False, ignore_index=True),
        areas=rates(counted, *window, ["area"]).sort_values("requests", ascending=False, ignore_index=True),
        hours=rates(counted, *window, ["category", "hour"]),
        weekdays=rates(counted, *window, ["weekday"]),
        categories=rates(counted, *window, ["category"]),
        cells=rates(counted, *window, ["category", *CLOCK]),
        dispersion=dispersion(counted, *window),
        shares=pd.concat([shares(frame, by).assign(by=by) for by in SPLIT], ignore_index=True)[
            ["by", "value", "requests", "share", "ci_low", "ci_high"]
        ],
        closing=pd.concat(closing, ignore_index=True)[order],
        at_once=(quick / len(frame), float(low), float(high)),
        fits=fitted(hours, closed),
        tail=tail(hours, closed),
    )
