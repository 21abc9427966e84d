"""Orders in which rules are brought in, and what an outcome does on the way; pure functions.

What is sought is the order with the best mean of an outcome over its steps, the area under the way from A to B: the
last step is the same for all orders, so that only the way there can be better or worse.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import numpy as np
import pandas as pd

from experiments.coalitions import Player
from experiments.shapley import on_the_way
from experiments.statistics import SIGNIFICANT, holm, paired
from scenarios.rules import RuleCard

if TYPE_CHECKING:
    from model.tables import Floats

type Order = tuple[int, ...]

LEVELS: tuple[str, ...] = get_args(get_type_hints(RuleCard)["level"])
STEPS = (
    "order", "step", "term", "group", "mean_a", "mean", "change", "ci_low", "ci_high", "effect_size", "p_holm", "worse",
    "step_change", "step_low", "step_high", "step_p_holm", "searched_change", "n",
)  # fmt: skip
ORDERS = (
    "order", "way", "area", "ci_low", "ci_high", "searched_area", "best_minus", "best_minus_low", "best_minus_high",
    "best_minus_p_holm", "lowest_step", "lowest_term", "lowest_change", "lowest_low", "lowest_high", "lowest_p_holm",
    "steps_worse", "n",
)  # fmt: skip


def best_order(worth: Callable[[list[int]], Mapping[int, float]], players: int, beam: int) -> Order:
    """The order with the highest sum of worth over its steps that a beam search finds.

    `worth` gives the worth of coalitions, a step's all at once. After each step the `beam` coalitions with the highest
    sum on the way to them are gone on from, each by its best way; a beam of one is greedy, one as wide as there are
    coalitions of a size finds the best order there is (Bellman 1957). Ties go to the players that come first.
    """
    reached: dict[int, tuple[float, Order]] = {0: (0.0, ())}
    for _ in range(players):
        ways = [
            (coalition | 1 << player, -total, (*order, player))
            for coalition, (total, order) in reached.items()
            for player in range(players)
            if not coalition >> player & 1
        ]
        known = worth(sorted({coalition for coalition, _, _ in ways}))
        found: dict[int, tuple[float, Order]] = {}
        for coalition, cost, order in ways:
            mine = (cost - known[coalition], order)
            found[coalition] = min(mine, found.get(coalition, mine))
        kept = sorted(found.items(), key=lambda item: item[1])[:beam]
        reached = {coalition: (-cost, order) for coalition, (cost, order) in kept}
    return reached[(1 << players) - 1][1]


def order_of_levels(players: Sequence[Player]) -> Order:
    """The rules of the district, then those of the street, then those of the community, each in their order."""
    return tuple(sorted(range(len(players)), key=lambda i: LEVELS.index(players[i].level)))


def most_coalitions(players: int, beam: int) -> int:
    """How many coalitions a search looks at, at most."""
    from math import comb

    return sum(min(comb(players, size), beam * (players - size + 1)) for size in range(1, players + 1))


def follow(
    values: "Mapping[int, Floats]",
    searched: "Mapping[int, Floats]",
    orders: Mapping[str, Order],
    players: Sequence[Player],
    better: str,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(steps, orders) of a `ReformPath`, columns `STEPS` and `ORDERS`.

    `values` an outcome by coalition on fresh seeds, shape (seeds,), `searched` on the seeds of the search; `better` its
    better direction. The lowest step, and the steps that are worse than A, are sought before the last one, which is the
    same for all. A seed without a value anywhere on an order is left out of it. p by Holm over the steps of an order;
    that of `best_minus`, the area of the first order less that of another, over those others that differ from it.
    """
    steps: list[tuple[Any, ...]] = []
    rows = []
    areas: dict[str, Floats] = {}
    for name, order in orders.items():
        way = on_the_way(order)
        mine = np.array([values[coalition] for coalition in way])
        before = np.array([searched[coalition] for coalition in way])
        then = _mean_of(before[1:] - before[0])
        areas[name] = (mine[1:] - mine[0]).mean(axis=0)
        mine = mine[:, np.isfinite(mine).all(axis=0)]
        told = [paired(change) for change in mine[1:] - mine[0]]
        added = [paired(change) for change in np.diff(mine, axis=0)]
        sure, sure_step = (holm(np.array([row[4] for row in part])) for part in (told, added))
        means = mine.mean(axis=1) if mine.shape[1] else np.full(len(way), np.nan)
        first = len(steps)
        for k, player in enumerate(order):
            worse = bool(sure[k] < SIGNIFICANT and (told[k][0] < 0.0) == (better == "higher"))
            steps.append(
                (name, k + 1, players[player].id, players[player].group, means[0], means[k + 1], *told[k][:4], sure[k],
                 worse, *added[k][:3], sure_step[k], then[k], mine.shape[1])
            )  # fmt: skip
        changes = np.array([row[0] for row in told]) * (1.0 if better == "higher" else -1.0)
        partial = max(len(order) - 1, 1)  # the last step is all of it
        at = int(np.argmin(changes[:partial])) if np.isfinite(changes).all() else 0
        low = dict(zip(STEPS, steps[first + at], strict=True))
        area = paired(areas[name][np.isfinite(areas[name])])
        gap = areas[next(iter(orders))] - areas[name]
        less = paired(gap[np.isfinite(gap)]) if order != next(iter(orders.values())) else (np.nan,) * 5
        rows.append(
            (name, " → ".join(players[i].id for i in order), *area[:3], then.mean(), *less[:3], less[4], low["step"],
             low["term"], low["change"], low["ci_low"], low["ci_high"], low["p_holm"],
             sum(bool(row[STEPS.index("worse")]) for row in steps[first : first + len(order) - 1]), mine.shape[1])
        )  # fmt: skip
    table = pd.DataFrame(rows, columns=list(ORDERS))
    table["best_minus_p_holm"] = holm(table["best_minus_p_holm"].to_numpy(dtype=np.float64))
    return pd.DataFrame(steps, columns=list(STEPS)), table


def _mean_of(changes: "Floats") -> "Floats":
    """The mean over the seeds that have a value, by row; not a number where none has."""
    known = np.isfinite(changes)
    count, means = known.sum(axis=1), np.full(len(changes), np.nan)
    np.divide(np.where(known, changes, 0.0).sum(axis=1), count, out=means, where=count > 0)
    return means


def mean_change(values: "Mapping[int, Floats]", coalition: int) -> float:
    """What a coalition changes from none, mean over the seeds at which both have a value."""
    return float(_mean_of((values[coalition] - values[0])[None])[0])
