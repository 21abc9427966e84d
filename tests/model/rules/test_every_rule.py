"""What holds of every rule: it is tried alone, on the same needs and staff, and each of its prices can be left out."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from model.routes import OWN_WORK
from scenarios.declare import declarations
from scenarios.parameters import Parameters
from scenarios.rules import RULES, RuleCard

if TYPE_CHECKING:
    from tests.model.rules.conftest import Lab

pytestmark = pytest.mark.proof

NEUTRAL = {
    "street_cycle_days": 0.0,
    "department_cycle_days": 0.0,
    "retention_district": 1.0,
    "team_knowledge_decay": 0.0,
    "sign_off_hours": 0.0,
    "delegated_hours": 0.0,
    "station_admin_efficiency": 1.0,
    "way_hours": 0.0,
    "local_knowledge_decay": 0.0,
    "generalist_overhead": 0.0,
    "gap_probability": 0.0,
    "overlap_share": 0.0,
    "task_error": 0.0,
    "duty_list_hours": 0.0,
    "travel_hours": 0.0,
    "settling_productivity": 1.0,
    "settling_days": 0.0,
    "organization_overhead": 0.0,
    "organization_quality_premium": 0.0,
    "learning_rate": 0.0,
    "tender_bidders": 1,
    "contest_stake": 0.0,
    "bid_review_hours": 0.0,
    "monitoring_hours": 0.0,
    "contract_settling": 1.0,
    "contract_settling_days": 0.0,
    "venue_yuan": 0.0,
    "venue_upkeep_hours": 0.0,
    "venue_displaced_hours": 0.0,
    "incubation_failure": 0.0,
    "training_share": 0.0,
    "fit_weight": 0.0,
    "fair_hours": 0.0,
}
"""At this value a parameter of a rule's card takes and gives nothing."""

ORDERED = {"R2": {"delegated_committee", "delegated_station"}, "R8": {"upkeep"}}
"""The own work that is a rule's very matter."""

BUYS = {"R5", "C9"}
"""Rules that give posts up for money, with which others are hired later or elsewhere; tested in their own files."""

EXOGENOUS = ("need", "arose_calendar", "arose", "resident", "item", "category", "place")


def pole(card: RuleCard) -> dict[str, object]:
    """The rule alone at the network's pole."""
    return {key: network for key, (_, network) in card.poles.items()}


def test_every_parameter_of_a_card_has_a_value_that_switches_it_off() -> None:
    allowed = {d.key: d for d in declarations(Parameters)}
    assert {key for card in RULES for key in card.parameters} == set(NEUTRAL)
    for key, value in NEUTRAL.items():
        low, high = allowed[key].low, allowed[key].high
        assert low is not None and high is not None and low <= value <= high, key


@pytest.mark.parametrize("card", RULES, ids=lambda card: card.id)
def test_a_rule_runs_with_each_of_its_prices_left_out_and_with_none(lab: "Lab", card: RuleCard) -> None:
    off = [{key: NEUTRAL[key]} for key in card.parameters]
    for prices in [*off, {key: NEUTRAL[key] for key in card.parameters}]:
        model = lab.run(days=10, **pole(card), **prices)
        rows = model.ledger.look(model.world)
        assert np.isfinite(rows["resolved"]).sum() > 500
        for name in ("busy_hours", "queue_hours", "server_hours", "cancelled"):
            assert np.isfinite(model.world.floor[name]).all()
        assert np.isfinite(model.world.activity).all() and (model.world.activity >= 0.0).all()


@pytest.mark.parametrize("card", RULES, ids=lambda card: card.id)
def test_a_rule_meets_the_same_needs_and_own_work_with_the_same_posts(lab: "Lab", card: RuleCard) -> None:
    """Whatever its prices are: neither the rule nor a price bears on what arises."""
    base = lab.new()
    for prices in ({}, {key: NEUTRAL[key] for key in card.parameters if key != "delegated_hours"}):
        model = lab.new(**pole(card), **prices)
        more = int(model.world.orders["servers"].sum() - base.world.orders["servers"].sum())
        assert more <= 0 if card.id in BUYS else more == 0
        for i, work in enumerate(OWN_WORK):
            same = bool((model.reception.own_work.mean[i] == base.reception.own_work.mean[i]).all())
            assert same is (work.key not in ORDERED.get(card.id, set()))
        if card.id != "R8":
            np.testing.assert_array_equal(model.duty, base.duty)
        other = lab.run(days=10)
        model.run_for(10)
        rows = lab.both(other, model)
        for name in EXOGENOUS:
            np.testing.assert_array_equal(rows[0][name], rows[1][name])
