"""Under which conditions an arm wins: the strongest rule of one or two thresholds; pure functions.

A tree of depth two, grown greedily on drawn factors (Breiman et al. 1984), of which only the branch with the larger
share of wins is kept. Chance is ruled out by permutation: the wins are dealt anew to the draws, and the strongest split
of each deal is found the same way, so that having searched every factor and threshold is accounted for.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from experiments.statistics import SIGNIFICANT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.tables import Floats

DEALS = 1999
LEAST_SHARE, LEAST_DRAWS = 0.1, 5  # a side of a split holds at least so many of the draws


@dataclass(frozen=True)
class Split:
    """A factor above or at most a threshold."""

    factor: str
    threshold: float
    above: bool

    def inside(self, factors: pd.DataFrame) -> "NDArray[np.bool_]":
        """The draws on this side."""
        values = factors[self.factor].to_numpy(dtype=np.float64)
        return values > self.threshold if self.above else values <= self.threshold


@dataclass(frozen=True)
class Condition:
    """Where an arm wins most: one or two splits that hold together, the share of wins inside and outside, and p."""

    splits: tuple[Split, ...]
    inside: int
    won_inside: float
    won_outside: float
    p: float


class Cuts:
    """All cuts of a set of draws by one factor, made once."""

    def __init__(self, factors: pd.DataFrame) -> None:
        self.names = [str(name) for name in factors.columns]
        self.x = factors.to_numpy(dtype=np.float64)
        self.n = len(self.x)
        self.least = max(LEAST_DRAWS, round(LEAST_SHARE * self.n))
        self.orders = np.argsort(self.x, axis=0, kind="stable")
        self.chance = cache(self._chance)

    def gains(self, factor: int, won: "NDArray[np.bool_]") -> "Floats":
        """How much each cut lowers the variance of wins, shape (cuts, columns of `won`); −1 where none can be made."""
        order = self.orders[:, factor]
        below = np.arange(1, self.n)
        before = np.cumsum(won[order], axis=0, dtype=np.float64)
        low, all_ = before[:-1] / below[:, None], before[-1]
        high = (all_ - before[:-1]) / (self.n - below)[:, None]
        gain = (below * (self.n - below) / self.n**2)[:, None] * (high - low) ** 2
        sorted_x = self.x[order, factor]
        good = (below >= self.least) & (self.n - below >= self.least) & (sorted_x[1:] > sorted_x[:-1])
        return np.where(good[:, None], gain, -1.0)

    def best(self, won: "NDArray[np.bool_]") -> tuple[Split | None, float]:
        """The strongest split and its gain; the first factor and the lowest threshold of equal ones."""
        found, most = None, 0.0
        for factor, name in enumerate(self.names):
            gain = self.gains(factor, won[:, None])[:, 0] if self.n > 1 else np.zeros(1)
            cut = int(np.argmax(gain))
            if gain[cut] > most * (1.0 + 1e-12):
                most = float(gain[cut])
                pair = self.x[self.orders[cut : cut + 2, factor], factor]
                threshold = float(pair.mean())
                over = self.x[:, factor] > threshold
                found = Split(name, threshold, bool(won[over].mean() > won[~over].mean()))
        return found, most

    def _chance(self, wins: int) -> "Floats":
        """The gain of the strongest split of each deal of so many wins."""
        from scipy.stats import qmc

        # A Latin hypercube is one random order of the draws for each of its dimensions.
        won = qmc.LatinHypercube(d=DEALS, rng=wins).random(self.n) * self.n < wins
        most = np.zeros(DEALS)
        for factor in range(len(self.names)):
            most = np.maximum(most, self.gains(factor, won).max(axis=0))
        return most

    def p_of(self, gain: float, wins: int) -> float:
        """The share of deals, and of this one, with a split as strong."""
        return float((1 + (self.chance(wins) >= gain * (1.0 - 1e-12)).sum()) / (1 + DEALS))


def strongest(cuts: Cuts, factors: pd.DataFrame, won: "NDArray[np.bool_]") -> Condition | None:
    """The condition under which an arm wins most; None where no split can be made, as when it wins nowhere.

    A second split is taken on the better side if chance alone would give one as strong in fewer than 5 of 100 deals.
    """
    first, gain = cuts.best(won)
    if first is None:
        return None
    splits, inside = [first], first.inside(factors)
    within = factors[inside]
    inner = Cuts(within)
    second, more = inner.best(won[inside])
    if second is not None and inner.p_of(more, int(won[inside].sum())) < SIGNIFICANT:
        splits.append(second)
        inside = inside & second.inside(factors)
    return Condition(
        tuple(splits), int(inside.sum()), float(won[inside].mean()), float(won[~inside].mean()),
        cuts.p_of(gain, int(won.sum())),
    )  # fmt: skip
