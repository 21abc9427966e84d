"""Interactions of two players from some coalitions, not all: a least-squares fit; pure functions.

A game is fitted by what each player brings alone and what each pair brings beside, v(S) ≈ v(∅) + Σ aᵢ + Σ Iᵢⱼ over the
players and pairs in S, so that the fit has v(∅) and the value of all exactly. With sizes of coalitions weighed as
1 / (s (n − s)) the Iᵢⱼ are the Faithful Shapley interaction indices of order two (Faith-Shap: Tsai, Yeh & Ravikumar
2023): the mean of how much more i and j add together than apart, over the company of others, in which companies of
middle size weigh most. In a game of players and pairs alone they are its interactions whatever coalitions were run,
without bias, also where these differ from seed to seed; else they are so as seeds grow in number.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from scipy import stats

from experiments.coalitions import members
from experiments.shapley import pairs_of
from experiments.statistics import LEVEL
from model.tables import Floats

SMALL = 1e-9  # of the largest value: an interaction below it is rounding
RANK = 1e-10  # of the largest eigenvalue: one below it is none
SETTLED = 1e-6  # how far the resolution of an unknown may be from 1


def design_of(coalitions: Sequence[int], n: int) -> Floats:
    """One row a coalition, one column a player, then a pair in the order of `pairs_of`: 1 where all of it is in."""
    on = np.zeros((len(coalitions), n))
    for row, coalition in enumerate(coalitions):
        on[row, members(coalition)] = 1.0
    pairs = np.array(pairs_of(n), dtype=np.int64).reshape(-1, 2)
    return np.hstack([on, on[:, pairs[:, 0]] * on[:, pairs[:, 1]]])


def _sums(values: Mapping[int, Floats], n: int) -> tuple[Floats, Floats]:
    """The weighed normal equations of one seed, (P, P) and (P, outcomes), the first player's column put in terms of
    the others so that all columns sum to the whole difference.
    """
    whole = (1 << n) - 1
    coalitions = [c for c in values if c not in (0, whole)]
    sizes = np.array([c.bit_count() for c in coalitions])
    weights = 1.0 / (sizes * (n - sizes)) / np.bincount(sizes, minlength=n)[sizes]
    design = design_of(coalitions, n)
    added = np.array([values[c] - values[0] for c in coalitions]) - design[:, :1] * (values[whole] - values[0])
    rest = design[:, 1:] - design[:, :1]
    weighed = rest.T * weights
    return weighed @ rest, weighed @ added


def pair_effects(seeds: Sequence[Mapping[int, Floats]], n: int) -> Floats:
    """(value, low, high, p) of every pair's interaction by outcome, shape (4, pairs, outcomes).

    `seeds` has the values by coalition of each seed, arrays of shape (outcomes,), all of them known; among them none
    and all. Every player alone, all but one, and the ways of some orders of arrival make a good set. Intervals are by
    leaving out one seed at a time (jackknife) and Student's t: the variance of clusters of MacKinnon, Nielsen & Webb
    (2023), on the cautious side. Not a number where the coalitions are too few to tell a pair from others, and no
    interval where they are so without one of the seeds.
    """
    outcomes = np.shape(next(iter(seeds[0].values())))[0]
    found = np.full((4, len(pairs_of(n)), outcomes), np.nan)
    each = [_sums(values, n) for values in seeds]
    left, right = np.sum([a for a, _ in each], axis=0), np.sum([b for _, b in each], axis=0)
    fitted = _solved(left, right)[n - 1 :]
    largest = np.abs(np.array(list(chain.from_iterable(values.values() for values in seeds)))).max(axis=0)
    fitted[np.abs(fitted) <= SMALL * largest] = 0.0
    found[0] = fitted
    if len(seeds) < 2:
        return found
    without = np.array([_solved(left - a, right - b)[n - 1 :] for a, b in each])
    degrees = len(seeds) - 1
    error = np.sqrt(degrees**2 * without.var(axis=0, ddof=1) / len(seeds))  # of the mean of pseudo-values
    error[error <= SMALL * largest] = 0.0
    half = float(stats.t.ppf(0.5 + LEVEL / 2.0, degrees)) * error
    found[1], found[2] = found[0] - half, found[0] + half
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2.0 * stats.t.sf(np.abs(found[0]) / error, degrees)
    found[3] = np.where(found[0] == 0.0, 1.0, p)
    return found


def _solved(left: Floats, right: Floats) -> Floats:
    """What normal equations say, (unknowns, outcomes); not a number of an unknown that they do not settle."""
    inverse = np.linalg.pinv(left, rcond=RANK, hermitian=True)
    settled = np.abs(np.einsum("ij,ji->i", inverse, left) - 1.0) < SETTLED
    return np.where(settled[:, None], inverse @ right, np.nan)
