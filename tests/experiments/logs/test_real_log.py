"""The log of a real city, where it lies beside the tree: what it is known to say, and what a replay cannot reach."""

from pathlib import Path

import numpy as np
import pytest

from experiments.logs.against import against
from experiments.logs.columns import Columns
from experiments.logs.district import district_of
from experiments.logs.patterns import patterns
from experiments.logs.replayed import as_log, replayed
from experiments.logs.request_log import RequestLog, read_log
from scenarios.library import load

LOS_ANGELES = Path(__file__).parents[4] / "shared" / "data" / "la311_2018_01.csv"
FIELD = ("Graffiti Removal", "Illegal Dumping Pickup", "Homeless Encampment", "Report Water Waste")
STREET = ("Single Streetlight Issue", "Multiple Streetlight Issue")
DESK = (
    "Bulky Items", "Metal/Household Appliances", "Electronic Waste", "Dead Animal Removal", "Other", "Feedback",
)  # fmt: skip
MAP = Columns(
    categories=dict.fromkeys(FIELD, "enforcement")
    | dict.fromkeys(STREET, "collective")
    | dict.fromkeys(DESK, "administrative")
)
WEEKS = 16

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not LOS_ANGELES.exists(), reason="the log of Los Angeles is not beside the tree"),
]


@pytest.fixture(scope="module")
def log() -> RequestLog:
    return read_log(LOS_ANGELES, MAP)


def test_the_log_says_what_is_known_of_it(log: RequestLog) -> None:
    told = patterns(log, 1e6).query("group == 'all'").set_index("pattern")["estimate"].to_dict()
    assert told["hours_50"] == pytest.approx(46, abs=0.5)
    assert told["hours_90"] == pytest.approx(143, abs=0.5)
    assert told["hours_99"] == pytest.approx(2233, abs=1)
    assert log.frame["area"].nunique() == 98


def test_a_replay_runs_every_request_and_does_not_reach_the_tail(log: RequestLog) -> None:
    """What the model has no cause of: after nine tenths have closed, the log's last hundredth takes 16 times as long.

    In a replay it takes less than twice as long, whatever the posts: every request goes on through a bounded chain of
    sittings and queues, and none lies by for months.
    """
    ratios: list[float] = []
    for posts in (0.5, 1.0):
        scenario = district_of(log, load("hierarchy"), per_1000=1000.0, posts=posts)
        assert len(scenario.city.communities) == 98
        found = against(log, [as_log(log, replayed(log, scenario, 1, weeks=WEEKS), WEEKS)], WEEKS)
        told = found.table().query("part == 'all' and group == 'all'").set_index("pattern")["model"].to_dict()
        ratios.append(told["hours_99"] / told["hours_90"])
        assert (found.replays[0].frame["closed"].notna()).mean() > 0.99
    of_log = patterns(log, 1e6).query("group == 'all'").set_index("pattern")["estimate"].to_dict()
    assert of_log["hours_99"] / of_log["hours_90"] > 10.0
    assert np.isfinite(ratios).all()
    assert max(ratios) < 2.0
