"""A log that the model itself has made, replayed: what went in must come out, up to what the log does not say."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from experiments.logs.on_calendar import FIRST_WEEK
from experiments.logs.patterns import durations
from experiments.logs.replayed import as_log, replayed
from experiments.logs.request_log import RequestLog
from model.governance import GovernanceModel
from scenarios.library import load
from scenarios.scenario import Scenario
from tests.experiments.logs.made import log_of

EPOCH = pd.Timestamp("2016-01-04")
LOGGED, WEEKS = 14, 4  # weeks of arrivals, and weeks that they are followed
FIRST_READ = FIRST_WEEK + 10  # before, those of a closed week, whom the log has not, still waited
CATEGORIES = ("all", "administrative", "care", "enforcement", "mutual_aid")
HOURS = (1.0, 4.0, 24.0, 72.0, 168.0, 336.0)
FALSE_ALARM = 0.001  # chance that any of all points is refused where both are alike


def made(regime: str) -> tuple[Scenario, RequestLog]:
    """A town, and the log of some weeks of it: requests by the hour at which a desk had them, closed when resolved."""
    town = [{"community": f"c{number:02d}", "street": f"s{number // 9}", "residents": 6500} for number in range(18)]
    scenario = load(regime).replace(city=town)
    model = GovernanceModel(scenario, rng=11)
    model.run_for(5 * (FIRST_WEEK - 1 + LOGGED + WEEKS))
    rows = model.ledger.look(model.world)
    came = model.calendar.calendar_of(rows["voiced"], side="start")
    weeks = came / (7 * 24.0)
    logged = (weeks >= FIRST_WEEK) & (weeks < FIRST_WEEK + LOGGED)
    rows, came = rows[logged], came[logged]
    closed = model.calendar.calendar_of(rows["resolved"], side="finish")
    order = np.argsort(came, kind="stable")
    frame = model.requests.frame().set_index("need").loc[rows["need"][order]]
    requested, done = (
        pd.Series(EPOCH + pd.to_timedelta(hours[order], unit="h")).dt.round("s") for hours in (came, closed)
    )
    log = log_of(
        requested, done, category=frame["category"].astype(str).to_numpy(), area=frame["community"].to_numpy(),
        channel=frame["channel"].astype(str).to_numpy(),
    )  # fmt: skip
    return scenario, log


@pytest.mark.proof
@pytest.mark.parametrize("regime", ["hierarchy", "network"])
def test_a_replay_of_the_models_own_log_closes_as_the_model_did(regime: str) -> None:
    """Who asked, and for which item, is drawn anew; when, where, of which category and through which channel is not.

    Requests of one day wait at the same desks, so it is days that are compared: the share still open after some hours,
    replay less model, has over days a mean whose interval holds nought.
    """
    scenario, log = made(regime)
    again = as_log(log, replayed(log, scenario, 12, weeks=WEEKS), WEEKS)
    day = (log.frame["requested"] - EPOCH).dt.days.to_numpy()
    read = day // 7 >= FIRST_READ
    open_hours = [durations(one, WEEKS * 7 * 24.0)[0] for one in (log, again)]
    z = stats.t.ppf(1.0 - FALSE_ALARM / (2 * len(CATEGORIES) * len(HOURS)), len(np.unique(day[read])) - 1)
    for category in CATEGORIES:
        mine = read & ((log.frame["category"] == category).to_numpy() | (category == "all"))
        assert mine.sum() > 100
        for hours in HOURS:
            was, now = (pd.Series(took[mine] > hours).groupby(day[mine]).mean() for took in open_hours)
            apart = now - was
            allowed = z * apart.std(ddof=1) / np.sqrt(len(apart))
            assert abs(apart.mean()) <= allowed + 1e-12, (category, hours, was.mean(), now.mean())
            if category == "all":
                assert allowed < 0.12  # the comparison can fail
