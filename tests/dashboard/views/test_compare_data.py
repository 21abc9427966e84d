"""Bands, paired differences and verdicts, on points made by hand."""

import math
from typing import Any

import pandas as pd
import pytest
from scipy import stats

from dashboard.views.compare_data import (
    at_horizon,
    counted,
    curves,
    differences,
    outcomes_of,
    reached,
    told_day,
    verdict,
)
from model.outcomes import PRIMARY
from tests.dashboard.made import KEYS, points

# Three seeds, two arms, two days; the third seed has not reached the second day.
VALUES = {
    (1, 0, 5): 0.5, (1, 1, 5): 0.7, (2, 0, 5): 0.6, (2, 1, 5): 0.7, (3, 0, 5): 0.7, (3, 1, 5): 0.7,
    (1, 0, 10): 0.4, (1, 1, 10): 0.6, (2, 0, 10): 0.8, (2, 1, 10): 0.9,
}  # fmt: skip


def at(frame: pd.DataFrame, arm: int, day: int) -> dict[Any, Any]:
    """The row of an arm and a day."""
    return dict(frame[(frame["arm"] == arm) & (frame["day"] == day)].iloc[0])


def test_a_band_is_the_t_interval_of_the_mean_over_the_seeds_that_have_come_so_far() -> None:
    row = at(curves(points(VALUES), "satisfaction"), 0, 5)
    half = float(stats.t.ppf(0.95, 2)) * 0.1 / math.sqrt(3)
    assert (row["n"], row["mean"]) == (3, pytest.approx(0.6))
    assert (row["low"], row["high"]) == (pytest.approx(0.6 - half), pytest.approx(0.6 + half))
    later = at(curves(points(VALUES), "satisfaction"), 0, 10)
    assert (later["n"], later["mean"]) == (2, pytest.approx(0.6))


def test_differences_are_paired_by_seed() -> None:
    found = differences(points(VALUES), "satisfaction")
    half = float(stats.t.ppf(0.95, 2)) * 0.1 / math.sqrt(3)  # 0.2, 0.1 and 0 have a standard deviation of 0.1
    row = at(found, 1, 5)
    assert [row[name] for name in ("n", "mean", "low", "high")] == pytest.approx([3, 0.1, 0.1 - half, 0.1 + half])
    # On day 10 the arms vary between seeds by 0.4; paired, the difference varies by 0.1 alone.
    assert at(found, 1, 10)["high"] - at(found, 1, 10)["low"] < 0.7


def test_the_baseline_differs_from_itself_by_nothing_at_all() -> None:
    mine = differences(points(VALUES), "satisfaction")
    mine = mine[mine["arm"] == 0]
    assert len(mine) == 2 and not mine[["mean", "low", "high"]].to_numpy().any()


def test_one_seed_has_no_band() -> None:
    one = points({key: value for key, value in VALUES.items() if key[0] == 1})
    for found in (curves(one, "satisfaction"), differences(one, "satisfaction")):
        assert (found["n"] == 1).all() and found["mean"].notna().all()
        assert found["low"].isna().all() and found["high"].isna().all()


def test_a_value_that_is_missing_in_one_arm_leaves_the_pair_out_and_no_other() -> None:
    holed = points(VALUES | {(2, 1, 5): math.nan})
    assert at(curves(holed, "satisfaction"), 0, 5)["n"] == 3
    row = at(differences(holed, "satisfaction"), 1, 5)
    assert row["n"] == 2 and row["mean"] == pytest.approx(0.1)
    nothing = points(dict.fromkeys(VALUES, math.nan))
    row = at(curves(nothing, "satisfaction"), 0, 5)
    assert row["n"] == 0 and math.isnan(row["mean"])


def test_how_many_seeds_the_curves_rest_on() -> None:
    assert reached(points(VALUES)) == [(5, 3), (10, 2)]
    assert reached(points({key: value for key, value in VALUES.items() if key[2] == 5})) == [(5, 3)]
    assert told_day(points(VALUES)) == 10
    without = {key: value for key, value in VALUES.items() if key[0] == 1 or key[2] == 5}
    assert told_day(points(without)) == 5  # on day 10 there is one seed, and so no band
    assert told_day(points({key: value for key, value in VALUES.items() if key[0] == 1})) == 10
    assert (reached(points({})), told_day(points({}))) == ([], 0)


def test_the_table_holds_every_outcome_of_every_arm() -> None:
    values = {(seed, arm, 10): 0.5 + 0.1 * arm + 0.01 * seed * (arm + 1) for seed in (1, 2, 3) for arm in range(4)}
    table = at_horizon(points(values), 10, (1, 2, 3))
    assert len(table) == 3 * len(KEYS) and set(table["arm"]) == {1, 2, 3}
    row = dict(table[(table["outcome"] == "satisfaction") & (table["arm"] == 3)].iloc[0])
    assert row["baseline"] == pytest.approx(0.52) and row["difference"] == pytest.approx(0.3 + 0.06)
    half = float(stats.t.ppf(0.95, 2)) * 0.03 / math.sqrt(3)
    assert row["ci_high"] - row["difference"] == pytest.approx(half)
    assert row["told"] == "better" and (table.loc[table["outcome"] == "backlog", "told"] == "same").all()


def test_only_finished_seeds_are_in_the_table() -> None:
    found = outcomes_of(points(VALUES), 10, (2,))
    assert set(found["seed"]) == {2} and len(found) == 2 * len(KEYS)
    assert list(found["outcome"][: len(KEYS)]) == KEYS


@pytest.mark.parametrize(
    ("difference", "low", "high", "better", "told"),
    [
        (0.2, 0.1, 0.3, "higher", "better"), (0.2, 0.1, 0.3, "lower", "worse"), (0.2, 0.1, 0.3, "none", "higher"),
        (-0.2, -0.3, -0.1, "none", "lower"), (-0.2, -0.3, -0.1, "lower", "better"), (0.2, -0.1, 0.5, "higher", "open"),
        (0.2, 0.0, 0.4, "higher", "open"), (0.0, 0.0, 0.0, "higher", "same"),
        (0.2, math.nan, math.nan, "higher", "one"),
        (math.nan, math.nan, math.nan, "higher", "none"),
    ],
)  # fmt: skip
def test_nobody_wins_where_the_interval_holds_zero(
    difference: float, low: float, high: float, better: str, told: str
) -> None:
    assert verdict(difference, low, high, better) == told


def test_headline_outcomes_are_counted_by_what_is_told_of_them() -> None:
    values = {(seed, arm, 10): 0.5 + 0.1 * arm + 0.01 * seed for seed in (1, 2) for arm in range(2)}
    found = counted(at_horizon(points(values), 10, (1, 2)), 1)
    assert found["better"] == ["satisfaction"] and not found["worse"]
    assert sum(map(len, found.values())) == len(PRIMARY)
