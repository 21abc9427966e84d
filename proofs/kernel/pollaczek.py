"""How the spread of work lengthens the wait: W = ρ (1 + c²) ÷ 2(1 − ρ) service times (Pollaczek 1930; Khinchine 1932).

One window; c² is the variance of a work over its squared mean: 0 for work that always takes the same, 1 for
exponential work, more where some cases take very long.
"""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from scipy import special

from experiments.figures import COLOURS, STYLES
from model.service import simulate_service
from model.streams import in_turn
from proofs.kernel.serving import GREY, REPLICATIONS, Floats, exponentials, marks, one_leg, open_frames, ratios, settled
from proofs.known import KnownAnswer, frame, of_replications

SPREADS = (0.0, 0.25, 1.0, 2.0, 4.0)  # c² of gamma work; 0 is work without any spread
LOADS = (0.5, 0.7, 0.85)
REQUESTS = 100_000
PURPOSES = (1050, 1051)  # of draws: time between requests, work


def mean_wait(spread: float, load: float) -> float:
    """Mean wait in service times, for work of this squared coefficient of variation."""
    return load * (1.0 + spread) / (2.0 * (1.0 - load))


def work_of(uniform: Floats, spread: float) -> Floats:
    """Work of mean one with this spread, gamma distributed, from draws in (0, 1)."""
    if spread == 0.0:
        return np.ones(len(uniform))
    return np.asarray(special.gammaincinv(1.0 / spread, uniform) * spread, dtype=float)


def simulated_waits(spread: float, load: float) -> Floats:
    """Mean wait of each replication; (replications,)."""
    found, entity = np.empty(REPLICATIONS), 1000 * round(100 * load) + round(100 * spread)
    ptr, actor = one_leg(REQUESTS)
    for i in range(REPLICATIONS):
        arrival = np.cumsum(exponentials(i, PURPOSES[0], entity, REQUESTS) / load)
        work = work_of(in_turn(i, PURPOSES[1], entity, REQUESTS), spread)
        start, _ = simulate_service(arrival, ptr, actor, work, [1])
        found[i] = settled(start - arrival).mean()
    return found


def points() -> pd.DataFrame:
    """Mean waits over spread and load."""
    grid = [(spread, load) for load in LOADS for spread in SPREADS]
    found = frame(
        [(f"c² {s:g}, load {x:g}", mean_wait(s, x), *of_replications(simulated_waits(s, x))) for s, x in grid]
    )
    return found.assign(spread=[s for s, _ in grid], load=[x for _, x in grid])


def draw(points: pd.DataFrame, figure: Figure) -> None:
    """Left the waits, right how far the model lies from theory."""
    waits, ratio = figure.subplots(1, 2)
    for i, load in enumerate(LOADS):
        mine = points[points["load"] == load]
        waits.plot(SPREADS, [mean_wait(s, load) for s in SPREADS], color=COLOURS[i], linestyle=STYLES[i], linewidth=1.2)
        marks(waits, mine["spread"], mine, i, label=f"load {load:g}")
        ratios(ratio, mine["spread"] + 0.06 * (i - 1), mine, i)
    waits.set(xlabel="spread of work, c²", ylabel="mean wait, service times")
    waits.legend(title="model; lines: Pollaczek–Khinchine", frameon=False)
    ratio.axhline(1.0, color=GREY, linewidth=1.0)
    ratio.set(xlabel="spread of work, c² (marks set side by side)", ylabel="model ÷ theory")
    open_frames(waits, ratio)


ANSWER = KnownAnswer(
    key="pollaczek",
    title="The spread of work lengthens the wait",
    reference="Pollaczek 1930, Mathematische Zeitschrift 32:64; Khinchine 1932, Matematicheskii Sbornik 39:73",
    setting="one window; Poisson arrivals, work without spread and gamma work with c² up to 4, loads 0.5, 0.7, 0.85",
    through="sanshe.simulate_service",
    points=points,
    draw=draw,
)
