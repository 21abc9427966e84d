"""Each rule's share of a difference, from the values of coalitions by seed; pure functions.

Shapley values over sampled orders of the rules, what each rule does alone in A and when it alone is taken out of B, and
the interactions of pairs, each with its interval over seeds.
"""

from collections.abc import Mapping, Sequence
from itertools import permutations as all_orders
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments.coalitions import EXACT, WHOLE, Player, declared_as
from experiments.faithful import pair_effects
from experiments.shapley import interactions, on_the_way, pairs_of, rounded, shapley_by_orders
from experiments.statistics import holm, paired
from model.streams import Purpose, uniforms

if TYPE_CHECKING:
    from model.tables import Floats

type Order = tuple[int, ...]

MOST_PERMUTATIONS = 1000
COLUMNS = (
    "outcome", "unit", "better", "term", "group", "mean_a", "mean_b", "value", "ci_low", "ci_high", "effect_size",
    "p_holm", "in_value", "in_low", "in_high", "out_value", "out_low", "out_high", "shift_value", "shift_low",
    "shift_high", "shift_p_holm", "n",
)  # fmt: skip
PAIRS = ("outcome", "unit", "better", "term", "value", "ci_low", "ci_high", "p_holm", "n")


def orders_of(players: int, seeds: Sequence[int], pairs: int, seed: int) -> dict[int, list[Order]]:
    """The orders in which the players come at each seed: `pairs` drawn ones, each with its reverse.

    Up to `EXACT` players all orders are taken. An order is drawn by its seed alone, so that more seeds or more pairs
    change none of those drawn before.
    """
    if players <= EXACT:
        return {one: list(all_orders(range(players))) for one in seeds}
    entities = np.arange(players)
    found: dict[int, list[Order]] = {}
    for one in seeds:
        found[one] = []
        for pair in range(pairs):
            draws = uniforms(seed, Purpose.ORDER_OF_RULES, entities, one * MOST_PERMUTATIONS + pair)
            order = tuple(np.argsort(draws, kind="stable").tolist())
            found[one] += [order, order[::-1]]
    return found


def coalitions_of(orders: Sequence[Order]) -> list[int]:
    """The coalitions that one seed needs: none, all, each player alone, all but one, and those on the way of orders."""
    players = range(len(orders[0]))
    whole = (1 << len(players)) - 1
    alone = [1 << i for i in players]
    ways = [coalition for order in orders for coalition in on_the_way(order)]
    return list(dict.fromkeys([0, whole, *alone, *(whole ^ one for one in alone), *ways]))


def attribute_outcomes(
    known: "Mapping[int, Mapping[int, Floats]]",
    orders: Mapping[int, Sequence[Order]],
    players: Sequence[Player],
    outcomes: Sequence[str],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """(table, interactions, shares) of an `Attribution`, from the values by seed and coalition.

    Each value is an array in the order of `outcomes`. Seeds in which an outcome has no value in any coalition that was
    run are left out of that outcome; `n` says how many are left.
    """
    n, seeds = len(players), list(known)
    whole = (1 << n) - 1
    # (term, seed, outcome): the whole, then each player
    shares, into, out = (np.full((n + 1, len(seeds), len(outcomes)), np.nan) for _ in range(3))
    for s, seed in enumerate(seeds):
        values = known[seed]
        every = np.array(list(values.values()))
        shares[0, s] = values[whole] - values[0]
        shares[1:, s] = rounded(shapley_by_orders(values, orders[seed]), every)
        into[1:, s] = [values[1 << i] - values[0] for i in range(n)]
        out[1:, s] = [values[whole] - values[whole ^ 1 << i] for i in range(n)]
        shares[:, s, ~np.isfinite(every).all(axis=0)] = np.nan
    about, terms = declared_as(outcomes), [WHOLE, *(player.id for player in players)]
    rows: list[tuple[Any, ...]] = []
    for k, key in enumerate(outcomes):
        there = np.isfinite(shares[0, :, k])
        ends = np.array([[known[seed][0][k], known[seed][whole][k]] for seed in seeds])[there]
        means = ends.mean(axis=0).tolist() if there.any() else [np.nan, np.nan]
        for t, term in enumerate(terms):
            mine, alone, taken = (part[t, there, k] for part in (shares, into, out))
            group = players[t - 1].group if t else ""
            shift = paired(taken - alone)
            rows.append(
                (key, *about[key], term, group, *means, *paired(mine), *paired(alone)[:3], *paired(taken)[:3],
                 *shift[:3], shift[4], int(there.sum()))
            )  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    is_whole = table["term"] == WHOLE
    for part, by in ((is_whole, "term"), (~is_whole, "outcome")):
        for column in ("p_holm", "shift_p_holm"):
            adjusted = table[part].groupby(by, sort=False)[column].transform(lambda p: holm(p.to_numpy()))
            table.loc[part, column] = adjusted
    long = [
        pd.DataFrame({"seed": seeds, "outcome": key, "term": term, "value": shares[t, :, k], "in_value": into[t, :, k],
                      "out_value": out[t, :, k]}).dropna(subset="value")
        for k, key in enumerate(outcomes) for t, term in enumerate(terms)
    ]  # fmt: skip
    crossed = _crossed(known, [player.id for player in players], outcomes, np.isfinite(shares[0]))
    return table, crossed, pd.concat(long, ignore_index=True)


def _crossed(
    known: "Mapping[int, Mapping[int, Floats]]", ids: Sequence[str], outcomes: Sequence[str], there: np.ndarray
) -> pd.DataFrame:
    """The interactions of all pairs: exact ones up to `EXACT` players, else fitted (`experiments.faithful`)."""
    n, seeds, about = len(ids), list(known), declared_as(outcomes)
    terms = [f"{ids[i]}×{ids[j]}" for i, j in pairs_of(n)]
    found = np.full((4, len(terms), len(outcomes)), np.nan)
    for pattern in np.unique(there, axis=1).T:  # outcomes that have the same seeds are reckoned together
        columns = np.flatnonzero((there == pattern[:, None]).all(axis=0))
        mine = [{c: row[columns] for c, row in known[seeds[s]].items()} for s in np.flatnonzero(pattern)]
        if not mine or not terms:
            continue
        if n <= EXACT:
            values = np.array([[one[c] for one in mine] for c in range(1 << n)])
            for t, crossing in enumerate(rounded(interactions(values), values)):
                for column, k in enumerate(columns):
                    found[:, t, k] = np.array(paired(crossing[:, column]))[[0, 1, 2, 4]]
        else:
            found[:, :, columns] = pair_effects(mine, n)
    rows = [
        (key, *about[key], term, *found[:3, t, k], found[3, t, k], int(there[:, k].sum()))
        for k, key in enumerate(outcomes) for t, term in enumerate(terms)
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(PAIRS))
    table["p_holm"] = table.groupby("outcome", sort=False)["p_holm"].transform(lambda p: holm(p.to_numpy()))
    return table
