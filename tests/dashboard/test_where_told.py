"""One honest sentence each: no winner where the interval holds zero, or where there is one seed alone."""

import math

import pytest

from dashboard.views.where_chart import Asked
from dashboard.views.where_data import Group, Spread, Stage, Worst
from dashboard.views.where_told import of_gap, of_group, of_stage, of_worst, sentences

NAN = math.nan
LABELS = ("A Hierarchy", "B Network")


def asked(better: str = "higher", lang: str = "en") -> Asked:
    return Asked(lang, "satisfaction", "0 to 1", better, LABELS)


def group(difference: Spread, name: str = "vulnerable") -> Group:
    some = Spread(0.5, 0.4, 0.6, 3)
    return Group(name, 10.0, 10.0, (some, some), (difference,))


def gap(a: float, b: float, half: float = 0.05) -> Group:
    values = tuple(Spread(x, x - half, x + half, 5) for x in (a, b))
    return Group("vulnerable", NAN, NAN, values, (Spread(b - a, b - a - half, b - a + half, 5),))


@pytest.mark.parametrize(
    ("better", "sign", "word"),
    [("higher", 1, "better"), ("higher", -1, "worse"), ("lower", 1, "worse"), ("lower", -1, "better")],
)
def test_a_found_difference_is_better_or_worse_by_the_outcomes_direction(better: str, sign: int, word: str) -> None:
    low, high = sorted((0.1 * sign, 0.3 * sign))
    told = of_group(group(Spread(0.2 * sign, low, high, 3)), 0, asked(better))
    assert told.startswith("Vulnerable: satisfaction is " + ("higher" if sign > 0 else "lower") + " under B Network")
    assert f"which is {word} (3 seeds)" in told


def test_where_no_direction_is_better_nobody_wins() -> None:
    told = of_group(group(Spread(0.2, 0.1, 0.3, 3)), 0, asked("none"))
    assert "neither is better" in told


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_where_the_interval_holds_zero_nobody_wins(lang: str) -> None:
    told = of_group(group(Spread(0.2, -0.1, 0.5, 3)), 0, asked(lang=lang))
    assert ("holds zero" if lang == "en" else "区间含零") in told
    assert "better" not in told
    assert "更好" not in told


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_seed_is_said_to_have_no_interval(lang: str) -> None:
    told = of_group(group(Spread(0.2, NAN, NAN, 1)), 0, asked(lang=lang))
    assert ("one seed, no interval" if lang == "en" else "单个种子，没有区间") in told


def test_a_group_without_requests_is_said_to_have_none() -> None:
    assert "no value" in of_group(group(Spread(NAN, NAN, NAN, 0)), 0, asked())


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (-0.3, -0.1, "it closes under B Network"),
        (-0.1, -0.3, "it widens under B Network"),
        (-0.2, 0.2, "it turns round under B Network"),
        (-0.2, -0.19, "the interval holds zero"),
        (0.04, -0.04, "whether it closes is not known"),
    ],
)
def test_what_becomes_of_a_gap(a: float, b: float, said: str) -> None:
    assert said in of_gap(gap(a, b), 0, asked())


def test_a_promise_is_told_per_thousand_and_told_apart_or_not() -> None:
    shares = (Spread(0.7, 0.69, 0.71, 4), Spread(0.75, 0.74, 0.76, 4))
    found = Stage("voiced", shares, shares, (Spread(0.05, 0.04, 0.06, 4),))
    told = of_stage(found, 0, asked())
    assert "750 of 1,000 needs under B Network, 700 under A Hierarchy: +50.0 (+40.0 … +60.0) (4 seeds)" in told
    assert "随时表达" in told
    unknown = Stage("voiced", shares, shares, (Spread(0.05, -0.04, 0.14, 4),))
    assert "not told apart" in of_stage(unknown, 0, asked())


def test_the_worst_community_is_told_with_how_often_it_is() -> None:
    value, behind = Spread(0.4, 0.3, 0.5, 10), Spread(-0.2, -0.3, -0.1, 10)
    told = of_worst(Worst(("甲",), 5, value, behind, {"甲": 0.7}, 10), 1, asked())
    assert told == (
        "B Network: 甲, 0.400 (0.300 … 0.500); against the whole district −0.200 (−0.300 … −0.100). It is the worst in "
        "7 of 10 seeds."
    )
    tied = of_worst(Worst(("甲", "乙"), 5, value, behind, {"甲": 1.0, "乙": 1.0}, 10), 0, asked(lang="zh"))
    assert "甲、乙 并列最差" in tied
    assert "alike" in of_worst(Worst(("甲", "乙"), 2, value, behind, {}, 10), 0, asked())
    assert "better one" in of_worst(None, 0, asked("none"))
    assert of_worst(None, 1, asked()) == "B Network: no community has a value."


def test_every_group_and_gap_has_one_sentence_a_further_regime() -> None:
    found = sentences([group(Spread(0.2, 0.1, 0.3, 3))] * 2, [gap(-0.2, -0.1)], asked())
    assert len(found) == 3
