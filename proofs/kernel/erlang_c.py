"""How long one waits at a group of windows, over load: Erlang's C formula.

Requests come at random and take exponential work; the engine serves them. Each point is the mean over independent
replications.
"""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from experiments.figures import COLOURS, STYLES
from model.service import simulate_service
from proofs.kernel.serving import GREY, REPLICATIONS, Floats, exponentials, marks, one_leg, open_frames, ratios, settled
from proofs.known import KnownAnswer, frame, of_replications

WINDOWS = (1, 2, 4, 8)
LOADS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
REQUESTS = 200_000
PURPOSES = (1000, 1001)  # of draws: time between requests, work


def chance_of_waiting(windows: int, load: float) -> float:
    """Share of requests that find all windows taken, at this utilisation, 0 < load < 1 (Erlang 1917).

    It comes from that of loss by B(c) = a B(c−1) / (c + a B(c−1)), a = c · load.
    """
    offered, blocked = windows * load, 1.0
    for c in range(1, windows + 1):
        blocked = offered * blocked / (c + offered * blocked)
    return blocked / (1.0 - load * (1.0 - blocked))


def mean_wait(windows: int, load: float) -> float:
    """Mean wait in service times with so many windows at this utilisation, 0 < load < 1."""
    return chance_of_waiting(windows, load) / (windows * (1.0 - load))


def simulated_waits(windows: int, load: float, replications: int = REPLICATIONS, requests: int = REQUESTS) -> Floats:
    """Mean wait of each replication, by the engine, after its warm-up; (replications,)."""
    found, entity = np.empty(replications), 1000 * windows + round(100 * load)
    ptr, actor = one_leg(requests)
    for i in range(replications):
        between, work = (exponentials(i, purpose, entity, requests) for purpose in PURPOSES)
        arrival = np.cumsum(between / (windows * load))
        start, _ = simulate_service(arrival, ptr, actor, work, [windows])
        found[i] = settled(start - arrival).mean()
    return found


def points() -> pd.DataFrame:
    """Mean waits in service times, of each number of windows at each load."""
    grid = [(windows, load) for windows in WINDOWS for load in LOADS]
    found = frame(
        [
            (
                f"{c} window{'s' * (c > 1)}, load {load:g}",
                mean_wait(c, load),
                *of_replications(simulated_waits(c, load)),
            )
            for c, load in grid
        ]
    )
    return found.assign(windows=[c for c, _ in grid], load=[load for _, load in grid])


def draw(points: pd.DataFrame, figure: Figure) -> None:
    """Left the waits, right how far the model lies from theory, with intervals."""
    waits, ratio = figure.subplots(1, 2)
    loads = np.linspace(0.25, 0.96, 200)
    for i, windows in enumerate(WINDOWS):
        mine = points[points["windows"] == windows]
        waits.plot(loads, [mean_wait(windows, x) for x in loads], color=COLOURS[i], linestyle=STYLES[i], linewidth=1.2)
        marks(waits, mine["load"], mine, i, label="1 window" if windows == 1 else f"{windows} windows")
        ratios(ratio, mine["load"] + 0.009 * (i - 1.5), mine, i)  # aside, so that intervals do not cover each other
    waits.set(yscale="log", xlabel="load ρ", ylabel="mean wait, service times")
    waits.legend(title="model; lines: Erlang C", frameon=False)
    ratio.axhline(1.0, color=GREY, linewidth=1.0)
    ratio.set(xlabel="load ρ (marks set side by side)", ylabel="model ÷ Erlang C")
    open_frames(waits, ratio)


ANSWER = KnownAnswer(
    key="erlang_c",
    title="How long one waits at a group of windows",
    reference="Erlang 1917, Elektroteknikeren 13:5 (formula C)",
    setting="one group of 1, 2, 4 or 8 windows; Poisson arrivals, exponential work, loads 0.3 to 0.95",
    through="sanshe.simulate_service",
    points=points,
    draw=draw,
)
