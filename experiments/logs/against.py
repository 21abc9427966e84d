"""Log against model: the patterns of a log beside those of its replays, where the fit has looked and where not.

Both are read by the same functions up to the same horizon. The log's interval is that of its estimate; the model's is
from the lowest to the highest seed. Arrivals are the log's own, so shares of requests are the same on both sides and
are no test; what is tested is closing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from experiments.logs.halves import FIT, HALVES, HELD_OUT, half_of
from experiments.logs.patterns import COLUMNS, curve_of, durations, patterns
from experiments.logs.replayed import FOLLOW_WEEKS, as_log, replayed
from experiments.logs.simulator import horizon_of

if TYPE_CHECKING:
    from experiments.logs.request_log import RequestLog
    from model.estimators import Survival
    from model.tables import Bools
    from scenarios.scenario import Scenario

PARTS: Mapping[str, tuple[str, ...]] = {"all": HALVES, "fit": (FIT,), "held_out": HELD_OUT}
"""What is told apart: the whole log, what a fit looks at, and the areas and days that it does not."""
TABLE = ("part", *COLUMNS[:3], "requests", "log", "log_low", "log_high", "model", "model_low", "model_high", "apart")


@dataclass(frozen=True)
class Against:
    """A log and its replays.

    Attributes:
        log: The log.
        replays: The replays, as logs, one a seed.
        horizon: Hours after each request until which both are watched.
        name: What the scenario of the replays is called.
    """

    log: "RequestLog"
    replays: tuple["RequestLog", ...]
    horizon: float
    name: str = ""

    def which(self, part: str) -> "Bools":
        """Which requests are of a part of `PARTS`."""
        return np.isin(half_of(self.log), list(PARTS[part]))

    def curves(self, part: str) -> "tuple[tuple[Survival, Survival, Survival], list[Survival]]":
        """The share still open by hours: the log's with its interval, and that of each replay."""
        mine, told = self.which(part), []
        for one in self._every:
            hours, closed = durations(one, self.horizon)
            told.append(curve_of(hours[mine], closed[mine]))
        return told[0], [curve for curve, _, _ in told[1:]]

    @property
    def _every(self) -> "tuple[RequestLog, ...]":
        return (self.log, *self.replays)

    def table(self) -> pd.DataFrame:
        """A row a part, group, value and pattern, with the log's and the model's estimates.

        `apart` is model − log for shares and the logarithm of model ÷ log, to the base 2, for hours: 1 is twice as
        long. Not-a-number where one of them lies beyond the horizon.
        """
        parts = []
        for part in PARTS:
            mine = self.which(part)
            if not mine.any():
                continue
            log, *seeds = (patterns(one, self.horizon, mine) for one in self._every)
            values = np.stack([found["estimate"].to_numpy() for found in seeds])
            known = np.isfinite(values).all(axis=0)
            model, low, high = (np.where(known, of(values, axis=0), np.nan) for of in (np.mean, np.min, np.max))
            told = log.rename(columns={"estimate": "log", "low": "log_low", "high": "log_high"})
            told = told.assign(part=part, model=model, model_low=low, model_high=high)
            of_hours = told["pattern"].str.startswith("hours").to_numpy()
            with np.errstate(divide="ignore", invalid="ignore"):
                ratio = np.log2(model / told["log"].to_numpy())
            apart = np.where(of_hours, np.where(np.isfinite(ratio), ratio, np.nan), model - told["log"].to_numpy())
            parts.append(told.assign(apart=apart)[list(TABLE)])
        return pd.concat(parts, ignore_index=True)


def against(log: "RequestLog", replays: Sequence["RequestLog"], weeks: int = FOLLOW_WEEKS, name: str = "") -> Against:
    """Hold a log against its replays.

    Args:
        log: The log.
        replays: Replays of it as logs (`experiments.logs.replayed.as_log`), one a seed.
        weeks: For how long they followed the last request.
        name: What the scenario of the replays is called.
    """
    return Against(log, tuple(replays), horizon_of(weeks), name)


def replay_against(log: "RequestLog", scenario: "Scenario", seeds: int = 3, weeks: int = FOLLOW_WEEKS) -> Against:
    """Replay a log in a district made for it on seeds from 1 on, and hold it against these replays.

    Args:
        log: The log.
        scenario: A district made for it under a regime (`experiments.logs.district.district_of`).
        seeds: How many replays.
        weeks: For how long they follow the last request.

    Raises:
        InputError: As `experiments.logs.replayed.replayed` does.
    """
    each = (replayed(log, scenario, seed, weeks=weeks) for seed in range(1, seeds + 1))
    return against(log, [as_log(log, found, weeks) for found in each], weeks, scenario.name)
