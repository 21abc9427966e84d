"""Estimates on logs whose answers are known: by hand, from a textbook, or since the log was drawn from them."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from experiments.logs.arrivals import dispersion, rates, whole_days, within
from experiments.logs.closing import hours_open, quantile, quantile_table, shares, survival
from experiments.logs.shapes import AT_ONCE, fitted, shape_table, spaced, tail
from model.calendar import WorkingCalendar

MONDAY = pd.Timestamp("2018-01-01")
DRAWN = pd.Timestamp("2018-12-31")
WEEKS = 8


def frame_of(requested: "pd.Series[pd.Timestamp]", hours: Any = 1.0, **columns: Any) -> pd.DataFrame:
    closed = requested + pd.to_timedelta(pd.Series(hours, index=requested.index, dtype="float64"), unit="h").dt.round(
        "s"
    )
    told = {"category": "care", "area": "East", "channel": "phone", "service": "x", **columns}
    return pd.DataFrame({"requested": requested, "closed": closed, **told})


def poisson_log(seed: int, a_day: float, days: int, by_day: Any = 1.0) -> pd.DataFrame:
    """Requests by night and by day at their own rates: three in four between 9 and 15."""
    rng = np.random.default_rng(seed)
    clock = np.where(np.isin(np.arange(24), range(9, 15)), 0.75 / 6, 0.25 / 18)
    counts = rng.poisson(np.multiply.outer(np.broadcast_to(by_day, days), a_day * clock))
    day, hour = (np.repeat(at.ravel(), counts.ravel()) for at in np.indices(counts.shape))
    seconds = (24 * day + hour) * 3600 + rng.integers(0, 3600, len(day))
    return frame_of(pd.Series(MONDAY + pd.to_timedelta(np.sort(seconds), unit="s")))


def test_a_rate_has_the_exact_interval_of_a_poisson_mean_and_hours_without_requests_are_counted() -> None:
    at = [MONDAY + pd.Timedelta(hours=9, minutes=i) for i in range(10)]
    table: Any = rates(frame_of(pd.Series(at)), MONDAY, MONDAY + pd.Timedelta(days=8), ["category", "weekday", "hour"])
    assert len(table) == 5 * 7 * 24
    cell: Any = table[(table["category"] == "care") & (table["weekday"] == 0)].set_index("hour")
    assert cell.loc[9, ["requests", "days", "rate"]].tolist() == [10, 2, 5.0]  # two Mondays in eight days
    assert cell.loc[9, ["ci_low", "ci_high"]].tolist() == pytest.approx([4.7954 / 2, 18.3904 / 2], abs=1e-4)
    assert cell.loc[8, ["requests", "ci_low", "ci_high"]].tolist() == pytest.approx([0, 0, 3.6889 / 2], abs=1e-4)
    assert (table.loc[table["weekday"] == 3, "days"] == 1).all()
    by_area: Any = rates(frame_of(pd.Series(at)), MONDAY, MONDAY + pd.Timedelta(days=8), ["area"])
    assert by_area[["area", "requests", "rate"]].to_numpy().tolist() == [["East", 10, 1.25]]


def test_rates_of_drawn_requests_lie_in_their_intervals_as_often_as_they_should() -> None:
    days = 7 * WEEKS
    held = 0
    for seed in range(40):
        hours: Any = rates(poisson_log(seed, 48.0, days), MONDAY, MONDAY + pd.Timedelta(days=days), ["hour"])
        truth = np.where(hours["hour"].between(9, 14), 6.0, 48.0 * 0.25 / 18)
        held += int(((hours["ci_low"] <= truth) & (truth <= hours["ci_high"])).sum())
    assert 0.93 < held / (40 * 24) < 0.985


def test_dispersion_is_one_of_a_poisson_process_and_more_where_days_differ() -> None:
    ends = MONDAY + pd.Timedelta(days=7 * WEEKS)
    steady: Any = dispersion(poisson_log(1, 60.0, 7 * WEEKS), MONDAY, ends).set_index("category")
    assert steady.loc["all", "ci_low"] < 1.0 < steady.loc["all", "ci_high"]
    assert steady.loc["care", "index"] == steady.loc["all", "index"] and steady.loc["all", "p"] > 0.05
    assert np.isnan(steady.loc["collective", "index"]) and steady.loc["collective", "df"] == 0
    shifts = np.where(np.random.default_rng(2).random(7 * WEEKS) < 0.5, 0.5, 1.5)
    uneven: Any = dispersion(poisson_log(1, 60.0, 7 * WEEKS, shifts), MONDAY, ends).set_index("category").loc["all"]
    assert uneven["ci_low"] > 1.3 and uneven["p"] < 1e-6
    # By hand: one hour, four days with 1, 2, 3 and 6 requests: mean 3, squares 4 + 1 + 0 + 9 over 3, three degrees.
    at = [MONDAY + pd.Timedelta(days=d, hours=9) for d, n in enumerate((1, 2, 3, 6)) for _ in range(n)]
    few: Any = (
        dispersion(frame_of(pd.Series(at)), MONDAY, MONDAY + pd.Timedelta(days=4)).set_index("category").loc["all"]
    )
    assert (few["cell"], few["df"]) == ("hour", 3) and few["index"] == pytest.approx(14 / 9)
    assert few["p"] == pytest.approx(stats.chi2.sf(14 / 3, 3))


def test_a_day_that_the_log_has_only_in_part_is_left_out_of_the_window() -> None:
    whole = poisson_log(3, 100.0, 10)
    ends = MONDAY + pd.Timedelta(days=10)
    assert whole_days(whole, MONDAY, ends) == (MONDAY, ends)
    cut = whole[
        (whole["requested"] > MONDAY + pd.Timedelta(hours=14)) & (whole["requested"] < ends - pd.Timedelta("14h"))
    ]
    window = whole_days(cut, MONDAY, ends)
    assert window == (MONDAY + pd.Timedelta(days=1), ends - pd.Timedelta(days=1))
    assert within(cut, *window)["requested"].dt.normalize().nunique() == 8
    one = whole[whole["requested"] < MONDAY + pd.Timedelta(hours=12)]
    assert whole_days(one, MONDAY, MONDAY + pd.Timedelta(days=1)) == (MONDAY, MONDAY + pd.Timedelta(days=1))


REMISSION = [6, 6, 6, 7, 10, 13, 16, 22, 23]
STILL = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def test_closing_times_are_those_of_kaplan_and_meier() -> None:
    """Remission under 6-MP (Freireich et al. 1963): S(10) = 0.7529, S(22) = 0.5378, median 23 (log-log: 13, –)."""
    hours = np.array(REMISSION + STILL, dtype=np.float64)
    closed = np.arange(len(hours)) < len(REMISSION)
    known = survival(hours, closed)
    at = dict(zip(known.surv_times, known.surv_prob, strict=True))
    assert at[10.0] == pytest.approx(0.7529, abs=1e-4) and at[22.0] == pytest.approx(0.5378, abs=1e-4)
    middle, low, high = quantile(known, 0.5)
    assert (middle, low) == (23.0, 13.0) and np.isnan(high)
    assert np.isnan(quantile(known, 0.9)[0])  # less than 90 % are known to have closed

    requested = pd.Series([MONDAY] * len(hours))
    frame = frame_of(requested, hours)
    frame.loc[~closed, "closed"] = pd.NaT
    one = frame.iloc[:1]
    drawn = MONDAY + pd.Timedelta(hours=35)
    table: Any = quantile_table(pd.concat([frame, one.assign(channel="rare")]), drawn, "channel")
    rare = table[table["value"] == "rare"]
    assert rare[["requests", "closed"]].iloc[0].tolist() == [1, 1] and rare["hours"].isna().all()
    assert table["value"].tolist() == ["phone"] * 4 + ["rare"] * 4


def test_leaving_out_what_is_open_would_make_times_too_short() -> None:
    rng = np.random.default_rng(4)
    whole, until = rng.lognormal(3.0, 1.0, 2000), rng.uniform(0.0, 100.0, 2000)  # drawn so long after each came
    closed = whole <= until
    truth = float(np.exp(3.0))
    assert np.median(whole[closed]) < 0.75 * truth
    _, low, high = quantile(survival(np.minimum(whole, until), closed), 0.5)
    assert low < truth < high < 1.15 * truth


def test_working_hours_leave_out_nights_and_weekends() -> None:
    friday = pd.Timestamp("2018-01-05 16:00")
    frame = frame_of(pd.Series([friday, friday]), [66.0, 1.0])  # to Monday 10:00; to Friday 17:00
    assert hours_open(frame, DRAWN)["hours"].tolist() == [66.0, 1.0]
    assert hours_open(frame, DRAWN, WorkingCalendar(6.0))["hours"].tolist() == pytest.approx([2.0, 1.0])


def test_shares_have_wilsons_interval() -> None:
    table: Any = shares(pd.DataFrame({"channel": ["a"] * 5 + ["b"] * 5}), "channel")
    assert table["share"].tolist() == [0.5, 0.5]
    assert table.loc[0, ["ci_low", "ci_high"]].tolist() == pytest.approx([0.2366, 0.7634], abs=1e-4)


@pytest.mark.parametrize(
    ("family", "drawn", "parameters"),
    [
        ("lognormal", stats.lognorm(1.2, scale=20.0), {"sigma": 1.2, "scale": 20.0}),
        ("weibull", stats.weibull_min(0.7, scale=30.0), {"shape": 0.7, "scale": 30.0}),
        ("gamma", stats.gamma(3.0, scale=8.0), {"shape": 3.0, "scale": 8.0}),
    ],
)
def test_the_family_that_times_were_drawn_from_is_found_under_censoring(
    family: str, drawn: Any, parameters: dict[str, float]
) -> None:
    rng = np.random.default_rng(5)
    whole = drawn.rvs(2000, random_state=rng)
    until = rng.uniform(5.0, 120.0, 2000)
    closed = whole <= until
    assert 0.5 < closed.mean() < 0.95
    hours = np.minimum(whole, until)
    shapes = fitted(hours, closed)
    mine = next(shape for shape in shapes if shape.family == family)
    assert mine.parameters == pytest.approx(parameters, rel=0.12)
    assert mine.aic == min(shape.aic for shape in shapes if shape.family != "two_lognormals")
    table: Any = shape_table(shapes, hours, closed).set_index("family")
    assert table.loc[family, "distance"] < 0.04
    assert table.loc[family, "q75"] == pytest.approx(float(drawn.ppf(0.75)), rel=0.1)


def test_two_kinds_of_work_under_one_name_are_told_apart() -> None:
    rng = np.random.default_rng(6)
    quick = rng.random(2500) < 0.4
    hours = np.where(quick, rng.lognormal(0.0, 0.5, 2500), rng.lognormal(4.0, 0.7, 2500))
    best = fitted(hours, hours < 400.0)[0]
    assert best.family == "two_lognormals"
    truth = {"share_1": 0.4, "median_1": 1.0, "sigma_1": 0.5, "median_2": np.exp(4.0), "sigma_2": 0.7}
    assert best.parameters == pytest.approx(truth, rel=0.1)


def test_the_tail_of_an_exponential_has_shape_none_and_that_of_a_pareto_its_own() -> None:
    rng = np.random.default_rng(7)
    closed = np.ones(6000, dtype=bool)
    light = tail(rng.exponential(10.0, 6000), closed)
    assert light["ci_low"] < 0.0 < light["ci_high"] and light["spread"] == pytest.approx(6.64, rel=0.1)
    hours = rng.pareto(1.0, 6000) + 1.0
    heavy = tail(hours, closed)
    assert heavy["ci_low"] < 1.0 < heavy["ci_high"] and heavy["ci_low"] > 0.5
    cut = tail(np.minimum(hours, 200.0), hours < 200.0)  # the log was drawn after 200 hours
    assert cut["ci_low"] < 1.0 < cut["ci_high"] and cut["closed"] < cut["requests"]
    assert np.isnan(tail(hours[:100], closed[:100])["shape"])


def test_of_too_few_closings_no_shape_is_told_and_of_very_many_evenly_spaced_ones_are_taken() -> None:
    hours = np.linspace(1.0, 10.0, 49)
    assert fitted(hours, np.ones(49, dtype=bool)) == []
    assert shape_table([], hours, np.ones(49, dtype=bool)).empty
    assert fitted(np.full(500, AT_ONCE), np.ones(500, dtype=bool)) == []
    x, seen = spaced(np.arange(1000.0)[::-1].copy(), np.arange(1000) % 2 == 0, 11)
    assert x.tolist() == np.linspace(0, 999, 11).astype(int).tolist() and len(seen) == 11
