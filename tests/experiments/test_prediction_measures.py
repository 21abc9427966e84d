"""What is read for predictions: parts add up to the whole that other readings know."""

import numpy as np
import pytest

from experiments.prediction_measures import (
    by_visit,
    care_hours,
    granted_hours,
    late_cases,
    made_sole,
    needs_between,
    needs_where_represented,
    waited,
)
from experiments.rule_cards import cut
from experiments.rule_measures import needs_that_arise
from model.boundaries import duty_states
from model.governance import GovernanceModel
from model.mechanisms.assembly import Assembly
from model.tables import Duty
from scenarios.library import load

DAYS = 60


@pytest.fixture(scope="module")
def model() -> GovernanceModel:
    """Sixty days of the eight communities under the network."""
    model = GovernanceModel(load("network").replace(city=cut()), rng=1, record_legs=True)
    model.run_for(DAYS)
    return model


def test_periods_make_up_the_whole(model: GovernanceModel) -> None:
    first, rest = needs_between(0, 20)(model), needs_between(20, DAYS)(model)
    assert first > 0.0
    assert needs_between(0, DAYS)(model) == pytest.approx(first / 3.0 + rest * 2.0 / 3.0)
    late = (model.outcomes.observed().requests["arose"] >= DAYS * model.hours).sum()  # overnight after the last day
    whole = needs_that_arise(model) * model.outcomes.observed().resident_years
    assert needs_between(0, DAYS)(model) * model.outcomes.observed().resident_years == pytest.approx(
        whole - late, abs=0.5 + late
    )


def test_halves_of_communities_make_up_the_whole(model: GovernanceModel) -> None:
    voice = model.mechanisms.get(Assembly).representation()
    half = np.argsort(-voice, kind="stable")[: len(voice) // 2]
    people = np.bincount(model.residents.columns["community"], minlength=len(voice))
    share = people[half].sum() / people.sum()
    well, other = needs_where_represented(True)(model), needs_where_represented(False)(model)
    assert share * well + (1.0 - share) * other == pytest.approx(needs_that_arise(model))


def test_channels_and_waits_are_those_of_the_records(model: GovernanceModel) -> None:
    seen = model.requests.frame()
    voiced = seen[seen["channel"].notna() & (seen["voiced"] < DAYS * model.hours)]
    assert by_visit(model) == pytest.approx((voiced["channel"] == "visit").mean(), abs=0.002)
    legs = model.legs()
    assert waited()(model) == pytest.approx((legs["started"] - legs["arrived"]).sum() / DAYS)
    parts = [waited(kind)(model) for kind in ("committee", "station")]
    assert waited("committee", "station")(model) == pytest.approx(sum(parts)) and min(parts) > 0.0


def test_items_made_sole_are_overlaps_under_the_hierarchy_and_sole_under_the_network(model: GovernanceModel) -> None:
    rows = made_sole(model, model.outcomes.observed().requests)
    items = set(model.outcomes.observed().requests["item"][rows].tolist())
    before = duty_states(load("hierarchy").replace(city=cut()), model.items)
    after = duty_states(load("network").replace(city=cut()), model.items)
    assert items == set(np.flatnonzero((before == Duty.OVERLAP) & (after == Duty.SOLE)).tolist())
    assert items


def test_late_cases_and_hours_are_positive_and_finite(model: GovernanceModel) -> None:
    requests = model.requests.frame()
    care = requests[(requests["category"] == "care") & requests["resolved"].notna()]
    assert late_cases("care")(model) > float((care["resolved"] - care["arose"]).median())
    posts = model.world.orders["servers"]
    assert 0.0 < care_hours(model) < posts.sum() * model.hours
    assert granted_hours(model) > 0.0
