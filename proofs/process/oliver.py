"""Oliver 1980: what was expected leaves satisfaction at its level; a surprise moves it, and wears off."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from agents.resident import judge, update_trust
from proofs.known import KnownAnswer, frame
from proofs.process.looks import GREY, line, marks, panels
from scenarios.library import load
from scenarios.parameters import Parameters

PERFORMED = (0.2, 0.5, 0.8)
EXPECTED = 0.6  # at first, by one who is then served alike again and again
TIMES = 12
TRUST = 0.4


def expectation(performed: float, times: int, p: Parameters) -> float:
    """What is expected after being served so many times alike: P − (1 − a)^k (P − E)."""
    return performed - (1.0 - p.expectation_adaptation) ** times * (performed - EXPECTED)


def satisfaction(performed: float, expected: float, p: Parameters) -> float:
    """Level and disconfirmation: ½ + b_p (P − ½) + b_d (P − E), within 0 and 1 (Oliver 1980)."""
    level = p.satisfaction_level * (performed - 0.5)
    return min(max(0.5 + level + p.satisfaction_surprise * (performed - expected), 0.0), 1.0)


def judged(performed: float, expected: float, p: Parameters) -> tuple[float, float]:
    """(satisfaction, expectation after) of one resident, by the model."""
    satisfied, after = judge(np.array([performed]), np.array([expected]), p)
    return float(satisfied[0]), float(after[0])


def points() -> pd.DataFrame:
    """Where E = P nothing moves; elsewhere expectation and satisfaction go to theirs, at a known rate."""
    p = load("hierarchy").parameters
    surprised = load("hierarchy").replace(satisfaction_level=0.0).parameters  # surprise alone counts
    rows, more = [], []
    for performed in PERFORMED:
        satisfied, after = judged(performed, performed, surprised)
        trust = float(update_trust(np.array([TRUST]), np.array([satisfied]), p)[0])
        rows.append((f"E = P = {performed}: satisfaction, by surprise alone", 0.5, satisfied, 0.0, 0.0))
        rows.append((f"E = P = {performed}: expectation after", performed, after, 0.0, 0.0))
        rows.append((f"E = P = {performed}: trust after", TRUST, trust, 0.0, 0.0))
        more += [("unmoved", performed, np.nan)] * 3
        expected = EXPECTED
        for times in range(TIMES):
            here = expectation(performed, times, p)
            satisfied, after = judged(performed, expected, p)
            rows.append((f"P = {performed}, E = {EXPECTED}: expectation before {times + 1}", here, expected, 0.0, 0.0))
            theory = satisfaction(performed, here, p)
            rows.append(
                (f"P = {performed}, E = {EXPECTED}: satisfaction with {times + 1}", theory, satisfied, 0.0, 0.0)
            )
            more += [("expectation", performed, times + 1.0), ("satisfaction", performed, times + 1.0)]
            expected = after
    what, performed_, times_ = zip(*more, strict=True)
    return frame(rows).assign(what=what, performed=performed_, times=times_)


def draw(rows: pd.DataFrame, figure: Figure) -> None:
    """Expectation and satisfaction of one who is served alike again and again."""
    for axes, what in zip(panels(figure), ("expectation", "satisfaction"), strict=True):
        for series, performed in enumerate(PERFORMED):
            mine = rows[(rows["what"] == what) & (rows["performed"] == performed)]
            line(axes, mine["times"], mine["theory"], series)
            marks(axes, mine["times"], mine, series, f"P = {performed}")
        axes.set(xlabel=f"service, each alike; E = {EXPECTED} before the first", ylabel=what, ylim=(0.0, 1.0))
    axes.axhline(0.5, color=GREY, linewidth=0.6, linestyle=":")
    axes.legend(title="model; lines: theory", frameon=False)


ANSWER = KnownAnswer(
    key="oliver",
    title="The rule of judgement, of Oliver's kind, does what is written of it: without surprise nothing moves",
    reference="Oliver 1980, Journal of Marketing Research 17:460–469",
    setting="residents judged alone, with the ready district's weights; to see surprise alone, without the level",
    through="agents.resident.judge, update_trust",
    points=points,
    draw=draw,
)
