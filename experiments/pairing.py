"""What running all arms on the same residents with the same needs saves: common random numbers (Law 2015).

Var(B − A) = Var A + Var B − 2 Cov(A, B): the more alike the arms fare from seed to seed, the fewer seeds show the same
difference.
"""

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from model.tables import Floats


def pairing(pair: "Floats") -> tuple[float, float]:
    """(correlation, variance saved) of the arms over seeds; `pair` (seeds, 2).

    Saved is 1 − Var(B − A) / (Var A + Var B), the second being the variance that as many independent runs of each arm
    would have: 0.8 means that five times as many would be needed, 1 that the difference is the same in every seed,
    below 0 that pairing costs. Not-a-number with fewer than three seeds, or where nothing varies.
    """
    if len(pair) < 3:
        return math.nan, math.nan
    centred = pair - pair.mean(axis=0)
    scale = np.maximum(np.abs(pair).max(axis=0), 1e-300)
    centred = np.where(np.abs(centred) <= 1e-12 * scale, 0.0, centred)
    of_a, of_b = (float(x) for x in (centred**2).sum(axis=0))
    if of_a + of_b == 0.0:
        return math.nan, math.nan
    together = float(centred[:, 0] @ centred[:, 1])
    correlation = together / math.sqrt(of_a) / math.sqrt(of_b) if of_a > 0.0 and of_b > 0.0 else math.nan
    return min(max(correlation, -1.0), 1.0), 2.0 * together / (of_a + of_b)


def times_as_many(saved: float) -> float:
    """How many times as many runs would be needed without pairing; infinite where the difference does not vary."""
    return 1.0 / (1.0 - saved) if saved < 1.0 else (math.inf if saved >= 1.0 else math.nan)
