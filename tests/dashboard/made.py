"""What pages show, made for tests: points by hand, and runs without a hall."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.runs.live import LiveSet
from dashboard.runs.plan import Plan
from dashboard.runs.run import Run
from model.outcomes import OUTCOMES

KEYS = [outcome.key for outcome in OUTCOMES]


def points(values: Mapping[tuple[int, int, int], float], outcome: str = "satisfaction", rest: float = 1.0) -> Any:
    """Points by (seed, arm, day) of one outcome; all others are `rest`."""
    rows = [(*key, *(value if name == outcome else rest for name in KEYS)) for key, value in sorted(values.items())]
    return pd.DataFrame(rows, columns=["seed", "arm", "day", *KEYS])


def ran(plan: Plan, folder: Path, seeds: tuple[int, ...], visitor: str = "me") -> Run:
    """A run of which these seeds have been made, here and now."""
    run = Run(visitor, plan, folder)
    for seed in seeds:
        live = LiveSet(plan.arms, seed, plan.grid, None)
        run.take(seed, live.advance(plan.days, 0))
        for arm in range(len(plan.arms)):
            run.take(seed, live.finish(arm))
        run.end_seed(seed)
    run.change(status="done" if set(run.finished) == set(run.seeds) else "running")
    return run
