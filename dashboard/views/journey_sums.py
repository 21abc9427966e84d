"""What a request's journey adds up to: where its time went, and what of the institutions' hours boundaries took."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dashboard.views.journey_legs import Stop

if TYPE_CHECKING:
    import pandas as pd

PERIODS = ("silence", "waiting", "delay", "service")
BORNE = ("unvoiced", "undecided")  # of what never came in, what its resident still bears at the horizon
LOST = ("lost_handover", "lost_information", "lost_reading", "lost_duplicate", "lost_again")


def came_in(need: "pd.Series[Any]", horizon: float) -> bool:
    """Whether the need was voiced and has come in by the horizon."""
    return bool(float(need["voiced"]) < horizon)


def done(need: "pd.Series[Any]", horizon: float) -> bool:
    """Whether it was resolved, at least once, by the horizon."""
    return came_in(need, horizon) and bool(float(need["resolved"]) <= horizon)


def last_hour(need: "pd.Series[Any]", horizon: float) -> float:
    """Until when its time is counted: its resolution, else the horizon."""
    return float(need["resolved"]) if done(need, horizon) else horizon


def periods(need: "pd.Series[Any]", stops: Sequence[Stop], horizon: float) -> dict[str, float]:
    """The working hours from arising to resolution (else to the horizon), told apart into `PERIODS`.

    At an hour at which several desks have a copy it is at work where one works on it, else in a queue where it waits in
    one. What is neither is delay: a sitting, an appointment, a decision. So they add up to the whole.
    """
    begin, end = float(need["arose"]), last_hour(need, horizon)
    if not came_in(need, horizon):
        return dict.fromkeys(PERIODS, 0.0) | {"silence": max(end - begin, 0.0)}
    voiced = float(need["voiced"])
    over = max((stop.finished for stop in stops if stop.race and stop.kind == "work"), default=end)
    working, waiting = [], []
    for stop in stops:
        if stop.kind == "follow_up" or not math.isfinite(stop.arrived):
            continue
        started = stop.started if math.isfinite(stop.started) else (over if stop.kind == "unbegun" else end)
        waiting.append((stop.arrived, started))
        if math.isfinite(stop.started):
            working.append((stop.started, stop.finished if math.isfinite(stop.finished) else end))
    edges = sorted({voiced, end, *(edge for pair in (*working, *waiting) for edge in pair if voiced < edge < end)})
    found = {"silence": voiced - begin, "waiting": 0.0, "delay": 0.0, "service": 0.0}
    for a, b in pairwise(edges):
        middle = 0.5 * (a + b)
        kind = "delay"
        if any(x <= middle < y for x, y in working):
            kind = "service"
        elif any(x <= middle < y for x, y in waiting):
            kind = "waiting"
        found[kind] += b - a
    return found


def sums(need: "pd.Series[Any]", stops: Sequence[Stop], horizon: float, tiers: Mapping[int, int]) -> dict[str, float]:
    """What a journey adds up to: `total`, `PERIODS`, counts as the ledger has them, `hours` of posts, and `LOST`.

    `tiers` are the levels of the desks by row; `hours` are the ledger's, in which the work of an issue is shared out
    over all who raised it.
    """
    span = periods(need, stops, horizon)
    crossed = [stop for stop in stops if stop.crossed]
    lost = {
        "lost_handover": sum(stop.handover for stop in stops if stop.kind not in ("copy", "review")),
        "lost_information": sum(stop.lost for stop in stops if stop.kind != "rework"),
        "lost_reading": sum(stop.reading + (stop.hours if stop.kind == "review" else 0.0) for stop in stops),
        "lost_duplicate": sum(stop.hours for stop in stops if stop.kind == "copy"),
        "lost_again": sum(stop.hours - stop.handover for stop in stops if stop.kind == "rework"),
    }
    return {
        "total": sum(span.values()),
        **span,
        "hand_overs": int(need["hand_overs"]),
        "tiers": sum(abs(tiers.get(stop.row, 0) - tiers.get(stop.source, 0)) for stop in crossed),
        "passes": int(need["passes"]),
        "reopened": int(need["reopened"]),
        "hours": float(need["hours"]),
        "lost": sum(lost.values()),
        **lost,
    }
