"""More seeds until a difference is known as narrowly as asked: `sanshe compare --precision`.

A fixed-width interval by sequential sampling (Chow & Robbins 1965, Ann. Math. Statist. 36:457; the absolute-precision
procedure of Law 2015, section 9.4): seeds are added until the interval by Student's t is narrow enough. To stop as soon
as it is so for the first time would stop where the spread happens to look small, and cover less than 95 %. Two things
are done about it: at least `FEWEST` seeds are looked at, and after the first look at which the interval is narrow
enough, `STEP` seeds are added and it must be so again (a fixed number of further observations mends the coverage of the
sequential interval: Simons 1968, Ann. Math. Statist. 39:1946). How many are run between looks follows from the spread
so far, as in Stein's (1945) two-stage procedure, but no more than there are already. Whether to stop hangs on the
width alone, never on the difference: with normal differences the mean is independent of the spread, so that stopping
favours neither side.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.statistics import paired

FEWEST, STEP, MOST = 10, 5, 200


@dataclass(frozen=True)
class Width:
    """How wide the 95 % interval of an outcome's difference is (`width`, from end to end) against what was asked.

    `arm` by number; `n` the seeds with a value in both arms. Not-a-number is what too few seeds give no interval.
    """

    arm: int
    outcome: str
    asked: float
    width: float
    n: int

    @property
    def narrow(self) -> bool:
        """Whether it is as narrow as asked, over no fewer than `FEWEST` seeds."""
        return self.n >= FEWEST and self.width <= self.asked

    @property
    def hopeless(self) -> bool:
        """Whether no seed so far has a value, so that more would be no use."""
        return self.n == 0

    @property
    def share(self) -> float:
        """How many times as many seeds are needed, by the spread so far (Stein 1945)."""
        by_width = (self.width / self.asked) ** 2 if math.isfinite(self.width) else 1.0
        return max(by_width, FEWEST / self.n)


def widths(outcomes: pd.DataFrame, asked: Mapping[str, float]) -> tuple[Width, ...]:
    """The width reached for each further arm and outcome asked for; `outcomes` as in `Comparison`."""
    found = []
    for key, width in asked.items():
        wide = outcomes[outcomes["outcome"] == key].pivot(index="seed", columns="arm", values="value")
        for arm in wide.columns[1:]:
            differences = wide[arm].to_numpy(dtype=np.float64) - wide[0].to_numpy(dtype=np.float64)
            differences = differences[np.isfinite(differences)]
            _, low, high, _, _ = paired(differences)
            found.append(Width(int(arm), key, width, high - low, len(differences)))
    return tuple(found)


def seeds_to_add(found: Sequence[Width], ran: int, most: int, narrow_before: bool) -> int:
    """How many seeds to run before the next look; 0: enough. `narrow_before`: all was narrow enough one look ago."""
    open_ones = [one for one in found if not one.hopeless]
    wide = [one for one in open_ones if not one.narrow]
    if not open_ones or ran >= most or (not wide and narrow_before):
        return 0
    needed = math.ceil(ran * max(one.share for one in wide)) - ran if wide else STEP
    return min(max(needed, STEP), ran, most - ran)


def run_until_narrow(
    run: Callable[[Sequence[int]], pd.DataFrame], asked: Mapping[str, float], first: int, most: int
) -> tuple[pd.DataFrame, int]:
    """(outcomes, seeds run): seeds 1 to `first`, then more until all that is asked is known or `most` have run.

    `run` gives the outcomes (as in `Comparison`) of some seeds, and is called once for each seed.
    """
    every, ran, narrow_before = run(range(1, first + 1)), first, False
    while more := seeds_to_add(widths(every, asked), ran, most, narrow_before):
        narrow_before = all(one.narrow or one.hopeless for one in widths(every, asked))
        every = pd.concat([every, run(range(ran + 1, ran + more + 1))], ignore_index=True)
        ran += more
    return every, ran
