"""Shapley values and pairwise interactions of a game whose value is known for every coalition; pure functions.

The players here are groups of rules; a coalition is the set of groups whose rules stand at B's values while the others
stand at A's, and its value is an outcome. Coalitions are numbered in binary: player i is in coalition m if bit i of m
is set, so that 0 is A itself and 2^n − 1 is B itself.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from model.tables import Floats

ROUNDING = 1e-13  # of the largest value of an outcome


def players_of(values: Floats) -> int:
    """How many players a game has, from its values by coalition; ValueError unless 2^n of them."""
    n = len(values).bit_length() - 1
    if len(values) != 1 << n:
        raise ValueError(f"values: found {len(values)} coalitions; allowed 2^n of them")
    return n


def shapley(values: Floats) -> Floats:
    """Shapley values (Shapley 1953): what each player adds to those before it, mean over all orders of arrival.

    `values` by coalition, shape (2^n, …); returns shape (n, …). They sum to the value of all less the value of none.
    """
    n = players_of(values)
    found = np.zeros((n, *values.shape[1:]))
    for player in range(n):
        mine = 1 << player
        for without in range(len(values)):
            if not without & mine:
                size = without.bit_count()
                weight = math.factorial(size) * math.factorial(n - size - 1) / math.factorial(n)
                found[player] += weight * (values[without | mine] - values[without])
    return found


def shapley_by_orders(values: Mapping[int, Floats], orders: Sequence[Sequence[int]]) -> Floats:
    """Shapley values from some orders of arrival (Castro, Gómez & Tejada 2009): what each adds to those before it.

    `values` by coalition, each a number or an array, holds all coalitions on the way of the `orders`, each of all
    players; returns shape (players, …). Whatever the orders, they sum to the value of all less the value of none. They
    are the Shapley values of `shapley` in expectation where the orders are drawn uniformly, one by one or, to cancel
    much of what an order's chance brings in, each with its reverse (antithetic: Mitchell, Cooper, Frank & Holmes 2022).
    """
    found = np.zeros((len(orders[0]), *np.shape(values[0])))
    for order in orders:
        before = 0
        for player in order:
            found[player] += values[before | 1 << player] - values[before]
            before |= 1 << player
    return found / len(orders)


def on_the_way(order: Sequence[int]) -> list[int]:
    """The coalitions of an order of arrival, from none to all."""
    found = [0]
    for player in order:
        found.append(found[-1] | 1 << player)
    return found


def rounded(parts: Floats, values: Floats) -> Floats:
    """The parts of values, zero where they are no more than rounding; shapes (terms, …) and (coalitions, …)."""
    return np.where(np.abs(parts) > ROUNDING * np.abs(values).max(axis=0, initial=0.0), parts, 0.0)


def pairs_of(n: int) -> list[tuple[int, int]]:
    """The pairs of players, in the order of `interactions`."""
    return list(combinations(range(n), 2))


def interactions(values: Floats) -> Floats:
    """Shapley interaction indices (Grabisch & Roubens 1999): how much more two players add together than apart.

    `values` by coalition, shape (2^n, …); returns one row a pair of `pairs_of(n)`. Above zero the two need each other,
    below zero one stands in for the other; zero for every pair of an additive game.
    """
    n = players_of(values)
    found = np.zeros((len(pairs_of(n)), *values.shape[1:]))
    for row, (i, j) in enumerate(pairs_of(n)):
        one, other = 1 << i, 1 << j
        for without in range(len(values)):
            if not without & (one | other):
                size = without.bit_count()
                weight = math.factorial(size) * math.factorial(n - size - 2) / math.factorial(n - 1)
                with_one = values[without | one | other] - values[without | one]
                # Differences of differences, so that who changes nothing interacts by exactly nothing.
                found[row] += weight * (with_one - (values[without | other] - values[without]))
    return found
