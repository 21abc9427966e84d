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
    """The difference B − A split over groups of rules; what `sanshe.decompose` gives.

    Attributes:
        names: What the two are called.
        scenarios: The two.
        keys: The rules that differ, by group.
        seeds: How many seeds each combination ran on, from 1 on.
        days: Working days of a run.
        table: One row an outcome and term (`COLUMNS` of this module): the whole difference, then each group, with
            interval and p by Holm over the outcomes of a term.
        interactions: The same for every pair of groups: by how much more two add together than each alone.
        shares: One row a seed, outcome and term.
        outcomes: One row a combination, seed and outcome, `combination` naming the groups that stand at B.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> before = sanshe.load("hierarchy").replace(city=town)
        >>> after = before.replace(communities_per_station=2, station_functions="integrated", name="after")
        >>> found = sanshe.decompose(before, after, seeds=2, years=0.02)
        >>> found.keys
        {'clarity': ('station_functions',), 'ties': ('communities_per_station',), 'capacity': (), 'voice': ()}
        >>> sorted(found.outcomes["combination"].unique())[:3]
        ['capacity', 'capacity+voice', 'clarity']
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
    """Split the difference between two scenarios over the four groups of rules: clarity, ties, capacity, voice.

    Every combination of the groups, each with its rules at A's or at B's values, is run on the same seeds; the Shapley
    (1953) value of a group is what it adds to an outcome, mean over all orders of bringing the groups in. By seed and
    outcome the groups' values sum to the whole difference. Combinations with equal rules are run once.

    Args:
        a: The first scenario (A), a name, a YAML file, or as loaded.
        b: The second (B), likewise; of one city, with the same parameters and resources.
        seeds: How many seeds, from 1 on; every run of one seed meets the same residents with the same needs.
        years: Length of a run, of 250 working days each; 0.1 is 25 days.
        workers: Processes, as in `sanshe.compare`.
        progress: Told how many seeds are done.

    Returns:
        A `sanshe.Decomposition`.

    Raises:
        InputError: For bad input; it is a `ValueError`.
        WorkersEndedError: If a worker process dies; it is a `RuntimeError`.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> before = sanshe.load("hierarchy").replace(city=town)
        >>> after = before.replace(communities_per_station=2, station_functions="integrated", name="after")
        >>> found = sanshe.decompose(before, after, seeds=2, years=0.04)
        >>> split = found.table.query("outcome == 'resolution_mean'").set_index("term")["value"]
        >>> split.round(2)
        term
        whole      -0.24
        clarity    -0.11
        ties       -0.13
        capacity    0.00
        voice       0.00
        Name: value, dtype: float64
        >>> bool(abs(split["whole"] - split.drop("whole").sum()) < 1e-9)
        True
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
