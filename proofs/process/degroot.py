"""DeGroot 1974: where weighted averaging ends, and how fast it comes there."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import NDArray

from agents.association import led
from agents.opinions import degroot
from model.streams import in_turn
from proofs.known import KnownAnswer, frame
from proofs.process.looks import line, marks, panels

WEIGHTS = np.array([[0.5, 0.5, 0.0], [0.25, 0.5, 0.25], [0.0, 0.5, 0.5]])
START = np.array([0.0, 0.0, 1.0])
END, RATE = 0.25, 0.5  # (¼, ½, ¼) · x, and the second eigenvalue
ROUNDS = 10
LEADER, WEIGHT = 1.0, 0.3  # a leader's ideal, and the weight that one gives to it
SIZES = (5, 20, 50)
PURPOSE = 1000


def after(rounds: int) -> NDArray[np.float64]:
    """Opinions of the three after so many rounds, at least one: ¼ + ½ · ½^k · (−1, 0, 1)."""
    return END + 0.5 * RATE**rounds * np.array([-1.0, 0.0, 1.0])


def random_weights(size: int) -> NDArray[np.float64]:
    """Weights that each gives to all, drawn at random; rows sum to one."""
    drawn = in_turn(0, PURPOSE, size, size * size).reshape(size, size)
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True), dtype=np.float64)


def influence(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each one's part in what all come to: the left eigenvector of the eigenvalue 1, summing to one."""
    n = len(weights)
    system = np.vstack([weights.T - np.eye(n), np.ones(n)])
    return np.asarray(np.linalg.lstsq(system, np.append(np.zeros(n), 1.0), rcond=None)[0], dtype=np.float64)


def points() -> pd.DataFrame:
    """The three by round, their end and rate; random weights' ends; and a leader who does not move."""
    rows, more = [], []
    for rounds in range(1, ROUNDS + 1):
        for seat, (theory, model) in enumerate(zip(after(rounds), degroot(WEIGHTS, START, rounds), strict=True)):
            rows.append((f"seat {seat + 1} after {rounds} rounds", float(theory), float(model), 0.0, 0.0))
            more.append((f"seat {seat + 1}", float(rounds)))
    rows.append(("seat 1 in the end", END, float(degroot(WEIGHTS, START, 60)[0]), 0.0, 0.0))
    gaps = [degroot(WEIGHTS, START, rounds)[0] - END for rounds in (20, 21)]
    rows.append(("share of the distance left after a round", RATE, float(gaps[1] / gaps[0]), 0.0, 0.0))
    for size in SIZES:
        weights, start = random_weights(size), in_turn(0, PURPOSE, -size, size)
        theory = float(influence(weights) @ start)
        rows.append(
            (f"{size} with random weights in the end", theory, float(degroot(weights, start, 200)[0]), 0.0, 0.0)
        )
    more += [("end", np.nan)] * (2 + len(SIZES))
    position = 0.0
    for rounds in range(1, ROUNDS + 1):
        position = led(position, LEADER, WEIGHT)
        rows.append((f"led for {rounds} rounds", LEADER * (1.0 - (1.0 - WEIGHT) ** rounds), position, 0.0, 0.0))
        more.append(("led", float(rounds)))
    series, at = zip(*more, strict=True)
    return frame(rows).assign(series=series, rounds=at)


def draw(rows: pd.DataFrame, figure: Figure) -> None:
    """Opinions by round; and their distance from the end, which halves."""
    opinion, gap = panels(figure)
    for series, (name, end) in enumerate((("seat 1", END), ("seat 2", END), ("seat 3", END), ("led", LEADER))):
        mine = rows[rows["series"] == name]
        label = "one who is led" if name == "led" else name
        line(opinion, mine["rounds"], mine["theory"], series)
        marks(opinion, mine["rounds"], mine, series, label)
        if name != "seat 2":  # is there after one round
            line(gap, mine["rounds"], (mine["theory"] - end).abs(), series)
            marks(gap, mine["rounds"], mine.assign(model=(mine["model"] - end).abs()), series)
    opinion.set(xlabel="rounds", ylabel="opinion")
    opinion.legend(title="model; lines: theory", frameon=False)
    gap.set(xlabel="rounds", ylabel="distance from the end", yscale="log")


ANSWER = KnownAnswer(
    key="degroot",
    title="Weighted averaging ends at the influence-weighted mean, as fast as the second eigenvalue says",
    reference="DeGroot 1974, Journal of the American Statistical Association 69:118–121",
    setting="three seats with given weights; random weights of 5, 20, 50 (by `degroot`, which no run calls); "
    "one who is led by a leader who does not move (by `led`, which runs use)",
    through="agents.opinions.degroot, agents.association.led",
    points=points,
    draw=draw,
)
