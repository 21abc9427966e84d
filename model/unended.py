"""What the engine notes no leg of: what is under way at the horizon, and copies that another owner overtook unbegun."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from model.tables import ACTIVITIES, NOBODY, Activity, CaseState, Ints, Job, Phase

if TYPE_CHECKING:
    from model.governance import GovernanceModel

OF_PHASE = {
    Phase.REVIEW: Activity.REVIEW, Phase.ASSIGN: Activity.APPROVAL, Phase.OPENING: Activity.WORK,
    Phase.FINISHING: Activity.WORK, Phase.FOLLOW_UP: Activity.FOLLOW_UP,
}  # fmt: skip


def overtaken(model: "GovernanceModel", known: Ints) -> tuple[pd.DataFrame, Ints]:
    """Copies of overlaps that are stopped: (as legs that never started nor ended, keys of all that are known by now).

    To be asked at the close of every day, since a case that has ended frees its rows for others. Some of these copies
    have legs of their own, which say that they began: whoever reads them leaves out those.
    """
    jobs, cases, width = model.world.jobs, model.world.cases, model.world.candidates.shape[1]
    stopped = np.flatnonzero(jobs["state"] == Job.STOPPED)
    stopped = stopped[cases["state"][stopped // width] != CaseState.FREE]
    keys = cases["serial"][stopped // width] * width + stopped % width
    fresh = ~np.isin(keys, known)
    found = _as_legs(model, stopped[fresh])
    found["activity"] = int(Activity.DUPLICATE)
    found["step"] = NOBODY  # the case has gone on
    return found.assign(started=np.nan), np.union1d(known, keys)


def under_way(model: "GovernanceModel") -> pd.DataFrame:
    """What stands at desks now, as legs that have not ended: `finished` is not-a-number, `started` too of what waits,
    `arrived` too of what waits for the next sitting or an appointment.
    """
    jobs, cases, width = model.world.jobs, model.world.cases, model.world.candidates.shape[1]
    alive = np.isin(jobs["state"], [Job.DELAYED, Job.WAITING, Job.IN_SERVICE])
    alive &= ~np.isin(jobs["phase"], [Phase.REOPEN, Phase.HELD])
    numbers = np.flatnonzero(alive & (np.repeat(cases["state"], width) != CaseState.FREE))
    found = _as_legs(model, numbers)
    found.loc[found["state"] == Job.DELAYED, "arrived"] = np.nan
    found.loc[found["state"] != Job.IN_SERVICE, "started"] = np.nan
    return found


def _as_legs(model: "GovernanceModel", numbers: Ints) -> pd.DataFrame:
    """Jobs of requests as legs: `serial` of the case, `need`, and what a leg says."""
    world = model.world
    width = world.candidates.shape[1]
    rows = model.ledger.row_of_case[numbers // width]
    numbers, rows = numbers[rows >= 0], rows[rows >= 0]
    jobs, cases = world.jobs[numbers], world.cases[numbers // width]
    steps = np.minimum(cases["step"], len(world.steps) - 1)
    activity = world.steps["activity"][steps].astype(np.int64)
    activity[(activity == Activity.WORK) & (cases["reopened"] > 0)] = int(Activity.REWORK)
    for phase, other in OF_PHASE.items():
        activity[jobs["phase"] == phase] = int(other)
    return pd.DataFrame(
        {
            "serial": cases["serial"],
            "need": model.ledger.rows["need"][rows],
            "step": cases["step"].astype(np.int64) - world.routes["start"][cases["route"]],
            "row": jobs["actor"].astype(np.int64),
            "activity": activity,
            "arrived": jobs["arrived"],
            "started": jobs["started"],
            "finished": np.nan,
            "rank": cases["rank"],
            "copy": (numbers % width).astype(np.int8),
            "kept": jobs["kept"].astype(np.bool_),
            "state": jobs["state"],
        }
    )


def named(activity: "NDArray[np.integer[Any]] | pd.Series[int]") -> "pd.Categorical[str]":
    """Numbers of activities as their names."""
    return pd.Categorical.from_codes(np.asarray(activity, dtype=np.int64), pd.Index(list(ACTIVITIES)))
