"""Simulators of which the posterior is known, for tests of fits; of a module, so that a worker process finds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.inputs import Input
from model.tables import Floats

MEAN = Input("mean", "均值", "mean", "ratio", "made", 0.0, 10.0)
IDLE = Input("idle", "无关", "idle", "ratio", "made", -1.0, 1.0)
INPUTS = (MEAN, IDLE)
NAMES = ("first", "second", "third")


@dataclass(frozen=True)
class Gaussian:
    """Normal noise of standard deviation 1 about the mean, and about twice the mean; `idle` moves nothing.

    `common` is the share of the noise's variance that is a seed's own, whatever the draw.
    """

    common: float = 1.0

    @property
    def key(self) -> str:
        """What tells it apart."""
        return f"gaussian {self.common}"

    def __call__(self, draw: Mapping[str, Any], seed: int) -> Floats:
        """Two summaries that tell of the mean, and one that is noise."""
        mine = np.random.default_rng([seed, 0]).normal(size=3)
        own = np.random.default_rng([seed, int(1e6 * draw["mean"]), int(1e6 * (1.0 + draw["idle"]))]).normal(size=3)
        noise = np.sqrt(self.common) * mine + np.sqrt(1.0 - self.common) * own
        return np.asarray(np.array([draw["mean"], 2.0 * draw["mean"], 0.0]) + noise, dtype=np.float64)
