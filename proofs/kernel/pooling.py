"""Windows in one pool against windows apart (Smith & Whitt 1981).

Where all work is alike, a pool of c windows lets everybody wait less than c windows with a queue each: Erlang's C
formula against ρ ÷ (1 − ρ). Where it is not, a pool can hurt: short work waits behind long. Two windows, of which one
serves short work and the other work that is r times as long and comes r times as seldom, wait as two M/M/1 queues do;
pooled they are an M/H₂/2 queue. That has no closed form, but it is a chain whose levels (how many wait) repeat, and so
is solved exactly by Neuts's matrix R: π(n + 1) = π(n) R.
"""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from experiments.figures import COLOURS, STYLES
from model.service import simulate_service
from model.streams import in_turn
from proofs.kernel.erlang_c import mean_wait
from proofs.kernel.serving import REPLICATIONS, Floats, exponentials, marks, one_leg, open_frames, settled
from proofs.known import KnownAnswer, frame, of_replications

LOAD = 0.8
POOLS = (2, 3, 4, 6, 8)
RATIOS = (1, 2, 3, 5, 10)  # long work over short work
SHOWN_RATIOS = np.geomspace(1.0, 12.0, 60)
REQUESTS = 100_000
BETWEEN, WORK, WINDOW = 1020, 1021, 1022  # purposes of draws


def wait_apart(ratio: float, load: float = LOAD) -> float:
    """Mean wait over all requests, in works of the short kind, where each kind has its own window at this load."""
    return 2.0 * ratio / (ratio + 1.0) * load / (1.0 - load)  # r requests of 1 window wait W, one of the other r · W


def wait_pooled(ratio: float, load: float = LOAD) -> float:
    """The same where two windows serve both kinds: the M/H₂/2 queue, solved exactly."""
    arrivals = load * (1.0 + 1.0 / ratio)
    short = ratio / (ratio + 1.0)  # share of the requests
    ends = np.array([1.0, 1.0 / ratio])  # of work in service, short and long, an hour
    kind = np.array([short, 1.0 - short])
    # States with both windows taken: so many of the two works in service are long, 0, 1, 2.
    both = np.arange(3)
    finish = np.stack([(2 - both) * ends[0], both * ends[1]])  # of a short, of a long
    down = np.zeros((3, 3))  # one is finished, the next who waits is of either kind
    for i in range(3):
        for done in range(2):
            for begun in range(2):
                if finish[done, i] > 0.0:
                    down[i, i - done + begun] += finish[done, i] * kind[begun]
    up, stay = arrivals * np.eye(3), -np.diag(arrivals + finish.sum(axis=0))
    r = np.zeros((3, 3))
    for _ in range(20_000):
        better = -(up + r @ r @ down) @ np.linalg.inv(stay)
        r, change = better, np.abs(better - r).max()
        if change < 1e-15:
            break
    # Fewer than two there: nobody, a short, a long; then the level of two, after which levels repeat.
    q = np.zeros((6, 6))
    q[0, 1:3] = arrivals * kind
    q[1:3, 0] = ends
    for i in range(2):
        for new in range(2):
            q[1 + i, 3 + i + new] += arrivals * kind[new]
    for i in range(3):
        for done in range(2):
            if finish[done, i] > 0.0:
                q[3 + i, 1 + (i - done)] += finish[done, i]
    q[:3, :3] -= np.diag(q[:3].sum(axis=1))
    q[3:, 3:] += stay + r @ down
    norm = np.concatenate([np.ones(3), np.linalg.inv(np.eye(3) - r).sum(axis=1)])
    equations = np.column_stack([q[:, 1:], norm])
    level = np.linalg.solve(equations.T, np.array([0.0] * 5 + [1.0]))[3:]
    inverse = np.linalg.inv(np.eye(3) - r)
    return float((level @ r @ inverse @ inverse).sum() / arrivals)  # Little's law over those who wait


def alike(windows: int, replication: int) -> tuple[float, float]:
    """Mean waits (apart, pooled) of the same requests with as many windows."""
    between, work = (exponentials(replication, purpose, windows, REQUESTS) for purpose in (BETWEEN, WORK))
    arrival, (ptr, one) = np.cumsum(between / (windows * LOAD)), one_leg(REQUESTS)
    mine = (windows * in_turn(replication, WINDOW, windows, REQUESTS)).astype(np.int64)
    apart, _ = simulate_service(arrival, ptr, mine, work, [1] * windows)
    pooled, _ = simulate_service(arrival, ptr, one, work, [windows])
    return float(settled(apart - arrival).mean()), float(settled(pooled - arrival).mean())


def unlike(ratio: int, replication: int) -> tuple[float, float]:
    """Mean waits (apart, pooled) of the same requests at two windows, of short work and of work that long."""
    between, work = (exponentials(replication, purpose, 100 + ratio, REQUESTS) for purpose in (BETWEEN, WORK))
    arrival, (ptr, one) = np.cumsum(between / (LOAD * (1.0 + 1.0 / ratio))), one_leg(REQUESTS)
    long = (in_turn(replication, WINDOW, 100 + ratio, REQUESTS) > ratio / (ratio + 1.0)).astype(np.int64)
    hours = work * np.where(long, ratio, 1.0)
    apart, _ = simulate_service(arrival, ptr, long, hours, [1, 1])
    pooled, _ = simulate_service(arrival, ptr, one, hours, [2])
    return float(settled(apart - arrival).mean()), float(settled(pooled - arrival).mean())


def _of(waits: Floats) -> list[tuple[float, float, float]]:
    return [of_replications(waits[:, 0]), of_replications(waits[:, 1]), of_replications(waits[:, 1] - waits[:, 0])]


def points() -> pd.DataFrame:
    """Waits apart and pooled, and their paired difference, where work is alike and where it is not."""
    cases, panel, at = [], [], []
    for windows in POOLS:
        found = _of(np.array([alike(windows, i) for i in range(REPLICATIONS)]))
        theory = LOAD / (1.0 - LOAD), mean_wait(windows, LOAD)
        for name, known, model in zip(
            ("apart", "pooled", "difference"), (*theory, theory[1] - theory[0]), found, strict=True
        ):
            cases.append((f"{windows} windows, work alike, {name}", known, *model))
            panel.append(f"alike {name}")
            at.append(windows)
    for ratio in RATIOS:
        found = _of(np.array([unlike(ratio, i) for i in range(REPLICATIONS)]))
        theory = wait_apart(ratio), wait_pooled(ratio)
        for name, known, model in zip(
            ("apart", "pooled", "difference"), (*theory, theory[1] - theory[0]), found, strict=True
        ):
            cases.append((f"2 windows, long work {ratio} times short, {name}", known, *model))
            panel.append(f"unlike {name}")
            at.append(ratio)
    return frame(cases).assign(panel=panel, at=at)


def draw(points: pd.DataFrame, figure: Figure) -> None:
    """Left windows of like work, right two windows of unlike work: lines are theory."""
    alike_axes, unlike_axes = figure.subplots(1, 2)
    sizes = np.arange(POOLS[0], POOLS[-1] + 1)
    lines = {
        "alike apart": (sizes, np.full(len(sizes), LOAD / (1.0 - LOAD))),
        "alike pooled": (sizes, [mean_wait(int(c), LOAD) for c in sizes]),
        "unlike apart": (SHOWN_RATIOS, [wait_apart(r) for r in SHOWN_RATIOS]),
        "unlike pooled": (SHOWN_RATIOS, [wait_pooled(r) for r in SHOWN_RATIOS]),
    }
    for panel, (x, y) in lines.items():
        axes = alike_axes if panel.startswith("alike") else unlike_axes
        number = 0 if panel.endswith("apart") else 1
        mine = points[points["panel"] == panel]
        axes.plot(x, y, color=COLOURS[number], linestyle=STYLES[number], linewidth=1.2)
        marks(axes, mine["at"], mine, number, label="windows apart" if number == 0 else "one pool")
    alike_axes.set(xlabel="windows", ylabel="mean wait, service times", ylim=(0, None), title="work alike")
    unlike_axes.set(xlabel="long work ÷ short work", ylabel="mean wait, short works", xscale="log", title="work unlike")
    unlike_axes.set_xticks(RATIOS, [str(r) for r in RATIOS])
    unlike_axes.minorticks_off()
    for axes in (alike_axes, unlike_axes):
        axes.legend(title="model; lines: theory", frameon=False)
    open_frames(alike_axes, unlike_axes)


ANSWER = KnownAnswer(
    key="pooling",
    title="Windows in one pool against windows apart; where work is unlike, a pool can hurt",
    reference="Smith & Whitt 1981, Bell System Technical Journal 60:39; Neuts 1981 (matrix R)",
    setting="2 to 8 windows at load 0.8, exponential work; two kinds of work of lengths 1 and r, each half of the load",
    through="sanshe.simulate_service",
    points=points,
    draw=draw,
)
