"""Synthetic models for tests: what a run gives is a known function of the rules that stand at B, and of the seed."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from model.streams import uniforms
from scenarios.library import load
from scenarios.rules import RULES
from scenarios.scenario import Scenario

type Worth = Callable[[frozenset[str], int], dict[str, float]]


def two(*ids: str) -> tuple[Scenario, Scenario]:
    """The hierarchy, and the hierarchy with the rules of some cards as in the network; of all if none is named."""
    a = load("hierarchy")
    changes: dict[str, object] = {}
    for card in RULES:
        if card.id in ids or not ids:
            changes |= card.at("network")
    return a, a.replace(**changes, name="reformed")


def at_b(scenario: Scenario) -> frozenset[str]:
    """The ids of the cards that stand at the network's pole."""
    rules = scenario.rules.model_dump()
    return frozenset(card.id for card in RULES if all(rules[key] == v for key, v in card.at("network").items()))


class Synthetic:
    """Stands in for `Ensemble`: the outcomes of a run are `worth` of its rules and its seed. Knows what was asked."""

    def __init__(self, worth: Worth) -> None:
        self.worth = worth
        self.asked: list[tuple[frozenset[str], int]] = []
        self.batches = 0

    def __call__(self, tasks: Sequence[tuple[Scenario, int]]) -> pd.DataFrame:
        asked = [(at_b(scenario), seed) for scenario, seed in tasks]
        self.asked += asked
        self.batches += 1
        return pd.DataFrame([self.worth(*one) for one in asked])


def noise(ids: frozenset[str], seed: int, stream: int = 7) -> float:
    """A draw of mean 0 and standard deviation 1 for a coalition at a seed."""
    mask = sum(1 << i for i, card in enumerate(RULES) if card.id in ids)
    return float(np.sqrt(12.0) * (uniforms(seed, 2000 + stream, np.array([mask]))[0] - 0.5))
