"""A replay as a function of settings and a seed: what a fit calls some hundred times.

What is compared are summaries of the patterns of a log (`experiments.logs.patterns`), each one number: shares closed
within some hours, and logarithms of the hours by which a half, three quarters and nine tenths were closed, of all
requests and of each category that has enough of them. A time beyond the horizon counts as the horizon, for log and
model alike. The tail beyond it is left out: no setting can be told from what nobody waited for.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from experiments.inputs import Input, inputs_of
from experiments.logs.district import POSTS, with_posts
from experiments.logs.halves import FIT, half_of
from experiments.logs.patterns import curve_of, durations, open_at
from experiments.logs.replayed import FOLLOW_WEEKS, as_log, replayed
from model.estimators import quantile_time
from scenarios.actors import CATEGORIES
from scenarios.errors import InputError

if TYPE_CHECKING:
    from experiments.logs.request_log import RequestLog
    from model.tables import Bools, Floats
    from scenarios.scenario import Scenario

LEAST_REQUESTS = 50  # of a category that has summaries of its own, in the half that is read
AT_ONCE = 0.1  # hours: what is quicker counts as this, in both; a logarithm of nothing is none
OF_ALL = ("closed_within_1", "closed_within_24", "hours_50", "hours_75", "hours_90")
OF_CATEGORY = ("closed_within_24", "hours_50", "hours_90")


def horizon_of(weeks: int) -> float:
    """Hours after each request for which a replay that follows the log for so many weeks watches it."""
    return weeks * 7 * 24.0


def summary_names(log: "RequestLog", halves: Sequence[str] = (FIT,)) -> tuple[str, ...]:
    """What each summary is, `group:pattern`, in their order; `log_hours_…` are natural logarithms of hours."""
    mine = log.frame["category"][np.isin(half_of(log), list(halves))]
    enough = [name for name in CATEGORIES if int((mine == name).sum()) >= LEAST_REQUESTS]
    told = [("all", pattern) for pattern in OF_ALL]
    told += [(name, pattern) for name in enough for pattern in OF_CATEGORY]
    return tuple(f"{group}:{'log_' if pattern.startswith('hours') else ''}{pattern}" for group, pattern in told)


def summaries(log: "RequestLog", horizon: float, halves: Sequence[str] = (FIT,)) -> "Floats":
    """The summaries of a log, or of a replay as a log, over some of its parts; in the order of `summary_names`."""
    hours, closed = durations(log, horizon)
    mine = np.isin(half_of(log), list(halves))
    category = log.frame["category"].to_numpy()
    found = []
    for name in summary_names(log, halves):
        group, pattern = name.split(":")
        here = mine if group == "all" else mine & (category == group)
        found.append(_summary(hours[here], closed[here], pattern, horizon))
    return np.array(found)


def _summary(hours: "Floats", closed: "Bools", pattern: str, horizon: float) -> float:
    curve, _, _ = curve_of(hours, closed)
    number = float(pattern.rsplit("_", 1)[1])
    if pattern.startswith("closed_within"):
        return 1.0 - open_at(curve, number)
    time = quantile_time(curve, number / 100.0)
    return float(np.log(max(horizon if np.isnan(time) else time, AT_ONCE)))


def observed(log: "RequestLog", *, weeks: int = FOLLOW_WEEKS, halves: Sequence[str] = (FIT,)) -> "Floats":
    """The log's own summaries, as those of a replay are read."""
    return summaries(log, horizon_of(weeks), halves)


@dataclass(frozen=True)
class Simulator:
    """One replay: settings by key and a seed in, summaries out, (summaries,); it can be sent to other processes.

    Attributes:
        log: The log.
        scenario: A district made for it.
        parameters: The settings that a draw gives: keys of the scenario, or `posts_factor`.
        weeks: For how long the log's last request is followed.
        halves: Which parts of the log are read.
    """

    log: "RequestLog"
    scenario: "Scenario"
    parameters: tuple[str, ...]
    weeks: int = FOLLOW_WEEKS
    halves: tuple[str, ...] = (FIT,)

    def __call__(self, draw: Mapping[str, Any], seed: int) -> "Floats":
        """The summaries of one replay."""
        return summaries(self.replay(draw, seed), horizon_of(self.weeks), self.halves)

    def replay(self, draw: Mapping[str, Any], seed: int) -> "RequestLog":
        """One replay as a log."""
        changed = self.scenario.replace(**{key: value for key, value in draw.items() if key != POSTS.key})
        scenario = with_posts(changed, float(draw.get(POSTS.key, 1.0)))
        return as_log(self.log, replayed(self.log, scenario, seed, weeks=self.weeks), self.weeks)

    @property
    def names(self) -> tuple[str, ...]:
        """What each summary is."""
        return summary_names(self.log, self.halves)

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The settings with the ranges they are drawn from."""
        return inputs_for(self.scenario, self.parameters)

    @property
    def key(self) -> str:
        """What tells this apart from any other: the log, the district, and what is read."""
        rows = hashlib.sha256(pd.util.hash_pandas_object(self.log.frame).to_numpy().tobytes()).hexdigest()
        told = (self.log.digest, rows, self.scenario.hash, *self.parameters, str(self.weeks), *self.halves)
        return "replay " + " ".join(told)


def inputs_for(scenario: "Scenario", parameters: Sequence[str]) -> tuple[Input, ...]:
    """Settings by key with their declared ranges; `posts_factor` is beside those of a scenario.

    Raises:
        InputError: For a key that is not known, has no range, or stands twice.
    """
    for number, key in enumerate(parameters):
        if key in parameters[:number]:
            raise InputError("parameter", f"{key!r} again", "each setting once")
    return tuple(POSTS if key == POSTS.key else inputs_of(scenario, (key,))[0] for key in parameters)


def simulator(
    log: "RequestLog", scenario: "Scenario", parameters: Sequence[str], *, weeks: int = FOLLOW_WEEKS,
    halves: Sequence[str] = (FIT,),
) -> Simulator:  # fmt: skip
    """A replay of a log in a district made for it, as a function of some settings and a seed.

    Args:
        log: The log.
        scenario: The district under a regime (`experiments.logs.district.district_of`).
        parameters: Keys of settings that draws will give.
        weeks: For how long the log's last request is followed.
        halves: Which parts of the log are read, of `experiments.logs.halves.HALVES`.

    Raises:
        InputError: For a key that is not known or has no range.
    """
    inputs_for(scenario, parameters)
    return Simulator(log, scenario, tuple(parameters), weeks, tuple(halves))
