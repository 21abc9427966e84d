"""McFadden's logit of passing on: a desk under load passes a case on by b₀ + b₁ · (waiting ÷ posts)."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import NDArray

from model.tables import Activity, Duty, Op
from proofs.known import KnownAnswer, frame, of_replications
from proofs.process.desks import desks, served
from proofs.process.looks import line, marks, panels

INTERCEPTS = (-2.0, -0.5, 1.0)
SLOPE = 0.15
WAITING = 20  # cases that stand before a desk at once
PLACES, REPLICATIONS = 1000, 40
ASKED, LAST = 0, 1


def chance(intercept: float, load: float) -> float:
    """Of passing a case on: 1 ÷ (1 + exp(−(b₀ + b₁ · load))) (McFadden 1974)."""
    return float(1.0 / (1.0 + np.exp(-(intercept + SLOPE * load))))


def passed(intercept: float, seed: int, places: int = PLACES) -> NDArray[np.float64]:
    """Share of cases that a desk passes on with so many others waiting, (WAITING,), over places that are alike.

    At each place as many cases come to the desk at once as there are loads to see. It reads one after the other; what
    it keeps it works before it reads on, and what it passes on is taken by a desk that takes all.
    """
    way = [(Op.OWN, ASKED, 1.0, Activity.WORK)]
    n = WAITING * places
    world = desks(n, way, roles=2, places=places, owners=(ASKED, LAST), duty=Duty.GAP, seed=seed)
    world.orders["servers"][:places] = 1
    world.orders["pass_load"] = SLOPE
    world.orders["pass_intercept"][:places] = intercept
    world.orders["pass_intercept"][places:] = -np.inf
    world.fusion["review_hours"] = 0.1
    world = served(world, np.zeros(n))
    # Request i is the (i ÷ places)th that the desk reads, and as many are then left as come after it.
    shares = world.cases["passes"].reshape(WAITING, places).mean(axis=1)
    return np.asarray(shares[::-1], dtype=np.float64)


def points(replications: int = REPLICATIONS, places: int = PLACES) -> pd.DataFrame:
    """Share passed on, over how many wait, for several b₀."""
    rows, more = [], []
    for number, intercept in enumerate(INTERCEPTS):
        shares = np.array([passed(intercept, 1000 * number + i, places) for i in range(replications)])
        for load in range(WAITING):
            case = f"b₀ = {intercept}, {load} waiting"
            rows.append((case, chance(intercept, load), *of_replications(shares[:, load])))
            more.append((intercept, load))
    intercepts, loads = zip(*more, strict=True)
    return frame(rows).assign(intercept=intercepts, waiting=loads)


def draw(rows: pd.DataFrame, figure: Figure) -> None:
    """Shares over load, and their logit, which is a straight line."""
    share, logit = panels(figure)
    load = np.linspace(0.0, WAITING - 1.0, 100)
    for series, intercept in enumerate(INTERCEPTS):
        mine = rows[rows["intercept"] == intercept]
        line(share, load, [chance(intercept, x) for x in load.tolist()], series)
        marks(share, mine["waiting"], mine, series, f"b₀ = {intercept}")
        line(logit, load, intercept + SLOPE * load, series)
        slope = mine["model"] * (1.0 - mine["model"])
        marks(
            logit,
            mine["waiting"],
            mine.assign(model=np.log(mine["model"] / (1 - mine["model"])), error=mine["error"] / slope),
            series,
        )
    share.set(xlabel="cases that wait before the desk's one post", ylabel="share passed on", ylim=(0.0, 1.0))
    for axes in (share, logit):
        axes.set_xticks(range(0, WAITING, 4))
    share.legend(title=f"engine; lines: the logit, b₁ = {SLOPE}", frameon=False, loc="lower right")
    logit.set(xlabel="cases that wait before the desk's one post", ylabel="logit of the share")


ANSWER = KnownAnswer(
    key="mcfadden",
    title="A desk passes a case on by a logit of its load",
    reference="McFadden 1974, in Zarembka (ed.), Frontiers in Econometrics, 105–142",
    setting="twenty cases before one post at once, so that each is read with a known number waiting",
    through="model.owners.review_done",
    points=points,
    draw=draw,
)
