"""Which rule did it: the difference between two regimes split over their rules: `sanshe.attribute`.

The Shapley value of a rule is what it adds to an outcome when it is brought in after others, mean over all orders of
bringing the rules in. With many rules the orders are sampled (Castro, Gómez & Tejada 2009), each with its reverse
(antithetic: Mitchell, Cooper, Frank & Holmes 2022), others at every seed, so that the interval over seeds covers both
what differs from seed to seed and which orders were drawn. By seed and outcome the values sum to the whole difference.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.analysis import Answer, labels_of
from experiments.coalitions import EXACT, At, By, Game, Player, Runs, checked_outcomes, game_of
from experiments.compare import checked, unique_names
from experiments.shares import MOST_PERMUTATIONS, Order, attribute_outcomes, coalitions_of, orders_of
from model.outcomes import PRIMARY
from scenarios.library import load
from scenarios.limits import LARGEST_SEED, whole_number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from experiments.ensemble import Evaluate
    from scenarios.scenario import Scenario

SHOWN = ("satisfaction", "resolution_mean", "cost_per_resolved")


@dataclass(frozen=True, repr=False)
class Attribution(Answer):
    """The difference B − A split over rules or groups of rules; what `sanshe.attribute` gives.

    Attributes:
        names: What the two are called.
        scenarios: The two.
        seeds: How many seeds, from 1 on.
        days: Working days of a run.
        by: `rule` or `group`.
        players: Those over whom the difference is split (`experiments.coalitions.Player`): `id`, `group`, `keys`,
            names.
        permutations: Pairs of orders that were drawn at each seed.
        seed: The seed of the orders.
        shown: The outcomes of figure and findings.
        table: One row an outcome and term (`COLUMNS` of `experiments.shares`): the whole difference, its p by Holm over
            the outcomes as in `sanshe.compare`; then each player: its Shapley value, its p by Holm over the players of
            an outcome, since the question is which of them did it; what it does alone in A (`in_`); what is lost where
            it alone is taken out of B (`out_`); and by how much more it does in B's company than alone (`shift_` = out
            − in).
        interactions: One row an outcome and pair (`PAIRS` there), p by Holm over the pairs of an outcome.
        shares: One row a seed, outcome and term.
        outcomes: One row a run, `coalition` naming who stands at B.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> before = sanshe.load("hierarchy").replace(city=town)
        >>> after = before.replace(communities_per_station=2, station_functions="integrated", name="after")
        >>> found = sanshe.attribute(before, after, seeds=2, years=0.02)
        >>> [player.label() for player in found.players]
        ['R3 One station for several communities', 'R4 Three functions in one station']
        >>> found.exact, found.outcomes["coalition"].unique().tolist()
        (True, ['none', 'R3+R4', 'R3', 'R4'])
    """

    names: tuple[str, ...]
    scenarios: "tuple[Scenario, ...]"
    seeds: int
    days: int
    by: By
    players: tuple[Player, ...]
    permutations: int
    seed: int
    shown: tuple[str, ...]
    table: pd.DataFrame
    interactions: pd.DataFrame
    shares: pd.DataFrame
    outcomes: pd.DataFrame

    @property
    def kind(self) -> str:
        """The command that asks it."""
        return "attribute"

    @property
    def exact(self) -> bool:
        """Whether all coalitions were run, so that no order was drawn."""
        return len(self.players) <= EXACT

    def labels(self, lang: str = "en") -> tuple[str, ...]:
        """What the two are called for a reader: their names; in Chinese their titles, where they differ."""
        return labels_of(self, lang)

    def tables(self) -> dict[str, pd.DataFrame]:
        """`attribution`, and `interactions` of the primary outcomes and those shown."""
        told = self.interactions["outcome"].isin({*PRIMARY, *self.shown})
        return {"attribution": self.table, "interactions": self.interactions[told]}

    def frames(self) -> dict[str, pd.DataFrame]:
        """Each seed's shares, the interactions of all outcomes, and the outcomes of every run."""
        return {"shares": self.shares, "interactions": self.interactions, "runs": self.outcomes}

    def plot(self, lang: str = "en") -> "Figure":
        """For each outcome shown, the way from A to B rule by rule, and each rule alone in A and taken out of B."""
        from experiments.attribute_figure import draw_attribution

        return draw_attribution(self, lang)

    def question(self, lang: str = "en") -> str:
        """What was asked."""
        from experiments.attribute_words import question

        return question(self, lang)

    def findings(self, lang: str = "en") -> list[str]:
        """What was found and what was not, by outcome."""
        from experiments.attribute_words import findings

        return findings(self, lang)

    def caption(self, lang: str = "en") -> str:
        """What the figure shows."""
        from experiments.attribute_words import caption

        return caption(self, lang)

    def limits(self, lang: str = "en") -> list[str]:
        """What this analysis cannot say."""
        from experiments.attribute_words import limits

        return limits(self, lang)

    def told(self) -> dict[str, Any]:
        """What the provenance needs beside versions, arms and seeds."""
        rules = {player.id: list(player.keys) for player in self.players}
        drawn = {} if self.exact else {"permutations": self.permutations, "seed_of_orders": self.seed}
        return {"by": self.by, "rules": rules, **drawn, "shown": list(self.shown)}


def planned(game: Game, seeds: int, permutations: int, seed: int) -> tuple[dict[int, list[Order]], list[At]]:
    """(orders by seed, the runs they need: coalition and seed)."""
    orders = orders_of(len(game.players), range(1, seeds + 1), permutations, seed)
    return orders, [(coalition, one) for one, mine in orders.items() for coalition in coalitions_of(mine)]


def attribute(
    a: "str | Path | Scenario" = "hierarchy",
    b: "str | Path | Scenario" = "network",
    *,
    by: By = "rule",
    outcomes: Sequence[str] = SHOWN,
    seeds: int = 10,
    years: float = 1.0,
    permutations: int = 2,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
    folder: Path | None = None,
    scheduler: str | None = None,
    evaluate: "Evaluate | None" = None,
) -> Attribution:
    """Which rule did it: the difference between two scenarios split over their rules, or groups of rules.

    The Shapley (1953) value of a rule is what it adds to an outcome when it is brought in after others, mean over all
    orders. At each seed `permutations` pairs of orders are drawn, each with its reverse (Castro, Gómez & Tejada 2009;
    Mitchell et al. 2022); up to four rules all coalitions are run instead, and nothing is drawn. With 25 rules a seed
    takes some 96 runs with one pair, 44 more with each further one.

    Args:
        a: The first scenario (A), a name, a YAML file, or as loaded.
        b: The second (B), likewise; of one city, with the same parameters and resources.
        by: `rule`, or `group` for the four groups of rules.
        outcomes: The outcomes of figure and findings; the tables have all.
        seeds: How many seeds, from 1 on; every run of one seed meets the same residents with the same needs.
        years: Length of a run, of 250 working days each; 0.1 is 25 days.
        workers: Processes, as in `sanshe.compare`.
        permutations: Pairs of orders a seed; more seeds narrow the intervals as much, or more.
        seed: The seed of the orders.
        progress: Told how many runs are done.
        folder: Keeps the runs, so that what was stopped goes on where it was; in memory alone by default.
        scheduler: The address of a Dask scheduler, in place of `workers` processes.
        evaluate: Runs the model in its place: takes (scenario, seed) pairs and gives one row each, one column an
            outcome.

    Returns:
        A `sanshe.Attribution`.

    Raises:
        InputError: For bad input; it is a `ValueError`.
        WorkersEndedError: If a worker process dies; it is a `RuntimeError`.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> before = sanshe.load("hierarchy").replace(city=town)
        >>> after = before.replace(communities_per_station=2, station_functions="integrated", name="after")
        >>> found = sanshe.attribute(before, after, seeds=2, years=0.04)
        >>> found.table.query("outcome == 'resolution_mean'")[["term", "value", "ci_low", "ci_high"]].round(2)
             term  value  ci_low  ci_high
        21  whole  -0.24   -1.32     0.85
        22     R3  -0.13   -0.51     0.25
        23     R4  -0.11   -1.58     1.35
    """
    from experiments.ensemble import Ensemble

    seeds, days, workers = checked(seeds, years, workers)
    permutations = whole_number("permutations", permutations, 1, MOST_PERMUTATIONS)
    seed = whole_number("seed", seed, 0, LARGEST_SEED)
    shown = checked_outcomes([outcomes] if isinstance(outcomes, str) else outcomes) or SHOWN
    one, other = (load(s) if isinstance(s, str | Path) else s for s in (a, b))
    game = game_of(one, other, by)
    orders, wanted = planned(game, seeds, permutations, seed)
    own = Ensemble(days, workers=workers, folder=folder, scheduler=scheduler, progress=progress)
    with nullcontext(evaluate) if evaluate else own as run:
        runs = Runs(game, run)
        runs.need(wanted)
    known = {one: runs.coalitions(one) for one in orders}
    table, crossed, shares = attribute_outcomes(known, orders, game.players, runs.outcomes)
    return Attribution(
        unique_names((game.a, game.b)), (game.a, game.b), seeds, days, by, game.players, permutations, seed, shown,
        table, crossed, shares, runs.frame(),
    )  # fmt: skip
