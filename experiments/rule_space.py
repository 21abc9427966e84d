"""What a search over rules is asked for: which rules between which values, for which aims, and within which limits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from experiments.extra import need
from experiments.inputs import Input, input_of
from experiments.search import Point
from scenarios.declare import declarations
from scenarios.errors import InputError, nearest
from scenarios.library import load, presets
from scenarios.limits import MOST_SEEDS, whole_number
from scenarios.reading import plain, short
from scenarios.scenario import sections

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

AIMS, MONEY = ("satisfaction", "resolution_mean"), "public_money"
POPULATION, GENERATIONS, FRESH = 24, 10, 5
RANGES = ("poles", "declared")


@dataclass(frozen=True)
class Limit:
    """A limit to an outcome's mean: at least `value` where higher is better, else at most."""

    outcome: str
    value: float
    least: bool

    def excess(self, mean: float) -> float:
        """How far a mean is beyond it, as a share of it."""
        return (self.value - mean if self.least else mean - self.value) / (abs(self.value) or 1.0)


@dataclass(frozen=True)
class Plan:
    """A search that can be run: all that was asked for, checked."""

    scenario: "Scenario"
    space: tuple[Input, ...]
    aims: tuple[str, ...]
    bounds: tuple[Limit, ...]
    start: dict[str, Point]
    population: int
    generations: int
    fresh: int
    seed: int

    def most_runs(self, seeds: int) -> int:
        """Runs of the search; those of the front on fresh seeds come to it."""
        return self.population * self.generations * seeds


def space_of(scenario: "Scenario", rules: Sequence[str] = (), spans: str = "poles") -> tuple[Input, ...]:
    """The rules to search: each between its values at the hierarchy's and the network's pole, or over all its range.

    Choices are searched over all there are. A rule whose poles are the same is left as it is.
    """
    if spans not in RANGES:
        raise InputError("--range", short(spans), nearest(spans, RANGES))
    every = {d.key: d for d in declarations(sections(scenario.extensions)["rules"])}
    for key in rules:
        if key not in every:
            raise InputError("--rule", short(key), nearest(key, every))
    poles = {key: values for card in scenario.cards for key, values in card.poles.items()}
    found = []
    for key in dict.fromkeys(rules) if rules else every:
        one = input_of(every[key])
        if one is not None and spans == "poles" and key in poles and not one.choices:
            low, high = sorted(float(str(value)) for value in poles[key])
            one = replace(one, low=low, high=high) if low < high else None
        if one is not None:
            found.append(one)
        elif rules:
            raise InputError("--rule", f"{key}, whose poles are the same", "one that can be moved, or --range declared")
    return tuple(found)


def limit_of(text: str) -> Limit:
    """A limit as it is written, `public_money=900000`."""
    from model.outcomes import OUTCOMES

    better = {outcome.key: outcome.better for outcome in OUTCOMES}
    key, sign, number = text.partition("=")
    if key not in better:
        raise InputError("--limit", short(key), nearest(key, better))
    try:
        value = float(number)
    except ValueError:
        value = float("nan")
    if not sign or not np.isfinite(value):
        raise InputError("--limit", short(text), "OUTCOME=VALUE with a number")
    return Limit(key, value, better[key] == "higher")


def plan(
    a: "Scenario", *, outcomes: Sequence[str] = (), budget: float | None = None, limits: Sequence[str] = (),
    rules: Sequence[str] = (), spans: str = "poles", population: int = POPULATION, generations: int = GENERATIONS,
    fresh: int = FRESH, seed: int = 1,
) -> Plan:  # fmt: skip
    """Check what is asked for; raises `InputError`. The search begins with the scenario's and the presets' rules, as
    far as they lie in the space.
    """
    from model.outcomes import OUTCOMES

    need("optuna")
    aims = tuple(dict.fromkeys(outcomes)) or AIMS
    better = {outcome.key: outcome.better for outcome in OUTCOMES}
    for key in aims:
        if key not in better:
            raise InputError("--outcome", short(key), nearest(key, better))
        if better[key] == "none":
            raise InputError("--outcome", f"{key}, of which neither direction is better", "one with a better direction")
    if len(aims) < 2:
        raise InputError("--outcome", f"{aims[0]} alone", "two outcomes or more: a front is between them")
    bounds = [limit_of(text) for text in limits]
    if budget is not None:
        known = plain(budget)
        if isinstance(known, bool) or not isinstance(known, int | float) or not 0.0 < known < float("inf"):
            raise InputError("--budget", short(known), "yuan above 0")
        bounds.append(Limit(MONEY, float(known), least=False))
    space = space_of(a, rules, spans)
    population = whole_number("--population", population, 4, 10_000)
    generations = whole_number("--generations", generations, 1, 10_000)
    start: dict[str, Point] = {}
    for scenario in (a, *(load(name) for name in presets())):
        point = {one.key: getattr(scenario.rules, one.key, None) for one in space}
        if _in_space(space, point) and point not in start.values() and len(start) < population:
            start[scenario.name] = point
    return Plan(
        a, space, aims, tuple(bounds), start, population, generations,
        whole_number("--fresh", fresh, 2, MOST_SEEDS), whole_number("--seed", seed, 0, 2**32 - 1),
    )  # fmt: skip


def _in_space(space: Sequence[Input], point: Point) -> bool:
    return all(
        point[one.key] in one.choices if one.choices else one.low <= float(str(point[one.key])) <= one.high
        for one in space if point[one.key] is not None
    ) and None not in point.values()  # fmt: skip
