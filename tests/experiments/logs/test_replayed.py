"""A replay: the log's requests through a regime, and when they were closed there."""

import pickle
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from experiments.logs.district import district_of, with_posts
from experiments.logs.patterns import durations
from experiments.logs.replayed import COLUMNS, as_log, replayed
from experiments.logs.simulator import horizon_of, inputs_for, observed, simulator, summaries, summary_names
from model.ledger import STATES
from scenarios.errors import InputError
from scenarios.library import load
from scenarios.scenario import Scenario
from tests.experiments.logs.made import week

LOG = week(300)
WEEKS = 2


@cache
def district(regime: str = "hierarchy") -> Scenario:
    """Some three thousand residents."""
    return district_of(LOG, load(regime), per_1000=5000.0)


@cache
def replay(regime: str = "hierarchy", seed: int = 1) -> pd.DataFrame:
    return replayed(LOG, district(regime), seed, weeks=WEEKS)


def test_every_request_of_the_log_has_its_row_and_closes_after_it_came() -> None:
    found = replay()
    assert tuple(found.columns) == COLUMNS
    assert list(found["request"]) == list(LOG.frame["request"])
    took = (found["closed"] - LOG.frame["requested"]).dt.total_seconds() / 3600
    assert (took.dropna() > 0).all()
    np.testing.assert_allclose(took, found["hours_to_close"], atol=1 / 3600)
    assert 0.6 < found["closed"].notna().mean() < 1.0
    done = found["state"].isin(["resolved", "closed"])
    assert (done | (found["closed"].notna() & (found["state"] == "underway")) == found["closed"].notna()).all()
    assert set(found["state"]) <= set(STATES)
    assert 0 < found["direct"].sum() < len(found)
    assert found.loc[found["direct"], "hours_to_close"].median() < found["hours_to_close"].median()


def test_offices_close_requests_when_they_are_open() -> None:
    closed = replay()["closed"].dropna()
    assert (closed.dt.day_of_week < 5).all()
    at = closed.dt.hour + closed.dt.minute / 60 + closed.dt.second / 3600
    assert (((at >= 9) & (at <= 12.001)) | ((at >= 14) & (at <= 17.001))).all()


def test_a_seed_gives_it_again_and_another_seed_or_regime_another() -> None:
    pd.testing.assert_frame_equal(replay(), replayed(LOG, district(), 1, weeks=WEEKS))
    for other in (replay(seed=2), replay("network")):
        assert not np.array_equal(replay()["hours_to_close"], other["hours_to_close"], equal_nan=True)


def test_what_is_not_closed_at_the_end_is_open_in_the_replays_log() -> None:
    found = as_log(LOG, replay(), WEEKS)
    assert found.drawn == LOG.ends + pd.Timedelta(weeks=WEEKS)
    hours, closed = durations(found, horizon_of(WEEKS))
    assert closed.sum() == (replay()["hours_to_close"] <= horizon_of(WEEKS)).sum()
    assert (hours[~closed] == horizon_of(WEEKS)).all()


def test_few_posts_close_later_than_many() -> None:
    few, many = (replayed(LOG, with_posts(district(), factor), 1, weeks=WEEKS) for factor in (0.6, 2.0))
    assert few["hours_to_close"].fillna(horizon_of(WEEKS)).mean() > 1.2 * many["hours_to_close"].mean()


@pytest.mark.parametrize("weeks", [0, 33])
def test_weeks_out_of_range_are_refused(weeks: int) -> None:
    with pytest.raises(InputError, match="weeks"):
        replayed(LOG, district(), 1, weeks=weeks)


def test_a_simulator_is_a_replays_summaries_and_can_be_sent_away() -> None:
    simulate = simulator(LOG, district(), ["department_cycle_days", "posts_factor"], weeks=WEEKS)
    found = simulate({}, 1)
    np.testing.assert_array_equal(found, summaries(as_log(LOG, replay(), WEEKS), horizon_of(WEEKS)))
    assert len(found) == len(simulate.names) == len(observed(LOG, weeks=WEEKS))
    assert np.isfinite(found).all()
    sent = pickle.loads(pickle.dumps(simulate))
    draw = {"department_cycle_days": 9.0, "posts_factor": 1.5}
    moved = sent(draw, 1)
    np.testing.assert_array_equal(moved, simulate(draw, 1))
    assert not np.array_equal(moved, found)
    assert sent.key == simulate.key
    mapped = replace(LOG, frame=LOG.frame.assign(category="care"))
    assert simulator(mapped, district(), [], weeks=WEEKS).key != simulator(LOG, district(), [], weeks=WEEKS).key
    with pytest.raises(InputError, match="department_cycle_day"):
        simulator(LOG, district(), ["department_cycle_day"])


def test_summaries_have_names_and_read_one_half() -> None:
    names = summary_names(week(3000))
    assert names[:5] == (
        "all:closed_within_1", "all:closed_within_24", "all:log_hours_50", "all:log_hours_75", "all:log_hours_90"
    )  # fmt: skip
    assert "care:log_hours_50" in names
    assert summary_names(LOG)[5:] == ()  # too few of any category in the half
    told = dict(zip(names, observed(week(3000)), strict=True))
    assert told["all:log_hours_50"] < told["all:log_hours_75"] < told["all:log_hours_90"]
    assert [one.key for one in inputs_for(district(), ["posts_factor", "pass_base"])] == ["posts_factor", "pass_base"]
