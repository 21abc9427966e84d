"""Two halves of a log: what settings are fitted to, and areas and days that the fit has not seen.

A replay always runs the whole log, since all its requests meet the same desks; what is held out is left out of what is
read from it.
"""

import hashlib
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from experiments.logs.request_log import RequestLog

FIT, HELD_AREAS, HELD_DAYS, HELD_BOTH = "fit", "held_areas", "held_days", "held_both"
HALVES = (FIT, HELD_AREAS, HELD_DAYS, HELD_BOTH)
HELD_OUT = (HELD_AREAS, HELD_DAYS, HELD_BOTH)


def half_of(log: "RequestLog") -> NDArray[np.str_]:
    """Which part of a log each request belongs to, one of `HALVES`, (n,).

    Areas are put in the order of a hash of their names, and every other one is held out; so is every other day of the
    log. `fit` are the areas and days that are not; a log of one area, or of one day, is parted by the other alone.
    """
    areas = sorted(set(log.frame["area"]), key=lambda area: hashlib.sha256(str(area).encode()).hexdigest())
    held = set(areas[1::2])
    area = log.frame["area"].isin(list(held)).to_numpy()
    day = ((log.frame["requested"] - log.begins).dt.days % 2 == 1).to_numpy()
    both, one, other = area & day, area & ~day, ~area & day
    return np.select([both, one, other], [HELD_BOTH, HELD_AREAS, HELD_DAYS], default=FIT)
