"""What is read of a run to tell the journey of one need."""

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.views.journey_choice import COLUMNS, both
from dashboard.views.journey_legs import route_steps, stops
from dashboard.views.journey_story import Journey
from model.tables import Op

if TYPE_CHECKING:
    from dashboard.runs.run import Run

OFFERED_YEARS = 2  # in which needs arise that are offered: of twenty years' all would not fit into memory
YEAR_DAYS = 250


def horizon(run: "Run") -> float:
    """Working hours of the run."""
    return run.plan.days * day_hours(run)


def day_hours(run: "Run") -> float:
    """Hours of a working day."""
    return float(run.plan.arms[0].resources.productive_hours)


def pairs(run: "Run", arms: tuple[int, int]) -> pd.DataFrame:
    """The needs that arose under both regimes in the first `OFFERED_YEARS`, for a choice among them."""
    until = OFFERED_YEARS * YEAR_DAYS * day_hours(run)
    first, second = (run.needs(arm, columns=COLUMNS, where=[("arose", "<", until)]) for arm in arms)
    return both(first, second)


def journey(run: "Run", arm: int, need: int) -> Journey | None:
    """One need under one regime; None if it did not arise there."""
    found = run.needs(arm, needs=[need])
    terms = run.terms(arm)
    if not len(found) or terms is None:
        return None
    row = found.iloc[0]
    legs = run.journeys(arm, needs=[need])
    scenario = run.plan.arms[arm]
    came = float(row["voiced"])
    day = int(came // day_hours(run)) if math.isfinite(came) else 0
    steps = route_steps(scenario.in_force(day), str(row["item"]), str(row["origin"]) == "escalated")
    place = [community.community for community in scenario.city.communities].index(str(row["community"]))
    lead = _lead(run, arm, row, legs) if any(step.op == Op.HOLD for step in steps) else None
    desks = run.desks(arm)
    numbers = desks["row"].astype(int)
    names = {lang: dict(zip(numbers, desks[f"name_{lang}"], strict=True)) for lang in ("en", "zh")}
    tiers = dict(zip(numbers, desks["tier"].astype(int), strict=True))
    walked = tuple(stops(row, legs, steps, terms, place, lead)) if len(legs) else ()
    return Journey(row, walked, horizon(run), day_hours(run), names, tiers)


def _lead(run: "Run", arm: int, need: "pd.Series[Any]", legs: pd.DataFrame) -> pd.DataFrame | None:
    """The legs of the request by which the issue of this one was carried out, if that is another one.

    All who raised an issue have the time stamps of the one that was worked on; hours are whole to no two others.
    """
    responded, resolved = float(need["responded"]), float(need["resolved"])
    if not (math.isfinite(responded) and math.isfinite(resolved)) or (legs["activity"] == "work").any():
        return None
    same = [("responded", "==", responded), ("resolved", "==", resolved), ("item", "==", str(need["item"]))]
    others = run.needs(arm, columns=["need"], where=same)["need"]
    theirs = run.journeys(arm, needs=[int(other) for other in others if other != need["need"]])
    worked = theirs.loc[theirs["activity"] == "work", "need"].unique()
    return theirs[theirs["need"] == worked[0]] if len(worked) == 1 else None
