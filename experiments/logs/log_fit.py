"""Fit uncertain settings to a request log: on half of its areas and days, held against the other half. `fit_log`.

Every draw replays the whole log, since all its requests meet the same desks; what is held out is left out of what the
fit reads (`experiments.logs.halves`). A log without staffing identifies shapes of delay and of demand, not governance:
which settings stay at their prior is measured and told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.logs.calibration import Calibration, Summary
from experiments.logs.columns import CATEGORY_NAMES
from experiments.logs.fitting import DRAWS, PREDICTED, SEEDS, SHARE, Work, fit
from experiments.logs.halves import FIT, HALVES, half_of
from experiments.logs.on_calendar import days_until, end_of
from experiments.logs.replayed import FOLLOW_WEEKS
from experiments.logs.simulator import Simulator, horizon_of, observed, simulator, summaries, summary_names
from experiments.runner import nobody

if TYPE_CHECKING:
    from experiments.logs.request_log import RequestLog
    from model.tables import Floats
    from scenarios.scenario import Scenario

PARAMETERS = (
    "posts_factor", "work_scale", "department_cycle_days", "street_cycle_days", "pass_base", "handover_hours_tier",
    "lost_information_rework", "intake_hours",
)  # fmt: skip
"""What is fitted where nothing is named: what moved times to closing most when each setting was tried at both ends of
its range, once the arrivals are given (`experiments.logs.probe`). All but posts are `assumed`."""
OF_SHARES, OF_LOGARITHMS = 0.05, 0.25
"""Standard deviations by which model and world are taken to differ: five points of a share, a quarter of a time. They
are judgements, and stand in the provenance."""
_PARTS = {
    "en": {"fit": "", "held_areas": ", other areas", "held_days": ", other days",
           "held_both": ", other areas and days"},
    "zh": {"fit": "", "held_areas": "，留出区域", "held_days": "，留出日期", "held_both": "，留出区域与日期"},
}  # fmt: skip
_READ = {
    "en": {"all": "all", "closed_within": "closed within {n:g} h", "log_hours": "log h until {n:g} % closed"},
    "zh": {"all": "全部", "closed_within": "{n:g} 小时内办结", "log_hours": "办结 {n:g}% 所需小时（对数）"},
}


@dataclass(frozen=True)
class Parted:
    """One replay, read part by part: those that are fitted first, then those held out."""

    simulator: Simulator
    parts: tuple[str, ...]

    @property
    def key(self) -> str:
        """What tells this apart from any other."""
        return " ".join((self.simulator.key, *self.parts))

    @property
    def names(self) -> tuple[str, ...]:
        """`part|group:pattern` of each summary, in their order."""
        return tuple(f"{part}|{name}" for part in self.parts for name in summary_names(self.simulator.log, (part,)))

    @property
    def observed(self) -> "Floats":
        """The log's own summaries, read as those of a replay are."""
        mine = self.simulator
        return np.concatenate([observed(mine.log, weeks=mine.weeks, halves=(part,)) for part in self.parts])

    def __call__(self, draw: Mapping[str, Any], seed: int) -> "Floats":
        """The summaries of one replay."""
        log, horizon = self.simulator.replay(draw, seed), horizon_of(self.simulator.weeks)
        return np.concatenate([summaries(log, horizon, (part,)) for part in self.parts])


def fit_log(
    log: "RequestLog",
    scenario: "Scenario",
    parameters: Sequence[str] = PARAMETERS,
    *,
    draws: int = DRAWS,
    seeds: int = SEEDS,
    share: float = SHARE,
    predicted: int = PREDICTED,
    seed: int = 1,
    weeks: int = FOLLOW_WEEKS,
    workers: int = 1,
    out: Path | None = None,
    progress: Callable[[int], None] = nobody,
) -> Calibration:
    """The posterior of settings given a log, and whether it foretells areas and days that it has not seen.

    Args:
        log: The log, as `experiments.logs.request_log.read_log` gives it.
        scenario: A district made for it under a regime (`experiments.logs.district.district_of`).
        parameters: Keys of the settings to fit, or `posts_factor`.
        draws: Draws, evenly over the declared ranges.
        seeds: Paired seeds that each draw meets.
        share: Share of the draws' noisy copies that is kept.
        predicted: Runs for the posterior predictive, each on a fresh seed.
        seed: The seed of the design.
        weeks: For how long the log's last request is followed.
        workers: Processes; the result does not depend on them.
        out: A folder that keeps the runs, so that what was stopped goes on where it was; `sanshe.write_analysis` writes
            the result.
        progress: Told how many draws are done.

    Returns:
        A `Calibration`.

    Raises:
        InputError: For a setting that is not known or has no range, or where too few draws tell all.
    """
    one = simulator(log, scenario, parameters, weeks=weeks)
    there = set(half_of(log).tolist())
    parted = Parted(one, tuple(part for part in HALVES if part in there))
    names = parted.names
    apart = [OF_LOGARITHMS if ":log_" in name else OF_SHARES for name in names]
    found = fit(
        parted, one.inputs, names, parted.observed.tolist(),
        held_out=[name for name in names if not name.startswith(f"{FIT}|")], discrepancy=apart, draws=draws,
        seeds=seeds, share=share, predicted=predicted, seed=seed, work=Work(workers, scenario, out, progress),
    )  # fmt: skip
    told = tuple(_summary(name, log.source) for name in names)
    shares = [one.unit == "share" for one in told]
    quantiles = [
        column for column in found.predictive if str(column).startswith("q")
    ]  # a normal discrepancy passes 0 and 1
    found.predictive.loc[shares, quantiles] = found.predictive.loc[shares, quantiles].clip(0.0, 1.0)
    days = days_until(log, end_of(log, weeks))
    return Calibration((scenario.name,), (scenario,), seeds, days, "rejection", seed, one.inputs, told, found)


def _summary(name: str, source: str) -> Summary:
    """What a summary is called."""
    part, _, what = name.partition("|")
    group, _, pattern = what.partition(":")
    read, _, number = pattern.rpartition("_")
    said = {}
    for lang in ("en", "zh"):
        told = _READ[lang][read].format(n=float(number))
        said[lang] = f"{_group(group, lang)}: {told}{_PARTS[lang][part]}".replace(": ", "：" if lang == "zh" else ": ")
    return Summary(name, said["en"], said["zh"], "share" if read == "closed_within" else "log hours", source)


def _group(group: str, lang: str) -> str:
    """What a group of requests is called."""
    if group == "all":
        return _READ[lang]["all"]
    return CATEGORY_NAMES[group] if lang == "zh" else group.replace("_", " ")
