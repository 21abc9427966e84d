"""How a ballot allots a fund to projects 参与式预算: by votes, or by the method of equal shares.

Every voter approves of any number of projects. *Greedy* takes projects by their votes while the money lasts: a bloc
of 60 % may take all. With *equal shares* (Peters, Pierczyński & Skowron 2021, NeurIPS) each voter has the same part of
the fund and pays for what they approve of, so that a group gets about its share of the money.
"""

import numpy as np
from numpy.typing import NDArray

from model.tables import Floats, Ints

TOLERANCE = 1e-9  # of a share; sums of equal shares may miss a cost by rounding


def greedy(cost: Ints, approves: NDArray[np.bool_], budget: int) -> list[int]:
    """Projects by votes, the cheaper of equals and then the earlier first, each that the money left can pay for.

    `cost` (P,) whole fen above zero; `approves` (P, V); `budget` fen. Returns numbers of projects in the order taken.
    """
    votes = approves.sum(axis=1)
    chosen, left = [], budget
    for project in np.lexsort((np.arange(len(cost)), cost, -votes)).tolist():
        if votes[project] > 0 and cost[project] <= left:
            chosen.append(project)
            left -= int(cost[project])
    return chosen


def equal_shares(cost: Ints, approves: NDArray[np.bool_], budget: int) -> list[int]:
    """The method of equal shares with cost as satisfaction; arguments and result as of `greedy`.

    Each voter has budget ÷ V. A project is affordable at ρ if Σ min(b_i, ρ·cost) over those who approve is its cost;
    the one with the smallest ρ is taken, those who approve pay min(b_i, ρ·cost), until none is affordable. What is left
    stays in the fund. Of equals the one with more votes, then the cheaper, then the earlier goes first.
    """
    projects, voters = approves.shape
    if voters == 0:
        return []
    purse = np.full(voters, budget / voters)
    votes = approves.sum(axis=1)
    open_ = [p for p in range(projects) if votes[p] > 0]
    chosen: list[int] = []
    while open_:
        rhos = [_rho(purse[approves[p]], int(cost[p])) for p in open_]
        # Rounded, so that what is equal is a tie in any unit of money.
        rank = [(float(f"{rho:.9g}"), -int(votes[p]), int(cost[p]), p) for rho, p in zip(rhos, open_, strict=True)]
        first = rank.index(min(rank))
        rho, best = rhos[first], open_[first]
        if not np.isfinite(rho):
            break
        purse[approves[best]] -= np.minimum(purse[approves[best]], rho * cost[best])
        chosen.append(best)
        open_ = [p for p, at in zip(open_, rhos, strict=True) if p != best and np.isfinite(at)]
    return chosen


def _rho(purses: Floats, cost: int) -> float:
    """Smallest ρ at which these voters pay the cost together; infinite if they cannot."""
    purses = np.sort(purses)
    if purses.sum() < cost * (1.0 - TOLERANCE):
        return float("inf")
    # The k poorest pay all they have, the rest the same each: the first k at which that is no more than they have.
    spent = np.concatenate(([0.0], np.cumsum(purses)[:-1]))
    each = (cost - spent) / (len(purses) - np.arange(len(purses)))
    enough = np.flatnonzero(each <= purses * (1.0 + TOLERANCE))
    return float(each[enough[0]] / cost) if len(enough) else float(purses[-1] / cost)


METHODS = {"greedy": greedy, "equal_shares": equal_shares}
