"""A watched seed run in this process, as a page finds it once it is finished."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.runs.live import LiveSet
from dashboard.runs.plan import Plan
from dashboard.runs.run import Run
from tests.dashboard.runs.cities import small

SEED = 3


class ReadOnce(Run):
    """A run whose files are read once, so that all its journeys can be told in seconds."""

    def _read(self, path: Path, needs: Any, columns: Any, where: Any = ()) -> pd.DataFrame:
        known = self.__dict__.setdefault("read", {})
        if path not in known:
            frame = super()._read(path, None, None)
            known[path] = frame, frame.groupby("need").indices
        frame, of_need = known[path]
        if needs is not None:
            frame = frame.iloc[[row for need in needs for row in of_need.get(need, ())]]
        for column, _, value in where:
            frame = frame[frame[column] == value]
        found: pd.DataFrame = frame if columns is None else frame[list(columns)]
        return found

    def terms(self, arm: int) -> Any:
        known = self.__dict__.setdefault("said", {})
        if arm not in known:
            known[arm] = super().terms(arm)
        return known[arm]


def watched(folder: Path, days: int, *names: str, **changes: object) -> ReadOnce:
    """A run of the small city whose one seed has reached its horizon."""
    asked = Plan(tuple(small(folder, name, **changes) for name in names), days, (SEED,))
    run = ReadOnce("one", asked, folder / "run")
    live = LiveSet(asked.arms, SEED, asked.grid, run.folder)
    said = live.advance(days, 0)
    for arm in range(len(asked.arms)):
        live.keep(arm)
    live.drop()
    run.take(SEED, replace(said, day=days))
    run.end_seed(SEED)
    return run
