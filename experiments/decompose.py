"""Split the whole difference between two scenarios over the groups of rules: `sanshe.decompose`, `sanshe decompose`.

Every combination of the groups (clarity, ties, capacity, voice), each with its rules at A's or at B's values, is run on
the same seeds; the Shapley value of a group is what it adds to an outcome, mean over all orders of bringing the groups
in. By seed and outcome the groups' values sum to the whole difference.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments.analysis import Answer, labels_of
from experiments.coalitions import GROUPS, WHOLE, first_alike, game_of, groups_of, members
from experiments.compare import checked, unique_names
from experiments.runner import run_paired
from experiments.shapley import interactions, pairs_of, rounded, shapley
from experiments.statistics import holm, paired
from scenarios.library import load

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from model.tables import Floats
    from scenarios.scenario import Scenario

__all__ = [
    "COLUMNS", "GROUPS", "WHOLE", "Decomposition", "combination_name", "combinations_of", "decompose",
    "decompose_outcomes", "groups_of",
]  # fmt: skip

COLUMNS = (
    "outcome", "unit", "better", "term", "mean_a", "mean_b", "value", "ci_low", "ci_high", "effect_size", "p_holm", "n",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Decomposition(Answer):
    """The difference B − A split over groups of rules.

    `keys` the rules that differ, by group. `table` one row an outcome and term: the whole difference, then each group
    (columns `COLUMNS`, p by Holm over the outcomes of a term); `interactions` the same for every pair of groups.
    `shares` one row a seed, outcome and term; `outcomes` one row a combination, seed and outcome, `combination` naming
    the groups that stand at B.
    """

    names: tuple[str, ...]
    scenarios: "tuple[Scenario, ...]"
    keys: dict[str, tuple[str, ...]]
    seeds: int
    days: int
    table: pd.DataFrame
    interactions: pd.DataFrame
    shares: pd.DataFrame
    outcomes: pd.DataFrame

    def plot(self, lang: str = "en") -> "Figure":
        """For each primary outcome, the way from A to B group by group, with intervals."""
        from experiments.split_figure import draw_decomposition

        return draw_decomposition(self, lang)

    def labels(self, lang: str = "en") -> tuple[str, ...]:
        """What the two are called for a reader: their names; in Chinese their titles, where they differ."""
        return labels_of(self, lang)

    @property
    def kind(self) -> str:
        """`decompose`."""
        return "decompose"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Each group's part of every outcome, and the interactions of each two."""
        return {"decomposition": self.table, "interactions": self.interactions}

    def frames(self) -> dict[str, pd.DataFrame]:
        """Each seed's shares, and the outcomes of every combination."""
        return {"shares": self.shares, "outcomes": self.outcomes}

    def question(self, lang: str = "en") -> str:
        """Which group of rules makes the difference."""
        from experiments.split_words import question

        return question(self, lang)

    def findings(self, lang: str = "en") -> list[str]:
        """What each group adds, and what is not told from zero."""
        from experiments.split_words import findings

        return findings(self, lang)

    def caption(self, lang: str = "en") -> str:
        """What the waterfalls show."""
        from experiments.split_words import caption

        return caption(self, lang)

    def limits(self, lang: str = "en") -> list[str]:
        """What a split over groups cannot say."""
        from experiments.split_words import limits

        return limits(lang)

    def told(self) -> dict[str, Any]:
        """The rules that differ, by group."""
        return {"rules": {group: list(keys) for group, keys in self.keys.items()}}


def combinations_of(a: "Scenario", b: "Scenario") -> "tuple[list[Scenario], dict[str, tuple[str, ...]]]":
    """The scenario of every combination of groups, numbered in binary, and the keys by group that differ.

    Combination m has the rules of `GROUPS[i]` at B's values where bit i of m is set (`experiments.coalitions.Game`).
    Raises `InputError` where the two differ in more than rules, in a rule without a card, or in nothing.
    """
    game = game_of(a, b, "group", silent=True)
    found = [game.scenario(mask) for mask in range(1 << len(GROUPS))]
    return found, {player.id: player.keys for player in game.players}


def combination_name(mask: int) -> str:
    """A combination by the groups that stand at B, `clarity+voice`; `none` where all stand at A."""
    return "+".join(GROUPS[i] for i in members(mask)) or "none"


def _rows(
    about: tuple[str, str, str], terms: list[str], means: tuple[float, float], values: "Floats", seeds: list[int]
) -> list[tuple[Any, ...]]:
    """One row a term of an outcome; `values` has shape (terms, seeds)."""
    return [(*about, term, *means, *paired(mine), len(seeds)) for term, mine in zip(terms, values, strict=True)]


def decompose_outcomes(outcomes: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """(table, interactions, shares by seed) of a `Decomposition` from the outcomes of all combinations.

    `outcomes` has one row a combination, seed and outcome: `mask`, `seed`, `outcome`, `unit`, `better`, `value`. Seeds
    in which a value is missing in any combination are left out of that outcome.
    """
    about = outcomes.drop_duplicates("outcome")[["outcome", "unit", "better"]]
    wide = outcomes.pivot(index="mask", columns=["outcome", "seed"], values="value").sort_index()
    pairs = [f"{GROUPS[i]}×{GROUPS[j]}" for i, j in pairs_of(len(GROUPS))]
    whole: list[tuple[Any, ...]] = []
    crossed: list[tuple[Any, ...]] = []
    shares = []
    for key, unit, better in about.itertuples(index=False):
        part = wide[key]
        part = part.loc[:, np.isfinite(part.to_numpy(dtype=np.float64)).all(axis=0)]
        values, seeds = part.to_numpy(dtype=np.float64), part.columns.tolist()
        parts = rounded(np.vstack([values[-1:] - values[:1], shapley(values)]), values)
        means = (float(values[0].mean()), float(values[-1].mean())) if seeds else (np.nan, np.nan)
        whole += _rows((key, unit, better), [WHOLE, *GROUPS], means, parts, seeds)
        crossed += _rows((key, unit, better), pairs, means, rounded(interactions(values), values), seeds)
        for term, mine in zip((WHOLE, *GROUPS), parts, strict=True):
            shares.append(pd.DataFrame({"seed": seeds, "outcome": key, "term": term, "value": mine}))
    tables = []
    for rows in (whole, crossed):
        table = pd.DataFrame(rows, columns=list(COLUMNS))
        table["p_holm"] = table.groupby("term", sort=False)["p_holm"].transform(lambda p: holm(p.to_numpy()))
        tables.append(table)
    return tables[0], tables[1].drop(columns=["mean_a", "mean_b"]), pd.concat(shares, ignore_index=True)


def decompose(
    a: "str | Path | Scenario" = "hierarchy",
    b: "str | Path | Scenario" = "network",
    *,
    seeds: int = 10,
    years: float = 1.0,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Decomposition:
    """Split the difference between two scenarios over the groups of rules, on seeds 1 to `seeds`.

    Scenarios are given by name, path or as loaded; they must be of one city, with the same parameters and resources.
    Combinations with equal rules, as where a group has no rule that differs, are run once. `workers` and `progress` as
    in `sanshe.compare`. Raises `InputError` for bad input, `WorkersEndedError` if a worker process dies.
    """
    seeds, days, workers = checked(seeds, years, workers)
    two = tuple(load(s) if isinstance(s, str | Path) else s for s in (a, b))
    arms, keys = combinations_of(*two)
    alike = first_alike(arms)
    run = sorted(set(alike))
    parts = [
        one.outcomes.assign(arm=run[one.arm], seed=one.seed)
        for one in run_paired(
            tuple(arms[i] for i in run), tuple(arms[i].name for i in run), range(1, seeds + 1), days, workers,
            progress=progress,
        )
    ]  # fmt: skip
    ran = pd.concat(parts, ignore_index=True)
    whole = [ran[ran["arm"] == one].assign(mask=mask, combination=arms[mask].name) for mask, one in enumerate(alike)]
    every = pd.concat(whole, ignore_index=True)
    table, crossed, shares = decompose_outcomes(every)
    outcomes = every[["combination", "seed", "outcome", "unit", "better", "value"]]
    return Decomposition(unique_names(two), two, keys, seeds, days, table, crossed, shares, outcomes)
