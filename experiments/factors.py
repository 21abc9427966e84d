"""The design of the unrigging experiment: which conditions of a district are drawn, from where, and what counts.

One line a factor in `FACTORS`. A factor of one setting is drawn from that setting's registered range (the narrower one
to draw from, where it has one); a factor of several settings moves them together, from the low end of each range to
the high end; a factor with `apply` changes the scenario in its own way, between its `low` and `high`. Whatever is not
named stays as the scenario has it. Registered in docs/preregistration.md, section 7a.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from experiments.priors import Priors, loads_of_kinds
from experiments.runner import spread
from scenarios.actors import CATEGORIES
from scenarios.declare import Declaration, declarations
from scenarios.parameters import Parameters
from scenarios.resources import Resources

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

ARMS = ("hierarchy", "clean_hierarchy", "messy_network", "network")
POLES = ("hierarchy", "network")
NEEDS = tuple(f"needs_{category}" for category in CATEGORIES)
MOST_ROUNDS, HELD = 10, 1e-5  # rounds until rates stay, within this share
SURGE_DAY, SURGE_DAYS = 40, 20  # when enforcement needs surge, and for how many working days

# The smallest difference of interest: in the outcome's own unit, or else as a share of the better arm's value.
SMALLEST = {"share": 0.01, "0 to 1": 0.01}
SMALLEST_RATIO = 0.02


@dataclass(frozen=True)
class Factor:
    """One condition that is drawn: its theme and names, the settings it moves, or how it changes a scenario."""

    key: str
    theme: str
    zh: str
    en: str
    keys: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 1.0
    apply: "Callable[[Scenario, float], Scenario] | None" = None

    @property
    def span(self) -> tuple[float, float]:
        """What it is drawn from: a single setting's range, else `low` to `high`."""
        return range_of(self.keys[0]) if len(self.keys) == 1 else (self.low, self.high)

    def settings(self, value: float) -> dict[str, float]:
        """The settings at a value of the factor."""
        if len(self.keys) == 1:
            return {self.keys[0]: value}
        return {key: low + value * (high - low) for key in self.keys for low, high in (range_of(key),)}


def single(key: str, theme: str) -> Factor:
    """A factor that is one setting, with its names."""
    d = declared_factors()[key]
    return Factor(key, theme, d.title_zh, d.title_en, (key,))


def declared_factors() -> dict[str, Declaration]:
    """The settings that a factor may move, as declared."""
    return {d.key: d for kind in (Parameters, Resources) for d in declarations(kind)}


def range_of(key: str) -> tuple[float, float]:
    """The range a setting is drawn from."""
    d = declared_factors()[key]
    low, high = d.prior or (d.low, d.high)
    if low is None or high is None or not low < high or d.integer:
        raise ValueError(f"{key}: found no range of numbers to draw from")
    return low, high


def surge(scenario: "Scenario", factor: float) -> "Scenario":
    """So many times as many enforcement needs for four weeks, after eight weeks; beside what its timeline has."""
    entry = {"day": SURGE_DAY, "for": SURGE_DAYS, "surge": {"category": "enforcement", "factor": factor}}
    return scenario.replace(timeline=[*scenario.timeline, entry])


FACTORS: tuple[Factor, ...] = (
    # demand mix 需求结构: the rates are then scaled, so that the level of load stays the same (`held`)
    *(single(key, "demand") for key in NEEDS),
    # social capital 社会资本
    Factor("neighbours_help", "social capital", "邻里互助水平", "neighbours' help",
           tuple(f"neighbour_{category}" for category in CATEGORIES)),
    single("tie_rewire", "social capital"),
    single("word_of_mouth", "social capital"),
    single("voice_trust", "social capital"),
    single("trust_gain", "social capital"),
    single("trust_loss", "social capital"),
    # what ties and hand-overs cost 联系成本
    single("handover_hours", "cost of ties"),
    single("handover_hours_tier", "cost of ties"),
    single("way_hours", "cost of ties"),
    single("local_knowledge_decay", "cost of ties"),
    single("travel_hours", "cost of ties"),
    # the duty list 责任清单
    single("gap_probability", "duty list"),
    single("overlap_share", "duty list"),
    single("task_error", "duty list"),
    single("duty_list_hours", "duty list"),
    # judgement 评价: b_p
    single("satisfaction_level", "judgement"),
    # organisations 社会组织
    single("organization_quality_premium", "organisations"),
    # what meetings cost 会议成本: the hours of all who sit, prepare, support and consult
    Factor("meeting_hours", "cost of meetings", "会议工时", "hours of meetings",
           ("sitting_hours", "preparation_hours", "council_support_hours", "consultation_hours")),
    # surges 冲击
    Factor("surge_size", "surge", "执法诉求激增倍数", "surge of enforcement needs", low=1.0, high=3.0, apply=surge),
)  # fmt: skip


def hold_hours(rates: Mapping[str, float], hours: Mapping[str, float], total: float) -> dict[str, float]:
    """The rates of needs scaled by one number, so that they bring `total` hours.

    `hours` are those that one more of a rate brings, by key. A rate that would leave its registered range stops at its
    end, and the others make up for it; where that is not enough, all stand at their ends.
    """
    from scipy.optimize import brentq

    spans = {key: range_of(key) for key in rates}

    def at(scale: float) -> dict[str, float]:
        return {key: min(max(scale * rate, spans[key][0]), spans[key][1]) for key, rate in rates.items()}

    def beyond(scale: float) -> float:
        return sum(rate * hours[key] for key, rate in at(scale).items()) - total

    least = min(spans[key][0] / rate for key, rate in rates.items())
    most = max(spans[key][1] / rate for key, rate in rates.items())
    if beyond(least) >= 0.0 or beyond(most) <= 0.0:
        return at(least) if beyond(least) >= 0.0 else at(most)
    return at(float(brentq(beyond, least, most, xtol=1e-12)))


def offered_hours(poles: "tuple[Scenario, ...]") -> float:
    """Hours a day offered to all institutions of the district, mean over the poles: the level that is held."""
    from model.expected_load import expected_hours

    each = [expected_hours(pole) for pole in poles]
    return float(np.mean([float(pole.own.sum() + pole.requests.sum()) for pole in each]))


def held(
    poles: "tuple[Scenario, ...]", values: Mapping[str, float], level: float
) -> tuple[dict[str, float], list[tuple[str, str, float]], bool]:
    """One draw with its needs scaled, so that all hours offered, mean over the poles, are at `level`.

    What errors, hand-overs or the upkeep of the list add counts, so that the mix and the prices vary and the level of
    load does not: where they are dear, fewer needs fill the same hours. Each arm still has its own load. Hours grow a
    little less than collective needs, since more of them are gathered into an issue: so they are reckoned again at the
    rates found, until those stay. Returns the values, (pole, kind, offered load) and whether any single desk's kind is
    offered more than it has at a pole.
    """
    from model.expected_load import expected_hours

    rates = {key: values.get(key, getattr(poles[0].parameters, key)) for key in NEEDS}
    scaled, steps = rates, [0.0]
    for _ in range(MOST_ROUNDS):
        each = [expected_hours(scenario_at(pole, {**values, **scaled})) for pole in poles]
        own = float(np.mean([pole.own.sum() for pole in each]))
        by_category = np.mean([pole.requests.sum(axis=1) for pole in each], axis=0)
        hours = {key: float(mine) / scaled[key] for key, mine in zip(NEEDS, by_category, strict=True)}
        found = hold_hours(rates, hours, level - own)
        steps = [found[key] / scaled[key] for key in NEEDS]
        scaled = found
        if max(abs(step - 1.0) for step in steps) < HELD:
            break
    tables = [pole.table(steps) for pole in each]
    loads = [
        (pole.name, kind, load)
        for pole, table in zip(poles, tables, strict=True)
        for kind, load in loads_of_kinds(table).items()
    ]
    return {**values, **scaled}, loads, any(bool((table["load"] > 1.0).any()) for table in tables)


def draw_factors(draws: int, seed: int, factors: Sequence[Factor] | None = None) -> pd.DataFrame:
    """Values of all factors, or of some, uniform on what they are drawn from: one row a draw, one column a factor.

    A Latin hypercube (McKay, Beckman & Conover 1979); the same seed gives the same draws. The needs are not held yet.
    """
    from scipy.stats import qmc

    factors = FACTORS if factors is None else factors
    cells = qmc.LatinHypercube(d=len(factors), rng=seed).random(draws)
    table = {}
    for factor, u in zip(factors, cells.T.tolist(), strict=True):
        low, high = factor.span
        table[factor.key] = [min(high, low + x * (high - low)) for x in u]
    return pd.DataFrame(table)


def settings_of(values: Mapping[str, float]) -> dict[str, float]:
    """The settings of one draw, by key, of all its factors that move settings."""
    drawn = [factor for factor in FACTORS if factor.key in values]
    return {key: x for factor in drawn for key, x in factor.settings(values[factor.key]).items()}


def scenario_at(arm: "Scenario", values: Mapping[str, float]) -> "Scenario":
    """An arm under the conditions of one draw; what is not drawn stays as the arm has it."""
    found = arm.replace(**settings_of(values))
    for factor in FACTORS:
        if factor.apply is not None and factor.key in values:
            found = factor.apply(found, values[factor.key])
    return found


def try_factors(
    poles: "tuple[Scenario, ...]", draws: pd.DataFrame, workers: int = 1, progress: Callable[[int], None] | None = None
) -> Priors:
    """The draws with their needs held, their loads at both poles, and so which are left out; runs no model."""
    level = offered_hours(poles)
    tasks = [(poles, values, level) for values in draws.to_dict("records")]
    found = {}
    for done, (number, one) in enumerate(spread(held, tasks, workers, poles[0]), 1):
        found[number] = one
        if progress is not None:
            progress(done)
    each = [found[number] for number in range(len(tasks))]
    loads = [(number, *row) for number, (_, rows, _) in enumerate(each) for row in rows]
    crowded = frozenset(number for number, (_, _, over) in enumerate(each) if over)
    kept = pd.DataFrame([values for values, _, _ in each])
    return Priors(kept, pd.DataFrame(loads, columns=["draw", "pole", "kind", "load"]), crowded)
