"""The options of the two charts: what stands in them, small enough to be sent anew at every step."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from dashboard.look import LOOKS
from dashboard.runs.plan import Plan
from dashboard.views.compare_chart import (
    curves_option,
    differences_option,
    marks_of,
    numbers_of,
    on_date,
    signed,
    written,
)
from dashboard.views.compare_data import curves, differences
from tests.dashboard.made import points
from tests.dashboard.runs.cities import plan

LABELS = ("A one", "B two", "C three", "D four")
DAYS = (5, 10, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 240, 250)
MANY = points({(s, a, d): 0.1 * a + 0.01 * s * d for s in (1, 2, 3) for a in range(4) for d in DAYS})


def drawn(option: dict[str, Any]) -> list[dict[str, Any]]:
    """The curves, without their bands."""
    return [one for one in option["series"] if one["symbol"] != "none"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("dates", [False, True])
def test_four_arms_are_told_apart_by_more_than_colour_and_are_small(lang: str, dates: bool) -> None:
    left = curves_option(curves(MANY, "satisfaction"), LABELS, 250, lang, dates=dates)
    right = differences_option(differences(MANY, "satisfaction"), LABELS, 250, lang, dates=dates)
    assert [one["name"] for one in drawn(left)] == list(LABELS)
    assert [one["name"] for one in drawn(right)] == list(LABELS[1:])
    assert len({str(one["lineStyle"]["type"]) for one in drawn(left)}) == 4
    assert [one["data"][-1]["label"]["formatter"] for one in drawn(left)] == list("ABCD")
    assert all(len(one["data"]) <= 60 for one in left["series"] + right["series"])
    assert len(json.dumps([left, right], allow_nan=False)) < 40_000


def test_a_band_goes_along_its_lower_edge_and_back_along_the_upper() -> None:
    rows = curves(MANY, "satisfaction")
    curve, band = curves_option(rows, LABELS, 250, "en")["series"][:2]
    n = len(DAYS)
    assert [x for x, _ in band["data"]] == [*DAYS, *reversed(DAYS)]
    means = [mean for _, mean, *_ in [*curve["data"][:-1], curve["data"][-1]["value"]]]
    lows, highs = ([y for _, y in edge] for edge in (band["data"][:n], reversed(band["data"][n:])))
    assert all(low < mean < high for low, mean, high in zip(lows, means, highs, strict=True))
    assert curve["lineStyle"]["color"] == band["areaStyle"]["color"] == LOOKS[0].color


def test_one_seed_is_a_bare_line() -> None:
    one = MANY[MANY["seed"] == 1]
    option = curves_option(curves(one, "satisfaction"), LABELS, 250, "en")
    assert len(option["series"][0]["data"]) == len(DAYS) and option["series"][0]["data"][0][2:4] == [None, None]
    assert option["series"][1]["data"] == []
    json.dumps(option, allow_nan=False)


def test_days_without_a_value_are_left_out() -> None:
    holed = points({(1, a, d): math.nan if d == 5 else 1.0 for a in (0, 1) for d in (5, 10)})
    option = curves_option(curves(holed, "satisfaction"), LABELS[:2], 10, "en")
    assert [one["value"][0] for one in option["series"][0]["data"]] == [10]


def test_the_difference_has_the_baselines_line_at_zero_in_view() -> None:
    option = differences_option(differences(MANY, "satisfaction"), LABELS, 250, "en")
    zero = option["series"][0]["markLine"]["data"][0]
    assert zero["yAxis"] == 0 and zero["label"]["formatter"] == "A" and zero["lineStyle"]["color"] == LOOKS[0].color
    assert option["yAxis"]["scale"] is False  # the axis holds zero


def test_what_a_timeline_brings_is_marked_as_plain_text() -> None:
    marks = [(60, "reform {a} <b>")]
    option = curves_option(curves(MANY, "satisfaction"), LABELS, 250, "en", turns=marks)
    mark = option["series"][0]["markLine"]["data"][0]
    assert (mark["xAxis"], mark["name"], mark["label"]["formatter"]) == (60, "reform {a} <b>", "{b}")
    dated = curves_option(curves(MANY, "satisfaction"), LABELS, 250, "en", turns=marks, dates=True)
    first, last = dated["xAxis"]["min"], dated["xAxis"]["max"]
    assert first < dated["series"][0]["markLine"]["data"][0]["xAxis"] < last


def test_the_marks_of_a_run_are_those_of_its_timelines(tmp_path: Path) -> None:
    surge = {"day": 10, "for": 5, "surge": {"category": "care", "factor": 1.5}}
    late = {"day": 30, "rules": {"studios": True, "data_platform": 0.5, "charity_pantry": True}}
    asked = plan(tmp_path, 40)
    a, b = (arm.replace(timeline=[surge, *more]) for arm, more in zip(asked.arms, ([late], []), strict=True))
    found = marks_of(Plan((a, b), 40, (1,)), "en")
    assert [(day, bool(label)) for day, label in found] == [(10, True), (15, False), (30, True)]
    assert found[2][1].startswith("A: ") and len(found[2][1]) <= 26 and ":" not in found[0][1]
    assert not marks_of(asked, "zh")


def test_a_point_stands_on_the_date_of_the_day_that_has_just_ended() -> None:
    assert on_date(1).isoformat() == "2016-01-04" and on_date(5).isoformat() == "2016-01-08"


def test_the_same_numbers_as_a_table() -> None:
    rows = differences(MANY[MANY["arm"] < 2], "satisfaction")
    told = numbers_of(rows, LABELS[:2], "en", zero=True)
    assert told["head"][:2] == ["day", "date"] and len(told["rows"]) == len(DAYS)
    assert told["rows"][0] == ["5", "2016-01-08", "+0.100", "+0.100 … +0.100", "3"]
    bare = numbers_of(curves(MANY[MANY["seed"] == 1], "satisfaction"), LABELS, "zh")
    assert bare["rows"][0][3] == "–" and bare["head"][0] == "日"


@pytest.mark.parametrize(
    ("value", "width", "text"),
    [
        (0.12345, 0.01, "+0.123"), (-0.5, 0.2, "−0.50"), (1234.5, 300.0, "+1,234"), (0.00001, 0.5, "0.00"),
        (-0.0004, 0.3, "0.00"), (0.5, 0.0, "+0.500"), (math.nan, 0.1, "–"), (0.0, 0.0, "0"),
    ],
)  # fmt: skip
def test_a_difference_is_written_with_the_digits_that_its_interval_bears(value: float, width: float, text: str) -> None:
    assert signed(value, width) == text


def test_values_are_written_with_a_true_minus() -> None:
    assert (written(-1.5), written(math.nan), written(12345.6)) == ("−1.500", "–", "12,346")
