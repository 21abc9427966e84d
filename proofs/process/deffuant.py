"""Deffuant, Neau, Amblard & Weisbuch 2000: how many camps are left where people listen to those who are near.

Theory gives about ⌊1 ÷ 2d⌋ large camps, seen in simulations, not a law of each run: so what is held is that in nine
of ten runs or more the number is one that the paper has (1, 2, and 3 or 4, for d = 0.5, 0.2, 0.12). That no meeting
moves the mean is exact. `camps` only counts what is left.
"""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import NDArray

from agents.opinions import camps, deffuant
from model.streams import in_turn
from proofs.known import KnownAnswer, frame, in_most_runs, of_replications
from proofs.process.looks import line, marks, panels

BOUNDS = {0.5: (1, 1), 0.4: (1, 1), 0.3: (1, 1), 0.2: (2, 2), 0.12: (3, 4), 0.1: (4, 5)}
"""Bounds of confidence d, and the fewest and the most large camps that are left (at 0.3 and 0.4 what there is room for;
at 0.1 that or one fewer, as the paper has at 0.12)."""
PEOPLE, MEETINGS, REPLICATIONS = 1000, 100, 30  # meetings a person
SMALL = 0.03  # share of all below which a camp is of outliers (Laguna, Abramson & Zanette 2004, Complexity 9:31)
START, MEET = 1000, 1001  # purposes of draws


def about(bound: float) -> int:
    """Large camps that there is room for: ⌊1 ÷ 2d⌋."""
    return int(1.0 / (2.0 * bound) + 1e-9)


def talked(bound: float, seed: int, people: int = PEOPLE) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Opinions spread evenly at random, before and after so many meetings."""
    entity = round(1000 * bound)
    start = in_turn(seed, START, entity, people)
    draws = in_turn(seed, MEET, entity, 2 * MEETINGS * people).reshape(-1, 2)
    return start, deffuant(start, bound, draws)


def large(opinions: NDArray[np.float64], bound: float) -> int:
    """Camps that hold more than a few of all."""
    return sum(len(camp) > SMALL * len(opinions) for camp in camps(opinions, bound / 2.0))


def points(replications: int = REPLICATIONS, people: int = PEOPLE) -> pd.DataFrame:
    """Share of runs with as many camps as the paper has, and how far the mean has moved, over d."""
    rows, more = [], []
    for bound, (fewest, most) in BOUNDS.items():
        number, moved = [], []
        for seed in range(replications):
            start, end = talked(bound, seed, people)
            number.append(large(end, bound))
            moved.append(abs(float(end.mean() - start.mean())))
        fits = [float(fewest <= n <= most) for n in number]
        mean, error, freedom = of_replications(number)
        allowed = f"{fewest}" if fewest == most else f"{fewest} or {most}"
        rows.append(in_most_runs(f"d = {bound}: {allowed} camps", fits))
        rows.append((f"d = {bound}: the mean has moved by at most", 0.0, max(moved), 0.0, 0.0))
        more += [(bound, mean, error, freedom), (bound, np.nan, np.nan, np.nan)]
    bounds, mean_, error_, freedom_ = zip(*more, strict=True)
    return frame(rows).assign(bound=bounds, camps=mean_, camps_error=error_, camps_freedom=freedom_)


def draw(rows: pd.DataFrame, figure: Figure) -> None:
    """Where opinions come to stand in one run for each d; camps over 1 ÷ 2d."""
    where, number = panels(figure)
    counted = rows[rows["camps"].notna()]
    for bound in counted["bound"].tolist():
        opinions = talked(bound, 0)[1]
        share, edges = np.histogram(opinions, bins=200, range=(0.0, 1.0))
        held = share > 0
        place = (edges[:-1] + edges[1:])[held] / 2.0
        where.scatter(np.full(held.sum(), 1.0 / (2.0 * bound)), place, s=share[held] / 4.0, color="#0072B2", alpha=0.7)
    where.set(xlabel="1 ÷ 2d", ylabel="opinions in the end (area: how many)", ylim=(0.0, 1.0))
    steps = np.linspace(1.0, 5.4, 400)
    line(number, steps, np.floor(steps), None, "⌊1 ÷ 2d⌋")
    mine = counted.assign(model=counted["camps"], error=counted["camps_error"], freedom=counted["camps_freedom"])
    marks(number, 1.0 / (2.0 * mine["bound"]), mine, 0, f"model, mean of {REPLICATIONS} runs")
    number.set(xlabel="1 ÷ 2d", ylabel=f"camps of more than {SMALL:.0%} of all")
    number.legend(frameon=False)


ANSWER = KnownAnswer(
    key="deffuant",
    title="Opinions leave about ⌊1 ÷ 2d⌋ large camps, and their mean stays",
    reference="Deffuant, Neau, Amblard & Weisbuch 2000, Advances in Complex Systems 3:87–98",
    setting="a thousand opinions spread evenly, a hundred meetings each, one bound d for all",
    through="agents.opinions.deffuant, camps",
    points=points,
    draw=draw,
)
