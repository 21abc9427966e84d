"""Which settings move what a log tells: each from the low to the high end of its range, all others as they are.

A setting that moves no summary by more than seeds alone do cannot be told from such a log, whatever the fit. What is
moved alike by two settings can be told of both together at most; the fit shows that, not this.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from experiments.logs.simulator import Simulator

COLUMNS = ("setting", "low", "high", "summary", "at_low", "base", "at_high", "moved", "noise", "told")
TOLD = 2.0  # standard deviations between seeds that a summary has to be moved by


def probe(simulate: "Simulator", seeds: Sequence[int]) -> pd.DataFrame:
    """Move each setting alone and see what the summaries do.

    Args:
        simulate: The replay, with the settings to move.
        seeds: Two at least; every setting meets the same ones.

    Returns:
        A row a setting and summary: the ends of its range; the summary's mean over seeds at the low end, as the
        scenario stands, and at the high end; `moved`, from low to high; `noise`, the standard deviation between seeds,
        pooled over all runs; `told`, whether either end is off the base, or off the other, by more than twice of it.
    """
    inputs = simulate.inputs
    base = np.stack([simulate({}, seed) for seed in seeds])
    ends = {one.key: [np.stack([simulate({one.key: one.at(u)}, seed) for seed in seeds]) for u in (0.0, 1.0)]
            for one in inputs}  # fmt: skip
    every = np.stack([base, *(runs for pair in ends.values() for runs in pair)])
    noise = np.sqrt(every.var(axis=1, ddof=1).mean(axis=0))
    rows = []
    for one in inputs:
        low, high = (runs.mean(axis=0) for runs in ends[one.key])
        for place, name in enumerate(simulate.names):
            three = (low[place], base[:, place].mean(), high[place])
            moved = max(three) - min(three)
            told = bool(moved > TOLD * noise[place] and moved > 0.0)
            rows.append((one.key, one.at(0.0), one.at(1.0), name, *three, high[place] - low[place], noise[place], told))
    return pd.DataFrame(rows, columns=list(COLUMNS))
