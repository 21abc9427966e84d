"""Whether two arms are alike enough: equivalence within the smallest difference of interest.

That no difference was found does not show that there is none. Two one-sided tests (Schuirmann 1987, J. Pharmacokin.
Biopharm. 15:657) ask the other way round: the null hypothesis is a difference as large as the margin or larger.
"""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from scenarios.errors import InputError, nearest
from scenarios.reading import plain, short

if TYPE_CHECKING:
    from model.tables import Floats


def smallest_of_interest(unit: str, mean_a: float, mean_b: float) -> float:
    """The registered smallest difference of interest: 0.01 of a share or of 0 to 1, else 2 % of the larger mean."""
    from experiments.factors import SMALLEST, SMALLEST_RATIO

    return SMALLEST.get(unit, SMALLEST_RATIO * max(abs(mean_a), abs(mean_b)))


def equivalence(pair: "Floats", margin: float) -> float:
    """The p of the two one-sided paired t tests that the mean difference lies strictly within ± `margin`.

    `pair` (seeds, 2). Not-a-number with fewer than two pairs or without a margin; differences that are all the same
    are told by themselves: p = 0 if they lie within, else 1.
    """
    from statsmodels.stats.weightstats import ttost_paired

    if len(pair) < 2 or not math.isfinite(margin):
        return math.nan
    differences = pair[:, 1] - pair[:, 0]
    mean = float(np.mean(differences))
    if float(np.std(differences, ddof=1)) <= 1e-12 * max(abs(mean), 1e-300):
        return 0.0 if abs(mean) < margin or mean == 0.0 else 1.0
    return float(ttost_paired(pair[:, 1], pair[:, 0], -margin, margin)[0])


def by_outcome(field: str, given: Mapping[str, object] | None) -> dict[str, float]:
    """Numbers above 0 by outcome, as `precision` and `margins` are given, each checked; raises `InputError`."""
    from model.outcomes import OUTCOMES

    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise InputError(field, short(given), "numbers by outcome, such as {'satisfaction': 0.005}")
    known = [outcome.key for outcome in OUTCOMES]
    found = {}
    for key, value in given.items():
        if key not in known:
            raise InputError(field, short(key), nearest(str(key), known))
        number = plain(value)
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0.0 < number < math.inf:
            raise InputError(field, f"{key}={short(number)}", "a number above 0")
        found[key] = float(number)
    return found
