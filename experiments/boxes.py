"""Where in the space of conditions something holds: boxes (PRIM) and trees, found on some draws, tried on the others.

Pure functions over drawn conditions. What is found is told with the share of the held-out draws at which it holds,
since a box that was searched for always looks good where it was searched.
"""

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from experiments.extra import load_prim
from experiments.statistics import LEVEL, SIGNIFICANT

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.tree import DecisionTreeClassifier

HELD_OUT = 1 / 3
MOST_LIMITS = 3  # sides of a box that words can still say
LEAST_CASES = 8  # draws at which it holds, and at which it does not, that a search needs
NEARLY = 0.95
DEPTH, LEAST_LEAF, LEAF_SHARE = 2, 8, 0.08


@dataclass(frozen=True)
class Limit:
    """One side of a box: a condition above a value, or at most that."""

    factor: str
    above: bool
    value: float

    def holds(self, conditions: pd.DataFrame) -> "NDArray[np.bool_]":
        """The draws on this side."""
        values = conditions[self.factor].to_numpy(dtype=np.float64)
        return values > self.value if self.above else values <= self.value


def inside(limits: Sequence[Limit], conditions: pd.DataFrame) -> "NDArray[np.bool_]":
    """The draws within all limits."""
    found = np.ones(len(conditions), dtype=bool)
    for limit in limits:
        found &= limit.holds(conditions)
    return found


def held_out(draws: int, seed: int) -> "NDArray[np.bool_]":
    """Which draws are kept for the trial: a third, dealt by the seed."""
    from scipy.stats import qmc

    order = np.argsort(qmc.LatinHypercube(d=1, rng=seed).random(draws)[:, 0])
    found = np.zeros(draws, dtype=bool)
    found[order[: round(draws * HELD_OUT)]] = True
    return found


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Wilson's (1927) interval of a share; (NaN, NaN) of nothing."""
    from statsmodels.stats.proportion import proportion_confint

    if n == 0:
        return math.nan, math.nan
    low, high = proportion_confint(hits, n, alpha=1.0 - LEVEL, method="wilson")
    return float(low), float(high)


@dataclass(frozen=True)
class Trial:
    """How a box does on some draws: how many it holds, of how many with the thing, and the p of Fisher's exact test.

    `density` is the share of the box's draws with the thing, `base` that of all draws; `coverage` the share of the
    draws with the thing that lie in the box. p is one-sided: the thing is no more frequent inside than outside.
    """

    n: int
    cases: int
    held: int
    hits: int
    p: float

    @property
    def base(self) -> float:
        """The share of all draws."""
        return self.cases / self.n if self.n else math.nan

    @property
    def density(self) -> float:
        """The share of the draws in the box."""
        return self.hits / self.held if self.held else math.nan

    @property
    def coverage(self) -> float:
        """The share of the cases in the box."""
        return self.hits / self.cases if self.cases else math.nan


def try_box(limits: Sequence[Limit], conditions: pd.DataFrame, case: "NDArray[np.bool_]") -> Trial:
    """How the box does on these draws."""
    from scipy.stats import fisher_exact

    within = inside(limits, conditions)
    n, cases, held, hits = len(case), int(case.sum()), int(within.sum()), int((within & case).sum())
    table = [[hits, held - hits], [cases - hits, n - held - cases + hits]]
    p = float(fisher_exact(table, alternative="greater").pvalue) if n else math.nan
    return Trial(n, cases, held, hits, p)


def find_box(conditions: pd.DataFrame, case: "NDArray[np.bool_]") -> tuple[Limit, ...]:
    """The box in which cases gather, by PRIM (Friedman & Fisher 1999; Bryant & Lempert 2010); () where none is found.

    Of the boxes that PRIM peels, each with its limits that are no chance (quasi-p below 0.05, at most three, the surest
    first), the one with the largest share of the cases less its share of the others (Youden's J). Without at least
    `LEAST_CASES` draws of either kind none is looked for.
    """
    cases = int(case.sum())
    if min(cases, len(case) - cases) < LEAST_CASES:
        return ()
    prim = load_prim()
    with warnings.catch_warnings():  # the workbench calls pandas in a way that is to go
        warnings.filterwarnings("ignore", message="The inplace keyword in", category=DeprecationWarning)
        found = prim(conditions.reset_index(drop=True), case.astype(np.int64), mass_min=LEAF_SHARE).find_box()
    best: tuple[Limit, ...] = ()
    most = 0.0
    for lims, chances in zip(found.box_lims, found.p_values, strict=True):
        sure: list[tuple[float, Limit]] = []
        for factor, both in chances.items():
            for side, p in enumerate(both):
                if 0.0 <= p < SIGNIFICANT:  # −1 where that side is not limited
                    sure.append((float(p), Limit(str(factor), side == 0, float(lims[factor].iloc[side]))))
        limits = tuple(limit for _, limit in sorted(sure, key=lambda one: one[0])[:MOST_LIMITS])
        within = inside(limits, conditions)
        score = float((within & case).sum()) / cases - float((within & ~case).sum()) / (len(case) - cases)
        if limits and score > most + 1e-12:
            best, most = limits, score
    return _between(best, conditions)


def _between(limits: tuple[Limit, ...], conditions: pd.DataFrame) -> tuple[Limit, ...]:
    """The limits halfway to the nearest draw outside, as a tree puts them: PRIM's stand on a draw, which it holds."""
    moved = []
    for limit in limits:
        values = conditions[limit.factor].to_numpy(dtype=np.float64)
        outside = values[values < limit.value] if limit.above else values[values > limit.value]
        nearest = (outside.max() if limit.above else outside.min()) if len(outside) else limit.value
        moved.append(Limit(limit.factor, limit.above, float(limit.value + nearest) / 2.0))
    return tuple(moved)


@dataclass(frozen=True)
class Leaf:
    """One leaf of a tree: its way down, what it says, and of how many draws, found and held out, that is true."""

    limits: tuple[Limit, ...]
    says: str
    n: int
    right: int
    n_held_out: int
    right_held_out: int


@dataclass(frozen=True)
class Tree:
    """A shallow tree, and how often it is right on held-out draws: `right` of `n`; `base` of them by always saying the
    most frequent class of the draws it was grown on. p is one-sided and binomial: the tree is right no more often.
    """

    leaves: tuple[Leaf, ...]
    n: int
    right: int
    base: int
    p: float


def grow_tree(conditions: pd.DataFrame, classes: "NDArray[np.str_]", kept_out: "NDArray[np.bool_]") -> Tree:
    """A tree of at most two splits in a row that tells classes apart (Breiman et al. 1984), tried on held-out draws.

    Leaves beside each other that say the same are one.
    """
    from scipy.stats import binomtest
    from sklearn.tree import DecisionTreeClassifier

    train, trial = conditions[~kept_out], conditions[kept_out]
    least = max(LEAST_LEAF, math.ceil(LEAF_SHARE * len(train)))
    tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=least, random_state=0)
    tree.fit(train.to_numpy(dtype=np.float64), classes[~kept_out])
    leaves = []
    for limits, says in _leaves(tree, [str(name) for name in conditions.columns], 0, ()):
        mine = [(inside(limits, part), classes[rows]) for part, rows in ((train, ~kept_out), (trial, kept_out))]
        counts = [count for within, true in mine for count in (int(within.sum()), int((within & (true == says)).sum()))]
        leaves.append(Leaf(limits, says, *counts))
    names, counted = np.unique(classes[~kept_out], return_counts=True)
    base = int((classes[kept_out] == names[counted.argmax()]).sum())
    n, right = int(kept_out.sum()), sum(leaf.right_held_out for leaf in leaves)
    p = float(binomtest(right, n, base / n, alternative="greater").pvalue) if n and base < n else 1.0
    return Tree(tuple(leaves), n, right, base, p)


def _leaves(
    tree: "DecisionTreeClassifier", names: list[str], node: int, way: tuple[Limit, ...]
) -> list[tuple[tuple[Limit, ...], str]]:
    """The leaves below a node, with all limits on the way; both sides as one where they say the same."""
    shape = tree.tree_
    left, right = int(shape.children_left[node]), int(shape.children_right[node])
    says = str(tree.classes_[int(shape.value[node][0].argmax())])
    if left < 0:
        return [(way, says)]
    name, value = names[int(shape.feature[node])], float(shape.threshold[node])
    below = _leaves(tree, names, left, (*way, Limit(name, False, value)))
    above = _leaves(tree, names, right, (*way, Limit(name, True, value)))
    said = {one for _, one in below + above}
    return [(way, said.pop())] if len(said) == 1 else below + above
