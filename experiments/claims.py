"""Claims about paired runs, and what runs say of them: a prediction is a claim, or several.

A claim is a number by seed that is expected above zero, reckoned from readings of several arms at the same seeds. Which
runs and readings a list of claims asks for is found by asking them (`wanted`); each run is done once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from experiments.rule_measures import Measure
from experiments.statistics import paired
from scenarios.library import load
from scenarios.rules import RULES

if TYPE_CHECKING:
    from model.tables import Floats
    from scenarios.scenario import Scenario

type Expected = Literal["above", "not below", "none"]
type Readings = Callable[["Arm", Measure], "Floats"]
"""The values of a quantity in an arm, by seed."""
type Value = Callable[[Readings], "Floats"]
"""A number by seed, from readings."""


@dataclass(frozen=True)
class Arm:
    """What is run: a scenario of the library, with some rules at the network's pole, settings, and another city."""

    base: str = "hierarchy"
    rules: tuple[str, ...] = ()
    settings: tuple[tuple[str, float], ...] = ()
    like: bool = False  # in a city whose communities are all alike

    @property
    def name(self) -> str:
        """What it is called: `hierarchy+R8, task_error 0.01`."""
        told = [f"{key} {value:g}" for key, value in self.settings] + ["communities alike"] * self.like
        return ", ".join(["+".join((self.base, *self.rules)), *told])

    @property
    def scenario(self) -> "Scenario":
        """The scenario to run."""
        scenario = load(self.base)
        cards = {card.id: card for card in RULES}
        poles = {key: value for rule in self.rules for key, value in cards[rule].at("network").items()}
        scenario = scenario.replace(**poles, **dict(self.settings))
        if not self.like:
            return scenario
        city = scenario.city
        mean = round(city.residents / len(city.communities))
        alike = tuple(type(one)(community=one.community, street=one.street, residents=mean) for one in city.communities)
        return scenario.replace(city=city.model_copy(update={"key": f"{city.key}_alike", "communities": alike}))


@dataclass(frozen=True)
class Claim:
    """Part of a prediction: what is claimed, in words, and the number by seed that is then above zero.

    `expected` says what its 95 % interval must be: wholly above zero; not wholly below; or not wholly on either side.
    `unit` is that of the number.
    """

    prediction: str
    words: str
    unit: str
    value: Value = field(repr=False)
    expected: Expected = "above"


def wanted(claims: Sequence[Claim]) -> dict[Arm, list[Measure]]:
    """The runs that claims ask for, and the quantities to read off each, every one once."""
    found: dict[Arm, dict[Measure, None]] = {}

    def ask(arm: Arm, measure: Measure) -> "Floats":
        found.setdefault(arm, {})[measure] = None
        return np.ones(2)

    for claim in claims:
        claim.value(ask)
    return {arm: list(measures) for arm, measures in found.items()}


def read_run(arm: Arm, measures: Sequence[Measure], seed: int, days: int) -> list[float]:
    """Run an arm at a seed and read the quantities off it at its horizon."""
    from model.governance import GovernanceModel

    model = GovernanceModel(arm.scenario, rng=seed, record_legs=True)
    model.run_for(days)
    return [measure.read(model) for measure in measures]


def judge(claims: Sequence[Claim], readings: Readings) -> pd.DataFrame:
    """One row a claim: its number (mean over seeds) with its 95 % interval by Student's t, and whether it `holds`.

    Seeds at which a number is missing are left out; `n` says how many are left. Without an interval nothing holds.
    """
    rows = []
    for claim in claims:
        values = claim.value(readings)
        values = values[np.isfinite(values)]
        mean, low, high, *_ = paired(values)
        holds = {"above": low > 0.0, "not below": high >= 0.0, "none": low <= 0.0 <= high}[claim.expected]
        rows.append((claim.prediction, claim.words, claim.expected, claim.unit, mean, low, high, len(values), holds))
    columns = ["prediction", "claim", "expected", "unit", "value", "ci_low", "ci_high", "n", "holds"]
    return pd.DataFrame(rows, columns=columns)
