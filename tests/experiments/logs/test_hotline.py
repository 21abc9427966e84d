"""The hotline's patterns are read off calls as they say; the fit moves no default, and says what it cannot meet."""

import math

import numpy as np
import pandas as pd
import pytest

from experiments.logs import hotline
from experiments.logs.hotline import PARAMETERS, SCREENED, Hotline, district, fit_hotline, town
from experiments.logs.hotline_patterns import KINDS, PATTERNS, Calls, standards
from scenarios.actors import CATEGORIES
from scenarios.declare import declarations
from scenarios.library import load
from scenarios.parameters import Parameters

READ = {pattern.key: pattern.read for pattern in PATTERNS}


def calls(**columns: object) -> Calls:
    """Four calls of which all is known, but for what is given."""
    told = {
        "kind": ["consultation", "consultation", "help", "complaint"], "days": [0.5, 1.5, 4.0, math.inf],
        "item": ["policy_enquiry", "medical_insurance", "meal_service", "parking"], "mature": True,
        "direct": [True, False, False, False], "voiced": 0.0, "resolved": [3.0, 9.0, 24.0, math.nan],
        "standard_hours": [6.0, 18.0, 18.0, 120.0], "reopened": [0, 0, 1, 0], "defect": False,
        "satisfaction": [0.9, 0.41, 0.2, math.nan],
    } | columns  # fmt: skip
    return Calls(pd.DataFrame(told), residents=8000, years=0.5)


def test_each_pattern_is_read_as_it_says() -> None:
    found = {key: read(calls()) for key, read in READ.items()}
    assert found == pytest.approx(
        {"requests": 1.0, "direct": 0.25, "consultation": 0.5, "help": 0.25, "complaints": 0.25, "closing": 2.0,
         "resolved": 1 / 3, "dissatisfied": 1 / 3, "median_consultation": 1.0, "median_help": 4.0,
         "median_complaint": 30.0, "enquiries": 0.25}
    )  # fmt: skip
    late = calls(mature=[True, True, True, False])
    assert math.isnan(READ["median_complaint"](late)) and READ["resolved"](late) == 0.5
    assert READ["requests"](late) == 1.0  # it came, whatever becomes of it


def test_every_category_is_of_one_kind_of_call() -> None:
    assert sorted(name for several in KINDS.values() for name in several) == sorted(CATEGORIES)
    table = standards().set_index("kind")
    assert set(table.index) == set(KINDS)
    assert (table["least"] <= table["median"]).all() and (table["median"] <= table["most"]).all()


def test_patterns_have_a_source_and_a_possible_range_and_both_kinds_are_there() -> None:
    assert len({pattern.key for pattern in PATTERNS}) == len(PATTERNS)
    for pattern in PATTERNS:
        assert pattern.source
        assert pattern.target.low <= pattern.target.high and pattern.target.discrepancy >= 0.0
        assert pattern.target.high <= (1.0 if pattern.unit == "share" else math.inf)
        assert all((pattern.mapped_en, pattern.mapped_zh))
    assert {pattern.fitted for pattern in PATTERNS} == {True, False}
    assert not any(pattern.fitted for pattern in PATTERNS if pattern.sure == "bound")


def test_only_what_is_assumed_is_fitted_and_the_regime_is_that_before_the_reform() -> None:
    tags = {d.key: d.tag for d in declarations(Parameters)}
    assert {tags[key] for key in SCREENED} == {"assumed"}
    assert len(set(SCREENED)) == len(SCREENED)
    assert load("shangcheng_before").rules == load("hierarchy").rules
    assert district().rules == load("hierarchy").rules


def test_another_seed_is_another_city() -> None:
    assert town(1) != town(2) and [place["residents"] for place in town(1)] == [place["residents"] for place in town(2)]


@pytest.mark.proof
def test_a_small_fit_of_the_hotline_from_end_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hotline, "QUICK", {"waves": 1, "draws": 12, "seeds": 2, "predicted": 6})
    monkeypatch.setattr(hotline, "DAYS", 60)
    before = Parameters()
    found = fit_hotline(quick=True)
    assert found.method == "history" and Parameters() == before
    assert list(found.found.parameters["parameter"]) == list(PARAMETERS)
    table = {row["summary"]: row for row in found.found.predictive.to_dict("records")}
    assert list(table) == [pattern.key for pattern in PATTERNS]
    # No parameter moves which items of the duty list are mere enquiries: they are never half of the calls.
    assert table["enquiries"]["prior_high"] < 0.3
    for lang in ("en", "zh"):
        assert found.question(lang) and len(found.findings(lang)) >= 2 and found.caption(lang) and found.limits(lang)
    assert len(found.plot().axes) == len(PARAMETERS) + len(PATTERNS)


@pytest.mark.proof
def test_a_run_of_the_hotline_is_the_same_again_and_its_shares_add_up() -> None:
    one = Hotline(district(), days=50, warm_up_days=10)
    found = one({"phone_cost": 0.3}, 3)
    np.testing.assert_array_equal(found, one({"phone_cost": 0.3}, 3))
    told = dict(zip(READ, found, strict=True))
    assert told["consultation"] + told["help"] + told["complaints"] == pytest.approx(1.0)
    fewer = dict(zip(READ, one({"phone_cost": 1.0}, 3), strict=True))
    assert fewer["requests"] < 0.5 * told["requests"]
