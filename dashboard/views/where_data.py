"""Where and for whom: each community and group under every regime, over the seeds that are finished.

Pure functions over the frames of a run (`dashboard.runs.run.Run`): means, intervals of the page's 90 %, and differences
paired by seed. A seed in which a group has no value, such as no request at all, is left out and `n` says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.equity import gaps_of
from experiments.statistics import paired

BAND = 0.9  # of the intervals on the page
STAGES = ("voiced", "answered", "resolved", "followed_up")
LIVE = ("backlog", "unvoiced_stock", "voiced_share", "resolved_share", "satisfaction")
"""Outcomes that are known of each community while a run goes on."""
SAME = 1e-9  # relative: values that are no further apart are as good as each other


@dataclass(frozen=True)
class Spread:
    """A mean over `n` seeds with its 90 % interval by Student's t; not-a-number where there is none (n below 2)."""

    mean: float
    low: float
    high: float
    n: int

    @property
    def sure(self) -> bool:
        """Whether there is an interval and it leaves zero out."""
        return self.low > 0.0 or self.high < 0.0

    def times(self, factor: float) -> "Spread":
        """The same in another unit; `factor` above 0."""
        return Spread(self.mean * factor, self.low * factor, self.high * factor, self.n)


@dataclass(frozen=True)
class Group:
    """Some residents, or what stands between two groups of them, under every regime.

    `residents` and `needs` of a run, means over seeds and regimes; `values` by regime in the outcome's unit;
    `differences` of each further regime from the first, paired by seed.
    """

    name: str
    residents: float
    needs: float
    values: tuple[Spread, ...]
    differences: tuple[Spread, ...]


@dataclass(frozen=True)
class Worst:
    """The worst served community of a regime.

    `names` worst in the mean over seeds, several if they are equal, in which case none stands out if it is all of
    `among`; `value` that of the first; `behind` that value less the district's own, paired by seed; `often` the share
    of the `seeds` (those in which any community has a value) in which each is the worst, alone or with others.
    """

    names: tuple[str, ...]
    among: int
    value: Spread
    behind: Spread
    often: dict[str, float]
    seeds: int


@dataclass(frozen=True)
class Stage:
    """How many needs come as far as a stage: `shares` of all that arose, by regime; `lost` since the stage before;
    `differences` of each further regime from the first, paired by seed.
    """

    key: str
    shares: tuple[Spread, ...]
    lost: tuple[Spread, ...]
    differences: tuple[Spread, ...]


def spread(values: np.ndarray) -> Spread:
    """Mean and interval of what is known among these values."""
    known = values[np.isfinite(values)]
    mean, low, high, _, _ = paired(known, BAND)
    return Spread(mean, low, high, len(known))


def of_regimes(values: np.ndarray) -> tuple[tuple[Spread, ...], tuple[Spread, ...]]:
    """`values` (seeds, regimes) as the spread of each regime, and of each further one less the first, paired."""
    regimes = range(values.shape[1])
    return (
        tuple(spread(values[:, arm]) for arm in regimes),
        tuple(spread(values[:, arm] - values[:, 0]) for arm in regimes[1:]),
    )


def groups_of(groups: pd.DataFrame, breakdown: str, outcome: str, arms: int) -> tuple[Group, ...]:
    """Each group of a breakdown in an outcome, in the order of the frame; `groups` as `Run.groups()` gives it."""
    mine = groups[(groups["breakdown"] == breakdown) & (groups["outcome"] == outcome)]
    residents, needs = (mine.groupby("group")[column].mean().to_dict() for column in ("residents", "needs"))
    found = _by_regime(mine.rename(columns={"group": "name"}), arms)
    return tuple(Group(name, residents[name], needs[name], *of_regimes(values)) for name, values in found.items())


def gaps(groups: pd.DataFrame, outcome: str, arms: int) -> tuple[Group, ...]:
    """`vulnerable`: the vulnerable less the others, `oldest`: those of 60 and more less all others, as `Group`s whose
    differences say how much the gap changes.
    """
    mine = groups[(groups["outcome"] == outcome) & groups["breakdown"].isin(["vulnerability", "oldest"])]
    if mine.empty:
        return ()
    found = _by_regime(gaps_of(mine).rename(columns={"gap": "name"}), arms)
    return tuple(Group(name, np.nan, np.nan, *of_regimes(values)) for name, values in found.items())


def live(places: pd.DataFrame, outcome: str, arms: int) -> tuple[Group, ...]:
    """The communities as they stand in the one seed that is watched; `places` as `Run.places()` gives it, `outcome` one
    of `LIVE`. There is no interval.
    """
    value = places.get(outcome)
    if outcome == "backlog":
        value = 1000.0 * places["backlog"] / places["residents"]
    elif outcome == "unvoiced_stock":
        value = 1000.0 * places["unvoiced"] / places["residents"]
    told = places.assign(value=value, seed=0, name=places["community"])
    residents = places.drop_duplicates("community").set_index("community")["residents"]
    found = _by_regime(told, arms)
    return tuple(Group(name, float(residents[name]), np.nan, *of_regimes(values)) for name, values in found.items())


def worst(groups: pd.DataFrame, outcome: str, arm: int, better: str) -> Worst | None:
    """The worst served community under a regime; None where no direction is the better one, or nothing is known."""
    mine = groups[(groups["outcome"] == outcome) & (groups["arm"] == arm)]
    table = mine[mine["breakdown"] == "community"].pivot(index="seed", columns="group", values="value")
    table = table.dropna(how="all").dropna(how="all", axis=1)
    if better == "none" or table.empty:
        return None
    sign = -1.0 if better == "higher" else 1.0  # the worst has the largest
    bad = sign * table
    ranked = np.isclose(bad.sub(bad.max(axis=1), axis=0).fillna(-np.inf), 0.0, rtol=0.0, atol=_tolerance(bad))
    means = bad.mean()
    names = tuple(str(name) for name in means.index[means >= means.max() - _tolerance(bad)])
    district = mine[mine["breakdown"] == "all"].set_index("seed")["value"]
    first = table[names[0]]
    return Worst(
        names, table.shape[1], spread(first.to_numpy()), spread((first - district.reindex(first.index)).to_numpy()),
        dict(zip(map(str, table.columns), ranked.mean(axis=0).tolist(), strict=True)), len(table),
    )  # fmt: skip


def stages(promises: pd.DataFrame, group: str, arms: int) -> tuple[Stage, ...]:
    """How far the needs of a group ("all", "vulnerable", "others") come; `promises` as `Run.promises()` gives it."""
    mine = promises[promises["group"] == group].set_index(["seed", "arm"]).drop(columns="group")
    if mine.empty:
        return ()
    share = mine.div(mine["arisen"].where(mine["arisen"] > 0), axis=0)
    lost = -share[["arisen", *STAGES]].diff(axis=1)

    def in_columns(column: "pd.Series[float]") -> np.ndarray:
        return column.unstack("arm").reindex(columns=range(arms)).to_numpy(dtype=np.float64)

    return tuple(
        Stage(key, values, of_regimes(in_columns(lost[key]))[0], differences)
        for key in STAGES
        for values, differences in (of_regimes(in_columns(share[key])),)
    )


def streets_of(places: Sequence[tuple[str, str]]) -> dict[str, tuple[int, ...]]:
    """Which communities each street has, as numbers in their order; `places` are (community, street)."""
    found: dict[str, list[int]] = {}
    for number, (_, street) in enumerate(places):
        found.setdefault(street, []).append(number)
    return {street: tuple(members) for street, members in found.items()}


def _tolerance(values: pd.DataFrame) -> float:
    """How near two values are that count as equal."""
    return SAME * float(np.nanmax(np.abs(values.to_numpy()), initial=0.0))


def _by_regime(rows: pd.DataFrame, arms: int) -> dict[str, np.ndarray]:
    """`value` of each `name` as (seeds, regimes), not-a-number where there is none, names in the order of the rows."""
    table = rows.pivot(index="seed", columns=["name", "arm"], values="value")
    names = [str(name) for name in dict.fromkeys(rows["name"])]
    columns = pd.MultiIndex.from_product([names, range(arms)])
    values = table.reindex(columns=columns).to_numpy(dtype=np.float64).reshape(len(table), len(names), arms)
    return {name: values[:, i] for i, name in enumerate(names)}
