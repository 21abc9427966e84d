"""Split the whole difference between two scenarios over the groups of rules: `sanshe.decompose`, `sanshe decompose`.

Every combination of the groups (clarity, ties, capacity, voice), each with its rules at A's or at B's values, is run on
the same seeds; the Shapley value of a group is what it adds to an outcome, mean over all orders of bringing the groups
in. By seed and outcome the groups' values sum to the whole difference.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import numpy as np
import pandas as pd

from experiments.compare import checked, unique_names
from experiments.runner import run_paired
from experiments.shapley import interactions, pairs_of, shapley
from experiments.statistics import holm, paired
from scenarios.declare import Declared
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.reading import short
from scenarios.rules import RuleCard
from scenarios.scenario import NAMES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from model.tables import Floats
    from scenarios.scenario import Scenario

GROUPS: tuple[str, ...] = get_args(get_type_hints(RuleCard)["group"])
WHOLE = "whole"
ROUNDING = 1e-13  # of the largest value of an outcome
COLUMNS = (
    "outcome", "unit", "better", "term", "mean_a", "mean_b", "value", "ci_low", "ci_high", "effect_size", "p_holm", "n",
)  # fmt: skip


@dataclass(frozen=True)
class Decomposition:
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
        titles = tuple(scenario.title_zh for scenario in self.scenarios)
        return titles if lang == "zh" and len(set(titles)) == len(titles) else self.names

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


def groups_of(scenario: "Scenario") -> dict[str, str]:
    """The group of every rule by its key, as the rules' cards say; the first card that names a key counts."""
    found: dict[str, str] = {}
    for card in scenario.cards:
        for key in card.keys:
            found.setdefault(key, card.group)
    return found


def _differing(a: object, b: object) -> str:
    """What differs, for a message: a few keys of a table, or nothing to name."""
    if not isinstance(a, Declared) or type(a) is not type(b):
        return ""
    keys = [key for key in type(a).model_fields if getattr(a, key) != getattr(b, key)]
    told = [f"{key} {short(getattr(a, key))} against {short(getattr(b, key))}" for key in keys[:3]]
    return ", ".join(told) + (f" and {len(keys) - 3} more" if len(keys) > 3 else "")


def _same_but_for_rules(a: "Scenario", b: "Scenario") -> None:
    """Refuse two scenarios whose difference is not of rules alone."""
    for part in type(a).model_fields:
        if part in (*NAMES, "rules", "extensions"):
            continue
        mine, other = getattr(a, part), getattr(b, part)
        same = mine.communities == other.communities if part == "city" else mine == other
        if not same:
            what = f"{mine.key} and {other.key}" if part == "city" else _differing(mine, other) or "a difference"
            raise InputError(part, what, "the same in both scenarios: the difference is split over rules alone")


def combinations_of(a: "Scenario", b: "Scenario") -> "tuple[list[Scenario], dict[str, tuple[str, ...]]]":
    """The scenario of every combination of groups, numbered in binary, and the keys by group that differ.

    Combination m has the rules of `GROUPS[i]` at B's values where bit i of m is set. An extension that only one of the
    two names stands in all between them, its rules at their defaults where they are A's or B's not to have. Raises
    `InputError` where the two differ in more than rules, in a rule without a card, or in nothing.
    """
    _same_but_for_rules(a, b)
    extensions = tuple(dict.fromkeys([*a.extensions, *b.extensions]))
    low, high = a.replace(extensions=extensions), b.replace(extensions=extensions)
    from_, to = low.rules.model_dump(), high.rules.model_dump()
    group = groups_of(low)
    keys: dict[str, list[str]] = {name: [] for name in GROUPS}
    for key in to:
        if from_[key] == to[key]:
            continue
        if group.get(key) not in keys:
            raise InputError(key, "no rule card that names it", f"a card with a group of {', '.join(GROUPS)}")
        keys[group[key]].append(key)
    if not any(keys.values()):
        raise InputError("scenarios", f"the same rules in {a.name} and {b.name}", "two that differ in a rule")
    found = []
    for mask in range(1 << len(GROUPS)):
        names = [name for i, name in enumerate(GROUPS) if mask >> i & 1]
        changed: Mapping[str, Any] = {key: to[key] for name in names for key in keys[name]}
        found.append(low.replace(**changed, name=combination_name(mask)))
    if a.extensions != b.extensions:  # what each is alone, as `compare` runs it
        found[0], found[-1] = a.replace(name=found[0].name), b.replace(name=found[-1].name)
    return found, {name: tuple(mine) for name, mine in keys.items()}


def combination_name(mask: int) -> str:
    """A combination by the groups that stand at B, `clarity+voice`; `none` where all stand at A."""
    return "+".join(name for i, name in enumerate(GROUPS) if mask >> i & 1) or "none"


def _rows(
    about: tuple[str, str, str], terms: list[str], means: tuple[float, float], values: "Floats", seeds: list[int]
) -> list[tuple[Any, ...]]:
    """One row a term of an outcome; `values` has shape (terms, seeds)."""
    return [(*about, term, *means, *paired(mine), len(seeds)) for term, mine in zip(terms, values, strict=True)]


def _rounded(parts: "Floats", values: "Floats") -> "Floats":
    """The parts of values, zero where they are no more than rounding; shapes (terms, seeds) and (16, seeds)."""
    return np.where(np.abs(parts) > ROUNDING * np.abs(values).max(axis=0, initial=0.0), parts, 0.0)


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
        parts = _rounded(np.vstack([values[-1:] - values[:1], shapley(values)]), values)
        means = (float(values[0].mean()), float(values[-1].mean())) if seeds else (np.nan, np.nan)
        whole += _rows((key, unit, better), [WHOLE, *GROUPS], means, parts, seeds)
        crossed += _rows((key, unit, better), pairs, means, _rounded(interactions(values), values), seeds)
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
    alike = [next(i for i, other in enumerate(arms) if _alike(arm, other)) for arm in arms]
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


def _alike(a: "Scenario", b: "Scenario") -> bool:
    """Whether two combinations are the same run."""
    return a.rules == b.rules and a.extensions == b.extensions
