"""The maps: the same scale for all regimes, marks where the interval leaves zero out, many and few communities."""

import json
import math

import pytest

from dashboard.views.where_chart import LARGE, MIDDLE, SMALL, Asked, maps, table
from dashboard.views.where_data import Group, Spread
from dashboard.views.where_scale import NOTHING

NONE = Spread(math.nan, math.nan, math.nan, 0)


def asked(lang: str = "en", arms: int = 2) -> Asked:
    labels = ("A Vertical hierarchy", "B Networked governance", "C Other")[:arms]
    return Asked(lang, "satisfaction", "0 to 1", "higher", labels)


def group(name: str, a: float, b: float, half: float) -> Group:
    """A community with these means, and a difference with an interval of so much on each side."""
    values = tuple(Spread(x, x - half, x + half, 5) for x in (a, b))
    return Group(name, 1500.0, 40.0, values, (Spread(b - a, b - a - half, b - a + half, 5),))


def test_tiles_are_large_for_few_communities_and_small_without_text_for_many() -> None:
    for count, side in ((3, LARGE), (54, MIDDLE), (400, SMALL)):
        groups = [group(f"社区{i}", 0.5, 0.5 + i / 1000, 0.01) for i in range(count)]
        shown = maps(groups, {one.name: f"街道{i % 7}" for i, one in enumerate(groups)}, asked())
        assert shown["side"] == side
        assert [len(one["tiles"]) for one in shown["maps"]] == [count] * 3
        assert sorted(i for street in shown["streets"] for i in street["members"]) == list(range(count))
        texts = {tile["text"] for tile in shown["maps"][0]["tiles"]}
        assert texts == ({""} if side == SMALL else {"0.500"})
        assert all("0.500" in tile["label"] for tile in shown["maps"][0]["tiles"])
        json.dumps(shown, allow_nan=False)


def test_one_scale_for_all_regimes_and_the_colour_of_equal_values_is_equal() -> None:
    shown = maps([group("甲", 0.2, 0.8, 0.1), group("乙", 0.8, 0.2, 0.1)], dict.fromkeys("甲乙", "东街"), asked())
    a, b, difference = (one["tiles"] for one in shown["maps"])
    assert a[0]["fill"] == b[1]["fill"] != a[1]["fill"] == b[0]["fill"]
    assert difference[0]["text"] == "+0.60"
    assert difference[1]["text"] == "−0.60"


def test_all_tiles_have_as_many_decimals_as_the_largest_needs() -> None:
    groups = [group("甲", 0.5, 0.547, 0.1), group("乙", 0.5, 0.49965, 0.1), group("丙", 101.4, 101.4, 0.1)]
    shown = maps(groups, dict.fromkeys("甲乙丙", "东街"), asked())
    assert [tile["text"] for tile in shown["maps"][0]["tiles"]] == ["0", "0", "101"]
    assert [tile["text"] for tile in shown["maps"][2]["tiles"]] == ["+0.047", "−0.000", "+0.000"]
    assert "−0.000350" in shown["maps"][2]["tiles"][1]["label"]


def test_a_difference_is_marked_where_its_interval_leaves_zero_out_and_nowhere_else() -> None:
    shown = maps([group("甲", 0.2, 0.4, 0.1), group("乙", 0.2, 0.25, 0.1)], dict.fromkeys("甲乙", "东街"), asked())
    marks = [[tile["mark"] for tile in one["tiles"]] for one in shown["maps"]]
    assert marks == [[False, False], [False, False], [True, False]]
    assert "leaves zero out" in shown["maps"][2]["tiles"][0]["label"]
    assert shown["marked"] == [
        "B Networked governance − A Vertical hierarchy: marked in 1 of 2 communities (1 higher, 0 lower); by chance "
        "alone about 0.2 would be."
    ]


def test_a_community_without_a_value_is_grey_and_says_so() -> None:
    shown = maps([Group("甲", 10.0, 0.0, (NONE, NONE), (NONE,))], {"甲": "东街"}, asked())
    tile = shown["maps"][0]["tiles"][0]
    assert (tile["fill"], tile["text"]) == (NOTHING, "–")
    assert "no value" in tile["label"]
    assert shown["marked"] == []
    json.dumps(shown, allow_nan=False)


def test_one_seed_marks_nothing() -> None:
    one = Spread(0.5, math.nan, math.nan, 1)
    shown = maps([Group("甲", 10.0, 5.0, (one, one), (one,))], {"甲": "东街"}, asked())
    assert not shown["maps"][2]["tiles"][0]["mark"]
    assert shown["marked"] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_has_every_community_with_intervals_and_how_often_it_is_the_worst(lang: str) -> None:
    found = table([group("甲", 0.2, 0.4, 0.1)], {"甲": "东街"}, asked(lang), [{"甲": 0.25}, None])
    (row,) = found["rows"]
    assert len(row) == len(found["head"]) == 8
    assert row[:4] == ["甲", "东街", "1,500", "40"]
    assert row[4:] == ["0.200 (0.100 … 0.300)", "0.400 (0.300 … 0.500)", "+0.200 (+0.100 … +0.300)", "25%"]
