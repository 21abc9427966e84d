"""Peters, Pierczyński & Skowron 2021: what a ballot gives to blocs, by votes and by equal shares."""

from itertools import accumulate, pairwise

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.figures import COLOURS
from model.participatory import METHODS
from proofs.known import KnownAnswer, frame
from proofs.process.looks import GREY, panels

PROJECTS, COST, BUDGET = 5, 10, 50
MAIN = (60, 40)  # voters of the two blocs
OTHERS = ((80, 20), (51, 49), (90, 10), (50, 30, 20), (40, 35, 25), (34, 33, 33), (60, 20, 10, 10))
LARGER = 20  # projects of each bloc, and times the budget, by which rounding matters less
SHADES = (COLOURS[0], COLOURS[1], COLOURS[2], COLOURS[4])


def known(method: str, blocs: tuple[int, ...], projects: int, budget: int) -> list[int]:
    """Projects that each bloc gets, which agrees on as many of its own as there are, all of one cost.

    By votes the larger bloc goes first until the money or its projects end. By equal shares a bloc has its voters' part
    of the fund and buys of its own as many as that pays for.
    """
    if method == "greedy":
        left, got = budget // COST, []
        for _ in blocs:  # in the order of their size
            got.append(min(projects, left))
            left -= got[-1]
        return got
    return [min(projects, budget * voters // (sum(blocs) * COST)) for voters in blocs]


def ballots(blocs: tuple[int, ...], projects: int) -> NDArray[np.bool_]:
    """Who approves of which project: each bloc of its own, in turn; (projects, voters)."""
    approves = np.zeros((projects * len(blocs), sum(blocs)), dtype=np.bool_)
    for bloc, (first, last) in enumerate(pairwise(accumulate(blocs, initial=0))):
        approves[bloc * projects : (bloc + 1) * projects, first:last] = True
    return approves


def found(method: str, blocs: tuple[int, ...], projects: int, budget: int) -> list[int]:
    """Projects that each bloc gets by the model."""
    approves = ballots(blocs, projects)
    chosen = METHODS[method](np.full(len(approves), COST), approves, budget)
    return [sum(project // projects == bloc for project in chosen) for bloc in range(len(blocs))]


def points() -> pd.DataFrame:
    """Projects of each bloc, by both methods, for many sizes of blocs and two sizes of fund."""
    rows, more = [], []
    for blocs in (MAIN, *OTHERS):
        for projects, budget in ((PROJECTS, BUDGET), (LARGER, LARGER * COST)):
            for method in METHODS:
                theory, model = (of(method, blocs, projects, budget) for of in (known, found))
                for bloc, voters in enumerate(blocs):
                    sizes = "/".join(map(str, blocs))
                    case = f"{method.replace('_', ' ')}, blocs {sizes}, fund {budget}: bloc of {voters} ({bloc + 1})"
                    rows.append((case, float(theory[bloc]), float(model[bloc]), 0.0, 0.0))
                    more.append((method, sizes, budget, bloc, voters / sum(blocs)))
    method_, sizes_, fund, number, share = zip(*more, strict=True)
    return frame(rows).assign(method=method_, blocs=sizes_, fund=fund, bloc=number, share=share)


def draw(rows: pd.DataFrame, figure: Figure) -> None:
    """For each electorate the projects of its blocs as bars, by votes and by equal shares; ticks are theory."""
    for axes, method in zip(panels(figure), METHODS, strict=True):
        mine = rows[(rows["method"] == method) & (rows["fund"] == BUDGET)]
        for height, (_, one) in enumerate(mine.groupby("blocs", sort=False)):
            left = one["model"].cumsum() - one["model"]
            axes.barh(height, one["model"], left=left, color=SHADES[: len(one)], height=0.6)
            axes.scatter(one["theory"].cumsum(), np.full(len(one), height), marker="|", s=220, color=GREY, zorder=3)
        axes.set_yticks(range(len(OTHERS) + 1), mine["blocs"].unique())
        axes.set(
            xlabel=f"projects of {PROJECTS} that the fund could pay for; ticks: theory", ylabel="voters in the blocs"
        )
        axes.set_title({"greedy": "by votes", "equal_shares": "equal shares"}[method], fontsize=9)
        axes.invert_yaxis()


ANSWER = KnownAnswer(
    key="equal_shares",
    title="By votes the largest bloc takes all; by equal shares each gets what its part of the fund pays for",
    reference="Peters, Pierczyński & Skowron 2021, NeurIPS 34:12726–12737",
    setting="blocs that agree on projects of their own, all of one cost; no project of two blocs",
    through="model.participatory.greedy, equal_shares",
    points=points,
    draw=draw,
)
