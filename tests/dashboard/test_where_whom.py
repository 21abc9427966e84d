"""Dots, gaps and bars lie where their numbers say."""

import json
import math

import pytest

from dashboard.views.where_chart import Asked
from dashboard.views.where_data import STAGES, Group, Spread, Stage
from dashboard.views.where_whom import blocks, funnels

LABELS = ("A Hierarchy", "B Network")
ASKED = Asked("en", "satisfaction", "0 to 1", "higher", LABELS)


def group(name: str, a: float, b: float) -> Group:
    values = tuple(Spread(x, x - 0.1, x + 0.1, 5) for x in (a, b))
    return Group(name, 100.0, 20.0, values, (Spread(b - a, b - a - 0.1, b - a + 0.1, 5),))


def test_a_block_has_a_row_a_regime_with_a_dot_a_group_and_its_gap_beside() -> None:
    parts = {"vulnerability": [group("others", 0.5, 0.7), group("vulnerable", 0.3, 0.9)]}
    shown = blocks(parts, [group("vulnerable", -0.2, 0.2)], ASKED)
    (block,) = shown["blocks"]
    assert [row["of"] for row in block["rows"]] == list(LABELS)
    assert [key["name"] for key in block["keys"]] == ["vulnerable", "others"]
    low, high = block["rows"][0]["dots"], block["rows"][1]["dots"]
    assert low[0]["at"] < low[1]["at"] < high[1]["at"] < high[0]["at"]
    assert low[0]["low"] < low[0]["at"] < low[0]["high"]
    assert [row["of"] for row in block["gaps"]] == ["A", "B", "B − A"]
    before, after, change = (row["dot"] for row in block["gaps"])
    assert before["at"] + after["at"] == pytest.approx(100.0)
    assert before["at"] < 50.0 < after["at"] < change["at"]
    assert "vulnerable 0.300 (0.200 … 0.400)" in block["label"]
    assert len(shown["table"]["rows"]) == 3


def test_age_bands_have_their_differences_beside() -> None:
    parts = {"age": [group(name, 0.5, 0.6) for name in ("under_18", "18_to_59", "over_60")]}
    (block,) = blocks(parts, [], ASKED)["blocks"]
    assert [row["of"] for row in block["gaps"]] == ["under 18", "18 to 59", "60 and more"]
    assert block["gap"] == "B − A in each group"


def test_what_is_not_known_is_not_drawn() -> None:
    nothing, one = Spread(math.nan, math.nan, math.nan, 0), Spread(0.4, math.nan, math.nan, 1)
    parts = {"vulnerability": [
        Group("vulnerable", 0.0, 0.0, (nothing, nothing), (nothing,)), Group("others", 9.0, 9.0, (one, one), (one,)),
    ]}  # fmt: skip
    shown = blocks(parts, [], ASKED)
    dots = shown["blocks"][0]["rows"][0]["dots"]
    assert dots[0]["at"] is None
    assert dots[1]["at"] is not None
    assert dots[1]["low"] is None
    json.dumps(shown, allow_nan=False)


def test_a_funnel_has_a_bar_a_stage_and_regime_as_long_as_its_share() -> None:
    shares = (Spread(0.7, 0.65, 0.75, 3), Spread(0.5, math.nan, math.nan, 1))
    lost = (Spread(0.3, 0.25, 0.35, 3), Spread(0.5, math.nan, math.nan, 1))
    stages = [Stage(key, shares, lost, (Spread(-0.2, -0.3, -0.1, 3),)) for key in STAGES]
    shown = funnels({"all": (1234.0, stages)}, ASKED)
    (funnel,) = shown["groups"]
    assert (funnel["title"], funnel["arisen"]) == ("All residents", "1,234 needs in a run")
    bars = funnel["stages"][0]["bars"]
    assert [(bar["at"], bar["low"], bar["high"]) for bar in bars] == [(70.0, 65.0, 75.0), (50.0, None, None)]
    assert (bars[0]["text"], bars[0]["lost"]) == ("700", "−300")
    assert [stage["term"] for stage in funnel["stages"]] == ["随时表达", "快速反应", "及时解决", "有效跟踪"]
    assert len(shown["sentences"]) == 4
    assert len(shown["table"]["rows"]) == 4
    json.dumps(shown, allow_nan=False)
