"""For whom is the difference? `sanshe.equity`, `sanshe equity`: a comparison by vulnerability, age and community.

Each outcome of a group is the district's own outcome over the group's residents and requests (`model.by_group`), run by
run, so that differences are paired by seed within every group. Three questions are asked of them: is there a difference
in a group, does a gap between groups close, and are communities more or less alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments.analysis import Answer, labels_of
from experiments.compare import checked, one_district, unique_names
from experiments.runner import run_paired
from experiments.statistics import SIGNIFICANT, compare_outcomes, holm, paired
from scenarios.errors import InputError, nearest
from scenarios.library import load
from scenarios.reading import short

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from model.tables import Floats
    from scenarios.scenario import Scenario

BREAKDOWNS = ("all", "vulnerability", "age", "community")
MOST_DRAWN = 3  # outcomes in one figure
GAPS = ("vulnerable", "oldest", "worst_community")
GAP_COLUMNS = (
    "arm", "gap", "outcome", "unit", "better", "mean_a", "low_a", "high_a", "mean_b", "low_b", "high_b", "difference",
    "ci_low", "ci_high", "effect_size", "p_holm", "stands_a", "stands_b", "verdict", "n",
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Equity(Answer):
    """Paired runs of several arms, by group of residents; what `sanshe.equity` gives. The first arm is the baseline.

    Attributes:
        names: What the arms are called.
        scenarios: The arms.
        seeds: How many seeds each arm ran on, from 1 on.
        days: Working days of a run.
        table: One row a further arm, breakdown, group and outcome, with `residents` and `needs` (means over runs) and
            the columns of a comparison, p by Holm over groups and outcomes of a breakdown.
        gaps: One row a further arm, gap and outcome (`GAP_COLUMNS` of this module): the gap under both, its paired
            difference, and whether it `closes`, `widens`, `turns`, or `open`: is not known.
        inequality: The same for `gini` and `cv` over communities, and the `worst` one's value.
        groups: One row an arm (by number), seed, breakdown, group and outcome.
        by_seed: The gaps and inequalities of every run.
        drawn: The outcomes of the figure.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> hierarchy, network = (sanshe.load(name).replace(city=town) for name in ("hierarchy", "network"))
        >>> found = sanshe.equity(hierarchy, network, seeds=3, years=0.04)
        >>> found
        <Equity of hierarchy, network, seeds 3, working days 10: .findings(), .tables(), .plot(), .limits()>
        >>> gap = found.gaps.query("gap == 'vulnerable' and outcome == 'satisfaction'")
        >>> gap[["mean_a", "mean_b", "difference", "ci_low", "ci_high", "verdict"]].round(3)
            mean_a  mean_b  difference  ci_low  ci_high verdict
        11   0.004    -0.0      -0.004  -0.082    0.074    open
    """

    names: tuple[str, ...]
    scenarios: "tuple[Scenario, ...]"
    seeds: int
    days: int
    table: pd.DataFrame
    gaps: pd.DataFrame
    inequality: pd.DataFrame
    groups: pd.DataFrame
    by_seed: pd.DataFrame
    drawn: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The command that asks it."""
        return "equity"

    def tables(self) -> dict[str, pd.DataFrame]:
        """By group; the gaps; inequality over communities."""
        return {"equity": self.table, "gaps": self.gaps, "inequality": self.inequality}

    def frames(self) -> dict[str, pd.DataFrame]:
        """The outcomes of every group in every run, and its gaps and inequalities."""
        called = dict(enumerate(self.names))
        return {name: frame.assign(arm=frame["arm"].map(called))
                for name, frame in (("groups", self.groups), ("gaps_by_seed", self.by_seed))}  # fmt: skip

    def labels(self, lang: str = "en") -> tuple[str, ...]:
        """What the arms are called for a reader: their names; in Chinese their titles, where all of them differ."""
        return labels_of(self, lang)

    def plot(self, lang: str = "en") -> "Figure":
        """Groups as dots with intervals under each arm, their differences, and the communities as a sorted strip."""
        from experiments.equity_figure import draw_equity

        return draw_equity(self, lang)

    def question(self, lang: str = "en") -> str:
        """What was asked."""
        from experiments.equity_words import question

        return question(self, lang)

    def findings(self, lang: str = "en") -> list[str]:
        """For whom a difference was found, which gaps close, and whether communities grow more alike."""
        from experiments.equity_words import findings

        return findings(self, lang)

    def caption(self, lang: str = "en") -> str:
        """What the figure shows."""
        from experiments.equity_words import caption

        return caption(self, lang)

    def limits(self, lang: str = "en") -> list[str]:
        """What this cannot say."""
        from experiments.equity_words import limits

        return limits(self, lang)

    def told(self) -> dict[str, Any]:
        """The outcomes of the figure."""
        return {"drawn": list(self.drawn)}


def checked_outcomes(field: str, outcomes: "str | tuple[str, ...] | list[str]") -> tuple[str, ...]:
    """The outcomes to draw, each of those that groups have; raises `InputError`."""
    from model.by_group import GROUPED

    found = (outcomes,) if isinstance(outcomes, str) else tuple(outcomes)
    for key in found:
        if key not in GROUPED:
            raise InputError(field, short(key), nearest(str(key), GROUPED))
    if not 1 <= len(found) <= MOST_DRAWN or len(set(found)) < len(found):
        raise InputError(field, ", ".join(found) or "none", f"1 to {MOST_DRAWN} different outcomes")
    return found


def equity(
    a: "str | Path | Scenario" = "hierarchy",
    b: "str | Path | Scenario" = "network",
    *more: "str | Path | Scenario",
    seeds: int = 10,
    years: float = 1.0,
    workers: int = 1,
    outcomes: "str | tuple[str, ...] | list[str]" = ("within_standard",),
    progress: Callable[[int], None] | None = None,
) -> Equity:
    """Compare regimes by group of residents, each further one with the first: for whom there is a difference.

    Args:
        a: The first scenario, the baseline: a name, a YAML file, or as loaded.
        b: The scenario compared with it, likewise.
        *more: Further ones, likewise; all of one district.
        seeds: How many seeds, from 1 on; every arm runs on each.
        years: Length of a run, of 250 working days each; 0.1 is 25 days.
        workers: Processes, as in `sanshe.compare`.
        outcomes: The outcomes of the figure, one to three; the tables have all that groups have.
        progress: Told how many seeds are done.

    Returns:
        A `sanshe.Equity`.

    Raises:
        InputError: For bad input; it is a `ValueError`.
        WorkersEndedError: If a worker process dies; it is a `RuntimeError`.

    Examples:
        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> hierarchy, network = (sanshe.load(name).replace(city=town) for name in ("hierarchy", "network"))
        >>> found = sanshe.equity(hierarchy, network, seeds=3, years=0.04)
        >>> of_age = found.table.query("breakdown == 'vulnerability' and outcome == 'voiced_share'")
        >>> of_age[["group", "residents", "mean_a", "difference", "ci_low", "ci_high"]].round(2)
                 group  residents  mean_a  difference  ci_low  ci_high
        20      others   10550.67    0.63        0.02    0.01     0.02
        40  vulnerable    1449.33    0.60        0.04   -0.01     0.09
    """
    from model.by_group import read_groups

    seeds, days, workers = checked(seeds, years, workers)
    drawn = checked_outcomes("outcomes", outcomes)
    arms = tuple(load(s) if isinstance(s, str | Path) else s for s in (a, b, *more))
    one_district(arms)
    names = unique_names(arms)
    parts = [
        run.also.assign(arm=run.arm, seed=run.seed)
        for run in run_paired(arms, names, range(1, seeds + 1), days, workers, None, progress, read_groups)
        if run.also is not None
    ]
    groups = pd.concat(parts, ignore_index=True)
    by_seed = gaps_of(groups)
    unequal = by_seed["gap"].isin(GAPS)
    return Equity(
        names, arms, seeds, days, compare_groups(groups, names), compare_gaps(by_seed[unequal], names),
        compare_gaps(by_seed[~unequal], names), groups, by_seed, drawn,
    )  # fmt: skip


def about_outcomes() -> pd.DataFrame:
    """`unit` and `better` by outcome."""
    from model.outcomes import OUTCOMES

    return pd.DataFrame([(o.key, o.unit, o.better) for o in OUTCOMES], columns=["outcome", "unit", "better"]).set_index(
        "outcome"
    )


def compare_groups(groups: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """The table of `Equity` from its `groups`.

    Within a breakdown every pair of group and outcome is one hypothesis of Holm's.
    """
    about = about_outcomes()
    parts = []
    for breakdown in BREAKDOWNS:
        mine = groups[groups["breakdown"] == breakdown]
        cells = mine[["group", "outcome"]].drop_duplicates().reset_index(drop=True)
        numbered = mine.merge(cells.reset_index(names="cell"), on=["group", "outcome"])
        asked = numbered.assign(
            outcome=numbered["cell"], unit=numbered["outcome"].map(about["unit"]),
            better=numbered["outcome"].map(about["better"]),
        )  # fmt: skip
        table = compare_outcomes(asked, list(names))
        size = mine.groupby("group")[["residents", "needs"]].mean()
        told = cells.loc[table["outcome"].to_numpy()].reset_index(drop=True)
        table["outcome"] = told["outcome"]
        table.insert(1, "breakdown", breakdown)
        table.insert(2, "group", told["group"])
        table.insert(3, "residents", told["group"].map(size["residents"]))
        table.insert(4, "needs", told["group"].map(size["needs"]))
        parts.append(table)
    return pd.concat(parts, ignore_index=True)


def gaps_of(groups: pd.DataFrame) -> pd.DataFrame:
    """The gaps and inequalities of every run: `arm`, `seed`, `outcome`, `gap`, `value`.

    `vulnerable`: the vulnerable less the others; `oldest`: those of 60 and more less all others; `worst_community`: the
    worst community less the median one. Over communities `gini`, the coefficient of variation `cv` (standard deviation
    of the communities over their mean) and the `worst` value. What no direction makes worse has no worst; communities
    without a value do not count.
    """
    from model.estimators import gini

    about = about_outcomes()
    keys = ["arm", "seed", "outcome"]
    rows: list[tuple[Any, ...]] = []
    for name, breakdown, group, others in (
        ("vulnerable", "vulnerability", "vulnerable", "others"), ("oldest", "oldest", "over_60", "under_60"),
    ):  # fmt: skip
        wide = groups[groups["breakdown"] == breakdown].pivot(index=keys, columns="group", values="value")
        rows += [(*key, name, float(x)) for key, x in (wide[group] - wide[others]).items()]  # type: ignore[misc]
    for key, part in groups[groups["breakdown"] == "community"].groupby(keys, sort=False):
        values = part["value"].to_numpy(dtype=np.float64)
        values = values[np.isfinite(values)]
        better = str(about.loc[str(key[2]), "better"])
        worst, median, spread = np.nan, np.nan, np.nan
        if len(values):
            worst = np.nan if better == "none" else float(values.min() if better == "higher" else values.max())
            median = float(np.median(values))
            level = float(values.mean())
            spread = float(values.std(ddof=1)) / level if len(values) > 1 and level > 0.0 else np.nan
        rows += [
            (*key, "worst_community", worst - median), (*key, "gini", gini(values)), (*key, "cv", spread),
            (*key, "worst", worst),
        ]  # fmt: skip
    return pd.DataFrame(rows, columns=[*keys, "gap", "value"])


def compare_gaps(by_seed: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Each gap under the first and each further arm, with intervals, and its paired difference; Holm over the outcomes
    of one gap. `by_seed` as `gaps_of` gives it.
    """
    about = about_outcomes()
    wide = by_seed.pivot(index="seed", columns=["arm", "gap", "outcome"], values="value")
    cells = by_seed[["gap", "outcome"]].drop_duplicates().sort_values("gap", kind="stable", key=_order)
    parts = []
    for arm in range(1, len(names)):
        rows = []
        for gap, key in cells.itertuples(index=False):
            pair = wide[[(0, gap, key), (arm, gap, key)]].to_numpy(dtype=np.float64)
            pair = pair[np.isfinite(pair).all(axis=1)]
            of_a, of_b, change = (paired(x) for x in (pair[:, 0], pair[:, 1], pair[:, 1] - pair[:, 0]))
            unit, better = (str(about.loc[key, name]) for name in ("unit", "better"))
            unit = {"gini": "0 to 1", "cv": "ratio"}.get(gap, unit)
            rows.append((names[arm], gap, key, unit, better, *of_a[:3], *of_b[:3], *change, "", "", "open", len(pair)))
        part = pd.DataFrame(rows, columns=list(GAP_COLUMNS))
        part["p_holm"] = part.groupby("gap")["p_holm"].transform(lambda p: holm(p.to_numpy(dtype=np.float64)))
        rows_told = part.to_dict("records")
        part["verdict"] = [gap_verdict(row) for row in rows_told]
        for side in "ab":
            part[f"stands_{side}"] = [stands(row, side) for row in rows_told]
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _order(gaps: "pd.Series[str]") -> "pd.Series[int]":
    return gaps.map({name: i for i, name in enumerate((*GAPS, "gini", "cv", "worst"))})


def gap_verdict(row: dict[Any, Any]) -> str:
    """What becomes of a gap: `closes`, `widens`, `turns` (it is on the other side now), or `open`: not known.

    A change must be found (Holm's p below 0.05). A gap closes if the first arm's interval leaves zero out, so that
    there is one to close, and the other's mean is nearer to zero; it widens if the other arm's interval leaves zero
    out, and its mean is farther; it turns where both leave zero out, on opposite sides. For `worst`, a value and no
    gap, it is `better` or `worse`.
    """
    change = row["difference"]
    if not row["p_holm"] < SIGNIFICANT or change == 0.0:
        return "open"
    if row["gap"] == "worst":
        return "better" if (change > 0.0) == (row["better"] == "higher") else "worse"
    known_a, known_b = (row[f"low_{x}"] > 0.0 or row[f"high_{x}"] < 0.0 for x in "ab")
    if known_a and known_b and row["mean_a"] * row["mean_b"] < 0.0:
        return "turns"
    nearer = abs(row["mean_b"]) < abs(row["mean_a"])
    return "closes" if nearer and known_a else "widens" if known_b and not nearer else "open"


def stands(row: dict[Any, Any], side: str) -> str:
    """How the group of a gap stands against the others under an arm, `a` or `b`: `ahead`, `behind`, or `open`.

    Told where the interval of the gap leaves zero out; `open` too where no direction is the better one, and where no
    group stands against others, as in a measure of inequality.
    """
    low, high = row[f"low_{side}"], row[f"high_{side}"]
    if row["gap"] not in GAPS or row["better"] == "none" or not (low > 0.0 or high < 0.0):
        return "open"
    return "ahead" if (low > 0.0) == (row["better"] == "higher") else "behind"


def spread_of(values: "Floats") -> tuple[float, float, float]:
    """(mean, low, high) with the 95 % interval of the mean by Student's t; what is not known is left out."""
    mean, low, high, _, _ = paired(values[np.isfinite(values)])
    return mean, low, high
