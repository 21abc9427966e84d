"""Tiers in a row: the way takes k ÷ (μ − λ), and its length has Erlang's distribution (Jackson 1957; Reich 1957).

In the city: each request goes up k tiers of one post each, in the order in which it comes.
"""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from scipy import special

from experiments.figures import COLOURS, STYLES
from model.service import simulate_service
from proofs.kernel.serving import REPLICATIONS, exponentials, marks, open_frames, settled
from proofs.known import KnownAnswer, frame, of_replications

TIERS = (1, 2, 3, 5, 8)
LOADS = (0.5, 0.7, 0.9)
REQUESTS = 50_000
LATE = 0.9  # the share of the ways that theory says are shorter than its own quantile
PURPOSES = (1030, 1031)  # of draws: time between requests, work


def mean_way(tiers: int, load: float) -> float:
    """Mean time from the first tier's queue to the last tier's end, in service times."""
    return tiers / (1.0 - load)


def late_way(tiers: int, load: float) -> float:
    """The length that a share `LATE` of the ways does not exceed: the way is a sum of independent exponential stays."""
    return float(special.gammaincinv(tiers, LATE)) / (1.0 - load)


def simulated(tiers: int, load: float, replication: int) -> tuple[float, float]:
    """(mean way, share of the ways within theory's quantile) of one replication."""
    entity = 100 * tiers + round(100 * load)
    arrival = np.cumsum(exponentials(replication, PURPOSES[0], entity, REQUESTS) / load)
    ptr = np.arange(0, tiers * REQUESTS + 1, tiers)
    work = exponentials(replication, PURPOSES[1], entity, tiers * REQUESTS)
    _, finish = simulate_service(arrival, ptr, np.tile(np.arange(tiers), REQUESTS), work, [1] * tiers)
    ways = settled(finish[ptr[1:] - 1] - arrival)
    return float(ways.mean()), float((ways <= late_way(tiers, load)).mean())


def points() -> pd.DataFrame:
    """Mean ways, and shares within theory's nine-tenths quantile."""
    cases, at = [], []
    for load in LOADS:
        for tiers in TIERS:
            found = np.array([simulated(tiers, load, i) for i in range(REPLICATIONS)])
            name = f"{tiers} tier{'s' * (tiers > 1)}, load {load:g}"
            cases.append((f"{name}, mean way", mean_way(tiers, load), *of_replications(found[:, 0])))
            cases.append((f"{name}, share within the 90 % quantile", LATE, *of_replications(found[:, 1])))
            at += [("mean", tiers, load), ("share", tiers, load)]
    return frame(cases).assign(what=[a for a, _, _ in at], tiers=[k for _, k, _ in at], load=[x for _, _, x in at])


def draw(points: pd.DataFrame, figure: Figure) -> None:
    """Left the mean ways, right the shares within theory's quantile."""
    means, shares = figure.subplots(1, 2)
    for i, load in enumerate(LOADS):
        mine = points[points["load"] == load]
        mean, share = (mine[mine["what"] == what] for what in ("mean", "share"))
        means.plot(TIERS, [mean_way(k, load) for k in TIERS], color=COLOURS[i], linestyle=STYLES[i], linewidth=1.2)
        marks(means, mean["tiers"], mean, i, label=f"load {load:g}")
        marks(shares, share["tiers"] + 0.12 * (i - 1), share, i)
    means.set(xlabel="tiers", ylabel="mean way, service times")
    means.legend(title="model; lines: k ÷ (μ − λ)", frameon=False)
    shares.axhline(LATE, color="#444444", linewidth=1.0)
    shares.set(xlabel="tiers (marks set side by side)", ylabel="share within theory's 90 % quantile")
    open_frames(means, shares)


ANSWER = KnownAnswer(
    key="tandem",
    title="A way through k tiers takes k ÷ (μ − λ)",
    reference="Jackson 1957, Operations Research 5:518; Reich 1957, Annals of Mathematical Statistics 28:768",
    setting="1 to 8 tiers of one post in a row; Poisson arrivals, exponential work, loads 0.5, 0.7, 0.9",
    through="sanshe.simulate_service",
    points=points,
    draw=draw,
)
