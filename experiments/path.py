"""In which order to bring rules in, and the dip on the way: `sanshe.path`, `sanshe path`.

The rules that differ between two regimes are brought in one after another; the order is sought whose outcome is best on
the way, mean over its steps. The best of many orders on some seeds looks better than it is (the optimizer's curse:
Smith & Winkler 2006), so what is reported of it is measured on fresh seeds that the search did not see.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments.analysis import Answer, labels_of
from experiments.coalitions import EXACT, By, Game, Player, Runs, checked_outcomes, declared_as, game_of
from experiments.compare import checked, unique_names
from experiments.shapley import on_the_way
from experiments.ways import Order, best_order, follow, mean_change, most_coalitions, order_of_levels
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.limits import MOST_SEEDS, whole_number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from experiments.ensemble import Evaluate
    from model.tables import Floats
    from scenarios.scenario import Scenario

BEST, GREEDY, BY_LEVEL, WORST = "best", "greedy", "levels", "worst"
MOST_BEAM = 1000


@dataclass(frozen=True, repr=False)
class ReformPath(Answer):
    """Orders in which to bring rules in, and an outcome on the way; what `sanshe.path` gives.

    Attributes:
        names: What the two are called.
        scenarios: The two.
        seeds: How many seeds the search ran on, from 1 on.
        fresh: How many fresh seeds after them the orders found ran on.
        days: Working days of a run.
        by: `rule` or `group`.
        players: What is brought in (`experiments.coalitions.Player`): `id`, `group`, `keys`, names.
        complete: Whether these are all that differ.
        outcome: The outcome by which orders are judged.
        beam: How many coalitions of each size the search went on from.
        orders: Numbers of players by the order's name: `best` of the search, `greedy`, `levels` (district, street,
            community), `worst` if it was sought.
        steps: One row an order and step (`STEPS` of `experiments.ways`), on fresh seeds: the outcome, its change from A
            with a paired interval, p by Holm over the steps of an order, whether it is worse than A, and the change
            from the step before; what begins with `searched` is of the search's seeds.
        table: One row an order (`ORDERS` there): the mean change over the steps (`area`), how much less that is than
            the best order's, and the lowest step.
        outcomes: One row a run.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> before = sanshe.load("hierarchy").replace(city=town)
        >>> after = before.replace(communities_per_station=2, station_functions="integrated", name="after")
        >>> found = sanshe.path(before, after, outcome="resolution_mean", seeds=2, years=0.02)
        >>> found
        <ReformPath of hierarchy, after, seeds 2, working days 5: .findings(), .tables(), .plot(), .limits()>
        >>> {name: [found.players[i].id for i in order] for name, order in found.orders.items()}
        {'best': ['R4', 'R3'], 'greedy': ['R4', 'R3'], 'levels': ['R3', 'R4'], 'worst': ['R3', 'R4']}
    """

    names: tuple[str, ...]
    scenarios: "tuple[Scenario, ...]"
    seeds: int
    fresh: int
    days: int
    by: By
    players: tuple[Player, ...]
    complete: bool
    outcome: str
    beam: int
    orders: dict[str, Order]
    steps: pd.DataFrame
    table: pd.DataFrame
    outcomes: pd.DataFrame

    @property
    def kind(self) -> str:
        """The command that asks it."""
        return "path"

    @property
    def exact(self) -> bool:
        """Whether all coalitions were run, so that no order is better on the seeds of the search."""
        return len(self.players) <= EXACT

    def labels(self, lang: str = "en") -> tuple[str, ...]:
        """What the two are called for a reader: their names; in Chinese their titles, where they differ."""
        return labels_of(self, lang)

    def tables(self) -> dict[str, pd.DataFrame]:
        """`path`, the steps of every order, and `orders`."""
        return {"path": self.steps, "orders": self.table}

    def frames(self) -> dict[str, pd.DataFrame]:
        """The outcomes of every run."""
        return {"runs": self.outcomes}

    def plot(self, lang: str = "en") -> "Figure":
        """The outcome step by step on fresh seeds."""
        from experiments.path_figure import draw_path

        return draw_path(self, lang)

    def question(self, lang: str = "en") -> str:
        """What was asked."""
        from experiments.path_words import question

        return question(self, lang)

    def findings(self, lang: str = "en") -> list[str]:
        """The best order found, what it gains, and where partial reforms are worse than none."""
        from experiments.path_words import findings

        return findings(self, lang)

    def caption(self, lang: str = "en") -> str:
        """What the figure shows."""
        from experiments.path_words import caption

        return caption(self, lang)

    def limits(self, lang: str = "en") -> list[str]:
        """What this analysis cannot say."""
        from experiments.path_words import limits

        return limits(self, lang)

    def told(self) -> dict[str, Any]:
        """What the provenance needs beside versions, arms and seeds."""
        rules = {player.id: list(player.keys) for player in self.players}
        ways = {name: [self.players[i].id for i in order] for name, order in self.orders.items()}
        fresh = list(range(self.seeds + 1, self.seeds + self.fresh + 1))
        return {
            "by": self.by, "rules": rules, "outcome": self.outcome, "beam": self.beam, "orders": ways,
            "fresh_seeds": fresh,
        }  # fmt: skip


def checked_outcome(key: str, field: str = "outcome") -> str:
    """An outcome that has a better direction; an `InputError` for another."""
    (one,) = checked_outcomes([key], field)
    if declared_as([one])[one][1] == "none":
        raise InputError(field, f"{one}, of which neither direction is better", "an outcome with a better direction")
    return one


def most_runs(players: int, beam: int, seeds: int, fresh: int, worst: bool) -> int:
    """How many runs a search takes, at most."""
    orders = 3 + worst
    if players <= EXACT:
        return (seeds + fresh) << players
    looked = most_coalitions(players, beam) + (most_coalitions(players, 1) if beam > 1 else 0)
    looked += players + (most_coalitions(players, 1) if worst else 0)
    return seeds * (1 + looked) + fresh * (2 + orders * (players - 1))


class _Search:
    """The values of one outcome by coalition on some seeds, run when they are asked for."""

    def __init__(self, runs: Runs, outcome: str, seeds: Sequence[int], higher: bool) -> None:
        self._runs, self._outcome, self._seeds, self._sign = runs, outcome, seeds, 1.0 if higher else -1.0
        self.values: dict[int, Floats] = {}

    def need(self, coalitions: Sequence[int]) -> None:
        """Run what is not known yet, in one batch."""
        new = [coalition for coalition in coalitions if coalition not in self.values]
        self._runs.need((coalition, seed) for coalition in new for seed in self._seeds)
        if self._outcome not in self._runs.outcomes:
            raise InputError("outcome", f"{self._outcome}, which no run gives", "one that runs give")
        k = self._runs.outcomes.index(self._outcome)
        for coalition in new:
            self.values[coalition] = np.array([self._runs.at(coalition, seed)[k] for seed in self._seeds])

    def worth(self, coalitions: list[int], sign: float = 1.0) -> dict[int, float]:
        """How much better than A coalitions are, mean over seeds; nothing is as bad as to have no value."""
        self.need(coalitions)
        changes = {coalition: mean_change(self.values, coalition) for coalition in coalitions}
        return {c: sign * self._sign * change if np.isfinite(change) else -np.inf for c, change in changes.items()}

    def harm(self, coalitions: list[int]) -> dict[int, float]:
        """How much worse than A coalitions are."""
        return self.worth(coalitions, -1.0)


def search(found: _Search, game: Game, by: By, beam: int, worst: bool) -> dict[str, Order]:
    """The orders of a `ReformPath` by name."""
    n = len(game.players)
    found.need(range(1 << n) if n <= EXACT else [0])
    if not np.isfinite(found.values[0]).any():
        raise InputError("outcome", "no value in A at any seed", "an outcome that A has at some seed")
    wide = 1 << n if n <= EXACT else beam
    orders = {BEST: best_order(found.worth, n, wide), GREEDY: best_order(found.worth, n, 1)}
    if by == "rule":
        orders[BY_LEVEL] = order_of_levels(game.players)
        found.need(on_the_way(orders[BY_LEVEL]))
    if worst or n <= EXACT:
        orders[WORST] = best_order(found.harm, n, wide if n <= EXACT else 1)
    return orders


def path(
    a: "str | Path | Scenario" = "hierarchy",
    b: "str | Path | Scenario" = "network",
    *,
    outcome: str = "satisfaction",
    by: By = "rule",
    only: Sequence[str] = (),
    beam: int = 2,
    worst: bool = False,
    seeds: int = 10,
    fresh: int | None = None,
    years: float = 1.0,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
    folder: Path | None = None,
    scheduler: str | None = None,
    evaluate: "Evaluate | None" = None,
) -> ReformPath:
    """Seek the best order in which to bring the rules of B into A, and say what the outcome does on the way.

    An order is the better, the better the outcome is in the mean over its steps, each step run for `years` from the
    start. What is reported of the orders found is measured on fresh seeds, since the best of many looks better than it
    is (the optimizer's curse: Smith & Winkler 2006). Up to four rules all coalitions are run. With 25 rules a search
    takes 325 coalitions with a beam of one and up to about 900 with two.

    Args:
        a: The first scenario (A), a name, a YAML file, or as loaded.
        b: The second (B), likewise; of one city, with the same parameters and resources.
        outcome: The outcome by which orders are judged, one with a better direction.
        by: `rule`, or `group` for the four groups of rules.
        only: Some of the rules or groups by id, `("R1", "C4")`; the others stay at A. All by default.
        beam: How many coalitions of each size the search goes on from; 1 is greedy.
        worst: Whether to seek the worst order too, greedily.
        seeds: How many seeds the search runs on, from 1 on.
        fresh: How many further seeds the orders found run on; as many by default.
        years: Length of a run, of 250 working days each; 0.1 is 25 days.
        workers: Processes, as in `sanshe.compare`.
        progress: Told how many runs are done.
        folder: Keeps the runs, so that what was stopped goes on where it was; in memory alone by default.
        scheduler: The address of a Dask scheduler, in place of `workers` processes.
        evaluate: Runs the model in its place: takes (scenario, seed) pairs and gives one row each, one column an
            outcome.

    Returns:
        A `sanshe.ReformPath`.

    Raises:
        InputError: For bad input; it is a `ValueError`.
        WorkersEndedError: If a worker process dies; it is a `RuntimeError`.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> before = sanshe.load("hierarchy").replace(city=town)
        >>> after = before.replace(communities_per_station=2, station_functions="integrated", name="after")
        >>> found = sanshe.path(before, after, outcome="resolution_mean", seeds=2, years=0.04)
        >>> found.table[["order", "way", "area", "ci_low", "ci_high"]].round(2)
            order      way  area  ci_low  ci_high
        0    best  R3 → R4 -0.84   -1.95     0.27
        1  greedy  R3 → R4 -0.84   -1.95     0.27
        2  levels  R3 → R4 -0.84   -1.95     0.27
        3   worst  R4 → R3 -0.85   -1.18    -0.51
    """
    from experiments.ensemble import Ensemble

    seeds, days, workers = checked(seeds, years, workers)
    later = seeds if fresh is None else whole_number("fresh", fresh, 1, MOST_SEEDS)
    beam = whole_number("beam", beam, 1, MOST_BEAM)
    outcome = checked_outcome(outcome)
    one, other = (load(s) if isinstance(s, str | Path) else s for s in (a, b))
    every = game_of(one, other, by)
    game = every.restricted([only] if isinstance(only, str) else only)
    better = declared_as([outcome])[outcome][1]
    own = Ensemble(days, workers=workers, folder=folder, scheduler=scheduler, progress=progress)
    with nullcontext(evaluate) if evaluate else own as run:
        runs = Runs(game, run)
        first = _Search(runs, outcome, range(1, seeds + 1), better == "higher")
        orders = search(first, game, by, beam, worst)
        again = _Search(runs, outcome, range(seeds + 1, seeds + later + 1), better == "higher")
        again.need(list(dict.fromkeys(c for order in orders.values() for c in on_the_way(order))))
    steps, table = follow(again.values, first.values, orders, game.players, better)
    return ReformPath(
        unique_names((one, other)), (one, other), seeds, later, days, by, game.players,
        len(game.players) == len(every.players), outcome, beam, orders, steps, table, runs.frame(),
    )  # fmt: skip
