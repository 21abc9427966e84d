"""Draw how long one waits by theory and by Sanshe's engine, over load, for docs/validation.md.

Windows in a group take requests that come at random and take exponential work: Erlang's C formula (1917) gives the mean
wait. `sanshe.simulate_service`, the engine of the model alone, serves the same, with draws from the model's streams;
each point is the mean over independent replications, with Student's 95 % interval. The points come out again to the
last digit.

Usage: uv run python tools/draw_erlang_c.py    write docs/figures/erlang_c.csv and .png, in about a minute
"""

from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import NDArray
from scipy import stats

from experiments.figures import COLOURS, MARKS, STYLES
from experiments.fonts import FAMILIES, register
from model.service import simulate_service
from model.streams import in_turn

FIGURES = Path(__file__).resolve().parent.parent / "docs" / "figures"
WINDOWS = (1, 2, 4, 8)
LOADS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
REPLICATIONS, REQUESTS = 20, 200_000
WARM_UP = 0.1  # share of the requests that is left out, since each replication begins empty
LEVEL = 0.95
PURPOSES = (1000, 1001)  # of draws: time between requests, work


def erlang_c_wait(windows: int, load: float) -> float:
    """Mean wait in service times with so many windows at this utilisation, 0 < load < 1 (Erlang 1917).

    The chance of waiting comes from that of loss by B(c) = a B(c−1) / (c + a B(c−1)), a = c · load.
    """
    offered, blocked = windows * load, 1.0
    for c in range(1, windows + 1):
        blocked = offered * blocked / (c + offered * blocked)
    waits = blocked / (1.0 - load * (1.0 - blocked))
    return waits / (windows * (1.0 - load))


def simulated_waits(windows: int, load: float, replications: int, requests: int) -> NDArray[np.float64]:
    """Mean wait of each replication, by the engine, after its warm-up; (replications,)."""
    found, entity = np.empty(replications), 1000 * windows + round(100 * load)
    one_group = np.zeros(requests, dtype=np.int64)
    for i in range(replications):
        between, work = (-np.log(in_turn(i, purpose, entity, requests)) for purpose in PURPOSES)
        arrival = np.cumsum(between / (windows * load))
        start, _ = simulate_service(arrival, np.arange(requests + 1), one_group, work, [windows])
        found[i] = (start - arrival)[int(WARM_UP * requests) :].mean()
    return found


def point(windows: int, load: float, replications: int = REPLICATIONS, requests: int = REQUESTS) -> dict[str, float]:
    """Theory and simulation at one load, with the interval of the mean."""
    waits = simulated_waits(windows, load, replications, requests)
    half = stats.t.ppf(0.5 + LEVEL / 2, replications - 1) * waits.std(ddof=1) / np.sqrt(replications)
    theory = erlang_c_wait(windows, load)
    return {"windows": windows, "load": load, "theory": theory, "simulated": waits.mean(), "half_width": half}


def draw(points: pd.DataFrame, path: Path) -> None:
    """Left the waits, right how far the simulation lies from theory, with intervals."""
    register()
    with mpl.rc_context({"font.family": FAMILIES["en"], "font.size": 9}):
        figure = Figure(figsize=(9.0, 3.8), layout="constrained")
        waits, ratio = figure.subplots(1, 2)
        loads = np.linspace(0.25, 0.96, 200)
        for i, windows in enumerate(WINDOWS):
            mine = points[points["windows"] == windows]
            look = {"color": COLOURS[i], "marker": MARKS[i], "linestyle": "none", "markersize": 4, "capsize": 2}
            theory = [erlang_c_wait(windows, load) for load in loads]
            waits.plot(loads, theory, color=COLOURS[i], linestyle=STYLES[i], linewidth=1.2)
            name = "1 window" if windows == 1 else f"{windows} windows"
            waits.errorbar(mine["load"], mine["simulated"], mine["half_width"], label=name, **look)
            aside = mine["load"] + 0.009 * (i - 1.5)  # so that intervals do not cover each other
            ratio.errorbar(aside, mine["simulated"] / mine["theory"], mine["half_width"] / mine["theory"], **look)
        waits.set(yscale="log", xlabel="load ρ", ylabel="mean wait, service times")
        waits.legend(title="simulated; lines: Erlang C", frameon=False)
        ratio.axhline(1.0, color="#444444", linewidth=1.0)
        ratio.set(xlabel="load ρ (marks set side by side)", ylabel="simulated ÷ Erlang C")
        for axes in (waits, ratio):
            axes.spines[["top", "right"]].set_visible(False)
        figure.savefig(path, dpi=150, metadata={"Software": None})


def main() -> None:
    """Write the points and the picture."""
    points = pd.DataFrame([point(windows, load) for windows in WINDOWS for load in LOADS])
    points.to_csv(FIGURES / "erlang_c.csv", index=False, lineterminator="\n")
    draw(points, FIGURES / "erlang_c.png")
    held = ((points["simulated"] - points["theory"]).abs() <= points["half_width"]).sum()
    print(f"{held} of {len(points)} intervals hold the value of theory")


if __name__ == "__main__":
    main()
