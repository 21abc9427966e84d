"""Patterns of a log: quantiles and shares with intervals, open requests censored and not dropped."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

from experiments.logs.patterns import HOURS, PATTERNS, curve_of, durations, open_at, patterns
from model.estimators import quantile_time
from tests.experiments.logs.made import BEGINS, log_of, week


def test_without_censoring_quantiles_are_those_of_the_times() -> None:
    log = week(400)
    took = np.sort((log.frame["closed"] - log.frame["requested"]).dt.total_seconds() / 3600)
    found = patterns(log, 1e6).query("group == 'all'").set_index("pattern")["estimate"]
    for share in (50, 75, 90, 99):
        assert found[f"hours_{share}"] == pytest.approx(took[400 * share // 100 - 1])
    assert found["closed_within_24"] == pytest.approx((took <= 24).mean())
    assert found["closed_within_1"] == pytest.approx((took <= 1).mean())


def test_estimates_and_intervals_are_those_of_another_library() -> None:
    rng = np.random.default_rng(5)
    hours, seen = rng.exponential(30.0, 300), rng.exponential(60.0, 300)
    closed = hours <= seen
    curve, low, high = curve_of(np.minimum(hours, seen), closed)
    other = SurvfuncRight(np.minimum(hours, seen), closed.astype(int))
    for share in (0.25, 0.5, 0.75):
        assert quantile_time(curve, share) == pytest.approx(other.quantile(share))
        with np.errstate(all="ignore"):  # it takes the logarithm of nothing where none is open
            ends = other.quantile_ci(share, method="cloglog")
        assert (quantile_time(low, share), quantile_time(high, share)) == pytest.approx(ends, rel=0.03)


def test_the_interval_of_the_median_holds_it_as_often_as_it_says() -> None:
    rng, inside = np.random.default_rng(7), 0
    for _ in range(400):
        hours, seen = rng.exponential(1.0, 80), rng.uniform(0.5, 4.0, 80)
        _, low, high = curve_of(np.minimum(hours, seen), hours <= seen)
        inside += quantile_time(low) <= np.log(2.0) <= quantile_time(high)
    assert 0.92 <= inside / 400 <= 0.98


def test_what_is_open_is_censored_and_what_lies_beyond_the_horizon_is_not_known() -> None:
    requested = pd.Series(BEGINS + pd.to_timedelta(np.zeros(10), unit="h"))
    closed = requested + pd.to_timedelta([1, 2, 3, 4, 5, 6, 30, 40, 0, 0], unit="h")
    closed = closed.mask(np.arange(10) >= 8)
    log = log_of(requested, closed)
    hours, event = durations(log, 20.0)
    np.testing.assert_array_equal(hours, [1, 2, 3, 4, 5, 6, 20, 20, 20, 20])
    np.testing.assert_array_equal(event, [True] * 6 + [False] * 4)
    found = patterns(log, 20.0).query("group == 'all'").set_index("pattern")
    assert found.loc["hours_50", "estimate"] == 5
    assert found.loc[["hours_75", "hours_90", "hours_99"], "estimate"].isna().all()
    # The log was drawn after 40 hours: two are seen no longer, whatever the horizon.
    np.testing.assert_array_equal(durations(log, 1e6)[0][8:], [40, 40])
    earlier = replace(log, drawn=BEGINS + pd.Timedelta(hours=4.5))
    assert durations(earlier, 1e6)[1].sum() == 4


def test_groups_part_the_requests_and_hours_stand_in_their_order() -> None:
    log = week(400)
    found = patterns(log, 500.0)
    assert set(found["pattern"]) == set(PATTERNS)
    for group in ("channel", "category", "hour"):
        shares = found[(found["group"] == group) & (found["pattern"] == "share")]
        assert shares["estimate"].sum() == pytest.approx(1.0)
        assert shares["requests"].sum() == 400
        assert ((shares["low"] < shares["estimate"]) & (shares["estimate"] < shares["high"])).all()
    assert list(dict.fromkeys(found[found["group"] == "hour"]["value"])) == list(HOURS)
    half = patterns(log, 500.0, (log.frame["area"] == "area 0").to_numpy())
    assert half["requests"].max() == (log.frame["area"] == "area 0").sum()


def test_nothing_closed_is_nothing_known() -> None:
    curve, low, high = curve_of(np.array([3.0, 4.0]), np.array([False, False]))
    assert np.isnan(quantile_time(curve))
    assert open_at(curve, 100.0) == open_at(low, 100.0) == open_at(high, 100.0) == 1.0
    curve, _, high = curve_of(np.array([2.0]), np.array([True]))
    assert quantile_time(curve) == 2.0
    assert np.isnan(quantile_time(high))
