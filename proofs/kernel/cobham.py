"""Urgent before ordinary, without breaking off what is begun (Cobham 1954), and what priorities cannot change.

One window, λ = 0.8, μ = 1. With a share s of urgent requests, W₀ = λ E[S²] ÷ 2 = 0.8 is the work that an arrival finds
in service; the urgent wait W₀ ÷ (1 − λs), the others W₀ ÷ ((1 − λs)(1 − λ)). Whatever the order, Σ ρW = ρ W₀ ÷ (1 − ρ)
(Kleinrock 1965): one class's shorter wait is paid by the other.
"""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from experiments.figures import COLOURS, STYLES
from model.service import simulate_service
from model.streams import in_turn
from proofs.kernel.serving import REPLICATIONS, exponentials, marks, one_leg, open_frames, settled
from proofs.known import KnownAnswer, frame, of_replications

LOAD = 0.8
SHARES = (0.1, 0.2, 0.4, 0.6, 0.8)  # of urgent requests
REQUESTS = 200_000
BETWEEN, WORK, URGENT = 1040, 1041, 1042  # purposes of draws
WHAT = ("urgent", "ordinary", "without classes", "Σ ρW")


def known(share: float, load: float = LOAD) -> tuple[float, float, float, float]:
    """Mean waits of urgent, of ordinary, of all in the order in which they come, and Σ ρW; in service times."""
    urgent = load / (1.0 - load * share)
    return urgent, urgent / (1.0 - load), load / (1.0 - load), load * load / (1.0 - load)


def simulated(share: float, replication: int) -> tuple[float, float, float, float]:
    """The same four of one replication; those without classes are the same requests, served in order."""
    entity = round(100 * share)
    arrival = np.cumsum(exponentials(replication, BETWEEN, entity, REQUESTS) / LOAD)
    work, (ptr, actor) = exponentials(replication, WORK, entity, REQUESTS), one_leg(REQUESTS)
    ordinary = (in_turn(replication, URGENT, entity, REQUESTS) > share).astype(np.int64)
    by_class, _ = simulate_service(arrival, ptr, actor, work, [1], urgency=ordinary)
    in_order, _ = simulate_service(arrival, ptr, actor, work, [1])
    waits, kind = settled(by_class - arrival), settled(ordinary)
    urgent, others = float(waits[kind == 0].mean()), float(waits[kind == 1].mean())
    conserved = LOAD * (share * urgent + (1.0 - share) * others)
    return urgent, others, float(settled(in_order - arrival).mean()), conserved


def points() -> pd.DataFrame:
    """Waits over the share of urgent requests."""
    cases, at = [], []
    for share in SHARES:
        found = np.array([simulated(share, i) for i in range(REPLICATIONS)])
        for i, what in enumerate(WHAT):
            cases.append((f"{share:.0%} urgent: {what}", known(share)[i], *of_replications(found[:, i])))
            at.append((what, share))
    return frame(cases).assign(what=[what for what, _ in at], share=[share for _, share in at])


def draw(points: pd.DataFrame, figure: Figure) -> None:
    """Left the waits on a logarithmic scale, right what is conserved."""
    waits, conserved = figure.subplots(1, 2)
    shares = np.linspace(0.05, 0.85, 100)
    for i, what in enumerate(WHAT):
        mine, axes = points[points["what"] == what], conserved if i == 3 else waits
        theory = [known(share)[i] for share in shares]
        axes.plot(shares, theory, color=COLOURS[i], linestyle=STYLES[i], linewidth=1.2)
        marks(axes, mine["share"], mine, i, label=what)
    waits.set(yscale="log", xlabel="share of urgent requests", ylabel="mean wait, service times")
    waits.legend(title="model; lines: theory", frameon=False)
    conserved.set(xlabel="share of urgent requests", ylabel="Σ ρW, service times")
    open_frames(waits, conserved)


ANSWER = KnownAnswer(
    key="cobham",
    title="Two classes of urgency, and what they conserve",
    reference="Cobham 1954, Operations Research 2:70; Kleinrock 1965, Naval Research Logistics Quarterly 12:181",
    setting="one window, load 0.8, exponential work, 10 to 80 % urgent, no work broken off",
    through="sanshe.simulate_service",
    points=points,
    draw=draw,
)
