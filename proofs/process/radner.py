"""Radner 1993: how long so many officers take to add up so many reports, each addition an hour."""

from math import ceil, log2

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from model.service import simulate_service
from proofs.known import KnownAnswer, frame
from proofs.process.looks import line, marks, panels

REPORTS = (10, 40, 100, 365)
SHOWN = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32, 40, 50, 64, 80, 100, 128, 200, 256, 365)


def hours(reports: int, processors: int) -> int:
    """Least hours for the sum: ⌊N ÷ P⌋ + ⌈log₂(P + N mod P)⌉, 1 ≤ P ≤ N (Radner 1993, Econometrica 61:1109)."""
    return reports // processors + ceil(log2(processors + reports % processors))


def tree(reports: int, processors: int) -> list[list[int]]:
    """Desks that each report is brought to, in turn, in Radner's efficient network.

    Every desk is brought ⌊N ÷ P⌋ reports, and adds them. From then on sums and the reports that are left are paired,
    hour by hour, and the desk of the one adds the other. The report that a desk adds last bears its sum, so it goes on
    where the sum goes.
    """
    each, left = divmod(reports, processors)
    ways = [[report // each] for report in range(each * processors)] + [[] for _ in range(left)]
    bearer = [desk * each + each - 1 for desk in range(processors)]  # of each desk's sum

    def add(desk: int, report: int) -> None:
        ways[report].append(desk)
        bearer[desk] = report

    for desk in range(left):
        add(desk, each * processors + desk)
    paired, sums = list(range(left, processors)), list(range(left))  # the others are paired in that hour
    while len(paired) + len(sums) > 1:
        for one, other in zip(paired[::2], paired[1::2], strict=False):
            add(one, bearer[other])
        paired, sums = paired[::2] + sums, []
    return ways


def found(reports: int, processors: int) -> float:
    """When the engine has the sum: each desk has one post and takes an hour an addition, in the order of coming."""
    ways = tree(reports, processors)
    ptr = np.cumsum([0, *(len(way) for way in ways)])
    legs = np.concatenate([np.array(way, dtype=np.int64) for way in ways])
    _, finish = simulate_service(np.zeros(reports), ptr, legs, np.ones(len(legs)), np.ones(processors, dtype=np.int64))
    return float(finish.max())


def points() -> pd.DataFrame:
    """Hours by Radner's formula and by the engine, over reports and processors."""
    cases = [(n, p) for n in REPORTS for p in SHOWN if p <= n]
    rows = frame([(f"N = {n}, P = {p}", float(hours(n, p)), found(n, p), 0.0, 0.0) for n, p in cases])
    return rows.assign(reports=[n for n, _ in cases], processors=[p for _, p in cases])


def draw(rows: pd.DataFrame, figure: Figure) -> None:
    """Hours over processors; and what each processor saves of them."""
    time, use = panels(figure)
    for series, n in enumerate(REPORTS):
        mine = rows[rows["reports"] == n]
        line(time, mine["processors"], mine["theory"], series)
        marks(time, mine["processors"], mine, series, f"{n} reports")
        line(use, mine["processors"], n / (mine["theory"] * mine["processors"]), series)
        share = mine.assign(model=n / (mine["model"] * mine["processors"]))
        marks(use, mine["processors"], share, series)
    time.set(xscale="log", yscale="log", xlabel="processors P", ylabel="hours until the sum is there")
    time.legend(title="engine; lines: Radner", frameon=False)
    use.set(xscale="log", xlabel="processors P", ylabel="reports an hour and processor")


ANSWER = KnownAnswer(
    key="radner",
    title="P officers add up N reports in ⌊N ÷ P⌋ + ⌈log₂(P + N mod P)⌉ hours",
    reference="Radner 1993, Econometrica 61:1109–1146",
    setting="each processor a desk of one post, an hour an addition; the report a desk adds last goes on as its sum",
    through="model.service.simulate_service",
    points=points,
    draw=draw,
)
