"""Means, intervals and paired differences by community and group, with answers known by hand."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dashboard.views.where_data import STAGES, gaps, groups_of, live, spread, stages, streets_of, worst

T = float(stats.t.ppf(0.95, 2))  # of a 90 % interval over three seeds


def frame(values: dict[tuple[str, str], list[list[float]]], outcome: str = "within_standard") -> pd.DataFrame:
    """`values` by (breakdown, group): a list a seed of values by regime."""
    rows = [
        (seed, arm, breakdown, group, 100, 10 + seed, outcome, value)
        for (breakdown, group), seeds in values.items()
        for seed, arms in enumerate(seeds, 1)
        for arm, value in enumerate(arms)
    ]
    columns = ["seed", "arm", "breakdown", "group", "residents", "needs", "outcome", "value"]
    return pd.DataFrame(rows, columns=columns)


def test_a_community_has_means_and_a_paired_difference_with_its_90_percent_interval() -> None:
    known = frame({("community", "甲"): [[0.5, 0.6], [0.6, 0.8], [0.7, 1.0]]})
    (found,) = groups_of(known, "community", "within_standard", 2)
    assert (found.name, found.residents, found.needs) == ("甲", 100.0, 12.0)
    assert [value.mean for value in found.values] == pytest.approx([0.6, 0.8])
    half = T * 0.1 / math.sqrt(3)
    assert found.values[0].low == pytest.approx(0.6 - half)
    assert found.values[0].high == pytest.approx(0.6 + half)
    (difference,) = found.differences
    assert difference.n == 3
    assert difference.mean == pytest.approx(0.2)
    assert [difference.low, difference.high] == pytest.approx([0.2 - half, 0.2 + half])
    assert difference.sure


def test_a_difference_whose_interval_holds_zero_is_not_sure() -> None:
    known = frame({("community", "甲"): [[0.5, 0.9], [0.6, 0.3], [0.7, 0.8]]})
    (found,) = groups_of(known, "community", "within_standard", 2)
    low, high = found.differences[0].low, found.differences[0].high
    assert low < 0.0 < high
    assert not found.differences[0].sure


def test_further_regimes_are_each_held_against_the_first() -> None:
    known = frame({("community", "甲"): [[1.0, 2.0, 5.0], [2.0, 3.0, 4.0]]})
    (found,) = groups_of(known, "community", "within_standard", 3)
    assert [value.mean for value in found.differences] == [1.0, 3.0]


def test_communities_keep_the_order_of_the_frame() -> None:
    known = frame({("community", name): [[1.0, 2.0]] for name in ("丙", "甲", "乙")})
    assert [group.name for group in groups_of(known, "community", "within_standard", 2)] == ["丙", "甲", "乙"]


def test_a_seed_without_a_value_is_left_out_of_both_sides() -> None:
    known = frame({("community", "甲"): [[1.0, 2.0], [5.0, math.nan], [3.0, 6.0]]})
    (found,) = groups_of(known, "community", "within_standard", 2)
    assert [(value.mean, value.n) for value in found.values] == [(3.0, 3), (4.0, 2)]
    assert (found.differences[0].mean, found.differences[0].n) == (2.0, 2)


def test_a_group_without_any_request_has_nothing() -> None:
    known = frame({("community", "甲"): [[math.nan, math.nan], [math.nan, math.nan]]})
    (found,) = groups_of(known, "community", "within_standard", 2)
    assert found.differences[0].n == 0
    assert math.isnan(found.values[0].mean)
    assert not found.differences[0].sure


def test_one_seed_has_a_mean_and_no_interval() -> None:
    found = spread(np.array([0.4]))
    assert (found.mean, found.n) == (0.4, 1)
    assert math.isnan(found.low)
    assert not found.sure


def test_the_gap_is_the_vulnerable_less_the_others_and_its_change_is_paired() -> None:
    known = frame({
        ("vulnerability", "others"): [[0.9, 0.8], [0.8, 0.9]],
        ("vulnerability", "vulnerable"): [[0.5, 0.6], [0.6, 0.7]],
        ("oldest", "under_60"): [[0.9, 0.9], [0.9, 0.9]],
        ("oldest", "over_60"): [[0.9, 0.7], [0.9, 0.6]],
    })  # fmt: skip
    found = {gap.name: gap for gap in gaps(known, "within_standard", 2)}
    assert [value.mean for value in found["vulnerable"].values] == pytest.approx([-0.3, -0.2])
    assert found["vulnerable"].differences[0].mean == pytest.approx(((-0.2 + 0.4) + (-0.2 + 0.2)) / 2)
    assert found["oldest"].values[0].mean == 0.0
    assert found["oldest"].differences[0].mean == pytest.approx(-0.25)


def test_the_worst_community_its_distance_from_the_district_and_how_often_it_is_the_worst() -> None:
    known = frame({
        ("all", "all"): [[0.8], [0.7], [0.6]],
        ("community", "甲"): [[0.9], [0.9], [0.2]],
        ("community", "乙"): [[0.5], [0.4], [0.3]],
        ("community", "丙"): [[math.nan], [0.9], [0.9]],
    })  # fmt: skip
    found = worst(known, "within_standard", 0, "higher")
    assert found is not None
    assert (found.names, found.among) == (("乙",), 3)
    assert found.value.mean == pytest.approx(0.4)
    assert found.behind.mean == pytest.approx(-0.3)
    assert found.often == pytest.approx({"甲": 1 / 3, "乙": 2 / 3, "丙": 0.0})
    assert found.seeds == 3


def test_how_often_a_community_is_the_worst_is_of_all_seeds_also_where_it_has_no_value_in_some() -> None:
    known = frame({
        ("all", "all"): [[0.8], [0.8], [0.8], [0.8]],
        ("community", "甲"): [[math.nan], [math.nan], [0.1], [0.1]],
        ("community", "乙"): [[0.5], [0.5], [0.5], [0.5]],
    })  # fmt: skip
    found = worst(known, "within_standard", 0, "higher")
    assert found is not None
    assert (found.names, found.value.n, found.seeds) == (("甲",), 2, 4)
    assert found.often["甲"] == 0.5


def test_where_less_is_better_the_largest_is_the_worst() -> None:
    known = frame({("all", "all"): [[3.0]], ("community", "甲"): [[2.0]], ("community", "乙"): [[5.0]]}, "backlog")
    found = worst(known, "backlog", 0, "lower")
    assert found is not None
    assert found.names == ("乙",)


def test_communities_that_are_equally_bad_are_the_worst_together() -> None:
    known = frame({
        ("all", "all"): [[0.7], [0.7]],
        ("community", "甲"): [[0.1 + 0.2], [0.4]],
        ("community", "乙"): [[0.3], [0.4]],
        ("community", "丙"): [[0.9], [0.9]],
    })  # fmt: skip
    found = worst(known, "within_standard", 0, "higher")
    assert found is not None
    assert set(found.names) == {"甲", "乙"}
    assert found.often == {"甲": 1.0, "乙": 1.0, "丙": 0.0}


def test_there_is_no_worst_where_no_direction_is_better_or_nothing_is_known() -> None:
    known = frame({("all", "all"): [[1.0]], ("community", "甲"): [[math.nan]]})
    assert worst(known, "within_standard", 0, "none") is None
    assert worst(known, "within_standard", 0, "higher") is None


def test_promises_are_shares_of_all_that_arose_and_what_is_lost_at_each_stage() -> None:
    promises = pd.DataFrame(
        [(1, 0, "all", 100, 80, 60, 50, 10), (1, 1, "all", 100, 80, 70, 70, 35),
         (2, 0, "all", 200, 120, 100, 100, 20), (2, 1, "all", 200, 140, 120, 100, 50)],
        columns=["seed", "arm", "group", "arisen", *STAGES],
    )  # fmt: skip
    found = {stage.key: stage for stage in stages(promises, "all", 2)}
    assert [share.mean for share in found["voiced"].shares] == pytest.approx([0.7, 0.75])
    assert [lost.mean for lost in found["voiced"].lost] == pytest.approx([0.3, 0.25])
    assert [lost.mean for lost in found["answered"].lost] == pytest.approx([0.15, 0.1])
    assert found["followed_up"].differences[0].mean == pytest.approx((0.25 + 0.15) / 2)
    assert stages(promises, "vulnerable", 2) == ()


def test_a_run_in_which_no_need_of_a_group_arose_is_left_out() -> None:
    promises = pd.DataFrame(
        [(seed, arm, "all", arisen, arisen // 2, 0, 0, 0) for seed, arisen in ((1, 0), (2, 10)) for arm in (0, 1)],
        columns=["seed", "arm", "group", "arisen", *STAGES],
    )
    voiced = stages(promises, "all", 2)[0]
    assert (voiced.shares[0].mean, voiced.shares[0].n) == (0.5, 1)


def test_while_nothing_is_finished_counts_are_told_per_thousand_residents() -> None:
    places = pd.DataFrame({
        "arm": [0, 0, 1, 1], "day": 5, "community": ["甲", "乙"] * 2, "street": "东街", "residents": [2000, 500] * 2,
        "backlog": [10, 0, 4, 1], "unvoiced": [1, 1, 1, 1], "voiced_share": [0.5, math.nan, 0.6, 0.7],
        "resolved_share": 0.5, "satisfaction": 0.5,
    })  # fmt: skip
    found = live(places, "backlog", 2)
    assert [[value.mean for value in group.values] for group in found] == [[5.0, 2.0], [0.0, 2.0]]
    difference = found[0].differences[0]
    assert (difference.mean, difference.n) == (-3.0, 1)
    assert math.isnan(difference.low)
    assert found[1].residents == 500.0
    assert live(places, "voiced_share", 2)[1].differences[0].n == 0


def test_streets_hold_their_communities_in_order() -> None:
    assert streets_of([("甲", "东"), ("乙", "西"), ("丙", "东")]) == {"东": (0, 2), "西": (1,)}


def test_the_groups_of_a_model_are_read() -> None:
    from model.by_group import GROUPED, read_groups
    from model.governance import GovernanceModel
    from scenarios.city import City, Community
    from scenarios.library import load

    hamlet = City(
        key="hamlet", title_zh="村", title_en="hamlet",
        communities=tuple(Community(community=name, street="东街", residents=200) for name in "甲乙"),
    )  # fmt: skip
    parts = []
    for arm, name in enumerate(("hierarchy", "network")):
        model = GovernanceModel(load(name).replace(city=hamlet), rng=1)
        model.run_for(10)
        parts.append(read_groups(model).assign(seed=1, arm=arm))
    groups = pd.concat(parts)
    for key in GROUPED:
        found = groups_of(groups, "community", key, 2)
        assert [group.name for group in found] == ["甲", "乙"]
    rows = groups[(groups["breakdown"] == "community") & (groups["outcome"] == "unvoiced_stock")]
    (first, _) = groups_of(groups, "community", "unvoiced_stock", 2)
    assert [value.mean for value in first.values] == rows[rows["group"] == "甲"]["value"].tolist()
