"""Who wins where: four arms over the ranges of what is not known, `sanshe unrig`.

Conditions are drawn (`experiments.factors`), those that drown a kind of actor at a pole are left out before any outcome
is seen, and at each of the others the four arms run on the same seeds. Reported is the share of the draws in which each
arm is the best of the four, how often none is, and under which conditions each wins.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments.analysis import Answer
from experiments.compare import checked
from experiments.conditions import Condition, Cuts, strongest
from experiments.factors import ARMS, FACTORS, POLES, SMALLEST, SMALLEST_RATIO, draw_factors, scenario_at, try_factors
from experiments.priors import Priors
from experiments.runner import run_seed, spread
from experiments.statistics import SIGNIFICANT, holm, paired
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.limits import LARGEST_SEED, whole_number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from model.tables import Floats
    from scenarios.scenario import Scenario

DRAWS, SEEDS, YEARS = 120, 4, 0.5
MOST_DRAWS = 100_000
NOBODY = -1
TIED, UNKNOWN = "tied", "unknown"


@dataclass(frozen=True, repr=False)
class Unrigging(Answer):
    """Who won where; what `sanshe.unrig` gives.

    Attributes:
        names: What the arms are called.
        scenarios: The arms.
        seeds: How many seeds each arm ran on, from 1 on.
        days: Working days of a run.
        seed: The seed of the draws.
        priors: All draws, their loads and which were left out (`experiments.priors.Priors`).
        outcomes: One row a kept draw, arm (by number), seed and outcome.
        winners: One row a kept draw and outcome with a better direction and a value at some draw; `winner` an arm's
            name, `tied` or `unknown`.
        wins: One row an outcome: the share of kept draws won by each arm, `tied`, `unknown`.
        pairs: The same for each arm against the first alone.
        conditions: One row an outcome and arm with the strongest condition for winning.
        pair_conditions: The same for the first and the last arm, each against the other.
    """

    names: tuple[str, ...]
    scenarios: "tuple[Scenario, ...]"
    seeds: int
    days: int
    seed: int
    priors: Priors
    outcomes: pd.DataFrame
    winners: pd.DataFrame
    wins: pd.DataFrame
    pairs: pd.DataFrame
    conditions: pd.DataFrame
    pair_conditions: pd.DataFrame

    def plot(self, lang: str = "en") -> "Figure":
        """One bar an outcome: the share of the draws that each arm wins, and that none does."""
        from experiments.unrig_figure import draw_wins

        return draw_wins(self, lang)

    @property
    def missing(self) -> tuple[str, ...]:
        """Outcomes with a better direction that have no value at any draw, and so no winner."""
        judged = self.outcomes.loc[self.outcomes["better"] != "none", "outcome"].unique()
        return tuple(str(key) for key in judged if key not in set(self.wins["outcome"]))

    def labels(self, lang: str = "en") -> tuple[str, ...]:
        """What the arms are called for a reader."""
        return tuple(s.title_zh for s in self.scenarios) if lang == "zh" else self.names

    @property
    def kind(self) -> str:
        """`unrig`."""
        return "unrig"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Who wins how often and where; each arm against the first alone; all draws with their loads."""
        loads = self.priors.loads
        loads = loads.assign(of="load " + loads["pole"] + " " + loads["kind"])
        draws = self.priors.draws.join(loads.pivot(index="draw", columns="of", values="load"))
        draws.insert(0, "kept", [number not in self.priors.rejected for number in draws.index])
        return {
            "wins": self.wins, "pairs": self.pairs, "conditions": self.conditions,
            "pair_conditions": self.pair_conditions, "draws": draws.reset_index(names="draw"),
        }  # fmt: skip

    def frames(self) -> dict[str, pd.DataFrame]:
        """The winner of every draw and outcome, and every outcome."""
        outcomes = self.outcomes.assign(arm=self.outcomes["arm"].map(dict(enumerate(self.names))))
        return {"winners": self.winners, "outcomes": outcomes}

    def question(self, lang: str = "en") -> str:
        """In how many conditions each arm is the best, and in which."""
        from experiments.unrig_words import question

        return question(lang)

    def findings(self, lang: str = "en") -> list[str]:
        """How often each arm is the best, where, and where nobody is."""
        from experiments.unrig_words import findings

        return findings(self, lang)

    def caption(self, lang: str = "en") -> str:
        """What the bars show."""
        from experiments.unrig_words import caption

        return caption(self, lang)

    def limits(self, lang: str = "en") -> list[str]:
        """What draws from ranges cannot say."""
        from experiments.unrig_words import limits

        return limits(lang)

    def told(self) -> dict[str, Any]:
        """The design: how many draws, how many left out, their seed, what was drawn."""
        factors = [{"key": f.key, "theme": f.theme, "keys": list(f.keys), "span": list(f.span)} for f in FACTORS]
        rejected = len(self.priors.rejected)
        return {"draws": len(self.priors.draws), "rejected": rejected, "seed": self.seed, "factors": factors}


def winner_of(values: "Floats", better: str, unit: str) -> int | None:
    """The arm that is best of all, `NOBODY` if none is, None if it cannot be known; `values` of shape (arms, seeds).

    An arm wins if it is better than each other one by more than the smallest difference of interest, and the difference
    over paired seeds has p < 0.05 against each. Asking for all of these at once needs no correction (Berger 1982).
    Seeds with a missing value are left out.
    """
    values = values[:, np.isfinite(values).all(axis=0)]
    if values.shape[1] < 2:
        return None
    good = values if better == "higher" else -values
    best = int(np.argmax(good.mean(axis=1)))
    for other in range(len(values)):
        if other == best:
            continue
        ahead, _, _, _, p = paired(good[best] - good[other])
        larger = max(abs(float(values[best].mean())), abs(float(values[other].mean())))
        if not (ahead > SMALLEST.get(unit, SMALLEST_RATIO * larger) and p < SIGNIFICANT):
            return NOBODY
    return best


def find_winners(outcomes: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """The column `winner` by draw and outcome; `outcomes` as in `Unrigging`, with `arm` by number.

    What has no value at any draw, as a recovery in runs that end before it could begin, is left out.
    """
    known = outcomes.groupby("outcome")["value"].transform("count") > 0
    judged = outcomes[(outcomes["better"] != "none") & known]
    rows = []
    for (draw, key), part in judged.groupby(["draw", "outcome"], sort=False):
        values = part.pivot(index="arm", columns="seed", values="value").to_numpy(dtype=np.float64)
        won = winner_of(values, str(part["better"].iloc[0]), str(part["unit"].iloc[0]))
        told = UNKNOWN if won is None else TIED if won == NOBODY else names[won]
        rows.append((draw, key, part["unit"].iloc[0], part["better"].iloc[0], told))
    return pd.DataFrame(rows, columns=["draw", "outcome", "unit", "better", "winner"])


def count_wins(winners: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """The shares of `Unrigging.wins`; `n` says of how many draws."""
    rows = []
    for (key, unit, better), part in winners.groupby(["outcome", "unit", "better"], sort=False):
        shares = [float((part["winner"] == told).mean()) for told in (*names, TIED, UNKNOWN)]
        rows.append((key, unit, better, *shares, len(part)))
    return pd.DataFrame(rows, columns=["outcome", "unit", "better", *names, TIED, UNKNOWN, "n"])


def find_pairs(outcomes: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Each arm against the first alone, a row an arm and outcome: shares of draws `ahead`, `behind`, `tied`, `unknown`.

    Two arms that share the rules which make a difference are not ahead of each other: of all four nobody is the best
    then, although both may be ahead of the first.
    """
    first, *others = names
    tables = []
    for number, name in enumerate(others, 1):
        two = outcomes[outcomes["arm"].isin([0, number])]
        told = count_wins(find_winners(two, (first, name)), (first, name))
        tables.append(told.rename(columns={name: "ahead", first: "behind"}).assign(arm=name))
    columns = ["arm", "outcome", "unit", "better", "ahead", "behind", TIED, UNKNOWN, "n"]
    return pd.concat(tables, ignore_index=True)[columns]


def find_conditions(winners: pd.DataFrame, factors: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """The strongest condition for each arm's winning each outcome; p by Holm over the outcomes of an arm.

    `factors` has one row a draw, indexed by its number. `factor`, `above`, `threshold` and the same with `_2` give one
    or two splits that hold together; `inside` counts the draws there.
    """
    cuts = Cuts(factors)
    parts = []
    for name in names:
        rows = []
        for key, part in winners.groupby("outcome", sort=False):
            won = (part.set_index("draw")["winner"].reindex(factors.index) == name).to_numpy()
            found = strongest(cuts, factors, won)
            if found is not None:
                rows.append((key, name, *_told(found)))
        table = pd.DataFrame(
            rows,
            columns=["outcome", "arm", "factor", "above", "threshold", "factor_2", "above_2", "threshold_2", "inside",
                     "won_inside", "won_outside", "p"],
        )  # fmt: skip
        parts.append(table.assign(p_holm=holm(table["p"].to_numpy(dtype=np.float64))))
    return pd.concat(parts, ignore_index=True)


def _told(found: Condition) -> tuple[object, ...]:
    first, *rest = found.splits
    second = (rest[0].factor, rest[0].above, rest[0].threshold) if rest else (None, None, float("nan"))
    shares = (found.inside, found.won_inside, found.won_outside, found.p)
    return first.factor, first.above, first.threshold, *second, *shares


def run_draw(arms: "tuple[Scenario, ...]", names: tuple[str, ...], seeds: int, days: int) -> pd.DataFrame:
    """All arms at one draw on all seeds: `arm` (number), `seed`, `outcome`, `unit`, `better`, `value`."""
    runs = [run for seed in range(1, seeds + 1) for run in run_seed(arms, names, seed, days)]
    return pd.concat([run.outcomes.assign(arm=run.arm, seed=run.seed) for run in runs], ignore_index=True)


def run_draws(
    arms: "tuple[Scenario, ...]", kept: pd.DataFrame, seeds: int, days: int, workers: int
) -> Iterator[tuple[int, pd.DataFrame]]:
    """The number and outcomes of every kept draw, as they come; `kept` is indexed by the draws' numbers."""
    numbers = [int(number) for number in kept.index]
    at = [{str(key): float(x) for key, x in values.items()} for values in kept.to_dict("records")]
    tasks = [(tuple(scenario_at(arm, values) for arm in arms), ARMS, seeds, days) for values in at]
    for i, frame in spread(run_draw, tasks, workers, arms[0]):
        yield numbers[i], frame.assign(draw=numbers[i])


def unrig(
    *,
    draws: int = DRAWS,
    seeds: int = SEEDS,
    years: float = YEARS,
    seed: int = 1,
    workers: int = 1,
    city: str | Path | None = None,
    reckoned: Callable[[int], None] | None = None,
    begin: Callable[[int], None] | None = None,
    keep: Callable[[int, pd.DataFrame], object] | None = None,
) -> Unrigging:
    """Is it rigged? Four arms over the ranges of what is not known: who wins how often, and where.

    Conditions are drawn, those that drown a kind of actor at a pole are left out before any outcome is seen, and at
    each of the others hierarchy, clean hierarchy, messy network and network run on the same seeds. An arm wins where it
    is better than each other one by more than the smallest difference of interest, p < 0.05 against each (Berger 1982).

    Args:
        draws: How many conditions are drawn.
        seeds: How many seeds each kept draw runs on, from 1 on.
        years: Length of a run, of 250 working days each; 0.1 is 25 days.
        seed: The seed of the draws.
        workers: Processes, as in `sanshe.compare`; the result does not depend on it.
        city: A district in place of the library's, as in `Scenario.replace`.
        reckoned: Told how many draws' loads are known.
        begin: Told how many draws are kept.
        keep: Handed each kept draw's number and outcomes as soon as they are there.

    Returns:
        A `sanshe.Unrigging`.

    Raises:
        InputError: For bad input; it is a `ValueError`.

    Examples:
        Two draws of two days: enough to show the form.

        >>> import sanshe
        >>> town = [{"community": name, "street": "North", "residents": 6000} for name in ("East", "West")]
        >>> found = sanshe.unrig(draws=2, seeds=2, years=0.008, city=town)
        >>> found.wins.set_index("outcome").loc[["voiced_share", "satisfaction"], ["hierarchy", "network", "tied", "n"]]
                      hierarchy  network  tied  n
        outcome
        voiced_share        0.0      0.0   1.0  2
        satisfaction        0.0      0.0   1.0  2
    """
    draws = whole_number("draws", draws, 1, MOST_DRAWS)
    seed = whole_number("seed", seed, 0, LARGEST_SEED)
    seeds, days, workers = checked(seeds, years, workers)
    arms = tuple(load(name) if city is None else load(name).replace(city=city) for name in ARMS)
    poles = tuple(arms[ARMS.index(name)] for name in POLES)
    priors = try_factors(poles, draw_factors(draws, seed), workers, reckoned)
    kept = priors.accepted.set_index("draw")
    if kept.empty:
        raise InputError("draws", f"{draws}, all of which drown a kind of actor at a pole", "more draws")
    if begin is not None:
        begin(len(kept))
    frames = {}
    for number, frame in run_draws(arms, kept, seeds, days, workers):
        frames[number] = frame
        if keep is not None:
            keep(number, frame)
    outcomes = pd.concat([frames[number] for number in sorted(frames)], ignore_index=True)
    winners = find_winners(outcomes, ARMS)
    factors = kept[[factor.key for factor in FACTORS]]
    ends = (ARMS[0], ARMS[-1])
    against = find_winners(outcomes[outcomes["arm"].isin([0, len(ARMS) - 1])], ends)
    return Unrigging(
        ARMS, arms, seeds, days, seed, priors, outcomes, winners, count_wins(winners, ARMS), find_pairs(outcomes, ARMS),
        find_conditions(winners, factors, ARMS), find_conditions(against, factors, ends),
    )  # fmt: skip
